//! From a file to the answers in it, each with the id of its rubric: what `rubrica score` and `rubrica check` share. Must not score.

use super::graded::AnswerName;
use super::sections::sections;
use super::which::Finder;
use crate::answer::Answer;
use std::path::Path;

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
