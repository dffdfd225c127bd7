//! What an answer must reach: a score, and shares of its parts. Must not judge.

use crate::score::Points;

/// The parts of a score that can have a threshold: the key in the configuration, and the name of the part on the scorecard.
pub const PARTS: [(&str, &str); 4] =
    [("key_points", "key points"), ("looks_for", "looks for"), ("structure", "structure"), ("delivery", "delivery")];

/// What an answer must reach. What is not set is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Thresholds {
    /// The least score, 0 to 100.
    pub score: Option<Points>,
    /// For each of [`PARTS`], the least share of what it can give, in percent.
    pub parts: [Option<f64>; 4],
}

impl Thresholds {
    /// These, and where they ask nothing, others.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { score: self.score.or(other.score), parts: std::array::from_fn(|i| self.parts[i].or(other.parts[i])) }
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
