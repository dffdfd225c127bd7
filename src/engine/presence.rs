//! Which phrases can stand in one text at all. A rubric with all that it refers to has thousands, an answer has room for a few hundred;
//! what cannot hit need not be compiled. Must not decide anything else: what it lets through is looked for properly.

use crate::lexicon::packed::PhraseView;
use crate::text::Text;
use crate::text::fnv::hash;
use std::collections::HashSet;

/// How many bytes of a phrase are looked at first.
const KEY: usize = 6;
/// Bits of the first, rough filter.
const BITS: usize = 1 << 16;

/// The words of one text.
pub(super) struct Presence<'t> {
    folded: &'t str,
    starts: Vec<u64>,
    plain: HashSet<&'t str>,
}

impl<'t> Presence<'t> {
    pub(super) fn of(text: &'t Text) -> Self {
        let folded = text.folded();
        let mut starts = vec![0; BITS / 64];
        for token in 0..text.tokens().len() {
            let rest = &folded.as_bytes()[text.folded_start(token)..];
            // A phrase shorter than the key is let through by the key of its whole length.
            for len in 1..=KEY.min(rest.len()) {
                let bit = bit(&rest[..len]);
                starts[bit / 64] |= 1 << (bit % 64);
            }
        }
        let plain = (0..text.tokens().len()).map(|t| text.plain(t)).collect();
        Self { folded, starts, plain }
    }

    /// Whether a phrase may stand somewhere: false is certain, and cheap to find out.
    pub(super) fn may_hold(&self, phrase: PhraseView<'_>) -> bool {
        self.may_start(phrase.folded) || (!phrase.solid.is_empty() && self.may_start(phrase.solid))
    }

    /// Whether a phrase stands somewhere in the folded text, at tokens' borders or not.
    pub(super) fn holds(&self, phrase: PhraseView<'_>) -> bool {
        self.folds(phrase.folded) || (!phrase.solid.is_empty() && self.folds(phrase.solid))
    }

    /// Whether a word stands in the text in just this form.
    pub(super) fn word(&self, word: &str) -> bool {
        self.plain.contains(word)
    }

    fn may_start(&self, folded: &[u8]) -> bool {
        let bit = bit(&folded[..folded.len().min(KEY)]);
        self.starts[bit / 64] & (1 << (bit % 64)) != 0
    }

    fn folds(&self, folded: &[u8]) -> bool {
        self.may_start(folded) && std::str::from_utf8(folded).is_ok_and(|folded| self.folded.contains(folded))
    }
}

fn bit(key: &[u8]) -> usize {
    // The multiplication mixes upwards, so the upper bits are taken.
    (hash(key) >> 16) as usize
}
