//! Which files there are to check: the paths that were named, and in folders whatever configuration calls an answer. Never leaves the
//! folders that were named: a link is followed to a file below them and nowhere else. Must not read answers.

use super::git::Changed;
use super::load::{self, LoadError};
use super::project::{Project, Projects, shown_path};
use super::rubrics::ShelfError;
use ignore::WalkBuilder;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A file to check.
#[derive(Debug, Clone)]
pub struct AnswerFile {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// Its name for people: from the current folder on, where it lies below.
    pub shown: String,
    /// The project that it belongs to.
    pub project: Arc<Project>,
    /// Whether it must be an answer: it was named itself, or configuration says so. Otherwise it may turn out to be some other text.
    pub stated: bool,
    /// The rubric that the layout of a folder gives for it, in the place of what `[[map]]` says.
    pub rubric: Option<String>,
    /// Its bytes, where they are not those on the disk: it comes from an earlier revision.
    pub bytes: Option<Vec<u8>>,
}

impl AnswerFile {
    /// Its path from the folder of the configuration, with `/` between the parts, whatever the system: the name that a baseline keeps.
    pub fn key(&self) -> String {
        self.project.inner(&self.path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// Its bytes.
    pub(super) fn read(&self) -> Result<Cow<'_, [u8]>, LoadError> {
        match &self.bytes {
            Some(bytes) => Ok(Cow::Borrowed(bytes)),
            None => load::read(&self.path).map(Cow::Owned),
        }
    }

    /// The rubric that the layout or the configuration gives for it.
    pub(super) fn mapped(&self) -> Option<String> {
        self.rubric.clone().or_else(|| self.project.mapped(&self.path))
    }
}

/// Something that was to be checked and cannot be reached.
#[derive(Debug, Clone)]
pub struct Lost {
    /// Its name for people.
    pub shown: String,
    /// Why, in one line.
    pub why: String,
    /// The project that it belongs to.
    pub project: Arc<Project>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Discovered {
    /// The files, in order of path.
    pub files: Vec<AnswerFile>,
    /// What cannot be reached, in order of path.
    pub lost: Vec<Lost>,
}

/// How to look.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The files and folders to look in.
    pub paths: Vec<PathBuf>,
    /// Only what changed, if given.
    pub only: Option<Changed>,
    /// Files that are never answers, as this run writes them.
    pub written: Vec<PathBuf>,
    /// Whether a file that was named itself must also be one that configuration calls an answer.
    pub force_exclude: bool,
}

/// Finds the files.
///
/// # Errors
/// [`ShelfError`] when a configuration or its rubrics cannot be used.
pub fn discover(search: &Search, projects: &mut Projects) -> Result<Discovered, ShelfError> {
    let written = search.written.iter().map(|path| absolute(path)).collect();
    let mut finding = Finding { search, projects, written, files: BTreeMap::new(), lost: BTreeMap::new() };
    for path in &search.paths {
        if path.is_dir() { finding.walk(path)? } else { finding.named(path)? }
    }
    Ok(Discovered { files: finding.files.into_values().collect(), lost: finding.lost.into_values().collect() })
}

struct Finding<'s> {
    search: &'s Search,
    projects: &'s mut Projects,
    written: BTreeSet<PathBuf>,
    files: BTreeMap<PathBuf, AnswerFile>,
    lost: BTreeMap<PathBuf, Lost>,
}

impl Finding<'_> {
    fn named(&mut self, path: &Path) -> Result<(), ShelfError> {
        // What cannot be read is reported when it is read, with the same words as everywhere.
        let path = absolute(path);
        let project = self.projects.of(path.parent().unwrap_or(&path))?;
        if !self.search.force_exclude || project.config.answers.holds(project.inner(&path)) {
            self.add(path, project, true);
        }
        Ok(())
    }

    fn walk(&mut self, folder: &Path) -> Result<(), ShelfError> {
        let root = absolute(folder);
        let inside = root.canonicalize().unwrap_or_else(|_| root.clone());
        // Links are looked at one by one below.
        for entry in WalkBuilder::new(&root).follow_links(false).require_git(false).build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(why) => {
                    let path = path_of(&why).unwrap_or_else(|| root.clone());
                    let project = self.projects.of(path.parent().unwrap_or(&root))?;
                    self.lose(path, reason(&why), project);
                    continue;
                }
            };
            // Pipes, sockets and devices are no files; reading one might never end.
            let Some(kind) = entry.file_type().filter(|kind| kind.is_file() || kind.is_symlink()) else { continue };
            let path = entry.path();
            let project = self.projects.of(path.parent().unwrap_or(&root))?;
            if !project.config.answers.holds(project.inner(path)) {
                continue;
            }
            match if kind.is_symlink() { target(path, &inside) } else { Ok(true) } {
                Ok(true) => {
                    let stated = project.config.answers.stated;
                    self.add(path.to_owned(), project, stated);
                }
                Ok(false) => {}
                Err(why) => self.lose(path.to_owned(), why, project),
            }
        }
        Ok(())
    }

    fn lose(&mut self, path: PathBuf, why: String, project: Arc<Project>) {
        // A folder that cannot be entered may hold anything, so it is told whatever changed.
        if path.is_dir() || self.search.only.as_ref().is_none_or(|only| only.holds(&path)) {
            let lost = Lost { shown: shown_path(&path), why, project };
            self.lost.insert(path, lost);
        }
    }

    fn add(&mut self, path: PathBuf, project: Arc<Project>, stated: bool) {
        // What was named and is not there is no answer that did not change, but an error.
        let wanted = self.search.only.as_ref().is_none_or(|only| only.holds(&path) || !path.exists());
        if wanted && !self.written.contains(&path) {
            let shown = shown_path(&path);
            let file = AnswerFile { path: path.clone(), shown, project, stated, rubric: None, bytes: None };
            // A file that was named stays named when a folder holds it too.
            self.files.entry(path).and_modify(|known| known.stated |= stated).or_insert(file);
        }
    }
}

/// A path from the root on. `..` is followed as the system would, so that a file has one name and the nearest configuration is found.
fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let climbs = whole.components().any(|part| part == Component::ParentDir);
    let real = match (climbs, whole.file_name(), whole.parent()) {
        (false, ..) => None,
        (true, Some(name), Some(folder)) => folder.canonicalize().map(|folder| folder.join(name)).ok(),
        (true, ..) => whole.canonicalize().ok(),
    };
    // `.` leaves a trailing nothing that would stand in the names of what is found.
    real.unwrap_or(whole).components().collect()
}

/// Whether a link leads to a file below the folder; why it cannot be followed otherwise. A link to a folder leads to no file.
fn target(link: &Path, inside: &Path) -> Result<bool, String> {
    match link.canonicalize() {
        Ok(real) if !real.is_file() => Ok(false),
        Ok(real) if real.starts_with(inside) => Ok(true),
        Ok(_) => Err("is a link that leads out of the folder".to_owned()),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Err("is a link to nothing".to_owned()),
        Err(why) => Err(format!("is a link that cannot be followed: {why}")),
    }
}

fn path_of(why: &ignore::Error) -> Option<PathBuf> {
    match why {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn reason(why: &ignore::Error) -> String {
    match why.io_error() {
        Some(io) if io.kind() == io::ErrorKind::PermissionDenied => "may not be read (permission denied)".to_owned(),
        Some(io) => format!("cannot be read: {io}"),
        None => why.to_string(),
    }
}
