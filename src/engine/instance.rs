//! Words that a pattern must hit: the proof that it can. Takes the first way everywhere, so it shows one way, not all. Must not judge
//! whether anybody would speak so.

use crate::lexicon::packed::{Part, View};
use crate::lexicon::{Lexicon, Packed};
use crate::rubric::Rubric;

/// Concepts may refer to one another no deeper than this.
const DEEPEST: usize = 16;

/// A sentence that a pattern should hit; `None` for one with a regex in it, whose words cannot be told.
pub fn instance(rubric: &Rubric, lexicon: &Lexicon, pattern: &Packed) -> Option<String> {
    let words = words(rubric, lexicon, pattern.part(), 0)?;
    Some(match pattern.part().view() {
        View::Negated(_) => format!("We did not {words}."),
        // "24." alone would open a list.
        _ if words.bytes().all(|b| b.is_ascii_digit()) => words,
        _ => format!("{words}."),
    })
}

fn words(rubric: &Rubric, lexicon: &Lexicon, part: Part<'_>, depth: usize) -> Option<String> {
    let inner = |part| words(rubric, lexicon, part, depth);
    match part.view() {
        View::Phrase(phrase) => Some(phrase.written()),
        View::Word(word) => Some(word.word().to_owned()),
        View::Any(any) => any.all().find_map(inner),
        View::Negated(part) | View::Opening(part) => inner(part),
        View::Near { left, right, .. } => Some(format!("{} {}", inner(left)?, inner(right)?)),
        View::Regex(_) => None,
        View::Concept(concept) => class(concept.name()).map(str::to_owned).or_else(|| {
            let name = concept.name();
            let concept = rubric.concepts.get(name).or_else(|| lexicon.concept(name)).filter(|_| depth < DEEPEST)?;
            words(rubric, lexicon, concept.part(), depth + 1)
        }),
    }
}

/// A token of a class.
fn class(name: &str) -> Option<&'static str> {
    Some(match name {
        "change" => "40 -> 12",
        "duration" => "20 minutes",
        "me" => "I",
        "money" => "$40",
        "name" => "Marta",
        "number" => "40",
        "past" => "wrote",
        "percent" => "40 %",
        _ => return None,
    })
}
