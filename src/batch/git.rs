//! What git says of a folder: which files changed since a revision. Runs `git` and reads its output; must not change anything.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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
    let top =
        run(folder, &["rev-parse", "--show-toplevel"]).map_err(|why| format!("{} is in no git work tree: {why}", folder.display()))?;
    let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches(['\n', '\r']));
    // Resolved first, so that a name that looks like an option is never taken for one.
    let named = format!("{revision}^{{commit}}");
    let commit = run(&top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named]);
    let commit = commit.map_err(|_| format!("git knows no revision {revision}"))?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let base = run(&top, &["merge-base", &commit, "HEAD"]).map(|base| String::from_utf8_lossy(&base).trim().to_owned());
    let base = base.unwrap_or(commit);
    let changed = run(&top, &["diff", "--name-only", "--no-renames", "--diff-filter=d", "-z", &base, "--"])?;
    let untracked = run(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let names = changed.split(|b| *b == 0).chain(untracked.split(|b| *b == 0)).filter(|name| !name.is_empty());
    let files = names.filter_map(|name| top.join(String::from_utf8_lossy(name).as_ref()).canonicalize().ok()).collect();
    Ok(Changed { files })
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
