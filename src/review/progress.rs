//! What changed from one scorecard to another, criterion by criterion. Must not judge which text is better: it compares what the rules
//! gave.

use super::types::Submission;
use crate::score::{CriterionResult, MistakeResult, Points, Scored, Status};

/// The way from one draft to another, both with a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress<'c> {
    /// The score then.
    pub from: Points,
    /// The score now.
    pub to: Points,
    /// Criteria that came out better, in the order of the rubric.
    pub gained: Vec<Step<'c>>,
    /// Criteria that came out worse, in the order of the rubric.
    pub lost: Vec<Step<'c>>,
    /// Mistakes that are no longer made.
    pub mended: Vec<&'c MistakeResult>,
    /// Mistakes that were not made then.
    pub slipped: Vec<&'c MistakeResult>,
}

/// A criterion that came out differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'c> {
    /// How it came out then.
    pub was: Status,
    /// How it comes out now.
    pub now: &'c CriterionResult,
}

impl<'c> Progress<'c> {
    /// Of a submission, where its current draft and the one before both have a score.
    pub fn of(submission: &'c Submission) -> Option<Self> {
        Some(Self::between(submission.before()?.card()?, submission.current().card()?))
    }

    /// From one scorecard to another. Criteria that only one of them knows are left out.
    pub fn between(before: &Scored, after: &'c Scored) -> Self {
        let pairs = pairs(&before.key_points, &after.key_points).chain(pairs(&before.looks_for, &after.looks_for));
        let moved = pairs.filter(|step| rank(step.was) != rank(step.now.status));
        let (gained, lost) = moved.partition(|step| rank(step.now.status) > rank(step.was));
        let made = |id: &str| before.mistakes.iter().find(|m| m.id == id).is_some_and(|m| m.committed);
        let changed = |now: bool| after.mistakes.iter().filter(move |m| m.judged && m.committed == now && made(&m.id) != now).collect();
        Self { from: before.score, to: after.score, gained, lost, mended: changed(false), slipped: changed(true) }
    }

    /// Whether no criterion and no mistake changed.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty() && self.mended.is_empty() && self.slipped.is_empty()
    }

    /// By how much the score rose; below 0 where it fell.
    pub fn by(&self) -> Points {
        Points(self.to.0 - self.from.0)
    }
}

/// The criteria that both were judged by.
fn pairs<'c>(before: &[CriterionResult], after: &'c [CriterionResult]) -> impl Iterator<Item = Step<'c>> {
    after.iter().filter_map(|now| Some(Step { was: before.iter().find(|then| then.id == now.id)?.status, now }))
}

fn rank(status: Status) -> u8 {
    match status {
        Status::Met => 3,
        Status::Partial => 2,
        Status::Missed => 1,
        Status::Denied => 0,
    }
}

impl Step<'_> {
    /// What happened, in words.
    pub fn name(&self) -> &'static str {
        match (rank(self.now.status) > rank(self.was), self.now.status) {
            (true, Status::Met) => "newly met",
            (true, Status::Partial) => "partly met",
            (true, _) => "not denied now",
            (false, Status::Denied) => "now denied",
            (false, Status::Partial) => "weaker",
            (false, _) => "lost",
        }
    }
}
