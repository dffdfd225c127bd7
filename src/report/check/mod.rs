//! Reports of a check: one file a format over the same finished results. Each gets the answers one by one, in order, and a summary at
//! the end, so that what need not be held is not held. `docs/CHECK.md` says which formats may change. Must not judge or print.

mod ndjson;

pub use ndjson::Ndjson;

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
