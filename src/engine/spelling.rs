//! Which lexicon word a mistyped word meant. Only words that are no English word come here, so one real word is never taken for
//! another. Distances are optimal string alignment (`strsim::osa_distance`): a swap of neighbours is one edit.

use crate::lexicon::Lexicon;
use crate::rubric::Rubric;
use crate::text::Speller;
use crate::text::lines::SortedLines;

/// The words that a typo may have meant.
pub(super) struct Vocabulary<'v> {
    built_in: SortedLines,
    /// Of concepts and rubrics from disk.
    own: Vec<&'v str>,
}

impl<'v> Vocabulary<'v> {
    pub(super) fn new(lexicon: &'v Lexicon, rubric: &'v Rubric) -> Self {
        let own = lexicon.extra_vocabulary().iter().chain(&rubric.vocabulary).map(String::as_str).collect();
        Self { built_in: lexicon.vocabulary(), own }
    }

    fn knows(&self, word: &str) -> bool {
        self.built_in.contains(word) || self.own.contains(&word)
    }

    /// The words that start with a letter.
    fn starting(&self, letter: u8) -> Vec<&str> {
        let mut words: Vec<&str> = self.built_in.starting(letter).collect();
        words.extend(self.own.iter().filter(|w| w.as_bytes().first() == Some(&letter)));
        words
    }
}

impl Speller for Vocabulary<'_> {
    fn mend(&self, unknown: &str) -> Option<&str> {
        if self.knows(unknown) {
            return None;
        }
        let edits = if unknown.len() >= 8 { 2 } else { 1 };
        let bytes = unknown.as_bytes();
        // A first letter is hardly ever wrong, unless it was swapped with the second.
        let mut initials = vec![*bytes.first()?, *bytes.get(1)?];
        initials.dedup();
        let letters = letters(unknown);
        let near = |w: &&str| {
            // One edit brings one letter at most that the other word does not have, so most words need not be compared.
            let alike = || (letters & !self::letters(w)).count_ones() as usize <= edits;
            w.len() >= 4 && w.len().abs_diff(unknown.len()) <= edits && alike()
        };
        initials
            .iter()
            .flat_map(|&letter| self.starting(letter))
            .filter(near)
            .filter_map(|w| Some((strsim::osa_distance(unknown, w), w)).filter(|(d, _)| *d <= edits))
            .min()
            .map(|(_, w)| w)
    }
}

/// The letters of a word as bits; what is no letter shares one.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |all, b| all | 1 << if b.is_ascii_lowercase() { b - b'a' } else { 26 })
}
