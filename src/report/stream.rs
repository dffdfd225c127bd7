//! The JSON lines of `rubrica stream`: one for each reply, with the fields of the JSON document that were asked for. Must not compute.

use super::json::{Entry, Harmless};
use crate::batch::{Refusal, Reply, faults_in_brief};
use serde::ser::{Serialize, SerializeMap};
use serde_json::ser::{CompactFormatter, Serializer};
use std::io::{self, Write};

/// The fields that a line may have beside its id, each as in the document of `rubrica score --format json`.
pub const FIELDS: [&str; 16] = [
    "rubric",
    "status",
    "reason",
    "score",
    "band",
    "confidence",
    "parts",
    "key_points",
    "looks_for",
    "mistakes",
    "structure",
    "signals",
    "delivery",
    "caps",
    "next_steps",
    "stamp",
];

/// The fields of a line when none are asked for.
pub const USUAL: [&str; 5] = ["score", "band", "status", "reason", "confidence"];

/// Writes one line. What could not be scored because of its line or its rubric has `error` in the place of the fields.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, reply: &Reply, fields: &[&str]) -> io::Result<()> {
    let mut line = Vec::new();
    Row { reply, fields }.serialize(&mut Serializer::with_formatter(&mut line, Harmless(CompactFormatter)))?;
    line.push(b'\n');
    out.write_all(&line)
}

struct Row<'r> {
    reply: &'r Reply,
    fields: &'r [&'r str],
}

impl Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.reply.id)?;
        match &self.reply.result {
            Ok(graded) => {
                let entry = Entry::graded(graded);
                for field in self.fields {
                    entry.field(field, &mut map)?;
                }
            }
            Err(Refusal::Line { line, why }) => map.serialize_entry("error", &format!("line {line}: {why}"))?,
            Err(Refusal::FaultyRubric(faults)) => map.serialize_entry("error", &faults_in_brief(faults))?,
        }
        map.end()
    }
}
