//! Checked answers as JSON: the fields of a scored answer and what the check adds. Fields are only ever added.

use super::{Entry, Harmless};
use crate::batch::{Change, Checked, Issue, Region, Summary, Waived};
use crate::report::check::Report;
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use std::io::{self, Write};

#[derive(Serialize)]
struct CheckedEntry<'o> {
    #[serde(flatten)]
    entry: Entry<'o>,
    issues: Vec<IssueEntry<'o>>,
    waived: Vec<WaivedEntry<'o>>,
    change: Option<ChangeEntry<'o>>,
    known_failure: bool,
}

#[derive(Serialize)]
struct IssueEntry<'o> {
    code: &'static str,
    level: &'static str,
    message: &'o str,
    advice: Option<&'o str>,
    criterion: Option<&'o str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct WaivedEntry<'o> {
    criterion: &'o str,
    reason: &'o str,
    points: f64,
    line: usize,
}

#[derive(Serialize)]
struct ChangeEntry<'o> {
    kind: &'static str,
    from: Option<f64>,
    moved_from: Option<&'o str>,
    lost: &'o [String],
    gained: &'o [String],
}

#[derive(Serialize)]
struct SummaryEntry {
    verdict: &'static str,
    answers: usize,
    passed: usize,
    failed: usize,
    unjudged: usize,
    unscored: usize,
    known_failures: usize,
    waived: usize,
    mean: Option<f64>,
    not_answers: usize,
    not_checked: usize,
}

impl<'o> CheckedEntry<'o> {
    fn of(checked: &'o Checked) -> Self {
        Self {
            entry: Entry::of(&checked.outcome),
            issues: checked.issues.iter().map(IssueEntry::of).collect(),
            waived: checked.waived.iter().map(WaivedEntry::of).collect(),
            change: checked.change.as_ref().map(ChangeEntry::of),
            known_failure: checked.known_failure,
        }
    }
}

impl<'o> IssueEntry<'o> {
    fn of(issue: &'o Issue) -> Self {
        let Issue { code, level, message, advice, criterion, region } = issue;
        let at = |pick: fn(&Region) -> usize| region.as_ref().map(pick);
        Self {
            code: code.name(),
            level: level.name(),
            message,
            advice: advice.as_deref(),
            criterion: criterion.as_deref(),
            line: at(|r| r.start.line),
            column: at(|r| r.start.column),
            end_line: at(|r| r.end.line),
            end_column: at(|r| r.end.column),
        }
    }
}

impl<'o> WaivedEntry<'o> {
    fn of(waived: &'o Waived) -> Self {
        let Waived { criterion, reason, points, line } = waived;
        Self { criterion, reason, points: points.as_f64(), line: *line }
    }
}

impl<'o> ChangeEntry<'o> {
    fn of(change: &'o Change) -> Self {
        let Change { kind, from, moved_from, lost, gained } = change;
        Self { kind: kind.name(), from: from.map(|p| p.as_f64()), moved_from: moved_from.as_deref(), lost, gained }
    }
}

impl SummaryEntry {
    fn of(summary: &Summary) -> Self {
        Self {
            verdict: summary.verdict().name(),
            answers: summary.answers,
            passed: summary.passed,
            failed: summary.failed,
            unjudged: summary.unjudged,
            unscored: summary.unscored,
            known_failures: summary.known_failures,
            waived: summary.waived.len(),
            mean: summary.mean().map(|mean| super::round(mean, 10.0)),
            not_answers: summary.passed_over.over,
            not_checked: summary.passed_over.unseen,
        }
    }
}

/// Writes one checked answer in one line.
///
/// # Errors
/// Whatever the writer reports.
pub(in crate::report) fn line(out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
    super::compact(out, &CheckedEntry::of(checked))?;
    writeln!(out)
}

/// `json`: one document with every answer and the summary, written as the answers come. Committed.
pub struct Json<W> {
    out: W,
    answers: usize,
}

impl<W: Write> Json<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, answers: 0 }
    }

    /// Writes a value that stands so deep in the document.
    fn value(&mut self, value: &impl Serialize, indent: &str) -> io::Result<()> {
        let mut text = Vec::new();
        value.serialize(&mut Serializer::with_formatter(&mut text, Harmless(PrettyFormatter::new())))?;
        for (nth, line) in text.split(|b| *b == b'\n').enumerate() {
            if nth > 0 {
                write!(self.out, "\n{indent}")?;
            }
            self.out.write_all(line)?;
        }
        Ok(())
    }

    fn open(&mut self) -> io::Result<()> {
        write!(self.out, "{{\n  \"schema_version\": {},\n  \"results\": [", super::SCHEMA_VERSION)
    }
}

impl<W: Write> Report for Json<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        if self.answers == 0 {
            self.open()?;
        }
        self.out.write_all(if self.answers == 0 { b"\n    " } else { b",\n    " })?;
        self.answers += 1;
        self.value(&CheckedEntry::of(checked), "    ")
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        if self.answers == 0 {
            self.open()?;
        }
        self.out.write_all(if self.answers == 0 { b"],\n  \"summary\": " } else { b"\n  ],\n  \"summary\": " })?;
        self.value(&SummaryEntry::of(summary), "  ")?;
        self.out.write_all(b"\n}\n")?;
        self.out.flush()
    }
}
