//! The concepts that patterns can name, as JSON. Must not choose among them.

use super::json::document;
use crate::authoring::concepts::Known;
use serde::Serialize;
use std::io::{self, Write};

/// The version of this document: fields may be added to it, never renamed or removed.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'k> {
    schema_version: u32,
    concepts: Vec<Entry<'k>>,
}

#[derive(Serialize)]
struct Entry<'k> {
    name: &'k str,
    /// What it finds, where it is a class of words.
    class: Option<&'k str>,
    patterns: &'k [String],
}

/// Writes all concepts with all their patterns, in order.
///
/// # Errors
/// Those of the writer.
pub fn concepts_json(out: &mut dyn Write, known: &[Known]) -> io::Result<()> {
    let concepts = known.iter().map(|k| Entry { name: &k.name, class: k.class, patterns: &k.patterns }).collect();
    document(out, &Document { schema_version: SCHEMA_VERSION, concepts })
}
