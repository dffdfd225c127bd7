//! From places where two texts share a fingerprint to the passages that they share. Must not decide whether that is a copy.

use super::fingerprints::RUN;
use super::words::Words;
use std::ops::Range;

/// So many changed words in a row, in either text, do not end a passage.
const GAP: usize = 4;

/// A passage of two texts, as ranges of their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shared {
    /// In the first.
    pub(super) first: Range<usize>,
    /// In the second.
    pub(super) second: Range<usize>,
    /// The words that are the same in both and their own, not the question's.
    pub(super) words: usize,
    /// These without what many texts say.
    pub(super) rare: usize,
}

/// A text to be compared.
pub(super) struct Side<'w> {
    /// Its words.
    pub(super) words: &'w Words,
    /// For each, whether it was given with the question.
    pub(super) given: &'w [bool],
    /// For each, whether it belongs to what many texts say.
    pub(super) common: &'w [bool],
}

/// Words that are the same in both, as long as they go.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: usize,
    second: usize,
    len: usize,
}

/// The passages that two texts share, in the order of the first; `seeds` are places (first word of a run in each).
pub(super) fn shared(one: &Side<'_>, two: &Side<'_>, seeds: &[(usize, usize)]) -> Vec<Shared> {
    let mut runs = grown(one, two, seeds);
    // The longest first: what they cover is taken, so that a phrase said twice counts once.
    runs.sort_unstable_by_key(|run| (usize::MAX - run.len, run.first, run.second));
    let mut taken = (vec![false; one.words.ids.len()], vec![false; two.words.ids.len()]);
    runs.retain(|run| {
        let (first, second) = (&mut taken.0[run.first..run.first + run.len], &mut taken.1[run.second..run.second + run.len]);
        let free = !first.contains(&true) && !second.contains(&true);
        if free {
            first.fill(true);
            second.fill(true);
        }
        free
    });
    runs.sort_unstable_by_key(|run| run.first);
    joined(one, two, &runs)
}

/// Every seed grown to both sides as far as the words are the same.
fn grown(one: &Side<'_>, two: &Side<'_>, seeds: &[(usize, usize)]) -> Vec<Run> {
    let (a, b) = (&one.words.ids, &two.words.ids);
    let mut seeds: Vec<(usize, usize)> = seeds.to_vec();
    // By diagonal, so that the seeds inside of a run that has grown are passed over.
    seeds.sort_unstable_by_key(|(first, second)| (*first as isize - *second as isize, *first));
    let mut runs: Vec<Run> = Vec::new();
    for (first, second) in seeds {
        let inside = |run: &Run| run.first + second == run.second + first && first < run.first + run.len;
        // Two runs may have the same hash and not be the same.
        let same = a.get(first..first + RUN).is_some_and(|run| b.get(second..second + RUN) == Some(run));
        if !same || runs.last().is_some_and(inside) {
            continue;
        }
        let back = a[..first].iter().rev().zip(b[..second].iter().rev()).take_while(|(a, b)| a == b).count();
        let ahead = a[first..].iter().zip(&b[second..]).take_while(|(a, b)| a == b).count();
        runs.push(Run { first: first - back, second: second - back, len: back + ahead });
    }
    runs
}

/// Runs that follow one another closely in both texts, as one passage each.
fn joined(one: &Side<'_>, two: &Side<'_>, runs: &[Run]) -> Vec<Shared> {
    let own = |run: &Run| (0..run.len).filter(|at| !one.given[run.first + at] && !two.given[run.second + at]).count();
    let rare = |run: &Run| {
        let known = |at: usize| one.given[run.first + at] || two.given[run.second + at] || one.common[run.first + at];
        (0..run.len).filter(|at| !known(*at)).count()
    };
    let mut passages: Vec<Shared> = Vec::new();
    for run in runs {
        let (first, second) = (run.first..run.first + run.len, run.second..run.second + run.len);
        match passages.last_mut() {
            Some(last)
                if first.start - last.first.end <= GAP && second.start >= last.second.end && second.start - last.second.end <= GAP =>
            {
                last.first.end = first.end;
                last.second.end = second.end;
                last.words += own(run);
                last.rare += rare(run);
            }
            _ => passages.push(Shared { first, second, words: own(run), rare: rare(run) }),
        }
    }
    passages
}
