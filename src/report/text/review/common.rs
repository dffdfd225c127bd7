//! What many answers have in common: criteria often missed, each with somebody who met it, and frequent mistakes. Must not count.

use super::super::page::{Line, Page, Paint, columns};
use super::super::quote::Source;
use super::super::{Style, criteria};
use super::ENTRIES;
use crate::report::escape;
use crate::review::{FrequentMistake, MissedCriterion, Review};
use std::io;

/// The most names in a row unless all are asked for.
const NAMES: usize = 8;

/// The most columns of an example.
const EXAMPLE: usize = 160;

/// Writes the criteria that are missed most.
pub(super) fn missed(page: &mut Page<'_>, review: &Review, style: Style) -> io::Result<()> {
    let all: Vec<&MissedCriterion> = review.together.missed.iter().filter(|m| style.verbose() || m.missed.len() > 1).collect();
    if all.is_empty() {
        return Ok(());
    }
    page.section("most often missed", Line::new())?;
    let most = if style.verbose() { usize::MAX } else { ENTRIES };
    for one in all.iter().take(most) {
        let paint = if one.missed.len() == one.of { Paint::Bad } else { Paint::Fair };
        let tail = if one.partial > 0 { Line::new().and(Paint::Faint, &format!("{} in part", one.partial)) } else { Line::new() };
        page.block(lead(review, one.question, one.missed.len(), one.of, paint), Line::new().prose(Paint::Plain, &one.says), tail)?;
        match &one.example {
            Some((at, quote)) => {
                let submission = &review.submissions[*at];
                let source = Source::of(&submission.current().graded.source);
                let who = Line::new().prose(Paint::Good, &format!("{}:", review.candidates[submission.candidate].name));
                let body = who.and(Paint::Plain, " ").join(source.quoted(quote, EXAMPLE));
                page.block(Line::indent(6).and(Paint::Good, "✔ "), body, Line::new())?;
            }
            None => page.line(&Line::indent(6).and(Paint::Faint, "nobody met it in full"))?,
        }
        if style.verbose() {
            criteria::advice(page, &one.advice)?;
        }
    }
    more(page, all.len(), most)
}

/// Writes the mistakes by frequency.
pub(super) fn mistakes(page: &mut Page<'_>, review: &Review, style: Style) -> io::Result<()> {
    let all: &[FrequentMistake] = &review.together.mistakes;
    if all.is_empty() {
        return Ok(());
    }
    page.section("mistakes", Line::new())?;
    let most = if style.verbose() { usize::MAX } else { ENTRIES };
    for one in all.iter().take(most) {
        let body = Line::new().prose(Paint::Plain, &one.says).and(Paint::Faint, &format!(" ({})", one.severity.name()));
        page.block(lead(review, one.question, one.made.len(), one.of, Paint::Bad), body, Line::new())?;
        let most = if style.verbose() { usize::MAX } else { NAMES };
        let name = |at: &usize| review.candidates[review.submissions[*at].candidate].name.as_str();
        let mut who: Vec<&str> = one.made.iter().take(most).map(name).collect();
        let others = format!("and {} more", one.made.len() - who.len());
        who.extend((one.made.len() > most).then_some(others.as_str()));
        page.block(Line::indent(6), Line::new().prose(Paint::Faint, &who.join(", ")), Line::new())?;
        if style.verbose() {
            criteria::advice(page, &one.advice)?;
        }
    }
    more(page, all.len(), most)
}

/// How many of how many, and the question.
fn lead(review: &Review, question: usize, n: usize, of: usize, paint: Paint) -> Line {
    let side = review.questions.iter().map(|q| columns(&escape::line(&q.rubric.id))).max().unwrap_or(0);
    let id = escape::line(&review.questions[question].rubric.id);
    let pad = " ".repeat(side - columns(&id));
    Line::indent(2).and(paint, &format!("{n:>3} of {of:<3}")).and(Paint::Faint, &format!(" {id}{pad}  "))
}

fn more(page: &mut Page<'_>, all: usize, most: usize) -> io::Result<()> {
    match all.checked_sub(most).filter(|left| *left > 0) {
        Some(left) => page.line(&Line::indent(2).and(Paint::Faint, &format!("and {left} more; --verbose shows all"))),
        None => Ok(()),
    }
}
