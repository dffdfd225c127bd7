//! How an answer is written as a whole: stated or listed, in order or shuffled. Must not know what the words are about.

use crate::text::english::VerbForm;
use crate::text::{Break, Text, TokenKind};
use std::collections::HashMap;
use std::ops::Range;

/// For each sentence, whether it only lists: a run of bare keywords, or one keyword after another in the same empty frame. In an answer
/// that mostly states, a row of items that carries figures, deeds or a label of its own is a note ("Watching: replica lag, backup age;
/// pager above 30 s"), not a list.
pub(super) fn listed(text: &Text) -> Vec<bool> {
    /// The share of words in lists from which an answer is one.
    const MOSTLY: f64 = 0.5;
    let sentences = text.sentences();
    let bare: Vec<bool> = sentences.iter().map(|s| s.tokens.len() <= 5 && is_bare(text, s.tokens.clone())).collect();
    let framed = framed(text);
    let runs = |at: usize| {
        // A short note may be bare ("Root cause: missing index"); four in a row are a list.
        let run = (0..at).rev().take_while(|&i| bare[i]).count() + (at + 1..bare.len()).take_while(|&i| bare[i]).count();
        (bare[at] && run >= 3) || framed[at]
    };
    let rows: Vec<bool> = sentences.iter().map(|s| is_enumeration(text, s.tokens.clone())).collect();
    let words = |at: &usize| sentences[*at].tokens.len();
    let in_lists = (0..sentences.len()).filter(|&at| runs(at) || rows[at]).map(|at| words(&at)).sum();
    let states = share(in_lists, text.tokens().len()) < MOSTLY;
    (0..sentences.len()).map(|at| runs(at) || (rows[at] && !(states && carries(text, sentences[at].tokens.clone())))).collect()
}

/// Whether a row of items has figures, deeds or a label, and is no longer than a note.
fn carries(text: &Text, tokens: Range<usize>) -> bool {
    const LONGEST: usize = 45;
    if tokens.len() > LONGEST {
        return false;
    }
    let label = tokens.clone().skip(1).take(5).any(|at| text.tokens()[at].before == Break::Colon);
    let tells = |at: usize| text.tokens()[at].kind == TokenKind::Number || text.tokens()[at].verb == Some(VerbForm::Past);
    label || tokens.into_iter().any(tells)
}

/// No deed, no number, no grammar to speak of.
fn is_bare(text: &Text, tokens: Range<usize>) -> bool {
    tokens.into_iter().all(|at| {
        let token = text.tokens()[at];
        let link = matches!(text.plain(at), "and" | "of" | "or" | "the" | "a" | "an" | "for" | "vs" | "per");
        match token.kind {
            TokenKind::Function => link,
            TokenKind::Number => false,
            TokenKind::NumberWord | TokenKind::Content => token.verb != Some(VerbForm::Past),
        }
    })
}

/// At least five bare chunks between commas, not governed by a verb that opens the sentence ("I checked CPU, memory, disk").
fn is_enumeration(text: &Text, tokens: Range<usize>) -> bool {
    let mut chunks: Vec<Range<usize>> = Vec::new();
    for at in tokens {
        let splits = text.tokens()[at].before >= Break::Comma;
        match chunks.last_mut() {
            Some(last) if !splits => last.end = at + 1,
            _ => chunks.push(at..at + 1),
        }
    }
    // So many short pieces are no sentence, whatever verbs are among them.
    let subjects = chunks.iter().filter(|c| matches!(text.plain(c.start), "i" | "we" | "he" | "she" | "they" | "it")).count();
    let short = chunks.iter().filter(|c| c.len() <= 6).count();
    if chunks.len() >= 12 && short * 10 >= chunks.len() * 8 && subjects * 6 <= chunks.len() {
        return true;
    }
    let bare = chunks.iter().filter(|c| c.len() <= 5 && is_bare(text, (*c).clone())).count();
    let governed = chunks.first().is_some_and(|first| {
        first.len() >= 2
            && (!is_bare(text, first.clone()) || matches!(text.tokens()[first.start].verb, Some(VerbForm::Base)))
            && first.clone().any(|at| text.tokens()[at].verb.is_some())
    });
    chunks.len() >= 5 && bare * 10 >= chunks.len() * 8 && !governed
}

/// Short sentences that open with the same two words, when they are most of the answer.
fn framed(text: &Text) -> Vec<bool> {
    let frame =
        |tokens: &Range<usize>| (tokens.len() >= 2 && tokens.len() <= 9).then(|| (text.plain(tokens.start), text.plain(tokens.start + 1)));
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for sentence in text.sentences() {
        if let Some(frame) = frame(&sentence.tokens) {
            *counts.entry(frame).or_default() += 1;
        }
    }
    let most = text.sentences().len();
    let empty = |count: usize| count >= 5 && count * 2 > most;
    text.sentences().iter().map(|s| frame(&s.tokens).is_some_and(|f| counts.get(&f).copied().is_some_and(empty))).collect()
}

/// Share of words of grammar that are followed by what none of their kind can be followed by: an article by a verb, a preposition by
/// "and", "I" by "the". In 471 texts that people could have written it stayed below 0.04 but for three of few such words, in shuffled
/// prose it is 0.1 to 0.4; 0 where fewer than three stand so, which chance can do.
pub(super) fn misplaced(text: &Text) -> f64 {
    const LEAST: usize = 3;
    let tokens = text.tokens();
    let (mut all, mut wrong) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).filter(|n| n.sentence == token.sentence);
        let Some(impossible) = impossible_after(text.plain(at)) else { continue };
        all += 1;
        wrong += usize::from(match next {
            // A pronoun may well end a sentence.
            None => !is_pronoun(text.plain(at)),
            Some(next) => next.before != Break::Joined && impossible.binary_search(&text.plain(at + 1)).is_ok(),
        });
    }
    if wrong < LEAST { 0.0 } else { share(wrong, all) }
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "i" | "we" | "he" | "she" | "they")
}

/// What cannot follow a word of grammar, in order; none for a word of which this is not known.
fn impossible_after(word: &str) -> Option<&'static [&'static str]> {
    const AFTER_ARTICLE: &[&str] = &[
        "a", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "for", "from", "had", "has", "have",
        "he", "i", "if", "in", "is", "it", "my", "not", "of", "on", "or", "our", "she", "should", "so", "that", "the", "them", "then",
        "they", "this", "to", "was", "we", "were", "what", "which", "who", "will", "with", "would", "you",
    ];
    const AFTER_PREPOSITION: &[&str] = &[
        "am", "and", "are", "be", "been", "but", "can", "could", "did", "had", "has", "have", "he", "i", "if", "is", "of", "or", "she",
        "should", "so", "then", "they", "was", "we", "were", "will", "would",
    ];
    const AFTER_PRONOUN: &[&str] =
        &["a", "an", "by", "from", "he", "her", "i", "into", "my", "of", "or", "our", "she", "than", "the", "their", "they", "we"];
    const AFTER_CONJUNCTION: &[&str] = &["and", "but", "of", "or", "than"];
    match word {
        "the" | "a" | "an" | "my" | "our" | "your" | "their" => Some(AFTER_ARTICLE),
        "of" | "with" | "from" | "by" | "at" | "into" | "for" | "between" | "during" => Some(AFTER_PREPOSITION),
        _ if is_pronoun(word) => Some(AFTER_PRONOUN),
        "and" | "or" | "but" => Some(AFTER_CONJUNCTION),
        _ => None,
    }
}

/// Share of words that the word list knows; names and numbers are passed over.
pub(super) fn english(text: &Text) -> f64 {
    let counted = text.tokens().iter().filter(|t| t.kind != TokenKind::Number && (!t.capital || t.before == Break::Sentence));
    share(counted.clone().filter(|t| t.known).count(), counted.count())
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    // Counts of words are far below 2^52.
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
