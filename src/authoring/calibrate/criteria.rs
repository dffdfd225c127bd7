//! Marks of single criteria beside what the rules see, and a waterfall of each criterion's patterns, as Moodle's tester of pattern-match
//! questions shows one (<https://docs.moodle.org/en/Pattern-Match_question_type>). Must not judge rubrics.

use super::gather::{Criterion, CriterionKind, Scored, Seen};
use crate::agreement::Confusion;
use crate::authoring::check::{GOOD, POOR, said};
use crate::engine::EntryFindings;
use crate::rubric::{Credit, Evidence, Rubric};
use crate::score::{Scorecard, Status};

/// From so many wrong answers on a pattern may be called doubtful.
const DOUBTFUL: u32 = 2;

/// How the rules agree with the marks of one criterion. Levels: 0 missed, 1 partial, 2 met; for a mistake 0 not made, 2 made.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionAgreement {
    /// Its kind.
    pub kind: CriterionKind,
    /// Its id.
    pub id: String,
    /// What it asks for.
    pub says: String,
    /// Marked against given levels.
    pub levels: Confusion,
    /// Answers in which only the marks see it, as indices into all answers.
    pub found_too_little: Vec<usize>,
    /// Answers in which only the rules see it.
    pub found_too_much: Vec<usize>,
}

/// A criterion and what each of its patterns does, in the order of the rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// The criterion's kind.
    pub kind: CriterionKind,
    /// Its id.
    pub id: String,
    /// Answers that should have it and those that should not: by the marks of the criterion where there are any, else answers marked
    /// at least good and at most poor.
    pub judged: (u32, u32),
    /// Its patterns.
    pub steps: Vec<Step>,
    /// Answers that should have it and that no pattern catches.
    pub uncaught: u32,
}

/// What one pattern does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The pattern as the rubric writes it.
    pub pattern: String,
    /// Answers that reach it: no pattern before has caught them.
    pub reach: u32,
    /// Of those, rightly caught.
    pub newly_right: u32,
    /// Of those, wrongly caught.
    pub newly_wrong: u32,
    /// All answers that it catches rightly, whatever other patterns do.
    pub right: u32,
    /// All that it catches wrongly.
    pub wrong: u32,
    /// All that it catches, those included of which nobody can tell.
    pub caught: u32,
    /// Whether it is no more often right than a pattern that catches everything would be.
    pub doubtful: bool,
}

impl Step {
    /// The share of its answers that it catches rightly; `None` where nobody can tell of any.
    pub fn precision(&self) -> Option<f64> {
        let judged = self.right + self.wrong;
        (judged > 0).then(|| f64::from(self.right) / f64::from(judged))
    }
}

/// Every criterion of a rubric, in its order.
fn all(rubric: &Rubric) -> impl Iterator<Item = (Criterion, &str, &str)> {
    let of = |kind, index| Criterion { kind, index };
    let points = rubric.key_points.iter().enumerate().map(move |(i, k)| (of(CriterionKind::KeyPoint, i), k.id.as_str(), k.says.as_str()));
    let looks = rubric.looks_for.iter().enumerate().map(move |(i, l)| (of(CriterionKind::LooksFor, i), l.id.as_str(), l.says.as_str()));
    let mistakes = rubric.mistakes.iter().enumerate().map(move |(i, m)| (of(CriterionKind::Mistake, i), m.id.as_str(), m.says.as_str()));
    points.chain(looks).chain(mistakes)
}

/// What the rules see of a criterion; nothing in an answer that cannot be scored.
fn seen(card: &Scorecard, criterion: Criterion) -> Seen {
    let Scorecard::Scored(card) = card else { return Seen::Missed };
    let of = |status| match status {
        Status::Met => Seen::Met,
        Status::Partial => Seen::Partial,
        Status::Missed | Status::Denied => Seen::Missed,
    };
    match criterion.kind {
        CriterionKind::KeyPoint => of(card.key_points[criterion.index].status),
        CriterionKind::LooksFor => of(card.looks_for[criterion.index].status),
        CriterionKind::Mistake if card.mistakes[criterion.index].committed => Seen::Met,
        CriterionKind::Mistake => Seen::Missed,
    }
}

/// The agreement on every criterion that has marks; `answers` are those of the rubric, with their indices among all.
pub(super) fn agreements(rubric: &Rubric, answers: &[(usize, &Scored)]) -> Vec<CriterionAgreement> {
    let mut agreements = Vec::new();
    for (criterion, id, says) in all(rubric) {
        let mut one = CriterionAgreement {
            kind: criterion.kind,
            id: id.to_owned(),
            says: says.to_owned(),
            levels: Confusion::default(),
            found_too_little: Vec::new(),
            found_too_much: Vec::new(),
        };
        for (at, scored) in answers {
            for (_, marked) in scored.criteria.iter().filter(|(marked, _)| *marked == criterion) {
                let given = seen(&scored.card, criterion);
                one.levels.add(*marked as u8, given as u8);
                match (*marked, given) {
                    (Seen::Missed, Seen::Partial | Seen::Met) => one.found_too_much.push(*at),
                    (Seen::Partial | Seen::Met, Seen::Missed) => one.found_too_little.push(*at),
                    _ => {}
                }
            }
        }
        if one.levels.count() > 0 {
            agreements.push(one);
        }
    }
    agreements
}

/// The waterfall of every criterion that has patterns of its own.
pub(super) fn waterfalls(rubric: &Rubric, answers: &[(usize, &Scored)]) -> Vec<Waterfall> {
    let falls = all(rubric).filter_map(|(criterion, id, _)| {
        let entries = entries(rubric, criterion);
        (!entries.is_empty()).then(|| waterfall(rubric, criterion, id, entries, answers))
    });
    falls.collect()
}

fn entries(rubric: &Rubric, criterion: Criterion) -> &[Evidence] {
    match criterion.kind {
        CriterionKind::KeyPoint => &rubric.key_points[criterion.index].evidence,
        CriterionKind::LooksFor => &rubric.looks_for[criterion.index].evidence,
        CriterionKind::Mistake => &rubric.mistakes[criterion.index].evidence,
    }
}

fn found(scored: &Scored, criterion: Criterion) -> &[EntryFindings] {
    match criterion.kind {
        CriterionKind::KeyPoint => &scored.findings.key_points[criterion.index].evidence,
        CriterionKind::LooksFor => &scored.findings.looks_for[criterion.index].evidence,
        CriterionKind::Mistake => &scored.findings.mistakes[criterion.index].evidence,
    }
}

/// Whether an answer should have a criterion, where that can be told.
fn should(scored: &Scored, criterion: Criterion) -> Option<bool> {
    if let Some((_, seen)) = scored.criteria.iter().find(|(marked, _)| *marked == criterion) {
        return Some(*seen != Seen::Missed);
    }
    let good = match scored.pair.marked {
        GOOD.. => true,
        ..=POOR => false,
        _ => return None,
    };
    Some(good != (criterion.kind == CriterionKind::Mistake))
}

fn waterfall(rubric: &Rubric, criterion: Criterion, id: &str, entries: &[Evidence], answers: &[(usize, &Scored)]) -> Waterfall {
    // A term of a fact counts however it is meant; anything else has to be stated.
    let any = criterion.kind == CriterionKind::KeyPoint && rubric.key_points[criterion.index].credit == Credit::Shared;
    let should: Vec<Option<bool>> = answers.iter().map(|(_, scored)| should(scored, criterion)).collect();
    let count = |wanted: bool| should.iter().filter(|s| **s == Some(wanted)).count() as u32;
    let judged = (count(true), count(false));
    let mut open = vec![true; answers.len()];
    let mut steps = Vec::with_capacity(entries.len());
    for (nth, entry) in entries.iter().enumerate() {
        let reach = open.iter().filter(|open| **open).count() as u32;
        let mut step = Step {
            pattern: entry.source.to_string(),
            reach,
            newly_right: 0,
            newly_wrong: 0,
            right: 0,
            wrong: 0,
            caught: 0,
            doubtful: false,
        };
        for (((_, scored), should), open) in answers.iter().zip(&should).zip(&mut open) {
            let catches = found(scored, criterion).get(nth).is_some_and(|entry| if any { !entry.quotes.is_empty() } else { said(entry) });
            if !catches {
                continue;
            }
            let (right, wrong) = (u32::from(*should == Some(true)), u32::from(*should == Some(false)));
            step.caught += 1;
            step.right += right;
            step.wrong += wrong;
            if std::mem::take(open) {
                step.newly_right += right;
                step.newly_wrong += wrong;
            }
        }
        // right / (right + wrong) against judged.0 / (judged.0 + judged.1), in whole numbers.
        step.doubtful = step.wrong >= DOUBTFUL && step.right * judged.1 <= step.wrong * judged.0;
        steps.push(step);
    }
    let uncaught = open.iter().zip(&should).filter(|(open, should)| **open && **should == Some(true)).count() as u32;
    Waterfall { kind: criterion.kind, id: id.to_owned(), judged, steps, uncaught }
}
