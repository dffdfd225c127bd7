//! Rubrics parsed and compiled once for many answers, whichever thread asks first. Must not decide what is scored against what.

use super::rubrics::Shelf;
use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::engine::{Engine, Findings};
use crate::rubric::{Lookup, Rubric};
use crate::score::Scorecard;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// From so many answers to one question on, compiling its rubric as a whole pays.
const MANY: usize = 4;
/// The most rubrics of a shelf that are kept compiled; answers to others are scored one by one.
const MOST_COMPILED: usize = 256;

/// The rubrics of a shelf, each parsed when it is first asked for.
pub struct Rubrics<'s> {
    shelf: &'s Shelf,
    parsed: Vec<OnceLock<Result<Rubric, Vec<Diagnostic>>>>,
}

impl<'s> Rubrics<'s> {
    /// Those of a shelf, none parsed yet.
    pub fn of(shelf: &'s Shelf) -> Self {
        Self { shelf, parsed: shelf.bank.entries().iter().map(|_| OnceLock::new()).collect() }
    }

    /// The place of a rubric on the shelf.
    fn position(&self, id: &str) -> Option<usize> {
        self.shelf.bank.entries().binary_search_by(|e| e.id.as_str().cmp(id)).ok()
    }

    /// A rubric by id, or its faults; none when there is no such rubric.
    pub fn get(&self, id: &str) -> Option<Result<&Rubric, &Vec<Diagnostic>>> {
        let parsed = self.parsed.get(self.position(id)?)?;
        let parse = || match self.shelf.bank.get(id, &self.shelf.lexicon) {
            Lookup::Found(rubric) => Ok(*rubric),
            Lookup::Faulty(faults) => Err(faults),
            // It was found by its id just now.
            Lookup::Unknown(_) => Err(Vec::new()),
        };
        Some(parsed.get_or_init(parse).as_ref())
    }
}

/// The engines of rubrics, each compiled once, when enough answers have asked for it.
pub struct Engines<'r> {
    rubrics: &'r Rubrics<'r>,
    compiled: Vec<OnceLock<Engine<'r>>>,
    /// For each rubric, how many answers have asked for it.
    asked: Vec<AtomicUsize>,
    count: AtomicUsize,
}

impl<'r> Engines<'r> {
    /// Those of some rubrics, none compiled yet.
    pub fn of(rubrics: &'r Rubrics<'r>) -> Self {
        let each = rubrics.parsed.iter();
        Self {
            rubrics,
            compiled: each.clone().map(|_| OnceLock::new()).collect(),
            asked: each.map(|_| AtomicUsize::new(0)).collect(),
            count: AtomicUsize::new(0),
        }
    }

    /// The rubrics that they are of.
    pub fn rubrics(&self) -> &'r Rubrics<'r> {
        self.rubrics
    }

    /// Scores an answer against one of the rubrics.
    pub fn grade(&self, answer: &Answer, rubric: &'r Rubric) -> Scorecard {
        let lexicon = &self.rubrics.shelf.lexicon;
        match self.rubrics.position(&rubric.id).and_then(|at| self.engine(at, rubric)) {
            Some(engine) => crate::grade_with(engine, answer),
            None => crate::grade(answer, rubric, lexicon),
        }
    }

    /// Everything that is found in an answer for one of the rubrics, where more is asked than its score.
    pub fn findings(&self, answer: &Answer, rubric: &'r Rubric) -> Findings {
        match self.rubrics.position(&rubric.id).and_then(|at| self.engine(at, rubric)) {
            Some(engine) => engine.findings(answer),
            None => Engine::for_few(rubric, &self.rubrics.shelf.lexicon).findings(answer),
        }
    }

    /// The engine of a rubric; none while few have asked, and when one more would take too much memory.
    fn engine(&self, at: usize, rubric: &'r Rubric) -> Option<&Engine<'r>> {
        if let Some(engine) = self.compiled[at].get() {
            return Some(engine);
        }
        // Two threads may count the same rubric; that costs a place, nothing else.
        if self.asked[at].fetch_add(1, Ordering::Relaxed) < MANY || self.count.fetch_add(1, Ordering::Relaxed) >= MOST_COMPILED {
            return None;
        }
        Some(self.compiled[at].get_or_init(|| Engine::for_many(rubric, &self.rubrics.shelf.lexicon)))
    }
}
