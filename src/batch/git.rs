//! What git says of a folder: which files changed since a revision, and what its files were then. Runs `git` and reads its output; must
//! not change anything.

use super::load::LoadError;
use crate::text::decode::MAX_BYTES;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// Every file that is new, changed, gone or not yet tracked: absolute, the links of its folder resolved.
    files: BTreeSet<PathBuf>,
}

impl Changed {
    /// The files that changed in the work trees around some paths since these left `revision` (their merge base, as in a pull request).
    ///
    /// # Errors
    /// Why git could not tell, in one line: it is missing, a path is in no work tree, there is no such revision.
    pub fn since(revision: &str, paths: &[PathBuf]) -> Result<Self, String> {
        let folders: BTreeSet<PathBuf> = paths.iter().map(|path| folder_around(path)).collect();
        let tops: BTreeSet<PathBuf> = folders.iter().map(|folder| top_of(folder)).collect::<Result<_, _>>()?;
        let mut files = BTreeSet::new();
        for top in &tops {
            files.extend(changed_in(top, revision)?);
        }
        Ok(Self { files })
    }

    /// Whether a file changed: it, or what it is a link to.
    pub fn holds(&self, file: &Path) -> bool {
        self.files.contains(&place(file)) || file.canonicalize().is_ok_and(|real| self.files.contains(&real))
    }

    /// Whether any file that changed is one of these.
    pub fn any(&self, of_these: impl Fn(&Path) -> bool) -> bool {
        self.files.iter().any(|file| of_these(file))
    }
}

fn changed_in(top: &Path, revision: &str) -> Result<Vec<PathBuf>, String> {
    let commit = commit_of(revision, top)?;
    // Without a common ancestor, as in a shallow clone, the revision itself is what there is to compare with.
    let base = run(top, &["merge-base", &commit, "HEAD"]).map_or(commit, |base| one_line(&base));
    let changed = run(top, &["diff", "--name-only", "--no-renames", "-z", &base, "--"])?;
    let untracked = run(top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = changed.split(|b| *b == 0).chain(untracked.split(|b| *b == 0)).filter(|name| !name.is_empty());
    Ok(names.map(|name| place(&top.join(as_path(name)))).collect())
}

/// The files below `folder` as they were at a revision: their paths from the folder on, and their bytes, or why they cannot be read. Links are
/// left out.
///
/// # Errors
/// Why git could not tell, in one line.
pub(super) fn files_at(revision: &str, folder: &Path) -> Result<Vec<PastFile>, String> {
    let top = top_of(folder)?;
    let commit = commit_of(revision, &top)?;
    let real = |path: &Path| path.canonicalize().map_err(|why| format!("{}: {why}", path.display()));
    let inner =
        real(folder)?.strip_prefix(real(&top)?).map(Path::to_owned).map_err(|_| "the folder is outside of its work tree".to_owned())?;
    let prefix = inner.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    // The folder's own tree, so that its name is never taken for a pattern.
    let tree = format!("{commit}:{prefix}");
    let listed = run(&top, &["ls-tree", "-r", "-z", "-l", "--full-tree", &tree]);
    let listed = listed.map_err(|_| format!("{revision} holds no folder {}", folder.display()))?;
    let mut found = Vec::new();
    for row in listed.split(|b| *b == 0) {
        let Some(tab) = row.iter().position(|b| *b == b'\t') else { continue };
        let about = String::from_utf8_lossy(&row[..tab]);
        let fields: Vec<&str> = about.split_whitespace().collect();
        let [mode, "blob", object, size] = fields.as_slice() else { continue };
        if !mode.starts_with("100") {
            continue;
        }
        let read = match size.parse::<u64>() {
            Ok(size) if size > MAX_BYTES => Err(LoadError::TooLarge { size: Some(size), limit: MAX_BYTES }.to_string()),
            _ => Ok((*object).to_owned()),
        };
        found.push(PastFile { path: as_path(&row[tab + 1..]), object: read });
    }
    Ok(found)
}

/// A file of an earlier revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PastFile {
    /// Its path from the folder that was asked for.
    pub(super) path: PathBuf,
    /// The name of its bytes, or why they are not to be read.
    pub(super) object: Result<String, String>,
}

/// The bytes of objects, in order, read by one run of git.
///
/// # Errors
/// Why git could not tell, in one line.
pub(super) fn bytes_of(objects: &[String], folder: &Path) -> Result<Vec<Vec<u8>>, String> {
    let failed = |why: io::Error| format!("git cannot be run: {why}");
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["cat-file", "--batch"]).env("GIT_OPTIONAL_LOCKS", "0");
    let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(failed)?;
    let (Some(mut asks), Some(answers)) = (git.stdin.take(), git.stdout.take()) else { return Err("git cannot be run".to_owned()) };
    let mut answers = io::BufReader::new(answers);
    let mut read = || {
        let each = objects.iter().map(|object| {
            // One at a time: whoever asks for all before reading any waits for ever.
            writeln!(asks, "{object}")?;
            asks.flush()?;
            let mut head = String::new();
            answers.read_line(&mut head)?;
            let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok()).filter(|size| *size <= MAX_BYTES);
            let size = size.ok_or_else(|| io::Error::other(format!("git says {}", head.trim_end())))?;
            let mut bytes = Vec::new();
            (&mut answers).take(size).read_to_end(&mut bytes)?;
            answers.read_exact(&mut [0])?;
            Ok(bytes)
        });
        each.collect::<io::Result<Vec<_>>>()
    };
    let bytes = read().map_err(failed);
    drop((asks, answers));
    git.wait().map_err(failed)?;
    bytes
}

fn top_of(folder: &Path) -> Result<PathBuf, String> {
    let top = run(folder, &["rev-parse", "--show-toplevel"]);
    let top = top.map_err(|why| match why.starts_with("not a git repository") {
        true => format!("{} is in no git repository", folder.display()),
        false => why,
    })?;
    Ok(as_path(top.strip_suffix(b"\n").unwrap_or(&top)))
}

/// The name of a revision that no option can be mistaken for.
fn commit_of(revision: &str, top: &Path) -> Result<String, String> {
    let named = format!("{revision}^{{commit}}");
    let commit = run(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])
        .map_err(|_| format!("git knows no revision `{revision}`; a shallow clone must fetch it first"))?;
    Ok(one_line(&commit))
}

/// The folder that a path is or lies in; of what does not exist, the nearest that does.
fn folder_around(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.ancestors().find(|above| above.is_dir()).unwrap_or(Path::new(".")).to_owned()
}

/// A path with the links in its folder resolved, but not the one that it may be itself.
fn place(path: &Path) -> PathBuf {
    match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn one_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

#[cfg(unix)]
fn as_path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn as_path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    // What git says is read, so it must say it in English.
    let ran = Command::new("git").arg("-C").arg(folder).args(args).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").output();
    match ran {
        Ok(Output { status, stdout, .. }) if status.success() => Ok(stdout),
        Ok(Output { stderr, .. }) => {
            let said = String::from_utf8_lossy(&stderr);
            Err(said.lines().next().unwrap_or("git failed").trim_start_matches("fatal: ").to_owned())
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => Err("git is not installed".to_owned()),
        Err(why) => Err(format!("git cannot be run: {why}")),
    }
}
