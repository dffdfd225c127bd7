//! The report for people: plain text with colour where the caller has it on, wrapped to a width. Free to change between versions.
//! Whether colour is on is the caller's decision (`colored::control`); no colour is ever the only sign of anything.

mod calibration;
mod changes;
mod check;
mod concepts;
mod criteria;
mod delivery;
mod explain;
mod header;
mod line;
mod mistakes;
mod next_steps;
mod page;
mod parts;
mod quote;
mod review;
mod rubric_check;
mod structure;
mod summary;

use crate::batch::{Explained, Graded, Outcome};
use crate::score::{Explanation, Points, Scorecard, Scored};
use crate::text::decode::Decoded;
pub use calibration::calibration;
pub use check::Checks;
pub use concepts::concepts;
use page::Page;
use quote::Source;
pub use review::{agreement, review};
pub use rubric_check::rubric_checks;
use std::io::{self, Write};

/// How much a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verbosity {
    /// One line a file.
    Quiet,
    /// What a reader needs.
    #[default]
    Normal,
    /// Also signals, patterns, second quotations, and advice for all that is missing.
    Verbose,
}

/// How a report is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The columns there are. Lines of prose stay short even where there are many.
    pub width: usize,
    /// How much to say.
    pub verbosity: Verbosity,
    /// The least score that was asked for, to be shown beside the verdict; the verdict itself is the result's own.
    pub threshold: Option<Points>,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, verbosity: Verbosity::Normal, threshold: None }
    }
}

impl Style {
    fn verbose(self) -> bool {
        self.verbosity == Verbosity::Verbose
    }
}

/// Writes the reports of all graded answers in order, and a summary when there are several files. Quiet: one line for each, and no more.
/// What could not be graded is an error, which the caller tells where errors go; only the summary counts it.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, outcomes: &[Outcome], style: Style) -> io::Result<()> {
    let quiet = style.verbosity == Verbosity::Quiet;
    let answers = outcomes.iter().filter_map(|o| if let Outcome::Graded(one) = o { Some(one) } else { None });
    for (nth, one) in answers.enumerate() {
        if nth > 0 && !quiet {
            rule(out, style)?;
        }
        graded(out, one, style)?;
    }
    if outcomes.len() > 1 && !quiet {
        rule(out, style)?;
        summary(out, outcomes, style)?;
    }
    Ok(())
}

fn rule(out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style.width);
    page.blank()?;
    page.rule()?;
    page.blank()
}

/// Writes the report of one answer.
///
/// # Errors
/// Whatever the writer reports.
pub fn graded(out: &mut dyn Write, graded: &Graded, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style.width);
    if style.verbosity == Verbosity::Quiet {
        return summary::graded_line(&mut page, graded);
    }
    header::write(&mut page, graded, style)?;
    match &graded.scorecard {
        Scorecard::Scored(card) => scored(&mut page, card, &Source::of(&graded.source), style),
        Scorecard::Unscored(reason) => header::what_to_do(&mut page, *reason),
    }
}

/// Writes how many answers passed, failed or have no score, with one line for each.
///
/// # Errors
/// Whatever the writer reports.
pub fn summary(out: &mut dyn Write, outcomes: &[Outcome], style: Style) -> io::Result<()> {
    summary::write(&mut Page::new(out, style.width), outcomes, style)
}

/// Writes what changed from one draft of an answer to the next.
///
/// # Errors
/// Whatever the writer reports.
pub fn changes(out: &mut dyn Write, old: &Graded, new: &Graded, style: Style) -> io::Result<()> {
    changes::write(&mut Page::new(out, style.width), old, new, style)
}

/// Writes explanations in order; of several, each under the name of its file.
///
/// # Errors
/// Whatever the writer reports.
pub fn explanations(out: &mut dyn Write, all: &[Explained], style: Style) -> io::Result<()> {
    for (nth, one) in all.iter().enumerate() {
        if nth > 0 {
            rule(out, style)?;
        }
        if all.len() > 1 {
            header::title(&mut Page::new(out, style.width), &one.name.to_string())?;
        }
        explanation(out, &one.explanation, &one.source, style)?;
    }
    Ok(())
}

/// Writes why a criterion came out as it did; `source` is the answer that it was searched in.
///
/// # Errors
/// Whatever the writer reports.
pub fn explanation(out: &mut dyn Write, explanation: &Explanation, source: &Decoded, style: Style) -> io::Result<()> {
    explain::write(&mut Page::new(out, style.width), explanation, &Source::of(source))
}

fn scored(page: &mut Page<'_>, card: &Scored, source: &Source<'_>, style: Style) -> io::Result<()> {
    parts::write(page, card)?;
    criteria::write(page, "key points", &card.key_points, card, source, style)?;
    criteria::write(page, "looks for", &card.looks_for, card, source, style)?;
    mistakes::write(page, &card.mistakes, source, style)?;
    structure::write(page, card, source, style)?;
    delivery::write(page, &card.delivery, source, style)?;
    if style.verbose() {
        structure::signals(page, &card.signals, source)?;
    }
    parts::caps(page, card)?;
    next_steps::write(page, &card.next_steps)
}
