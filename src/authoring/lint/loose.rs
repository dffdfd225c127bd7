//! `loose-pattern`: patterns of key points that fire in the answers to many other questions, and so tell nothing of this one.

use super::Linted;
use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::engine::{Bearing, Engine, Findings, Quote};
use crate::lexicon::{Lexicon, Polarity};
use crate::rubric::Rubric;
use crate::score::{BESIDE_QUESTION, Scorecard, score};

/// Fewer other questions than this tell nothing.
const FEWEST: usize = 4;
/// The share of other questions from which a pattern is loose.
const LOOSE: f64 = 0.5;

pub(super) fn lint(of: Linted<'_>, others: &[Rubric], lexicon: &Lexicon, findings: &mut Vec<Diagnostic>) {
    let others: Vec<&Rubric> = others.iter().filter(|o| o.id != of.rubric.id && !o.model_answer.is_empty()).collect();
    if others.len() < FEWEST {
        return;
    }
    let engine = Engine::for_many(of.rubric, lexicon);
    let mut fired: Vec<Vec<usize>> = of.rubric.key_points.iter().map(|k| vec![0; k.evidence.len()]).collect();
    for other in &others {
        let Ok(answer) = Answer::parse(other.model_answer.as_bytes()) else { continue };
        let findings = engine.findings(&answer);
        if is_beside(of.rubric, &findings) {
            continue;
        }
        for (counts, found) in fired.iter_mut().zip(findings.key_points) {
            for (count, entry) in counts.iter_mut().zip(found.evidence) {
                // What does not bear on this question earns next to nothing with it.
                let earns = |q: &Quote| q.polarity == Polarity::Asserted && !q.listed && q.bearing == Bearing::OnTopic;
                *count += usize::from(entry.quotes.iter().any(earns));
            }
        }
    }
    for (point, counts) in of.rubric.key_points.iter().zip(fired) {
        for (entry, count) in point.evidence.iter().zip(counts) {
            if count as f64 >= LOOSE * others.len() as f64 {
                let message = format!("fires in the model answers of {count} of {} other questions", others.len());
                let hint = "ask for the deed (a verb and its object) rather than the word, or move it to hints";
                findings.push(of.of_pattern("loose-pattern", &point.id, &entry.source, message, hint));
            }
        }
    }
}

/// Whether the rubric itself tells that this is no answer to its question; then no pattern earns what counts.
fn is_beside(rubric: &Rubric, findings: &Findings) -> bool {
    matches!(score(rubric, findings), Scorecard::Scored(card) if card.caps.iter().any(|cap| cap.id == BESIDE_QUESTION))
}
