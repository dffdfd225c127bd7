//! Why a criterion was met or missed: what it follows from, every pattern that was searched, its hits and its nearest miss.

use super::page::{Line, Page, Paint, count};
use super::quote::{self, For, Source};
use crate::report::escape;
use crate::score::{Explanation, Polarity, Standing, Tried};
use std::io;

/// The most hits of one pattern that are shown.
const MOST_HITS: usize = 3;

/// Writes the explanation of one criterion.
pub(super) fn write(page: &mut Page<'_>, why: &Explanation, source: &Source<'_>) -> io::Result<()> {
    let (mark, paint) = mark(&why.outcome);
    let outcome = Line::new().and(paint, &format!("{mark} ")).prose(paint, &why.outcome);
    page.block(Line::new(), Line::new().prose(Paint::Strong, &why.id), outcome)?;
    page.block(Line::new(), Line::new().prose(Paint::Plain, &why.says), Line::new())?;
    links(page, why)?;
    if why.lacks_ground {
        let reason = "Nothing of it counts as long as less than a good fifth of the key points is earned.";
        page.block(Line::new(), Line::new().prose(Paint::Fair, reason), Line::new())?;
    }
    if why.tried.is_empty() {
        return Ok(());
    }
    let hit = why.tried.iter().filter(|t| !t.hits.is_empty()).count();
    let tail = Line::new().and(Paint::Faint, &format!("{hit} of {} found", count(why.tried.len(), "pattern")));
    page.section("searched", tail)?;
    for tried in &why.tried {
        pattern(page, tried, source)?;
    }
    Ok(())
}

fn links(page: &mut Page<'_>, why: &Explanation) -> io::Result<()> {
    if why.links.is_empty() {
        return Ok(());
    }
    let with = |wanted: fn(Standing) -> bool| why.links.iter().filter(|(_, standing)| wanted(*standing)).count();
    let (there, all) = (with(|s| s == Standing::There), why.links.len());
    let (title, needed) = match why.omission {
        true => ("made when missing", format!("{} missing, {} of {all} needed", all - there, why.links_needed)),
        false => ("follows from", format!("{there} there, {} of {all} needed", why.links_needed)),
    };
    page.section(title, Line::new().and(Paint::Faint, &needed))?;
    for (link, standing) in &why.links {
        let (mark, paint, tail) = match standing {
            Standing::There => ("✔ ", Paint::Good, ""),
            Standing::InPart => ("◐ ", Paint::Fair, "in part"),
            Standing::Missing => ("✘ ", Paint::Bad, ""),
        };
        page.block(Line::indent(2).and(paint, mark), Line::new().prose(Paint::Plain, link), Line::new().and(Paint::Faint, tail))?;
    }
    let reason = match why.omission {
        true if why.outcome == "not judged" => "Not judged: a text that is no answer to the question leaves nothing out.",
        true if all - there >= why.links_needed && with(|s| s == Standing::Missing) == 0 => {
            "Not made: of everything that is missing a part is there."
        }
        _ => return Ok(()),
    };
    page.block(Line::new(), Line::new().prose(Paint::Fair, reason), Line::new())
}

fn pattern(page: &mut Page<'_>, tried: &Tried, source: &Source<'_>) -> io::Result<()> {
    let counts = tried.hits.iter().any(|hit| match tried.wants_negation {
        true => hit.polarity == Polarity::Negated,
        false => !matches!(hit.polarity, Polarity::Negated | Polarity::Hypothetical),
    });
    let (mark, paint) = match tried.hits.is_empty() {
        true => ("✘ ", Paint::Faint),
        false if counts => ("✔ ", Paint::Good),
        false => ("⊘ ", Paint::Bad),
    };
    let tail = if tried.hint { Line::new().and(Paint::Faint, "hint, worth half") } else { Line::new() };
    page.block(Line::indent(2).and(paint, mark), Line::new().prose(Paint::Plain, &tried.pattern), tail)?;
    if tried.wants_negation && !counts && !tried.hits.is_empty() {
        let reason = "found, but not denied, and the pattern asks for a denial; where \"not\" is a word of the phrase, write (not)";
        page.block(Line::indent(6), Line::new().prose(Paint::Fair, reason), Line::new())?;
    }
    for hit in tried.hits.iter().take(MOST_HITS) {
        quote::write(page, hit, For::Hit, source, 6, false)?;
    }
    if tried.hits.len() > MOST_HITS {
        page.line(&Line::indent(6).and(Paint::Faint, &format!("and {} more", tried.hits.len() - MOST_HITS)))?;
    }
    if let Some((near, reason)) = &tried.near_miss {
        let body = source.quoted(near, 120).and(Paint::Fair, &format!("\u{a0}· {}", escape::line(reason)));
        page.block(Line::indent(6).and(Paint::Faint, "nearest "), body, Line::new())?;
    }
    Ok(())
}

/// The mark of an outcome; the outcomes of mistakes are good when they were not made.
fn mark(outcome: &str) -> (&'static str, Paint) {
    match outcome {
        "met" | "not committed" => ("✔", Paint::Good),
        "partial" => ("◐", Paint::Fair),
        "denied" => ("⊘", Paint::Bad),
        "not judged" => ("–", Paint::Fair),
        "committed" => ("!", Paint::Bad),
        _ => ("✘", Paint::Bad),
    }
}
