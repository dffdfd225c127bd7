//! Answers: bytes to blocks of text, each with its place in the file. Must not know rubrics.

mod blocks;
mod controls;
mod front_matter;
mod leaf;
mod lines;
mod nesting;

pub use front_matter::FrontMatter;

use crate::span::Span;
use crate::text::MappedText;
use crate::text::decode::{self, DecodeError, Decoded};

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

/// One candidate's text to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The file as decoded.
    pub source: Decoded,
    /// What the front matter says.
    pub front_matter: FrontMatter,
    /// The blocks in order.
    pub blocks: Vec<Block>,
}

impl Answer {
    /// Parses the bytes of a file as Markdown (of which plain text is a case).
    ///
    /// # Errors
    /// [`DecodeError`] when the bytes are no text.
    pub fn parse(bytes: &[u8]) -> Result<Self, DecodeError> {
        let source = decode::decode(bytes)?;
        let (front_matter, body) = front_matter::split(&source.text);
        let blocks = blocks::parse(&source.text, body);
        Ok(Self { source, front_matter, blocks })
    }

    /// The first heading's text, if the answer opens with one.
    pub fn title(&self) -> Option<&str> {
        self.blocks.first().filter(|b| matches!(b.kind, BlockKind::Heading(_))).map(|b| b.text.text())
    }
}
