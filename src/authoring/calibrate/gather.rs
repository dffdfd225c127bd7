//! From rows of marks to scored answers: each rubric found, each answer read and scored, on all cores and in the order of the rows. Must
//! not compare anything.

use super::marks::{Cell, Marks, Row, Where, warning};
use super::scale::Scale;
use super::statistics::Pair;
use crate::answer::Answer;
use crate::batch::{Engines, Shelf, read};
use crate::diagnostic::{Diagnostic, SourceFile, did_you_mean};
use crate::engine::Findings;
use crate::rubric::{Lookup, Rubric};
use crate::score::{Scorecard, score};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A criterion of a rubric: its kind, and its place among those of the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Criterion {
    pub(super) kind: CriterionKind,
    pub(super) index: usize,
}

/// The kinds of criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CriterionKind {
    /// A key point.
    KeyPoint,
    /// A looks-for.
    LooksFor,
    /// A mistake.
    Mistake,
}

impl CriterionKind {
    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::KeyPoint => "key point",
            Self::LooksFor => "looks for",
            Self::Mistake => "mistake",
        }
    }
}

impl Criterion {
    /// The criterion of an id: of several kinds that share it, the first.
    fn named(rubric: &Rubric, id: &str) -> Option<Self> {
        let of = |kind, index: Option<usize>| index.map(|index| Self { kind, index });
        of(CriterionKind::KeyPoint, rubric.key_points.iter().position(|k| k.id == id))
            .or_else(|| of(CriterionKind::LooksFor, rubric.looks_for.iter().position(|l| l.id == id)))
            .or_else(|| of(CriterionKind::Mistake, rubric.mistakes.iter().position(|m| m.id == id)))
    }
}

/// What somebody, or the rules, see of a criterion in an answer. For a mistake, `Met` is that it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seen {
    Missed,
    Partial,
    Met,
}

impl Seen {
    fn read(text: &str) -> Option<Self> {
        match text.to_lowercase().as_str() {
            "0" | "0.0" | "no" | "n" | "false" | "missed" | "denied" => Some(Self::Missed),
            "0.5" | ".5" | "half" | "partial" => Some(Self::Partial),
            "1" | "1.0" | "yes" | "y" | "true" | "met" => Some(Self::Met),
            _ => None,
        }
    }
}

/// A scored answer with its mark.
pub(super) struct Scored {
    pub(super) line: usize,
    pub(super) name: String,
    /// The place of its rubric among those that are used.
    pub(super) rubric: usize,
    pub(super) pair: Pair,
    pub(super) criteria: Vec<(Criterion, Seen)>,
    pub(super) answer: Answer,
    pub(super) findings: Findings,
    pub(super) card: Scorecard,
}

/// What came of all rows.
pub(super) struct Gathered<'r> {
    /// The rubrics that are used, in the order of their first answer.
    pub(super) rubrics: Vec<&'r Rubric>,
    pub(super) answers: Vec<Scored>,
    /// What is wrong with rows and columns.
    pub(super) faults: Vec<Diagnostic>,
    /// The faults of rubrics that cannot be used.
    pub(super) faulty: Vec<Diagnostic>,
}

/// What came of a row: its rubric, its answer, and what is wrong with single cells; or why it is left out.
type Done<'r> = Result<(&'r Rubric, Scored, Vec<Diagnostic>), Left>;

enum Left {
    Row(Diagnostic),
    Rubric(String, Vec<Diagnostic>),
}

/// Reads and scores every row. Files are named from `folder`.
pub(super) fn gather<'r>(
    file: &Arc<SourceFile>,
    folder: &Path,
    marks: &Marks,
    scale: Scale,
    shelf: &Shelf,
    engines: &Engines<'r>,
) -> Gathered<'r> {
    let done: Vec<Done<'r>> = marks.rows.par_iter().map(|row| one(file, folder, marks, row, scale, shelf, engines)).collect();
    let mut gathered = Gathered { rubrics: Vec::new(), answers: Vec::new(), faults: Vec::new(), faulty: Vec::new() };
    let mut faulty = BTreeSet::new();
    let mut first: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (row, done) in marks.rows.iter().zip(done) {
        match done {
            Err(Left::Row(fault)) => gathered.faults.push(fault),
            Err(Left::Rubric(id, faults)) => {
                let message = format!("not scored: the rubric {id} has faults");
                gathered.faults.push(Diagnostic::error("faulty-rubric", file, row.rubric.span, message));
                if faulty.insert(id) {
                    gathered.faulty.extend(faults);
                }
            }
            Ok((rubric, mut scored, faults)) => {
                scored.rubric = gathered.rubrics.iter().position(|r| r.id == rubric.id).unwrap_or_else(|| {
                    gathered.rubrics.push(rubric);
                    gathered.rubrics.len() - 1
                });
                let words: Vec<&str> = scored.answer.blocks.iter().flat_map(|b| b.text.text().split_whitespace()).collect();
                let line = *first.entry((scored.rubric, words.join(" "))).or_insert(scored.line);
                if line != scored.line {
                    let message = format!("this is the answer of line {line} again, and left out");
                    let fault = Diagnostic::error("duplicate", file, row.answer.cell().span, message);
                    gathered.faults.push(fault.with_hint("marks of several graders are one line: their mean"));
                    continue;
                }
                gathered.faults.extend(faults);
                gathered.answers.push(scored);
            }
        }
    }
    gathered.faults.extend(unknown_columns(file, marks, &gathered.rubrics));
    gathered
}

fn one<'r>(
    file: &Arc<SourceFile>,
    folder: &Path,
    marks: &Marks,
    row: &Row,
    scale: Scale,
    shelf: &Shelf,
    engines: &Engines<'r>,
) -> Done<'r> {
    let rubric = match engines.rubrics().get(&row.rubric.text) {
        Some(Ok(rubric)) => rubric,
        Some(Err(faults)) => return Err(Left::Rubric(row.rubric.text.clone(), faults.clone())),
        None => return Err(Left::Row(unknown_rubric(file, &row.rubric, shelf))),
    };
    let unread = |why: String| Left::Row(Diagnostic::error("unreadable", file, row.answer.cell().span, why));
    let (name, bytes) = match &row.answer {
        Where::Here(cell) => (format!("line {}", row.line), cell.text.clone().into_bytes()),
        Where::File(cell) => match read(&folder.join(&cell.text)) {
            Ok(bytes) => (cell.text.clone(), bytes),
            Err(why) => return Err(unread(format!("{}: {why}", folder.join(&cell.text).display()))),
        },
    };
    let answer = Answer::parse(&bytes).map_err(|why| unread(format!("{name}: {why}")))?;
    let findings = engines.findings(&answer, rubric);
    let card = score(rubric, &findings);
    let (points, given) = match &card {
        Scorecard::Scored(card) => (card.score.as_f64(), card.band.level()),
        // Whoever marked it gave what it earned; so the rules' nothing counts as well.
        Scorecard::Unscored(_) => (0.0, 0),
    };
    let pair = Pair { mark: row.mark, marked: scale.level(row.mark), score: points, given };
    let (mut criteria, mut faults) = (Vec::new(), Vec::new());
    for (column, cell) in &row.others {
        let named = Criterion::named(rubric, &marks.others[*column].text);
        match (named, Seen::read(&cell.text)) {
            (Some(criterion), Some(seen)) => criteria.push((criterion, seen)),
            (Some(_), None) => {
                let message = format!("{} is no mark of a criterion", cell.text);
                let fault = Diagnostic::error("no-criterion-mark", file, cell.span, message);
                faults.push(fault.with_hint("it is met, partial or missed; 1, 0.5 or 0; for a mistake, 1 is that it was made"));
            }
            (None, _) => {}
        }
    }
    Ok((rubric, Scored { line: row.line, name, rubric: 0, pair, criteria, answer, findings, card }, faults))
}

fn unknown_rubric(file: &Arc<SourceFile>, cell: &Cell, shelf: &Shelf) -> Diagnostic {
    let fault = Diagnostic::error("unknown-rubric", file, cell.span, format!("there is no rubric {}", cell.text));
    match shelf.bank.get(&cell.text, &shelf.lexicon) {
        Lookup::Unknown(near) if !near.is_empty() => fault.with_hint(format!("nearest: {}", near.join(", "))),
        _ => fault.with_hint("`rubrica list` shows all; --rubrics DIR adds your own"),
    }
}

/// Columns that name no criterion of any rubric that is used: notes, or slips of the pen.
fn unknown_columns(file: &Arc<SourceFile>, marks: &Marks, rubrics: &[&Rubric]) -> Vec<Diagnostic> {
    if rubrics.is_empty() {
        return Vec::new();
    }
    let ids = |rubric: &&'_ Rubric| -> Vec<String> {
        let points = rubric.key_points.iter().map(|k| k.id.clone()).chain(rubric.looks_for.iter().map(|l| l.id.clone()));
        points.chain(rubric.mistakes.iter().map(|m| m.id.clone())).collect()
    };
    let known: BTreeSet<String> = rubrics.iter().flat_map(ids).collect();
    let unknown = marks.others.iter().filter(|column| !known.contains(&column.text));
    let told = unknown.map(|column| {
        let fault =
            warning("unknown-column", file, column.span, format!("{} is no criterion of these rubrics; it is passed over", column.text));
        match did_you_mean(&column.text, known.iter().map(String::as_str)) {
            Some(near) => fault.with_hint(format!("{near} is near")),
            None => fault,
        }
    });
    told.collect()
}
