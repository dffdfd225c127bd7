//! The words of a text as copies are told by: folded, each with its place. Words are numbers here, the same for all texts that one
//! [`Reader`] read, so that comparing two is comparing two numbers. Must not know what a copy is.

use crate::span::Span;
use crate::text::fold;
use foldhash::fast::{FixedState, RandomState};
use std::collections::HashMap;
use std::hash::BuildHasher;
use unicode_segmentation::UnicodeSegmentation;

/// The words of one text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The number of each word.
    pub(super) ids: Vec<u32>,
    /// Where each stands in the text. The words of a contraction stand at the same place.
    pub(super) spans: Vec<Span>,
}

impl Words {
    /// The span from one word to another, both included; empty when there are no such words.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        match (self.spans.get(first), self.spans.get(last)) {
            (Some(first), Some(last)) => first.join(*last),
            _ => Span::default(),
        }
    }
}

/// Reads texts into words. Articles and the like, which matching drops too, are left out: they are the first to change in a copy.
#[derive(Default)]
pub(super) struct Reader<'t> {
    /// The numbers of the words that a piece of text stands for; folding is slow, and answers say the same words again and again.
    read: HashMap<&'t str, Vec<u32>, RandomState>,
    ids: HashMap<String, u32, RandomState>,
    /// For each number a hash of its word, the same in every run and whatever was read before.
    hashes: Vec<u64>,
}

impl<'t> Reader<'t> {
    /// The words of a stretch of a text.
    pub(super) fn words(&mut self, text: &'t str, stretch: Span) -> Words {
        let mut words = Words::default();
        for (at, piece) in stretch.of(text).split_word_bound_indices().filter(|(_, piece)| piece.contains(char::is_alphanumeric)) {
            let start = stretch.start as usize + at;
            let span = Span::new(start, start + piece.len());
            for id in self.piece(piece) {
                words.ids.push(*id);
                words.spans.push(span);
            }
        }
        words
    }

    /// The hashes of all words, by number.
    pub(super) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    fn piece(&mut self, piece: &'t str) -> &[u32] {
        if !self.read.contains_key(piece) {
            let folded = fold::fold_words(piece).into_iter().filter(|word| !word.stem.is_empty());
            let ids = folded.map(|word| self.id(word.stem)).collect();
            self.read.insert(piece, ids);
        }
        self.read.get(piece).map_or(&[], Vec::as_slice)
    }

    fn id(&mut self, stem: String) -> u32 {
        let next = u32::try_from(self.hashes.len()).unwrap_or(u32::MAX);
        *self.ids.entry(stem).or_insert_with_key(|stem| {
            self.hashes.push(FixedState::with_seed(0).hash_one(stem.as_str()));
            next
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_meet_in_their_folded_form_and_keep_their_places() {
        let mut reader = Reader::default();
        let (one, two) = ("He didn’t restart the pods", "I did not restart pods");
        let read = |reader: &mut Reader<'static>, text: &'static str| reader.words(text, Span::new(0, text.len()));
        let (one, two) = (read(&mut reader, one), read(&mut reader, two));
        assert_eq!(one.ids[1..], two.ids[1..]);
        assert_eq!(one.span(1, 2), Span::new(3, 11));
        assert_eq!(one.span(9, 9), Span::default());
    }
}
