//! Reads one named file, or standard input, up to a limit, and says in one line why it could not be read. Together with the loading of
//! rubrics the only place that touches the disk. Must not know what stands in a file.

use crate::text::decode::{DecodeError, MAX_BYTES};
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Something that can be scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The name that reports show: the path as given, `-` for standard input.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File(path) => Some(path),
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// [`LoadError`] when it cannot be read or is larger than [`MAX_BYTES`].
    pub fn read(&self) -> Result<Vec<u8>, LoadError> {
        self.read_up_to(MAX_BYTES)
    }

    /// Its bytes, where it may be larger than an answer.
    ///
    /// # Errors
    /// [`LoadError`] when it cannot be read or is larger than `limit` bytes.
    pub fn read_up_to(&self, limit: u64) -> Result<Vec<u8>, LoadError> {
        match self {
            Self::Stdin => bounded(io::stdin().lock(), 0, limit),
            Self::File(path) => file(path, limit),
        }
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// There is none of this name.
    NotFound,
    /// It is a folder.
    Directory,
    /// It may not be read.
    Permission,
    /// It is larger than the limit.
    TooLarge {
        /// Its size in bytes, where that could be told without reading it.
        size: Option<u64>,
        /// The limit in bytes.
        limit: u64,
    },
    /// It is no text.
    Decode(DecodeError),
    /// The system says something else.
    Other(String),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => write!(f, "no such file or folder"),
            Self::Directory => write!(f, "is a directory; name the files in it"),
            Self::Permission => write!(f, "may not be read (permission denied)"),
            Self::TooLarge { size: Some(size), limit } => write!(f, "is too large: {}, the limit is {}", Size(*size), Size(*limit)),
            Self::TooLarge { size: None, limit } => write!(f, "is too large: the limit is {}", Size(*limit)),
            Self::Decode(why) => why.fmt(f),
            Self::Other(why) => write!(f, "cannot be read: {why}"),
        }
    }
}

impl std::error::Error for LoadError {}

impl From<DecodeError> for LoadError {
    fn from(why: DecodeError) -> Self {
        Self::Decode(why)
    }
}

impl From<io::Error> for LoadError {
    fn from(why: io::Error) -> Self {
        match why.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::IsADirectory => Self::Directory,
            io::ErrorKind::PermissionDenied => Self::Permission,
            _ => Self::Other(why.to_string()),
        }
    }
}

/// Bytes for people; a whole number of MiB is written as one.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MIB: u64 = 1024 * 1024;
        if self.0.is_multiple_of(MIB) {
            return write!(f, "{} MiB", self.0 / MIB);
        }
        // Rounded up, so that one byte too many never reads as the limit itself.
        let tenths = (self.0 * 10).div_ceil(MIB);
        write!(f, "{}.{} MiB", tenths / 10, tenths % 10)
    }
}

/// A path that a file names, if it stays below the folder of that file: reading never leaves the folders that people named.
pub fn inner_path(written: &str) -> Option<&Path> {
    let path = Path::new(written);
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)).then_some(path)
}

/// The bytes of a file.
///
/// # Errors
/// [`LoadError`] when it cannot be read or is larger than [`MAX_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>, LoadError> {
    file(path, MAX_BYTES)
}

fn file(path: &Path, limit: u64) -> Result<Vec<u8>, LoadError> {
    // Asked first: opening a folder fails with other words on other systems, and a size that is known need not be read.
    let about = fs::metadata(path)?;
    if about.is_dir() {
        return Err(LoadError::Directory);
    }
    if about.len() > limit {
        return Err(LoadError::TooLarge { size: Some(about.len()), limit });
    }
    bounded(fs::File::open(path)?, about.len(), limit)
}

/// Reads to the end, which is expected after so many bytes, but never more than the limit: devices and pipes have no size to ask for, and
/// files grow.
fn bounded(from: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, LoadError> {
    // One more than expected, so that the end is met without growing.
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(limit)).unwrap_or(0) + 1);
    from.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(LoadError::TooLarge { size: None, limit }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_without_end_is_cut_off() {
        assert_eq!(bounded(io::repeat(b'a'), 0, 1000), Err(LoadError::TooLarge { size: None, limit: 1000 }));
        assert_eq!(bounded(io::repeat(b'a').take(1000), 10, 1000).map(|b| b.len()), Ok(1000));
    }

    #[test]
    fn reasons_are_one_line_and_say_size_and_limit() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(&folder.path().join("none")), Err(LoadError::NotFound));
        assert_eq!(read(folder.path()), Err(LoadError::Directory));
        let large = folder.path().join("large");
        fs::File::create(&large).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert_eq!(read(&large).unwrap_err().to_string(), "is too large: 2.1 MiB, the limit is 2 MiB");
        fs::File::create(&large).unwrap().set_len(MAX_BYTES).unwrap();
        assert_eq!(read(&large).map(|b| b.len() as u64), Ok(MAX_BYTES));
    }

    #[test]
    fn only_paths_below_a_folder_are_inner_ones() {
        for inner in ["a.md", "a/b.md", "./a.md", "..a/b..md", ""] {
            assert_eq!(inner_path(inner), Some(Path::new(inner)));
        }
        for outer in ["/etc/passwd", "../a.md", "a/../b.md", "a/.."] {
            assert_eq!(inner_path(outer), None, "{outer}");
        }
    }

    #[test]
    fn a_file_that_is_used_as_a_folder_is_no_such_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        assert_eq!(read(&file.join("inner")), Err(LoadError::NotFound));
    }
}
