//! Common mistakes: those made, with their quotation and what to do; the others only counted.

use super::Style;
use super::criteria::advice;
use super::page::{Line, Page, Paint, count};
use super::parts::signed;
use super::quote::{self, For, Source};
use crate::rubric::MistakeKind;
use crate::score::{MistakeResult, Points};
use std::io;

/// Writes the section, if the rubric knows any mistakes.
pub(super) fn write(page: &mut Page<'_>, mistakes: &[MistakeResult], source: &Source<'_>, style: Style) -> io::Result<()> {
    if mistakes.is_empty() {
        return Ok(());
    }
    let cost = Points(mistakes.iter().filter(|m| m.committed).map(|m| m.deduction.0).sum());
    let tail = if cost.0 < 0 { Line::new().and(Paint::Strong, &signed(cost)) } else { Line::new() };
    page.section("mistakes", tail)?;
    for mistake in mistakes.iter().filter(|m| m.committed) {
        let lead = Line::indent(2).and(Paint::Bad, "!").and(Paint::Plain, " ");
        let body = Line::new().prose(Paint::Plain, &mistake.says).and(Paint::Faint, &format!(" ({})", mistake.severity.name()));
        page.block(lead, body, Line::new().and(Paint::Bad, &signed(mistake.deduction)))?;
        for quote in mistake.evidence.iter().take(if style.verbose() { 2 } else { 1 }) {
            quote::write(page, quote, stands(mistake), source, 6, style.verbose())?;
        }
        advice(page, &mistake.advice)?;
    }
    let judged: Vec<_> = mistakes.iter().filter(|m| m.judged && !m.committed).collect();
    let not_judged: Vec<_> = mistakes.iter().filter(|m| !m.judged).collect();
    avoided(page, &judged, mistakes.len(), style)?;
    unjudged(page, &not_judged, style)
}

/// An absence is told by a denial; a deed is what its quotation says.
pub(super) fn stands(mistake: &MistakeResult) -> For {
    if mistake.kind == MistakeKind::Omission { For::Want } else { For::Hit }
}

fn avoided(page: &mut Page<'_>, avoided: &[&MistakeResult], all: usize, style: Style) -> io::Result<()> {
    if avoided.is_empty() {
        return Ok(());
    }
    let lead = Line::indent(2).and(Paint::Good, "✔").and(Paint::Plain, " ");
    let body = match avoided.len() == all {
        true => format!("none made of {}", count(avoided.len(), "common mistake")),
        false => format!("not made: {}", count(avoided.len(), "other common mistake")),
    };
    page.block(lead, Line::new().and(Paint::Faint, &body), Line::new())?;
    named(page, avoided, style)
}

fn unjudged(page: &mut Page<'_>, mistakes: &[&MistakeResult], style: Style) -> io::Result<()> {
    if mistakes.is_empty() {
        return Ok(());
    }
    let body = format!("not judged, since there is no answer: {}", count(mistakes.len(), "common mistake"));
    page.block(Line::indent(2).and(Paint::Faint, "– "), Line::new().and(Paint::Faint, &body), Line::new())?;
    named(page, mistakes, style)
}

fn named(page: &mut Page<'_>, mistakes: &[&MistakeResult], style: Style) -> io::Result<()> {
    for mistake in mistakes.iter().filter(|_| style.verbose()) {
        page.block(Line::indent(4).and(Paint::Faint, "· "), Line::new().prose(Paint::Faint, &mistake.says), Line::new())?;
    }
    Ok(())
}
