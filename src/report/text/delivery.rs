//! Delivery: length against the speaking time, outcome numbers, who acts, words of doubt. Facts and advice; the account has the points.

use super::Style;
use super::page::{Line, Page, Paint, count};
use super::quote::Source;
use super::structure::NAMES;
use crate::score::{Delivery, Ownership, Quote};
use std::io;

/// Below this share of the least time asked for, an answer is far too short; above this multiple of the most, far too long.
const FAR_SHORT: f64 = 0.6;
const FAR_LONG: f64 = 1.4;

/// Writes the section.
pub(super) fn write(page: &mut Page<'_>, delivery: &Delivery, source: &Source<'_>, style: Style) -> io::Result<()> {
    page.section("delivery", Line::new())?;
    row(page, "length", length(delivery))?;
    let most = if style.verbose() { usize::MAX } else { 3 };
    let numbers = &delivery.quantified;
    row(
        page,
        "numbers",
        if numbers.is_empty() {
            Line::new().and(Paint::Fair, "none bound to an outcome").and(Paint::Plain, "; say what changed, from what to what")
        } else {
            Line::new().and(Paint::Plain, &format!("{} bound to an outcome: ", numbers.len())).join(source.several(numbers, most))
        },
    )?;
    row(
        page,
        "who acts",
        match delivery.ownership {
            Ownership::I => Line::new().and(Paint::Plain, "mainly “I”"),
            Ownership::We => Line::new().and(Paint::Fair, "mainly “we”").and(Paint::Plain, "; say which part was yours"),
            Ownership::None => Line::new().and(Paint::Fair, "nobody is named").and(Paint::Plain, "; say what you did yourself"),
        },
    )?;
    row(page, "hedges", counted(&delivery.hedges, source, most))?;
    row(page, "fillers", counted(&delivery.fillers, source, most))
}

fn row(page: &mut Page<'_>, name: &str, body: Line) -> io::Result<()> {
    page.block(Line::indent(2).and(Paint::Plain, &format!("{name:<NAMES$}")), body, Line::new())
}

fn length(delivery: &Delivery) -> Line {
    let spoken = format!("{}, about {:.1} min spoken", count(delivery.words, "word"), delivery.minutes);
    let line = Line::new().and(Paint::Plain, &spoken);
    let Some((least, most)) = delivery.target_minutes else { return line };
    let asked = if least == most { format!("{most} min asked for") } else { format!("{least} to {most} min asked for") };
    let (far, advice) = if delivery.minutes < f64::from(least) * FAR_SHORT {
        ("far shorter", "; there is room for what is missing above")
    } else if delivery.minutes > f64::from(most) * FAR_LONG {
        ("far longer", "; cut what earns nothing, or you may be stopped")
    } else {
        return line.and(Paint::Plain, &format!("; {asked}"));
    };
    line.and(Paint::Plain, ": ").and(Paint::Fair, far).and(Paint::Plain, &format!(" than the {asked} (not scored){advice}"))
}

fn counted(quotes: &[Quote], source: &Source<'_>, most: usize) -> Line {
    if quotes.is_empty() {
        return Line::new().and(Paint::Plain, "none");
    }
    Line::new().and(Paint::Plain, &format!("{}: ", quotes.len())).join(source.several(quotes, most))
}
