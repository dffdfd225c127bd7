//! Reads answers, finds their rubrics and scores them, in the order given. Each rubric is parsed once, and only when an answer needs
//! it. Must not print.

use super::engines::Rubrics;
use super::likeness::likeness;
use super::load::{Input, LoadError};
use super::prepare::answers;
use super::which::Finder;
use super::{AnswerName, Graded, Outcome, RubricRef, Shelf, Verdict};
use crate::answer::Answer;
use crate::diagnostic::did_you_mean;
use crate::rubric::Rubric;
use crate::score::{Explanation, Points, Scorecard};
use crate::text::decode::Decoded;
use std::cell::OnceCell;
use std::sync::Arc;

/// How answers are to be scored.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The rubric for all of them, by id; found for each when there is none.
    pub rubric: Option<String>,
    /// The least score that passes.
    pub min_score: Option<Points>,
}

/// Why one criterion of one answer came out as it did.
#[derive(Debug)]
pub struct Explained {
    /// Which answer.
    pub name: AnswerName,
    /// The text of its file, for turning spans into lines and columns.
    pub source: Arc<Decoded>,
    /// The rubric it was scored against.
    pub rubric: RubricRef,
    /// Why.
    pub explanation: Explanation,
}

/// Why a criterion could not be explained.
#[derive(Debug)]
pub enum Unexplained {
    /// The answer could not be scored.
    Outcome(Outcome),
    /// Its rubric has no such criterion.
    NoCriterion {
        /// The id of the rubric.
        rubric: String,
        /// The id that comes nearest, if one is near.
        meant: Option<String>,
        /// Every id it has.
        ids: Vec<String>,
    },
}

/// Scores answers in the order given; every answer of every input has its outcome.
pub fn score_files(inputs: &[Input], shelf: &Shelf, order: &Order) -> Vec<Outcome> {
    let run = Run::new(shelf, order);
    let score = |ready: Result<Ready<'_>, Outcome>| ready.map_or_else(|outcome| outcome, |ready| run.score(ready));
    inputs.iter().flat_map(|input| run.prepare(input)).map(score).collect()
}

/// Explains one criterion for each answer, in the order given.
pub fn explain_files(inputs: &[Input], shelf: &Shelf, order: &Order, criterion: &str) -> Vec<Result<Explained, Unexplained>> {
    let run = Run::new(shelf, order);
    let explain = |ready: Result<Ready<'_>, Outcome>| ready.map_err(Unexplained::Outcome).and_then(|ready| run.explain(ready, criterion));
    inputs.iter().flat_map(|input| run.prepare(input)).map(explain).collect()
}

/// Scores an answer that came from no file, against the rubric of an id.
pub fn score_answer(name: AnswerName, answer: Answer, rubric: &str, shelf: &Shelf) -> Outcome {
    let order = Order::default();
    let run = Run::new(shelf, &order);
    run.ready(name, answer, Ok(rubric.to_owned())).map_or_else(|outcome| outcome, |ready| run.score(ready))
}

/// Explains one criterion for an answer that came from no file, against the rubric of an id.
pub fn explain_answer(name: AnswerName, answer: Answer, rubric: &str, shelf: &Shelf, criterion: &str) -> Result<Explained, Unexplained> {
    let order = Order::default();
    let run = Run::new(shelf, &order);
    run.ready(name, answer, Ok(rubric.to_owned())).map_err(Unexplained::Outcome).and_then(|ready| run.explain(ready, criterion))
}

struct Run<'r> {
    shelf: &'r Shelf,
    order: &'r Order,
    finder: OnceCell<Finder>,
    rubrics: Rubrics<'r>,
}

/// An answer that can be scored.
struct Ready<'r> {
    name: AnswerName,
    answer: Answer,
    rubric: &'r Rubric,
}

impl<'r> Run<'r> {
    fn new(shelf: &'r Shelf, order: &'r Order) -> Self {
        Self { shelf, order, finder: OnceCell::new(), rubrics: Rubrics::of(shelf) }
    }

    fn score(&self, ready: Ready<'_>) -> Outcome {
        let scorecard = crate::grade(&ready.answer, ready.rubric, &self.shelf.lexicon);
        self.graded(ready, scorecard)
    }

    fn graded(&self, ready: Ready<'_>, scorecard: Scorecard) -> Outcome {
        let Ready { name, answer, rubric } = ready;
        let verdict = Verdict::of(&scorecard, self.order.min_score);
        let looks_like = match &scorecard {
            Scorecard::Scored(card) => likeness(&answer, &rubric.id, card, self.shelf),
            Scorecard::Unscored(_) => None,
        };
        let rubric = RubricRef::of(rubric);
        Outcome::Graded(Box::new(Graded { name, source: answer.source, span: answer.span, rubric, scorecard, verdict, looks_like }))
    }

    fn explain(&self, ready: Ready<'_>, criterion: &str) -> Result<Explained, Unexplained> {
        let scorecard = crate::grade(&ready.answer, ready.rubric, &self.shelf.lexicon);
        if matches!(scorecard, Scorecard::Unscored(_)) {
            return Err(Unexplained::Outcome(self.graded(ready, scorecard)));
        }
        let Ready { name, answer, rubric } = ready;
        let Some(explanation) = crate::explain(&answer, rubric, &self.shelf.lexicon, criterion) else {
            let ids: Vec<String> = criteria(rubric).map(str::to_owned).collect();
            let meant = did_you_mean(criterion, ids.iter().map(String::as_str)).map(str::to_owned);
            return Err(Unexplained::NoCriterion { rubric: rubric.id.clone(), meant, ids });
        };
        Ok(Explained { name, source: answer.source, rubric: RubricRef::of(rubric), explanation })
    }

    /// Reads a file and finds the rubric of each answer in it.
    fn prepare(&self, input: &Input) -> Vec<Result<Ready<'_>, Outcome>> {
        let name = AnswerName::whole(input.name());
        let answer = match input.read().and_then(|bytes| Answer::parse(&bytes).map_err(LoadError::from)) {
            Ok(answer) => answer,
            Err(why) => return vec![Err(Outcome::Unreadable { name, why: why.to_string() })],
        };
        let finder = || self.finder.get_or_init(|| Finder::new(&self.shelf.bank));
        let found = match &self.order.rubric {
            Some(id) => vec![(name, answer, Ok(id.clone()))],
            None => answers(name, answer, input.path(), None, finder()),
        };
        found.into_iter().map(|(name, answer, rubric)| self.ready(name, answer, rubric)).collect()
    }

    fn ready(&self, name: AnswerName, answer: Answer, rubric: Result<String, String>) -> Result<Ready<'_>, Outcome> {
        let id = match rubric {
            Ok(id) => id,
            Err(why) => return Err(Outcome::NoRubric { name, why }),
        };
        match self.rubrics.get(&id) {
            Some(Ok(rubric)) => Ok(Ready { name, answer, rubric }),
            Some(Err(faults)) => Err(Outcome::FaultyRubric { name, faults: faults.clone() }),
            None => Err(Outcome::NoRubric { name, why: format!("there is no rubric {id}") }),
        }
    }
}

/// The ids of everything that can be explained.
fn criteria(rubric: &Rubric) -> impl Iterator<Item = &str> {
    let key_points = rubric.key_points.iter().map(|k| k.id.as_str());
    key_points.chain(rubric.looks_for.iter().map(|l| l.id.as_str())).chain(rubric.mistakes.iter().map(|m| m.id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;
    use crate::rubric::BankEntry;
    use std::sync::Arc;

    #[test]
    fn every_input_has_its_outcome_in_the_order_given() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            Input::File(path)
        };
        let mut shelf = Shelf::built_in();
        let broken = SourceFile { name: "zz.toml".into(), text: "id = \"zz-bad\"\nwrong wrong\n".into() };
        shelf.bank.add(BankEntry::new("zz-bad".into(), Arc::new(broken)));
        let inputs = [
            Input::File(folder.path().join("none.md")),
            file("xyzzy.md", b"Some words."),
            file("zz-bad.md", b"Some words."),
            file("latin.md", b"caf\xe9"),
            file("zz-bad-again.md", b"Some words."),
        ];
        let outcomes = score_files(&inputs, &shelf, &Order::default());
        let kinds: Vec<&str> = outcomes
            .iter()
            .map(|o| match o {
                Outcome::Graded(_) => "graded",
                Outcome::Unreadable { .. } => "unreadable",
                Outcome::NoRubric { .. } => "no rubric",
                Outcome::FaultyRubric { .. } => "faulty",
            })
            .collect();
        assert_eq!(kinds, ["unreadable", "no rubric", "faulty", "unreadable", "faulty"]);
    }
}
