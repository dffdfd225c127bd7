//! TOML tables, read key by key with every fault collected: each has a place in the file, a stable code and, where one is known, a
//! hint. Serves whatever file people write for the program, so it must not know any domain word, and it never stops at the first
//! fault: a value that is not there or not right is reported once and a stand-in (empty, or `None`) is handed back.
//!
//! ```text
//! let table = tables::document(&file)?;            // syntax: the first fault ends it
//! let faults = Faults::new(&file);
//! let mut top = Reader::root(&table, &faults);
//! let id = top.required_str("id");                 // "" when it is missing, and the fault is noted
//! top.finish();                                    // whatever was not asked for is an unknown key
//! faults.into_result(id.value.to_owned())
//! ```

mod faults;
mod value;

pub use faults::{Faults, shown};
pub use value::At;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::span::Span;
use std::ops::{Range, RangeBounds, RangeInclusive};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use value::{float, in_range, integer, kind, numbers};

/// Parses a file as TOML.
///
/// # Errors
/// The first fault of syntax, code `toml-syntax`.
pub fn document(file: &Arc<SourceFile>) -> Result<DeTable<'_>, Diagnostic> {
    DeTable::parse(&file.text).map(Spanned::into_inner).map_err(|error| syntax(file, &error))
}

/// The parser's fault, said more plainly where its words mislead.
fn syntax(file: &Arc<SourceFile>, error: &toml::de::Error) -> Diagnostic {
    let end = file.text.len();
    let place = error.span().map_or(end..end, |place| place.start.min(end)..place.end.min(end));
    let said = error.message().lines().next().unwrap_or_default();
    let unquoted = said.starts_with("string values must be quoted") || said.starts_with("invalid boolean");
    // A text that is never closed runs to the end of the file; where it opens says more.
    let unclosed = place.start == end && said.starts_with("invalid multi-line");
    let opening = if unclosed { file.text.rfind(if said.contains("literal") { "'''" } else { "\"\"\"" }) } else { None };
    let fault = |place: Range<usize>, message: &str| Diagnostic::error("toml-syntax", file, Span::new(place.start, place.end), message);
    match opening {
        Some(at) => fault(at..at + 3, "this text is never closed"),
        None if unquoted && place.is_empty() => fault(place, "a value is missing"),
        None if unquoted => fault(place, "not a value").with_hint("texts stand in quotes: \"...\""),
        None => fault(place, if said.is_empty() { "not TOML" } else { said }),
    }
}

/// One table, and which of its keys were asked for.
#[derive(Debug)]
pub struct Reader<'t> {
    table: &'t DeTable<'t>,
    place: Span,
    faults: &'t Faults,
    asked: Vec<&'static str>,
}

impl<'t> Reader<'t> {
    /// The file's outermost table. What is missing in it is reported at the very start.
    pub fn root(table: &'t DeTable<'t>, faults: &'t Faults) -> Self {
        Self::new(table, Span::default(), faults)
    }

    fn new(table: &'t DeTable<'t>, place: Span, faults: &'t Faults) -> Self {
        Self { table, place, faults, asked: Vec::with_capacity(8) }
    }

    /// A value as a table, if it is one; nothing is reported.
    pub fn of(value: &'t Spanned<DeValue<'t>>, faults: &'t Faults) -> Option<Self> {
        Some(Self::new(value.get_ref().as_table()?, At::new(value, ()).span, faults))
    }

    /// Where the table stands: its header, or all of an inline table.
    pub fn place(&self) -> Span {
        self.place
    }

    /// Where the value of a key stands, or else the table.
    pub fn place_of(&self, key: &str) -> Span {
        self.table.get(key).map_or(self.place, |v| At::new(v, ()).span)
    }

    /// Whether it has no keys at all.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Whether a key is there, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// How many items the array under a key has; `None` when it is not there or no array.
    pub fn array_len(&self, key: &str) -> Option<usize> {
        self.table.get(key)?.get_ref().as_array().map(|items| items.len())
    }

    /// Where faults of this table go.
    pub fn faults(&self) -> &'t Faults {
        self.faults
    }

    /// A text that must be there and not be blank; `""` otherwise.
    pub fn required_str(&mut self, key: &'static str) -> At<&'t str> {
        let missing = !self.has(key);
        let text = self.optional_str(key);
        if missing {
            self.missing(key);
        }
        text.unwrap_or(At { value: "", span: self.place })
    }

    /// A text that is not blank where it is there.
    pub fn optional_str(&mut self, key: &'static str) -> Option<At<&'t str>> {
        let value = self.ask(key)?;
        string(value, &format!("`{key}`"), self.faults)
    }

    /// One of a few words, which stand for values; `None` after a fault.
    pub fn required_choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        if !self.has(key) {
            self.missing(key);
        }
        self.optional_choice(key, choices)
    }

    /// One of a few words, where the key is there.
    pub fn optional_choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        let word = self.optional_str(key)?;
        let chosen = choices.iter().find(|(name, _)| *name == word.value);
        if chosen.is_none() {
            self.faults.not_allowed(word, &format!("`{key}`"), choices.iter().map(|(name, _)| *name));
        }
        chosen.map(|(_, value)| *value)
    }

    /// `true` or `false`, where the key is there.
    pub fn optional_bool(&mut self, key: &'static str) -> Option<bool> {
        let value = self.ask(key)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.faults.wrong_type(value, &format!("`{key}`"), "true or false");
        }
        read
    }

    /// A whole number that must be there and in range.
    pub fn required_integer(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<At<i64>> {
        if !self.has(key) {
            self.missing(key);
        }
        self.optional_integer(key, range)
    }

    /// A whole number in range, where the key is there.
    pub fn optional_integer(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<At<i64>> {
        let value = self.ask(key)?;
        let place = At::new(value, ()).span;
        let Some(written) = value.get_ref().as_integer() else {
            self.faults.wrong_type(value, &format!("`{key}`"), "an integer");
            return None;
        };
        let number = integer(value.get_ref()).filter(|n| range.contains(n));
        if number.is_none() {
            let message = format!("`{key}` must be {}, not {}", numbers(&range), shown(&written.to_string()));
            self.faults.add("out-of-range", place, message, None);
        }
        number.map(|value| At { value, span: place })
    }

    /// A number that must be there and in range.
    pub fn required_number(&mut self, key: &'static str, range: impl RangeBounds<f64>) -> Option<At<f64>> {
        if !self.has(key) {
            self.missing(key);
        }
        self.optional_number(key, range)
    }

    /// A number in range, where the key is there.
    pub fn optional_number(&mut self, key: &'static str, range: impl RangeBounds<f64>) -> Option<At<f64>> {
        let value = self.ask(key)?;
        let Some(number) = float(value.get_ref()) else {
            self.faults.wrong_type(value, &format!("`{key}`"), "a number");
            return None;
        };
        let number = At::new(value, number);
        if let Err(limit) = in_range(number.value, &range) {
            self.faults.add("out-of-range", number.span, format!("{key} must be {limit}"), None);
            return None;
        }
        Some(number)
    }

    /// A date, where the key is there, as it is written: a TOML date, or a text that the caller has to check.
    pub fn optional_date(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.ask(key)?;
        match value.get_ref() {
            DeValue::Datetime(date) => Some(At::new(value, date.to_string())),
            DeValue::String(text) => Some(At::new(value, text.to_string())),
            _ => {
                self.faults.wrong_type(value, &format!("`{key}`"), "a date");
                None
            }
        }
    }

    /// The items of an array, where the key is there.
    pub fn optional_array(&mut self, key: &'static str) -> Option<At<&'t [Spanned<DeValue<'t>>]>> {
        let value = self.ask(key)?;
        match value.get_ref() {
            DeValue::Array(items) => Some(At::new(value, items)),
            _ => {
                self.faults.wrong_type(value, &format!("`{key}`"), "an array");
                None
            }
        }
    }

    /// An array of texts that are not blank; empty when the key is not there. Texts with faults are left out.
    pub fn strings(&mut self, key: &'static str) -> Vec<At<&'t str>> {
        let items = self.optional_array(key).map_or(&[][..], |a| a.value);
        items.iter().filter_map(|item| string(item, &format!("an entry of `{key}`"), self.faults)).collect()
    }

    /// A table that must be there.
    pub fn required_table(&mut self, key: &'static str) -> Option<Reader<'t>> {
        if !self.has(key) {
            self.missing(key);
        }
        self.optional_table(key)
    }

    /// A table, where the key is there.
    pub fn optional_table(&mut self, key: &'static str) -> Option<Reader<'t>> {
        let value = self.ask(key)?;
        let table = Self::of(value, self.faults);
        if table.is_none() {
            self.faults.wrong_type(value, &format!("`{key}`"), "a table");
        }
        table
    }

    /// The tables under `[[key]]` in order; empty when there are none.
    pub fn tables(&mut self, key: &'static str) -> Vec<Reader<'t>> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            let name = format!("`{key}`");
            let place = At::new(value, ()).span;
            let message = format!("{name} must be an array of tables, not {}", kind(value.get_ref()));
            self.faults.add("wrong-type", place, message, Some(format!("each starts with a line [[...{key}]], in two brackets")));
            return Vec::new();
        };
        let table = |item| {
            let table = Self::of(item, self.faults);
            if table.is_none() {
                self.faults.wrong_type(item, &format!("an entry of `{key}`"), "a table");
            }
            table
        };
        items.iter().filter_map(table).collect()
    }

    /// Every key and value, in order of key, for a table whose keys are free. All count as asked for.
    pub fn entries(self) -> impl Iterator<Item = (At<&'t str>, &'t Spanned<DeValue<'t>>)> {
        self.table.iter().map(|(key, value)| (At { value: &**key.get_ref(), span: place(key.span()) }, value))
    }

    /// Reports every key that was not asked for.
    pub fn finish(self) {
        for (key, _) in self.table.iter().filter(|(key, _)| !self.asked.contains(&&**key.get_ref())) {
            let name = &**key.get_ref();
            let known = || format!("the keys here are {}", self.asked.join(", "));
            let hint = self.faults.did_you_mean(name, self.asked.iter().copied()).unwrap_or_else(known);
            self.faults.add("unknown-key", place(key.span()), format!("unknown key `{}`", shown(name)), Some(hint));
        }
    }

    /// Reports a key as missing from this table.
    pub fn missing(&self, key: &str) {
        self.faults.add("missing-key", self.place, format!("missing key `{key}`"), None);
    }

    fn ask(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.push(key);
        self.table.get(key)
    }
}

/// A value as a text that is not blank; reports what else it is under `name`.
pub fn string<'t>(value: &'t Spanned<DeValue<'t>>, name: &str, faults: &Faults) -> Option<At<&'t str>> {
    let Some(text) = value.get_ref().as_str() else {
        faults.wrong_type(value, name, "a string");
        return None;
    };
    let text = At::new(value, text);
    if text.value.trim().is_empty() {
        faults.add("empty-value", text.span, format!("{name} is empty"), None);
        return None;
    }
    Some(text)
}

fn place(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

#[cfg(test)]
mod tests;
