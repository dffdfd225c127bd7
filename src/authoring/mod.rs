//! Help for those who write rubrics: drafting them from model answers, taking them from a page of questions, beginning them from what a
//! person says, testing them on their marked answers and against attacks, holding them against the marks of people, and looking for what
//! is useless in them. Must not print, and must not know reports.

pub mod calibrate;
pub mod check;
pub mod concepts;
pub mod draft;
pub mod format;
pub mod gaps;
pub mod import;
pub mod lint;
mod names;
pub mod outline;
pub mod schema;
pub mod skeleton;
