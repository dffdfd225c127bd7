//! What changed from one draft to the next. Compares two finished scorecards line by line; must not judge which is better.

use super::criteria::{self, mark};
use super::header::of_band;
use super::page::{Line, Page, Paint};
use super::parts::signed;
use super::quote::{self, Source};
use super::{Style, Verbosity, mistakes};
use crate::batch::Graded;
use crate::score::{CriterionResult, Points, Scorecard, Scored, Status};
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
            between(page, before, after, &Source::of(&new.source), style)
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

fn score(before: &Scored, after: &Scored) -> Line {
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

fn between(page: &mut Page<'_>, before: &Scored, after: &Scored, source: &Source<'_>, style: Style) -> io::Result<()> {
    let mut any = false;
    let pairs = pairs(&before.key_points, &after.key_points).chain(pairs(&before.looks_for, &after.looks_for));
    let (gains, losses): (Vec<_>, Vec<_>) =
        pairs.filter(|(old, new)| rank(old.status) != rank(new.status)).partition(|(old, new)| rank(new.status) > rank(old.status));
    for (kind, (_, new)) in gains.iter().map(|p| (gained(p), p)).chain(losses.iter().map(|p| (lost(p), p))) {
        any = true;
        let (sign, paint) = mark(new.status);
        change(page, kind, sign, paint, &new.says)?;
        if let Some(quote) = new.evidence.first() {
            quote::write(page, quote, criteria::stands(new.status), source, KINDS + 4, style.verbose())?;
        }
    }
    for new in &after.mistakes {
        let was = before.mistakes.iter().find(|m| m.id == new.id).is_some_and(|m| m.committed);
        if was == new.committed {
            continue;
        }
        any = true;
        if new.committed {
            change(page, "mistake made", "!", Paint::Bad, &new.says)?;
            if let Some(quote) = new.evidence.first() {
                quote::write(page, quote, mistakes::stands(new), source, KINDS + 4, style.verbose())?;
            }
        } else {
            change(page, "mistake gone", "✔", Paint::Good, &new.says)?;
        }
    }
    if any { Ok(()) } else { page.line(&Line::indent(2).and(Paint::Faint, "no criterion changed its status")) }
}

fn change(page: &mut Page<'_>, kind: &str, sign: &str, paint: Paint, says: &str) -> io::Result<()> {
    let lead = Line::indent(2).and(paint, &format!("{kind:<KINDS$}{sign} "));
    page.block(lead, Line::new().prose(Paint::Plain, says), Line::new())
}

/// The criteria that both drafts were judged by.
fn pairs<'c>(old: &'c [CriterionResult], new: &'c [CriterionResult]) -> impl Iterator<Item = (&'c CriterionResult, &'c CriterionResult)> {
    new.iter().filter_map(|n| Some((old.iter().find(|o| o.id == n.id)?, n)))
}

fn rank(status: Status) -> u8 {
    match status {
        Status::Met => 3,
        Status::Partial => 2,
        Status::Missed => 1,
        Status::Denied => 0,
    }
}

fn gained((_, new): &(&CriterionResult, &CriterionResult)) -> &'static str {
    match new.status {
        Status::Met => "newly met",
        Status::Partial => "partly met",
        _ => "not denied now",
    }
}

fn lost((_, new): &(&CriterionResult, &CriterionResult)) -> &'static str {
    match new.status {
        Status::Denied => "now denied",
        Status::Partial => "weaker",
        _ => "lost",
    }
}
