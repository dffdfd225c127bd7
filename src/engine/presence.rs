//! Which phrases can stand in one text at all, and in which sentences. A rubric with all that it refers to has thousands, an answer has
//! room for a few hundred; what cannot hit need not be compiled. Must not decide anything else: what it lets through is looked for
//! properly.

use crate::lexicon::packed::{MAX_HASHED_WORDS, PhraseHashes, PhraseView, WordView, continued, phrase_hash};
use crate::text::Text;

/// Bits of the filter of rows of words, few enough to stay in the processor's nearest cache: a text of a few hundred words fills one in
/// twenty-five.
const BITS: usize = 1 << 16;
/// Sets of sentences that rows of words share when their hashes meet. A text of a few hundred words leaves two of three empty, so that
/// they filter a second time.
const SETS: usize = 1 << 13;

/// A set of sentences, each by its number modulo 32. It may hold too many, never too few.
pub(super) type Sentences = u32;

/// Every sentence.
pub(super) const ANYWHERE: Sentences = Sentences::MAX;

/// The words of one text.
pub(super) struct Presence {
    rows: Vec<u64>,
    sentences: Vec<Sentences>,
}

impl Presence {
    pub(super) fn of(text: &Text) -> Self {
        let mut presence = Self { rows: vec![0; BITS / 64], sentences: vec![0; SETS] };
        let mut stems: Vec<&[u8]> = Vec::new();
        for (number, sentence) in text.sentences().iter().enumerate() {
            let this = 1 << (number % Sentences::BITS as usize);
            sentence.tokens.clone().for_each(|token| presence.enter(phrase_hash(text.plain(token).as_bytes()), this));
            // Dropped words have no folded form: rows of words step over them.
            stems.clear();
            stems.extend(sentence.tokens.clone().map(|t| text.stem(t).as_bytes()).filter(|stem| !stem.is_empty()));
            for at in 0..stems.len() {
                let mut hash = phrase_hash(b"");
                for stem in stems[at..].iter().take(MAX_HASHED_WORDS) {
                    hash = continued(hash, stem);
                    presence.enter(hash, this);
                }
            }
        }
        presence
    }

    fn enter(&mut self, hash: u32, sentence: Sentences) {
        let bit = bit(hash);
        self.rows[bit / 64] |= 1 << (bit % 64);
        self.sentences[set(hash)] |= sentence;
    }

    /// Where a phrase may stand; nowhere is certain. Longer phrases than are looked for by hash are rare, and let through.
    pub(super) fn of_phrase(&self, phrase: PhraseView<'_>) -> Sentences {
        if usize::from(phrase.words) > MAX_HASHED_WORDS { ANYWHERE } else { self.of_hashes(phrase.hashes) }
    }

    /// The same by the hashes of a phrase.
    #[inline]
    pub(super) fn of_hashes(&self, hashes: PhraseHashes) -> Sentences {
        let folded = self.row(hashes.folded);
        // Most phrases have no other form.
        if hashes.solid == hashes.folded { folded } else { folded | self.row(hashes.solid) }
    }

    /// Where a word may stand in just this form.
    pub(super) fn of_word(&self, word: WordView<'_>) -> Sentences {
        self.row(word.hash)
    }

    #[inline]
    fn row(&self, hash: u32) -> Sentences {
        let bit = bit(hash);
        if self.rows[bit / 64] & (1 << (bit % 64)) == 0 { 0 } else { self.sentences[set(hash)] }
    }
}

fn bit(hash: u32) -> usize {
    // The multiplication of the hash mixes upwards, so the upper bits are taken.
    (hash >> 16) as usize
}

/// By other bits than those that [`bit`] takes.
fn set(hash: u32) -> usize {
    hash as usize / 8 % SETS
}
