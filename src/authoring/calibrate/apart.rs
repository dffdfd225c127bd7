//! The answers on which marks and scores differ most, and what the score of each rests on. Must not say who is right.

use super::gather::Scored;
use crate::score::{Band, Points, Quote, Scorecard, Status};
use crate::text::decode::Decoded;
use std::sync::Arc;

/// The most reasons of one answer.
const REASONS: usize = 5;

/// An answer whose band is not that of its mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// Which, as an index into all answers.
    pub answer: usize,
    /// How far its score is from the band of its mark; above 0 where it is too high.
    pub by: Points,
    /// What speaks for what it got: what earned most where it is too high, what cost most where it is too low.
    pub reasons: Vec<Reason>,
    /// Its text, for the places of quotations.
    pub source: Arc<Decoded>,
}

/// What earned or cost points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// How many; below 0 for what was not earned.
    pub points: Points,
    /// The criterion, the cap, or why there is no score.
    pub what: String,
    /// How it came out: `met`, `missed`, `made`, `cap`.
    pub how: &'static str,
    /// The words of the answer.
    pub quote: Option<Quote>,
}

/// All of them, furthest apart first.
pub(super) fn furthest(answers: &[Scored]) -> Vec<Apart> {
    let mut apart: Vec<Apart> = answers
        .iter()
        .enumerate()
        .filter(|(_, scored)| scored.pair.marked != scored.pair.given)
        .map(|(answer, scored)| {
            let by = beyond(scored);
            Apart { answer, by, reasons: reasons(&scored.card, by.0 > 0), source: Arc::clone(&scored.answer.source) }
        })
        .collect();
    apart.sort_by_key(|one| (std::cmp::Reverse(one.by.0.abs()), one.answer));
    apart
}

/// How far a score is from the nearest one of the marked band.
fn beyond(scored: &Scored) -> Points {
    let score = Points((scored.pair.score * 10.0).round() as i32);
    let marked = usize::from(scored.pair.marked);
    let edge = |level: usize| level.checked_sub(1).and_then(|at| Band::EDGES.get(at)).map(|(from, _)| from.0);
    let low = edge(marked).unwrap_or(0);
    let high = edge(marked + 1).map_or(1000, |next| next - 1);
    Points(score.0 - score.0.clamp(low, high))
}

fn reasons(card: &Scorecard, too_high: bool) -> Vec<Reason> {
    let card = match card {
        Scorecard::Scored(card) => card,
        Scorecard::Unscored(why) => return vec![Reason { points: Points(0), what: why.to_string(), how: "unscored", quote: None }],
    };
    let criteria = card.key_points.iter().chain(&card.looks_for);
    let mut reasons: Vec<Reason> = criteria
        .map(|c| {
            let points = if too_high { c.points } else { Points(c.points.0 - c.max.0) };
            let quote = c.evidence.first().filter(|_| too_high || c.status != Status::Missed).cloned();
            Reason { points, what: format!("{}: {}", c.id, c.says), how: c.status.name(), quote }
        })
        .collect();
    if !too_high {
        let made = card.mistakes.iter().filter(|m| m.committed);
        reasons.extend(made.map(|m| Reason {
            points: m.deduction,
            what: format!("{}: {}", m.id, m.says),
            how: "made",
            quote: m.evidence.first().cloned(),
        }));
        let caps = card.parts.iter().filter_map(|part| Some((part, part.name.strip_prefix("cap: ")?)));
        reasons.extend(caps.map(|(part, id)| {
            let why = card.caps.iter().find(|cap| cap.id == id).map_or("", |cap| cap.why.as_str());
            Reason { points: part.points, what: format!("{id}: {why}"), how: "cap", quote: None }
        }));
    }
    reasons.retain(|reason| reason.points.0 != 0);
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points.0.abs()));
    reasons.truncate(REASONS);
    reasons
}
