//! `badge` and `badge-svg`: how many answers pass, for a page. The first is what shields.io reads as an endpoint, the second a picture of
//! our own. Only what was judged and passed is green. Holds no text of any answer.

use super::Report;
use crate::batch::{Checked, Summary, Verdict};
use std::io::{self, Write};

const LABEL: &str = "answers";

/// What a badge says and how it looks.
struct Face {
    message: String,
    /// A colour by the name that shields.io gives it, and the same in hexadecimal digits, dark enough for white letters.
    colour: (&'static str, &'static str),
    is_error: bool,
}

impl Face {
    /// Of a check in which so many answers passed that are no known failures.
    fn of(summary: &Summary, passed: usize) -> Self {
        let Summary { answers, known_failures, unjudged, .. } = *summary;
        let share = format!("{passed}/{answers} pass");
        let known = match known_failures {
            0 => share,
            1 => format!("{share}, 1 known failure"),
            several => format!("{share}, {several} known failures"),
        };
        let fails = summary.verdict() == Verdict::Fail || (summary.verdict() == Verdict::Unscored && summary.failed > 0);
        let (message, colour) = match summary.verdict() {
            _ if fails => (known, ("red", "b8322a")),
            Verdict::Fail | Verdict::Unscored => (known, ("orange", "a65a00")),
            Verdict::None if unjudged > 0 => (format!("{unjudged} scored, no threshold"), ("lightgrey", "6a6a6a")),
            Verdict::None => ("none judged".to_owned(), ("lightgrey", "6a6a6a")),
            // Something passed and nothing holds things up; green is for when that is so of all.
            Verdict::Pass if passed == answers => (known, ("brightgreen", "2c7a1f")),
            Verdict::Pass => (known, ("yellow", "7d6608")),
        };
        Self { message, colour, is_error: fails }
    }
}

/// A known failure is let through, but it does not pass.
fn passes(checked: &Checked) -> usize {
    usize::from(checked.verdict() == Verdict::Pass && !checked.known_failure)
}

/// Writes the JSON that shields.io reads.
pub struct Badge<W> {
    out: W,
    passed: usize,
}

impl<W: Write> Badge<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, passed: 0 }
    }
}

impl<W: Write> Report for Badge<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        self.passed += passes(checked);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let Face { message, colour: (colour, _), is_error } = Face::of(summary, self.passed);
        writeln!(self.out, r#"{{"schemaVersion":1,"label":"{LABEL}","message":"{message}","color":"{colour}","isError":{is_error}}}"#)?;
        self.out.flush()
    }
}

/// Writes a picture.
pub struct BadgeSvg<W> {
    out: W,
    passed: usize,
}

impl<W: Write> BadgeSvg<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, passed: 0 }
    }
}

impl<W: Write> Report for BadgeSvg<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        self.passed += passes(checked);
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let Face { message, colour: (_, colour), .. } = Face::of(summary, self.passed);
        let (left, right) = (width(LABEL) + 12, width(&message) + 12);
        let all = left + right;
        let text = |at: usize, text: &str| format!(r#"<text x="{at}" y="14" textLength="{}">{text}</text>"#, width(text));
        let title = format!("{LABEL}: {message}");
        writeln!(
            self.out,
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{all}" height="20" role="img" aria-label="{title}">
  <title>{title}</title>
  <clipPath id="round"><rect width="{all}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="{left}" height="20" fill="#444"/>
    <rect x="{left}" width="{right}" height="20" fill="#{colour}"/>
  </g>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
    {}
    {}
  </g>
</svg>"##,
            text(6, LABEL),
            text(left + 6, &message),
        )?;
        self.out.flush()
    }
}

/// About how many pixels a text takes up at 11 pixels; the picture then fits it in just so.
fn width(text: &str) -> usize {
    let tenths = |c: char| match c {
        ' ' | ',' | '/' | 'i' | 'l' | 'f' | 't' | 'r' => 40,
        'm' | 'w' => 96,
        _ => 67,
    };
    text.chars().map(tenths).sum::<usize>().div_ceil(10)
}
