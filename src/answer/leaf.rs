//! One block in the making: pieces of text with their places, and the gaps between them. Must not know Markdown's events.

use super::controls::{self, MASK};
use super::{Block, BlockKind, lines};
use crate::span::Span;
use crate::text::MappedText;
use std::ops::Range;

/// A heading by underline that has more words than this is prose above a thematic break.
const HEADING_WORDS: usize = 12;

/// What parts two pieces of text, weakest first; of several between the same pieces the strongest stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Markup that gives no text.
    Blank,
    /// A line break that may only wrap.
    Soft,
    /// A line break.
    Line,
    /// The border between two cells.
    Cell,
}

impl Gap {
    fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Blank => " ",
            Self::Soft | Self::Line => "\n",
            Self::Cell => "; ",
        }
    }
}

struct Piece {
    at: usize,
    source: Range<usize>,
    soft: bool,
}

/// A block in the making.
pub(super) struct Leaf {
    kind: BlockKind,
    /// Where the element stands, as far as it is known.
    span: Range<usize>,
    text: String,
    pieces: Vec<Piece>,
    gap: Gap,
    lead: usize,
}

impl Leaf {
    pub(super) fn new(kind: BlockKind, span: Range<usize>) -> Self {
        Self { kind, span, text: String::new(), pieces: Vec::new(), gap: Gap::None, lead: 0 }
    }

    /// Parts what comes from what was.
    pub(super) fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Ends a line of code; an empty one is kept.
    pub(super) fn line_feed(&mut self, at: usize) {
        if self.gap == Gap::Line {
            self.fill_gap(at);
        }
        self.gap = Gap::Line;
    }

    /// Whether a line has ended and nothing has followed yet.
    pub(super) fn at_line_start(&self) -> bool {
        self.gap >= Gap::Soft
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text as it stands in the file at `start`, without what was masked.
    pub(super) fn push(&mut self, text: &str, start: usize) {
        let mut at = start;
        for run in text.split(MASK) {
            self.push_whole(run, at..at + run.len());
            at += run.len() + MASK.len_utf8();
        }
    }

    /// Adds text that was written differently in the file: as one piece.
    pub(super) fn push_rewritten(&mut self, text: &str, source: Range<usize>) {
        self.push_whole(&controls::clean(text), source);
    }

    fn push_whole(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if self.gap == Gap::Blank && (self.text.ends_with(char::is_whitespace) || text.starts_with(char::is_whitespace)) {
            self.gap = Gap::None;
        }
        self.fill_gap(source.start);
        self.cover(&source);
        self.pieces.push(Piece { at: self.text.len(), source, soft: false });
        self.text.push_str(text);
    }

    /// Markup at `source` belongs to the block too.
    pub(super) fn cover(&mut self, source: &Range<usize>) {
        self.span = self.span.start.min(source.start)..self.span.end.max(source.end);
    }

    /// Gives the gap its text, mapped on all that was left out. A gap before the first piece is none.
    fn fill_gap(&mut self, end: usize) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if let Some(last) = self.pieces.last()
            && gap != Gap::None
        {
            let source = last.source.end..end.max(last.source.end);
            self.cover(&source);
            self.pieces.push(Piece { at: self.text.len(), source, soft: gap == Gap::Soft });
            self.text.push_str(gap.text());
        }
    }

    /// What stands so far is the bold lead.
    pub(super) fn close_lead(&mut self) {
        self.lead = self.text.len();
    }

    /// Turns a heading by underline into `prose` where it reads as prose: a break drawn below a paragraph, not a title.
    pub(super) fn unless_title(&mut self, prose: BlockKind) {
        let text = self.text.trim_end();
        if text.contains('\n') || text.ends_with(['.', '!']) || text.split_whitespace().nth(HEADING_WORDS).is_some() {
            self.kind = prose;
        }
    }

    /// The finished block; none without text.
    pub(super) fn finish(self) -> Option<Block> {
        let wraps = self.pieces.iter().any(|p| p.soft);
        let breaks = if wraps { lines::true_breaks(&self.text, self.kind != BlockKind::ListItem) } else { Vec::new() };
        let mut mapped = MappedText::default();
        let ends = self.pieces.iter().skip(1).map(|p| p.at).chain([self.text.len()]);
        for (piece, end) in self.pieces.iter().zip(ends) {
            let wraps = piece.soft && breaks.binary_search(&piece.at).is_err();
            let text = if wraps { " " } else { &self.text[piece.at..end] };
            mapped.push(text, Span::new(piece.source.start, piece.source.end));
        }
        let span = Span::new(self.span.start, self.span.end);
        let said = !self.text.trim().is_empty();
        said.then_some(Block { kind: self.kind, span, text: mapped, lead: self.lead })
    }
}
