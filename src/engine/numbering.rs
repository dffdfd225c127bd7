//! The distinct words of one text, numbered: whatever asks which words stand where compares numbers instead of spelling. Must not fold
//! or judge words.

use crate::text::Text;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The number of a word.
pub(super) type WordId = u32;

/// The words of one text by number.
pub(super) struct Numbering<'t> {
    by_word: HashMap<&'t str, WordId, RandomState>,
    words: Vec<&'t str>,
    /// For each token the number of its word.
    of_tokens: Vec<WordId>,
}

impl<'t> Numbering<'t> {
    /// Numbers the words of a text as [`Text::plain`] has them, in order of their first token.
    pub(super) fn of(text: &'t Text) -> Self {
        let tokens = text.tokens().len();
        let mut by_word = HashMap::with_capacity_and_hasher(tokens.min(1 << 10), RandomState::default());
        let mut words = Vec::new();
        let number = |token| {
            let word = text.plain(token);
            *by_word.entry(word).or_insert_with(|| {
                words.push(word);
                // A text has less than 2^32 bytes.
                words.len() as WordId - 1
            })
        };
        let of_tokens = (0..tokens).map(number).collect();
        Self { by_word, words, of_tokens }
    }

    /// The number of a word; none when the text does not have it.
    pub(super) fn number(&self, word: &str) -> Option<WordId> {
        self.by_word.get(word).copied()
    }

    /// The distinct words, in order of their numbers.
    pub(super) fn words(&self) -> &[&'t str] {
        &self.words
    }

    /// For each token the number of its word.
    pub(super) fn of_tokens(&self) -> &[WordId] {
        &self.of_tokens
    }
}
