//! A page of interview questions, as it is copied from a site or written in Markdown, to one rubric a question. Pure: text in,
//! [`Imported`] out. What the page says is kept word for word; what it does not say is a gap for a person to fill, and every line that
//! has no place is told. Must not score, print or touch the disk.

mod framework;
mod headings;
mod page;
mod question;
mod repair;

pub use super::skeleton::{Line, Origin, Skeleton, to_toml};
pub use repair::Repairs;

use super::names::Names;
use crate::lexicon::Lexicon;

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

/// Reads a page. `prefix` and the number of a question make the id of its rubric.
pub fn import(text: &str, prefix: &str, lexicon: &Lexicon) -> Imported {
    let (text, repairs) = repair::repair(text);
    let page = page::read(&text);
    let mut unplaced = page.unplaced;
    let mut taken = Names::default();
    let mut skeletons = Vec::with_capacity(page.questions.len());
    for question in page.questions {
        let mut one = question::skeleton(question, prefix, &mut taken, lexicon, &mut unplaced);
        let again = again(&one, &skeletons);
        if let Origin::Page { notes, .. } = &mut one.origin {
            notes.extend(again);
        }
        skeletons.push(one);
    }
    unplaced.sort_by_key(|line| line.number);
    Imported { skeletons, unplaced, repairs }
}

/// What to say of a question that the page has asked before.
fn again(one: &Skeleton, before: &[Skeleton]) -> Option<Line> {
    let asked = |of: &Skeleton| of.prompt.as_deref().map(str::to_lowercase).filter(|prompt| !prompt.is_empty());
    let line = |of: &Skeleton| if let Origin::Page { line, .. } = of.origin { Some(line) } else { None };
    let prompt = asked(one)?;
    let first = before.iter().find(|other| asked(other).as_ref() == Some(&prompt))?;
    Some(Line { number: line(one)?, text: format!("this is the question of line {} again: they may belong together", line(first)?) })
}

#[cfg(test)]
mod tests;
