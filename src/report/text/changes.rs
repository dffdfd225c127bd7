//! What changed from one draft to the next, as `review` compares them; must not judge which is better.

use super::criteria::{self, mark};
use super::header::of_band;
use super::page::{Line, Page, Paint};
use super::parts::signed;
use super::quote::{self, Source};
use super::{Style, Verbosity, mistakes};
use crate::batch::Graded;
use crate::review::Progress;
use crate::score::{Points, Scorecard, Scored};
use std::io;

/// Columns that the kind of a change takes up.
const KINDS: usize = 15;

/// Writes the change of the score, then what is newly met, lost, and which mistakes came and went.
pub(super) fn write(page: &mut Page<'_>, old: &Graded, new: &Graded, style: Style) -> io::Result<()> {
    let name = Line::new().prose(Paint::Strong, &new.name.to_string()).and(Paint::Plain, "  ");
    match (&old.scorecard, &new.scorecard) {
        (Scorecard::Scored(before), Scorecard::Scored(after)) => {
            page.block(name, score(before, after), Line::new())?;
            if old.rubric.sha256 != new.rubric.sha256 {
                page.line(&Line::indent(2).and(Paint::Fair, "the rubric changed too"))?;
            }
            if style.verbosity == Verbosity::Quiet {
                return Ok(());
            }
            between(page, &Progress::between(before, after), &Source::of(&new.source), style)
        }
        (Scorecard::Unscored(_), Scorecard::Scored(after)) => {
            let body = Line::new().and(Paint::Plain, "unscored → ").and(Paint::Strong, &after.score.to_string());
            page.block(name, body.and(of_band(after.band), &format!("  {}", after.band.name())), Line::new())
        }
        (Scorecard::Scored(before), Scorecard::Unscored(why)) => {
            let body = Line::new().and(Paint::Plain, &format!("{} → ", before.score)).and(Paint::Bad, "unscored");
            page.block(name, body.and(Paint::Plain, &format!("  {why}")), Line::new())
        }
        (Scorecard::Unscored(_), Scorecard::Unscored(why)) => {
            page.block(name, Line::new().and(Paint::Bad, "still unscored").and(Paint::Plain, &format!("  {why}")), Line::new())
        }
    }
}

/// The score then and now, with the band.
pub(super) fn score(before: &Scored, after: &Scored) -> Line {
    let by = Points(after.score.0 - before.score.0);
    let paint = match by.0 {
        0 => Paint::Faint,
        1.. => Paint::Good,
        _ => Paint::Bad,
    };
    let line = Line::new().and(Paint::Plain, &format!("{} → ", before.score)).and(Paint::Strong, &after.score.to_string());
    let line = line.and(paint, &format!(" ({})", if by.0 == 0 { "±0.0".to_owned() } else { signed(by) }));
    let line = line.and(of_band(after.band), &format!("  {}", after.band.name()));
    if before.band == after.band { line } else { line.and(Paint::Faint, &format!(", was {}", before.band.name())) }
}

/// Writes what changed, criterion by criterion.
pub(super) fn between(page: &mut Page<'_>, progress: &Progress<'_>, source: &Source<'_>, style: Style) -> io::Result<()> {
    for step in progress.gained.iter().chain(&progress.lost) {
        let (sign, paint) = mark(step.now.status);
        change(page, step.name(), sign, paint, &step.now.says)?;
        if let Some(quote) = step.now.evidence.first() {
            quote::write(page, quote, criteria::stands(step.now.status), source, KINDS + 4, style.verbose())?;
        }
    }
    for mistake in &progress.slipped {
        change(page, "mistake made", "!", Paint::Bad, &mistake.says)?;
        if let Some(quote) = mistake.evidence.first() {
            quote::write(page, quote, mistakes::stands(mistake), source, KINDS + 4, style.verbose())?;
        }
    }
    for mistake in &progress.mended {
        change(page, "mistake gone", "✔", Paint::Good, &mistake.says)?;
    }
    match progress.is_empty() {
        true => page.line(&Line::indent(2).and(Paint::Faint, "no criterion changed its status")),
        false => Ok(()),
    }
}

fn change(page: &mut Page<'_>, kind: &str, sign: &str, paint: Paint, says: &str) -> io::Result<()> {
    let lead = Line::indent(2).and(paint, &format!("{kind:<KINDS$}{sign} "));
    page.block(lead, Line::new().prose(Paint::Plain, says), Line::new())
}
