//! Answers too alike to one another or to the model answer. A flag with the shared passages; must not change a score.

use crate::span::Span;

/// A text that an answer shares passages with.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Which text.
    pub with: With,
    /// The share of this answer's own words that stand in the passages, 0 to 1.
    pub share: f64,
    /// The passages, in order of place in this answer.
    pub passages: Vec<Passage>,
}

/// A text that an answer is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum With {
    /// The current draft of another submission, by index.
    Submission(usize),
    /// The rubric's own excellent answer.
    Model,
}

/// A passage that stands in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in this answer's file, in bytes of the decoded text.
    pub here: Span,
    /// Where it stands in the other's file, or in the model answer.
    pub there: Span,
}
