//! Which answers to one question are too alike, among themselves or to the model answer. Pure: texts in, findings out.
//!
//! Fingerprints of all answers go into one index, so that no two are compared which share nothing.

use super::Passage;
use super::fingerprints::{self, Fingerprint, RUN};
use super::index;
use super::passages::{self, Side};
use super::words::{Reader, Words};
use crate::span::Span;
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::HashSet;

/// A run of words that stands in more answers than this is how people put it, and tells nothing (Moss's own default for `-m`), unless it
/// is part of a passage of [`LONG_PASSAGE`] words that no more than half of all answers have.
pub const MOST_ANSWERS: usize = 10;
/// The fewest words of their own that two texts share in one passage for it to be shown.
pub const PASSAGE: usize = fingerprints::SURE;
/// Two texts are flagged from so many shared words ...
pub const LEAST_WORDS: usize = 30;
/// ... if these are at least this share of the shorter text's own words ...
pub const LEAST_SHARE: f64 = 0.2;
/// ... or if one passage alone has so many.
pub const LONG_PASSAGE: usize = 45;

/// The answers to one question.
#[derive(Debug, Clone, Default)]
pub struct Question<'t> {
    /// What everybody was given: the prompt, what the criteria say.
    pub given: Vec<&'t str>,
    /// The rubric's model answer; may be empty.
    pub model: &'t str,
    /// The answers.
    pub answers: Vec<Written<'t>>,
}

/// An answer to compare with others.
#[derive(Debug, Clone, Copy)]
pub struct Written<'t> {
    /// Who wrote it. Answers by the same person (drafts) are not compared.
    pub author: &'t str,
    /// The text of its file.
    pub text: &'t str,
    /// The stretch of the text that the answer takes up.
    pub span: Span,
}

/// What an answer is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Other {
    /// The rubric's model answer.
    Model,
    /// Another answer, by its place among the question's.
    Answer(usize),
}

/// Two texts that are too alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Copied {
    /// An answer, by its place among the question's.
    pub answer: usize,
    /// What it is like: the model answer, or an answer that stands later.
    pub other: Other,
    /// The words that are the same in both and not the question's.
    pub words: usize,
    /// These as a share of the answer's own words and of the other's, 0 to 1.
    pub shares: (f64, f64),
    /// The passages, in the order of the answer.
    pub passages: Vec<Passage>,
}

/// One text with what is needed to compare it.
struct Text {
    words: Words,
    given: Vec<bool>,
    common: Vec<bool>,
    /// Words that are not the question's.
    own: usize,
}

impl Text {
    fn side(&self) -> Side<'_> {
        Side { words: &self.words, given: &self.given, common: &self.common }
    }
}

/// The answers that are too alike, in the order of the answers; the same whatever that order is.
pub fn find(question: &Question<'_>) -> Vec<Copied> {
    let mut reader = Reader::default();
    let whole = |text: &str| Span::new(0, text.len());
    let given: Vec<Words> = question.given.iter().map(|text| reader.words(text, whole(text))).collect();
    let answers: Vec<Words> = question.answers.iter().map(|answer| reader.words(answer.text, answer.span)).collect();
    let model = reader.words(question.model, whole(question.model));

    let hashes = |words: &Words| words.ids.iter().filter_map(|id| reader.hashes().get(*id as usize).copied()).collect::<Vec<u64>>();
    let asked: HashSet<u64, RandomState> = given.iter().flat_map(|words| fingerprints::runs(&hashes(words)).collect::<Vec<_>>()).collect();
    let hashed: Vec<Vec<u64>> = answers.iter().chain([&model]).map(hashes).collect();
    let mut prints: Vec<Vec<Fingerprint>> = hashed.iter().map(|hashes| fingerprints::winnow(hashes)).collect();
    prints.iter_mut().for_each(|prints| prints.retain(|print| !asked.contains(&print.hash)));
    let authors: Vec<&str> = question.answers.iter().map(|answer| answer.author).collect();
    let found = index::found(&prints, &authors, MOST_ANSWERS);
    let text = |(words, hashes): (Words, &Vec<u64>)| {
        let given = covered(hashes, &asked);
        let own = given.iter().filter(|given| !**given).count();
        Text { words, given, common: covered(hashes, &found.common), own }
    };
    let texts: Vec<Text> = answers.into_iter().chain([model]).zip(&hashed).map(text).collect();
    found.pairs.par_iter().filter_map(|pair| judged(pair, &texts, question.answers.len())).collect()
}

/// Which words of a text belong to one of these runs.
fn covered(hashes: &[u64], by: &HashSet<u64, RandomState>) -> Vec<bool> {
    let mut covered = vec![false; hashes.len()];
    for (at, _) in fingerprints::runs(hashes).enumerate().filter(|(_, run)| by.contains(run)) {
        covered[at..at + RUN].fill(true);
    }
    covered
}

/// Two texts that share fingerprints, if they share enough.
fn judged(pair: &index::Pair, texts: &[Text], answers: usize) -> Option<Copied> {
    let (one, two) = (texts.get(pair.first)?, texts.get(pair.second)?);
    let mut shared = passages::shared(&one.side(), &two.side(), &pair.seeds);
    let model = pair.second == answers;
    // Of the model answer nothing is common; of others what is common must come in a long row.
    let counts = |passage: &passages::Shared| model || passage.rare >= PASSAGE || passage.words >= LONG_PASSAGE;
    shared.retain(|passage| passage.words >= PASSAGE && counts(passage));
    let words: usize = shared.iter().map(|passage| passage.words).sum();
    let longest = shared.iter().map(|passage| passage.words).max()?;
    let share = |text: &Text| words as f64 / text.own.max(1) as f64;
    let shares = (share(one), share(two));
    let flagged = (words >= LEAST_WORDS && shares.0.max(shares.1) >= LEAST_SHARE) || longest >= LONG_PASSAGE;
    let passage = |passage: &passages::Shared| Passage {
        here: one.words.span(passage.first.start, passage.first.end - 1),
        there: two.words.span(passage.second.start, passage.second.end - 1),
        words: passage.words,
    };
    let other = if model { Other::Model } else { Other::Answer(pair.second) };
    flagged.then(|| Copied { answer: pair.first, other, words, shares, passages: shared.iter().map(passage).collect() })
}
