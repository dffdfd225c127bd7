//! Many candidates' answers seen by one coach: whose answer is whose, progress between drafts, what many miss, the coach's own
//! judgement. Scores come from `batch`; must not print.

pub mod copies;
mod judgement;
mod types;

pub use judgement::{Comment, Judgement, Overridden, Override, Standing};
pub use types::{Candidate, Draft, FrequentMistake, Layout, MissedCriterion, Question, Review, Submission, Together, Unplaced};
