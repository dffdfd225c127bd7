//! Reads and scores every answer of a folder, or of an earlier revision of it, and collects what names and front matter say of whose it
//! is. The only part of a review that has to do with the disk, by way of `batch`. Must not print.

use super::names;
use super::placing::{Claim, Pattern};
use super::types::Unplaced;
use crate::answer::FrontMatter;
use crate::batch::{
    AnswerFile, CheckOrder, Checked, Checking, Discovered, Graded, Kept, Outcome, Projects, Search, ShelfError, discover, discover_at,
};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Where answers are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a folder.
    Folder(PathBuf),
    /// In a folder as it was at a revision.
    Revision {
        /// The revision, as git understands it.
        revision: String,
        /// The folder.
        folder: PathBuf,
    },
}

/// A scored (or unscorable) answer that has no place yet.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) claim: Claim,
    pub(super) digest: String,
    pub(super) graded: Graded,
}

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) answers: Vec<Answered>,
    pub(super) unplaced: Vec<Unplaced>,
    pub(super) passed_over: usize,
    pub(super) faults: Vec<Vec<Diagnostic>>,
}

/// Reads and scores.
///
/// # Errors
/// [`ShelfError`] when the folder, a configuration or its rubrics cannot be used.
pub(super) fn gather(place: &Place, projects: &mut Projects, jobs: usize) -> Result<Gathered, ShelfError> {
    let folder = match place {
        Place::Folder(folder) | Place::Revision { folder, .. } => absolute(folder),
    };
    let mut found = match place {
        Place::Folder(path) if !folder.is_dir() => {
            let why = if folder.exists() { "is no folder" } else { "no such folder" };
            return Err(ShelfError::Unreadable { name: path.display().to_string(), why: why.to_owned() });
        }
        Place::Folder(_) => discover(&Search { paths: vec![folder.clone()], ..Search::default() }, projects)?,
        Place::Revision { revision, .. } => discover_at(revision, &folder, projects)?,
    };
    let mut sites = BTreeMap::new();
    for file in &mut found.files {
        let site = Site::of(file, &folder);
        file.rubric = site.rubric.clone();
        // What lies in a folder of someone's is an answer, though a note beside the folders may be anything.
        file.stated |= !site.claim.folders.is_empty() || matches!(site.claim.pattern, Some(Pattern::Fits { .. }));
        sites.insert(file.shown.clone(), site);
    }
    score(&found, &sites, projects, jobs).map_err(|why| ShelfError::Unreadable { name: folder.display().to_string(), why: why.to_string() })
}

fn score(found: &Discovered, sites: &BTreeMap<String, Site>, projects: &Projects, jobs: usize) -> io::Result<Gathered> {
    let mut gathered = Gathered::default();
    let order = CheckOrder { jobs, keep: true, ..CheckOrder::default() };
    let checking = Checking { found, projects: projects.opened(), order: &order };
    let passed = checking.run(&|| (), &mut |checked, kept| gathered.take(checked, kept.map(|(_, kept)| kept), sites))?;
    gathered.passed_over = passed.over;
    Ok(gathered)
}

impl Gathered {
    fn take(&mut self, checked: Checked, kept: Option<Kept>, sites: &BTreeMap<String, Site>) {
        let name = checked.name().to_string();
        let said = checked.issues.first().map(|issue| issue.message.clone()).unwrap_or_default();
        match checked.outcome {
            Outcome::Graded(graded) => {
                let Some((site, kept)) = sites.get(&graded.name.file).zip(kept) else { return };
                let claim = site.claim_of(&graded);
                self.answers.push(Answered { claim, digest: kept.content, graded: *graded });
            }
            Outcome::Unreadable { why, .. } | Outcome::NoRubric { why, .. } => self.unplaced.push(Unplaced { name, why, fault: false }),
            Outcome::FaultyRubric { faults, .. } => {
                self.unplaced.push(Unplaced { name, why: said, fault: true });
                if !self.faults.contains(&faults) {
                    self.faults.push(faults);
                }
            }
        }
    }
}

/// What the path of a file says before it is read.
struct Site {
    claim: Claim,
    rubric: Option<String>,
}

impl Site {
    fn of(file: &AnswerFile, folder: &Path) -> Self {
        let inner = file.path.strip_prefix(folder).unwrap_or(&file.path);
        let mut folders: Vec<String> = inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        folders.pop();
        let stem = inner.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let patterns = &file.project.config.submissions;
        // Patterns count from their file's folder, and also from the reviewed one, so that an earlier copy elsewhere is read the same.
        let fits = patterns.iter().find_map(|pattern| pattern.read(file.project.inner(&file.path)).or_else(|| pattern.read(inner)));
        let rubric = fits.as_ref().and_then(|read| read.get("rubric")).map(|written| names::without_draft(written));
        let pattern = match fits {
            _ if patterns.is_empty() => None,
            None => Some(Pattern::FitsNone),
            Some(mut read) => {
                let candidate = read.remove("candidate").unwrap_or_default();
                Some(Pattern::Fits { candidate, draft: read.remove("draft") })
            }
        };
        Self { claim: Claim { folders, stem, pattern, ..Claim::default() }, rubric }
    }

    fn claim_of(&self, graded: &Graded) -> Claim {
        let front = FrontMatter::of(&graded.source.text);
        let said = |key: &str| front.get(key).map(str::trim).filter(|value| !value.is_empty());
        Claim {
            rubric: graded.rubric.id.clone(),
            candidate: said("candidate").filter(|who| !names::key(who).is_empty()).map(str::to_owned),
            draft: said("draft").and_then(|draft| draft.parse().ok()),
            ..self.claim.clone()
        }
    }
}

/// The path from the root on, without `.`.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components().collect()
}
