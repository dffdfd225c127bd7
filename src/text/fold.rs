//! Folding: the one form under which a word of an answer and a word of a phrase meet.
//!
//! NFKC, lower case, straight quotes, contractions written out, American spelling, base forms of irregular verbs, Snowball English
//! stems (Porter 2001, <https://snowballstem.org/algorithms/english/stemmer.html>). Both sides go through the same function, so a
//! stem need not be a word. Must not look at more than one word.

use super::english;
use frostem::{Algorithm, Stemmer};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// One folded word: the plain lower-case form and the form that is matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// Lower case, straight quotes, contractions written out; for looking up grammar.
    pub plain: String,
    /// The stem; empty for a word that matching drops.
    pub stem: String,
}

/// Lower case, compatibility forms composed (NFKC), curly apostrophes straight, invisible characters left out.
pub fn plain(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() {
        return match raw.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(raw.to_ascii_lowercase()),
            false => Cow::Borrowed(raw),
        };
    }
    let normal = match is_nfkc_quick(raw.chars()) {
        IsNormalized::Yes => Cow::Borrowed(raw),
        _ => Cow::Owned(raw.nfkc().collect::<String>()),
    };
    let visible =
        |c: &char| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}');
    let straight = |c| if matches!(c, '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '`') { '\'' } else { c };
    Cow::Owned(normal.chars().filter(visible).map(straight).flat_map(char::to_lowercase).collect())
}

/// Folds one raw word into one word, or into several when it is a contraction.
pub fn fold_words(raw: &str) -> Vec<Folded> {
    let word = plain(raw);
    if let Some(expansion) = english::contraction(&word) {
        return expansion.split(' ').map(|w| Folded { plain: w.to_owned(), stem: stem(w) }).collect();
    }
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(&word);
    // "SLOs", "VMs": the plural of an acronym is the acronym.
    let acronym_plural =
        raw.len() > 2 && raw.ends_with('s') && raw[..raw.len() - 1].bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let word = if acronym_plural { &word[..word.len() - 1] } else { word };
    vec![folded(word)]
}

/// Folds one lower-case word.
pub fn folded(word: &str) -> Folded {
    Folded { plain: word.to_owned(), stem: stem(word) }
}

/// The matched form of a lower-case word; empty when matching drops it.
pub fn stem(word: &str) -> String {
    if english::is_dropped(word) {
        return String::new();
    }
    if let Some(base) = english::irregular(word) {
        return snowball(base);
    }
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return word.replace(',', "");
    }
    snowball(&american(word))
}

fn snowball(word: &str) -> String {
    // "aws", "dns", "ops": in so short a word the s is no plural.
    if word.len() <= 3 && word.ends_with('s') {
        return word.to_owned();
    }
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

fn american(word: &str) -> Cow<'_, str> {
    if let Some(american) = english::american(word) {
        return Cow::Borrowed(american);
    }
    // -ise/-ize, -yse/-yze: both sides are folded alike, so that "wise" becomes "wize" harms nothing.
    const ENDINGS: [(&str, &str); 14] = [
        ("isations", "izations"),
        ("isation", "ization"),
        ("ising", "izing"),
        ("ises", "izes"),
        ("ised", "ized"),
        ("iser", "izer"),
        ("isers", "izers"),
        ("ise", "ize"),
        ("ysing", "yzing"),
        ("yses", "yzes"),
        ("ysed", "yzed"),
        ("yser", "yzer"),
        ("ysers", "yzers"),
        ("yse", "yze"),
    ];
    for (british, american) in ENDINGS {
        if word.len() > british.len() + 2
            && let Some(head) = word.strip_suffix(british)
        {
            return Cow::Owned(format!("{head}{american}"));
        }
    }
    Cow::Borrowed(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(raw: &str) -> Vec<String> {
        fold_words(raw).into_iter().map(|f| f.stem).collect()
    }

    #[test]
    fn inflections_meet() {
        for (a, b) in [
            ("Deployed", "deploying"),
            ("wrote", "writing"),
            ("prioritised", "prioritizing"),
            ("behaviour", "behavior"),
            ("SLOs", "slo"),
            ("team’s", "team"),
            ("tried", "try"),
            ("analysing", "analyze"),
        ] {
            assert_eq!(stems(a), stems(b), "{a} / {b}");
        }
    }

    #[test]
    fn words_that_differ_stay_apart() {
        for (a, b) in [("cache", "cash"), ("AWS", "aw"), ("p99", "p95"), ("four", "for"), ("hour", "our")] {
            assert_ne!(stems(a), stems(b), "{a} / {b}");
        }
    }

    #[test]
    fn contractions_are_written_out() {
        assert_eq!(stems("didn’t"), ["do", "not"]);
    }
}
