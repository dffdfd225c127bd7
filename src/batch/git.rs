//! What git says of a folder: which files changed since a revision, and what its files were then. Runs `git` and reads its output; must not change anything.

use super::load::LoadError;
use crate::text::decode::MAX_BYTES;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Every file that is new, changed or not yet tracked; absolute, links resolved. Files that are gone are left out.
    pub files: BTreeSet<PathBuf>,
}

impl Changed {
    /// Whether a file of this name, or one inside of a folder, changed: what answers are judged by.
    pub fn touches(&self, judged_by: impl Fn(&Path) -> bool) -> bool {
        self.files.iter().any(|file| judged_by(file))
    }
}

/// The files that changed in the work tree around `folder` since it left `revision` (their merge base, as in a pull request).
///
/// # Errors
/// Why git could not tell, in one line: it is missing, the folder is in no work tree, there is no such revision.
pub fn changed_since(revision: &str, folder: &Path) -> Result<Changed, String> {
    let top = top_of(folder)?;
    let commit = commit_of(revision, &top)?;
    let base = run(&top, &["merge-base", &commit, "HEAD"]).map(|base| String::from_utf8_lossy(&base).trim().to_owned());
    let base = base.unwrap_or(commit);
    let changed = run(&top, &["diff", "--name-only", "--no-renames", "--diff-filter=d", "-z", &base, "--"])?;
    let untracked = run(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = changed.split(|b| *b == 0).chain(untracked.split(|b| *b == 0)).filter(|name| !name.is_empty());
    let files = names.filter_map(|name| top.join(String::from_utf8_lossy(name).as_ref()).canonicalize().ok()).collect();
    Ok(Changed { files })
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
    for row in listed.split(|b| *b == 0).filter(|row| !row.is_empty()) {
        let row = String::from_utf8_lossy(row);
        let Some((about, path)) = row.split_once('\t') else { continue };
        let fields: Vec<&str> = about.split_whitespace().collect();
        let [mode, "blob", object, size] = fields.as_slice() else { continue };
        if !mode.starts_with("100") {
            continue;
        }
        let read = match size.parse::<u64>() {
            Ok(size) if size > MAX_BYTES => Err(LoadError::TooLarge { size: Some(size), limit: MAX_BYTES }.to_string()),
            _ => Ok((*object).to_owned()),
        };
        found.push(PastFile { path: PathBuf::from(path), object: read });
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
    let top =
        run(folder, &["rev-parse", "--show-toplevel"]).map_err(|why| format!("{} is in no git work tree: {why}", folder.display()))?;
    Ok(PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches(['\n', '\r'])))
}

fn commit_of(revision: &str, top: &Path) -> Result<String, String> {
    // Resolved first, so that a name that looks like an option is never taken for one.
    let named = format!("{revision}^{{commit}}");
    let commit = run(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named]);
    let commit = commit.map_err(|_| format!("git knows no revision {revision}"))?;
    Ok(String::from_utf8_lossy(&commit).trim().to_owned())
}

fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let ran = Command::new("git").arg("-C").arg(folder).args(args).env("GIT_OPTIONAL_LOCKS", "0").output();
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
