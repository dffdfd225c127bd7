//! All answers of a check taken together, counted as they come. Plain data.

use super::check::Passed;
use super::checked::{Block, ChangeKind, Checked, Waived};
use super::graded::{AnswerName, Verdict};
use std::collections::BTreeMap;

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Answers, scored or not.
    pub answers: usize,
    /// Those that reach everything that is asked.
    pub passed: usize,
    /// Those that do not.
    pub failed: usize,
    /// Those with a score of which nothing is asked.
    pub unjudged: usize,
    /// Those without a score.
    pub unscored: usize,
    /// Of those that pass or have no score, the ones that failed before and are let through.
    pub known_failures: usize,
    /// How many stand how to the baseline; empty when there is none.
    pub changes: BTreeMap<ChangeKind, usize>,
    /// Every waiver that was used.
    pub waived: Vec<(AnswerName, Waived)>,
    /// The sum of all scores in tenths of a point.
    pub tenths: i64,
    /// The gravest reason for which something holds things up.
    pub worst: Option<Block>,
    /// Files that no rubric fits, and files that were not looked at.
    pub passed_over: Passed,
}

impl Summary {
    /// Counts another answer.
    pub fn add(&mut self, checked: &Checked) {
        self.answers += 1;
        match checked.verdict() {
            Verdict::Pass => self.passed += 1,
            Verdict::Fail => self.failed += 1,
            Verdict::None => self.unjudged += 1,
            Verdict::Unscored => self.unscored += 1,
        }
        self.known_failures += usize::from(checked.known_failure);
        if let Some(change) = &checked.change {
            *self.changes.entry(change.kind).or_default() += 1;
        }
        self.waived.extend(checked.waived.iter().map(|w| (checked.name().clone(), w.clone())));
        self.tenths += checked.card().map_or(0, |card| i64::from(card.score.0));
        self.worst = self.worst.max(checked.blocks());
    }

    /// Answers with a score.
    pub fn scored(&self) -> usize {
        self.answers - self.unscored
    }

    /// The mean score, 0 to 100; none when nothing has a score.
    pub fn mean(&self) -> Option<f64> {
        let scored = i32::try_from(self.scored()).ok().filter(|n| *n > 0)?;
        Some(self.tenths as f64 / 10.0 / f64::from(scored))
    }

    /// What all of it comes to in one word: `fail` when something holds things up, `pass` when something was asked and nothing does,
    /// `none` when nothing was asked.
    pub fn verdict(&self) -> Verdict {
        match self.worst {
            Some(Block::Failed) => Verdict::Fail,
            Some(Block::Unscored | Block::Fault) => Verdict::Unscored,
            None if self.passed > 0 => Verdict::Pass,
            None => Verdict::None,
        }
    }
}
