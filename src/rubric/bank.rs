//! The question bank: every rubric that can be named, parsed only when it is asked for. Does not read the disk: files from a folder
//! are handed in.

use super::parse::parse_digest;
use super::{Head, Rubric, parse};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::lexicon::{Lexicon, Packed};
use std::borrow::Cow;
use std::sync::Arc;

mod built_in {
    use super::{BuiltIn, Content, KnownPatterns};
    include!(concat!(env!("OUT_DIR"), "/bank.rs"));
}

/// The patterns that the rubrics of the binary write, packed when it was built. One text and one row of bytes, so that nothing of it
/// need be touched when the program is loaded.
#[derive(Debug)]
struct KnownPatterns {
    sources: &'static str,
    packed: &'static [u8],
    /// For each pattern, by number, where its source and its bytes end.
    ends: &'static [(u32, u32)],
}

/// The source and the bytes of a pattern of the binary, by number; the lexicon's vocabulary holds its words.
pub(super) fn known_pattern(number: usize) -> Option<(&'static str, Packed)> {
    let known = &built_in::PATTERNS;
    let &(source_end, packed_end) = known.ends.get(number)?;
    let (source_start, packed_start) = number.checked_sub(1).map_or((0, 0), |before| known.ends[before]);
    let source = known.sources.get(source_start as usize..source_end as usize)?;
    Some((source, Packed::built_in(known.packed.get(packed_start as usize..packed_end as usize)?)))
}

/// A rubric of the binary: what is told of it when the binary is built, so that nothing need be parsed to find it.
#[derive(Debug)]
struct BuiltIn {
    id: &'static str,
    /// The path of its file in the project.
    name: &'static str,
    sha256: &'static str,
    title: &'static str,
    prompt: &'static str,
}

/// What is long of a rubric of the binary.
#[derive(Debug)]
struct Content {
    text: &'static str,
    /// All that scoring needs: the rubric without its marked answers, and with the number of each pattern in its place.
    digest: &'static str,
}

/// A rubric of the bank, not parsed yet.
#[derive(Debug, Clone)]
pub struct BankEntry {
    /// Its id.
    pub id: String,
    /// Its file.
    pub file: Arc<SourceFile>,
    built_in: Option<(&'static BuiltIn, &'static Content)>,
}

impl BankEntry {
    /// A rubric from a file.
    pub fn new(id: String, file: Arc<SourceFile>) -> Self {
        Self { id, file, built_in: None }
    }

    /// What can be told of it without checking it.
    pub fn head(&self) -> Head {
        match self.built_in {
            Some((known, _)) => Head { title: known.title.to_owned(), prompt: known.prompt.to_owned() },
            None => Head::of(&self.file),
        }
    }

    fn parse(&self, lexicon: &Lexicon) -> Result<Rubric, Vec<Diagnostic>> {
        let Some((known, content)) = self.built_in else { return parse(&self.file, lexicon) };
        let file = SourceFile { name: known.name.to_owned(), text: Cow::Borrowed(content.digest) };
        let digest = parse_digest(&Arc::new(file), lexicon).map(|rubric| Rubric { sha256: known.sha256.to_owned(), ..rubric });
        // Concepts from disk can put it at fault; the file itself then says where.
        digest.or_else(|_| parse(&self.file, lexicon))
    }
}

/// What looking up a rubric gave.
#[derive(Debug)]
pub enum Lookup {
    /// It is there and valid.
    Found(Box<Rubric>),
    /// It is there and has faults.
    Faulty(Vec<Diagnostic>),
    /// It is not there; the ids nearest to it, best first, at most three.
    Unknown(Vec<String>),
}

/// Rubrics by id.
#[derive(Debug, Clone)]
pub struct Bank {
    entries: Vec<BankEntry>,
}

impl Bank {
    /// The bank of the binary, in order of id.
    pub fn built_in() -> Self {
        let entry = |(known, content): (&'static BuiltIn, &'static Content)| BankEntry {
            id: known.id.to_owned(),
            file: Arc::new(SourceFile { name: known.name.to_owned(), text: Cow::Borrowed(content.text) }),
            built_in: Some((known, content)),
        };
        Self { entries: built_in::FILES.iter().zip(built_in::CONTENTS).map(entry).collect() }
    }

    /// Adds a rubric, or puts it in the place of one with the same id.
    pub fn add(&mut self, entry: BankEntry) {
        match self.entries.binary_search_by(|e| e.id.cmp(&entry.id)) {
            Ok(at) => self.entries[at] = entry,
            Err(at) => self.entries.insert(at, entry),
        }
    }

    /// Every rubric, in order of id.
    pub fn entries(&self) -> &[BankEntry] {
        &self.entries
    }

    /// Looks a rubric up and parses it for scoring: a rubric of the binary comes without its marked answers and its vocabulary, which is
    /// the lexicon's (parse its file for them).
    pub fn get(&self, id: &str, lexicon: &Lexicon) -> Lookup {
        match self.entries.binary_search_by(|e| e.id.as_str().cmp(id)) {
            Ok(at) => match self.entries[at].parse(lexicon) {
                Ok(rubric) => Lookup::Found(Box::new(rubric)),
                Err(faults) => Lookup::Faulty(faults),
            },
            Err(_) => Lookup::Unknown(self.nearest(id)),
        }
    }

    fn nearest(&self, id: &str) -> Vec<String> {
        let mut near: Vec<(usize, &str)> = self.entries.iter().map(|e| (strsim::osa_distance(id, &e.id), e.id.as_str())).collect();
        near.sort_unstable();
        near.into_iter().take(3).map(|(_, id)| id.to_owned()).collect()
    }
}
