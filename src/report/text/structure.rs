//! Structure: STAR as a rail with the share of each part, the question's own framework, and (verbose) the signals.

use super::Style;
use super::page::{Line, Page, Paint, bar, columns};
use super::parts::by_share;
use super::quote::Source;
use crate::report::escape;
use crate::score::{STAR_NAMES, Scored, SignalResult};
use std::io;

/// Columns that names of rows take up, here and in the section on delivery.
pub(super) const NAMES: usize = 12;

/// Writes STAR and the framework.
pub(super) fn write(page: &mut Page<'_>, card: &Scored, source: &Source<'_>, style: Style) -> io::Result<()> {
    page.section("structure", Line::new())?;
    let star = STAR_NAMES.iter().zip(&card.star).map(|(name, part)| {
        let percent = (part.share.clamp(0.0, 1.0) * 100.0).round();
        (part.present, if part.present { format!("{name} {percent:.0} %") } else { (*name).to_owned() })
    });
    rail(page, "STAR", star)?;
    if style.verbose() {
        for (name, part) in STAR_NAMES.iter().zip(&card.star) {
            for quote in part.evidence.iter().take(1) {
                let lead = Line::indent(4).and(Paint::Faint, &format!("{name:<NAMES$}"));
                page.block(lead, source.quoted(quote, 120), Line::new())?;
            }
        }
    }
    if card.stages.is_empty() {
        return Ok(());
    }
    rail(page, &card.framework, card.stages.iter().map(|s| (s.present, s.name.clone())))?;
    if style.verbose() {
        let names = card.stages.iter().map(|s| columns(&escape::line(&s.name))).max().unwrap_or(0).clamp(NAMES - 2, 32);
        for stage in card.stages.iter().filter(|s| s.present) {
            for quote in stage.evidence.iter().take(1) {
                let name = escape::line(&stage.name);
                let pad = " ".repeat(names.saturating_sub(columns(&name)) + 2);
                page.block(Line::indent(4).and(Paint::Faint, &name).and(Paint::Plain, &pad), source.quoted(quote, 120), Line::new())?;
            }
        }
    }
    Ok(())
}

/// Writes the signals, strongest as they come, each with its best quotation.
pub(super) fn signals(page: &mut Page<'_>, signals: &[SignalResult], source: &Source<'_>) -> io::Result<()> {
    if signals.is_empty() {
        return Ok(());
    }
    page.section("signals", Line::new())?;
    let names = signals.iter().map(|s| columns(&s.id)).max().unwrap_or(0).clamp(NAMES, 24);
    for signal in signals {
        let id = escape::line(&signal.id);
        let label = format!("{id}{} ", " ".repeat(names.saturating_sub(columns(&id))));
        let percent = (signal.strength.clamp(0.0, 1.0) * 100.0).round();
        let lead = Line::indent(2).and(Paint::Plain, &label).and(by_share(signal.strength), &bar(signal.strength, 10));
        let lead = lead.and(Paint::Plain, &format!(" {percent:>3.0} %  "));
        page.block(lead, source.several(&signal.evidence, 1), Line::new())?;
    }
    Ok(())
}

/// Stops on a rail, each with a mark; a stop is never broken over two lines.
fn rail(page: &mut Page<'_>, name: &str, stops: impl Iterator<Item = (bool, String)>) -> io::Result<()> {
    let mut body = Line::new();
    for (nth, (present, stop)) in stops.enumerate() {
        if nth > 0 {
            body = body.and(Paint::Faint, " ── ");
        }
        let held = escape::line(&stop).replace(' ', "\u{a0}");
        let (mark, paint) = if present { ("✔", Paint::Good) } else { ("✘", Paint::Bad) };
        body = body.and(paint, &format!("{mark}\u{a0}")).and(Paint::Plain, &held);
    }
    let name = escape::line(name);
    let label = format!("{name}{}", " ".repeat(NAMES.saturating_sub(columns(&name)).max(1)));
    page.block(Line::indent(2).and(Paint::Plain, &label), body, Line::new())
}
