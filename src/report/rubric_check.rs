//! What testing rubrics gave, as JSON. Must not compute: every value is copied from the check, kappa included.

use super::json::document;
use crate::agreement::Confusion;
use crate::authoring::check::{AnswerCheck, AttackCheck, MissedPoint, PatternTally, RubricCheck, Standing};
use serde::Serialize;
use std::io::{self, Write};

/// The version of this document: fields may be added to it, never renamed or removed.
const SCHEMA_VERSION: u32 = 1;

/// Writes one document with an entry for every rubric, in order.
///
/// # Errors
/// Those of the writer.
pub fn rubric_checks_json(out: &mut dyn Write, checks: &[RubricCheck]) -> io::Result<()> {
    let mut all = Confusion::default();
    checks.iter().for_each(|c| all.extend(&c.confusion));
    let rubrics = checks.iter().map(Entry::of).collect();
    let untested = checks.iter().filter(|c| c.standing() == Standing::Untested).count();
    document(out, &Document { schema_version: SCHEMA_VERSION, agreement: Agreement::of(&all), untested, rubrics })
}

#[derive(Serialize)]
struct Document<'c> {
    schema_version: u32,
    agreement: Agreement,
    /// How many rubrics have no marked answers, and do not fail.
    untested: usize,
    rubrics: Vec<Entry<'c>>,
}

#[derive(Serialize)]
struct Agreement {
    marked: u32,
    kappa: Option<f64>,
    exact: f64,
    exact_or_adjacent: f64,
    /// For each mark, how often each band was given.
    confusion: [[u32; 5]; 5],
}

impl Agreement {
    fn of(confusion: &Confusion) -> Self {
        Self {
            marked: confusion.count(),
            kappa: confusion.kappa(),
            exact: confusion.within(0),
            exact_or_adjacent: confusion.within(1),
            confusion: *confusion.rows(),
        }
    }
}

#[derive(Serialize)]
struct Entry<'c> {
    id: &'c str,
    /// Whether nothing failed; so too of a rubric that nothing has tested.
    passes: bool,
    /// `pass`, `fail` or `untested`.
    standing: &'static str,
    agreement: Agreement,
    answers: Vec<AnswerEntry<'c>>,
    attacks: Vec<AttackEntry>,
    patterns: Vec<PatternEntry<'c>>,
    missed_points: Vec<MissedEntry<'c>>,
    dead_patterns: &'c [String],
}

impl<'c> Entry<'c> {
    fn of(check: &'c RubricCheck) -> Self {
        Self {
            id: &check.id,
            passes: check.passes(),
            standing: check.standing().name(),
            agreement: Agreement::of(&check.confusion),
            answers: check.answers.iter().map(AnswerEntry::of).collect(),
            attacks: check.attacks.iter().map(AttackEntry::of).collect(),
            patterns: check.patterns.iter().map(PatternEntry::of).collect(),
            missed_points: check.missed_points.iter().map(MissedEntry::of).collect(),
            dead_patterns: &check.dead,
        }
    }
}

#[derive(Serialize)]
struct AnswerEntry<'c> {
    name: &'c str,
    mark: Option<u8>,
    expected: (u8, u8),
    band: u8,
    score: Option<f64>,
    faults: &'c [String],
}

impl<'c> AnswerEntry<'c> {
    fn of(answer: &'c AnswerCheck) -> Self {
        Self {
            name: &answer.name,
            mark: answer.mark,
            expected: answer.expected,
            band: answer.level,
            score: answer.score.map(|s| s.as_f64()),
            faults: &answer.faults,
        }
    }
}

#[derive(Serialize)]
struct AttackEntry {
    attack: String,
    band: u8,
    score: Option<f64>,
    held: bool,
}

impl AttackEntry {
    fn of(check: &AttackCheck) -> Self {
        Self { attack: check.attack.kind.describe(), band: check.level, score: check.score.map(|s| s.as_f64()), held: check.held }
    }
}

#[derive(Serialize)]
struct PatternEntry<'c> {
    key_point: &'c str,
    pattern: &'c str,
    fired: u32,
    rightly: u32,
    wrongly: u32,
}

impl<'c> PatternEntry<'c> {
    fn of(tally: &'c PatternTally) -> Self {
        Self { key_point: &tally.key_point, pattern: &tally.pattern, fired: tally.fired, rightly: tally.rightly, wrongly: tally.wrongly }
    }
}

#[derive(Serialize)]
struct MissedEntry<'c> {
    key_point: &'c str,
    answer: &'c str,
    nearest: Option<NearestEntry<'c>>,
}

#[derive(Serialize)]
struct NearestEntry<'c> {
    quote: &'c str,
    why: &'c str,
}

impl<'c> MissedEntry<'c> {
    fn of(missed: &'c MissedPoint) -> Self {
        let nearest = missed.nearest.as_ref().map(|(quote, why)| NearestEntry { quote, why });
        Self { key_point: &missed.key_point, answer: &missed.answer, nearest }
    }
}
