//! A calibration for programs, and as a page. Must not compute: every value is copied, each figure with its interval.

mod entries;
mod html;
mod pictures;

pub use html::html;

use super::json::document;
use crate::authoring::calibrate::Calibration;
use std::io::{self, Write};

/// Writes one document with everything that the calibration says.
///
/// # Errors
/// Those of the writer.
pub fn json(out: &mut dyn Write, calibration: &Calibration) -> io::Result<()> {
    document(out, &entries::Document::of(calibration))
}
