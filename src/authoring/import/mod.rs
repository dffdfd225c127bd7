//! A page of interview questions, as it is copied from a site or written in Markdown, to one rubric a question. Pure: text in,
//! [`Imported`] out. What the page says is kept word for word; what it does not say is a gap for a person to fill, and every line that
//! has no place is told. Must not score, print or touch the disk.

mod framework;
mod headings;
mod page;
mod repair;
mod skeleton;
mod toml;
mod wording;

pub use repair::Repairs;
pub use toml::to_toml;

use crate::authoring::draft::Point;
use crate::lexicon::Lexicon;
use crate::rubric::{Category, MistakeKind};

/// What was made of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// A rubric for each question, in order of the page.
    pub skeletons: Vec<Skeleton>,
    /// The lines that have no place in a rubric, in order; blank lines are not among them.
    pub unplaced: Vec<Line>,
    /// What was mended in the characters of the page.
    pub repairs: Repairs,
}

/// A line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which, from 1.
    pub number: usize,
    /// What it says, without its marks.
    pub text: String,
}

/// A rubric as far as the page goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Skeleton {
    /// What it is called: the prefix and the number of the question.
    pub id: String,
    /// The line of the page that opens the question, from 1.
    pub line: usize,
    /// What the candidate is asked.
    pub prompt: Option<String>,
    /// What kind of question it is; a word of the page that is none of the four is in `notes`.
    pub category: Option<Category>,
    /// As the page says it, in lower case.
    pub difficulty: Option<String>,
    /// Speaking time in minutes, least and most.
    pub minutes: Option<(u32, u32)>,
    /// The interview round.
    pub round: Option<String>,
    /// The framework that the page names.
    pub framework: Option<Framework>,
    /// What the page says of the framework, word for word.
    pub framework_text: Vec<String>,
    /// Drafted from the items of the model answer.
    pub key_points: Vec<Point>,
    /// What an interviewer looks for.
    pub looks_for: Vec<Criterion>,
    /// Mistakes to avoid.
    pub mistakes: Vec<Mistake>,
    /// The example answer, a paragraph a line.
    pub model_answer: Option<String>,
    /// Terms that the page lists, which no rubric has a key for.
    pub terminology: Vec<String>,
    /// What the page says oddly, for a person to look at.
    pub notes: Vec<Line>,
}

/// A framework with the stages that could be told apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Framework {
    /// Its name.
    pub name: String,
    /// Its stages in order; none when the page tells it in prose.
    pub stages: Vec<Stage>,
}

/// A stage of a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Unique among the stages.
    pub id: String,
    /// As the page calls it.
    pub name: String,
    /// Patterns drafted from what the page says of it; never empty.
    pub evidence: Vec<String>,
}

/// A looks-for, and the key points that have words in common with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Unique among the looks-for.
    pub id: String,
    /// The item, word for word.
    pub says: String,
    /// Ids of key points, the nearest first; may be empty.
    pub near: Vec<String>,
}

/// A mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// Unique among the mistakes.
    pub id: String,
    /// The item, word for word.
    pub says: String,
    /// Told by its opening words.
    pub kind: MistakeKind,
    /// For an omission, ids of key points with words in common, the nearest first; may be empty.
    pub near: Vec<String>,
    /// For a commission, a pattern drafted from its own words, where they make one.
    pub pattern: Option<String>,
}

/// Reads a page. `prefix` and the number of a question make the id of its rubric.
pub fn import(text: &str, prefix: &str, lexicon: &Lexicon) -> Imported {
    let (text, repairs) = repair::repair(text);
    let page = page::read(&text);
    let mut unplaced = page.unplaced;
    let mut taken = wording::Names::default();
    let mut skeletons = Vec::with_capacity(page.questions.len());
    for question in page.questions {
        let mut one = skeleton::skeleton(question, prefix, &mut taken, lexicon, &mut unplaced);
        one.notes.extend(again(&one, &skeletons));
        skeletons.push(one);
    }
    unplaced.sort_by_key(|line| line.number);
    Imported { skeletons, unplaced, repairs }
}

/// What to say of a question that the page has asked before.
fn again(one: &Skeleton, before: &[Skeleton]) -> Option<Line> {
    let asked = |of: &Skeleton| of.prompt.as_deref().map(str::to_lowercase).filter(|prompt| !prompt.is_empty());
    let prompt = asked(one)?;
    let first = before.iter().find(|other| asked(other).as_ref() == Some(&prompt))?;
    Some(Line { number: one.line, text: format!("this is the question of line {} again: they may belong together", first.line) })
}

#[cfg(test)]
mod tests;
