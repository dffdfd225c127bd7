//! `csv`: a row for each answer, for spreadsheets and scripts. Columns are only ever added, at the end. No cell can be taken for a formula.
//! Holds nothing.

use super::{Report, facts};
use crate::batch::{Checked, Level, Outcome, Summary};
use crate::report::escape;
use csv::{QuoteStyle, Writer, WriterBuilder};
use std::io::{self, Write};

/// The columns.
const HEAD: [&str; 17] = [
    "file",
    "part",
    "rubric",
    "score",
    "band",
    "verdict",
    "confidence",
    "change",
    "score_before",
    "moved_from",
    "known_failure",
    "waived",
    "worst",
    "errors",
    "warnings",
    "notes",
    "issues",
];

/// Writes comma-separated values.
pub struct Csv<W: Write> {
    out: Writer<W>,
    begun: bool,
}

impl<W: Write> Csv<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        // Quoted, no line begins with a text from elsewhere, and no list separator of another country splits one.
        Self { out: WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).from_writer(out), begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.out.write_record(HEAD)?;
        }
        Ok(())
    }
}

impl<W: Write> Report for Csv<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        self.begin()?;
        self.out.write_record(row(checked).iter().map(|cell| escape::cell(cell)))?;
        // What is written is handed on, so that a full disk shows at once.
        self.out.flush()
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.begin()?;
        self.out.flush()
    }
}

fn row(checked: &Checked) -> [String; HEAD.len()] {
    let name = checked.name();
    let rubric = match &checked.outcome {
        Outcome::Graded(graded) => graded.rubric.id.clone(),
        _ => String::new(),
    };
    let card = checked.card();
    let change = checked.change.as_ref();
    let joined = |ids: &mut dyn Iterator<Item = String>| ids.collect::<Vec<_>>().join("; ");
    let issue = |issue: &crate::batch::Issue| match &issue.criterion {
        Some(criterion) => format!("{}:{criterion}", issue.code.name()),
        None => issue.code.name().to_owned(),
    };
    [
        facts::path(&name.file),
        name.part.clone().unwrap_or_default(),
        rubric,
        card.map(|card| card.score.to_string()).unwrap_or_default(),
        card.map(|card| card.band.name().to_owned()).unwrap_or_default(),
        checked.verdict().name().to_owned(),
        card.map(|card| card.confidence.level.name().to_owned()).unwrap_or_default(),
        change.map(|change| change.kind.name().to_owned()).unwrap_or_default(),
        change.and_then(|change| change.from).map(|from| from.to_string()).unwrap_or_default(),
        change.and_then(|change| change.moved_from.clone()).unwrap_or_default(),
        checked.known_failure.to_string(),
        joined(&mut checked.waived.iter().map(|w| w.criterion.clone())),
        facts::worst(checked).map(|(id, _)| id.to_owned()).unwrap_or_default(),
        facts::of_level(checked, Level::Error).to_string(),
        facts::of_level(checked, Level::Warning).to_string(),
        facts::of_level(checked, Level::Note).to_string(),
        joined(&mut facts::gravest_first(checked).into_iter().map(issue)),
    ]
}
