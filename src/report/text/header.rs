//! The head of a report: whose answer to what, the score on its scale, the verdict, and how far to rely on it; or why there is no
//! score and what to do about it.

use super::Style;
use super::page::{Line, Page, Paint, bar};
use crate::batch::{Graded, Likeness, Verdict};
use crate::report::escape;
use crate::report::words::whole;
use crate::score::{Band, ConfidenceLevel, Scorecard, Scored, Unscored};
use std::io;

/// Cells of the bar: the bands begin at whole cells in both.
const WIDE: usize = 60;
const NARROW: usize = 20;

/// Writes the title, and the score or the reason that there is none.
pub(super) fn write(page: &mut Page<'_>, graded: &Graded, style: Style) -> io::Result<()> {
    title(page, &graded.name.to_string())?;
    let rubric = Line::new().prose(Paint::Plain, &graded.rubric.title);
    page.block(Line::new().and(Paint::Faint, &format!("{}  ", escape::line(&graded.rubric.id))), rubric, Line::new())?;
    page.blank()?;
    match &graded.scorecard {
        Scorecard::Scored(card) => {
            score(page, card, graded.verdict, style)?;
            graded.looks_like.as_ref().map_or(Ok(()), |likeness| looks_like(page, likeness, &graded.rubric.id))
        }
        Scorecard::Unscored(reason) => reasoned(page, "unscored", &reason.to_string()),
    }
}

fn looks_like(page: &mut Page<'_>, likeness: &Likeness, given: &str) -> io::Result<()> {
    let other = &likeness.rubric;
    let said = format!("looks like an answer to {} ({}), not {given}: it scores {} there", other.id, other.title, likeness.score);
    page.block(Line::indent(2).and(Paint::Fair, "? "), Line::new().prose(Paint::Plain, &said), Line::new())
}

/// Writes what would make an answer without a score one that can be judged.
pub(super) fn what_to_do(page: &mut Page<'_>, reason: Unscored) -> io::Result<()> {
    match reason {
        Unscored::Empty => advise(page, "Write the answer out in your own words; headings, code and comments say nothing by themselves."),
        Unscored::TooShort { words, needed } => {
            let missing = needed.saturating_sub(words);
            advise(page, &format!("Write at least {missing} more words: what was at stake, what you did and why, and what came of it."))
        }
        Unscored::NotEnglish => advise(page, "Rubrics read English only. Translate the answer, or have a person read it."),
    }
}

/// Writes the name of a file.
pub(super) fn title(page: &mut Page<'_>, file: &str) -> io::Result<()> {
    let name = if file == "-" { "standard input" } else { file };
    page.block(Line::new(), Line::new().prose(Paint::Strong, name), Line::new())
}

fn reasoned(page: &mut Page<'_>, what: &str, why: &str) -> io::Result<()> {
    let lead = Line::indent(2).and(Paint::Bad, &format!("⊘ {what}")).and(Paint::Plain, "  ");
    page.block(lead, Line::new().prose(Paint::Plain, why), Line::new())
}

fn advise(page: &mut Page<'_>, advice: &str) -> io::Result<()> {
    page.block(Line::indent(2).and(Paint::Strong, "→ "), Line::new().prose(Paint::Plain, advice), Line::new())
}

fn score(page: &mut Page<'_>, card: &Scored, verdict: Verdict, style: Style) -> io::Result<()> {
    let paint = of_band(card.band);
    let big = Line::indent(2).and(Paint::Strong, &format!("{} / 100", card.score)).and(Paint::Plain, "   ");
    page.block(big, Line::new().and(paint, &card.band.name().to_uppercase()), verdict_of(verdict, style))?;
    let cells = if page.width() >= WIDE + 4 { WIDE } else { NARROW };
    page.line(&Line::indent(2).and(paint, &bar(card.score.as_f64() / 100.0, cells)))?;
    page.line(&Line::indent(2).and(Paint::Faint, &scale(cells)))?;
    let level = card.confidence.level;
    let paint = match level {
        ConfidenceLevel::High => Paint::Good,
        ConfidenceLevel::Medium => Paint::Fair,
        ConfidenceLevel::Low => Paint::Bad,
    };
    let lead = Line::indent(2).and(Paint::Plain, "confidence ").and(paint, level.name()).and(Paint::Plain, "  ");
    page.block(lead, Line::new().prose(Paint::Plain, &card.confidence.reason), Line::new())
}

/// The colour of a band.
pub(super) fn of_band(band: Band) -> Paint {
    match band {
        Band::Excellent | Band::Good => Paint::Good,
        Band::Partial => Paint::Fair,
        Band::Poor | Band::None => Paint::Bad,
    }
}

/// The verdict with its mark, for the right end of a line.
pub(super) fn verdict_of(verdict: Verdict, style: Style) -> Line {
    let asked = style.threshold.map(|t| format!(" (threshold {})", whole(t))).unwrap_or_default();
    match verdict {
        Verdict::Pass => Line::new().and(Paint::Good, "✔ pass").and(Paint::Faint, &asked),
        Verdict::Fail => Line::new().and(Paint::Bad, "✘ fail").and(Paint::Faint, &asked),
        Verdict::Unscored => Line::new().and(Paint::Bad, "⊘ unscored"),
        Verdict::None => Line::new().and(Paint::Faint, "no threshold set"),
    }
}

/// Names of the bands under the bar, each where it begins; bare numbers where there is no room.
fn scale(cells: usize) -> String {
    let mut scale = String::new();
    for (from, band) in Band::EDGES {
        let cell = (from.as_f64() / 100.0 * cells as f64).round() as usize;
        scale.push_str(&" ".repeat(cell.saturating_sub(scale.chars().count())));
        let from = whole(from);
        let label = if cells == WIDE { format!("╵{from} {}", band.name()) } else { format!("╵{from}") };
        scale.push_str(&label);
    }
    scale
}
