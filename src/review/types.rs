//! What a review says, as plain values: who answered what, every draft with its scorecard, the coach's own judgement beside it, and
//! what many answers have in common. Computes nothing but what a value says of itself.

use super::copies::Alike;
use super::judgement::Judgement;
use crate::batch::{Graded, RubricRef};
use crate::diagnostic::Diagnostic;
use crate::rubric::MistakeSeverity;
use crate::score::{Band, Points, Quote, Scorecard, Scored};

/// Everything that a coach sees of a folder of submissions. Indices point into the lists of this value.
#[derive(Debug)]
pub struct Review {
    /// The folder as the coach named it.
    pub folder: String,
    /// How it was told whose an answer is.
    pub layout: Layout,
    /// Who answered, in order of name.
    pub candidates: Vec<Candidate>,
    /// What was asked, in order of id.
    pub questions: Vec<Question>,
    /// The answers, in order of candidate, then question: at most one for each pair.
    pub submissions: Vec<Submission>,
    /// What could not be read, placed or given a rubric, in order of name.
    pub unplaced: Vec<Unplaced>,
    /// Files that no rubric fits and that nothing says to be answers.
    pub passed_over: usize,
    /// Entries of the coach's file that belong to no answer, in order of place: each in one line.
    pub stray: Vec<String>,
    /// Faults of rubrics and of the coach's file, each file's together.
    pub faults: Vec<Vec<Diagnostic>>,
    /// What the answers have in common.
    pub together: Together,
}

/// How it was told whose an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// In words, for a report: `mentee/question.md`.
    pub told: String,
    /// Whether the configuration or the files themselves say so; otherwise it was guessed, and reports tell.
    pub stated: bool,
}

/// Someone who answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Made of the name: lower-case letters, digits and hyphens, no two alike. Serves in names of files and in links.
    pub id: String,
    /// The name for people; a pseudonym in an anonymous review. Not trustworthy text: escape it.
    pub name: String,
    /// What files and folders call them where that is something else, in order; nothing in an anonymous review.
    pub also: Vec<String>,
}

/// A question that was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its rubric.
    pub rubric: RubricRef,
    /// The question as it is asked.
    pub prompt: String,
    /// The rubric's own excellent answer; empty where it has none.
    pub model_answer: String,
    /// Its answers: indices of submissions.
    pub submissions: Vec<usize>,
    /// How many of the current scores lie in each band, the lowest band first.
    pub bands: [usize; 5],
    /// The mean of the current scores; none when nothing has one.
    pub mean: Option<f64>,
}

/// One candidate's answer to one question, with every draft of it.
#[derive(Debug)]
pub struct Submission {
    /// Whose: an index of [`Review::candidates`].
    pub candidate: usize,
    /// To what: an index of [`Review::questions`].
    pub question: usize,
    /// The drafts, the oldest first; never empty. The last is the current one.
    pub drafts: Vec<Draft>,
    /// What the coach says of the current draft.
    pub judgement: Judgement,
    /// Passages that the current draft shares with others or with the model answer: a flag, which changes no score.
    pub alike: Vec<Alike>,
}

/// One draft of an answer.
#[derive(Debug)]
pub struct Draft {
    /// What tells it from the others: `draft 2`, or the earlier folder or revision that it comes from.
    pub label: String,
    /// Whether it comes from what the review is compared with, not from its folder.
    pub previous: bool,
    /// A digest of its text; line ends and white space around it do not count.
    pub digest: String,
    /// The text with its scorecard.
    pub graded: Graded,
}

/// Something that has no place in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The file, with the part of it where it has several.
    pub name: String,
    /// Why, in one line.
    pub why: String,
    /// Whether a rubric or something else that people write for the program is at fault.
    pub fault: bool,
}

/// What many answers have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Together {
    /// Criteria that current answers miss, the most often missed first.
    pub missed: Vec<MissedCriterion>,
    /// Mistakes that current answers make, the most frequent first.
    pub mistakes: Vec<FrequentMistake>,
}

/// A criterion that some answers miss.
#[derive(Debug, Clone, PartialEq)]
pub struct MissedCriterion {
    /// Of which question: an index of [`Review::questions`].
    pub question: usize,
    /// Its id in the rubric.
    pub id: String,
    /// What it asks for.
    pub says: String,
    /// What to add.
    pub advice: String,
    /// The answers that miss or deny it: indices of submissions.
    pub missed: Vec<usize>,
    /// Answers that meet it in part.
    pub partial: usize,
    /// Answers to the question that have a score.
    pub of: usize,
    /// Who did it best, if anybody met it: a submission and its best quotation.
    pub example: Option<(usize, Quote)>,
}

/// A mistake that some answers make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrequentMistake {
    /// Of which question: an index of [`Review::questions`].
    pub question: usize,
    /// Its id in the rubric.
    pub id: String,
    /// What the mistake is.
    pub says: String,
    /// What to do about it.
    pub advice: String,
    /// How grave.
    pub severity: MistakeSeverity,
    /// The answers that make it: indices of submissions.
    pub made: Vec<usize>,
    /// Answers to the question that have a score.
    pub of: usize,
}

impl Review {
    /// The answer of a candidate to a question, by their indices.
    pub fn submission(&self, candidate: usize, question: usize) -> Option<&Submission> {
        let at = self.submissions.binary_search_by_key(&(candidate, question), |s| (s.candidate, s.question)).ok()?;
        self.submissions.get(at)
    }

    /// The answers of a candidate, in order of question.
    pub fn of_candidate(&self, candidate: usize) -> impl Iterator<Item = &Submission> {
        self.submissions.iter().filter(move |s| s.candidate == candidate)
    }
}

impl Submission {
    /// The current draft.
    ///
    /// # Panics
    /// Never: a submission without a draft is not made.
    pub fn current(&self) -> &Draft {
        &self.drafts[self.drafts.len() - 1]
    }

    /// The draft that the current one is set against: the one from the earlier folder or revision, else the last before it.
    pub fn before(&self) -> Option<&Draft> {
        let (_, earlier) = self.drafts.split_last()?;
        earlier.iter().find(|draft| draft.previous).or(earlier.last())
    }

    /// What the current draft scores by the rules; none when it has no score.
    pub fn computed(&self) -> Option<Points> {
        self.current().card().map(|card| card.score)
    }

    /// What counts: the coach's score where there is one, else the computed one.
    pub fn score(&self) -> Option<Points> {
        self.judgement.adjusted.or_else(|| self.computed())
    }

    /// The band of what counts.
    pub fn band(&self) -> Option<Band> {
        self.score().map(Band::of)
    }
}

impl Draft {
    /// Its scorecard, if it has a score.
    pub fn card(&self) -> Option<&Scored> {
        match &self.graded.scorecard {
            Scorecard::Scored(card) => Some(card),
            Scorecard::Unscored(_) => None,
        }
    }

    /// Its text as it stands in the file.
    pub fn text(&self) -> &str {
        self.graded.span.of(&self.graded.source.text)
    }
}
