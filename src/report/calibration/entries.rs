//! The fields of a calibration's JSON document. Fields may be added here, never renamed or removed. Must not compute.

use crate::authoring::calibrate::{
    Agreement, Apart, CONFIDENCE, Calibrated, Calibration, CriterionAgreement, CutFit, Estimate, Patch, Phrase, RESAMPLES, Step, Waterfall,
    WeightFit,
};
use crate::diagnostic::Diagnostic;
use crate::span::LineIndex;
use serde::Serialize;

/// The version of this document.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct Document<'c> {
    schema_version: u32,
    file: &'c str,
    scale: String,
    intervals: Intervals,
    agreement: AgreementEntry,
    rubrics: Vec<RubricEntry<'c>>,
    answers: Vec<AnswerEntry<'c>>,
    furthest_apart: Vec<ApartEntry<'c>>,
    cut_points: Option<CutEntry>,
    patches: Vec<PatchEntry<'c>>,
    faults: Vec<String>,
}

#[derive(Serialize)]
struct Intervals {
    method: &'static str,
    resamples: usize,
    confidence: f64,
}

#[derive(Serialize)]
struct EstimateEntry {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct AgreementEntry {
    answers: u32,
    kappa: EstimateEntry,
    exact: EstimateEntry,
    exact_or_adjacent: EstimateEntry,
    pearson: EstimateEntry,
    spearman: EstimateEntry,
    mean_difference: EstimateEntry,
    /// For each mark, how often each band was given.
    confusion: [[u32; 5]; 5],
}

#[derive(Serialize)]
struct RubricEntry<'c> {
    id: &'c str,
    title: &'c str,
    sha256: &'c str,
    agreement: AgreementEntry,
    criteria: Vec<CriterionEntry<'c>>,
    waterfalls: Vec<WaterfallEntry<'c>>,
    phrases: Vec<PhraseEntry<'c>>,
    weights: Option<WeightEntry<'c>>,
}

#[derive(Serialize)]
struct CriterionEntry<'c> {
    kind: &'static str,
    id: &'c str,
    answers: u32,
    kappa: Option<f64>,
    exact: f64,
    /// Marked missed, partial, met against given.
    confusion: [[u32; 3]; 3],
    found_too_little: Vec<&'c str>,
    found_too_much: Vec<&'c str>,
}

#[derive(Serialize)]
struct WaterfallEntry<'c> {
    kind: &'static str,
    id: &'c str,
    should: u32,
    should_not: u32,
    uncaught: u32,
    patterns: Vec<StepEntry<'c>>,
}

#[derive(Serialize)]
struct StepEntry<'c> {
    pattern: &'c str,
    reach: u32,
    newly_right: u32,
    newly_wrong: u32,
    right: u32,
    wrong: u32,
    caught: u32,
    precision: Option<f64>,
    doubtful: bool,
}

#[derive(Serialize)]
struct PhraseEntry<'c> {
    words: &'c str,
    good: u32,
    of_good: u32,
    poor: u32,
    of_poor: u32,
    first: &'c str,
}

#[derive(Serialize)]
struct WeightEntry<'c> {
    answers: usize,
    folds: usize,
    pearson_now: Option<f64>,
    pearson_held_out: Option<f64>,
    helps: bool,
    changes: Vec<ChangeEntry<'c>>,
}

#[derive(Serialize)]
struct ChangeEntry<'c> {
    key_point: &'c str,
    now: f64,
    fitted: f64,
}

#[derive(Serialize)]
struct AnswerEntry<'c> {
    name: &'c str,
    line: usize,
    rubric: &'c str,
    mark: f64,
    marked_band: u8,
    score: f64,
    band: u8,
    unscored: Option<String>,
}

#[derive(Serialize)]
struct ApartEntry<'c> {
    answer: &'c str,
    line: usize,
    by: f64,
    reasons: Vec<ReasonEntry<'c>>,
}

#[derive(Serialize)]
struct ReasonEntry<'c> {
    points: f64,
    what: &'c str,
    how: &'static str,
    quote: Option<QuoteEntry<'c>>,
}

#[derive(Serialize)]
struct QuoteEntry<'c> {
    text: &'c str,
    line: usize,
    column: usize,
    pattern: &'c str,
}

#[derive(Serialize)]
struct CutEntry {
    now: [f64; 4],
    fitted: [f64; 4],
    folds: usize,
    kappa_now: Option<f64>,
    kappa_held_out: Option<f64>,
    helps: bool,
}

#[derive(Serialize)]
struct PatchEntry<'c> {
    target: &'c str,
    toml: &'c str,
}

impl<'c> Document<'c> {
    pub(super) fn of(all: &'c Calibration) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            file: &all.file,
            scale: all.scale.to_string(),
            intervals: Intervals { method: "percentile bootstrap over answers", resamples: RESAMPLES, confidence: CONFIDENCE },
            agreement: agreement(&all.agreement),
            rubrics: all.rubrics.iter().map(|one| rubric(all, one)).collect(),
            answers: answers(all),
            furthest_apart: all.apart.iter().map(|one| apart(all, one)).collect(),
            cut_points: all.cuts.as_ref().map(cuts),
            patches: all.patches.iter().map(|Patch { target, toml }| PatchEntry { target, toml }).collect(),
            faults: all.faulty_rubrics.iter().chain(&all.faults).map(Diagnostic::in_a_line).collect(),
        }
    }
}

/// To four decimals: more would only tell of the machine.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0 + 0.0
}

fn estimate(one: Estimate) -> EstimateEntry {
    let (low, high) = (one.interval.map(|(low, _)| rounded(low)), one.interval.map(|(_, high)| rounded(high)));
    EstimateEntry { value: one.value.map(rounded), low, high }
}

fn agreement(one: &Agreement) -> AgreementEntry {
    AgreementEntry {
        answers: one.bands.count(),
        kappa: estimate(one.kappa),
        exact: estimate(one.exact),
        exact_or_adjacent: estimate(one.adjacent),
        pearson: estimate(one.pearson),
        spearman: estimate(one.spearman),
        mean_difference: estimate(one.mean_difference),
        confusion: *one.bands.rows(),
    }
}

fn rubric<'c>(all: &'c Calibration, one: &'c Calibrated) -> RubricEntry<'c> {
    RubricEntry {
        id: &one.rubric.id,
        title: &one.rubric.title,
        sha256: &one.rubric.sha256,
        agreement: agreement(&one.agreement),
        criteria: one.criteria.iter().map(|c| criterion(all, c)).collect(),
        waterfalls: one.waterfalls.iter().map(waterfall).collect(),
        phrases: one.phrases.iter().map(|p| phrase(all, p)).collect(),
        weights: one.weights.as_ref().map(weights),
    }
}

fn criterion<'c>(all: &'c Calibration, one: &'c CriterionAgreement) -> CriterionEntry<'c> {
    let names = |of: &[usize]| of.iter().map(|&at| all.answers[at].name.as_str()).collect();
    let rows = one.levels.rows();
    CriterionEntry {
        kind: one.kind.name(),
        id: &one.id,
        answers: one.levels.count(),
        kappa: one.levels.kappa().map(rounded),
        exact: rounded(one.levels.within(0)),
        confusion: std::array::from_fn(|marked| std::array::from_fn(|given| rows[marked][given])),
        found_too_little: names(&one.found_too_little),
        found_too_much: names(&one.found_too_much),
    }
}

fn waterfall(one: &Waterfall) -> WaterfallEntry<'_> {
    let (should, should_not) = one.judged;
    let patterns = one.steps.iter().map(step).collect();
    WaterfallEntry { kind: one.kind.name(), id: &one.id, should, should_not, uncaught: one.uncaught, patterns }
}

fn step(one: &Step) -> StepEntry<'_> {
    StepEntry {
        pattern: &one.pattern,
        reach: one.reach,
        newly_right: one.newly_right,
        newly_wrong: one.newly_wrong,
        right: one.right,
        wrong: one.wrong,
        caught: one.caught,
        precision: one.precision().map(rounded),
        doubtful: one.doubtful,
    }
}

fn phrase<'c>(all: &'c Calibration, one: &'c Phrase) -> PhraseEntry<'c> {
    let ((good, of_good), (poor, of_poor)) = (one.good, one.poor);
    PhraseEntry { words: &one.words, good, of_good, poor, of_poor, first: &all.answers[one.first].name }
}

fn weights(fit: &WeightFit) -> WeightEntry<'_> {
    let changes = fit.changes.iter().map(|c| ChangeEntry { key_point: &c.key_point, now: c.now, fitted: c.fitted }).collect();
    WeightEntry {
        answers: fit.answers,
        folds: fit.folds,
        pearson_now: fit.pearson_now.map(rounded),
        pearson_held_out: fit.pearson_held_out.map(rounded),
        helps: fit.helps(),
        changes,
    }
}

fn answers(all: &Calibration) -> Vec<AnswerEntry<'_>> {
    let one = |one: &'_ crate::authoring::calibrate::Compared| one.unscored.map(|why| why.to_string());
    let entry = all.answers.iter().map(|answer| AnswerEntry {
        name: &answer.name,
        line: answer.line,
        rubric: &all.rubrics[answer.rubric].rubric.id,
        mark: answer.pair.mark,
        marked_band: answer.pair.marked,
        score: answer.pair.score,
        band: answer.pair.given,
        unscored: one(answer),
    });
    entry.collect()
}

fn apart<'c>(all: &'c Calibration, one: &'c Apart) -> ApartEntry<'c> {
    let lines = LineIndex::new(&one.source.text);
    let reasons = one.reasons.iter().map(|reason| {
        let quote = reason.quote.as_ref().map(|quote| {
            let place = lines.place(quote.span.start);
            QuoteEntry { text: &quote.text, line: place.line, column: place.column, pattern: &quote.pattern }
        });
        ReasonEntry { points: reason.points.as_f64(), what: &reason.what, how: reason.how, quote }
    });
    let answer = &all.answers[one.answer];
    ApartEntry { answer: &answer.name, line: answer.line, by: one.by.as_f64(), reasons: reasons.collect() }
}

fn cuts(fit: &CutFit) -> CutEntry {
    CutEntry {
        now: fit.now.map(|p| p.as_f64()),
        fitted: fit.fitted.map(|p| p.as_f64()),
        folds: fit.folds,
        kappa_now: fit.kappa_now.map(rounded),
        kappa_held_out: fit.kappa_held_out.map(rounded),
        helps: fit.helps(),
    }
}
