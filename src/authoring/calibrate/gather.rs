//! From rows of marks to scored answers: each rubric found, each answer read and scored, on all cores and in the order of the rows. Must
//! not compare anything.

use super::marks::{Cell, Marks, Row, Where, warning};
use super::scale::Scale;
use super::statistics::Pair;
use crate::answer::Answer;
use crate::batch::{Engines, Shelf, inner_path, read};
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

/// What rows are read and scored with.
pub(super) struct Gatherer<'a, 'r> {
    /// The file of marks, for the places of faults.
    pub(super) file: &'a Arc<SourceFile>,
    /// The folder that its paths start from.
    pub(super) folder: &'a Path,
    /// What its marks are on.
    pub(super) scale: Scale,
    /// All rubrics, for the names of those that may be meant.
    pub(super) shelf: &'a Shelf,
    /// The rubrics as they are searched for.
    pub(super) engines: &'a Engines<'r>,
}

impl<'r> Gatherer<'_, 'r> {
    /// Reads and scores every row.
    pub(super) fn gather(&self, marks: &Marks) -> Gathered<'r> {
        let done: Vec<Done<'r>> = marks.rows.par_iter().map(|row| self.one(row, &marks.others)).collect();
        let mut gathered = Gathered { rubrics: Vec::new(), answers: Vec::new(), faults: Vec::new(), faulty: Vec::new() };
        let mut faulty = BTreeSet::new();
        let mut first: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for (row, done) in marks.rows.iter().zip(done) {
            match done {
                Err(Left::Row(fault)) => gathered.faults.push(fault),
                Err(Left::Rubric(id, faults)) => {
                    let message = format!("not scored: the rubric {id} has faults");
                    gathered.faults.push(self.fault("faulty-rubric", &row.rubric, message));
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
                        let fault = self.fault("duplicate", row.answer.cell(), message);
                        gathered.faults.push(fault.with_hint("marks of several graders are one line: their mean"));
                        continue;
                    }
                    gathered.faults.extend(faults);
                    gathered.answers.push(scored);
                }
            }
        }
        gathered.faults.extend(unknown_columns(self.file, marks, &gathered.rubrics));
        gathered
    }

    /// One row; `columns` are those that its other cells stand in.
    fn one(&self, row: &Row, columns: &[Cell]) -> Done<'r> {
        let rubric = match self.engines.rubrics().get(&row.rubric.text) {
            Some(Ok(rubric)) => rubric,
            Some(Err(faults)) => return Err(Left::Rubric(row.rubric.text.clone(), faults.clone())),
            None => return Err(Left::Row(self.unknown_rubric(&row.rubric))),
        };
        let (name, bytes) = self.answer(row).map_err(Left::Row)?;
        let unread = |why| Left::Row(self.fault("unreadable", row.answer.cell(), format!("{name}: {why}")));
        let answer = Answer::parse(&bytes).map_err(unread)?;
        let findings = self.engines.findings(&answer, rubric);
        let card = score(rubric, &findings);
        let (points, given) = match &card {
            Scorecard::Scored(card) => (card.score.as_f64(), card.band.level()),
            // Whoever marked it gave what it earned; so the rules' nothing counts as well.
            Scorecard::Unscored(_) => (0.0, 0),
        };
        let pair = Pair { mark: row.mark, marked: self.scale.level(row.mark), score: points, given };
        let (mut criteria, mut faults) = (Vec::new(), Vec::new());
        for (column, cell) in &row.others {
            match (Criterion::named(rubric, &columns[*column].text), Seen::read(&cell.text)) {
                (Some(criterion), Some(seen)) => criteria.push((criterion, seen)),
                (Some(_), None) => {
                    let fault = self.fault("no-criterion-mark", cell, format!("{} is no mark of a criterion", cell.text));
                    faults.push(fault.with_hint("it is met, partial or missed; 1, 0.5 or 0; for a mistake, 1 is that it was made"));
                }
                (None, _) => {}
            }
        }
        Ok((rubric, Scored { line: row.line, name, rubric: 0, pair, criteria, answer, findings, card }, faults))
    }

    /// The name and the bytes of a row's answer.
    fn answer(&self, row: &Row) -> Result<(String, Vec<u8>), Diagnostic> {
        let cell = match &row.answer {
            Where::Here(cell) => return Ok((format!("line {}", row.line), cell.text.clone().into_bytes())),
            Where::File(cell) => cell,
        };
        let Some(path) = inner_path(&cell.text).map(|path| self.folder.join(path)) else {
            let fault = self.fault("outer-path", cell, format!("{} leads out of the folder", cell.text));
            return Err(fault.with_hint("name a file below the folder of the marks, or put the text itself into a column answer"));
        };
        match read(&path) {
            Ok(bytes) => Ok((cell.text.clone(), bytes)),
            Err(why) => Err(self.fault("unreadable", cell, format!("{}: {why}", path.display()))),
        }
    }

    fn unknown_rubric(&self, cell: &Cell) -> Diagnostic {
        let fault = self.fault("unknown-rubric", cell, format!("there is no rubric {}", cell.text));
        match self.shelf.bank.get(&cell.text, &self.shelf.lexicon) {
            Lookup::Unknown(near) if !near.is_empty() => fault.with_hint(format!("nearest: {}", near.join(", "))),
            _ => fault.with_hint("`rubrica list` shows all; --rubrics DIR adds your own"),
        }
    }

    fn fault(&self, code: &'static str, cell: &Cell, message: String) -> Diagnostic {
        Diagnostic::error(code, self.file, cell.span, message)
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
