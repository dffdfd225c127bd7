//! Winnowing: which few of a text's word runs stand for all of it.
//!
//! S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003: of the hashes of
//! all runs of [`RUN`] words, the least of each [`WINDOW`] in a row is kept, of equals the rightmost. Whatever [`SURE`] words or more
//! two texts share, at least one fingerprint of it is kept in both. Must not compare texts.

/// Words in a run (the noise threshold, k): what is shorter is no sign of copying.
pub(super) const RUN: usize = 5;
/// Runs in a window (w): the larger, the fewer fingerprints.
pub(super) const WINDOW: usize = 4;
/// A passage of so many words that two texts share is found for certain (the guarantee threshold, t = w + k - 1).
pub(super) const SURE: usize = WINDOW + RUN - 1;

/// A run of words that stands for its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fingerprint {
    /// The hash of the run.
    pub(super) hash: u64,
    /// Its first word.
    pub(super) at: usize,
}

/// The hashes of all runs of [`RUN`] words, in order; `words` are the hashes of the words.
pub(super) fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(RUN).map(|run| run.iter().fold(0, |hash: u64, word| (hash.rotate_left(21) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// The fingerprints of a text, in order.
pub(super) fn winnow(words: &[u64]) -> Vec<Fingerprint> {
    let all: Vec<u64> = runs(words).collect();
    let mut kept: Vec<Fingerprint> = Vec::with_capacity(all.len() / 2 + 1);
    // A text too short to fill a window is one window.
    let windows = all.windows(WINDOW.min(all.len().max(1))).enumerate();
    for (start, window) in windows {
        let least = window.iter().enumerate().min_by_key(|(at, hash)| (**hash, usize::MAX - at));
        if let Some((at, &hash)) = least
            && kept.last().is_none_or(|last| last.at != start + at)
        {
            kept.push(Fingerprint { hash, at: start + at });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_shared_and_long_enough_leaves_a_fingerprint_in_both(
            shared in prop::collection::vec(any::<u64>(), SURE..30),
            before in prop::collection::vec(any::<u64>(), 0..20),
            after in prop::collection::vec(any::<u64>(), 0..20),
        ) {
            let one: Vec<u64> = before.iter().chain(&shared).copied().collect();
            let two: Vec<u64> = shared.iter().chain(&after).copied().collect();
            let (one, two) = (winnow(&one), winnow(&two));
            prop_assert!(one.iter().any(|a| two.iter().any(|b| a.hash == b.hash)));
        }
    }

    #[test]
    fn short_texts_have_one_fingerprint_or_none() {
        assert_eq!(winnow(&[1, 2, 3, 4]).len(), 0);
        assert_eq!(winnow(&[1, 2, 3, 4, 5]).len(), 1);
        assert_eq!(winnow(&[]).len(), 0);
    }
}
