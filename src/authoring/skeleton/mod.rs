//! Skeletons: rubrics as far as a page or a person has told them, before somebody completes them. One type and one writer for all that
//! begins a rubric from statements. Must not read pages, ask anybody or touch the disk.

mod items;
mod toml;
mod wording;

pub(in crate::authoring) use items::{Criteria, Item, criteria, stages};
pub use toml::to_toml;

use crate::authoring::draft::Point;
use crate::rubric::{Category, MistakeKind};

/// A rubric as far as it has been told.
#[derive(Debug, Clone, PartialEq)]
pub struct Skeleton {
    /// Who told it.
    pub origin: Origin,
    /// What it is called; valid as the id of a rubric.
    pub id: String,
    /// A short title; by default the opening words of the question.
    pub title: Option<String>,
    /// What the candidate is asked.
    pub prompt: Option<String>,
    /// What kind of question it is.
    pub category: Option<Category>,
    /// Any word.
    pub difficulty: Option<String>,
    /// Speaking time in minutes, least and most.
    pub minutes: Option<(u32, u32)>,
    /// The interview round.
    pub round: Option<String>,
    /// The framework that was named.
    pub framework: Option<Framework>,
    /// What a page says of the framework, word for word.
    pub framework_text: Vec<String>,
    /// How points are shared out.
    pub scoring: Scoring,
    /// What an answer should mention.
    pub key_points: Vec<Point>,
    /// What an interviewer looks for.
    pub looks_for: Vec<Criterion>,
    /// Mistakes to avoid.
    pub mistakes: Vec<Mistake>,
    /// An excellent answer, a paragraph a line.
    pub model_answer: Option<String>,
    /// Terms that a page lists, which no rubric has a key for.
    pub terminology: Vec<String>,
}

/// Who told a skeleton.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A page of questions.
    Page {
        /// The line that opens the question, from 1.
        line: usize,
        /// What the page says oddly, for a person to look at.
        notes: Vec<Line>,
    },
    /// A person, who was asked.
    Person,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which, from 1.
    pub number: usize,
    /// What it says, without its marks.
    pub text: String,
}

/// How the points of a skeleton are shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scoring {
    /// As the kind of question has it.
    #[default]
    Usual,
    /// Nothing for structure: its share goes to the key points.
    Unstructured,
    /// As facts are scored: in whatever form they come.
    Facts,
}

/// A framework with the stages that could be told apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Framework {
    /// Its name.
    pub name: String,
    /// Its stages in order; none when they are not listed.
    pub stages: Vec<Stage>,
}

/// A stage of a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Unique among the stages.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Patterns drafted from what is said of it; never empty.
    pub evidence: Vec<String>,
}

/// A looks-for, and the key points that have words in common with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Unique among the looks-for.
    pub id: String,
    /// The item, without its name where a person said it.
    pub says: String,
    /// Ids of key points, the nearest first; may be empty.
    pub near: Vec<String>,
}

/// A mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// Unique among the mistakes.
    pub id: String,
    /// The item, without its name where a person said it.
    pub says: String,
    /// Told by its opening words.
    pub kind: MistakeKind,
    /// For an omission, ids of key points with words in common, the nearest first; may be empty.
    pub near: Vec<String>,
    /// For a commission, a pattern drafted from its own words, where they make one.
    pub pattern: Option<String>,
}
