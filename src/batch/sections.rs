//! Takes a file with several answers apart: headings that name a question begin one. Must not score, and must not lose text: what
//! stands before the first such heading is an answer without a rubric, if it is long enough to be one.

use super::which::Finder;
use crate::answer::{Answer, Asks, BlockKind, Directive};
use std::collections::BTreeMap;
use std::ops::Range;

/// From so many words on, what stands before the first question is more than a word of introduction.
const PREAMBLE: usize = 40;

/// What is said of a comment that stands in no answer.
const OUTSIDE: &str = "it stands in none of the answers of this file; move it below a heading that names a question";

/// One of several answers in a file.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) answer: Answer,
    /// What tells it from the others: see [`AnswerName::part`](super::AnswerName::part).
    pub(super) part: String,
    /// Its rubric, or why none can be told.
    pub(super) rubric: Result<String, String>,
}

/// The answers of a file whose headings name questions; none when no heading does, or when only the first block does: then the whole
/// file is one answer.
pub(super) fn sections(answer: &Answer, finder: &Finder) -> Vec<Section> {
    let cuts = cuts(answer, finder);
    if let [] | [Cut { blocks: Range { start: 0, .. }, .. }] = cuts.as_slice() {
        return Vec::new();
    }
    let mut seen = BTreeMap::new();
    let mut part = |name: &str| {
        let nth = seen.entry(name.to_owned()).and_modify(|n| *n += 1).or_insert(1);
        if *nth == 1 { name.to_owned() } else { format!("{name}-{nth}") }
    };
    let before = answer.section(0..cuts.first().map_or(0, |cut| cut.blocks.start));
    let words = own_words(&before);
    let stray = (words >= PREAMBLE).then(|| Section {
        answer: before,
        part: part("before"),
        rubric: Err(format!("{words} words stand before the first heading that names a question")),
    });
    let named = cuts.into_iter().map(|cut| Section {
        answer: answer.section(cut.blocks),
        part: part(cut.rubric.as_deref().unwrap_or("unknown")),
        rubric: cut.rubric,
    });
    let mut all: Vec<Section> = named.collect();
    // A comment to the program between the answers speaks for none of them; the first says so, lest nobody notice.
    let outside = |d: &&Directive| all.iter().chain(&stray).all(|s| !s.answer.span.contains(d.span));
    let lost: Vec<Directive> =
        answer.directives.iter().filter(outside).map(|d| Directive { asks: Asks::Unclear(OUTSIDE.to_owned()), ..*d }).collect();
    if let Some(first) = all.first_mut() {
        first.answer.directives.extend(lost);
    }
    stray.into_iter().chain(all).collect()
}

struct Cut {
    blocks: Range<usize>,
    rubric: Result<String, String>,
}

/// A question goes on to the next heading of its own level or a higher one that names a question, or to any higher heading.
fn cuts(answer: &Answer, finder: &Finder) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut open: Option<u8> = None;
    for (index, block) in answer.blocks.iter().enumerate() {
        if let BlockKind::Heading(level) = block.kind
            && open.is_none_or(|of| level <= of)
        {
            let named = finder.named_by(block.text.text());
            if open.is_some_and(|of| named.is_none() && level == of) {
                // Many an answer has its parts on the level of its question.
            } else {
                open = named.is_some().then_some(level);
                cuts.extend(named.map(|rubric| Cut { blocks: index..index, rubric }));
            }
        }
        if let (Some(_), Some(cut)) = (open, cuts.last_mut()) {
            cut.blocks.end = index + 1;
        }
    }
    cuts
}

fn own_words(answer: &Answer) -> usize {
    let own = answer.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Heading(_) | BlockKind::Code));
    own.map(|b| b.text.text().split_whitespace().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::Bank;

    /// Part and opening words of each section.
    fn split(text: &str) -> Vec<(String, String)> {
        let answer = Answer::parse(text.as_bytes()).unwrap();
        let sections = sections(&answer, &Finder::new(&Bank::built_in()));
        sections.into_iter().map(|s| (s.part, s.answer.span.of(text).trim().replace('\n', " "))).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn headings_that_name_a_question_begin_an_answer() {
        let text = "# Anna\n\nHello.\n\n## devops-03\n\nOne.\n\n### Result\n\nTwo.\n\n## Question 6\n\nThree.\n";
        let expected = [("devops-03", "## devops-03  One.  ### Result  Two."), ("devops-06", "## Question 6  Three.")];
        assert_eq!(split(text), pairs(&expected));
    }

    #[test]
    fn parts_on_the_level_of_the_question_belong_to_it_and_a_higher_heading_ends_it() {
        let text = "## devops-03\n\n## Situation\n\nOne.\n\n# Notes\n\nTwo.\n\n## devops-03\n\nThree.\n";
        let expected = [("devops-03", "## devops-03  ## Situation  One."), ("devops-03-2", "## devops-03  Three.")];
        assert_eq!(split(text), pairs(&expected));
    }

    #[test]
    fn one_heading_on_top_makes_no_part_and_a_deeper_one_cuts_nothing() {
        assert_eq!(split("# devops-03\n\nOne.\n\n## See devops-06\n\nTwo.\n"), []);
        assert_eq!(split("One.\n\n## Step 3\n\nTwo.\n"), []);
    }

    #[test]
    fn what_is_unclear_or_stands_before_is_not_lost() {
        let long = "word ".repeat(PREAMBLE);
        let found = split(&format!("{long}\n\n## Question 99\n\nOne.\n\n## Question 3\n\nTwo.\n"));
        let parts: Vec<&str> = found.iter().map(|(part, _)| part.as_str()).collect();
        assert_eq!(parts, ["before", "unknown", "devops-03"]);
    }
}
