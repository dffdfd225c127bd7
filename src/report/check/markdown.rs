//! `markdown`: a page for a job's summary: a table of all answers, those that fail first, and what is the matter with each of these. The
//! platform refuses a page above 1 MiB, so each piece of it has its share, and what does not fit is counted. Holds no more than the page.

use super::{Report, facts};
use crate::batch::{Checked, Issue, Level, Outcome, Summary, Verdict};
use crate::report::escape;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Shares of the page in bytes: together well below 1 MiB, with room for the head.
const FAILING_ROWS: usize = 350_000;
const OTHER_ROWS: usize = 200_000;
const DETAILS: usize = 400_000;

/// The most issues of an answer that are told.
const ISSUES: usize = 15;

/// The most characters of one text.
const LONGEST: usize = 400;

/// Writes a page.
pub struct Markdown<W> {
    out: W,
    failing: Held,
    others: Held,
    details: Held,
}

/// Text that may grow to so many bytes.
struct Held {
    text: String,
    most: usize,
    /// Pieces that did not fit.
    left_out: usize,
}

impl Held {
    fn new(most: usize) -> Self {
        Self { text: String::new(), most, left_out: 0 }
    }

    fn push(&mut self, piece: &str) {
        // Once something is left out, so is everything behind it: a page with holes would mislead.
        if self.left_out > 0 || self.text.len() + piece.len() > self.most {
            self.left_out += 1;
        } else {
            self.text.push_str(piece);
        }
    }
}

impl<W: Write> Markdown<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, failing: Held::new(FAILING_ROWS), others: Held::new(OTHER_ROWS), details: Held::new(DETAILS) }
    }
}

impl<W: Write> Report for Markdown<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        if checked.blocks().is_some() {
            self.failing.push(&row(checked));
            self.details.push(&details(checked));
        } else {
            self.others.push(&row(checked));
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        write!(self.out, "{}", head(summary))?;
        if summary.answers > 0 {
            self.out
                .write_all(b"\n| Verdict | Answer | Rubric | Score | Band | Change | Worst criterion |\n|---|---|---|--:|---|---|---|\n")?;
        }
        self.out.write_all(self.failing.text.as_bytes())?;
        self.out.write_all(self.others.text.as_bytes())?;
        let left_out = [(self.failing.left_out + self.others.left_out, "row"), (self.details.left_out, "list of issues")];
        let left_out = left_out.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| match (n, what) {
            (1, what) => format!("1 {what}"),
            (n, "row") => format!("{n} rows"),
            (n, _) => format!("{n} lists of issues"),
        });
        let left_out: Vec<String> = left_out.collect();
        if !left_out.is_empty() {
            writeln!(
                self.out,
                "\n**Left out to stay below the size that a page may have: {}.** The other formats have everything.",
                left_out.join(", ")
            )?;
        }
        self.out.write_all(self.details.text.as_bytes())?;
        self.out.flush()
    }
}

fn head(summary: &Summary) -> String {
    let verdict = match summary.verdict() {
        Verdict::Pass => "✔ pass",
        Verdict::Fail => "✘ fail",
        Verdict::Unscored if summary.failed > 0 => "✘ fail, and not everything could be scored",
        Verdict::Unscored => "⊘ not everything could be scored",
        Verdict::None => "nothing was judged",
    };
    let mean = summary.mean().map(|mean| format!("; mean {mean:.1}")).unwrap_or_default();
    let counts = facts::counts(summary).join(", ");
    let noun = if summary.answers == 1 { "answer" } else { "answers" };
    let colon = if counts.is_empty() { "" } else { ": " };
    let mut head = format!("### rubrica: {verdict}\n\n{} {noun}{colon}{counts}{mean}.\n", summary.answers);
    let remarks = facts::remarks(summary);
    if !remarks.is_empty() {
        head.push('\n');
    }
    for remark in remarks {
        let _ = writeln!(head, "- {remark}");
    }
    head
}

/// The sign of what became of an answer, and the words.
fn standing(checked: &Checked) -> String {
    let mark = match (checked.known_failure, checked.verdict()) {
        (true, _) => "≈ ",
        (false, Verdict::Pass) => "✔ ",
        (false, Verdict::Fail) => "✘ ",
        (false, Verdict::Unscored) => "⊘ ",
        (false, Verdict::None) => "",
    };
    format!("{mark}{}", facts::standing(checked))
}

fn row(checked: &Checked) -> String {
    let rubric = match &checked.outcome {
        Outcome::Graded(graded) => graded.rubric.id.as_str(),
        _ => "",
    };
    let card = checked.card();
    let worst = facts::worst(checked).map(|(id, cost)| format!("{} (−{cost})", shown(id))).unwrap_or_default();
    format!(
        "| {} | {} | {} | {} | {} | {} | {worst} |\n",
        standing(checked),
        shown(&checked.name().to_string()),
        shown(rubric),
        card.map(|card| card.score.to_string()).unwrap_or_default(),
        card.map(|card| card.band.name()).unwrap_or_default(),
        facts::change(checked).map(|change| shown(&change.replace(" -> ", " → "))).unwrap_or_default(),
    )
}

fn details(checked: &Checked) -> String {
    let score = checked.card().map(|card| format!(", {}", facts::score(card))).unwrap_or_default();
    let mut block = format!("\n<details><summary>{}: {}{score}</summary>\n\n", standing(checked), shown(&checked.name().to_string()));
    let issues = facts::gravest_first(checked);
    issues.iter().take(ISSUES).for_each(|issue| block.push_str(&item(issue)));
    if issues.len() > ISSUES {
        let _ = writeln!(block, "- and {} more", issues.len() - ISSUES);
    }
    for waived in checked.waived.iter().take(ISSUES) {
        let _ = writeln!(
            block,
            "- waived in line {}: {} ({}): {}",
            waived.line,
            shown(&waived.criterion),
            waived.points,
            shown(&waived.reason)
        );
    }
    block.push_str("\n</details>\n");
    block
}

fn item(issue: &Issue) -> String {
    let level = match issue.level {
        Level::Error => "**error**",
        Level::Warning => "**warning**",
        Level::Note => "note",
    };
    let place = facts::place(issue).map(|place| format!(" {place}")).unwrap_or_default();
    let advice = issue.advice.as_ref().filter(|_| issue.level > Level::Note);
    let advice = advice.map(|advice| format!("<br>→ {}", shown(advice))).unwrap_or_default();
    format!("- {level}{place} {} `{}`{advice}\n", shown(&format!("{}{}", issue.message, facts::about(issue))), issue.code.name())
}

/// A text that reads as it is wherever it stands within a line: no character of it marks anything up. What platforms look for in
/// finished text (names, issues, addresses, pictures by name, formulas) is taken apart by an element around its sign.
fn shown(text: &str) -> String {
    let text = facts::shortened(&escape::line(text), LONGEST);
    let mut safe = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match c {
            '@' | '$' => apart(&mut safe, c),
            '#' if next.is_ascii_digit() || next == '#' || next == '[' => apart(&mut safe, c),
            // `https://`, `:name:`
            ':' if next != ' ' => apart(&mut safe, c),
            // `www.`, `GH-1`
            '.' if next != ' ' && (before == 'w' || before == 'W') => apart(&mut safe, c),
            '-' if ["GH", "gh", "Gh", "gH"].iter().any(|gh| safe.ends_with(gh)) => apart(&mut safe, c),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!' | '^' | '"' | '\'' => {
                let _ = write!(safe, "&#{};", u32::from(c));
            }
            c => safe.push(c),
        }
        before = c;
    }
    safe
}

/// A character in an element of its own, by number: then neither a parser nor what runs over its output sees it beside its neighbours.
fn apart(safe: &mut String, c: char) {
    let _ = write!(safe, "<span>&#{};</span>", u32::from(c));
}
