//! The coach's own judgement of an answer, as a value beside the computed one. Must not change a scorecard.

use crate::score::{Points, Status};

/// What the coach says of one answer. Empty where the coach says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    /// Where the coach sees it otherwise, in the order of the file.
    pub overrides: Vec<Override>,
    /// What else the coach has to say, in the order of the file.
    pub comments: Vec<Comment>,
    /// The score that the overrides lead to; none where none applies. Stale overrides do not apply.
    pub adjusted: Option<Points>,
}

/// Something that the coach sees otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// What.
    pub of: Overridden,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// When, as written: year, month, day.
    pub date: Option<String>,
    /// Whether it was made for this text.
    pub standing: Standing,
    /// Its line in the coach's file, from 1.
    pub line: usize,
}

/// What is seen otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overridden {
    /// The score as a whole.
    Score {
        /// What the rules gave; none when they gave none.
        computed: Option<Points>,
        /// What the coach gives.
        given: Points,
    },
    /// A key point or a looks-for.
    Criterion {
        /// Its id.
        id: String,
        /// What it asks for.
        says: String,
        /// How it came out by the rules; none when the answer has no score.
        computed: Option<Status>,
        /// What the coach sees.
        given: Status,
    },
    /// A mistake.
    Mistake {
        /// Its id.
        id: String,
        /// What the mistake is.
        says: String,
        /// Whether it was made by the rules; none when the answer has no score.
        computed: Option<bool>,
        /// What the coach sees.
        given: bool,
    },
}

/// Whether an override was made for the text as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was.
    Holds,
    /// The answer has changed since: it is shown and does not apply.
    Stale,
    /// It carries no digest yet: it applies, and nobody can tell whether the answer changes.
    Unstamped,
}

/// A comment of the coach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What it says.
    pub text: String,
    /// Who says so, where that is written.
    pub by: Option<String>,
    /// When, where that is written.
    pub date: Option<String>,
    /// The criterion that it is about, by id, where it is about one.
    pub criterion: Option<String>,
}
