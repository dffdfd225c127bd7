//! English as data: irregular forms, contractions, British spellings, function words, verbs, numbers. The lists are files in `data/`;
//! this module only looks words up. Must not know what any of them is worth.

use super::line_table::LineTable;

static IRREGULAR: LineTable<1024> = LineTable::new(include_str!("data/irregular.txt"));
static CONTRACTIONS: LineTable<1024> = LineTable::new(include_str!("data/contractions.txt"));
static SPELLING: LineTable<1024> = LineTable::new(include_str!("data/spelling.txt"));
static FUNCTION_WORDS: LineTable<1024> = LineTable::new(include_str!("data/function_words.txt"));
static VERBS: LineTable<4096> = LineTable::new(include_str!("data/verbs.txt"));
static UNITS: LineTable<256> = LineTable::new(include_str!("data/units.txt"));
static NUMBERS: LineTable<256> = LineTable::new(include_str!("data/numbers.txt"));

/// Words that carry no meaning of their own for a phrase: they are dropped from answers and phrases alike, so that "asked the team",
/// "asked our team" and "really just asked the team" are one.
pub const DROPPED: [&str; 25] = [
    "a", "actually", "also", "an", "er", "erm", "his", "hmm", "its", "just", "my", "our", "quite", "really", "simply", "that", "the",
    "their", "these", "this", "those", "uh", "um", "very", "your",
];

/// Whether the matcher drops this lower-case word; see [`DROPPED`].
pub fn is_dropped(word: &str) -> bool {
    DROPPED.binary_search(&word).is_ok()
}

/// The base form of an irregular form: `wrote` gives `write`.
pub fn irregular(word: &str) -> Option<&'static str> {
    IRREGULAR.get(word)
}

/// The words that a contraction stands for, separated by spaces: `didn't` gives `did not`.
pub fn contraction(word: &str) -> Option<&'static str> {
    CONTRACTIONS.get(word)
}

/// The American spelling of a British one.
pub fn american(word: &str) -> Option<&'static str> {
    SPELLING.get(word)
}

/// Whether a lower-case word is grammar rather than content (articles, pronouns, prepositions, auxiliaries).
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// Whether a lower-case word names a unit of time.
pub fn is_time_unit(word: &str) -> bool {
    UNITS.contains(word)
}

/// Whether a lower-case word is a number word (`three`, `dozen`, `half`).
pub fn is_number_word(word: &str) -> bool {
    NUMBERS.contains(word)
}

/// How a lower-case word can be read as a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// `check`, `write`: base form or imperative (also a present tense).
    Base,
    /// `checked`, `wrote`: past tense or participle.
    Past,
    /// `checking`.
    Ing,
    /// `checks`.
    ThirdPerson,
}

/// The verb form that a lower-case word most likely is; `None` for a word that is no verb of the list.
pub fn verb_form(word: &str) -> Option<VerbForm> {
    if let Some(base) = irregular(word) {
        let form = match word {
            "am" | "are" | "is" | "has" | "does" | "goes" => VerbForm::ThirdPerson,
            _ if word.ends_with("ing") => VerbForm::Ing,
            _ => VerbForm::Past,
        };
        return VERBS.contains(base).then_some(form);
    }
    if VERBS.contains(word) {
        return Some(VerbForm::Base);
    }
    let is_verb = |stem: &str| {
        let doubled = stem.len() > 2 && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
        VERBS.contains(stem)
            || VERBS.contains(format!("{stem}e").as_str())
            || stem.strip_suffix('i').is_some_and(|s| VERBS.contains(format!("{s}y").as_str()))
            || (doubled && stem.is_ascii() && VERBS.contains(&stem[..stem.len() - 1]))
    };
    if let Some(stem) = word.strip_suffix("ed") {
        return is_verb(stem).then_some(VerbForm::Past);
    }
    if let Some(stem) = word.strip_suffix("ing") {
        return is_verb(stem).then_some(VerbForm::Ing);
    }
    let stem = word.strip_suffix("es").filter(|s| VERBS.contains(s)).or_else(|| word.strip_suffix('s'))?;
    VERBS.contains(stem).then_some(VerbForm::ThirdPerson)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_told_by_form() {
        assert_eq!(verb_form("wrote"), Some(VerbForm::Past));
        assert_eq!(verb_form("dropped"), Some(VerbForm::Past));
        assert_eq!(verb_form("tracing"), Some(VerbForm::Ing));
        assert_eq!(verb_form("checks"), Some(VerbForm::ThirdPerson));
        assert_eq!(verb_form("kubernetes"), None);
    }

    #[test]
    fn the_list_of_dropped_words_can_be_searched() {
        assert!(DROPPED.is_sorted());
    }
}
