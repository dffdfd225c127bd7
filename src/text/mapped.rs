//! Text put together from pieces of a file, that remembers where each piece came from. Knows nothing of why the pieces were chosen.

use crate::span::Span;
use std::ops::Range;

/// A piece of the text and where it stands in the file. A piece whose source is as long as itself maps byte by byte; one that was
/// written differently (an entity such as `&amp;`) maps as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    at: usize,
    len: usize,
    source: Span,
}

/// A text with a way back to the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    pieces: Vec<Piece>,
}

impl MappedText {
    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds a piece that stands at `source` in the file.
    pub fn push(&mut self, text: &str, source: Span) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), len: text.len(), source });
            self.text.push_str(text);
        }
    }

    /// The span in the file of a range of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source(range.start, false);
        let end = if range.end > range.start { self.source(range.end - 1, true) } else { start };
        Span { start, end: end.max(start) }
    }

    /// The file offset of the byte at `at`, or of the byte after it.
    fn source(&self, at: usize, after: bool) -> u32 {
        let index = self.pieces.partition_point(|p| p.at <= at).saturating_sub(1);
        let Some(piece) = self.pieces.get(index) else { return 0 };
        let width = (piece.source.end - piece.source.start) as usize;
        if width == piece.len {
            let within = (at - piece.at).min(width) + usize::from(after);
            piece.source.start + u32::try_from(within).unwrap_or(0)
        } else if after {
            piece.source.end
        } else {
            piece.source.start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lead_back_across_pieces_and_entities() {
        let mut text = MappedText::default();
        text.push("ab", Span::new(10, 12));
        text.push("&", Span::new(14, 19));
        text.push("cd", Span::new(19, 21));
        assert_eq!(text.span(1..5), Span::new(11, 21));
        assert_eq!(text.span(2..3), Span::new(14, 19));
        assert_eq!(text.span(0..2), Span::new(10, 12));
    }
}
