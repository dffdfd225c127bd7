//! Answers: bytes to blocks of text, each with its place in the file. Must not know rubrics.

mod blocks;
mod controls;
mod directives;
mod front_matter;
mod leaf;
mod lines;
mod nesting;

pub use directives::{Asks, Directive};
pub use front_matter::FrontMatter;

use crate::span::Span;
use crate::text::MappedText;
use crate::text::decode::{self, DecodeError, Decoded};
use std::ops::Range;
use std::sync::Arc;

/// What a block of an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, level 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A row of a table; cells are separated by semicolons.
    TableRow,
    /// Quoted text.
    Quote,
    /// Fenced code; its text is kept for display only.
    Code,
}

/// A stretch of an answer that hangs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the decoded file.
    pub span: Span,
    /// Its text without markup; wrapped lines joined by spaces, true line breaks kept.
    pub text: MappedText,
    /// The bold words that open it ("**Situation:** ..."), as a length in bytes of `text`; 0 for none.
    pub lead: usize,
}

/// One candidate's text to one question: a whole file, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The file as decoded.
    pub source: Arc<Decoded>,
    /// The stretch of the file that the answer takes up, in bytes of its text.
    pub span: Span,
    /// What the front matter says.
    pub front_matter: FrontMatter,
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// The comments that speak to the program, in order.
    pub directives: Vec<Directive>,
}

impl Answer {
    /// Parses the bytes of a file as Markdown (of which plain text is a case).
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are no text.
    pub fn parse(bytes: &[u8]) -> Result<Self, DecodeError> {
        let source = Arc::new(decode::decode(bytes)?);
        let (front_matter, body) = front_matter::split(&source.text);
        let (blocks, directives) = blocks::parse(&source.text, body);
        let span = Span::new(0, source.text.len());
        Ok(Self { source, span, front_matter, blocks, directives })
    }

    /// The first heading's text, if the answer opens with one.
    pub fn title(&self) -> Option<&str> {
        self.blocks.first().filter(|b| matches!(b.kind, BlockKind::Heading(_))).map(|b| b.text.text())
    }

    /// Some of its blocks as an answer of its own, which ends where the next block begins. Places stay those of the file.
    pub fn section(&self, blocks: Range<usize>) -> Self {
        let end = self.blocks.get(blocks.end).map_or(self.span.end, |next| next.span.start);
        let blocks = self.blocks.get(blocks).unwrap_or_default();
        let span = Span { start: blocks.first().map_or(end, |first| first.span.start), end };
        Self {
            source: Arc::clone(&self.source),
            span,
            front_matter: self.front_matter.clone(),
            blocks: blocks.to_vec(),
            directives: self.directives.iter().filter(|d| span.contains(d.span)).cloned().collect(),
        }
    }
}
