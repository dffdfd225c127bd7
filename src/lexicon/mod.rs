//! The lexicon: shared concepts, polarity triggers, stage cues, signals, hedges and fillers, as compiled into the binary from
//! `rubrics/lexicon/*.toml`, plus concepts loaded from disk. Must not decide points.

pub mod packed;
pub mod pattern;
pub mod tables;
pub mod written;

pub use packed::Packed;
pub use pattern::{Pattern, PatternError};
pub use tables::{Concept, Cue, Label, Polarity, Reach, Signal, Trigger};

use crate::text::lines::SortedLines;
use std::collections::BTreeMap;

mod built_in {
    use super::packed::Packed;
    use super::tables::*;
    use crate::text::lines::SortedLines;
    include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));
}

/// Classes of tokens that patterns may name like concepts; the engine finds them.
pub const TOKEN_CLASSES: [&str; 8] = ["change", "duration", "me", "money", "name", "number", "past", "percent"];

/// Everything shared that patterns can refer to.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    extra: BTreeMap<String, Packed>,
    extra_vocabulary: Vec<String>,
}

impl Lexicon {
    /// The lexicon of the binary.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// Adds or replaces a concept, with the words that its patterns are written in.
    pub fn add(&mut self, name: String, patterns: Packed, vocabulary: Vec<String>) {
        self.extra.insert(name, patterns);
        self.extra_vocabulary.extend(vocabulary);
    }

    /// Whether concepts were added to those of the binary.
    pub fn is_extended(&self) -> bool {
        !self.extra.is_empty()
    }

    /// The patterns of a shared concept.
    pub fn concept(&self, name: &str) -> Option<&Packed> {
        self.extra.get(name).or_else(|| {
            let at = built_in::CONCEPTS.binary_search_by(|c| c.name.cmp(name)).ok()?;
            Some(&built_in::CONCEPTS[at].patterns)
        })
    }

    /// Packs a pattern, its concepts with the numbers that the binary's have.
    pub fn packed(&self, pattern: &Pattern) -> Packed {
        let number = |name: &str| built_in::CONCEPTS.binary_search_by(|c| c.name.cmp(name)).ok();
        Packed::with_numbers(pattern, &|name| number(name).and_then(|n| u16::try_from(n).ok()))
    }

    /// How many concepts the binary has; they are numbered in order of their names.
    pub fn numbered(&self) -> usize {
        built_in::CONCEPTS.len()
    }

    /// The patterns of a concept of the binary by its number; none once concepts have been added, of which one may have its name.
    pub fn by_number(&self, number: usize) -> Option<&'static Packed> {
        built_in::CONCEPTS.get(number).filter(|_| !self.is_extended()).map(|concept| &concept.patterns)
    }

    /// Whether a name can stand behind `@`: a shared concept or a class of tokens.
    pub fn knows(&self, name: &str) -> bool {
        TOKEN_CLASSES.binary_search(&name).is_ok() || self.concept(name).is_some()
    }

    /// Every name that can stand behind `@`, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.extra.keys().map(String::as_str).chain(built_in::CONCEPTS.iter().map(|c| c.name)).chain(TOKEN_CLASSES).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Words and phrases that turn what stands near them.
    pub fn triggers(&self) -> &'static [Trigger] {
        built_in::TRIGGERS
    }

    /// Phrases that look like triggers and are none.
    pub fn pseudo_triggers(&self) -> &'static Packed {
        &built_in::PSEUDO_TRIGGERS
    }

    /// Words that end the reach of a trigger.
    pub fn boundaries(&self) -> &'static Packed {
        &built_in::BOUNDARIES
    }

    /// Signs of the parts of STAR.
    pub fn cues(&self) -> &'static [Cue] {
        built_in::CUES
    }

    /// Headings and leads that name a part of STAR.
    pub fn labels(&self) -> &'static [Label] {
        built_in::LABELS
    }

    /// General properties of a good account.
    pub fn signals(&self) -> &'static [Signal] {
        built_in::SIGNALS
    }

    /// Whether a signal of this name exists.
    pub fn has_signal(&self, name: &str) -> bool {
        built_in::SIGNALS.iter().any(|s| s.name == name)
    }

    /// Numbers bound to an outcome.
    pub fn outcomes(&self) -> &'static Packed {
        &built_in::OUTCOMES
    }

    /// Words of doubt.
    pub fn hedges(&self) -> &'static Packed {
        &built_in::HEDGES
    }

    /// Words that fill time.
    pub fn fillers(&self) -> &'static Packed {
        &built_in::FILLERS
    }

    /// The lower-case words that the patterns of the binary, rubrics included, are written in: what a typo may have meant.
    pub fn vocabulary(&self) -> SortedLines {
        built_in::VOCABULARY
    }

    /// The same for concepts that were added, in no order.
    pub fn extra_vocabulary(&self) -> &[String] {
        &self.extra_vocabulary
    }

    /// SHA-256 over the lexicon's files, in hexadecimal.
    pub fn sha256(&self) -> &'static str {
        built_in::SHA256
    }
}
