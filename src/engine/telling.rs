//! How an answer is told as a whole: as a story, as a plan, as good intentions, or as a denial. Must not know the parts of STAR.

use super::manner::share;
use super::matching::Hit;
use crate::text::english::VerbForm;
use crate::text::{Break, Sentence, Text, TokenKind};
use std::ops::Range;

/// How an answer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What happened.
    Story,
    /// What one does or would do.
    Plan,
    /// What one holds to be important, without a deed.
    Intentions,
    /// What one has not done.
    Denial,
}

/// How each sentence that counts is told, and from these the whole.
pub(super) struct Telling {
    pub(super) kind: Kind,
    /// Whether a sentence tells something that happened.
    pub(super) told: Vec<bool>,
    /// Whether a sentence denies something.
    pub(super) denied: Vec<bool>,
}

/// The share of sentences told in the past from which an answer is a story: plans stay below with the cases that they recall.
const STORY: f64 = 0.42;
/// The share of sentences with a denial from which an answer is one. Good stories that say what was not done reach a half.
const DENIAL: f64 = 0.7;
/// The share of platitudes from which an answer only says what it holds to be good.
const INTENTIONS: f64 = 0.5;

impl Telling {
    /// `denied` and `platitude` as the lexicon's cues find them, for each sentence that counts.
    pub(super) fn of(text: &Text, counted: &[usize], denied: Vec<bool>, platitude: &[bool]) -> Self {
        let sentences = || counted.iter().map(|&s| &text.sentences()[s]);
        let told: Vec<bool> = sentences().map(|s| tells(text, s.tokens.clone())).collect();
        let part = |of: &[bool]| share(of.iter().filter(|yes| **yes).count(), of.len());
        // Whoever names a number or a thing by its name says more than a platitude.
        let empty: Vec<bool> = sentences().zip(platitude).map(|(s, &platitude)| platitude && !concrete(text, s)).collect();
        let kind = match () {
            () if part(&denied) >= DENIAL => Kind::Denial,
            () if part(&empty) >= INTENTIONS => Kind::Intentions,
            () if part(&told) >= STORY => Kind::Story,
            () => Kind::Plan,
        };
        Self { kind, told, denied }
    }
}

fn concrete(text: &Text, sentence: &Sentence) -> bool {
    sentence.tokens.clone().any(|at| text.tokens()[at].kind == TokenKind::Number)
}

/// Whether a sentence tells something that happened: a past tense, and before it nothing that would or will be.
fn tells(text: &Text, tokens: Range<usize>) -> bool {
    let supposed = matches!(text.plain(tokens.start), "suppose" | "imagine" | "picture" | "say" | "assume" | "let");
    let modal = |at: &usize| matches!(text.plain(*at), "would" | "will" | "should" | "could" | "can" | "might" | "must" | "if");
    let past = |at: &usize| {
        let auxiliary = matches!(text.plain(*at), "was" | "were" | "had" | "did");
        auxiliary || (text.tokens()[*at].verb == Some(VerbForm::Past) && !participle(text, tokens.start, *at))
    };
    let first_past = tokens.clone().find(past);
    let first_modal = tokens.clone().find(modal);
    !supposed && first_past.is_some_and(|p| first_modal.is_none_or(|m| p < m))
}

/// Whether what looks like a past tense is none: "is delegated", "the agreed list".
fn participle(text: &Text, first: usize, at: usize) -> bool {
    const BEFORE: [&str; 24] = [
        "a", "am", "an", "are", "as", "be", "been", "being", "by", "for", "from", "get", "gets", "has", "have", "in", "is", "its", "of",
        "our", "the", "to", "when", "with",
    ];
    at > first && BEFORE.binary_search(&text.plain(at - 1)).is_ok()
}

/// Whether an outcome was reached, and not only promised or hoped for: nothing of that kind stands before it in its sentence, from the
/// last colon or semicolon on.
pub(super) fn reached(text: &Text, hit: &Hit) -> bool {
    let promise = |at: usize| matches!(text.plain(at), "would" | "will" | "should" | "shall" | "must" | "if" | "want" | "aim");
    let sentence = text.sentences()[text.sentence_of(hit.start())].tokens.start;
    let clause = (sentence..=hit.start()).rev().find(|&at| text.tokens()[at].before >= Break::Colon).unwrap_or(sentence);
    !(clause..hit.end()).any(promise)
}
