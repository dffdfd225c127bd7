//! Values and tables, wherever they come from: a file in TOML or the binary's own bytes. Must not report anything, nor import anything
//! of the crate but `span`, since the build script compiles this file as well.

use crate::span::Span;
use std::borrow::Cow;
use std::ops::{Bound, Range, RangeBounds, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something with its place in the file; the empty place at its start where there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At<T> {
    /// The thing itself.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'t> {
    /// A text.
    Text(Cow<'t, str>),
    /// A whole number of any size: its digits, with `0x`, `0o` or `0b` before them where the base is not ten.
    Integer(Cow<'t, str>),
    /// A number with a fraction; may be infinite or no number, as TOML can write both.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or a time, as it is written.
    Date(Cow<'t, str>),
    /// Values in a row.
    Array(Vec<At<Value<'t>>>),
    /// Values by key.
    Table(Table<'t>),
}

/// Values by key, sorted by key, each key once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table<'t>(Vec<Entry<'t>>);

/// A key and its value.
pub(super) type Entry<'t> = (At<Cow<'t, str>>, At<Value<'t>>);

impl<T> At<T> {
    /// `value` at the place of something else.
    pub fn new<P>(place: &At<P>, value: T) -> Self {
        Self { value, span: place.span }
    }

    /// `value` at no place.
    pub fn nowhere(value: T) -> Self {
        Self { value, span: Span::default() }
    }

    fn within(place: Range<usize>, value: T) -> Self {
        Self { value, span: Span::new(place.start, place.end) }
    }
}

impl At<&str> {
    /// The place of a part of the text, given in bytes of the value. Where the literal writes the value as it is (no escapes, one
    /// line), that is the part itself; otherwise the whole literal.
    pub fn inside(&self, file: &str, part: Range<usize>) -> Span {
        let literal = self.span.of(file);
        let verbatim = literal.len() >= 2 && literal.get(1..literal.len() - 1) == Some(self.value);
        let start = self.span.start as usize + 1;
        if verbatim { Span::new(start + part.start, start + part.end) } else { self.span }
    }
}

impl<'t> From<Spanned<DeValue<'t>>> for At<Value<'t>> {
    fn from(value: Spanned<DeValue<'t>>) -> Self {
        let place = value.span();
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(text),
            DeValue::Integer(integer) => Value::Integer(integer.to_string().into()),
            DeValue::Float(number) => Value::Number(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(boolean) => Value::Boolean(boolean),
            DeValue::Datetime(date) => Value::Date(date.to_string().into()),
            DeValue::Array(items) => Value::Array(items.into_iter().map(At::from).collect()),
            DeValue::Table(table) => Value::Table(table.into()),
        };
        At::within(place, value)
    }
}

impl<'t> From<DeTable<'t>> for Table<'t> {
    fn from(table: DeTable<'t>) -> Self {
        // The map of the parser is sorted by key.
        Self(table.into_iter().map(|(key, value)| (At::within(key.span(), key.into_inner()), value.into())).collect())
    }
}

impl<'t> Table<'t> {
    /// Takes entries that are sorted by key, each key once; `None` when they are not.
    pub fn of_sorted(entries: Vec<Entry<'t>>) -> Option<Self> {
        entries.is_sorted_by(|(a, _), (b, _)| a.value < b.value).then_some(Self(entries))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&At<Value<'t>>> {
        self.0.binary_search_by(|(known, _)| (*known.value).cmp(key)).ok().map(|at| &self.0[at].1)
    }

    /// Takes a key out, if it is there.
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|(known, _)| known.value != key);
    }

    /// Every key with its value, sorted by key.
    pub fn entries(&self) -> &[Entry<'t>] {
        &self.0
    }

    /// Every key with its value to change, sorted by key.
    pub fn entries_mut(&mut self) -> impl Iterator<Item = (&str, &mut At<Value<'t>>)> {
        self.0.iter_mut().map(|(key, value)| (&*key.value, value))
    }
}

impl<'t> Value<'t> {
    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[At<Value<'t>>]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The table, if it is one.
    pub fn as_table(&self) -> Option<&Table<'t>> {
        if let Self::Table(table) = self { Some(table) } else { None }
    }

    /// The whole number, if it is one and fits.
    pub fn as_i64(&self) -> Option<i64> {
        let Self::Integer(written) = self else { return None };
        let (digits, base) = match written.get(..2) {
            Some("0x") => (&written[2..], 16),
            Some("0o") => (&written[2..], 8),
            Some("0b") => (&written[2..], 2),
            _ => (&**written, 10),
        };
        i64::from_str_radix(digits, base).ok()
    }

    /// The number, whole or not, if it is one and fits; may be infinite or no number.
    pub fn as_f64(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { self.as_i64().map(|i| i as f64) }
    }

    /// Its kind, as messages name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Number(_) => "a number",
            Self::Boolean(_) => "a boolean",
            Self::Date(_) => "a date",
            Self::Array(_) => "an array",
            Self::Table(_) => "a table",
        }
    }
}

/// A range of whole numbers in words.
pub(super) fn numbers(range: &RangeInclusive<i64>) -> String {
    match (*range.start(), *range.end()) {
        (least, most) if least == most => least.to_string(),
        (least, i64::MAX) => format!("{least} or more"),
        (least, most) => format!("from {least} to {most}"),
    }
}

/// Whether a number is in range; the limit that it breaks in words (`above 0`, `at most 100`) if not.
pub(super) fn in_range(number: f64, range: &impl RangeBounds<f64>) -> Result<(), String> {
    let low = match range.start_bound() {
        Bound::Included(least) if number.is_nan() || number < *least => Some(format!("at least {least}")),
        Bound::Excluded(limit) if number.is_nan() || number <= *limit => Some(format!("above {limit}")),
        _ => None,
    };
    let high = || match range.end_bound() {
        Bound::Included(most) if number.is_nan() || number > *most => Some(format!("at most {most}")),
        Bound::Excluded(limit) if number.is_nan() || number >= *limit => Some(format!("below {limit}")),
        _ => None,
    };
    low.or_else(high).map_or(Ok(()), Err)
}
