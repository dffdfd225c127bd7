//! JSON in which no text acts on whoever looks at it: a terminal, or a build server that reads commands out of lines. Must not know
//! what is written.

use crate::report::escape;
use serde_json::ser::{CharEscape, Formatter};
use std::io::{self, Write};

/// Writes what would act on a terminal (C1 controls, bidi overrides, zero-width characters) as `\uXXXX`, which JSON reads as the
/// same text: `rubrica score --format json` is often looked at in one.
pub(in crate::report) struct Harmless<F>(pub(in crate::report) F);

impl<F: Formatter> Formatter for Harmless<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'#') {
            return self.0.write_string_fragment(writer, fragment);
        }
        let mut plain = 0;
        // `##[` and `##vso[` are commands to a build server wherever they stand in a line.
        let command = |at: usize| ["#[", "#vso["].iter().any(|rest| fragment[at..].starts_with(rest)) && fragment[..at].ends_with('#');
        let acts = |at: usize, c: char| escape::is_harmful(c) || (c == '#' && command(at));
        for (at, c) in fragment.char_indices().filter(|(at, c)| acts(*at, *c)) {
            self.0.write_string_fragment(writer, &fragment[plain..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + c.len_utf8();
        }
        self.0.write_string_fragment(writer, &fragment[plain..])
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
