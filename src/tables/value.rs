//! Single TOML values: what they are called, what number they hold, whether it is in range. Must not report anything.

use crate::span::Span;
use std::ops::{Bound, RangeBounds, RangeInclusive};
use toml::Spanned;
use toml::de::DeValue;

/// Something with its place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At<T> {
    /// The thing itself.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

impl<T> At<T> {
    /// `value` at the place of a TOML value.
    pub fn new(place: &Spanned<DeValue<'_>>, value: T) -> Self {
        let place = place.span();
        Self { value, span: Span::new(place.start, place.end) }
    }
}

impl At<&str> {
    /// The place of a part of the text, given in bytes of the value. Where the literal writes the value as it is (no escapes, one
    /// line), that is the part itself; otherwise the whole literal.
    pub fn inside(&self, file: &str, part: std::ops::Range<usize>) -> Span {
        let literal = self.span.of(file);
        let verbatim = literal.len() >= 2 && literal.get(1..literal.len() - 1) == Some(self.value);
        let start = self.span.start as usize + 1;
        if verbatim { Span::new(start + part.start, start + part.end) } else { self.span }
    }
}

/// The kind of a value, as messages name it.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// A whole number that fits.
pub(super) fn integer(value: &DeValue<'_>) -> Option<i64> {
    value.as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok())
}

/// A number, whole or not; may be infinite or no number, as TOML can write both.
pub(super) fn float(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(f) => f.as_str().parse().ok(),
        _ => integer(value).map(|i| i as f64),
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
