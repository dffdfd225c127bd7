//! What git says of a folder: which files changed since a revision. Runs `git` and reads its output; must not change anything.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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
    // Resolved first, so that a name that looks like an option is never taken for one.
    let named = format!("{revision}^{{commit}}");
    let commit = run(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])
        .map_err(|_| format!("git knows no revision `{revision}`; a shallow clone must fetch it first"))?;
    let commit = one_line(&commit);
    // Without a common ancestor, as in a shallow clone, the revision itself is what there is to compare with.
    let base = run(top, &["merge-base", &commit, "HEAD"]).map_or(commit, |base| one_line(&base));
    let changed = run(top, &["diff", "--name-only", "--no-renames", "-z", &base, "--"])?;
    let untracked = run(top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = changed.split(|b| *b == 0).chain(untracked.split(|b| *b == 0)).filter(|name| !name.is_empty());
    Ok(names.map(|name| place(&top.join(as_path(name)))).collect())
}

fn top_of(folder: &Path) -> Result<PathBuf, String> {
    let top = run(folder, &["rev-parse", "--show-toplevel"]);
    let top = top.map_err(|why| match why.starts_with("not a git repository") {
        true => format!("{} is in no git repository", folder.display()),
        false => why,
    })?;
    Ok(as_path(top.strip_suffix(b"\n").unwrap_or(&top)))
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
