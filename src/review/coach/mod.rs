//! `review.toml`: what the coach sees otherwise than the rules, and comments. Read here with every fault in its place, set beside the
//! computed values, and stamped with digests of the texts that it was said of. Must not change a scorecard.

mod apply;
mod file;
mod stamp;

pub(super) use apply::apply;
pub use file::{CoachFile, parse};
pub use stamp::stamped;

/// The name of the file, which lies in the reviewed folder.
pub const FILE_NAME: &str = "review.toml";
