//! An answer with everything that `rubrica check` says of it. Exit code, summary and every format come from this one value. Plain data.

use super::graded::{AnswerName, Outcome, Verdict};
use super::issue::{Issue, IssueCode, Level};
use crate::score::{Points, Scorecard, Scored};

/// A criterion that does not count against an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The criterion, by id.
    pub criterion: String,
    /// Why, as the answer says.
    pub reason: String,
    /// What it cost, which thresholds do not count.
    pub points: Points,
    /// The line of the waiver, from 1.
    pub line: usize,
}

/// How an answer stands to an earlier result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The earlier score; none when there was none.
    pub from: Option<Points>,
    /// The name that it had, where it has another now.
    pub moved_from: Option<String>,
    /// Criteria that it met then and does not meet now.
    pub lost: Vec<String>,
    /// Criteria that it meets now and did not meet then.
    pub gained: Vec<String>,
}

/// What happened to an answer since an earlier result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It was not there.
    New,
    /// Its text, its rubric and the program are the same.
    Unchanged,
    /// Its text is the same, its rubric or the program is not.
    Regraded,
    /// It was changed, and scores more.
    Improved,
    /// It was changed, and scores less.
    Fell,
    /// It was changed, and scores the same.
    Level,
}

impl ChangeKind {
    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Regraded => "regraded",
            Self::Improved => "improved",
            Self::Fell => "fell",
            Self::Level => "level",
        }
    }
}

/// Why an answer holds things up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// A threshold, a gate or a comparison failed.
    Failed,
    /// There is no score.
    Unscored,
    /// Its rubric has faults.
    Fault,
}

/// A checked answer.
#[derive(Debug)]
pub struct Checked {
    /// What became of it; a graded answer carries its verdict.
    pub outcome: Outcome,
    /// What there is to say of it, by place.
    pub issues: Vec<Issue>,
    /// What does not count against it.
    pub waived: Vec<Waived>,
    /// How it stands to the baseline; none when there is no baseline.
    pub change: Option<Change>,
    /// Whether it fails, and failed before: then it passes.
    pub known_failure: bool,
}

impl Checked {
    /// Which answer.
    pub fn name(&self) -> &AnswerName {
        self.outcome.name()
    }

    /// Its verdict.
    pub fn verdict(&self) -> Verdict {
        match &self.outcome {
            Outcome::Graded(graded) => graded.verdict,
            Outcome::Unreadable { .. } | Outcome::NoRubric { .. } | Outcome::FaultyRubric { .. } => Verdict::Unscored,
        }
    }

    /// Its scorecard, if it has a score.
    pub fn card(&self) -> Option<&Scored> {
        match &self.outcome {
            Outcome::Graded(graded) => match &graded.scorecard {
                Scorecard::Scored(card) => Some(card),
                Scorecard::Unscored(_) => None,
            },
            _ => None,
        }
    }

    /// Why it holds things up, if it does: some issue is an error.
    pub fn blocks(&self) -> Option<Block> {
        let worst = self.issues.iter().filter(|i| i.level == Level::Error).map(|issue| match issue.code {
            IssueCode::FaultyRubric => Block::Fault,
            IssueCode::Unscored | IssueCode::NoRubric | IssueCode::Unreadable => Block::Unscored,
            _ => Block::Failed,
        });
        worst.max()
    }
}
