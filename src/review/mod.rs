//! Views over many scorecards. Must not print.

pub mod copies;
