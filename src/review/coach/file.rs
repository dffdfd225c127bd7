//! TOML to entries, with every fault collected. Whether there are such answers and criteria is asked later, when they are known.

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::score::{Points, Status};
use crate::span::{LineIndex, Span};
use crate::tables::{At, Faults, Reader, document, shown};
use std::sync::Arc;

/// How a criterion or a mistake is seen, as the file writes it.
const STATUSES: [(&str, Seen); 6] = [
    ("met", Seen::Status(Status::Met)),
    ("partial", Seen::Status(Status::Partial)),
    ("missed", Seen::Status(Status::Missed)),
    ("denied", Seen::Status(Status::Denied)),
    ("made", Seen::Made(true)),
    ("not-made", Seen::Made(false)),
];

/// What the coach's file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CoachFile {
    /// Its name for people.
    pub(super) name: String,
    pub(super) overrides: Vec<OverrideEntry>,
    pub(super) comments: Vec<CommentEntry>,
}

/// Which answer an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct About {
    pub(super) candidate: String,
    pub(super) question: String,
    /// The line that the entry begins on, from 1.
    pub(super) line: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct OverrideEntry {
    pub(super) about: About,
    pub(super) of: Of,
    pub(super) reason: String,
    pub(super) by: String,
    pub(super) date: Option<String>,
    pub(super) digest: Option<String>,
    /// Where the entry begins.
    pub(super) place: Span,
}

/// What is overridden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Of {
    Score(Points),
    Criterion(String, Seen),
}

/// How a criterion or a mistake is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Status(Status),
    Made(bool),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CommentEntry {
    pub(super) about: About,
    pub(super) text: String,
    pub(super) by: Option<String>,
    pub(super) date: Option<String>,
    pub(super) criterion: Option<String>,
}

/// Reads a coach's file.
///
/// # Errors
/// Every fault of the file, in order of place; of syntax, the first.
pub fn parse(file: &Arc<SourceFile>) -> Result<CoachFile, Vec<Diagnostic>> {
    let table = document(file).map_err(|fault| vec![fault])?;
    let faults = Faults::new(file);
    let lines = LineIndex::new(&file.text);
    let mut top = Reader::root(&table, &faults);
    let overrides = top.tables("override").into_iter().filter_map(|table| overridden(table, &lines, &faults)).collect();
    let comments = top.tables("comment").into_iter().map(|table| comment(table, &lines, &faults)).collect();
    top.finish();
    faults.into_result(CoachFile { name: file.name.clone(), overrides, comments })
}

fn about(table: &mut Reader<'_>, lines: &LineIndex<'_>) -> About {
    let line = lines.place(table.place().start).line;
    let mut text = |key| table.required_str(key).value.to_owned();
    About { candidate: text("candidate"), question: text("question"), line }
}

fn overridden(mut table: Reader<'_>, lines: &LineIndex<'_>, faults: &Faults) -> Option<OverrideEntry> {
    let about = about(&mut table, lines);
    let place = table.place();
    let written = [table.has("score"), table.has("criterion")];
    let score = table.optional_number("score", 0.0..=100.0).map(|n| Of::Score(Points((n.value * 10.0).round() as i32)));
    let criterion = table.optional_str("criterion").map(|id| id.value.to_owned());
    let seen = table.optional_choice("status", &STATUSES);
    let of = match written {
        [true, true] => {
            let hint = "write one [[override]] for the score and one for the criterion".to_owned();
            faults.add("two-targets", table.place_of("criterion"), "an override is of a score or of a criterion, not of both", Some(hint));
            None
        }
        [false, false] => {
            let hint = "score = 0 to 100, or criterion = \"ID\" and status".to_owned();
            faults.add("missing-key", place, "nothing says what is overridden", Some(hint));
            None
        }
        [true, false] => {
            if table.has("status") {
                faults.add("misplaced-key", table.place_of("status"), "`status` is said of a criterion, and there is none", None);
            }
            score
        }
        [false, true] => {
            if !table.has("status") {
                table.missing("status");
            }
            criterion.zip(seen).map(|(id, seen)| Of::Criterion(id, seen))
        }
    };
    let reason = table.required_str("reason").value.to_owned();
    let by = table.required_str("by").value.to_owned();
    let date = date(&mut table, faults);
    let digest = table.optional_str("digest").and_then(|digest| checked(digest, faults));
    table.finish();
    Some(OverrideEntry { about, of: of?, reason, by, date, digest, place })
}

fn comment(mut table: Reader<'_>, lines: &LineIndex<'_>, faults: &Faults) -> CommentEntry {
    let entry = CommentEntry {
        about: about(&mut table, lines),
        text: table.required_str("text").value.to_owned(),
        by: table.optional_str("by").map(|by| by.value.to_owned()),
        criterion: table.optional_str("criterion").map(|id| id.value.to_owned()),
        date: date(&mut table, faults),
    };
    table.finish();
    entry
}

/// A day as TOML or a text writes it: `2026-03-01`.
fn date(table: &mut Reader<'_>, faults: &Faults) -> Option<String> {
    let written = table.optional_date("date")?;
    let digits: Vec<&str> = written.value.split('-').collect();
    let number = |text: &str, length: usize| text.parse::<u32>().ok().filter(|_| text.len() == length);
    let day = match digits.as_slice() {
        [year, month, day] => number(year, 4).zip(number(month, 2)).zip(number(day, 2)),
        _ => None,
    };
    let is_day = day.is_some_and(|((_, month), day)| (1..=12).contains(&month) && (1..=31).contains(&day));
    if !is_day {
        let message = format!("`{}` is no day", shown(&written.value));
        faults.add("bad-date", written.span, message, Some("year, month, day: 2026-03-01".to_owned()));
    }
    is_day.then_some(written.value)
}

fn checked(digest: At<&str>, faults: &Faults) -> Option<String> {
    let hexadecimal = digest.value.len() == 16 && digest.value.bytes().all(|b| b.is_ascii_hexdigit());
    if !hexadecimal {
        let hint = "take the line out, and `rubrica review DIR --stamp` writes it".to_owned();
        faults.add("bad-digest", digest.span, format!("`{}` is no digest of an answer", shown(digest.value)), Some(hint));
    }
    hexadecimal.then(|| digest.value.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CoachFile, Vec<String>> {
        let file = Arc::new(SourceFile { name: "review.toml".into(), text: text.to_owned().into() });
        let lines = LineIndex::new(text);
        parse(&file).map_err(|faults| faults.iter().map(|f| format!("{} {}", lines.place(f.span.start).line, f.code)).collect())
    }

    const HEAD: &str = "[[override]]\ncandidate = \"Anna\"\nquestion = \"a-1\"\nreason = \"r\"\nby = \"Jo\"\n";

    #[test]
    fn overrides_and_comments_are_read() {
        let file = read(&format!(
            "{HEAD}score = 72.5\ndate = 2026-03-01\ndigest = \"0123456789ABCDEF\"\n\n{HEAD}criterion = \"c\"\nstatus = \"not-made\"\ndate = \"2026-03-02\"\n\n[[comment]]\ncandidate = \"Anna\"\nquestion = \"a-1\"\ntext = \"Good.\"\n"
        ))
        .unwrap();
        let of: Vec<&Of> = file.overrides.iter().map(|o| &o.of).collect();
        assert_eq!(of, [&Of::Score(Points(725)), &Of::Criterion("c".to_owned(), Seen::Made(false))]);
        let lines: Vec<usize> = file.overrides.iter().map(|o| o.about.line).collect();
        assert_eq!(lines, [1, 10]);
        assert_eq!(file.overrides[0].digest.as_deref(), Some("0123456789abcdef"));
        assert_eq!(file.overrides[0].date.as_deref(), Some("2026-03-01"));
        assert_eq!(file.comments[0].text, "Good.");
        assert_eq!(read(""), Ok(CoachFile { name: "review.toml".into(), ..CoachFile::default() }));
    }

    #[test]
    fn every_fault_has_its_place() {
        assert_eq!(read(HEAD).unwrap_err(), ["1 missing-key"]);
        assert_eq!(read(&format!("{HEAD}score = 101\n")).unwrap_err(), ["6 out-of-range"]);
        assert_eq!(read(&format!("{HEAD}score = 1\ncriterion = \"c\"\nstatus = \"met\"\n")).unwrap_err(), ["7 two-targets"]);
        assert_eq!(read(&format!("{HEAD}score = 1\nstatus = \"met\"\n")).unwrap_err(), ["7 misplaced-key"]);
        assert_eq!(read(&format!("{HEAD}criterion = \"c\"\nstatus = \"maybe\"\n")).unwrap_err(), ["7 not-allowed"]);
        assert_eq!(read(&format!("{HEAD}criterion = \"c\"\n")).unwrap_err(), ["1 missing-key"]);
        let wrong = format!("{HEAD}score = 1\ndate = \"soon\"\ndigest = \"x\"\nwho = 1\n");
        assert_eq!(read(&wrong).unwrap_err(), ["7 bad-date", "8 bad-digest", "9 unknown-key"]);
        assert_eq!(read("[[comment]]\n").unwrap_err(), ["1 missing-key", "1 missing-key", "1 missing-key"]);
    }
}
