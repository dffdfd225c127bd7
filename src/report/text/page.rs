//! The page: painted lines wrapped to a width and written out. Must not know what a score is.

pub(super) use super::line::{Line, Paint, columns};
pub(super) use crate::report::words::count;
use std::borrow::Cow;
use std::io::{self, Write};
use textwrap::wrap_algorithms::wrap_first_fit;

/// The narrowest page; a narrower terminal wraps by itself.
const NARROWEST: usize = 40;
/// The widest page: longer lines of prose are hard to read, however wide the terminal.
const WIDEST: usize = 110;
/// The least room that wrapped text gets, whatever stands beside it.
const LEAST_ROOM: usize = 16;

/// Where lines are written to.
pub(super) struct Page<'o> {
    out: &'o mut dyn Write,
    width: usize,
}

impl<'o> Page<'o> {
    /// A page of so many columns, within reason.
    pub(super) fn new(out: &'o mut dyn Write, width: usize) -> Self {
        Self { out, width: width.clamp(NARROWEST, WIDEST) }
    }

    /// A page of all the columns there are, for tables.
    pub(super) fn wide(out: &'o mut dyn Write, width: usize) -> Self {
        Self { out, width: width.max(NARROWEST) }
    }

    /// Its columns.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// An empty line.
    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A line right across.
    pub(super) fn rule(&mut self) -> io::Result<()> {
        let rule = "─".repeat(self.width);
        self.line(&Line::new().and(Paint::Faint, &rule))
    }

    /// An empty line and the title of a section, with something at its right end.
    pub(super) fn section(&mut self, title: &str, tail: Line) -> io::Result<()> {
        self.blank()?;
        self.block(Line::new(), Line::new().and(Paint::Strong, &title.to_uppercase()), tail)
    }

    /// A line as it is, not wrapped.
    pub(super) fn line(&mut self, line: &Line) -> io::Result<()> {
        let mut row = Row::default();
        line.0.iter().for_each(|(paint, text)| row.push(*paint, text));
        self.row(row)
    }

    /// A lead, then text wrapped beside it, with something at the right end of the first line.
    #[expect(clippy::needless_pass_by_value, reason = "lines are made for the call; references would only clutter it")]
    pub(super) fn block(&mut self, lead: Line, body: Line, tail: Line) -> io::Result<()> {
        let (indent, side) = (lead.width(), tail.width());
        let gap = if side > 0 { 2 } else { 0 };
        let room = self.width.saturating_sub(indent + side + gap).max(LEAST_ROOM);
        let cells = body.words(room);
        let lines = wrap_first_fit(&cells, &[room as f64]);
        for (nth, cells) in lines.iter().enumerate() {
            let mut row = Row::default();
            if nth == 0 {
                lead.0.iter().for_each(|(paint, text)| row.push(*paint, text));
            } else {
                row.push(Paint::Plain, &" ".repeat(indent));
            }
            for (at, cell) in cells.iter().enumerate() {
                cell.pieces().for_each(|(paint, text)| row.push(paint, text));
                if at + 1 < cells.len() {
                    row.space(cell.space);
                }
            }
            if nth == 0 && side > 0 {
                row.push(Paint::Plain, &" ".repeat(self.width.saturating_sub(row.width + side).max(1)));
                tail.0.iter().for_each(|(paint, text)| row.push(*paint, text));
            }
            self.row(row)?;
        }
        Ok(())
    }

    fn row(&mut self, mut row: Row) -> io::Result<()> {
        while let Some((_, text)) = row.pieces.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if !text.is_empty() {
                break;
            }
            row.pieces.pop();
        }
        if let Some((_, text)) = row.pieces.iter_mut().find(|(_, text)| !text.trim_start().is_empty())
            && text.trim_start().starts_with("::")
        {
            *text = text.replacen(':', "∶", 1);
        }
        for (paint, text) in &row.pieces {
            match paint {
                Paint::Plain => self.out.write_all(text.as_bytes())?,
                _ => write!(self.out, "{}", paint.on(text))?,
            }
        }
        writeln!(self.out)
    }
}

/// One line as it will be printed; neighbours of one paint are one piece.
#[derive(Default)]
struct Row {
    pieces: Vec<(Paint, String)>,
    width: usize,
}

impl Row {
    fn push(&mut self, paint: Paint, text: &str) {
        self.width += columns(text);
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.replace('\u{a0}', " ")) };
        match self.pieces.last_mut() {
            Some((last, before)) if *last == paint => before.push_str(&text),
            _ if text.is_empty() => {}
            _ => {
                let mut piece = String::with_capacity(WIDEST);
                piece.push_str(&text);
                self.pieces.push((paint, piece));
            }
        }
    }

    /// Spaces between words, in the paint of what came before.
    fn space(&mut self, count: usize) {
        let paint = self.pieces.last().map_or(Paint::Plain, |(paint, _)| *paint);
        (0..count).for_each(|_| self.push(paint, " "));
    }
}

/// A bar of so many cells: full for the share, at least one for anything, never all but for everything.
pub(super) fn bar(share: f64, cells: usize) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let mut full = (share * cells as f64).round() as usize;
    if share > 0.0 {
        full = full.max(1);
    }
    if share < 1.0 {
        full = full.min(cells.saturating_sub(1));
    }
    "█".repeat(full) + &"░".repeat(cells - full)
}
