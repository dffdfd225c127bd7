//! Where the phrases of a program stand in a text. A phrase can only start and end where words do, so each row of words is looked up as
//! a whole; that is cheaper to make ready than an automaton, of which one answer would use little. Must not know what a phrase is for.

use crate::text::{Text, fnv};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;

/// Bits of the filter for each phrase: one row of words in sixteen passes it by chance.
const BITS: usize = 16;

/// The phrases of a program by their folded form.
pub(super) struct Phrases<'r> {
    /// One bit for each hash that a phrase has: nearly every row of words ends here.
    filter: Vec<u64>,
    /// The last phrase of each form.
    last: HashMap<&'r [u8], usize, RandomState>,
    /// For each phrase the one before it of the same form.
    before: Vec<Option<usize>>,
    /// The length of the longest phrase, in bytes.
    longest: usize,
}

/// A row of words of one sentence, the first and the last of which have a folded form.
pub(super) struct Row {
    /// Its tokens, dropped words between them too.
    pub(super) tokens: Range<usize>,
    /// How many of them have a folded form.
    pub(super) words: usize,
}

impl<'r> Phrases<'r> {
    /// Makes phrases ready to be found, which are numbered as they come.
    pub(super) fn new(folded: impl ExactSizeIterator<Item = &'r [u8]>) -> Self {
        let count = folded.len();
        let words = (count * BITS / 64).next_power_of_two();
        let last = HashMap::with_capacity_and_hasher(count, RandomState::default());
        let mut phrases = Self { filter: vec![0; words], last, before: Vec::with_capacity(count), longest: 0 };
        for (number, folded) in folded.enumerate() {
            let (word, bit) = phrases.bit(fnv::hash(folded, 0, folded.len()));
            phrases.filter[word] |= bit;
            let before = phrases.last.insert(folded, number);
            phrases.before.push(before);
            phrases.longest = phrases.longest.max(folded.len());
        }
        phrases
    }

    /// Calls `found` with each phrase, by number, that stands in a sentence, and its row.
    pub(super) fn each_in(&self, text: &Text, sentence: Range<usize>, found: &mut impl FnMut(usize, &Row)) {
        let folded = text.folded().as_bytes();
        let stems: Vec<(usize, Range<usize>)> = sentence.map(|t| (t, text.folded_range(t))).filter(|(_, stem)| !stem.is_empty()).collect();
        for (at, (first, start)) in stems.iter().enumerate() {
            let mut hash = fnv::EMPTY;
            for (words, (last, stem)) in (1..).zip(&stems[at..]) {
                if stem.end - start.start > self.longest {
                    break;
                }
                hash = fnv::continued(hash, folded, stem.start, stem.end);
                let mut phrase = self.of_row(hash, &folded[start.start..stem.end]);
                while let Some(number) = phrase {
                    found(number, &Row { tokens: *first..last + 1, words });
                    phrase = self.before[number];
                }
            }
        }
    }

    fn of_row(&self, hash: u32, folded: &[u8]) -> Option<usize> {
        let (word, bit) = self.bit(hash);
        if self.filter[word] & bit == 0 { None } else { self.last.get(folded).copied() }
    }

    /// The place of a hash in the filter. The multiplication of the hash mixes upwards, so the upper bits are taken first.
    fn bit(&self, hash: u32) -> (usize, u64) {
        let mixed = hash.rotate_right(16) as usize;
        (mixed / 64 % self.filter.len(), 1 << (mixed % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::text::{MappedText, Memory, NoSpeller, TextBuilder};

    /// The phrases found in a sentence, each with its words and how many of them are not dropped.
    fn found(phrases: &[&str], raw: &str) -> Vec<(usize, String, usize)> {
        let mut mapped = MappedText::default();
        mapped.push(raw, Span::new(0, raw.len()));
        let mut memory = Memory::default();
        let mut builder = TextBuilder::new(&NoSpeller, &mut memory);
        builder.block(0, &mapped);
        let text = builder.finish();
        let mut all = Vec::new();
        let ready = Phrases::new(phrases.iter().map(|p| p.as_bytes()));
        ready.each_in(&text, 0..text.tokens().len(), &mut |number, row: &Row| {
            all.push((number, text.span(&row.tokens).of(raw).to_owned(), row.words));
        });
        all
    }

    #[test]
    fn a_phrase_stands_only_where_words_start_and_end() {
        assert_eq!(found(&["rollback", "roll", "backu"], "we roll back"), [(1, "roll".into(), 1), (0, "roll back".into(), 2)]);
    }

    #[test]
    fn dropped_words_stand_inside_a_row_and_never_at_its_ends() {
        assert_eq!(found(&["startweek"], "the start the week the"), [(0, "start the week".into(), 2)]);
    }

    #[test]
    fn phrases_that_fold_alike_are_all_found() {
        let numbers: Vec<usize> = found(&["roll", "back", "roll"], "roll").into_iter().map(|(number, ..)| number).collect();
        assert_eq!(numbers, [2, 0]);
        assert!(found(&[], "roll").is_empty());
    }
}
