//! Many answers: reading them, which rubric belongs to which, the verdict on each. Must not print; reading what was named is its only
//! contact with the world.

mod graded;
mod likeness;
mod load;
mod rubrics;
mod run;
mod stream;
mod which;

pub use graded::{Graded, Likeness, Outcome, RubricRef, Verdict};
pub use load::{Input, LoadError, read};
pub use rubrics::{Shelf, ShelfError};
pub use run::{Explained, Order, Unexplained, explain_files, score_files};
pub use stream::{Refusal, Reply, stream};
pub use which::Finder;
