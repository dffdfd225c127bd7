//! Reports of a check: one file a format over the same finished results. Each gets the answers one by one, in order, and a summary at
//! the end, so that what need not be held is not held. `docs/REPORTS.md` says which formats may change. Must not judge or print.

mod badge;
mod csv;
mod facts;
mod fingerprint;
mod github;
mod gitlab;
mod junit;
mod markdown;
mod ndjson;
mod sarif;
mod sarif_log;

pub use badge::{Badge, BadgeSvg};
pub use csv::Csv;
pub(in crate::report) use facts::{about, place, remarks};
pub use github::Github;
pub use gitlab::Gitlab;
pub use junit::Junit;
pub use markdown::Markdown;
pub use ndjson::Ndjson;
pub use sarif::Sarif;

use crate::batch::{Checked, Summary};
use std::io;

/// A report in the making.
pub trait Report {
    /// Takes the next answer.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn answer(&mut self, checked: &Checked) -> io::Result<()>;

    /// Ends the report.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}
