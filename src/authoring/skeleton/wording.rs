//! What the wording of an item tells: a name for it, and whether a mistake is something left out or something done. Must not read pages.

use crate::authoring::draft::{Kind, Term};
use crate::rubric::MistakeKind;

/// Words that open a mistake of leaving something out.
const LEFT_OUT: [&str; 51] = [
    "absence",
    "cannot",
    "disregarding",
    "disregards",
    "fail",
    "failed",
    "failing",
    "fails",
    "failure",
    "forgets",
    "forgetting",
    "ignores",
    "ignoring",
    "inability",
    "inadequate",
    "insufficient",
    "lack",
    "lacking",
    "lacks",
    "limited",
    "little",
    "misses",
    "missing",
    "neglecting",
    "neglects",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "not",
    "nothing",
    "omission",
    "omits",
    "omitted",
    "omitting",
    "overlooking",
    "overlooks",
    "skipped",
    "skipping",
    "skips",
    "doesn't",
    "didn't",
    "don't",
    "isn't",
    "won't",
    "unclear",
    "underestimates",
    "underestimating",
    "vague",
    "without",
];

/// Words that open a mistake of leaving something out where one of the others follows: seeing a part only leaves the rest out.
const WITH: [(&str, &[&str]); 6] = [
    ("focusing", &["only", "solely", "exclusively"]),
    ("focuses", &["only", "solely", "exclusively"]),
    ("concentrating", &["only", "solely"]),
    ("leaving", &["out"]),
    ("leaves", &["out"]),
    ("left", &["out"]),
];

/// Words that say behind a verb that its deed was left out: "tells nobody", "does not ask", "gives no reason".
const DENYING: [&str; 6] = ["never", "no", "nobody", "none", "not", "nothing"];

/// Verbs behind which a denial is only what somebody says or thinks: "claims nothing happened".
const SAYING: [&str; 12] = [
    "assumes",
    "assuming",
    "believes",
    "believing",
    "claiming",
    "claims",
    "pretending",
    "pretends",
    "promises",
    "promising",
    "thinking",
    "thinks",
];

/// Whether a mistake is one of leaving something out, by its opening words; else it is one of saying or doing something.
pub(super) fn kind(says: &str) -> MistakeKind {
    let mut words = says.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|w| !w.is_empty());
    let mut word = || words.next().map(|word| word.to_lowercase().replace('’', "'")).unwrap_or_default();
    let (first, second) = (word(), word());
    let (first, second) = (first.as_str(), second.as_str());
    let with = WITH.iter().any(|(opening, others)| *opening == first && others.contains(&second));
    let denied = DENYING.contains(&second) && !SAYING.contains(&first);
    if with || denied || LEFT_OUT.contains(&first) { MistakeKind::Omission } else { MistakeKind::Commission }
}

/// The most words that name an item before its colon.
const LEAD: usize = 6;

/// A statement's name, which stands before its colon, and what is said of it.
pub(super) fn lead(says: &str) -> Option<(&str, &str)> {
    let (lead, rest) = says.split_once(':')?;
    let lead = lead.split('(').next().unwrap_or(lead);
    (lead.split_whitespace().count() <= LEAD).then_some((lead, rest.trim()))
}

/// A base for an item's id: the words before its colon, where it has such a lead, else the first of its terms.
pub(super) fn slug(says: &str, terms: &[Term]) -> String {
    const WORDS: usize = 3;
    let lead = lead(says).map(|(lead, _)| lead);
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
        for says in [
            "Leaving out the dose",
            "Leaves out the dose",
            "Tells nobody",
            "Nobody is told",
            "Fails to ask",
            "Never asks",
            "Does not ask",
            "Doesn’t ask",
            "Gives no reason",
        ] {
            assert_eq!(kind(says), MistakeKind::Omission, "{says}");
        }
        for says in [
            "Blaming others",
            "Focusing on blame rather than repair",
            "Panicking",
            "Noting it",
            "Leaving the patient alone",
            "Pretends nothing happened",
            "",
        ] {
            assert_eq!(kind(says), MistakeKind::Commission, "{says}");
        }
    }
}
