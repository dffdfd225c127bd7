//! `rubrica.toml`: which files are answers, which rubric belongs to which, and what an answer must reach. A [`Config`] is valid by
//! construction; every fault of a file is reported at once with its place. Must not walk folders or read answers.

mod globs;
mod read;
mod thresholds;

use globs::Answers;
pub use globs::Mapping;
pub use read::parse;
pub use thresholds::{PARTS, Thresholds};

use super::issue::{IssueCode, Level};
use crate::diagnostic::SourceFile;
use crate::rubric::Category;
use crate::score::Points;
use crate::tables::At;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The name of the file.
pub const FILE_NAME: &str = "rubrica.toml";

/// What `rubrica init` writes: every key with its meaning.
pub const TEMPLATE: &str = include_str!("template.toml");

/// What a `rubrica.toml` says. Paths in it count from its own folder.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file, for faults that only the rubrics bring to light.
    pub file: Arc<SourceFile>,
    /// Which files are answers.
    pub(super) answers: Answers,
    /// A folder with rubrics of one's own.
    pub rubrics: Option<PathBuf>,
    /// Which rubric belongs to which path; the first that fits holds.
    pub maps: Vec<Mapping>,
    /// What every answer must reach.
    pub thresholds: Thresholds,
    /// What answers to questions of a category must reach, where it differs.
    pub by_category: BTreeMap<Category, Thresholds>,
    /// What answers to one question must reach, by id with its place in the file, where it differs.
    pub by_rubric: Vec<(At<String>, Thresholds)>,
    /// Levels that differ from the usual ones; `None` for what is not to be said at all.
    pub levels: BTreeMap<IssueCode, Option<Level>>,
    /// Whether and for what waivers are heard.
    pub waivers: Waivers,
    /// What earlier results to compare with.
    pub baseline: BaselineConfig,
    /// How submissions are laid out, for `rubrica review`.
    pub submissions: Vec<Mapping>,
}

/// Whether and for what waivers are heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waivers {
    /// For everything but these criteria.
    Except(Vec<String>),
    /// For nothing.
    Forbidden,
}

/// What earlier results to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaselineConfig {
    /// Their file.
    pub file: Option<PathBuf>,
    /// How far an answer that was changed may fall.
    pub margin: Points,
}

impl Config {
    /// How grave an issue is here; `None` when it is not to be said.
    pub fn level(&self, code: IssueCode) -> Option<Level> {
        self.levels.get(&code).copied().unwrap_or(Some(code.usual_level()))
    }

    /// What an answer to a question must reach.
    pub fn thresholds_for(&self, rubric: &str, category: Category) -> Thresholds {
        let of_rubric = self.by_rubric.iter().find(|(id, _)| id.value == rubric).map(|(_, t)| *t).unwrap_or_default();
        let of_category = self.by_category.get(&category).copied().unwrap_or_default();
        of_rubric.or(of_category).or(self.thresholds)
    }
}
