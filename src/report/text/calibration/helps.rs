//! What would help: doubtful patterns, phrases that nothing catches, fits with the gain that holds, and their patches. Must not compute.

use super::super::Style;
use super::super::page::{Line, Page, Paint, count};
use super::{ENTRIES, more};
use crate::authoring::calibrate::{Calibration, Step, Waterfall};
use crate::report::escape;
use std::io;

/// Writes all of it.
pub(super) fn write(page: &mut Page<'_>, all: &Calibration, style: Style) -> io::Result<()> {
    doubtful(page, all, style)?;
    phrases(page, all, style)?;
    if style.verbose() {
        waterfalls(page, all)?;
    }
    fits(page, all)?;
    patches(page, all)
}

fn doubtful(page: &mut Page<'_>, all: &Calibration, style: Style) -> io::Result<()> {
    let falls = all.rubrics.iter().flat_map(|rubric| rubric.waterfalls.iter().map(move |fall| (&rubric.rubric.id, fall)));
    let mut found: Vec<(&String, &Waterfall, &Step)> =
        falls.flat_map(|(id, fall)| fall.steps.iter().filter(|step| step.doubtful).map(move |step| (id, fall, step))).collect();
    if found.is_empty() {
        return Ok(());
    }
    found.sort_by(|(_, _, a), (_, _, b)| b.wrong.cmp(&a.wrong).then(a.right.cmp(&b.right)));
    page.section("doubtful patterns", Line::new().and(Paint::Faint, "right, wrong"))?;
    let most = if style.verbose() { usize::MAX } else { ENTRIES };
    for (rubric, fall, step) in found.iter().take(most) {
        let lead = Line::indent(2).and(Paint::Faint, &format!("{}  ", escape::line(rubric)));
        let body = Line::new().and(Paint::Strong, &escape::line(&fall.id)).and(Paint::Plain, "  ").prose(Paint::Plain, &step.pattern);
        page.block(lead, body, Line::new().and(Paint::Fair, &format!("{:>3} {:>3}", step.right, step.wrong)))?;
    }
    more(page, found.len(), most)
}

fn phrases(page: &mut Page<'_>, all: &Calibration, style: Style) -> io::Result<()> {
    if all.rubrics.iter().all(|rubric| rubric.phrases.is_empty()) {
        return Ok(());
    }
    page.section("phrases of good answers that no pattern catches", Line::new().and(Paint::Faint, "in good, in poor"))?;
    let most = if style.verbose() { usize::MAX } else { ENTRIES };
    for rubric in all.rubrics.iter().filter(|rubric| !rubric.phrases.is_empty()) {
        page.line(&Line::indent(2).and(Paint::Faint, &escape::line(&rubric.rubric.id)))?;
        for phrase in rubric.phrases.iter().take(most) {
            let body = Line::new().prose(Paint::Quote, &format!("“{}”", phrase.words));
            let body = body.and(Paint::Faint, &format!("  first in {}", escape::line(&all.answers[phrase.first].name)));
            let tail = format!("{} of {}, {} of {}", phrase.good.0, phrase.good.1, phrase.poor.0, phrase.poor.1);
            page.block(Line::indent(6), body, Line::new().and(Paint::Plain, &tail))?;
        }
    }
    Ok(())
}

/// For each criterion what its patterns do one after another: what reaches a pattern is what none before it has caught.
fn waterfalls(page: &mut Page<'_>, all: &Calibration) -> io::Result<()> {
    page.section("patterns one after another", Line::new())?;
    let head = "reach, newly right and wrong, right and wrong at all, precision";
    page.block(Line::indent(2), Line::new().and(Paint::Faint, head), Line::new())?;
    for rubric in &all.rubrics {
        for fall in &rubric.waterfalls {
            let (should, should_not) = fall.judged;
            let said = format!("  {} that should have it, {should_not} that should not", count(should as usize, "answer"));
            let head = Line::new().and(Paint::Faint, &format!("{}  ", escape::line(&rubric.rubric.id)));
            let head = head.and(Paint::Strong, &escape::line(&fall.id)).and(Paint::Faint, &said);
            page.block(Line::indent(2), head, Line::new())?;
            let silent = fall.steps.iter().filter(|step| step.caught == 0).count();
            for step in fall.steps.iter().filter(|step| step.caught > 0) {
                let precision = step.precision().map_or_else(|| "-".to_owned(), |share| format!("{:.0} %", share * 100.0));
                let figures = format!(
                    "{:>4} {:>4} {:>4} {:>4} {:>4} {precision:>6}  ",
                    step.reach, step.newly_right, step.newly_wrong, step.right, step.wrong
                );
                let paint = if step.doubtful { Paint::Bad } else { Paint::Plain };
                page.block(Line::indent(4).and(paint, &figures), Line::new().prose(Paint::Plain, &step.pattern), Line::new())?;
            }
            if silent > 0 {
                page.line(&Line::indent(4).and(Paint::Faint, &format!("{} caught nothing here", count(silent, "pattern"))))?;
            }
            if fall.uncaught > 0 {
                let said = format!("{} that should have it caught by none", count(fall.uncaught as usize, "answer"));
                page.line(&Line::indent(4).and(Paint::Fair, &said))?;
            }
        }
    }
    Ok(())
}

fn fits(page: &mut Page<'_>, all: &Calibration) -> io::Result<()> {
    if all.cuts.is_none() && all.rubrics.iter().all(|rubric| rubric.weights.is_none()) {
        return Ok(());
    }
    page.section("fitted to these marks", Line::new().and(Paint::Faint, "now, on answers held out"))?;
    let figure = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
    let mut line = |what: &str, id: &str, said: &str, now, held_out, helps| {
        let paint = if helps { Paint::Good } else { Paint::Plain };
        let lead = Line::indent(2).and(Paint::Plain, &format!("{what:<9}"));
        let body = Line::new().and(Paint::Faint, id).and(Paint::Plain, said);
        page.block(lead, body, Line::new().and(paint, &format!("{} → {}", figure(now), figure(held_out))))
    };
    if let Some(fit) = &all.cuts {
        let scores = fit.fitted.map(|p| p.to_string()).join(", ");
        let said = match fit.fitted == fit.now {
            true => "kappa; the bands begin where they do now".to_owned(),
            false => format!("kappa; bands would begin at {scores} ({})", dealt(fit.folds, all.answers.len())),
        };
        line("bands", "", &said, fit.kappa_now, fit.kappa_held_out, fit.helps())?;
    }
    for rubric in &all.rubrics {
        let Some(fit) = &rubric.weights else { continue };
        let said = match fit.changes.len() {
            0 => "Pearson; no other weights do better".to_owned(),
            n => format!("Pearson; {} ({})", count(n, "other weight"), dealt(fit.folds, fit.answers)),
        };
        line("weights", &format!("{}  ", escape::line(&rubric.rubric.id)), &said, fit.pearson_now, fit.pearson_held_out, fit.helps())?;
    }
    if all.patches.is_empty() {
        let said = "no gain holds on answers that were not fitted to: leave bands and weights as they are";
        page.block(Line::indent(2), Line::new().and(Paint::Faint, said), Line::new())?;
    }
    Ok(())
}

fn dealt(folds: usize, answers: usize) -> String {
    if folds == answers { "each answer held out once".to_owned() } else { format!("{folds} parts held out in turn") }
}

fn patches(page: &mut Page<'_>, all: &Calibration) -> io::Result<()> {
    for patch in &all.patches {
        page.section("patch", Line::new())?;
        page.block(Line::indent(2), Line::new().prose(Paint::Faint, &format!("for {}; nothing was changed", patch.target)), Line::new())?;
        for line in patch.toml.lines() {
            page.line(&Line::indent(4).and(Paint::Plain, line))?;
        }
    }
    Ok(())
}
