//! How an answer is written as a whole: stated or listed, in order or shuffled. Must not know what the words are about.

use crate::rubric::Form;
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

/// Share of articles and possessives that are followed by what none can be followed by. Natural text stays near 0, shuffled words reach
/// 0.4; 0 when there are too few to tell.
pub(super) fn misplaced(text: &Text) -> f64 {
    let tokens = text.tokens();
    let article = |at: &usize| matches!(text.plain(*at), "the" | "a" | "an" | "my" | "our" | "your" | "their");
    let impossible = |at: usize| {
        let Some(next) = tokens.get(at + 1).filter(|n| n.sentence == tokens[at].sentence) else { return true };
        let grammar = [
            "a", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "for", "from", "had", "has",
            "have", "he", "i", "if", "in", "is", "it", "my", "not", "of", "on", "or", "our", "she", "should", "so", "that", "the", "them",
            "then", "they", "this", "to", "was", "we", "were", "what", "which", "who", "will", "with", "would", "you",
        ];
        next.before != Break::Joined && grammar.binary_search(&text.plain(at + 1)).is_ok()
    };
    let articles: Vec<usize> = (0..tokens.len()).filter(article).collect();
    if articles.len() < 5 {
        return 0.0;
    }
    share(articles.iter().filter(|&&at| impossible(at)).count(), articles.len())
}

/// Share of words that the word list knows; names and numbers are passed over. Where facts are asked for, a few words tell no language:
/// they may be names and formulas.
pub(super) fn english(text: &Text, form: Form) -> f64 {
    const TELLING: usize = 8;
    let counted = text.tokens().iter().filter(|t| t.kind != TokenKind::Number && (!t.capital || t.before == Break::Sentence));
    let (known, all) = (counted.clone().filter(|t| t.known).count(), counted.count());
    if form == Form::Facts && all < TELLING { 1.0 } else { share(known, all) }
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    // Counts of words are far below 2^52.
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
