//! TOML to [`Rubric`]: every fault of a file at once, each with its place. The raw side is a tree of values, read through
//! [`crate::tables`]; the valid side is [`Rubric`], which exists only when nothing was wrong. Must not read answers or the disk.

mod concepts;
mod criteria;
mod evidence;
mod graph;
mod links;
mod marked;
mod scope;

pub use concepts::{ParsedConcept, parse_concepts};

use super::{Category, Form, Framework, Link, Need, Question, Rubric, Shares, Stage, Topic};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::lexicon::Lexicon;
use crate::lexicon::pattern::{self, Folder};
use crate::tables::{At, Faults, Reader, Table, Value, document, shown};
use scope::{Ids, Owner, Patterns, Scope};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const CATEGORIES: [(&str, Category); 4] = [
    ("behavioral", Category::Behavioral),
    ("technical", Category::Technical),
    ("situational", Category::Situational),
    ("knowledge", Category::Knowledge),
];

const FORMS: [(&str, Form); 2] = [("account", Form::Account), ("facts", Form::Facts)];

/// Parses a rubric.
///
/// # Errors
/// Every fault of the file, in order of place. Two faults stand alone, since nothing after them could be trusted: TOML that cannot be
/// read (`toml-syntax`) and another schema than 1 (`unsupported-schema`).
pub fn parse(file: &Arc<SourceFile>, lexicon: &Lexicon) -> Result<Rubric, Vec<Diagnostic>> {
    let table = document(file).map_err(|fault| vec![fault])?;
    let faults = Faults::new(file);
    let rubric = read(Reader::root(&table, &faults), lexicon, &faults, Patterns::Written);
    let rubric = rubric.map(|r| Rubric { sha256: sha256(&file.text), ..r });
    complete(faults, rubric, file)
}

/// Parses what the build script has made of the rubric in a file: the same but for the patterns, which are known by number.
///
/// # Errors
/// As [`parse`], but without places in the file.
pub(super) fn parse_digest(digest: &Table<'_>, file: &Arc<SourceFile>, lexicon: &Lexicon) -> Result<Rubric, Vec<Diagnostic>> {
    let faults = Faults::new(file);
    let rubric = read(Reader::root(digest, &faults), lexicon, &faults, Patterns::Numbered);
    complete(faults, rubric, file)
}

fn complete(faults: Faults, rubric: Option<Rubric>, file: &Arc<SourceFile>) -> Result<Rubric, Vec<Diagnostic>> {
    match faults.into_result(rubric)? {
        Some(rubric) => Ok(rubric),
        // Nothing is left out without a fault; should it be, that is an error still.
        None => Err(vec![Diagnostic::error("incomplete", file, crate::span::Span::default(), "the rubric is incomplete")]),
    }
}

fn read<'t>(mut top: Reader<'t>, lexicon: &'t Lexicon, faults: &'t Faults, patterns: Patterns) -> Option<Rubric> {
    if let Some(schema) = top.required_integer("schema", 0..=i64::MAX).filter(|s| s.value != 1) {
        let message = format!("schema {} is not known", schema.value);
        faults.add("unsupported-schema", schema.span, message, Some("this version reads schema = 1".to_owned()));
        return None;
    }
    let id = top.required_str("id");
    check_id(id, faults);
    let title = owned(top.required_str("title"));
    let question = top.required_table("question").and_then(question);

    let mut framework = top.optional_table("framework");
    let framework_name = framework.as_mut().map_or("STAR", |f| f.required_str("name").value);
    let mut stages = framework.as_mut().map(|f| f.tables("stage")).unwrap_or_default();
    let mut key_points = top.tables("key_point");
    let mut looks_for = top.tables("looks_for");
    let mut mistakes = top.tables("mistake");
    if !top.has("key_point") {
        top.missing("key_point");
    }
    let local = top.optional_table("concept").map(|c| c.entries().collect()).unwrap_or_default();
    let scope = Scope::new(
        patterns,
        lexicon,
        faults,
        framework_name,
        Ids::read("stage", &mut stages, faults),
        [
            Ids::read("key point", &mut key_points, faults),
            Ids::read("looks-for", &mut looks_for, faults),
            Ids::read("mistake", &mut mistakes, faults),
        ],
        local,
    );

    let topic = top.optional_table("topic").map_or(Topic { evidence: Vec::new(), needs: Vec::new() }, |t| topic(t, &scope));
    if let Some(framework) = framework {
        framework.finish();
    }
    let stages = stages.into_iter().zip(&scope.stages.list).map(|(s, id)| stage(s, *id, &scope)).collect();
    let key_points = key_points.into_iter().zip(&scope.key_points.list).map(|(k, id)| criteria::key_point(k, *id, &scope)).collect();
    let looks_for: Vec<_> = looks_for.into_iter().zip(&scope.looks_for.list).map(|(l, id)| criteria::looks_for(l, *id, &scope)).collect();
    let mistakes: Vec<_> = mistakes.into_iter().zip(&scope.mistakes.list).map(|(m, id)| criteria::mistake(m, *id, &scope)).collect();
    links::check_cycles(&looks_for, &mistakes, &scope);
    let concepts = concepts::local(&scope);
    let category = question.as_ref().map_or(Category::Technical, |q| q.category);
    let Scoring { shares, form, half_at, enough, min_words, full_words } = scoring(top.optional_table("scoring"), category, faults);
    let model_answer = top.optional_table("model_answer").map(model_answer).unwrap_or_default();
    let tests = marked::tests(top.tables("test"), &scope);
    top.finish();

    Some(Rubric {
        id: id.value.to_owned(),
        title,
        question: question?,
        topic,
        framework: Framework { name: framework_name.to_owned(), stages },
        key_points,
        looks_for,
        mistakes: mistakes.into_iter().collect::<Option<_>>()?,
        concepts,
        shares,
        form,
        half_at,
        enough,
        min_words,
        full_words,
        model_answer,
        tests,
        vocabulary: vocabulary(&scope.folder.borrow()),
        sha256: String::new(),
    })
}

/// Whether a name can be that of a rubric, and so of a file: letters, digits, hyphens, underscores and dots, the first no mark.
pub fn is_rubric_id(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

fn check_id(id: At<&str>, faults: &Faults) {
    // One that is not there has been reported already.
    if !id.value.is_empty() && !is_rubric_id(id.value) {
        let hint = "letters, digits, hyphens, underscores and dots are allowed, and the first is no mark".to_owned();
        faults.add("bad-id", id.span, format!("`{}` cannot be an id", shown(id.value)), Some(hint));
    }
}

fn question(mut table: Reader<'_>) -> Option<Question> {
    let prompt = owned(table.required_str("prompt"));
    let category = table.required_choice("category", &CATEGORIES);
    let difficulty = owned(table.required_str("difficulty"));
    let minutes = minutes(&mut table);
    let round = table.optional_str("round").map(owned);
    table.finish();
    Some(Question { prompt, category: category?, difficulty, minutes, round })
}

fn minutes(table: &mut Reader<'_>) -> Option<(u32, u32)> {
    let pair = table.optional_array("minutes")?;
    let minute = |item: &At<Value<'_>>| item.value.as_i64().and_then(|i| u32::try_from(i).ok()).filter(|m| (1..=600).contains(m));
    match pair.value {
        [least, most] => minute(least).zip(minute(most)).filter(|(least, most)| least <= most),
        _ => None,
    }
    .or_else(|| {
        let hint = "two whole numbers from 1 to 600, the least first: minutes = [8, 10]".to_owned();
        table.faults().add("bad-minutes", pair.span, "`minutes` must be the least and the most time", Some(hint));
        None
    })
}

fn topic<'t>(mut table: Reader<'t>, scope: &Scope<'t>) -> Topic {
    let evidence = scope.required_evidence(&mut table, "the topic", Owner::Other);
    let needs = table.tables("need").into_iter().filter_map(|n| need(n, scope)).collect();
    table.finish();
    Topic { evidence: evidence.valid, needs }
}

fn need<'t>(mut table: Reader<'t>, scope: &Scope<'t>) -> Option<Need> {
    let says = owned(table.required_str("says"));
    let met_by = scope.counted(&mut table, "met_by");
    if !table.has("met_by") {
        table.missing("met_by");
    }
    if met_by.iter().flat_map(|m| &m.of).any(|l| matches!(l, Link::LooksFor(_) | Link::Mistake(_))) {
        let hint = "name key points, stages or patterns: of = [\"key:...\", \"says:...\"]".to_owned();
        let message = "what an answer must speak of cannot rest on looks-for or mistakes";
        scope.faults.add("bad-reference", table.place_of("met_by"), message, Some(hint));
    }
    table.finish();
    Some(Need { says, met_by: met_by? })
}

fn stage<'t>(mut table: Reader<'t>, id: At<&str>, scope: &Scope<'t>) -> Stage {
    let name = owned(table.required_str("name"));
    let evidence = scope.required_evidence(&mut table, format_args!("stage `{}`", shown(id.value)), Owner::Stage);
    table.finish();
    Stage { id: id.value.to_owned(), name, evidence: evidence.valid }
}

/// What `scoring` says, and what holds where it says nothing.
struct Scoring {
    shares: Shares,
    form: Form,
    half_at: Option<u8>,
    enough: Option<usize>,
    min_words: usize,
    full_words: usize,
}

fn scoring(table: Option<Reader<'_>>, category: Category, faults: &Faults) -> Scoring {
    let words = if category == Category::Knowledge { 3 } else { 25 };
    let shares = Shares::of(category);
    let usual = Scoring { shares, form: Form::default(), half_at: None, enough: None, min_words: words, full_words: 0 };
    let Some(mut table) = table else { return usual };
    let own = table.optional_table("shares").map(|mut shares| {
        let place = shares.place();
        let mut share = |key| shares.required_number(key, 0.0..=100.0).map(|s| s.value);
        let read = (share("key_points"), share("looks_for"), share("structure"), share("delivery"));
        shares.finish();
        let (Some(key_points), Some(looks_for), Some(structure), Some(delivery)) = read else { return Shares::of(category) };
        let sum = key_points + looks_for + structure + delivery;
        if (sum - 100.0).abs() > 1e-6 {
            faults.add("bad-shares", place, format!("the shares must sum to 100, not {sum}"), None);
        }
        Shares { key_points, looks_for, structure, delivery }
    });
    let form = table.optional_choice("form", &FORMS).unwrap_or_default();
    let half_at = table.optional_integer("half_at", 1..=49).and_then(|n| u8::try_from(n.value).ok());
    let enough = table.optional_integer("enough", 1..=100).and_then(|n| usize::try_from(n.value).ok());
    let mut words = |key| table.optional_integer(key, 1..=500).and_then(|n| usize::try_from(n.value).ok());
    let (min_words, full_words) = (words("min_words"), words("full_words"));
    table.finish();
    Scoring {
        shares: own.unwrap_or(usual.shares),
        form,
        half_at,
        enough,
        min_words: min_words.unwrap_or(usual.min_words),
        full_words: full_words.unwrap_or(0),
    }
}

fn model_answer(mut table: Reader<'_>) -> String {
    let text = owned(table.required_str("text"));
    table.finish();
    text
}

/// A text as the rubric keeps it: the same whichever line ends the file has.
fn owned(text: At<&str>) -> String {
    // To look for one byte is far cheaper than for two.
    if text.value.contains('\r') { text.value.replace("\r\n", "\n") } else { text.value.to_owned() }
}

/// The words that were folded, as patterns write them: what a typo may have meant. Sorted, each once.
fn vocabulary(folder: &Folder) -> Vec<String> {
    let mut words: Vec<String> = folder.words().flat_map(pattern::vocabulary).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// SHA-256 of a text with LF line ends, in hexadecimal: the same file hashes alike on every system.
fn sha256(text: &str) -> String {
    let mut hash = Sha256::new();
    for (n, part) in text.split("\r\n").enumerate() {
        if n > 0 {
            hash.update(b"\n");
        }
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|d| char::from_digit(u32::from(d), 16)).collect()
}
