//! Writes a file in the place of an old one. Must not know what stands in it.

use std::io::{self, Write};
use std::path::Path;

/// Writes a file. The old one stays as it is until the new one is whole.
///
/// # Errors
/// Whatever the disk reports.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.{}", std::process::id()));
    let written = std::fs::File::create(&new).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| std::fs::rename(&new, path));
    if done.is_err() {
        // What is left of the new file would only be in the way; the error that matters is the first.
        let _ = std::fs::remove_file(&new);
    }
    done
}
