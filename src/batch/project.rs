//! The folder that a `rubrica.toml` governs, with its rubrics opened: found upwards from each file, as the nearest one holds. Must not
//! score, and must not walk folders.

use super::config::{Config, FILE_NAME, parse};
use super::load;
use super::rubrics::{Shelf, ShelfError};
use super::which::Finder;
use crate::diagnostic::{Diagnostic, SourceFile, did_you_mean};
use crate::score::Points;
use crate::text::decode;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder with its configuration and its rubrics.
#[derive(Debug)]
pub struct Project {
    /// The folder, absolute; the current one where there is no configuration.
    pub root: PathBuf,
    /// What its `rubrica.toml` says; all as usual where there is none.
    pub config: Config,
    /// Whether there is a `rubrica.toml`.
    pub configured: bool,
    /// The rubrics that hold here.
    pub shelf: Shelf,
    /// Finds the rubric of an answer.
    pub finder: Finder,
}

impl Project {
    /// A project with a configuration.
    ///
    /// # Errors
    /// [`ShelfError`] when a rubric folder cannot be read, or the configuration names rubrics that do not exist.
    fn open(root: PathBuf, config: Config, configured: bool, own: Option<&Path>) -> Result<Self, ShelfError> {
        let mut shelf = Shelf::built_in();
        if let Some(folder) = &config.rubrics {
            shelf.add_folder(&from_here(&root.join(folder)))?;
        }
        if let Some(folder) = own {
            shelf.add_folder(folder)?;
        }
        let faults = unknown_rubrics(&config, &shelf);
        if !faults.is_empty() {
            return Err(ShelfError::Faults(faults));
        }
        let finder = Finder::new(&shelf.bank);
        Ok(Self { root, config, configured, shelf, finder })
    }

    /// The path of a file as globs of the configuration see it.
    pub fn inner<'p>(&self, absolute: &'p Path) -> &'p Path {
        absolute.strip_prefix(&self.root).unwrap_or(absolute)
    }

    /// Whether the file that a baseline knows by this name ([`AnswerFile::key`](super::AnswerFile::key)) is there.
    pub fn has(&self, key: &str) -> bool {
        self.root.join(key).is_file()
    }

    /// The id of the rubric that the configuration gives for a file.
    pub fn mapped(&self, absolute: &Path) -> Option<String> {
        let inner = self.inner(absolute);
        self.config.maps.iter().find_map(|map| map.rubric(inner))
    }
}

/// Thresholds for rubrics that do not exist would silently judge nothing.
fn unknown_rubrics(config: &Config, shelf: &Shelf) -> Vec<Diagnostic> {
    let known = |id: &str| shelf.bank.entries().iter().any(|e| e.id == id);
    let ids = || shelf.bank.entries().iter().map(|e| e.id.as_str());
    let fault = |id: &crate::tables::At<String>| {
        let fault = Diagnostic::error("unknown-rubric", &config.file, id.span, format!("there is no rubric `{}`", id.value));
        match did_you_mean(&id.value, ids()) {
            Some(near) => fault.with_hint(format!("did you mean `{near}`?")),
            None => fault.with_hint("`rubrica list` shows all"),
        }
    };
    let of_thresholds = config.by_rubric.iter().map(|(id, _)| id).filter(|id| !known(&id.value)).map(fault);
    let of_maps = config.maps.iter().filter_map(|map| map.fixed()).filter(|id| !known(&id.value)).map(fault);
    of_thresholds.chain(of_maps).collect()
}

/// The projects that files belong to, each opened once.
#[derive(Debug, Default)]
pub struct Projects {
    opened: Vec<Arc<Project>>,
    /// For each folder that was asked about, the project it belongs to.
    of_folder: BTreeMap<PathBuf, Arc<Project>>,
    /// A configuration for everything, in the place of those that are found.
    given: Option<PathBuf>,
    /// A folder of rubrics beside those of the configurations.
    rubrics: Option<PathBuf>,
    /// The least score for everything, in the place of what the configurations ask overall.
    min_score: Option<Points>,
}

impl Projects {
    /// With a configuration file that holds for everything, a folder of rubrics and a least score, if they are given.
    pub fn new(given: Option<PathBuf>, rubrics: Option<PathBuf>, min_score: Option<Points>) -> Self {
        Self { given, rubrics, min_score, ..Self::default() }
    }

    /// The project of the files in a folder (absolute): that of the nearest `rubrica.toml` upwards.
    ///
    /// # Errors
    /// [`ShelfError`] when the configuration or its rubrics cannot be used.
    pub fn of(&mut self, folder: &Path) -> Result<Arc<Project>, ShelfError> {
        if let Some(known) = self.of_folder.get(folder) {
            return Ok(Arc::clone(known));
        }
        let file = match &self.given {
            Some(given) => Some(std::path::absolute(given).unwrap_or_else(|_| given.clone())),
            None => folder.ancestors().map(|above| above.join(FILE_NAME)).find(|file| is_there(file)),
        };
        let project = match file {
            Some(file) => self.configured(&file)?,
            None => self.unconfigured()?,
        };
        self.of_folder.insert(folder.to_owned(), Arc::clone(&project));
        Ok(project)
    }

    fn configured(&mut self, file: &Path) -> Result<Arc<Project>, ShelfError> {
        let root = file.parent().unwrap_or(file).to_owned();
        if let Some(known) = self.opened.iter().find(|p| p.configured && p.root == root) {
            return Ok(Arc::clone(known));
        }
        let shown = shown_path(file);
        let unreadable = |why: String| ShelfError::Unreadable { name: shown.clone(), why };
        let bytes = load::read(file).map_err(|e| unreadable(e.to_string()))?;
        let text = decode::decode(&bytes).map_err(|e| unreadable(e.to_string()))?.text;
        let source = Arc::new(SourceFile { name: shown.clone(), text: text.into() });
        let config = parse(&source).map_err(ShelfError::Faults)?;
        self.keep(root, config, true)
    }

    fn unconfigured(&mut self) -> Result<Arc<Project>, ShelfError> {
        if let Some(known) = self.opened.iter().find(|p| !p.configured) {
            return Ok(Arc::clone(known));
        }
        let root = std::env::current_dir().unwrap_or_default();
        let nothing = Arc::new(SourceFile { name: FILE_NAME.to_owned(), text: "".into() });
        let config = parse(&nothing).map_err(ShelfError::Faults)?;
        self.keep(root, config, false)
    }

    fn keep(&mut self, root: PathBuf, mut config: Config, configured: bool) -> Result<Arc<Project>, ShelfError> {
        config.thresholds.score = self.min_score.or(config.thresholds.score);
        let project = Arc::new(Project::open(root, config, configured, self.rubrics.as_deref())?);
        self.opened.push(Arc::clone(&project));
        Ok(project)
    }

    /// Every project so far.
    pub fn opened(&self) -> &[Arc<Project>] {
        &self.opened
    }
}

/// Whether something of this name is there. A link to nothing is: that it cannot be read must be told, not passed over.
fn is_there(file: &Path) -> bool {
    std::fs::symlink_metadata(file).is_ok_and(|about| !about.is_dir())
}

/// A path as people are shown it: from the current folder on, where it lies below.
pub fn shown_path(path: &Path) -> String {
    from_here(path).display().to_string()
}

fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let inner = path.strip_prefix(&here).unwrap_or(path);
    if inner.as_os_str().is_empty() { PathBuf::from(".") } else { inner.to_owned() }
}
