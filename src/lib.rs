//! rubrica: scores written interview answers against rubrics, with a quotation behind every point.
//!
//! ```text
//! bytes ──> answer ─────────────┐
//!                               ├──> engine ──> findings ──> score ──> scorecard ──> batch ──> report ──> cli
//! TOML ──> lexicon ──> rubric ──┘
//! ```
//!
//! [`grade`] runs the pipeline for one answer, [`grade_with`] for many against one rubric, [`explain`] says why a criterion came out as
//! it did. Imports point only to the left; `docs/ARCHITECTURE.md` has the rooms.

pub mod agreement;
pub mod answer;
pub mod authoring;
pub mod batch;
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod lexicon;
pub mod report;
pub mod review;
pub mod rubric;
pub mod score;
pub mod span;
pub mod tables;
pub mod text;

use answer::Answer;
use engine::Engine;
use lexicon::Lexicon;
use rubric::Rubric;
use score::{Explanation, Scorecard};

/// Scores one answer against one rubric. For many answers keep an [`Engine`] and use [`grade_with`].
pub fn grade(answer: &Answer, rubric: &Rubric, lexicon: &Lexicon) -> Scorecard {
    grade_with(&Engine::for_few(rubric, lexicon), answer)
}

/// Scores one answer with a compiled rubric.
pub fn grade_with(engine: &Engine<'_>, answer: &Answer) -> Scorecard {
    score::score(engine.rubric(), &engine.findings(answer))
}

/// Why a criterion (key point, looks-for or mistake, by id) came out as it did; `None` when the rubric has no such criterion.
pub fn explain(answer: &Answer, rubric: &Rubric, lexicon: &Lexicon, criterion: &str) -> Option<Explanation> {
    let engine = Engine::for_few(rubric, lexicon);
    let mut explanation = score::explain(rubric, &engine.findings(answer), criterion)?;
    for tried in explanation.tried.iter_mut().filter(|t| t.hits.is_empty()) {
        let Ok(pattern) = lexicon::pattern::parse(&tried.pattern) else { continue };
        let pattern = lexicon::Packed::of(&pattern);
        tried.near_miss = engine::near_miss(&engine, answer, &tried.pattern, &pattern).map(|miss| (miss.quote, miss.why));
    }
    Some(explanation)
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
