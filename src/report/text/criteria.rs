//! Key points and looks-for: what was found first, each with its quotation, then in short what was not.

use super::Style;
use super::page::{Line, Page, Paint};
use super::quote::{self, For, Source};
use crate::report::words::{status_mark, whole};
use crate::score::{CriterionResult, Points, Scored, Status};
use std::io;

/// Writes the section of one kind of criterion; `name` is its part of the score.
pub(super) fn write(
    page: &mut Page<'_>,
    name: &str,
    criteria: &[CriterionResult],
    card: &Scored,
    source: &Source<'_>,
    style: Style,
) -> io::Result<()> {
    if criteria.is_empty() {
        return Ok(());
    }
    page.section(name, total(name, criteria, card))?;
    let (bare, shown): (Vec<_>, Vec<_>) = criteria.iter().partition(|c| c.status == Status::Missed && c.evidence.is_empty());
    for criterion in shown {
        one(page, criterion)?;
        let most = if style.verbose() { 2 } else { 1 };
        for quote in criterion.evidence.iter().take(most) {
            quote::write(page, quote, stands(criterion.status), source, 6, style.verbose())?;
        }
        if style.verbose() && criterion.status != Status::Met {
            advice(page, &criterion.advice)?;
        }
    }
    for criterion in bare {
        one(page, criterion)?;
        if style.verbose() {
            advice(page, &criterion.advice)?;
        }
    }
    Ok(())
}

/// The mark of a status and its colour.
pub(super) fn mark(status: Status) -> (&'static str, Paint) {
    let paint = match status {
        Status::Met => Paint::Good,
        Status::Partial => Paint::Fair,
        Status::Missed | Status::Denied => Paint::Bad,
    };
    (status_mark(status), paint)
}

/// What the quotations of a criterion of this status stand for.
pub(super) fn stands(status: Status) -> For {
    match status {
        Status::Met => For::Merit,
        Status::Partial => For::Want,
        Status::Missed | Status::Denied => For::TooLittle,
    }
}

/// Writes an advice under what it is about.
pub(super) fn advice(page: &mut Page<'_>, advice: &str) -> io::Result<()> {
    if advice.trim().is_empty() {
        return Ok(());
    }
    page.block(Line::indent(6).and(Paint::Strong, "→ "), Line::new().prose(Paint::Plain, advice), Line::new())
}

fn one(page: &mut Page<'_>, criterion: &CriterionResult) -> io::Result<()> {
    let (mark, paint) = mark(criterion.status);
    let earned = format!("{}/{}", criterion.points, criterion.max);
    let tail = Line::new().and(if criterion.points.0 > 0 { Paint::Plain } else { Paint::Faint }, &earned);
    let lead = Line::indent(2).and(paint, mark).and(Paint::Plain, " ");
    page.block(lead, Line::new().prose(Paint::Plain, &criterion.says), tail)
}

/// What the section gave, as the account has it.
fn total(name: &str, criteria: &[CriterionResult], card: &Scored) -> Line {
    let part = card.parts.iter().find(|p| p.name == name);
    let sum = |of: fn(&CriterionResult) -> Points| Points(criteria.iter().map(|c| of(c).0).sum());
    let points = part.map_or_else(|| sum(|c| c.points), |p| p.points);
    let max = part.and_then(|p| p.max).unwrap_or_else(|| sum(|c| c.max));
    Line::new().and(Paint::Strong, &format!("{points} / {}", whole(max)))
}
