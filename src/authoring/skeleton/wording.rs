//! What the wording of an item tells: a name for it, and whether a mistake is something left out or something done. Must not read pages.

use crate::authoring::draft::{Kind, Term};
use crate::rubric::MistakeKind;
use std::collections::BTreeSet;

/// Words that open a mistake of leaving something out.
const LEFT_OUT: [&str; 27] = [
    "absence",
    "disregarding",
    "failing",
    "failure",
    "forgetting",
    "ignoring",
    "inability",
    "inadequate",
    "insufficient",
    "lack",
    "lacking",
    "leaving",
    "limited",
    "little",
    "missing",
    "neglecting",
    "never",
    "no",
    "not",
    "omitting",
    "omission",
    "overlooking",
    "skipping",
    "unclear",
    "underestimating",
    "vague",
    "without",
];

/// Words that open one of seeing a part only, which leaves the rest out.
const ONLY: [(&str, &[&str]); 2] = [("focusing", &["only", "solely", "exclusively"]), ("concentrating", &["only", "solely"])];

/// Whether a mistake is one of leaving something out, by its opening words; else it is one of saying or doing something.
pub(super) fn kind(says: &str) -> MistakeKind {
    let mut words = says.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).map(str::to_lowercase);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let only = ONLY.iter().any(|(verb, adverbs)| *verb == first && adverbs.contains(&second.as_str()));
    if only || LEFT_OUT.contains(&first.as_str()) { MistakeKind::Omission } else { MistakeKind::Commission }
}

/// Names that have been given.
#[derive(Debug, Default)]
pub(in crate::authoring) struct Names(BTreeSet<String>);

impl Names {
    /// `base`, or with a number behind it when that has been given; also in other letters of case, as files have it.
    pub(in crate::authoring) fn give(&mut self, base: &str) -> String {
        let mut name = base.to_owned();
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{base}-{number}");
            number += 1;
        }
        name
    }
}

/// A base for an item's id: the words before its colon, where it has such a lead, else the first of its terms.
pub(super) fn slug(says: &str, terms: &[Term]) -> String {
    const WORDS: usize = 3;
    const LEAD: usize = 6;
    let lead =
        says.split_once(':').map(|(lead, _)| lead.split('(').next().unwrap_or(lead)).filter(|l| l.split_whitespace().count() <= LEAD);
    let own = || terms.iter().filter(|t| t.kind >= Kind::Common || t.kind == Kind::Asked).filter_map(|t| t.written.first());
    let words: Vec<String> = match lead {
        Some(lead) => lead.split_whitespace().map(bare).filter(|w| !w.is_empty() && w != "and").take(LEAD).collect(),
        None => own().map(|w| bare(w)).filter(|w| !w.is_empty() && !LEFT_OUT.contains(&w.as_str())).take(WORDS).collect(),
    };
    if words.is_empty() { "item".to_owned() } else { words.join("-") }
}

fn bare(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_words_tell_what_was_left_out_from_what_was_done() {
        for says in ["Failing to ask", "Not verifying the fix", "Lack of measures", "Focusing solely on tools", "Vague descriptions"] {
            assert_eq!(kind(says), MistakeKind::Omission, "{says}");
        }
        for says in ["Blaming others", "Focusing on blame rather than repair", "Panicking", "Noting it", ""] {
            assert_eq!(kind(says), MistakeKind::Commission, "{says}");
        }
    }

    #[test]
    fn names_differ() {
        let mut names = Names::default();
        assert_eq!([names.give("a"), names.give("A"), names.give("a-2")], ["a", "A-2", "a-2-2"]);
    }
}
