//! Reports: one file a format over finished results. Must not score or judge, and prints only through the writer it is given.

pub mod calibration;
pub mod check;
pub mod concepts;
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
pub(crate) mod words;
