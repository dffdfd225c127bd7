//! What is known of single English words: how common they are, and what means about the same. The lists are files in `data/`, compiled
//! from sources that their notices name. Must not know references.

use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The six thousand commonest words that are no grammar: `1` behind the thousand commonest, `2` behind the others.
const COMMON: &str = include_str!("data/common.txt");

/// A word a line, and behind it what means about the same.
const THESAURUS: &str = include_str!("data/thesaurus.txt");

/// How common words are by their stem: as common as the commonest of them.
static FREQUENCY: LazyLock<HashMap<String, Frequency>> = LazyLock::new(|| {
    let mut frequency = HashMap::new();
    for (word, class) in COMMON.lines().filter_map(|line| line.split_once(' ')) {
        let class = if class == "1" { Frequency::Common } else { Frequency::Usual };
        let known = frequency.entry(fold::stem(word)).or_insert(class);
        *known = class.min(*known);
    }
    frequency
});

/// The words of the thesaurus by the stem of the word that they stand behind.
static ALIKE: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut alike: HashMap<String, Vec<&'static str>> = HashMap::new();
    for line in THESAURUS.lines() {
        let mut words = line.split(' ');
        let key = words.next().map(fold::stem).unwrap_or_default();
        alike.entry(key).or_default().extend(words);
    }
    alike
});

/// Words of grammar that turn a statement, and so are worth finding.
const TURNING: [&str; 28] = [
    "after", "against", "all", "another", "before", "between", "both", "each", "every", "first", "least", "less", "more", "most", "never",
    "no", "none", "not", "once", "only", "other", "own", "same", "several", "until", "without", "cannot", "nothing",
];

/// How common a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Frequency {
    Common,
    Usual,
    Rare,
}

/// How common the words of a stem are.
pub(super) fn frequency(stem: &str) -> Frequency {
    FREQUENCY.get(stem).copied().unwrap_or(Frequency::Rare)
}

/// Whether a word of grammar turns a statement.
pub(super) fn turns(plain: &str) -> bool {
    TURNING.contains(&plain)
}

/// Other words that mean about the same as any word of this stem.
pub(super) fn alike(stem: &str) -> &'static [&'static str] {
    ALIKE.get(stem).map_or(&[], Vec::as_slice)
}

/// A small number in words, or in digits.
pub(super) fn other_number(plain: &str) -> Option<&'static str> {
    const NUMBERS: [(&str, &str); 13] = [
        ("0", "zero"),
        ("1", "one"),
        ("2", "two"),
        ("3", "three"),
        ("4", "four"),
        ("5", "five"),
        ("6", "six"),
        ("7", "seven"),
        ("8", "eight"),
        ("9", "nine"),
        ("10", "ten"),
        ("11", "eleven"),
        ("12", "twelve"),
    ];
    NUMBERS.iter().find_map(|(digits, word)| match plain {
        plain if plain == *digits => Some(*word),
        plain if plain == *word => Some(*digits),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_how_common_they_are() {
        assert_eq!(frequency(&fold::stem("made")), Frequency::Common);
        assert_eq!(frequency(&fold::stem("containers")), Frequency::Usual);
        assert_eq!(frequency(&fold::stem("dereferencing")), Frequency::Rare);
    }

    #[test]
    fn words_that_mean_the_same_are_found_in_any_form() {
        assert!(alike(&fold::stem("repetitions")).contains(&"repeat"));
        assert!(alike("xyzzy").is_empty());
    }

    #[test]
    fn numbers_are_written_either_way() {
        assert_eq!((other_number("2"), other_number("two"), other_number("13")), (Some("two"), Some("2"), None));
    }
}
