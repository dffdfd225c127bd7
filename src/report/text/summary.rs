//! Several files at once: one line for each, and how many passed. Counts verdicts; must not come to any of its own.

use super::Style;
use super::header::{of_band, verdict_of};
use super::page::{Line, Page, Paint, count};
use crate::batch::{AnswerName, Graded, Outcome, Verdict, faults_in_brief};
use crate::report::escape;
use crate::report::words::whole;
use crate::score::{Points, Scorecard};
use std::io;

/// Writes the counts and a line for each file.
pub(super) fn write(page: &mut Page<'_>, outcomes: &[Outcome], style: Style) -> io::Result<()> {
    let of = |verdict| outcomes.iter().filter(|o| matches!(o, Outcome::Graded(g) if g.verdict == verdict)).count();
    let lost = outcomes.iter().filter(|o| !matches!(o, Outcome::Graded(_))).count();
    page.block(
        Line::new(),
        Line::new().and(Paint::Strong, &format!("SUMMARY OF {}", count(outcomes.len(), "file").to_uppercase())),
        Line::new(),
    )?;
    for outcome in outcomes {
        one_line(page, outcome)?;
    }
    page.blank()?;
    let without = of(Verdict::None);
    let counts = [
        (of(Verdict::Pass), "pass", Paint::Good),
        (of(Verdict::Fail), "fail", Paint::Bad),
        (without, "scored without a threshold", Paint::Plain),
        (of(Verdict::Unscored), "unscored", Paint::Fair),
        (lost, "not read or without a usable rubric", Paint::Bad),
    ];
    let shown = counts.into_iter().filter(|(n, _, _)| *n > 0).enumerate();
    let line = shown.fold(Line::new(), |line, (nth, (n, what, paint))| {
        let line = if nth > 0 { line.and(Paint::Faint, " · ") } else { line };
        line.and(paint, &format!("{n}\u{a0}{what}"))
    });
    page.block(Line::indent(2), line, Line::new())?;
    match style.threshold {
        Some(least) => page.line(&Line::indent(2).and(Paint::Faint, &format!("threshold {}", whole(least)))),
        None if without > 0 => {
            let said = "no threshold is set, so nothing passes or fails";
            page.block(Line::indent(2), Line::new().and(Paint::Faint, said), Line::new())
        }
        None => Ok(()),
    }
}

/// Writes one file in one line: score, band, verdict, name.
fn one_line(page: &mut Page<'_>, outcome: &Outcome) -> io::Result<()> {
    match outcome {
        Outcome::Graded(graded) => graded_line(page, graded),
        Outcome::Unreadable { name, why } | Outcome::NoRubric { name, why } => no_score(page, name, why),
        Outcome::FaultyRubric { name, faults } => no_score(page, name, &faults_in_brief(faults)),
    }
}

/// Writes one graded answer in one line.
pub(super) fn graded_line(page: &mut Page<'_>, graded: &Graded) -> io::Result<()> {
    match &graded.scorecard {
        Scorecard::Unscored(reason) => no_score(page, &graded.name, &reason.to_string()),
        Scorecard::Scored(card) => {
            let verdict = if graded.verdict == Verdict::None {
                Line::new().and(Paint::Faint, "-")
            } else {
                verdict_of(graded.verdict, Style::default())
            };
            let columns = columns(Some(card.score), card.band.name(), of_band(card.band), verdict);
            page.line(&columns.prose(Paint::Plain, &graded.name.to_string()))
        }
    }
}

fn no_score(page: &mut Page<'_>, name: &AnswerName, why: &str) -> io::Result<()> {
    let columns = columns(None, "-", Paint::Faint, Line::new().and(Paint::Bad, "⊘ unscored"));
    page.line(&columns.prose(Paint::Plain, &name.to_string()).and(Paint::Faint, &format!("  ({})", escape::line(why))))
}

fn columns(score: Option<Points>, band: &str, paint: Paint, verdict: Line) -> Line {
    let score = score.map_or_else(|| "-".to_owned(), |s| s.to_string());
    let pad = " ".repeat(12usize.saturating_sub(verdict.width()));
    let line = Line::new().and(Paint::Strong, &format!("{score:>5}")).and(paint, &format!("  {band:<11}"));
    line.join(verdict).and(Paint::Plain, &pad)
}
