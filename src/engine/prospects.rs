//! Where a pattern can hit at all in one text, by the sentences that have its words: found out before it is compiled, since of the
//! patterns of a rubric nearly all cannot. It may let through too much, never too little. Must not find hits.

use super::presence::{ANYWHERE, Presence, Sentences};
use crate::lexicon::Lexicon;
use crate::lexicon::packed::{ConceptView, Packed, Part, View};
use crate::rubric::Rubric;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Looks up where patterns of one rubric can hit in one text.
pub(super) struct Prospects<'r, 'p> {
    presence: &'p Presence,
    rubric: &'r Rubric,
    lexicon: &'r Lexicon,
    /// The lexicon's own concepts by number, once they were asked for.
    by_number: Vec<Option<Sentences>>,
    by_name: HashMap<&'r str, Sentences, RandomState>,
}

impl<'r, 'p> Prospects<'r, 'p> {
    pub(super) fn new(presence: &'p Presence, rubric: &'r Rubric, lexicon: &'r Lexicon) -> Self {
        Self { presence, rubric, lexicon, by_number: vec![None; lexicon.numbered()], by_name: HashMap::default() }
    }

    /// The words that there are.
    pub(super) fn presence(&self) -> &'p Presence {
        self.presence
    }

    /// The sentences that a pattern can hit in; none is certain.
    pub(super) fn of(&mut self, pattern: Part<'r>) -> Sentences {
        match pattern.view() {
            View::Phrase(phrase) => self.presence.of_phrase(phrase),
            View::Word(word) => self.presence.of_word(word),
            View::Concept(concept) => self.of_concept(concept),
            View::Any(any) => {
                let phrases = any.hashes().fold(0, |all, hashes| all | self.presence.of_hashes(hashes));
                any.others(|hashes| self.presence.of_hashes(hashes) != 0).fold(phrases, |all, other| all | self.of(other))
            }
            View::Negated(inner) | View::Opening(inner) => self.of(inner),
            // Both sides must stand in one sentence.
            View::Near { left, right, .. } => match self.of(left) {
                0 => 0,
                left => left & self.of(right),
            },
            View::Regex(_) => ANYWHERE,
        }
    }

    fn of_concept(&mut self, concept: ConceptView<'r>) -> Sentences {
        let own = concept.number.map(usize::from).and_then(|number| Some((number, self.lexicon.by_number(number)?)));
        if let Some((number, patterns)) = own {
            if let Some(known) = self.by_number[number] {
                return known;
            }
            let sentences = self.of(patterns.part());
            self.by_number[number] = Some(sentences);
            return sentences;
        }
        let name = concept.name();
        if let Some(&known) = self.by_name.get(name) {
            return known;
        }
        let patterns = self.rubric.concepts.get(name).or_else(|| self.lexicon.concept(name));
        // A class of tokens has no patterns, and may stand anywhere.
        let sentences = patterns.map(Packed::part).map_or(ANYWHERE, |part| self.of(part));
        self.by_name.insert(name, sentences);
        sentences
    }
}
