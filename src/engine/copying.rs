//! What of an answer is the rubric's own wording. Must not judge what that means.

use super::manner::share;
use super::numbering::{Numbering, WordId};
use super::reading::each_plain_word;
use crate::rubric::Rubric;
use crate::text::Text;
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// Share of sentences nearly all of whose words stand in one criterion of the rubric.
pub(super) fn criteria_copied(text: &Text, words: &Numbering<'_>, rubric: &Rubric) -> f64 {
    let says = rubric.key_points.iter().map(|k| &k.says).chain(rubric.looks_for.iter().map(|l| &l.says));
    // For each criterion, which words of the answer it has.
    let criteria: Vec<Vec<bool>> = says
        .map(|says| {
            let mut has = vec![false; words.words().len()];
            each_plain_word(says, |word| {
                if let Some(number) = words.number(word) {
                    has[number as usize] = true;
                }
            });
            has
        })
        .collect();
    let mut own: Vec<WordId> = Vec::new();
    let copied = text.sentences().iter().filter(|sentence| {
        own.clear();
        own.extend(&words.of_tokens()[sentence.tokens.clone()]);
        own.sort_unstable();
        own.dedup();
        let nearly_all = |has: &Vec<bool>| own.iter().filter(|&&word| has[word as usize]).count() * 10 >= own.len() * 9;
        own.len() >= 3 && criteria.iter().any(nearly_all)
    });
    share(copied.count(), text.sentences().len())
}

/// Share of the answer's five-word runs that stand in the model answer.
pub(super) fn model_copied(words: &Numbering<'_>, rubric: &Rubric) -> f64 {
    const RUN: usize = 5;
    let mut model: Vec<Option<WordId>> = Vec::new();
    each_plain_word(&rubric.model_answer, |word| model.push(words.number(word)));
    // A run with a word that the answer does not have cannot stand in the answer.
    let runs = model.split(Option::is_none).filter(|known| known.len() >= RUN);
    let known: Vec<Vec<WordId>> = runs.map(|run| run.iter().copied().flatten().collect()).collect();
    let model: HashSet<&[WordId], RandomState> = known.iter().flat_map(|run| run.windows(RUN)).collect();
    let own = words.of_tokens();
    share(own.windows(RUN).filter(|run| model.contains(*run)).count(), own.len().saturating_sub(RUN - 1))
}
