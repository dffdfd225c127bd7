//! Words of one family that stemming keeps apart: "dark" and "darkest", "heat" and "heater", "extend" and "extension". They mean about
//! the same, like those of the thesaurus. Must not know references.

use super::words::{self, Frequency};
use crate::text::{english, fold, words as known};

/// The most words of a family that a term lists.
const MOST: usize = 4;
/// The fewest letters that two words share, and the fewest where an ending as a rule makes another word.
const SHARED: usize = 3;
const SHARED_BY_MOST: usize = 4;

/// Endings of comparison and of who or what does it.
const NEAR: [&str; 3] = ["", "er", "est"];

/// Endings of stems that make other kinds of words.
const ENDINGS: [&str; 32] = [
    "abl", "age", "al", "anc", "ant", "at", "ement", "enc", "ent", "er", "ess", "est", "ful", "ibl", "ic", "ifi", "ion", "ish", "ism",
    "ist", "iti", "iv", "iz", "less", "li", "ment", "ness", "or", "ship", "th", "ur", "ward",
];

/// Last letters that change before an ending ("extend" and "extension", "transmit" and "transmission").
const TURNED: [(&str, &str); 4] = [("d", "s"), ("t", "ss"), ("b", "pt"), ("ifi", "ific")];

/// Known words of the family of a stem, none of which has it, the commonest first.
pub(super) fn family(stem: &str) -> Vec<&'static str> {
    let plain = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase());
    if stem.len() < SHARED || !plain(stem) {
        return Vec::new();
    }
    let mut found: Vec<(String, &'static str)> = Vec::new();
    for word in known::beginning(&stem[..SHARED]).filter(|w| plain(w) && !english::is_function_word(w)) {
        let other = fold::stem(word);
        if related(stem, &other) && (other.len() <= stem.len() || is_usual(word, &other)) {
            match found.iter_mut().find(|(known, _)| *known == other) {
                Some((_, shortest)) if word.len() < shortest.len() => *shortest = word,
                Some(_) => {}
                None => found.push((other, word)),
            }
        }
    }
    found.sort_by_key(|(stem, word)| (words::frequency(stem), word.len(), *word));
    found.into_iter().map(|(_, word)| word).take(MOST).collect()
}

/// Whether a word that another makes is worth a thought: no rare one but for degrees of an adjective, so that "clover" is not of "clove".
fn is_usual(word: &str, stem: &str) -> bool {
    let degree = word.strip_suffix("er").is_some_and(|base| known::is_known(&format!("{base}est")));
    degree || word.ends_with("est") || words::frequency(stem) != Frequency::Rare
}

/// Whether a word of the second stem belongs to the family of the first.
fn related(stem: &str, other: &str) -> bool {
    let bare = |stem: &'_ str| stem.strip_suffix('e').unwrap_or(stem).to_owned();
    let (one, two) = (bare(stem), bare(other));
    let shared = one.bytes().zip(two.bytes()).take_while(|(a, b)| a == b).count();
    if one == two || shared < SHARED {
        return false;
    }
    let (mine, its) = (&one[shared..], &two[shared..]);
    match (mine, its) {
        // "Closer" and "closest" share the first letter of their endings.
        ("r", "st") | ("st", "r") => one[..shared].ends_with('e') && shared > SHARED,
        ("", ending) => makes(&one, ending),
        // A rarer word is hardly what it is made of: "number" is not of "numb".
        (ending, "") => makes(&two, ending) && words::frequency(other) <= words::frequency(stem),
        _ => shared >= SHARED_BY_MOST && TURNED.iter().any(|pair| *pair == (mine, its) || *pair == (its, mine)),
    }
}

/// Whether an ending makes a word of the same family.
fn makes(base: &str, ending: &str) -> bool {
    let doubled = base.chars().last().and_then(|last| ending.strip_prefix(last)).unwrap_or_default();
    NEAR.contains(&ending) || NEAR[1..].contains(&doubled) || base.len() >= SHARED_BY_MOST && ENDINGS.contains(&ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Vec<&'static str> {
        family(&fold::stem(word))
    }

    #[test]
    fn words_of_one_family_are_found() {
        for (word, other) in [
            ("darkest", "dark"),
            ("closer", "closest"),
            ("big", "bigger"),
            ("heater", "heat"),
            ("extend", "extension"),
            ("transmission", "transmit"),
            ("reusability", "reuse"),
            ("slowly", "slow"),
        ] {
            assert!(of(word).contains(&other), "{word}: {:?}", of(word));
        }
    }

    #[test]
    fn others_that_begin_alike_are_not() {
        for (word, other) in
            [("number", "numb"), ("forward", "for"), ("notice", "not"), ("process", "pro"), ("heavy", "heaven"), ("clove", "clover")]
        {
            assert!(!of(word).contains(&other), "{word}: {:?}", of(word));
        }
        assert!(of("ip").is_empty() && of("p99").is_empty() && of("naïve").is_empty());
        assert!(of("pressure").len() <= MOST && !of("dark").contains(&"dark"));
    }
}
