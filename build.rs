//! Writes the lexicon and the list of rubrics into the binary as constants, folded ahead of time: at run time nothing of them is
//! parsed or stemmed, and only what a rubric refers to is touched. The folder is the registry; there is no list to edit.

#[allow(dead_code, unreachable_pub)]
#[path = "src/lexicon/packed.rs"]
mod packed;
#[allow(dead_code, unreachable_pub)]
#[path = "src/lexicon/pattern.rs"]
mod pattern;
#[allow(dead_code, unreachable_pub)]
#[path = "src/span.rs"]
mod span;
#[allow(dead_code, unreachable_pub)]
#[path = "src/tables"]
mod tables {
    pub mod bytes;
    pub mod value;
}
#[allow(dead_code, unreachable_pub, unused_imports)]
#[path = "src/text/mod.rs"]
mod text;

use packed::Packed;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tables::bytes;
use tables::value::{At, Table, Value};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct LexiconFile {
    concept: BTreeMap<String, Vec<String>>,
    trigger: Vec<Trigger>,
    pseudo: Vec<String>,
    boundary: Vec<String>,
    cue: Vec<Cue>,
    label: BTreeMap<String, Vec<String>>,
    signal: Vec<Signal>,
    outcome: Vec<String>,
    hedge: Vec<String>,
    filler: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trigger {
    turns: String,
    reach: String,
    scope: u8,
    say: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cue {
    stage: String,
    weight: u8,
    say: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signal {
    id: String,
    says: String,
    full_at: u8,
    #[serde(default)]
    say: Vec<String>,
}

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    for watched in ["build.rs", "rubrics", "src/lexicon/packed.rs", "src/lexicon/pattern.rs", "src/span.rs", "src/tables", "src/text"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let (lexicon, sha256) = LexiconFile::read(&toml_files(&root.join("rubrics/lexicon")));
    let mut writer = Writer { concepts: lexicon.concept.keys().cloned().collect(), ..Writer::default() };
    let rubrics: Vec<PathBuf> = folders(&root.join("rubrics")).iter().flat_map(|f| toml_files(f)).collect();
    let bank = writer.bank(&root, &rubrics);
    std::fs::write(out.join("bank.rs"), bank).expect("OUT_DIR can be written");
    let lexicon = writer.lexicon(&lexicon, &sha256);
    assert!(writer.faults.is_empty(), "the lexicon has faults:\n{}", writer.faults.join("\n"));
    std::fs::write(out.join("lexicon.rs"), lexicon).expect("OUT_DIR can be written");
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = entries(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

/// Every folder of rubrics; the lexicon's is none.
fn folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = entries(root).into_iter().filter(|p| p.is_dir() && !p.ends_with("lexicon")).collect();
    folders.sort();
    folders
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).map(|d| d.flatten().map(|e| e.path()).collect()).unwrap_or_default()
}

/// What gets one number.
enum Patterns<'s> {
    One(&'s str),
    /// A concept.
    AnyOf(&'s [&'s str]),
}

/// Puts `#N` in the place of every pattern of a rubric that can be parsed, N being its number among all, `#N-M` in the place of several
/// in a row, and one number in the place of all patterns of a concept. A pattern at fault stays: the rubric's own parser reports it,
/// with its place, whenever the rubric is used.
fn number_patterns(key: &str, value: &mut Value<'_>, number: &mut impl FnMut(Patterns<'_>) -> Option<usize>) {
    match value {
        Value::Text(text) => {
            let (prefix, source) = match key {
                "evidence" | "hint" | "hints" | "pattern" | "unless" => ("", Some(&**text)),
                "of" => ("says:", text.strip_prefix("says:")),
                _ => ("", None),
            };
            if let Some(n) = source.and_then(|source| number(Patterns::One(source))) {
                *text = format!("{prefix}#{n}").into();
            }
        }
        Value::Array(items) if key == "concept" => {
            let sources: Option<Vec<&str>> = items.iter().map(|item| item.value.as_str()).collect();
            if let Some(n) = sources.and_then(|sources| number(Patterns::AnyOf(&sources))) {
                *value = Value::Text(format!("#{n}").into());
            }
        }
        Value::Array(items) => {
            items.iter_mut().for_each(|item| number_patterns(key, &mut item.value, number));
            join_rows(items);
        }
        Value::Table(table) => {
            for (inner, item) in table.entries_mut() {
                number_patterns(if key == "concept" { key } else { inner }, &mut item.value, number);
            }
        }
        _ => {}
    }
}

/// `#4`, `#5`, `#6` in a row become `#4-6`.
fn join_rows(items: &mut Vec<At<Value<'_>>>) {
    let mut joined = Vec::new();
    let mut row: Option<(usize, usize)> = None;
    let text = |(first, last)| {
        let row = if first == last { format!("#{first}") } else { format!("#{first}-{last}") };
        At::nowhere(Value::Text(row.into()))
    };
    for item in items.drain(..) {
        let number = item.value.as_str().and_then(|text| text.strip_prefix('#')).and_then(|n| n.parse::<usize>().ok());
        row = match (row, number) {
            (Some((first, last)), Some(n)) if n == last + 1 => Some((first, n)),
            (before, number) => {
                joined.extend(before.map(text));
                number.map(|n| (n, n))
            }
        };
        if number.is_none() {
            joined.push(item);
        }
    }
    joined.extend(row.map(text));
    *items = joined;
}

impl LexiconFile {
    /// All files of the lexicon as one, and the SHA-256 over them.
    fn read(files: &[PathBuf]) -> (Self, String) {
        let mut all = LexiconFile::default();
        let mut hash = Sha256::new();
        for path in files {
            let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            hash.update(text.replace("\r\n", "\n").as_bytes());
            let mut file: LexiconFile = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            for name in file.concept.keys() {
                assert!(!all.concept.contains_key(name), "{}: concept {name} stands in another file too", path.display());
            }
            all.concept.append(&mut file.concept);
            all.trigger.append(&mut file.trigger);
            all.pseudo.append(&mut file.pseudo);
            all.boundary.append(&mut file.boundary);
            all.cue.append(&mut file.cue);
            all.label.append(&mut file.label);
            all.signal.append(&mut file.signal);
            all.outcome.append(&mut file.outcome);
            all.hedge.append(&mut file.hedge);
            all.filler.append(&mut file.filler);
        }
        (all, hex(&hash.finalize()))
    }
}

#[derive(Default)]
struct Writer {
    /// The names of the lexicon's concepts; a concept's number is its place here.
    concepts: Vec<String>,
    vocabulary: BTreeSet<String>,
    faults: Vec<String>,
}

impl Writer {
    fn packed(&self, pattern: &pattern::Pattern) -> Packed {
        let number = |name: &str| self.concepts.binary_search_by(|known| known.as_str().cmp(name)).ok();
        Packed::with_numbers(pattern, &|name| number(name).map(|n| u16::try_from(n).expect("there are fewer concepts")))
    }

    /// The rubrics, each with its text and a digest for scoring: without its marked answers, its patterns by number. The patterns
    /// themselves follow, packed.
    fn bank(&mut self, root: &Path, files: &[PathBuf]) -> String {
        // What is looked at in every rubric stands apart from what is long, so that looking touches little memory.
        let (mut heads, mut contents) = (String::new(), String::new());
        let (mut sources, mut bytes, mut ends) = (String::new(), Vec::new(), Vec::new());
        for path in files {
            let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{name}: {e}")).replace("\r\n", "\n");
            let table = toml::de::DeTable::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            let mut table = Table::from(table.into_inner());
            let own = |table: Option<&Table<'_>>, key| table.and_then(|t| t.get(key)?.value.as_str()).unwrap_or_default().to_owned();
            let (id, title) = (own(Some(&table), "id"), own(Some(&table), "title"));
            let prompt = own(table.get("question").and_then(|q| q.value.as_table()), "prompt");
            table.remove("test");
            let mut rubric = Value::Table(table);
            number_patterns("", &mut rubric, &mut |row| {
                let pattern = match row {
                    Patterns::One(source) => {
                        // Evidence is reported with its source, a concept is not.
                        let parsed = pattern::parse(source).ok()?;
                        sources.push_str(source);
                        self.vocabulary.extend(pattern::vocabulary(source));
                        parsed
                    }
                    Patterns::AnyOf(all) => {
                        let parsed = all.iter().map(|source| pattern::parse(source).ok()).collect::<Option<Vec<_>>>()?;
                        self.vocabulary.extend(all.iter().flat_map(|source| pattern::vocabulary(source)));
                        pattern::Pattern::Any(parsed)
                    }
                };
                bytes.extend(self.packed(&pattern).bytes());
                ends.push((sources.len(), bytes.len()));
                Some(ends.len() - 1)
            });
            let digest = rubric.as_table().map(bytes::write).unwrap_or_default().escape_ascii().to_string();
            let sha256 = hex(&Sha256::digest(text.as_bytes()));
            let path = path.display().to_string();
            let _ =
                writeln!(heads, "    BuiltIn {{ id: {id:?}, name: {name:?}, sha256: {sha256:?}, title: {title:?}, prompt: {prompt:?} }},");
            let _ = writeln!(contents, "    Content {{ text: include_str!({path:?}), digest: b\"{digest}\" }},");
        }
        let bytes = bytes.escape_ascii();
        format!(
            "pub(super) static FILES: &[BuiltIn] = &[\n{heads}];\npub(super) static CONTENTS: &[Content] = &[\n{contents}];\n\
             pub(super) static PATTERNS: KnownPatterns = KnownPatterns {{ sources: {sources:?}, packed: b\"{bytes}\", ends: &{ends:?} }};\n"
        )
    }

    fn lexicon(&mut self, all: &LexiconFile, sha256: &str) -> String {
        let mut code = String::new();
        let rows = |rows: Vec<String>| rows.join(",\n    ");
        let concepts = all.concept.iter().map(|(n, p)| format!("Concept {{ name: {n:?}, patterns: {} }}", self.patterns(n, p))).collect();
        let _ = writeln!(code, "pub(super) static CONCEPTS: &[Concept] = &[\n    {}\n];", rows(concepts));
        let triggers = all.trigger.iter().map(|t| {
            let (turns, reach) = (variant(&t.turns), variant(&t.reach));
            format!(
                "Trigger {{ turns: Polarity::{turns}, reach: Reach::{reach}, scope: {}, patterns: {} }}",
                t.scope,
                self.patterns("trigger", &t.say)
            )
        });
        let triggers = triggers.collect();
        let _ = writeln!(code, "pub(super) static TRIGGERS: &[Trigger] = &[\n    {}\n];", rows(triggers));
        let cues = all
            .cue
            .iter()
            .map(|c| format!("Cue {{ stage: {}, weight: {}, patterns: {} }}", sign(&c.stage), c.weight, self.patterns("cue", &c.say)));
        let cues = cues.collect();
        let _ = writeln!(code, "pub(super) static CUES: &[Cue] = &[\n    {}\n];", rows(cues));
        let labels = all.label.iter().map(|(stage, words)| format!("Label {{ stage: {}, words: &{words:?} }}", star(stage))).collect();
        let _ = writeln!(code, "pub(super) static LABELS: &[Label] = &[\n    {}\n];", rows(labels));
        let signals = all.signal.iter().map(|s| {
            format!("Signal {{ name: {:?}, says: {:?}, full_at: {}, patterns: {} }}", s.id, s.says, s.full_at, self.patterns(&s.id, &s.say))
        });
        let signals = signals.collect();
        let _ = writeln!(code, "pub(super) static SIGNALS: &[Signal] = &[\n    {}\n];", rows(signals));
        let lists = [
            ("PSEUDO_TRIGGERS", &all.pseudo),
            ("BOUNDARIES", &all.boundary),
            ("OUTCOMES", &all.outcome),
            ("HEDGES", &all.hedge),
            ("FILLERS", &all.filler),
        ];
        for (name, list) in lists {
            let _ = writeln!(code, "pub(super) static {name}: Packed = {};", self.patterns(name, list));
        }
        let vocabulary: Vec<&str> = self.vocabulary.iter().map(String::as_str).collect();
        let vocabulary = vocabulary.join("\n");
        let _ = writeln!(code, "pub(super) const VOCABULARY: SortedLines = SortedLines::new({vocabulary:?});");
        let _ = writeln!(code, "pub(super) static SHA256: &str = {sha256:?};");
        code
    }

    /// Several patterns packed as "any of these", as a constant expression.
    fn patterns(&mut self, of: &str, sources: &[String]) -> String {
        let mut patterns = Vec::new();
        for source in sources {
            self.vocabulary.extend(pattern::vocabulary(source));
            match pattern::parse(source) {
                Ok(pattern::Pattern::Negated(_)) => self.faults.push(format!("{of}: pattern {source:?} cannot ask for a denial")),
                Ok(parsed) => patterns.push(parsed),
                Err(e) => self.faults.push(format!("{of}: pattern {source:?}: {} at {:?}", e.message, e.at)),
            }
        }
        format!("Packed::built_in(b\"{}\")", self.packed(&pattern::Pattern::Any(patterns)).bytes().escape_ascii())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn variant(name: &str) -> &'static str {
    match name {
        "asserted" => "Asserted",
        "hedged" => "Hedged",
        "hypothetical" => "Hypothetical",
        "someone-else" => "SomeoneElse",
        "negated" => "Negated",
        "forward" => "Forward",
        "backward" => "Backward",
        "resume" => "Resume",
        "clause" => "Clause",
        other => panic!("no such polarity or reach: {other}"),
    }
}

/// A part of STAR, or what a sentence can be instead.
fn sign(name: &str) -> usize {
    ["denial", "platitude"].iter().position(|s| *s == name).map_or_else(|| star(name), |at| at + 4)
}

fn star(name: &str) -> usize {
    ["situation", "task", "action", "result"].iter().position(|s| *s == name).unwrap_or_else(|| panic!("no part of STAR: {name}"))
}
