//! The file of a baseline: TOML, one table an answer in order of name and one key a line, so that two branches merge well.

use super::super::graded::{AnswerName, Verdict};
use super::Kept;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::score::Points;
use crate::tables::{Faults, Reader, document, shown};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;
use toml::Value;

const VERSION: i64 = 1;

const VERDICTS: [(&str, Verdict); 4] =
    [("pass", Verdict::Pass), ("fail", Verdict::Fail), ("unscored", Verdict::Unscored), ("none", Verdict::None)];

/// Reads a baseline.
///
/// # Errors
/// Every fault of the file, in order of place; of syntax (a merge that was left half done), the first.
pub fn parse(file: &Arc<SourceFile>) -> Result<Vec<Kept>, Vec<Diagnostic>> {
    let table = document(file).map_err(|fault| vec![about_merging(fault)])?;
    let faults = Faults::new(file);
    let mut top = Reader::root(&table, &faults);
    top.required_integer("version", VERSION..=VERSION);
    let mut seen = BTreeSet::new();
    let kept = top.tables("answer").into_iter().map(|table| read(table, &mut seen)).collect();
    top.finish();
    faults.into_result(kept)
}

/// A line that git leaves where two branches changed the same.
fn about_merging(fault: Diagnostic) -> Diagnostic {
    let mut lines = fault.file.text.lines();
    if lines.any(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ")) {
        return fault.with_hint("a merge was left half done: keep either side, then --write-baseline brings it up to date");
    }
    fault
}

fn read(mut table: Reader<'_>, seen: &mut BTreeSet<AnswerName>) -> Kept {
    let written = table.required_str("file");
    let part = table.optional_str("part").map(|part| part.value.to_owned());
    let name = AnswerName { file: written.value.to_owned(), part };
    if !written.value.is_empty() && !seen.insert(name.clone()) {
        let hint = "a merge kept both sides: keep either, then --write-baseline brings it up to date".to_owned();
        table.faults().add("duplicate-answer", written.span, format!("{} stands here twice", shown(&name.to_string())), Some(hint));
    }
    let kept = Kept {
        name,
        rubric: table.required_str("rubric").value.to_owned(),
        content: table.required_str("content").value.to_owned(),
        stamp: table.required_str("stamp").value.to_owned(),
        score: table.optional_number("score", 0.0..=100.0).map(|n| Points((n.value * 10.0).round() as i32)),
        verdict: table.required_choice("verdict", &VERDICTS).unwrap_or(Verdict::None),
        met: table.strings("met").into_iter().map(|id| id.value.to_owned()).collect(),
    };
    table.finish();
    kept
}

/// The text of a baseline.
pub fn render(kept: &[Kept]) -> String {
    let mut text = format!("# Written by `rubrica check --write-baseline`; compared with by `--baseline`.\nversion = {VERSION}\n");
    let quoted = |value: &str| Value::String(value.to_owned()).to_string();
    for Kept { name, rubric, content, stamp, score, verdict, met } in kept {
        let _ = write!(text, "\n[[answer]]\nfile = {}\n", quoted(&name.file));
        if let Some(part) = &name.part {
            let _ = writeln!(text, "part = {}", quoted(part));
        }
        let _ = write!(text, "rubric = {}\ncontent = \"{content}\"\nstamp = \"{stamp}\"\n", quoted(rubric));
        if let Some(score) = score {
            let _ = writeln!(text, "score = {score}");
        }
        let met: Vec<String> = met.iter().map(|id| quoted(id)).collect();
        let _ = writeln!(text, "verdict = \"{}\"\nmet = [{}]", verdict.name(), met.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let kept = |file: &str, part: Option<&str>, score| Kept {
            name: AnswerName { file: file.to_owned(), part: part.map(str::to_owned) },
            rubric: "devops-03".to_owned(),
            content: "c".to_owned(),
            stamp: "s".to_owned(),
            score,
            verdict: Verdict::Fail,
            met: vec!["a".to_owned(), "b".to_owned()],
        };
        let all = vec![kept("a \"b\"\n\u{1b}.md", None, Some(Points(605))), kept("x/y.md", Some("devops-03-2"), None)];
        let file = Arc::new(SourceFile { name: "b.toml".into(), text: render(&all).into() });
        assert_eq!(parse(&file), Ok(all));
    }

    #[test]
    fn a_baseline_with_faults_says_where() {
        let file = Arc::new(SourceFile { name: "b.toml".into(), text: "version = 2\n[[answer]]\nfile = \"a\"\nscore = 101\n".into() });
        let codes: Vec<&str> = parse(&file).unwrap_err().iter().map(|f| f.code).collect();
        assert_eq!(codes, ["out-of-range", "missing-key", "missing-key", "missing-key", "missing-key", "out-of-range"]);
    }
}
