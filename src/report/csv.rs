//! A review for spreadsheets: one row an answer, and one for whatever has no place. No cell acts: what a spreadsheet would take for a formula
//! opens with an apostrophe. Must not compute.

use super::escape;
use crate::review::{Progress, Review, Standing, Submission, Unplaced};
use crate::score::{Band, Scorecard, Status};
use std::io::{self, Write};

/// The columns. New ones are only ever added at the end.
const COLUMNS: [&str; 27] = [
    "candidate",
    "question",
    "title",
    "status",
    "reason",
    "score",
    "band",
    "computed_score",
    "computed_band",
    "coach_score",
    "overrides",
    "stale_overrides",
    "comments",
    "drafts",
    "previous_score",
    "change",
    "confidence",
    "words",
    "key_points_met",
    "key_points",
    "looks_for_met",
    "looks_for",
    "mistakes",
    "next_step",
    "alike",
    "file",
    "digest",
];

/// Writes the table.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for submission in &review.submissions {
        table.write_record(row(review, submission))?;
    }
    for Unplaced { name, why, .. } in &review.unplaced {
        let mut row = vec![String::new(); COLUMNS.len()];
        (row[3], row[4], row[25]) = ("unplaced".to_owned(), text(why), text(name));
        table.write_record(row)?;
    }
    table.flush()
}

fn row(review: &Review, submission: &Submission) -> Vec<String> {
    let question = &review.questions[submission.question];
    let (draft, judgement) = (submission.current(), &submission.judgement);
    let card = draft.card();
    let reason = match &draft.graded.scorecard {
        Scorecard::Unscored(why) => why.to_string(),
        Scorecard::Scored(_) => String::new(),
    };
    let number = |points: Option<crate::score::Points>| points.map(|p| p.to_string()).unwrap_or_default();
    let band = |points: Option<crate::score::Points>| points.map(|p| Band::of(p).name().to_owned()).unwrap_or_default();
    let stale = judgement.overrides.iter().filter(|o| o.standing == Standing::Stale).count();
    let met = |criteria: &[crate::score::CriterionResult]| criteria.iter().filter(|c| c.status == Status::Met).count();
    let of_card = |of: &dyn Fn(&crate::score::Scored) -> String| card.map(of).unwrap_or_default();
    vec![
        text(&review.candidates[submission.candidate].name),
        text(&question.rubric.id),
        text(&question.rubric.title),
        if submission.score().is_some() { "scored" } else { "unscored" }.to_owned(),
        text(&reason),
        number(submission.score()),
        band(submission.score()),
        number(submission.computed()),
        band(submission.computed()),
        number(judgement.adjusted),
        judgement.overrides.len().to_string(),
        stale.to_string(),
        judgement.comments.len().to_string(),
        submission.drafts.len().to_string(),
        number(submission.before().and_then(|before| before.card()).map(|card| card.score)),
        number(Progress::of(submission).map(|progress| progress.by())),
        of_card(&|card| card.confidence.level.name().to_owned()),
        of_card(&|card| card.delivery.words.to_string()),
        of_card(&|card| met(&card.key_points).to_string()),
        of_card(&|card| card.key_points.len().to_string()),
        of_card(&|card| met(&card.looks_for).to_string()),
        of_card(&|card| card.looks_for.len().to_string()),
        of_card(&|card| text(&card.mistakes.iter().filter(|m| m.committed).map(|m| m.id.as_str()).collect::<Vec<_>>().join(" "))),
        of_card(&|card| card.next_steps.first().map(|step| text(&step.advice)).unwrap_or_default()),
        submission.alike.len().to_string(),
        text(&draft.graded.name.to_string()),
        text(&draft.digest),
    ]
}

/// Text that cannot act: in one line, with nothing unseen in it, and no formula (OWASP, "CSV injection": what begins with `=`, `+`, `-`, `@`
/// or a control character; full-width forms count, and so do ones after a space or a quotation mark).
fn text(raw: &str) -> String {
    let line = escape::line(raw);
    let acts = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '|' | '%');
    let first = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).chars().next();
    if first.is_some_and(acts) { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula() {
        for formula in ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", " =1", "\"=1", "＝1", "\r\n=cmd|' /C calc'!A0"] {
            let cell = text(formula);
            assert!(cell.starts_with('\''), "{cell}");
            assert!(!cell.contains(['\n', '\r', '\t']), "{cell:?}");
        }
        assert_eq!(text("Anna-Berg = x"), "Anna-Berg = x");
        assert_eq!(text("O'Hara"), "O'Hara");
    }
}
