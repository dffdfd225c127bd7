//! Where phrases stand in a text, found in one pass of an Aho-Corasick automaton (Aho and Corasick 1975) over the folded text. Pays where
//! many texts are searched for the same phrases. Must not know what a phrase is for.

use super::phrases::Row;
use crate::text::Text;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// An automaton over phrases.
pub(super) struct Automaton(AhoCorasick);

impl Automaton {
    /// Over phrases, which are numbered as they come; none beyond the automaton's limits (2^31 states), which the size limit on files
    /// keeps far away.
    pub(super) fn new<'r>(folded: impl Iterator<Item = &'r [u8]>) -> Option<Self> {
        let builder = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .prefilter(false)
            // Wide states are fast to leave and slow to make; only the first is passed by nearly every byte.
            .dense_depth(1)
            .build(folded);
        builder.ok().map(Self)
    }

    /// Calls `found` with each phrase, by number, that stands in a text, and its row.
    pub(super) fn each_in(&self, text: &Text, mut found: impl FnMut(usize, &Row)) {
        let borders = text.borders();
        for hit in self.0.find_overlapping_iter(text.folded()) {
            let Some(tokens) = borders.tokens_at(hit.range()) else { continue };
            let words = tokens.clone().filter(|&t| !text.stem(t).is_empty()).count();
            found(hit.pattern().as_usize(), &Row { tokens, words });
        }
    }
}
