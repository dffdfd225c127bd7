//! The figures of a calibration: agreement with intervals, bands side by side, criteria. Must not compute.

use super::super::Style;
use super::super::page::{Line, Page, Paint, count};
use super::{ENTRIES, more};
use crate::agreement::Confusion;
use crate::authoring::calibrate::{Calibration, Estimate};
use crate::report::escape;
use std::io;

/// Writes the agreement over all answers, the bands, and a line for each rubric where there are several.
pub(super) fn write(page: &mut Page<'_>, all: &Calibration) -> io::Result<()> {
    page.section("agreement", Line::new().and(Paint::Faint, "95 % interval"))?;
    let of = &all.agreement;
    let mut line = |name: &str, one: Estimate, form: fn(f64) -> String, note: &str| {
        let value = one.value.map_or_else(|| "-".to_owned(), form);
        let interval = one.interval.map_or_else(String::new, |(low, high)| format!("{} to {}", form(low), form(high)));
        let lead = Line::indent(2).and(Paint::Plain, &format!("{name:<26}")).and(Paint::Strong, &format!("{value:>6}  "));
        page.block(lead, Line::new().and(Paint::Faint, note), Line::new().and(Paint::Plain, &interval))
    };
    line("quadratic weighted kappa", of.kappa, two, "1 is full agreement, 0 chance")?;
    line("in the band of the mark", of.exact, percent, "")?;
    line("at most one band off", of.adjacent, percent, "")?;
    line("Pearson's correlation", of.pearson, two, "of mark and score")?;
    line("Spearman's correlation", of.spearman, two, "of their ranks")?;
    line("mean difference", of.mean_difference, signed, "bands; above 0 is milder")?;
    bands(page, &of.bands)?;
    if all.rubrics.len() > 1 {
        page.section("by rubric", Line::new().and(Paint::Faint, "kappa and its interval"))?;
        for one in &all.rubrics {
            let kappa = one.agreement.kappa;
            let value = kappa.value.map_or_else(|| "-".to_owned(), two);
            let interval = kappa.interval.map_or_else(String::new, |(low, high)| format!("  {} to {}", two(low), two(high)));
            let said = format!(
                "  {}, {} in the band, {} bands",
                count(one.agreement.bands.count() as usize, "answer"),
                one.agreement.exact.value.map_or_else(|| "-".to_owned(), percent),
                one.agreement.mean_difference.value.map_or_else(|| "-".to_owned(), signed)
            );
            let body = Line::new().and(Paint::Strong, &escape::line(&one.rubric.id)).and(Paint::Plain, &said);
            page.block(Line::indent(2), body, Line::new().and(Paint::Plain, &format!("{value}{interval}")))?;
        }
    }
    Ok(())
}

fn two(value: f64) -> String {
    format!("{value:.2}").replace("-0.00", "0.00")
}

fn percent(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

fn signed(value: f64) -> String {
    format!("{value:+.2}").replace("-0.00", "+0.00")
}

fn bands(page: &mut Page<'_>, bands: &Confusion) -> io::Result<()> {
    page.blank()?;
    let names = ["no answer", "poor", "partial", "good", "excellent"];
    let head = Line::indent(2).and(Paint::Faint, "marked ↓  rules →");
    page.line(&names.iter().fold(head, |line, name| line.and(Paint::Faint, &format!("{name:>11}"))))?;
    for (marked, (row, name)) in bands.rows().iter().zip(names).enumerate() {
        let lead = Line::indent(2).and(Paint::Faint, &format!("{marked} {name:<15}"));
        let cells = row.iter().enumerate().fold(lead, |line, (given, n)| {
            let paint = match *n {
                0 => Paint::Faint,
                _ if given == marked => Paint::Good,
                _ => Paint::Fair,
            };
            line.and(paint, &format!("{n:>11}"))
        });
        page.line(&cells)?;
    }
    Ok(())
}

/// Writes the criteria that have marks of their own, those that agree least first.
pub(super) fn criteria(page: &mut Page<'_>, all: &Calibration, style: Style) -> io::Result<()> {
    let mut marked: Vec<_> = all.rubrics.iter().flat_map(|rubric| rubric.criteria.iter().map(move |c| (&rubric.rubric.id, c))).collect();
    if marked.is_empty() {
        return Ok(());
    }
    marked.sort_by(|(_, a), (_, b)| a.levels.within(0).total_cmp(&b.levels.within(0)));
    page.section("criteria", Line::new().and(Paint::Faint, "as marked, kappa"))?;
    let most = if style.verbose() { usize::MAX } else { ENTRIES };
    for (rubric, one) in marked.iter().take(most) {
        let kappa = one.levels.kappa().map_or_else(|| "-".to_owned(), two);
        let tail = format!("{} of {}  {kappa:>5}", (one.levels.within(0) * f64::from(one.levels.count())).round(), one.levels.count());
        let body = Line::new().and(Paint::Faint, &format!("{}  ", escape::line(rubric))).and(Paint::Strong, &escape::line(&one.id));
        page.block(Line::indent(2), body.and(Paint::Plain, "  ").prose(Paint::Plain, &one.says), Line::new().and(Paint::Plain, &tail))?;
        let mut names = |what: &str, of: &[usize]| {
            let names: Vec<_> = of.iter().take(most).map(|&at| escape::line(&all.answers[at].name)).collect();
            let others = if of.len() > names.len() { format!(" and {} more", of.len() - names.len()) } else { String::new() };
            let said = format!("{what}: {}{others}", names.join(", "));
            if of.is_empty() { Ok(()) } else { page.block(Line::indent(6), Line::new().prose(Paint::Fair, &said), Line::new()) }
        };
        names("only people see it in", &one.found_too_little)?;
        names("only the rules see it in", &one.found_too_much)?;
    }
    more(page, marked.len(), most)
}
