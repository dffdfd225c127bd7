//! `ndjson`: one JSON document a line for each answer, with the fields of `json`. Committed, like `json`. Holds nothing.

use super::Report;
use crate::batch::{Checked, Summary};
use crate::report::json;
use std::io::{self, Write};

/// Writes one line an answer.
pub struct Ndjson<W> {
    out: W,
}

impl<W: Write> Ndjson<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Report for Ndjson<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        json::checked_line(&mut self.out, checked)
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}
