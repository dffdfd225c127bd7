//! The rubric's own wording, word by word: what a copy is told by. Read once for all answers to a question. Must not see an answer.

use crate::rubric::Rubric;
use crate::text::{english, fold};
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// Words in a row, in one text.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<u32>,
}

impl Words {
    /// Each word of a text that is no answer, in lower case and with contractions written out, as [`Text::plain`](crate::text::Text::plain)
    /// has them. Enough to tell a copy, and far cheaper than folding.
    fn of(raw: &str) -> Self {
        let mut words = Self { text: String::with_capacity(raw.len()), ends: Vec::with_capacity(raw.len() / 5) };
        let cut = raw.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.'));
        for word in cut.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty()) {
            let plain = fold::plain(word);
            match english::contraction(&plain) {
                Some(expansion) => expansion.split(' ').for_each(|word| words.push(word)),
                None => words.push(plain.strip_suffix("'s").unwrap_or(&plain)),
            }
        }
        words
    }

    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        // A rubric is far smaller than 4 GiB.
        self.ends.push(self.text.len() as u32);
    }

    /// The words in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let word = self.text.get(start..end as usize).unwrap_or("");
            start = end as usize;
            word
        })
    }
}

/// What a rubric says in words.
#[derive(Debug)]
pub(super) struct Wording {
    /// The words of the question.
    prompt: Words,
    /// Of each criterion that an answer could copy.
    pub(super) criteria: Vec<Words>,
    /// Of the model answer.
    pub(super) model: Words,
}

impl Wording {
    pub(super) fn of(rubric: &Rubric) -> Self {
        let says = rubric.key_points.iter().map(|k| &k.says).chain(rubric.looks_for.iter().map(|l| &l.says));
        Self {
            prompt: Words::of(&rubric.question.prompt),
            criteria: says.map(|says| Words::of(says)).collect(),
            model: Words::of(&rubric.model_answer),
        }
    }

    /// The different words of the question.
    pub(super) fn asked(&self) -> HashSet<&str, RandomState> {
        self.prompt.iter().collect()
    }
}
