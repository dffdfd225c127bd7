//! An index from fingerprints to texts: which pairs share some, without comparing every text with every other. Must not look at words.

use super::fingerprints::Fingerprint;
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// Two texts that share fingerprints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// The first text.
    pub(super) first: usize,
    /// The second, which stands later.
    pub(super) second: usize,
    /// Where the shared runs begin in each, in words.
    pub(super) seeds: Vec<(usize, usize)>,
}

/// What the index tells.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The pairs of texts by different authors that share fingerprints, in order.
    pub(super) pairs: Vec<Pair>,
    /// Fingerprints that many texts have: no more than how people put it, unless they come in a long row.
    pub(super) common: HashSet<u64, RandomState>,
}

/// Two texts, and the first word of a run in each.
type Seed = (usize, usize, usize, usize);

/// Looks up which texts share fingerprints. The last text is the model answer and has no author: it is paired with every text. A
/// fingerprint that more than `most` others have pairs each of them with one other only, in the order of the authors; one that most of
/// all answers have as well was handed out to them, and pairs none.
pub(super) fn found(texts: &[Vec<Fingerprint>], authors: &[&str], most: usize) -> Found {
    let mut prints: Vec<(u64, usize, usize)> =
        texts.iter().enumerate().flat_map(|(text, prints)| prints.iter().map(move |print| (print.hash, text, print.at))).collect();
    prints.sort_unstable();
    // A run that a text has twice counts where it stands first.
    prints.dedup_by_key(|(hash, text, _)| (*hash, *text));
    let mut seeds: Vec<Seed> = Vec::new();
    let mut found = Found::default();
    let seed = |a: &(u64, usize, usize), b: &(u64, usize, usize)| {
        let (one, two) = if a.1 < b.1 { (a, b) } else { (b, a) };
        (authors[a.1] != authors[b.1]).then_some((one.1, two.1, one.2, two.2))
    };
    for group in prints.chunk_by(|a, b| a.0 == b.0) {
        let (answers, model) = group.split_at(group.partition_point(|(_, text, _)| *text < authors.len()));
        for (_, model, there) in model {
            seeds.extend(answers.iter().map(|(_, text, here)| (*text, *model, *here, *there)));
        }
        if answers.len() <= most {
            let pairs = answers.iter().enumerate().flat_map(|(nth, one)| answers[nth + 1..].iter().map(move |two| (one, two)));
            seeds.extend(pairs.filter_map(|(one, two)| seed(one, two)));
            continue;
        }
        found.common.extend(group.first().map(|(hash, ..)| *hash));
        if answers.len() * 2 <= authors.len() {
            let mut answers = answers.to_vec();
            answers.sort_by_key(|(_, text, _)| (authors[*text], *text));
            seeds.extend(answers.windows(2).filter_map(|two| seed(&two[0], &two[1])));
        }
    }
    seeds.sort_unstable();
    let pair = |group: &[Seed]| {
        let seeds = group.iter().map(|(_, _, here, there)| (*here, *there)).collect();
        group.first().map(|(first, second, ..)| Pair { first: *first, second: *second, seeds })
    };
    found.pairs = seeds.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter_map(pair).collect();
    found
}
