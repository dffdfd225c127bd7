//! A calibration for people: figures, bands side by side, the answers that differ most, and what would help. Must not compute.

mod figures;
mod helps;

use super::Style;
use super::page::{Line, Page, Paint, count};
use super::parts::signed;
use super::quote::{Source, shortened};
use crate::authoring::calibrate::{Calibration, FEWEST_FOR_INTERVALS};
use crate::report::escape;
use crate::report::text::Verbosity;
use std::io::{self, Write};

/// The most entries of a list unless all are asked for.
const ENTRIES: usize = 5;

/// Below so many answers, figures are a hint.
const FEW: usize = 20;

/// Writes a calibration.
///
/// # Errors
/// Those of the writer.
pub fn calibration(out: &mut dyn Write, all: &Calibration, style: Style) -> io::Result<()> {
    let page = &mut Page::new(out, style.width);
    let rubrics = count(all.rubrics.len(), "rubric");
    let said = format!("  {} marked on {}, {rubrics}", count(all.answers.len(), "answer"), all.scale);
    page.block(Line::new(), Line::new().and(Paint::Strong, &escape::line(&all.file)).and(Paint::Plain, &said), Line::new())?;
    let unscored = all.answers.iter().filter(|answer| answer.unscored.is_some()).count();
    if unscored > 0 {
        note(page, Paint::Fair, &format!("{} could not be scored and count as 0", count(unscored, "answer")))?;
    }
    match all.answers.len() {
        n if n < FEWEST_FOR_INTERVALS => note(page, Paint::Bad, "so few answers tell little: no interval is given, nothing is fitted")?,
        n if n < FEW => note(page, Paint::Fair, "few answers: read the figures as a hint")?,
        _ => {}
    }
    figures::write(page, all)?;
    if style.verbosity == Verbosity::Quiet {
        return Ok(());
    }
    figures::criteria(page, all, style)?;
    apart(page, all, style)?;
    helps::write(page, all, style)
}

fn note(page: &mut Page<'_>, paint: Paint, text: &str) -> io::Result<()> {
    page.block(Line::indent(2), Line::new().and(paint, text), Line::new())
}

fn apart(page: &mut Page<'_>, all: &Calibration, style: Style) -> io::Result<()> {
    if all.apart.is_empty() {
        return Ok(());
    }
    page.section("furthest apart", Line::new().and(Paint::Faint, &format!("{} in another band than marked", all.apart.len())))?;
    let most = if style.verbose() { usize::MAX } else { ENTRIES };
    for one in all.apart.iter().take(most) {
        let answer = &all.answers[one.answer];
        let id = &all.rubrics[answer.rubric].rubric.id;
        let said = format!("  {id}  marked {}, scored {:.1} (band {})", answer.pair.mark, answer.pair.score, answer.pair.given);
        let body = Line::new().and(Paint::Strong, &escape::line(&answer.name)).and(Paint::Plain, &said);
        page.block(Line::indent(2), body, Line::new().and(Paint::Fair, &signed(one.by)))?;
        let source = Source::of(&one.source);
        for reason in &one.reasons {
            let points = if reason.points.0 == 0 { String::new() } else { signed(reason.points) };
            let paint = if reason.points.0 > 0 { Paint::Good } else { Paint::Bad };
            let lead = Line::indent(6).and(paint, &format!("{points:>6} ")).and(Paint::Faint, &format!("{:<8}", reason.how));
            let mut body = Line::new().prose(Paint::Plain, &shortened(&escape::line(&reason.what), 100));
            if let Some(quote) = &reason.quote {
                body = body.and(Paint::Plain, " ").join(source.quoted(quote, 80));
            }
            page.block(lead, body, Line::new())?;
        }
    }
    more(page, all.apart.len(), most)
}

fn more(page: &mut Page<'_>, all: usize, most: usize) -> io::Result<()> {
    match all.checked_sub(most).filter(|left| *left > 0) {
        Some(left) => page.line(&Line::indent(2).and(Paint::Faint, &format!("and {left} more; --verbose shows all"))),
        None => Ok(()),
    }
}
