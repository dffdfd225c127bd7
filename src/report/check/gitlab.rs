//! `gitlab`: a Code Quality report, which a merge request shows beside its changes. One entry an issue, written as the answers come.
//! Holds nothing.

use super::{Report, facts, fingerprint};
use crate::batch::{Checked, Issue, IssueCode, Level, Summary};
use crate::report::{escape, json};
use serde::Serialize;
use std::io::{self, Write};

/// Writes a JSON array.
pub struct Gitlab<W> {
    out: W,
    entries: usize,
}

#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl<W: Write> Gitlab<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, entries: 0 }
    }
}

impl<W: Write> Report for Gitlab<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        let name = checked.name();
        // A report may not hold a fingerprint twice, so the path belongs to it.
        let scope = format!("{}#{}", facts::path(&name.file), name.part.as_deref().unwrap_or_default());
        for (issue, fingerprint) in checked.issues.iter().zip(fingerprint::of_issues(&scope, checked)) {
            self.out.write_all(if self.entries == 0 { b"[\n" } else { b",\n" })?;
            self.entries += 1;
            json::compact(&mut self.out, &entry(checked, issue, fingerprint))?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.out.write_all(if self.entries == 0 { b"[]\n" } else { b"\n]\n" })?;
        self.out.flush()
    }
}

fn entry(checked: &Checked, issue: &Issue, fingerprint: String) -> Entry {
    let name = checked.name();
    let part = name.part.as_ref().map(|part| format!("{part}: ")).unwrap_or_default();
    // Every entry must have a line: what could not be read is told at the first.
    let lines = issue.region.map_or(Lines { begin: 1, end: 1 }, |region| Lines { begin: region.start.line, end: region.end.line });
    Entry {
        description: escape::plain(&format!("{part}{}", facts::sentence(issue))).into_owned(),
        check_name: issue.code.name(),
        fingerprint,
        severity: severity(issue),
        location: Location { path: facts::path(&name.file), lines },
    }
}

fn severity(issue: &Issue) -> &'static str {
    match (issue.level, issue.code) {
        (Level::Note, _) => "info",
        (Level::Warning, _) => "minor",
        (Level::Error, IssueCode::FaultyRubric) => "blocker",
        (Level::Error, IssueCode::CriticalMistake | IssueCode::Regression) => "critical",
        (Level::Error, _) => "major",
    }
}
