//! Reports: one file a format over finished results. Must not score or judge, and prints only through the writer it is given.

pub mod calibration;
pub mod check;
pub mod csv;
pub mod diagnostics;
pub mod escape;
pub mod html;
pub mod json;
pub mod markdown;
pub mod questions;
pub mod rubric_check;
pub mod stream;
pub mod text;

use crate::diagnostic::Diagnostic;
use crate::span::LineIndex;

/// A fault with its place, in one line: `rubric.toml:3:9: no such concept: metrix`.
fn fault_in_a_line(fault: &Diagnostic) -> String {
    let place = LineIndex::new(&fault.file.text).place(fault.span.start);
    format!("{}:{}:{}: {}", fault.file.name, place.line, place.column, fault.message)
}

/// Why a rubric with faults scored nothing, in one line: how many there are, and the first.
fn faults_in_brief(faults: &[Diagnostic]) -> String {
    match faults {
        [] => "its rubric has faults".to_owned(),
        [only] => format!("its rubric has a fault: {}", fault_in_a_line(only)),
        [first, ..] => format!("its rubric has {} faults; the first: {}", faults.len(), fault_in_a_line(first)),
    }
}
