//! One answer with its scorecard and verdict: what every report shows. Plain data.

use crate::diagnostic::Diagnostic;
use crate::score::{Points, Scorecard};
use crate::text::decode::Decoded;

/// What the thresholds say of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// At or above every threshold.
    Pass,
    /// Below one.
    Fail,
    /// There is no score to judge.
    Unscored,
    /// No threshold is set.
    None,
}

impl Verdict {
    /// The verdict on a scorecard under a least score (0 to 100), if one is set.
    pub fn of(scorecard: &Scorecard, min_score: Option<Points>) -> Self {
        match (scorecard, min_score) {
            (Scorecard::Unscored(_), _) => Self::Unscored,
            (Scorecard::Scored(_), None) => Self::None,
            (Scorecard::Scored(card), Some(least)) if card.score >= least => Self::Pass,
            (Scorecard::Scored(_), Some(_)) => Self::Fail,
        }
    }

    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unscored => "unscored",
            Self::None => "none",
        }
    }
}

/// What a report says of a rubric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RubricRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its file, in hexadecimal.
    pub sha256: String,
}

/// A scored (or unscorable) answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// The file as named by the user; `-` for standard input.
    pub file: String,
    /// Its text, for turning spans into lines and columns.
    pub source: Decoded,
    /// The rubric it was scored against.
    pub rubric: RubricRef,
    /// The result.
    pub scorecard: Scorecard,
    /// What the thresholds say.
    pub verdict: Verdict,
    /// The question that it rather seems to answer, where it does not answer its own.
    pub looks_like: Option<Likeness>,
}

/// Another question that an answer fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// The other rubric.
    pub rubric: RubricRef,
    /// What the answer scores there.
    pub score: Points,
}

/// What became of one file that was to be scored.
#[derive(Debug)]
pub enum Outcome {
    /// It was read and scored, or found unscorable.
    Graded(Box<Graded>),
    /// It could not be read, or not as text; why, in one line.
    Unreadable {
        /// The file as named by the user.
        file: String,
        /// Why, in one line.
        why: String,
    },
    /// No rubric could be found for it; why and what would help.
    NoRubric {
        /// The file as named by the user.
        file: String,
        /// Why, with the nearest candidates.
        why: String,
    },
    /// Its rubric has faults.
    FaultyRubric {
        /// The file as named by the user.
        file: String,
        /// Every fault.
        faults: Vec<Diagnostic>,
    },
}
