//! The page: painted lines wrapped to a width and written out. Must not know what a score is.

use super::line::Painted;
pub(super) use super::line::{Line, Paint, columns};
pub(super) use crate::report::words::count;
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
    /// The row that is being put together.
    row: Row,
}

impl<'o> Page<'o> {
    /// A page of so many columns, within reason.
    pub(super) fn new(out: &'o mut dyn Write, width: usize) -> Self {
        Self { out, width: width.clamp(NARROWEST, WIDEST), row: Row::default() }
    }

    /// A page of all the columns there are, for tables.
    pub(super) fn wide(out: &'o mut dyn Write, width: usize) -> Self {
        Self { out, width: width.max(NARROWEST), row: Row::default() }
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
        self.row.line(line);
        self.end_row()
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
            if nth == 0 {
                self.row.line(&lead);
            } else {
                self.row.space(Paint::Plain, indent);
            }
            for (at, cell) in cells.iter().enumerate() {
                cell.pieces().for_each(|(paint, text)| self.row.push(paint, text));
                if at + 1 < cells.len() {
                    self.row.space(self.row.painted.last().unwrap_or(Paint::Plain), cell.space);
                }
            }
            if nth == 0 && side > 0 {
                self.row.space(Paint::Plain, self.width.saturating_sub(self.row.width + side).max(1));
                self.row.line(&tail);
            }
            self.end_row()?;
        }
        Ok(())
    }

    /// Writes the row that was put together and begins another.
    fn end_row(&mut self) -> io::Result<()> {
        let Row { painted, width } = &mut self.row;
        painted.trim_end();
        let text = painted.text();
        let start = text.len() - text.trim_start().len();
        // What opens a line like this is a command to some build servers.
        if text[start..].starts_with("::") {
            painted.replace(start..start + 1, "∶");
        }
        for (paint, text) in painted.pieces() {
            match paint {
                Paint::Plain => self.out.write_all(text.as_bytes())?,
                _ => write!(self.out, "{}", paint.on(text))?,
            }
        }
        painted.clear();
        *width = 0;
        writeln!(self.out)
    }
}

/// One line as it will be printed; neighbours of one paint are one piece.
#[derive(Default)]
struct Row {
    painted: Painted,
    width: usize,
}

impl Row {
    fn line(&mut self, line: &Line) {
        line.pieces().for_each(|(paint, text)| self.push(paint, text));
    }

    fn push(&mut self, paint: Paint, text: &str) {
        self.width += columns(text);
        for (nth, part) in text.split('\u{a0}').enumerate() {
            if nth > 0 {
                self.painted.push(paint, " ");
            }
            self.painted.push(paint, part);
        }
    }

    fn space(&mut self, paint: Paint, count: usize) {
        const SPACES: &str = "                                ";
        self.width += count;
        let mut left = count;
        while left > 0 {
            let some = left.min(SPACES.len());
            self.painted.push(paint, &SPACES[..some]);
            left -= some;
        }
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
