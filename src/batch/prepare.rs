//! From a file to the answers in it, each with the id of its rubric; and rubrics parsed once, when an answer first asks for one. What
//! `rubrica score` and `rubrica check` share. Must not score.

use super::graded::AnswerName;
use super::rubrics::Shelf;
use super::sections::sections;
use super::which::Finder;
use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::rubric::{Lookup, Rubric};
use std::path::Path;
use std::sync::OnceLock;

/// An answer of a file, and the id of its rubric or why none can be told.
pub(super) type Found = (AnswerName, Answer, Result<String, String>);

/// The answers of a file. `mapped` is the rubric that configuration gives for its path, if any.
pub(super) fn answers(name: AnswerName, answer: Answer, path: Option<&Path>, mapped: Option<&str>, finder: &Finder) -> Vec<Found> {
    // Made absolute, so that the folder counts however the path is spelled; a path that cannot be is used as it is.
    let path = path.map(|p| std::path::absolute(p).unwrap_or_else(|_| p.to_owned()));
    let path = path.as_deref();
    match finder.named_outside(&answer, path, mapped) {
        Ok(Some(id)) => vec![(name, answer, Ok(id))],
        Err(why) => vec![(name, answer, Err(why))],
        Ok(None) => match sections(&answer, finder) {
            none if none.is_empty() => {
                let found = finder.find(&answer, path);
                vec![(name, answer, found)]
            }
            several => several.into_iter().map(|s| (AnswerName { part: Some(s.part), ..name.clone() }, s.answer, s.rubric)).collect(),
        },
    }
}

/// The rubrics of a shelf, each parsed when it is first asked for. May be asked from many threads.
pub(super) struct Rubrics<'s> {
    shelf: &'s Shelf,
    parsed: Vec<OnceLock<Result<Rubric, Vec<Diagnostic>>>>,
}

impl<'s> Rubrics<'s> {
    pub(super) fn of(shelf: &'s Shelf) -> Self {
        Self { shelf, parsed: shelf.bank.entries().iter().map(|_| OnceLock::new()).collect() }
    }

    /// The place of a rubric on the shelf.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.shelf.bank.entries().binary_search_by(|e| e.id.as_str().cmp(id)).ok()
    }

    /// A rubric by id, or its faults; none when there is no such rubric.
    pub(super) fn get(&self, id: &str) -> Option<Result<&Rubric, &Vec<Diagnostic>>> {
        let parsed = self.parsed.get(self.position(id)?)?;
        let parse = || match self.shelf.bank.get(id, &self.shelf.lexicon) {
            Lookup::Found(rubric) => Ok(*rubric),
            Lookup::Faulty(faults) => Err(faults),
            Lookup::Unknown(_) => Err(Vec::new()),
        };
        Some(parsed.get_or_init(parse).as_ref())
    }
}
