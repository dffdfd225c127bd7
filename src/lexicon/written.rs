//! A packed pattern as people write it. What comes out means the same; brackets that change nothing may be others. Must not pack.

use super::packed::{Packed, Part, View};

/// The ways of a pattern, each as it may stand in a rubric.
pub fn alternatives(pattern: &Packed) -> Vec<String> {
    let mut all = Vec::new();
    gather(pattern.part(), &mut all);
    all
}

fn gather(part: Part<'_>, all: &mut Vec<String>) {
    match part.view() {
        View::Any(any) => any.all().for_each(|part| gather(part, all)),
        _ => all.push(written(part)),
    }
}

fn written(part: Part<'_>) -> String {
    match part.view() {
        View::Phrase(phrase) => phrase.written(),
        View::Word(word) => format!("={}", word.word()),
        View::Concept(concept) => format!("@{}", concept.name()),
        View::Any(any) => any.all().map(written).collect::<Vec<_>>().join(" | "),
        View::Near { left, right, within, ordered } => {
            // Phrases side by side would be one phrase.
            let beside = within == 1 && ordered && !(is_phrase(left) && is_phrase(right));
            let between = if beside { String::new() } else { format!("{}{within} ", if ordered { '>' } else { '~' }) };
            // What chains to the left needs no brackets.
            let chains = matches!(left.view(), View::Near { .. });
            format!("{} {between}{}", if chains { written(left) } else { side(left) }, side(right))
        }
        View::Negated(inner) => format!("not {}", written(inner)),
        View::Opening(inner) => format!("^{}", side(inner)),
        View::Regex(regex) => format!("/{regex}/"),
    }
}

fn is_phrase(part: Part<'_>) -> bool {
    matches!(part.view(), View::Phrase(_))
}

/// A part beside another.
fn side(part: Part<'_>) -> String {
    match part.view() {
        View::Any(_) | View::Near { .. } | View::Negated(_) => format!("({})", written(part)),
        _ => written(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Lexicon, pattern};

    fn again(written: &str) -> Vec<String> {
        alternatives(&Packed::of(&pattern::parse(written).unwrap_or_else(|e| panic!("{written}: {e:?}"))))
    }

    #[test]
    fn a_pattern_is_written_as_it_was() {
        for written in
            ["a1 b1", "=its", "@x", "a1 (b1 | @c)", "a1 >2 b1 ~3 (c1 | @d)", "^(a1 | b1) ~4 c1", "not a1", "/a|b/", "a1 ~2 (b1 >3 c1)"]
        {
            assert_eq!(again(written), [written]);
        }
        assert_eq!(again("a1 | (b1 | c1 ~2 d1)"), ["a1", "b1", "c1 ~2 d1"]);
    }

    #[test]
    fn every_concept_of_the_binary_is_written_so_that_it_can_be_read_again() {
        let lexicon = Lexicon::built_in();
        let own = lexicon.names().into_iter().filter_map(|name| lexicon.concept(name));
        for way in own.flat_map(alternatives) {
            assert_eq!(again(&way).concat(), way);
        }
    }
}
