//! What the answers of many have in common: criteria that are often missed, with somebody who met them, and frequent mistakes. Counts what
//! the rules gave as the coach sees it; must not come to a judgement of its own.

use super::judgement::{Overridden, Standing};
use super::types::{FrequentMistake, MissedCriterion, Review, Submission, Together};
use crate::score::{CriterionResult, MistakeResult, Polarity, Quote, Status};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Counts over the current drafts.
pub(super) fn together(review: &Review) -> Together {
    let mut found = Together::default();
    for (question, asked) in review.questions.iter().enumerate() {
        let mut criteria: BTreeMap<(usize, usize), MissedCriterion> = BTreeMap::new();
        let mut mistakes: BTreeMap<usize, FrequentMistake> = BTreeMap::new();
        let scored =
            || asked.submissions.iter().filter_map(|&at| Some((at, &review.submissions[at], review.submissions[at].current().card()?)));
        let of = scored().count();
        for (at, submission, card) in scored() {
            let kinds = [&card.key_points, &card.looks_for].into_iter().enumerate();
            for (place, one) in kinds.flat_map(|(kind, all)| all.iter().enumerate().map(move |(nth, one)| ((kind, nth), one))) {
                let sum = criteria.entry(place).or_insert_with(|| nothing_yet(question, one, of));
                match submission.status(one) {
                    Status::Missed | Status::Denied => sum.missed.push(at),
                    Status::Partial => sum.partial += 1,
                    Status::Met => better(sum, at, one, review),
                }
            }
            for (nth, one) in card.mistakes.iter().enumerate().filter(|(_, one)| submission.made(one)) {
                mistakes.entry(nth).or_insert_with(|| none_yet(question, one, of)).made.push(at);
            }
        }
        found.missed.extend(criteria.into_values().filter(|c| !c.missed.is_empty() || c.partial > 0));
        found.mistakes.extend(mistakes.into_values());
    }
    // Those that most people miss first; of equals, those of questions that more have answered, then the order of the rubrics.
    found.missed.sort_by_key(|c| Reverse((c.missed.len() * 2 + c.partial, c.of)));
    found.mistakes.sort_by_key(|m| Reverse((m.made.len(), m.severity)));
    found
}

fn nothing_yet(question: usize, one: &CriterionResult, of: usize) -> MissedCriterion {
    let CriterionResult { id, says, advice, .. } = one.clone();
    MissedCriterion { question, id, says, advice, missed: Vec::new(), partial: 0, of, example: None }
}

fn none_yet(question: usize, one: &MistakeResult, of: usize) -> FrequentMistake {
    let MistakeResult { id, says, advice, severity, .. } = one.clone();
    FrequentMistake { question, id, says, advice, severity, made: Vec::new(), of }
}

/// Takes this answer for the example when none is there yet, or when it scores more.
fn better(sum: &mut MissedCriterion, at: usize, one: &CriterionResult, review: &Review) {
    let score = |at: usize| review.submissions[at].score();
    let plain = |quote: &&Quote| quote.polarity == Polarity::Asserted && !quote.listed;
    let Some(quote) = one.evidence.iter().find(plain).or(one.evidence.first()) else { return };
    if sum.example.as_ref().is_none_or(|(known, _)| score(at) > score(*known)) {
        sum.example = Some((at, quote.clone()));
    }
}

impl Submission {
    /// How a criterion of the current draft counts: as the coach sees it, else as the rules do.
    pub fn status(&self, criterion: &CriterionResult) -> Status {
        let given = self.judgement.applied().find_map(|of| match of {
            Overridden::Criterion { id, given, .. } if *id == criterion.id => Some(*given),
            _ => None,
        });
        given.unwrap_or(criterion.status)
    }

    /// Whether a mistake counts as made: as the coach sees it, else as the rules do.
    pub fn made(&self, mistake: &MistakeResult) -> bool {
        let given = self.judgement.applied().find_map(|of| match of {
            Overridden::Mistake { id, given, .. } if *id == mistake.id => Some(*given),
            _ => None,
        });
        given.unwrap_or(mistake.committed)
    }
}

impl super::Judgement {
    /// What is overridden and not stale.
    pub fn applied(&self) -> impl Iterator<Item = &Overridden> {
        self.overrides.iter().filter(|o| o.standing != Standing::Stale).map(|o| &o.of)
    }
}
