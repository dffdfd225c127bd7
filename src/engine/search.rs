//! How the phrases of a program are looked for: row by row for one answer, in one pass of an automaton for many. Both find the same.
//! Must not know what a phrase is for.

use super::automaton::Automaton;
use super::phrases::{Phrases, Row};
use super::program::Program;
use crate::text::Text;

/// The phrases of a program, ready to be found.
pub(super) enum Search<'r> {
    /// Quick to make ready.
    Rows(Phrases<'r>),
    /// Slow to make ready, and quick to run.
    Automaton(Automaton),
}

impl<'r> Search<'r> {
    /// For one answer.
    pub(super) fn rows(program: &Program<'r>) -> Self {
        Self::Rows(Phrases::new(program.phrases.iter().map(|p| p.folded)))
    }

    /// For many answers; beyond the limits of an automaton row by row as well.
    pub(super) fn for_many(program: &Program<'r>) -> Self {
        Automaton::new(program.phrases.iter().map(|p| p.folded)).map_or_else(|| Self::rows(program), Self::Automaton)
    }

    /// Calls `found` with each phrase, by number, that stands in a text, and its row.
    pub(super) fn each_in(&self, text: &Text, mut found: impl FnMut(usize, &Row)) {
        match self {
            Self::Rows(phrases) => text.sentences().iter().for_each(|s| phrases.each_in(text, s.tokens.clone(), &mut found)),
            Self::Automaton(automaton) => automaton.each_in(text, found),
        }
    }
}
