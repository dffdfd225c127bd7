//! Painted text before it is wrapped. Every text passes [`escape`] on its way in, so that nothing from an answer or a rubric can
//! reach the terminal raw. Must not know what a score is.

use crate::report::escape;
use colored::{ColoredString, Colorize};
use std::borrow::Cow;
use textwrap::WordSeparator;
use textwrap::core::{Fragment, Word};

/// What a piece of text is, which decides its colour. The words and marks say the same without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Running text.
    Plain,
    /// What the eye should find first.
    Strong,
    /// What may be passed over.
    Faint,
    /// Words of the answer.
    Quote,
    /// In favour.
    Good,
    /// Half and half.
    Fair,
    /// Against.
    Bad,
}

impl Paint {
    pub(super) fn on(self, text: &str) -> ColoredString {
        match self {
            Self::Plain => text.normal(),
            Self::Strong => text.bold(),
            Self::Faint => text.dimmed(),
            Self::Quote => text.cyan(),
            Self::Good => text.green(),
            Self::Fair => text.yellow(),
            Self::Bad => text.red(),
        }
    }
}

/// Columns that a text takes up. Most texts are plain letters, one column each; only others need looking up.
pub(super) fn columns(text: &str) -> usize {
    let plain = text.bytes().all(|b| matches!(b, b' '..=b'~'));
    if plain { text.len() } else { textwrap::core::display_width(text) }
}

/// Pieces of painted text that belong to one line, before wrapping. A no-break space holds two words together.
#[derive(Debug, Clone, Default)]
pub(super) struct Line(Painted);

/// A text in pieces, each of one paint.
#[derive(Debug, Clone, Default)]
pub(super) struct Painted {
    text: String,
    /// Each with where it ends.
    pieces: Vec<(Paint, usize)>,
}

impl Painted {
    /// The whole text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The pieces in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Paint, &str)> {
        let mut start = 0;
        self.pieces.iter().map(move |&(paint, end)| {
            let piece = self.text.get(start..end).unwrap_or_default();
            start = end;
            (paint, piece)
        })
    }

    /// The paint of the last piece.
    pub(super) fn last(&self) -> Option<Paint> {
        self.pieces.last().map(|&(paint, _)| paint)
    }

    /// Adds to the last piece if it has this paint, and else a new one. Nothing is no piece.
    pub(super) fn push(&mut self, paint: Paint, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        match self.pieces.last_mut().filter(|(last, _)| *last == paint) {
            Some((_, end)) => *end = self.text.len(),
            None => self.pieces.push((paint, self.text.len())),
        }
    }

    /// Takes the spaces off its end.
    pub(super) fn trim_end(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        while let Some((paint, end)) = self.pieces.pop() {
            let start = self.pieces.last().map_or(0, |&(_, before)| before);
            if start < kept {
                self.pieces.push((paint, end.min(kept)));
                break;
            }
        }
    }

    /// Puts another text in the place of a byte range that lies in one piece.
    pub(super) fn replace(&mut self, range: std::ops::Range<usize>, by: &str) {
        let (start, taken) = (range.start, range.len());
        self.text.replace_range(range, by);
        self.pieces.iter_mut().filter(|(_, end)| *end > start).for_each(|(_, end)| *end = *end - taken + by.len());
    }

    /// Empties it, keeping its room.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }
}

impl Line {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A line that opens with so many spaces.
    pub(super) fn indent(columns: usize) -> Self {
        Self::new().and(Paint::Plain, &" ".repeat(columns))
    }

    /// The line and a piece, spaces kept.
    #[must_use]
    pub(super) fn and(mut self, paint: Paint, text: &str) -> Self {
        self.0.push(paint, &escape::no_command(in_one_line(escape::harmless(text))));
        self
    }

    /// The line and a piece of prose, white space folded.
    #[must_use]
    pub(super) fn prose(mut self, paint: Paint, text: &str) -> Self {
        self.0.push(paint, &escape::plain(text));
        self
    }

    /// The line and another.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "lines are made for the call; references would only clutter it")]
    pub(super) fn join(mut self, other: Self) -> Self {
        other.pieces().for_each(|(paint, text)| self.0.push(paint, text));
        self
    }

    /// Columns that it takes up unwrapped.
    pub(super) fn width(&self) -> usize {
        columns(self.0.text())
    }

    /// The pieces in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Paint, &str)> {
        self.0.pieces()
    }

    /// Cuts the line into words, none wider than `room`.
    pub(super) fn words(&self, room: usize) -> Vec<Cell<'_>> {
        let mut cells: Vec<Cell<'_>> = Vec::new();
        for (paint, text) in self.pieces() {
            for word in WordSeparator::AsciiSpace.find_words(text) {
                let long = columns(word.word) > room;
                let pieces = if long { word.break_apart(room).collect() } else { vec![word] };
                for piece in pieces {
                    match cells.last_mut().filter(|last| !long && last.space == 0) {
                        Some(last) => last.push(paint, &piece),
                        None => cells.push(Cell::new(paint, &piece)),
                    }
                }
            }
        }
        cells
    }
}

/// A word of a line: pieces without a space between them. Nearly every word is of one piece.
#[derive(Debug)]
pub(super) struct Cell<'l> {
    first: (Paint, &'l str),
    others: Vec<(Paint, &'l str)>,
    width: usize,
    /// Spaces that follow it.
    pub(super) space: usize,
}

impl<'l> Cell<'l> {
    fn new(paint: Paint, word: &Word<'l>) -> Self {
        Self { first: (paint, word.word), others: Vec::new(), width: columns(word.word), space: word.whitespace.len() }
    }

    /// The pieces in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (Paint, &'l str)> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    fn push(&mut self, paint: Paint, word: &Word<'l>) {
        self.others.push((paint, word.word));
        self.width += columns(word.word);
        self.space = word.whitespace.len();
    }
}

impl Fragment for Cell<'_> {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.space as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn in_one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { text }
}
