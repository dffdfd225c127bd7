//! Where clauses start, and how far a trigger reaches in them. Must not know what a trigger makes of what it reaches.

use super::main_clause;
use super::matching::Matches;
use super::program::Program;
use crate::text::english::VerbForm;
use crate::text::{Break, Text};
use std::ops::Range;

/// Where clauses start.
pub(super) struct Clauses<'t> {
    text: &'t Text,
    starts: Vec<bool>,
}

impl<'t> Clauses<'t> {
    pub(super) fn of(program: &Program<'_>, matches: &Matches, text: &'t Text) -> Self {
        let mut starts: Vec<bool> = (0..text.tokens().len()).map(|at| starts_clause(text, at)).collect();
        for hit in matches.of(program.boundaries) {
            starts[hit.start()] = true;
        }
        main_clause::mark(text, &mut starts);
        Self { text, starts }
    }

    /// Where the reach of a trigger that ends before `from` ends, of so many words; where other negations stand is sorted.
    pub(super) fn forward(&self, from: usize, words: u32, negations: &[usize]) -> usize {
        let mut left = words;
        let mut at = from;
        while at < self.starts.len() && left > 0 && !self.starts[at] {
            let token = self.text.tokens()[at];
            let listed = token.before == Break::Comma || matches!(self.text.plain(at), "or" | "nor" | "and");
            if listed {
                // A list goes on as long as it goes on ("no alerts, dashboards or runbooks"); a new negation starts its own scope.
                if (at..at + 4).any(|next| negations.binary_search(&next).is_ok()) {
                    break;
                }
                left = words;
            }
            if !self.text.stem(at).is_empty() {
                left -= 1;
            }
            at += 1;
        }
        at
    }

    /// Where the reach of a trigger that starts at `from` begins, looking back over so many words.
    pub(super) fn backward(&self, from: usize, words: u32) -> usize {
        let mut left = words;
        let mut at = from;
        while at > 0 && left > 0 && !self.starts[at] {
            at -= 1;
            if !self.text.stem(at).is_empty() {
                left -= 1;
            }
        }
        at
    }

    /// The clause that some tokens stand in.
    pub(super) fn around(&self, range: &Range<usize>) -> Range<usize> {
        let start = (0..=range.start).rev().find(|&at| self.starts[at]).unwrap_or(0);
        let end = (range.end..self.starts.len()).find(|&at| self.starts[at]).unwrap_or(self.starts.len());
        start..end
    }

    /// The sentence before the one at `at`; in a list, all the items before it.
    pub(super) fn sentence_before(&self, at: usize) -> Range<usize> {
        let sentences = self.text.sentences();
        let this = self.text.sentence_of(at);
        let Some(before) = this.checked_sub(1) else { return 0..0 };
        let mut first = before;
        // Items of a list are blocks of their own with a sentence each.
        while first > 0 && before - first < 12 && sentences[first].block != sentences[first - 1].block && sentences[first].tokens.len() < 12
        {
            first -= 1;
        }
        sentences[first].tokens.start..sentences[before].tokens.end
    }
}

/// Whether a clause starts at a token by punctuation, or by a subject or a deed of its own after a comma or "and".
fn starts_clause(text: &Text, at: usize) -> bool {
    let token = text.tokens()[at];
    let subject = |at: usize| matches!(text.plain(at), "i" | "we" | "he" | "she" | "they" | "it" | "you" | "there");
    let past =
        |at: usize| text.tokens().get(at).is_some_and(|t| t.verb == Some(VerbForm::Past) || matches!(text.plain(at), "was" | "were"));
    match token.before {
        Break::Sentence | Break::Semicolon | Break::Dash | Break::Arrow => true,
        Break::Comma if subject(at) => true,
        // ", and all three items were done": a new subject with a verb of its own before the next comma.
        Break::Comma if text.plain(at) == "and" => {
            let rest = (at + 1..text.tokens().len()).take(8).take_while(|&t| text.tokens()[t].before < Break::Comma);
            rest.into_iter().any(past)
        }
        _ => matches!(text.plain(at), "and" | "or") && (subject(at + 1) || (past(at + 1) && text.plain(at) == "and")),
    }
}
