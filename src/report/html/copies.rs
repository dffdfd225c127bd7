//! The page of answers too alike, side by side. For the coach alone: it is the one page that shows a text beside another person's. Must
//! not decide what is too alike.

use super::links::{Links, Place};
use super::shown::{Shown, percent};
use crate::report::words::count;
use crate::review::copies::{Alike, With};
use crate::review::{Review, Submission};
use crate::text::fold_words;
use askama::Template;
use std::collections::HashSet;

/// Pairs that are shown in full, the most alike first; the rest are only counted, to keep the page quick.
const MOST: usize = 150;
/// Passages of a pair that are shown.
const PASSAGES: usize = 12;

/// Two texts that are too alike, told once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'r> {
    /// The answer, by index.
    pub(super) submission: usize,
    /// What it is like.
    pub(super) alike: &'r Alike,
}

/// Every pair of a review once, the most alike first. Of two answers it stands with the one that comes first.
pub(super) fn pairs(review: &Review) -> Vec<Pair<'_>> {
    let all = review.submissions.iter().enumerate();
    let all = all.flat_map(|(submission, s)| s.alike.iter().map(move |alike| Pair { submission, alike }));
    let mut pairs: Vec<Pair<'_>> =
        all.filter(|pair| pair.alike.with > With::Submission(pair.submission) || pair.alike.with == With::Model).collect();
    pairs.sort_by(|a, b| b.alike.words.cmp(&a.alike.words).then(a.submission.cmp(&b.submission)));
    pairs.truncate(MOST);
    pairs
}

/// The number of a pair, if it is among those shown.
pub(super) fn number(pairs: &[Pair<'_>], submission: usize, with: With) -> Option<usize> {
    let is = |pair: &Pair<'_>| {
        let same = (pair.submission, pair.alike.with) == (submission, with);
        same || (With::Submission(pair.submission), pair.alike.with) == (with, With::Submission(submission))
    };
    pairs.iter().position(is)
}

/// The page.
#[derive(Template)]
#[template(path = "copies.html", whitespace = "minimize")]
pub(super) struct CopiesPage<'r> {
    pairs: Vec<SideBySide<'r>>,
}

struct SideBySide<'r> {
    number: usize,
    question: Shown<'r>,
    said: String,
    one: (Shown<'r>, String),
    /// The address is empty for the model answer.
    two: (Shown<'r>, String),
    passages: Vec<[Vec<(Shown<'r>, bool)>; 2]>,
    more: usize,
}

impl<'r> CopiesPage<'r> {
    /// Of the pairs of a review.
    pub(super) fn of(links: &Links<'r>, pairs: &[Pair<'r>]) -> Self {
        Self { pairs: pairs.iter().enumerate().filter_map(|(number, pair)| side_by_side(links, number, pair)).collect() }
    }
}

fn side_by_side<'r>(links: &Links<'r>, number: usize, pair: &Pair<'r>) -> Option<SideBySide<'r>> {
    let review = links.review;
    let submission = review.submissions.get(pair.submission)?;
    let question = review.questions.get(submission.question)?;
    let named = |at: usize, submission: &Submission| {
        let name = review.candidates.get(submission.candidate).map_or("", |candidate| candidate.name.as_str());
        (Shown::line(name), links.href(Place::Copies, Place::Answer(at)))
    };
    let (two, theirs): ((Shown<'r>, String), &'r str) = match pair.alike.with {
        With::Model => ((Shown::line("the model answer"), String::new()), &question.model_answer),
        With::Submission(at) => {
            let other = review.submissions.get(at)?;
            (named(at, other), &other.current().graded.source.text)
        }
    };
    let mine = &submission.current().graded.source.text;
    let passages = &pair.alike.passages;
    Some(SideBySide {
        number,
        question: Shown::line(&question.rubric.title),
        said: format!("{} in common, {} % of the first", count(pair.alike.words, "word"), percent(pair.alike.share)),
        one: named(pair.submission, submission),
        two,
        passages: passages.iter().take(PASSAGES).map(|p| told_apart(p.here.of(mine), p.there.of(theirs))).collect(),
        more: passages.len().saturating_sub(PASSAGES),
    })
}

/// Two texts in pieces, each with whether the other has none of its words.
fn told_apart<'r>(one: &str, two: &str) -> [Vec<(Shown<'r>, bool)>; 2] {
    let stems = |word: &str| fold_words(word.trim_matches(|c: char| !c.is_alphanumeric())).into_iter().map(|folded| folded.stem);
    let words = |text: &str| text.split_whitespace().flat_map(stems).collect::<HashSet<String>>();
    let pieces = |text: &str, other: &HashSet<String>| {
        let words: Vec<(&str, bool)> = text.split_whitespace().map(|word| (word, !stems(word).all(|stem| other.contains(&stem)))).collect();
        let piece = |run: &[(&str, bool)]| {
            let text: Vec<&str> = run.iter().map(|(word, _)| *word).collect();
            (Shown::line(&text.join(" ")), run.first().is_some_and(|(_, own)| *own))
        };
        words.chunk_by(|a, b| a.1 == b.1).map(piece).collect()
    };
    [pieces(one, &words(two)), pieces(two, &words(one))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_one_text_has_are_told() {
        let [one, two] = told_apart("I moved the <b>export</b>, then left.", "I move the import then left.");
        let told = |pieces: &[(Shown<'_>, bool)]| pieces.iter().map(|(text, own)| format!("{text}:{own}")).collect::<Vec<_>>();
        assert_eq!(told(&one), ["I moved the:false", "<b>export</b>,:true", "then left.:false"]);
        assert_eq!(told(&two), ["I move the:false", "import:true", "then left.:false"]);
    }
}
