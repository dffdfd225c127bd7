//! A calibration as one page without anything from elsewhere: no script, no link, no font. Its template shows no text of others but a
//! [`Shown`]. Must not compute.

use super::pictures::{Matrix, Scatter};
use crate::authoring::calibrate::{Agreement, Apart, Calibration, Estimate, Step};
use crate::report::html::Shown;
use crate::score::Points;
use crate::span::LineIndex;
use askama::Template;
use std::io::{self, Write};

/// The most answers of the list of those that differ.
const MOST_APART: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "calibration.html")]
struct CalibrationPage<'c> {
    file: Shown<'c>,
    answers: usize,
    scale: String,
    rubrics: usize,
    /// Name, value and interval.
    figures: [(&'static str, String, String); 6],
    scatter: Scatter<'c>,
    matrix: Matrix,
    criteria: Vec<CriterionRow<'c>>,
    apart: Vec<ApartItem<'c>>,
    patterns: Vec<PatternRow<'c>>,
    phrases: Vec<PhraseItem<'c>>,
    fits: Vec<Shown<'c>>,
    /// Where each goes, and its lines.
    patches: Vec<(Shown<'c>, Shown<'c>)>,
}

/// The agreement on a criterion.
struct CriterionRow<'c> {
    rubric: Shown<'c>,
    id: Shown<'c>,
    says: Shown<'c>,
    answers: u32,
    same: String,
    kappa: String,
}

/// An answer whose band is not that of its mark.
struct ApartItem<'c> {
    name: Shown<'c>,
    rubric: Shown<'c>,
    mark: f64,
    score: String,
    by: Points,
    reasons: Vec<ReasonItem<'c>>,
}

/// What earned or cost it points.
struct ReasonItem<'c> {
    points: Points,
    how: &'static str,
    what: Shown<'c>,
    /// The words of the answer with line and column.
    quote: Option<(Shown<'c>, usize, usize)>,
}

/// What a pattern does.
struct PatternRow<'c> {
    criterion: Shown<'c>,
    pattern: Shown<'c>,
    step: &'c Step,
}

/// A phrase that no pattern catches.
struct PhraseItem<'c> {
    rubric: Shown<'c>,
    words: Shown<'c>,
    good: (u32, u32),
    poor: (u32, u32),
    first: Shown<'c>,
}

/// Writes the page.
///
/// # Errors
/// Those of the writer.
pub fn html(out: &mut dyn Write, all: &Calibration) -> io::Result<()> {
    CalibrationPage::of(all).write_into(out)?;
    // Templates lose their last line break.
    writeln!(out)
}

impl<'c> CalibrationPage<'c> {
    fn of(all: &'c Calibration) -> Self {
        Self {
            file: Shown::line(&all.file),
            answers: all.answers.len(),
            scale: all.scale.to_string(),
            rubrics: all.rubrics.len(),
            figures: figures(&all.agreement),
            scatter: Scatter::of(all),
            matrix: Matrix::of(&all.agreement.bands),
            criteria: criteria(all),
            apart: all.apart.iter().take(MOST_APART).map(|one| apart(all, one)).collect(),
            patterns: patterns(all),
            phrases: phrases(all),
            fits: fits(all),
            patches: all.patches.iter().map(|patch| (Shown::line(&patch.target), Shown::text(&patch.toml))).collect(),
        }
    }
}

fn figures(of: &Agreement) -> [(&'static str, String, String); 6] {
    let row = |name, one: Estimate| {
        let interval = one.interval.map_or_else(String::new, |(low, high)| format!("{low:.2} to {high:.2}"));
        (name, figure(one.value), interval)
    };
    [
        row("quadratic weighted kappa", of.kappa),
        row("share in the band of the mark", of.exact),
        row("share at most one band off", of.adjacent),
        row("Pearson’s correlation", of.pearson),
        row("Spearman’s correlation", of.spearman),
        row("mean difference in bands", of.mean_difference),
    ]
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

fn criteria(all: &Calibration) -> Vec<CriterionRow<'_>> {
    let mut rows = Vec::new();
    for rubric in &all.rubrics {
        rows.extend(rubric.criteria.iter().map(|one| CriterionRow {
            rubric: Shown::line(&rubric.rubric.id),
            id: Shown::line(&one.id),
            says: Shown::line(&one.says),
            answers: one.levels.count(),
            same: format!("{:.2}", one.levels.within(0)),
            kappa: figure(one.levels.kappa()),
        }));
    }
    rows
}

fn apart<'c>(all: &'c Calibration, one: &'c Apart) -> ApartItem<'c> {
    let answer = &all.answers[one.answer];
    let lines = LineIndex::new(&one.source.text);
    let reasons = one.reasons.iter().map(|reason| ReasonItem {
        points: reason.points,
        how: reason.how,
        what: Shown::line(&reason.what),
        quote: reason.quote.as_ref().map(|quote| {
            let place = lines.place(quote.span.start);
            (Shown::line(&quote.text), place.line, place.column)
        }),
    });
    ApartItem {
        name: Shown::line(&answer.name),
        rubric: Shown::line(&all.rubrics[answer.rubric].rubric.id),
        mark: answer.pair.mark,
        score: format!("{:.1}", answer.pair.score),
        by: one.by,
        reasons: reasons.collect(),
    }
}

fn patterns(all: &Calibration) -> Vec<PatternRow<'_>> {
    let mut rows = Vec::new();
    for rubric in &all.rubrics {
        for fall in &rubric.waterfalls {
            rows.extend(fall.steps.iter().filter(|step| step.caught > 0).map(|step| PatternRow {
                criterion: Shown::line(&format!("{} {}", rubric.rubric.id, fall.id)),
                pattern: Shown::line(&step.pattern),
                step,
            }));
        }
    }
    rows
}

fn phrases(all: &Calibration) -> Vec<PhraseItem<'_>> {
    let mut items = Vec::new();
    for rubric in &all.rubrics {
        items.extend(rubric.phrases.iter().map(|phrase| PhraseItem {
            rubric: Shown::line(&rubric.rubric.id),
            words: Shown::line(&phrase.words),
            good: phrase.good,
            poor: phrase.poor,
            first: Shown::line(&all.answers[phrase.first].name),
        }));
    }
    items
}

fn fits(all: &Calibration) -> Vec<Shown<'_>> {
    let bands = all.cuts.iter().map(|fit| {
        let from = fit.fitted.map(|p| p.to_string()).join(", ");
        let (now, then) = (figure(fit.kappa_now), figure(fit.kappa_held_out));
        format!("bands from {from}: kappa {now}, on answers held out {then}")
    });
    let weights = all.rubrics.iter().filter_map(|rubric| {
        let fit = rubric.weights.as_ref()?;
        let (now, then) = (figure(fit.pearson_now), figure(fit.pearson_held_out));
        Some(format!("{}, {} other weights: Pearson {now}, on answers held out {then}", rubric.rubric.id, fit.changes.len()))
    });
    bands.chain(weights).map(|fit| Shown::line(&fit)).collect()
}
