//! Help for those who write rubrics: testing them on their marked answers and against attacks, and looking for what is useless in them.
//! Must not print, and must not know reports.

pub mod check;
pub mod lint;
