//! Many candidates' answers seen by one coach: whose answer is whose, progress between drafts, what many miss, the coach's own
//! judgement. Scores come from `batch`; must not print.

mod agreement;
mod anonymous;
mod assemble;
mod coach;
pub mod copies;
mod gather;
mod judgement;
mod names;
mod placing;
mod progress;
mod run;
mod together;
mod types;

pub use agreement::{Agreement, CriterionDifference, agreement};
pub use anonymous::anonymise;
pub use coach::{CoachFile, FILE_NAME as COACH_FILE_NAME, parse as parse_coach_file, stamped};
pub use gather::Place;
pub use judgement::{Comment, Judgement, Overridden, Override, Standing};
pub use progress::{Progress, Step};
pub use run::{Order, Read, review};
pub use types::{Candidate, Draft, FrequentMistake, Layout, MissedCriterion, Question, Review, Submission, Together, Unplaced};
