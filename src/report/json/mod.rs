//! The JSON document of `rubrica score --format json`, schema version 1. Fields may be added here, never renamed or removed.
//! Must not compute: every value is copied from the result, except that spans become offsets in the file and places in its text.

mod check;
mod harmless;
mod review;

pub use check::Json;
pub(super) use check::line as checked_line;
pub(super) use harmless::Harmless;
pub use review::{comparison, review};

use crate::batch::{AnswerName, Graded, Outcome, Verdict, faults_in_brief};
use crate::lexicon::Lexicon;
use crate::score::{ConfidenceLevel, CriterionResult, MistakeResult, Ownership, Quote, Scorecard, Scored, StarPart, Unscored};
use crate::span::LineIndex;
use crate::text::decode::Decoded;
use serde::Serialize;
use serde::ser::SerializeMap;
use serde_json::ser::{CompactFormatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// The version of the contract that [`write()`] keeps.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes one document with a result for every outcome, in order: nothing that was to be scored is left out.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, outcomes: &[Outcome]) -> io::Result<()> {
    document(out, &Document { schema_version: SCHEMA_VERSION, results: outcomes.iter().map(Entry::of).collect() })
}

/// Writes one document, indented, with nothing in it that acts on a terminal.
///
/// # Errors
/// Whatever the writer reports.
pub(super) fn document(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    document.serialize(&mut Serializer::with_formatter(&mut out, Harmless(PrettyFormatter::new())))?;
    writeln!(out)?;
    out.flush()
}

/// Writes a value in one line without a line feed, with nothing in it that acts on a terminal or a build server.
///
/// # Errors
/// Whatever the writer reports.
pub(super) fn compact(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless(CompactFormatter)))?;
    Ok(())
}

#[derive(Serialize)]
struct Document<'o> {
    schema_version: u32,
    results: Vec<Entry<'o>>,
}

#[derive(Serialize)]
pub(super) struct Entry<'o> {
    file: &'o str,
    answer: Extent,
    rubric: Option<RubricEntry<'o>>,
    status: &'static str,
    reason: Option<String>,
    verdict: &'static str,
    score: Option<f64>,
    band: Option<BandEntry>,
    confidence: ConfidenceEntry<'o>,
    parts: Vec<PartEntry<'o>>,
    key_points: Vec<CriterionEntry<'o>>,
    looks_for: Vec<CriterionEntry<'o>>,
    mistakes: Vec<MistakeEntry<'o>>,
    structure: Structure<'o>,
    signals: Vec<SignalEntry<'o>>,
    delivery: DeliveryEntry<'o>,
    caps: Vec<CapEntry<'o>>,
    next_steps: Vec<StepEntry<'o>>,
    stamp: Stamp<'o>,
    looks_like: Option<LikenessEntry<'o>>,
}

/// The question that a poor answer rather answers.
#[derive(Serialize)]
struct LikenessEntry<'o> {
    id: &'o str,
    title: &'o str,
    score: f64,
}

/// The stretch of the file that the answer takes up.
#[derive(Serialize)]
struct Extent {
    id: String,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct RubricEntry<'o> {
    id: &'o str,
    title: &'o str,
    sha256: &'o str,
}

#[derive(Serialize)]
struct BandEntry {
    level: u8,
    name: &'static str,
}

#[derive(Serialize)]
struct ConfidenceEntry<'o> {
    level: &'static str,
    reason: &'o str,
}

#[derive(Serialize)]
struct PartEntry<'o> {
    name: &'o str,
    points: f64,
    max: Option<f64>,
}

#[derive(Serialize)]
struct CriterionEntry<'o> {
    id: &'o str,
    says: &'o str,
    status: &'static str,
    points: f64,
    max: f64,
    evidence: Vec<Evidence<'o>>,
}

#[derive(Serialize)]
struct MistakeEntry<'o> {
    id: &'o str,
    says: &'o str,
    kind: &'static str,
    severity: &'static str,
    committed: bool,
    judged: bool,
    deduction: f64,
    advice: &'o str,
    evidence: Vec<Evidence<'o>>,
}

#[derive(Serialize, Default)]
struct Structure<'o> {
    star: Star<'o>,
    framework: FrameworkEntry<'o>,
}

#[derive(Serialize, Default)]
struct Star<'o> {
    situation: StarEntry<'o>,
    task: StarEntry<'o>,
    action: StarEntry<'o>,
    result: StarEntry<'o>,
}

#[derive(Serialize, Default)]
struct StarEntry<'o> {
    present: bool,
    share: f64,
    evidence: Vec<Evidence<'o>>,
}

#[derive(Serialize, Default)]
struct FrameworkEntry<'o> {
    name: &'o str,
    stages: Vec<StageEntry<'o>>,
}

#[derive(Serialize)]
struct StageEntry<'o> {
    id: &'o str,
    name: &'o str,
    present: bool,
    evidence: Vec<Evidence<'o>>,
}

#[derive(Serialize)]
struct SignalEntry<'o> {
    id: &'o str,
    strength: f64,
    evidence: Vec<Evidence<'o>>,
}

#[derive(Serialize)]
struct DeliveryEntry<'o> {
    words: usize,
    minutes: f64,
    target_minutes: Option<[u32; 2]>,
    quantified: Vec<Evidence<'o>>,
    ownership: &'static str,
    hedges: Vec<Evidence<'o>>,
    fillers: Vec<Evidence<'o>>,
}

#[derive(Serialize)]
struct CapEntry<'o> {
    id: &'o str,
    limit: f64,
    why: &'o str,
}

#[derive(Serialize)]
struct StepEntry<'o> {
    gain: f64,
    advice: &'o str,
    criterion: &'o str,
}

#[derive(Serialize)]
struct Stamp<'o> {
    version: &'static str,
    rubric_sha256: Option<&'o str>,
    lexicon_sha256: &'static str,
}

#[derive(Serialize)]
struct Evidence<'o> {
    quote: &'o str,
    polarity: &'static str,
    trigger: Option<&'o str>,
    pattern: &'o str,
    listed: bool,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'o> Entry<'o> {
    /// Writes one of the fields that belong to an answer wherever it comes from, under its name; nothing for a name that is none.
    pub(super) fn field<M: SerializeMap>(&self, name: &str, map: &mut M) -> Result<(), M::Error> {
        match name {
            "rubric" => map.serialize_entry(name, &self.rubric),
            "status" => map.serialize_entry(name, self.status),
            "reason" => map.serialize_entry(name, &self.reason),
            "score" => map.serialize_entry(name, &self.score),
            "band" => map.serialize_entry(name, &self.band),
            "confidence" => map.serialize_entry(name, &self.confidence),
            "parts" => map.serialize_entry(name, &self.parts),
            "key_points" => map.serialize_entry(name, &self.key_points),
            "looks_for" => map.serialize_entry(name, &self.looks_for),
            "mistakes" => map.serialize_entry(name, &self.mistakes),
            "structure" => map.serialize_entry(name, &self.structure),
            "signals" => map.serialize_entry(name, &self.signals),
            "delivery" => map.serialize_entry(name, &self.delivery),
            "caps" => map.serialize_entry(name, &self.caps),
            "next_steps" => map.serialize_entry(name, &self.next_steps),
            "stamp" => map.serialize_entry(name, &self.stamp),
            _ => Ok(()),
        }
    }

    fn of(outcome: &'o Outcome) -> Self {
        match outcome {
            Outcome::Graded(graded) => Self::graded(graded),
            Outcome::Unreadable { name, why } | Outcome::NoRubric { name, why } => Self::blank(name, why.clone()),
            Outcome::FaultyRubric { name, faults } => Self::blank(name, faults_in_brief(faults)),
        }
    }

    pub(super) fn graded(graded: &'o Graded) -> Self {
        let mut entry = match &graded.scorecard {
            Scorecard::Scored(card) => Self::scored(&graded.name, card, &Places::of(&graded.source)),
            Scorecard::Unscored(reason) => {
                let mut entry = Self::blank(&graded.name, reason.to_string());
                if let Unscored::TooShort { words, .. } = reason {
                    entry.delivery.words = *words;
                }
                entry
            }
        };
        let ends = [graded.span.start, graded.span.end].map(|at| graded.source.original_offset(at));
        // A whole file begins at its first byte, byte order mark and all.
        [entry.answer.start, entry.answer.end] = if graded.name.part.is_none() { [0, ends[1]] } else { ends };
        entry.rubric = Some(RubricEntry { id: &graded.rubric.id, title: &graded.rubric.title, sha256: &graded.rubric.sha256 });
        entry.stamp.rubric_sha256 = Some(&graded.rubric.sha256);
        entry.verdict = graded.verdict.name();
        entry.looks_like = graded.looks_like.as_ref().map(|likeness| LikenessEntry {
            id: &likeness.rubric.id,
            title: &likeness.rubric.title,
            score: likeness.score.as_f64(),
        });
        entry
    }

    /// An entry without a score: every list empty, nothing present, and the least confidence, since a person has to look.
    fn blank(name: &'o AnswerName, reason: String) -> Self {
        Self {
            file: &name.file,
            answer: Extent { id: name.id(), start: 0, end: 0 },
            rubric: None,
            status: "unscored",
            reason: Some(reason),
            verdict: Verdict::Unscored.name(),
            score: None,
            band: None,
            confidence: ConfidenceEntry { level: ConfidenceLevel::Low.name(), reason: "unscored" },
            parts: Vec::new(),
            key_points: Vec::new(),
            looks_for: Vec::new(),
            mistakes: Vec::new(),
            structure: Structure::default(),
            signals: Vec::new(),
            delivery: DeliveryEntry {
                words: 0,
                minutes: 0.0,
                target_minutes: None,
                quantified: Vec::new(),
                ownership: ownership(Ownership::None),
                hedges: Vec::new(),
                fillers: Vec::new(),
            },
            caps: Vec::new(),
            next_steps: Vec::new(),
            stamp: Stamp { version: env!("CARGO_PKG_VERSION"), rubric_sha256: None, lexicon_sha256: Lexicon::built_in().sha256() },
            looks_like: None,
        }
    }

    fn scored(name: &'o AnswerName, card: &'o Scored, at: &Places<'_>) -> Self {
        Self {
            status: "scored",
            reason: None,
            score: Some(card.score.as_f64()),
            band: Some(BandEntry { level: card.band.level(), name: card.band.name() }),
            confidence: ConfidenceEntry { level: card.confidence.level.name(), reason: &card.confidence.reason },
            parts: card
                .parts
                .iter()
                .map(|p| PartEntry { name: &p.name, points: p.points.as_f64(), max: p.max.map(|m| m.as_f64()) })
                .collect(),
            key_points: card.key_points.iter().map(|c| criterion(c, at)).collect(),
            looks_for: card.looks_for.iter().map(|c| criterion(c, at)).collect(),
            mistakes: card.mistakes.iter().map(|m| mistake(m, at)).collect(),
            structure: structure(card, at),
            signals: card
                .signals
                .iter()
                .map(|s| SignalEntry { id: &s.id, strength: round(s.strength, 1000.0), evidence: at.all(&s.evidence) })
                .collect(),
            delivery: DeliveryEntry {
                words: card.delivery.words,
                minutes: round(card.delivery.minutes, 100.0),
                target_minutes: card.delivery.target_minutes.map(|(least, most)| [least, most]),
                quantified: at.all(&card.delivery.quantified),
                ownership: ownership(card.delivery.ownership),
                hedges: at.all(&card.delivery.hedges),
                fillers: at.all(&card.delivery.fillers),
            },
            caps: card.caps.iter().map(|c| CapEntry { id: c.id, limit: c.limit.as_f64(), why: &c.why }).collect(),
            next_steps: card
                .next_steps
                .iter()
                .map(|s| StepEntry { gain: s.gain.as_f64(), advice: &s.advice, criterion: &s.criterion })
                .collect(),
            ..Self::blank(name, String::new())
        }
    }
}

fn criterion<'o>(result: &'o CriterionResult, at: &Places<'_>) -> CriterionEntry<'o> {
    CriterionEntry {
        id: &result.id,
        says: &result.says,
        status: result.status.name(),
        points: result.points.as_f64(),
        max: result.max.as_f64(),
        evidence: at.all(&result.evidence),
    }
}

fn mistake<'o>(result: &'o MistakeResult, at: &Places<'_>) -> MistakeEntry<'o> {
    MistakeEntry {
        id: &result.id,
        says: &result.says,
        kind: result.kind.name(),
        severity: result.severity.name(),
        committed: result.committed,
        judged: result.judged,
        deduction: result.deduction.as_f64(),
        advice: &result.advice,
        evidence: at.all(&result.evidence),
    }
}

fn structure<'o>(card: &'o Scored, at: &Places<'_>) -> Structure<'o> {
    let part = |p: &'o StarPart| StarEntry { present: p.present, share: round(p.share, 1000.0), evidence: at.all(&p.evidence) };
    let [situation, task, action, result] = &card.star;
    let stages = card.stages.iter();
    Structure {
        star: Star { situation: part(situation), task: part(task), action: part(action), result: part(result) },
        framework: FrameworkEntry {
            name: &card.framework,
            stages: stages.map(|s| StageEntry { id: &s.id, name: &s.name, present: s.present, evidence: at.all(&s.evidence) }).collect(),
        },
    }
}

fn ownership(ownership: Ownership) -> &'static str {
    match ownership {
        Ownership::I => "I",
        Ownership::We => "we",
        Ownership::None => "none",
    }
}

/// Rounded so that the last digits of a computation never show up as a difference; what is no number is 0.
fn round(value: f64, per_unit: f64) -> f64 {
    if value.is_finite() { (value * per_unit).round() / per_unit + 0.0 } else { 0.0 }
}

/// Turns the spans of one text into offsets of its file and into lines and columns.
struct Places<'g> {
    source: &'g Decoded,
    lines: LineIndex<'g>,
}

impl<'g> Places<'g> {
    fn of(source: &'g Decoded) -> Self {
        Self { source, lines: LineIndex::new(&source.text) }
    }

    fn all<'o>(&self, quotes: &'o [Quote]) -> Vec<Evidence<'o>> {
        quotes.iter().map(|q| self.evidence(q)).collect()
    }

    fn evidence<'o>(&self, quote: &'o Quote) -> Evidence<'o> {
        let (from, to) = (self.lines.place(quote.span.start), self.lines.place(quote.span.end));
        Evidence {
            quote: &quote.text,
            polarity: quote.polarity.name(),
            trigger: quote.trigger.as_deref(),
            pattern: &quote.pattern,
            listed: quote.listed,
            start: self.source.original_offset(quote.span.start),
            end: self.source.original_offset(quote.span.end),
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
        }
    }
}
