//! Answers too alike to one another or to the model answer, with the passages that they share. A flag for a person to look at, never
//! a penalty: must not change a score.
//!
//! As Moss does it (S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003):
//! winnowed fingerprints of folded word runs. What the question itself says does not count, nor does a phrase that many answers have.

mod find;
mod fingerprints;
mod index;
mod passages;
mod words;

pub use find::{Copied, LEAST_SHARE, LEAST_WORDS, LONG_PASSAGE, MOST_ANSWERS, Other, PASSAGE, Question, Written, find};

use super::types::{Review, Submission};
use crate::batch::Graded;
use crate::span::Span;
use rayon::prelude::*;

/// A text that an answer shares passages with.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Which text.
    pub with: With,
    /// The words that are the same in both and not the question's.
    pub words: usize,
    /// The share of this answer's own words that stand in the passages, 0 to 1.
    pub share: f64,
    /// The passages, in order of place in this answer.
    pub passages: Vec<Passage>,
}

/// A text that an answer is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum With {
    /// The current draft of another submission, by index.
    Submission(usize),
    /// The rubric's own excellent answer.
    Model,
}

/// A passage that stands in both texts, with a few words changed perhaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in this answer's file, in bytes of the decoded text.
    pub here: Span,
    /// Where it stands in the other's file, or in the model answer.
    pub there: Span,
    /// The words that are the same in both and not the question's.
    pub words: usize,
}

/// Flags the current drafts of a review that are too alike: fills [`Submission::alike`], the most alike first.
pub fn flag(review: &mut Review) {
    let found: Vec<Vec<Copied>> = review.questions.par_iter().map(|asked| of_question(review, asked)).collect();
    let submissions: Vec<Vec<usize>> = review.questions.iter().map(|question| question.submissions.clone()).collect();
    for submission in &mut review.submissions {
        submission.alike.clear();
    }
    for (copy, submissions) in found.into_iter().zip(&submissions).flat_map(|(copies, of)| copies.into_iter().map(move |copy| (copy, of))) {
        both(copy, submissions, &mut review.submissions);
    }
    for submission in &mut review.submissions {
        submission.alike.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.with.cmp(&b.with)));
    }
}

fn of_question(review: &Review, asked: &super::Question) -> Vec<Copied> {
    let current: Vec<&Submission> = asked.submissions.iter().filter_map(|at| review.submissions.get(*at)).collect();
    // The criteria are the same on every card.
    let card = current.iter().find_map(|submission| submission.current().card());
    let criteria = card.into_iter().flat_map(|card| card.key_points.iter().chain(&card.looks_for));
    let given = criteria.map(|criterion| criterion.says.as_str()).chain([asked.prompt.as_str()]).collect();
    let answers = current
        .iter()
        .map(|submission| {
            let author = review.candidates.get(submission.candidate).map_or("", |candidate| candidate.id.as_str());
            let Graded { source, span, .. } = &submission.current().graded;
            Written { author, text: &source.text, span: *span }
        })
        .collect();
    find(&Question { given, model: &asked.model_answer, answers })
}

/// Notes a copy at the answer, and at the other where that is an answer too.
fn both(copy: Copied, of: &[usize], submissions: &mut [Submission]) {
    let Copied { answer, other, words, shares, passages } = copy;
    let Some(&here) = of.get(answer) else { return };
    let with = match other {
        Other::Model => With::Model,
        Other::Answer(other) => {
            let Some(&there) = of.get(other) else { return };
            let turned = |passage: &Passage| Passage { here: passage.there, there: passage.here, ..*passage };
            let mut turned: Vec<Passage> = passages.iter().map(turned).collect();
            turned.sort_by_key(|passage| passage.here);
            if let Some(submission) = submissions.get_mut(there) {
                submission.alike.push(Alike { with: With::Submission(here), words, share: shares.1, passages: turned });
            }
            With::Submission(there)
        }
    };
    if let Some(submission) = submissions.get_mut(here) {
        submission.alike.push(Alike { with, words, share: shares.0, passages });
    }
}

#[cfg(test)]
mod tests;
