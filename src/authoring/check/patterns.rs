//! What each pattern of a rubric did on the marked answers, and whether it can fire at all. Must not judge answers.

use crate::answer::Answer;
use crate::engine::{Bearing, Engine, EntryFindings, Findings, instance, near_miss};
use crate::lexicon::{Lexicon, Packed, Polarity};
use crate::rubric::{Evidence, KeyPoint, MarkedAnswer, Rubric};
use crate::score::{Scorecard, Status};

/// From this mark on an answer is good, so that a pattern fires rightly there.
pub(in crate::authoring) const GOOD: u8 = 3;
/// Up to this mark an answer is poor, so that a pattern fires wrongly there.
pub(in crate::authoring) const POOR: u8 = 1;

/// How often one pattern of a key point fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternTally {
    /// The key point.
    pub key_point: String,
    /// The pattern as the rubric writes it.
    pub pattern: String,
    /// In answers marked 3 or 4.
    pub rightly: u32,
    /// In answers marked 0 or 1.
    pub wrongly: u32,
    /// In any answer, denied ones included.
    pub fired: u32,
}

/// A key point that an answer marked 4 did not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedPoint {
    /// The key point.
    pub key_point: String,
    /// The answer, by its name.
    pub answer: String,
    /// The sentence that came nearest to one of its patterns, and what was missing there.
    pub nearest: Option<(String, String)>,
}

/// Counts while answers are scored.
pub(super) struct Tallies<'r> {
    rubric: &'r Rubric,
    patterns: Vec<PatternTally>,
    missed: Vec<MissedPoint>,
}

impl<'r> Tallies<'r> {
    pub(super) fn of(rubric: &'r Rubric) -> Self {
        let tally = |k: &KeyPoint, e: &Evidence| PatternTally {
            key_point: k.id.clone(),
            pattern: e.source.to_string(),
            rightly: 0,
            wrongly: 0,
            fired: 0,
        };
        let patterns = rubric.key_points.iter().flat_map(|k| k.evidence.iter().map(move |e| tally(k, e))).collect();
        Self { rubric, patterns, missed: Vec::new() }
    }

    pub(super) fn add(&mut self, engine: &Engine<'_>, test: &MarkedAnswer, answer: &Answer, findings: &Findings, card: &Scorecard) {
        let entries = findings.key_points.iter().flat_map(|k| &k.evidence);
        for (tally, entry) in self.patterns.iter_mut().zip(entries) {
            tally.fired += u32::from(!entry.quotes.is_empty());
            if said(entry) {
                tally.rightly += u32::from(test.mark.is_some_and(|mark| mark >= GOOD));
                tally.wrongly += u32::from(test.mark.is_some_and(|mark| mark <= POOR));
            }
        }
        let Scorecard::Scored(card) = card else { return };
        if test.mark != Some(4) {
            return;
        }
        for (point, result) in self.rubric.key_points.iter().zip(&card.key_points) {
            if result.status == Status::Missed {
                let nearest = point.evidence.iter().find_map(|e| near_miss(engine, answer, &e.source, &e.pattern));
                let nearest = nearest.map(|miss| (miss.quote.text, miss.why));
                self.missed.push(MissedPoint { key_point: point.id.clone(), answer: test.name.clone(), nearest });
            }
        }
    }

    pub(super) fn finish(self) -> (Vec<PatternTally>, Vec<MissedPoint>) {
        (self.patterns, self.missed)
    }
}

/// Whether an answer states it to the point.
pub(in crate::authoring) fn said(entry: &EntryFindings) -> bool {
    entry.quotes.iter().any(|q| {
        let meant = if entry.wants_negation { q.polarity == Polarity::Negated } else { q.polarity == Polarity::Asserted };
        meant && !q.listed && q.bearing == Bearing::OnTopic
    })
}

/// The patterns of a rubric, its concepts included, that do not hit the words made from them.
pub(super) fn dead(rubric: &Rubric, lexicon: &Lexicon) -> Vec<String> {
    let topic = rubric.topic.evidence.iter();
    let stages = rubric.framework.stages.iter().flat_map(|s| &s.evidence);
    let points = rubric.key_points.iter().flat_map(|k| k.evidence.iter().chain(&k.hints));
    let hints = rubric.key_points.iter().flat_map(|k| &k.evidence).filter_map(|e| e.hint.as_ref());
    let hints = hints.map(|hint| (hint.source.to_string(), &hint.pattern));
    let looks = rubric.looks_for.iter().flat_map(|l| &l.evidence);
    let mistakes = rubric.mistakes.iter().flat_map(|m| &m.evidence);
    let entries = topic.chain(stages).chain(points).chain(looks).chain(mistakes).map(|e| (e.source.to_string(), &e.pattern));
    let concepts = rubric.concepts.iter().map(|(name, pattern)| (format!("@{name}"), pattern));
    let mut probe = bare(rubric);
    let dead = entries.chain(hints).chain(concepts).filter(|(_, pattern)| !fires(&mut probe, lexicon, pattern));
    dead.map(|(source, _)| source).collect()
}

/// Whether a pattern hits the words that are made from it; one with a regex in it is taken to.
pub(crate) fn can_fire(rubric: &Rubric, lexicon: &Lexicon, pattern: &Packed) -> bool {
    fires(&mut bare(rubric), lexicon, pattern)
}

/// The rubric's concepts with nothing that is looked for but one key point.
fn bare(rubric: &Rubric) -> Rubric {
    let mut bare = rubric.clone();
    bare.topic.evidence.clear();
    bare.topic.needs.clear();
    bare.framework.stages.clear();
    bare.looks_for.clear();
    bare.mistakes.clear();
    bare.key_points.truncate(1);
    bare.key_points.iter_mut().for_each(|k| k.hints.clear());
    bare.question.prompt.clear();
    bare
}

fn fires(probe: &mut Rubric, lexicon: &Lexicon, pattern: &Packed) -> bool {
    // A regex says what it looks for in a way that no words can be made of.
    let Some(words) = instance(probe, lexicon, pattern) else { return true };
    let Some(point) = probe.key_points.first_mut() else { return true };
    point.evidence = vec![Evidence::plain("", pattern.clone())];
    let Ok(answer) = Answer::parse(words.as_bytes()) else { return false };
    let findings = Engine::for_few(probe, lexicon).findings(&answer);
    findings.key_points.iter().flat_map(|k| &k.evidence).any(|e| !e.quotes.is_empty())
}
