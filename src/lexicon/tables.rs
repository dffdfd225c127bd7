//! The rows of the lexicon's tables. Plain data that the build script writes out as constants; finds nothing.

use super::packed::Packed;

/// How the text around a hit makes it meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// Said to be so.
    Asserted,
    /// Said in doubt ("maybe", "I guess").
    Hedged,
    /// Said of a case that did not come ("should have", "if we had").
    Hypothetical,
    /// Said of others, not of the candidate.
    SomeoneElse,
    /// Said not to be so.
    Negated,
}

impl Polarity {
    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Hypothetical => "hypothetical",
            Self::SomeoneElse => "someone-else",
            Self::Negated => "negated",
        }
    }
}

/// A named set of ways to say one thing.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Its name, without `@`.
    pub name: &'static str,
    /// The ways.
    pub patterns: Packed,
}

/// Which way a trigger reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To what follows in the clause.
    Forward,
    /// To what came before in the clause.
    Backward,
    /// To the whole sentence before ("None of that was done").
    Resume,
    /// To the whole of its own clause.
    Clause,
}

/// A phrase that turns what stands near it.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// What it turns a hit to.
    pub turns: Polarity,
    /// Which way it reaches.
    pub reach: Reach,
    /// How many words far, at most.
    pub scope: u8,
    /// How it is said.
    pub patterns: Packed,
}

/// A sign that a sentence belongs to a part of STAR, or to none.
#[derive(Debug, Clone)]
pub struct Cue {
    /// The part: 0 situation, 1 task, 2 action, 3 result; or [`Cue::DENIAL`] or [`Cue::PLATITUDE`].
    pub stage: u8,
    /// How strong a sign, 1 to 9.
    pub weight: u8,
    /// How it is said.
    pub patterns: Packed,
}

impl Cue {
    /// In the place of a part: the sentence denies something.
    pub const DENIAL: u8 = 4;
    /// In the place of a part: the sentence says what is good, and no deed.
    pub const PLATITUDE: u8 = 5;
}

/// A heading or lead that names a part of STAR.
#[derive(Debug, Clone, Copy)]
pub struct Label {
    /// The part: 0 situation, 1 task, 2 action, 3 result.
    pub stage: u8,
    /// Its lower-case wordings.
    pub words: &'static [&'static str],
}

/// A general property of a good account.
#[derive(Debug, Clone)]
pub struct Signal {
    /// Its name.
    pub name: &'static str,
    /// What it means, in one line.
    pub says: &'static str,
    /// How many different sentences must show it for full strength.
    pub full_at: u8,
    /// How it is said; may be empty for a signal that the engine measures.
    pub patterns: Packed,
}
