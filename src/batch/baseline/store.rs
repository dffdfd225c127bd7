//! Where baselines lie: reads and writes their files. Must not compare.

use super::super::load;
use super::super::project::shown_path;
use super::super::replace::replace;
use super::super::rubrics::ShelfError;
use super::{Kept, parse, render};
use crate::diagnostic::SourceFile;
use crate::text::decode;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Reads a baseline; none where there is no such file.
///
/// # Errors
/// [`ShelfError`] when it cannot be read or has faults.
pub fn load(path: &Path) -> Result<Option<Vec<Kept>>, ShelfError> {
    let unreadable = |why: String| ShelfError::Unreadable { name: shown_path(path), why };
    let bytes = match load::read(path) {
        Ok(bytes) => bytes,
        Err(load::LoadError::NotFound) => return Ok(None),
        Err(why) => return Err(unreadable(why.to_string())),
    };
    let text = decode::decode(&bytes).map_err(|why| unreadable(why.to_string()))?.text;
    let file = Arc::new(SourceFile { name: shown_path(path), text: text.into() });
    parse(&file).map(Some).map_err(ShelfError::Faults)
}

/// Writes a baseline. The old file stays as it is until the new one is whole.
///
/// # Errors
/// Whatever the disk reports.
pub fn save(path: &Path, kept: &[Kept]) -> io::Result<()> {
    replace(path, render(kept).as_bytes())
}
