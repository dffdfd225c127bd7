//! How the coach's scores stand to the computed ones: figures over the answers that the coach scored, and where both differ. Must not say
//! who is right.

use super::judgement::{Overridden, Standing};
use super::types::Review;
use crate::agreement::Confusion;
use crate::score::{Band, CriterionResult, MistakeResult, Points, Quote, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The coach's scores beside the computed ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Answers that both scored: by band, the coach's first.
    pub bands: Confusion,
    /// The same answers: their submission, what was computed and what the coach gives; those that lie furthest apart first.
    pub scores: Vec<(usize, Points, Points)>,
    /// The mean of coach minus computed, in points; none when nothing was scored by both.
    pub mean_difference: Option<f64>,
    /// The mean of how far they lie apart, in points.
    pub mean_distance: Option<f64>,
    /// Answers that the coach scored and the rules did not.
    pub coach_only: usize,
    /// Overrides that do not count because their answer changed since.
    pub stale: usize,
    /// Criteria that the coach sees otherwise, the most often first.
    pub criteria: Vec<CriterionDifference>,
}

/// A criterion that the coach sees otherwise than the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionDifference {
    /// Of which question: an index of [`Review::questions`].
    pub question: usize,
    /// Its id in the rubric.
    pub id: String,
    /// What it asks for, or what the mistake is.
    pub says: String,
    /// Submissions in which the coach sees more than the rules: a criterion met that they miss, a mistake that they do not find.
    pub found_too_little: Vec<usize>,
    /// Submissions in which the coach sees less than the rules.
    pub found_too_much: Vec<usize>,
    /// What made the rules find it where the coach does not, most often first; empty where they found too little: then no pattern hit.
    pub patterns: Vec<(String, usize)>,
}

/// In how many answers each pattern hits.
type Hits<'r> = BTreeMap<&'r str, usize>;

/// Compares over the current drafts.
pub fn agreement(review: &Review) -> Agreement {
    let mut bands = Confusion::default();
    let (mut scores, mut coach_only, mut stale) = (Vec::new(), 0, 0);
    for (at, submission) in review.submissions.iter().enumerate() {
        stale += submission.judgement.overrides.iter().filter(|o| o.standing == Standing::Stale).count();
        match (submission.computed(), submission.judgement.adjusted) {
            (Some(computed), Some(given)) => {
                bands.add(Band::of(given).level(), Band::of(computed).level());
                scores.push((at, computed, given));
            }
            (None, Some(_)) => coach_only += 1,
            (_, None) => {}
        }
    }
    let mean = |of: fn(i32) -> i32| {
        let sum: i32 = scores.iter().map(|(_, computed, given)| of(given.0 - computed.0)).sum();
        (!scores.is_empty()).then(|| f64::from(sum) / 10.0 / scores.len() as f64)
    };
    let (mean_difference, mean_distance) = (mean(|by| by), mean(i32::abs));
    scores.sort_by_key(|(at, computed, given)| (Reverse((given.0 - computed.0).abs()), *at));
    Agreement { bands, scores, mean_difference, mean_distance, coach_only, stale, criteria: criteria(review) }
}

fn criteria(review: &Review) -> Vec<CriterionDifference> {
    let mut found: BTreeMap<(usize, &str), (CriterionDifference, Hits<'_>)> = BTreeMap::new();
    for (at, submission) in review.submissions.iter().enumerate() {
        for of in submission.judgement.applied() {
            let (id, says, more) = match of {
                Overridden::Score { .. } => continue,
                Overridden::Criterion { id, says, computed, given } => (id, says, computed.map(rank).map(|was| rank(*given).cmp(&was))),
                Overridden::Mistake { id, says, computed, given } => (id, says, computed.map(|was| given.cmp(&was))),
            };
            let question = submission.question;
            let fresh = || {
                let (id, says) = (id.clone(), says.clone());
                let difference = CriterionDifference {
                    question,
                    id,
                    says,
                    found_too_little: Vec::new(),
                    found_too_much: Vec::new(),
                    patterns: Vec::new(),
                };
                (difference, BTreeMap::new())
            };
            match more {
                Some(std::cmp::Ordering::Greater) => found.entry((question, id)).or_insert_with(fresh).0.found_too_little.push(at),
                Some(std::cmp::Ordering::Less) => {
                    let (difference, patterns) = found.entry((question, id)).or_insert_with(fresh);
                    difference.found_too_much.push(at);
                    // A pattern that hits twice in one answer is to blame for one answer.
                    let hits: BTreeSet<&str> = evidence(review, at, id).iter().map(|quote| quote.pattern.as_ref()).collect();
                    hits.into_iter().for_each(|pattern| *patterns.entry(pattern).or_default() += 1);
                }
                Some(std::cmp::Ordering::Equal) | None => {}
            }
        }
    }
    let mut all: Vec<CriterionDifference> = found.into_values().map(|(difference, patterns)| with(difference, patterns)).collect();
    all.sort_by_key(|d| Reverse(d.found_too_little.len() + d.found_too_much.len()));
    all
}

fn with(mut difference: CriterionDifference, patterns: Hits<'_>) -> CriterionDifference {
    difference.patterns = patterns.into_iter().map(|(pattern, hits)| (pattern.to_owned(), hits)).collect();
    difference.patterns.sort_by_key(|(_, hits)| Reverse(*hits));
    difference
}

fn rank(status: Status) -> u8 {
    match status {
        Status::Met => 2,
        Status::Partial => 1,
        Status::Missed | Status::Denied => 0,
    }
}

fn evidence<'r>(review: &'r Review, at: usize, id: &str) -> &'r [Quote] {
    let Some(card) = review.submissions[at].current().card() else { return &[] };
    let criterion = |c: &&CriterionResult| c.id == id;
    let mistake = |m: &&MistakeResult| m.id == id;
    let of_criterion = card.key_points.iter().chain(&card.looks_for).find(criterion).map(|c| c.evidence.as_slice());
    of_criterion.or_else(|| card.mistakes.iter().find(mistake).map(|m| m.evidence.as_slice())).unwrap_or(&[])
}
