//! Where baselines lie: reads and writes their files. Must not compare.

use super::super::load;
use super::super::project::shown_path;
use super::super::rubrics::ShelfError;
use super::{Kept, parse, render};
use crate::diagnostic::SourceFile;
use crate::text::decode;
use std::io::{self, Write};
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
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.{}", std::process::id()));
    let written = std::fs::File::create(&new).and_then(|mut file| {
        file.write_all(render(kept).as_bytes())?;
        file.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(&new, path));
    if done.is_err() {
        // What is left of the new file would only be in the way; the error that matters is the first.
        let _ = std::fs::remove_file(&new);
    }
    done
}
