//! Which concepts there are: the names that can stand behind `@`, and what each stands for. Must not print.

use crate::lexicon::written::alternatives;
use crate::lexicon::{Lexicon, TOKEN_CLASSES};

/// A name that can stand behind `@`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The name, without `@`.
    pub name: String,
    /// What it finds, where the engine finds that itself.
    pub class: Option<&'static str>,
    /// The ways of saying it, each a pattern; none where the engine finds it itself.
    pub patterns: Vec<String>,
}

/// What each class of tokens finds, in their order.
const FINDS: [&str; TOKEN_CLASSES.len()] = [
    "two numbers joined by an arrow, as in \"41 > 6 min\"",
    "a span of time, as in \"half an hour\" or \"200ms\"",
    "whoever speaks: I, we",
    "a sum of money",
    "a proper name",
    "a number, in figures or in words",
    "a verb in a past tense",
    "a share of a hundred, as in \"12 %\"",
];

/// Every concept in order of its name. With a word those that have it in their name or in a pattern, whose patterns with the word then
/// stand first; case does not matter. With `@name` only that one.
pub fn known(lexicon: &Lexicon, word: Option<&str>) -> Vec<Known> {
    let word = word.unwrap_or_default().trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&word);
    let known = lexicon.names().into_iter().map(|name| {
        let own = lexicon.concept(name);
        let class = TOKEN_CLASSES.iter().position(|class| *class == name).filter(|_| own.is_none()).map(|at| FINDS[at]);
        Known { name: name.to_owned(), class, patterns: own.map(alternatives).unwrap_or_default() }
    });
    if let Some(only) = word.strip_prefix('@') {
        return known.filter(|known| known.name == only).collect();
    }
    let mut known: Vec<Known> =
        known.filter(|known| has(&known.name) || known.class.is_some_and(has) || known.patterns.iter().any(|way| has(way))).collect();
    known.iter_mut().for_each(|known| known.patterns.sort_by_key(|way| !has(way)));
    known
}
