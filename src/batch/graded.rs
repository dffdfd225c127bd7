//! One answer with its scorecard and verdict: what every report shows. Plain data.

use crate::diagnostic::Diagnostic;
use crate::rubric::Rubric;
use crate::score::{Points, Scorecard};
use crate::span::Span;
use crate::text::decode::Decoded;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

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

/// Which answer: a file, or one of several answers in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerName {
    /// The file as named by the user; `-` for standard input.
    pub file: String,
    /// What tells the answer from others of its file: the id of its rubric, numbered from the second on (`devops-03-2`).
    pub part: Option<String>,
}

impl AnswerName {
    /// The only answer of a file.
    pub fn whole(file: impl Into<String>) -> Self {
        Self { file: file.into(), part: None }
    }

    /// The name of the file without its folder and extension, and the part: `anna`, `anna#devops-03`.
    pub fn id(&self) -> String {
        let stem = Path::new(&self.file).file_stem().and_then(|s| s.to_str()).unwrap_or(&self.file);
        Self { file: stem.to_owned(), part: self.part.clone() }.to_string()
    }
}

impl fmt::Display for AnswerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            None => write!(f, "{}", self.file),
            Some(part) => write!(f, "{}#{part}", self.file),
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

impl RubricRef {
    /// Of a rubric.
    pub fn of(rubric: &Rubric) -> Self {
        Self { id: rubric.id.clone(), title: rubric.title.clone(), sha256: rubric.sha256.clone() }
    }
}

/// A scored (or unscorable) answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    /// Which answer.
    pub name: AnswerName,
    /// The text of its file, for turning spans into lines and columns.
    pub source: Arc<Decoded>,
    /// The stretch of the text that the answer takes up, in bytes.
    pub span: Span,
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

/// What became of one answer that was to be scored.
#[derive(Debug)]
pub enum Outcome {
    /// It was read and scored, or found unscorable.
    Graded(Box<Graded>),
    /// It could not be read, or not as text; why, in one line.
    Unreadable {
        /// Which answer.
        name: AnswerName,
        /// Why, in one line.
        why: String,
    },
    /// No rubric could be found for it; why and what would help.
    NoRubric {
        /// Which answer.
        name: AnswerName,
        /// Why, with the nearest candidates.
        why: String,
    },
    /// Its rubric has faults.
    FaultyRubric {
        /// Which answer.
        name: AnswerName,
        /// Every fault.
        faults: Vec<Diagnostic>,
    },
}

impl Outcome {
    /// Which answer it is about.
    pub fn name(&self) -> &AnswerName {
        match self {
            Self::Graded(graded) => &graded.name,
            Self::Unreadable { name, .. } | Self::NoRubric { name, .. } | Self::FaultyRubric { name, .. } => name,
        }
    }
}

/// Why a rubric with faults scored nothing, in one line: how many there are, and the first.
pub fn faults_in_brief(faults: &[Diagnostic]) -> String {
    match faults {
        [] => "its rubric has faults".to_owned(),
        [only] => format!("its rubric has a fault: {}", only.in_a_line()),
        [first, ..] => format!("its rubric has {} faults; the first: {}", faults.len(), first.in_a_line()),
    }
}
