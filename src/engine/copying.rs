//! What of an answer is the rubric's own wording. Must not judge what that means.

use super::manner::share;
use super::numbering::{Numbering, WordId};
use super::wording::{Wording, Words};
use crate::text::Text;
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// Share of sentences nearly all of whose words stand in one criterion of the rubric.
pub(super) fn criteria_copied(text: &Text, words: &Numbering<'_>, wording: &Wording) -> f64 {
    // For each criterion, which words of the answer it has.
    let has = |says: &Words| {
        let mut has = vec![false; words.words().len()];
        says.iter().filter_map(|word| words.number(word)).for_each(|number| has[number as usize] = true);
        has
    };
    let criteria: Vec<Vec<bool>> = wording.criteria.iter().map(has).collect();
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
pub(super) fn model_copied(words: &Numbering<'_>, wording: &Wording) -> f64 {
    const RUN: usize = 5;
    let model: Vec<Option<WordId>> = wording.model.iter().map(|word| words.number(word)).collect();
    // A run with a word that the answer does not have cannot stand in the answer.
    let runs = model.split(Option::is_none).filter(|known| known.len() >= RUN);
    let known: Vec<Vec<WordId>> = runs.map(|run| run.iter().copied().flatten().collect()).collect();
    let model: HashSet<&[WordId], RandomState> = known.iter().flat_map(|run| run.windows(RUN)).collect();
    let own = words.of_tokens();
    share(own.windows(RUN).filter(|run| model.contains(*run)).count(), own.len().saturating_sub(RUN - 1))
}
