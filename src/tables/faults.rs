//! The faults found so far in one file. Must not stop anything: whoever reads goes on and asks for the outcome at the end.

use super::value::{At, Value};
use crate::diagnostic::{Diagnostic, SourceFile, did_you_mean};
use crate::span::{LineIndex, Span};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Display;
use std::sync::Arc;

/// After so many faults no more suggestions are looked for: the file is something else altogether.
const SUGGESTIONS_UP_TO: usize = 200;

/// Collects the faults of one file.
#[derive(Debug)]
pub struct Faults {
    file: Arc<SourceFile>,
    found: RefCell<Vec<Diagnostic>>,
}

impl Faults {
    /// None so far.
    pub fn new(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file), found: RefCell::default() }
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.file.text
    }

    /// Adds one.
    pub fn add(&self, code: &'static str, span: Span, message: impl Into<String>, hint: Option<String>) {
        let fault = Diagnostic { hint, ..Diagnostic::error(code, &self.file, span, message) };
        self.found.borrow_mut().push(fault);
    }

    /// A value is of the wrong type.
    pub fn wrong_type(&self, value: &At<Value<'_>>, name: impl Display, wanted: &str) {
        let message = format!("{name} must be {wanted}, not {}", value.value.kind());
        self.add("wrong-type", value.span, message, None);
    }

    /// A word is none of those allowed.
    pub fn not_allowed<'c>(&self, word: At<&str>, name: impl Display, allowed: impl Iterator<Item = &'c str> + Clone) {
        let hint = self.did_you_mean(word.value, allowed.clone());
        let hint = hint.unwrap_or_else(|| format!("one of {}", allowed.collect::<Vec<_>>().join(", ")));
        self.add("not-allowed", word.span, format!("{name} cannot be `{}`", shown(word.value)), Some(hint));
    }

    /// Reports every id that another of the same kind has already, with the line of the first.
    pub fn duplicates(&self, what: &str, ids: &[At<&str>]) {
        let mut sorted: Vec<&At<&str>> = ids.iter().filter(|id| !id.value.is_empty()).collect();
        sorted.sort_by_key(|id| (id.value, id.span));
        let mut lines = None;
        let mut first: Option<&At<&str>> = None;
        for id in sorted {
            let Some(earlier) = first.filter(|f| f.value == id.value) else {
                first = Some(id);
                continue;
            };
            let line = lines.get_or_insert_with(|| LineIndex::new(self.text())).place(earlier.span.start).line;
            let message = format!("another {what} is called `{}` already", shown(id.value));
            self.add("duplicate-id", id.span, message, Some(format!("the first stands on line {line}")));
        }
    }

    /// "did you mean" with the nearest candidate, if one is near.
    pub fn did_you_mean<'c>(&self, wrong: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
        if self.found.borrow().len() > SUGGESTIONS_UP_TO {
            return None;
        }
        did_you_mean(wrong, candidates).map(|near| format!("did you mean `{}`?", shown(near)))
    }

    /// What was read, if nothing was wrong.
    ///
    /// # Errors
    /// Every fault, in order of place.
    pub fn into_result<T>(self, value: T) -> Result<T, Vec<Diagnostic>> {
        let mut found = self.found.into_inner();
        if found.is_empty() {
            return Ok(value);
        }
        found.sort_by_key(|fault| fault.span);
        Err(found)
    }
}

/// A name from a file as a message may hold it: on one line, at most 60 characters.
pub fn shown(name: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    if name.len() <= MOST && !name.contains(char::is_control) {
        return Cow::Borrowed(name);
    }
    let mut short: String = name.chars().take(MOST).map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect();
    if name.chars().nth(MOST).is_some() {
        short.push('…');
    }
    Cow::Owned(short)
}
