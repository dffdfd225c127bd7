//! The list of known English words, American and British: whether something is a word, which is then never taken for a typo, and which
//! words begin alike. Must not know what they mean.

use super::lines::SortedLines;

/// One lower-case word a line; compiled from SCOWL (see `data/words.LICENSE`).
const WORDS: &str = include_str!("data/words.txt");

/// Whether a lower-case word is a known English word. Plural, past and -ing forms are in the list themselves.
pub fn is_known(word: &str) -> bool {
    SortedLines::new(WORDS).contains(word)
}

/// The known words that begin so, in order.
pub fn beginning(letters: &str) -> impl Iterator<Item = &'static str> {
    SortedLines::new(WORDS).beginning(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_and_others_are_not() {
        assert!(WORDS.lines().is_sorted());
        assert!(WORDS.lines().step_by(97).all(is_known));
        assert!(["zebra", "a", "cash", "colour", "color"].into_iter().all(is_known));
        assert!(!["", "deploymnet", "zzz", "aaaaaaa"].into_iter().any(is_known));
    }
}
