//! Limits on the score, each with its reason: what no interviewer would reward, however many patterns hit.

use super::credit::Base;
use super::scorecard::{Cap, Points};
use crate::engine::Findings;
use crate::lexicon::Polarity;
use crate::rubric::{Form, Rubric};

/// Share of words in bare lists from which an answer is a keyword list.
const LISTED: f64 = 0.5;
/// Share of sentences that bear on the question below which an answer is about something else.
const ON_TOPIC: f64 = 0.3;
/// Share of misplaced words of grammar from which words are scrambled.
const MISPLACED: f64 = 0.08;
/// Share of sentences that repeat criteria from which an answer is a copy of them.
const COPIED: f64 = 0.5;
/// What an answer to a neighbouring question can earn, in tenths: it is no answer to this one, but there is something in it.
const BESIDE: i32 = 350;
/// Share of denied among all that is said to the point from which an answer is a denial.
const DENIED: f64 = 0.6;

/// The id of the limit for an answer that leaves out what the question is about.
pub const BESIDE_QUESTION: &str = "beside-question";

/// The id of the limit for an answer that hardly has a word of the topic.
pub(super) const OFF_TOPIC: &str = "off-topic";

/// Every limit that applies to an answer.
pub(super) fn caps(rubric: &Rubric, findings: &Findings, base: &Base) -> Vec<Cap> {
    // A list of facts is an answer; so is what repeats the criteria, where these are the facts.
    if rubric.form == Form::Facts {
        return Vec::new();
    }
    let manner = &findings.manner;
    let mut caps = Vec::new();
    let mut cap = |applies: bool, id, limit, why: &str| {
        if applies {
            caps.push(Cap { id, limit: Points(limit), why: format!("{why}: at most {}", limit / 10) });
        }
    };
    cap(manner.listed >= LISTED, "keyword-list", 100, "keyword list, hardly a statement");
    cap(manner.misplaced >= MISPLACED, "scrambled", 100, "words in no order");
    cap(manner.criteria_copied >= COPIED, "criteria-copied", 100, "repeats the criteria instead of answering");
    cap(manner.on_topic < ON_TOPIC && manner.listed < LISTED, OFF_TOPIC, 100, "does not talk about what was asked");
    cap(manner.denial || is_denial(findings, base), "denial", 120, "denies nearly everything that was asked for");
    for (need, found) in rubric.topic.needs.iter().zip(&findings.needs) {
        let why = format!("does not speak of {}", need.says);
        cap(!base.speaks_of(&need.met_by, found), BESIDE_QUESTION, BESIDE, &why);
    }
    caps
}

/// Whether most of what the answer says to the point is that it was not done.
fn is_denial(findings: &Findings, base: &Base) -> bool {
    let quotes = || findings.key_points.iter().flat_map(|k| &k.evidence).filter(|e| !e.wants_negation).flat_map(|e| &e.quotes);
    let denied = quotes().filter(|q| q.polarity == Polarity::Negated).count();
    let all = quotes().count();
    let points = base.denied.iter().filter(|d| **d).count();
    points >= 2 && all > 0 && denied as f64 / all as f64 >= DENIED
}
