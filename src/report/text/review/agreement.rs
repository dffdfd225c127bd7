//! The coach's scores beside the computed ones: figures, bands side by side, and where both differ. Must not say who is right.

use super::super::page::{Line, Page, Paint, count};
use super::super::parts::signed;
use super::super::{Style, Verbosity};
use super::{ENTRIES, whose};
use crate::report::escape;
use crate::review::{Agreement, CriterionDifference, Review};
use crate::score::{Band, Points};
use std::io;

const BANDS: [Band; 5] = [Band::None, Band::Poor, Band::Partial, Band::Good, Band::Excellent];

/// Below so many answers, kappa says little.
const FEW: u32 = 20;

/// Writes the agreement.
pub(super) fn write(page: &mut Page<'_>, review: &Review, agreement: &Agreement, style: Style) -> io::Result<()> {
    page.section("agreement", Line::new())?;
    let n = agreement.bands.count();
    if n == 0 {
        let said = "no answer is scored by both: write [[override]] entries with score = N, and entries where you agree too";
        page.block(Line::indent(2), Line::new().and(Paint::Plain, said), Line::new())?;
    } else {
        figures(page, agreement)?;
        bands(page, agreement)?;
        furthest(page, review, agreement, style)?;
    }
    if agreement.coach_only > 0 {
        page.line(&Line::indent(2).and(Paint::Faint, &format!("{} scored by the coach alone", count(agreement.coach_only, "answer"))))?;
    }
    if agreement.stale > 0 {
        page.line(&Line::indent(2).and(Paint::Bad, &format!("{} stale and left out", count(agreement.stale, "override"))))?;
    }
    criteria(page, review, &agreement.criteria)
}

fn figures(page: &mut Page<'_>, agreement: &Agreement) -> io::Result<()> {
    let n = agreement.bands.count();
    let mut line = |name: &str, value: &str, note: &str| {
        let lead =
            Line::indent(2).and(Paint::Plain, &format!("{name:<26}")).and(Paint::Strong, &format!("{value:>6}")).and(Paint::Plain, "  ");
        page.block(lead, Line::new().and(Paint::Faint, note), Line::new())
    };
    line("answers scored by both", &n.to_string(), if n < FEW { "few: read the figures as a hint" } else { "" })?;
    let kappa = agreement.bands.kappa().map_or_else(|| "-".to_owned(), |kappa| format!("{kappa:.2}"));
    line("quadratic weighted kappa", &kappa, "1 is full agreement, 0 as much as chance")?;
    if let Some(mean) = agreement.mean_difference {
        line("mean difference", &format!("{mean:+.1}"), "coach minus computed, in points")?;
    }
    if let Some(mean) = agreement.mean_distance {
        line("mean distance", &format!("{mean:.1}"), "points apart, either way")?;
    }
    line("same band", &format!("{:.0} %", agreement.bands.within(0) * 100.0), "")?;
    line("at most one band apart", &format!("{:.0} %", agreement.bands.within(1) * 100.0), "")
}

fn bands(page: &mut Page<'_>, agreement: &Agreement) -> io::Result<()> {
    page.blank()?;
    let heads = BANDS
        .iter()
        .fold(Line::indent(2).and(Paint::Faint, "coach ↓  rules →"), |line, b| line.and(Paint::Faint, &format!("{:>11}", b.name())));
    page.line(&heads)?;
    for (row, band) in agreement.bands.rows().iter().zip(BANDS) {
        let cells = row.iter().enumerate().map(|(computed, &n)| (n, computed == usize::from(band.level())));
        let line = cells.fold(Line::indent(2).and(Paint::Faint, &format!("{:<15}", band.name())), |line, (n, same)| {
            let paint = match (n, same) {
                (0, _) => Paint::Faint,
                (_, true) => Paint::Good,
                _ => Paint::Fair,
            };
            line.and(paint, &format!("{n:>11}"))
        });
        page.line(&line)?;
    }
    Ok(())
}

fn furthest(page: &mut Page<'_>, review: &Review, agreement: &Agreement, style: Style) -> io::Result<()> {
    let most = if style.verbosity == Verbosity::Verbose { usize::MAX } else { ENTRIES };
    let apart: Vec<_> = agreement.scores.iter().filter(|(_, computed, given)| computed != given).take(most).collect();
    if apart.is_empty() {
        return Ok(());
    }
    page.section("furthest apart", Line::new())?;
    for (at, computed, given) in apart {
        let said = format!("computed {computed}, coach {given}");
        let by = signed(Points(given.0 - computed.0));
        page.block(Line::indent(2), whose(review, &review.submissions[*at]).and(Paint::Plain, &said), Line::new().and(Paint::Fair, &by))?;
    }
    Ok(())
}

fn criteria(page: &mut Page<'_>, review: &Review, all: &[CriterionDifference]) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    page.section("criteria seen otherwise", Line::new())?;
    for one in all {
        let id = escape::line(&review.questions[one.question].rubric.id);
        let lead = Line::indent(2).and(Paint::Faint, &format!("{id}  ")).and(Paint::Strong, &format!("{}  ", escape::line(&one.id)));
        page.block(lead, Line::new().prose(Paint::Plain, &one.says), Line::new())?;
        let who = |at: &[usize]| {
            at.iter().map(|&at| review.candidates[review.submissions[at].candidate].name.clone()).collect::<Vec<_>>().join(", ")
        };
        if !one.found_too_little.is_empty() {
            let body = Line::new().prose(Paint::Plain, &format!("the coach sees it, the rules do not: {}", who(&one.found_too_little)));
            page.block(Line::indent(6), body, Line::new())?;
            for &at in &one.found_too_little {
                let file = &review.submissions[at].current().graded.name.file;
                let said = format!("rubrica score {} --explain {}", escape::line(file), escape::line(&one.id));
                page.block(Line::indent(8).and(Paint::Faint, "what was searched: "), Line::new().and(Paint::Faint, &said), Line::new())?;
            }
        }
        if !one.found_too_much.is_empty() {
            let body = Line::new().prose(Paint::Plain, &format!("the rules see it, the coach does not: {}", who(&one.found_too_much)));
            page.block(Line::indent(6), body, Line::new())?;
            if one.patterns.is_empty() {
                page.line(&Line::indent(8).and(Paint::Faint, "nothing was quoted: it follows from what is missing"))?;
            }
            for (pattern, hits) in &one.patterns {
                let body = Line::new().prose(Paint::Plain, pattern).and(Paint::Faint, &format!("  ({})", count(*hits, "answer")));
                page.block(Line::indent(8).and(Paint::Faint, "found by: "), body, Line::new())?;
            }
        }
    }
    Ok(())
}
