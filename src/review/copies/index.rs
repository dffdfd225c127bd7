//! An index from fingerprints to texts: which pairs share some, without comparing every text with every other. Must not look at words.

use super::fingerprints::Fingerprint;

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

/// The pairs of texts by different authors that share fingerprints, in order. The last text is the model answer and has no author:
/// it is paired with every text, while a fingerprint that stands in more than `most` others pairs none of them.
pub(super) fn pairs(texts: &[Vec<Fingerprint>], authors: &[&str], most: usize) -> Vec<Pair> {
    let mut prints: Vec<(u64, usize, usize)> =
        texts.iter().enumerate().flat_map(|(text, prints)| prints.iter().map(move |print| (print.hash, text, print.at))).collect();
    prints.sort_unstable();
    // A run that a text has twice counts where it stands first.
    prints.dedup_by_key(|(hash, text, _)| (*hash, *text));
    let mut seeds: Vec<(usize, usize, usize, usize)> = Vec::new();
    for group in prints.chunk_by(|a, b| a.0 == b.0) {
        let (answers, model) = group.split_at(group.partition_point(|(_, text, _)| *text < authors.len()));
        for (_, model, there) in model {
            seeds.extend(answers.iter().map(|(_, text, here)| (*text, *model, *here, *there)));
        }
        if answers.len() > most {
            continue;
        }
        for (nth, (_, first, here)) in answers.iter().enumerate() {
            let others = answers[nth + 1..].iter().filter(|(_, second, _)| authors[*first] != authors[*second]);
            seeds.extend(others.map(|(_, second, there)| (*first, *second, *here, *there)));
        }
    }
    seeds.sort_unstable();
    let pair = |group: &[(usize, usize, usize, usize)]| {
        let seeds = group.iter().map(|(_, _, here, there)| (*here, *there)).collect();
        group.first().map(|(first, second, ..)| Pair { first: *first, second: *second, seeds })
    };
    seeds.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter_map(pair).collect()
}
