//! How far a score can be relied on. A wrong number said with confidence is worse than "a person should look at this".

use super::Judgement;
use super::caps::{BESIDE_QUESTION, OFF_TOPIC};
use super::credit::MET;
use super::scorecard::{Band, Confidence, ConfidenceLevel, Points};
use super::tally::{ATTEMPT_FLOOR, Tally};
use crate::lexicon::Polarity;

/// Nearer than this to the edge of a band, in tenths of a point, a score could as well be in the next.
const CLOSE: i32 = 30;

pub(super) fn confidence(judgement: &Judgement<'_>, tally: &Tally) -> Confidence {
    let level = |level, reason: &str| Confidence { level, reason: reason.to_owned() };
    let met = judgement.base.key_points.iter().filter(|c| **c >= MET).count();
    let all = judgement.base.key_points.len().max(1);
    let quotes = || judgement.findings.key_points.iter().flat_map(|k| &k.evidence).flat_map(|e| &e.quotes);
    let negated = quotes().filter(|q| q.polarity == Polarity::Negated).count();
    let asserted = quotes().filter(|q| q.polarity == Polarity::Asserted).count();
    match () {
        () if judgement.findings.manner.model_copied >= 0.5 => {
            level(ConfidenceLevel::Low, "much of it stands word for word in the model answer: needs a reader")
        }
        () if judgement.attempt && tally.parts.iter().any(|p| p.name.strip_prefix("cap: ") == Some(BESIDE_QUESTION)) => {
            level(ConfidenceLevel::Low, "much of it fits, but not what the question is about: needs a reader")
        }
        () if !judgement.attempt && tally.score > Points(50) => level(ConfidenceLevel::Medium, "capped, though some patterns hit"),
        () if !judgement.attempt && by_words_alone(judgement) => match asserted {
            0 => level(ConfidenceLevel::Medium, "by its words alone no answer to this question"),
            _ => level(ConfidenceLevel::Low, "few words of its topic, but some of what is asked for: needs a reader"),
        },
        () if !judgement.attempt => level(ConfidenceLevel::High, "not an answer to this question, by more than one sign"),
        () if met * 3 < all && judgement.specificity() >= 0.8 && judgement.findings.manner.words >= 120 => {
            level(ConfidenceLevel::Low, "on topic and specific, but few patterns hit: needs a reader")
        }
        () if negated * 2 >= asserted.max(1) && negated >= 4 => level(ConfidenceLevel::Low, "much is both said and denied: needs a reader"),
        () if Band::EDGES.iter().any(|(edge, _)| (tally.score.0 - edge.0).abs() < CLOSE) => {
            level(ConfidenceLevel::Medium, "close to the edge of its band")
        }
        () => level(ConfidenceLevel::High, "clear of the edges of its band, with quotations behind it"),
    }
}

/// Whether nothing but the words that the rubric knows its topic by says that a text is no answer.
fn by_words_alone(judgement: &Judgement<'_>) -> bool {
    judgement.caps.iter().filter(|cap| cap.limit < ATTEMPT_FLOOR).all(|cap| cap.id == OFF_TOPIC)
}
