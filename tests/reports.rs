//! Reports over finished results: golden files, the JSON contract, and hostile text that must not reach a terminal.

mod common;

use common::{explained, graded, next_draft, quote, scored, unscored, with};
use proptest::prelude::*;
use rubrica::batch::{AnswerName, Explained, Graded, Likeness, Outcome, RubricRef, Verdict};
use rubrica::diagnostic::{Diagnostic, SourceFile};
use rubrica::lexicon::{Lexicon, Polarity};
use rubrica::report::text::{self, Style, Verbosity};
use rubrica::report::{escape, json};
use rubrica::score::*;
use rubrica::span::Span;
use serde_json::Value;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Whether `colored` paints is one switch for the whole process.
static COLOUR: Mutex<()> = Mutex::new(());

fn shown(colour: bool, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let _one_at_a_time = COLOUR.lock().unwrap_or_else(PoisonError::into_inner);
    colored::control::set_override(colour);
    let mut out = Vec::new();
    write(&mut out).expect("a vector takes everything");
    colored::control::unset_override();
    String::from_utf8(out).expect("reports are UTF-8")
}

fn style(width: usize, verbosity: Verbosity) -> Style {
    Style { width, verbosity, threshold: Some(Points(600)) }
}

fn report(graded: &Graded, style: Style) -> String {
    shown(false, |out| text::graded(out, graded, style))
}

fn outcomes() -> Vec<Outcome> {
    let low = {
        let mut card = scored();
        card.parts.push(Part { name: "floor".to_owned(), points: Points(12), max: None });
        card.parts.push(Part { name: "cap: keyword-list".to_owned(), points: Points(-547), max: None });
        card.caps = vec![
            Cap { id: "keyword-list", limit: Points(100), why: "a list of keywords, not an account".to_owned() },
            Cap { id: "off-topic", limit: Points(140), why: "hardly a word on what the question asks".to_owned() },
        ];
        (card.score, card.band) = (Points(100), Band::None);
        card.mistakes.iter_mut().filter(|m| !m.committed).for_each(|m| m.judged = false);
        card.confidence = Confidence { level: ConfidenceLevel::Low, reason: "few patterns hit: needs a reader".to_owned() };
        card.next_steps.clear();
        Graded { name: AnswerName::whole("answers/keywords.md"), ..with(Scorecard::Scored(Box::new(card)), Some(Points(600))) }
    };
    let short = Graded { name: AnswerName::whole("answers/short.md"), ..unscored(Unscored::TooShort { words: 12, needed: 40 }) };
    let rubric = Arc::new(SourceFile { name: "rubrics/broken.toml".to_owned(), text: "schema = 1\nid = 3\n".into() });
    let fault = |at, message: &str| Diagnostic::error("wrong-type", &rubric, Span::new(at, at + 1), message);
    vec![
        Outcome::Graded(Box::new(graded())),
        Outcome::Graded(Box::new(low)),
        Outcome::Graded(Box::new(short)),
        Outcome::Unreadable {
            name: AnswerName::whole("answers/scan.pdf"),
            why: "looks like a binary file (control byte at offset 5)".to_owned(),
        },
        Outcome::NoRubric { name: AnswerName::whole("notes.md"), why: "no rubric named, and its heading matches none".to_owned() },
        Outcome::FaultyRubric {
            name: AnswerName::whole("answers/x.md"),
            faults: vec![fault(16, "`id` must be a string"), fault(0, "no title")],
        },
    ]
}

#[test]
fn text_at_80_columns() {
    insta::assert_snapshot!(report(&graded(), style(80, Verbosity::Normal)));
}

#[test]
fn text_at_200_columns() {
    let wide = report(&graded(), style(200, Verbosity::Normal));
    assert!(wide.lines().all(|l| l.chars().count() <= 110), "prose is not stretched");
    insta::assert_snapshot!(wide);
}

#[test]
fn text_at_44_columns() {
    insta::assert_snapshot!(report(&graded(), style(44, Verbosity::Normal)));
}

#[test]
fn text_verbose() {
    insta::assert_snapshot!(report(&graded(), style(80, Verbosity::Verbose)));
}

#[test]
fn text_in_colour_says_the_same() {
    let painted = shown(true, |out| text::graded(out, &graded(), style(80, Verbosity::Normal)));
    insta::assert_snapshot!(painted.replace('\u{1b}', "␛"));
    assert_eq!(without_paint(&painted), report(&graded(), style(80, Verbosity::Normal)));
}

#[test]
fn text_quiet_is_one_line_a_file() {
    let quiet = shown(false, |out| text::write(out, &outcomes(), style(80, Verbosity::Quiet)));
    // What could not be read is an error, which the caller tells.
    assert_eq!(quiet.lines().count(), outcomes().iter().filter(|o| matches!(o, Outcome::Graded(_))).count());
    insta::assert_snapshot!(quiet);
}

#[test]
fn text_of_several_files_ends_in_a_summary() {
    insta::assert_snapshot!(shown(false, |out| text::write(out, &outcomes()[1..], style(80, Verbosity::Normal))));
}

#[test]
fn a_summary_says_that_no_threshold_is_set() {
    let free = || Outcome::Graded(Box::new(with(graded().scorecard, None)));
    insta::assert_snapshot!(shown(false, |out| text::summary(out, &[free(), free()], Style::default())));
}

#[test]
fn text_unscored_says_why_and_what_to_do() {
    let reasons = [Unscored::Empty, Unscored::TooShort { words: 12, needed: 40 }, Unscored::NotEnglish];
    insta::assert_snapshot!(reasons.map(|r| report(&unscored(r), Style::default())).join("\n"));
}

#[test]
fn text_changes() {
    let changes = |old: &Graded, new: &Graded| shown(false, |out| text::changes(out, old, new, style(80, Verbosity::Normal)));
    let short = unscored(Unscored::TooShort { words: 12, needed: 40 });
    let pairs = [
        changes(&graded(), &next_draft()),
        changes(&next_draft(), &graded()),
        changes(&graded(), &graded()),
        changes(&short, &graded()),
        changes(&graded(), &short),
        changes(&short, &short),
    ];
    insta::assert_snapshot!(pairs.join("\n"));
}

#[test]
fn text_explanation() {
    let explain = |why: &Explanation| shown(false, |out| text::explanation(out, why, &graded().source, Style::default()));
    let bare = Explanation { outcome: "not committed".to_owned(), links: vec![], links_needed: 0, tried: vec![], ..explained() };
    let groundless = Explanation { lacks_ground: true, tried: vec![], ..explained() };
    let links = |standing| vec![("key:isolate-layer".to_owned(), Standing::InPart), ("key:dns".to_owned(), standing)];
    let omission = |outcome: &str, standing| Explanation {
        outcome: outcome.to_owned(),
        links: links(standing),
        omission: true,
        tried: vec![],
        ..explained()
    };
    let omitted = omission("committed", Standing::Missing);
    let in_part = omission("not committed", Standing::InPart);
    let unjudged = omission("not judged", Standing::Missing);
    let all = [explained(), bare, groundless, omitted, in_part, unjudged];
    insta::assert_snapshot!(all.iter().map(explain).collect::<Vec<String>>().join("\n"));
}

#[test]
fn explanations_of_several_files_say_which() {
    let of = |file: &str| {
        let Graded { source, rubric, .. } = graded();
        Explained { name: AnswerName::whole(file), source, rubric, explanation: explained() }
    };
    let told = |all: &[Explained]| shown(false, |out| text::explanations(out, all, Style::default()));
    let alone = told(&[of("one.md")]);
    assert!(!alone.contains("one.md"));
    let both = told(&[of("one.md"), of("two.md")]);
    assert!(both.starts_with(&format!("one.md\n{alone}")) && both.ends_with(&format!("two.md\n{alone}")), "{both}");
}

#[test]
fn the_parts_sum_to_the_score() {
    let card = scored();
    assert_eq!(card.parts.iter().map(|p| p.points.0).sum::<i32>(), card.score.0);
}

/// The text without the SGR sequences that paint it; any other escape stays.
fn without_paint(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let Some((code, tail)) = after.split_once('m').filter(|(c, _)| c.bytes().all(|b| b.is_ascii_digit() || b == b';')) else {
            plain.push('\u{1b}');
            rest = after;
            continue;
        };
        let _ = code;
        rest = tail;
    }
    plain + rest
}

const EVIL: &str = "a\u{1b}[38;5;196mred\u{1b}]0;title\u{7} \u{9b}2J\r\n\u{202e}gnp.exe\u{2066}z\u{200b}w\u{feff}j\u{2028}\u{e0041}\u{7f}\u{8} ::error::x ##[error]y";

/// A result in which every text that came from a file is hostile.
fn likeness(text: String) -> Likeness {
    let rubric = RubricRef { id: text.clone(), title: text.clone(), sha256: text };
    Likeness { rubric, score: Points(845) }
}

fn hostile() -> Graded {
    let evil = || EVIL.to_owned();
    let source = common::source(format!("{EVIL} {EVIL}").replace(['\u{7}', '\u{8}'], "").as_bytes());
    let evidence = || {
        let base = Quote { text: evil(), pattern: evil().into(), trigger: Some(evil()), ..quote("x", "x", "") };
        [Polarity::Asserted, Polarity::Negated, Polarity::Hedged].map(|polarity| Quote { polarity, ..base.clone() }).to_vec()
    };
    let mut card = scored();
    card.confidence.reason = evil();
    card.framework = evil();
    for criterion in card.key_points.iter_mut().chain(&mut card.looks_for) {
        (criterion.id, criterion.says, criterion.advice, criterion.evidence) = (evil(), evil(), evil(), evidence());
    }
    for mistake in &mut card.mistakes {
        (mistake.id, mistake.says, mistake.advice, mistake.evidence) = (evil(), evil(), evil(), evidence());
    }
    for part in &mut card.parts {
        part.name = format!("{}{EVIL}", part.name);
    }
    for part in &mut card.star {
        part.evidence = evidence();
    }
    for stage in &mut card.stages {
        (stage.id, stage.name, stage.evidence) = (evil(), evil(), evidence());
    }
    for signal in &mut card.signals {
        (signal.id, signal.evidence) = (evil(), evidence());
    }
    (card.delivery.quantified, card.delivery.hedges, card.delivery.fillers) = (evidence(), evidence(), evidence());
    card.caps = vec![Cap { id: "copy", limit: Points(100), why: evil() }];
    for step in &mut card.next_steps {
        (step.advice, step.criterion) = (evil(), evil());
    }
    let rubric = RubricRef { id: evil(), title: evil(), sha256: evil() };
    Graded {
        name: AnswerName::whole(evil()),
        span: Span::new(0, source.text.len()),
        source: source.into(),
        rubric,
        scorecard: Scorecard::Scored(Box::new(card)),
        verdict: Verdict::Pass,
        looks_like: Some(likeness(evil())),
    }
}

fn hostile_outcomes() -> Vec<Outcome> {
    let rubric = Arc::new(SourceFile { name: EVIL.to_owned(), text: EVIL.into() });
    vec![
        Outcome::Graded(Box::new(hostile())),
        Outcome::Graded(Box::new(Graded { scorecard: Scorecard::Unscored(Unscored::Empty), verdict: Verdict::Unscored, ..hostile() })),
        Outcome::Unreadable { name: AnswerName::whole(EVIL), why: EVIL.to_owned() },
        Outcome::NoRubric { name: AnswerName::whole(EVIL), why: EVIL.to_owned() },
        Outcome::FaultyRubric { name: AnswerName::whole(EVIL), faults: vec![Diagnostic::error("x", &rubric, Span::new(0, 1), EVIL)] },
    ]
}

fn assert_harmless(text: &str) {
    let raw = text.chars().find(|c| *c != '\n' && escape::is_harmful(*c));
    assert_eq!(raw, None, "reached the output raw in {text}");
}

#[test]
fn hostile_text_never_reaches_the_terminal_raw() {
    let mut explanation = explained();
    (explanation.id, explanation.says, explanation.outcome) = (EVIL.to_owned(), EVIL.to_owned(), EVIL.to_owned());
    explanation.links[0].0 = EVIL.to_owned();
    for tried in &mut explanation.tried {
        tried.pattern = EVIL.to_owned();
        for hit in &mut tried.hits {
            (hit.text, hit.trigger) = (EVIL.to_owned(), Some(EVIL.to_owned()));
        }
        if let Some((near, why)) = &mut tried.near_miss {
            (near.text, *why) = (EVIL.to_owned(), EVIL.to_owned());
        }
    }
    let mut before = hostile();
    if let Scorecard::Scored(card) = &mut before.scorecard {
        card.key_points.iter_mut().for_each(|c| c.status = Status::Denied);
        card.mistakes.iter_mut().for_each(|m| m.committed = !m.committed);
    }
    for colour in [false, true] {
        for verbosity in [Verbosity::Quiet, Verbosity::Normal, Verbosity::Verbose] {
            let style = style(80, verbosity);
            for text in [
                shown(colour, |out| text::write(out, &hostile_outcomes(), style)),
                shown(colour, |out| text::changes(out, &before, &hostile(), style)),
                shown(colour, |out| text::explanation(out, &explanation, &hostile().source, style)),
            ] {
                assert!(!text.contains("\u{1b}[38;5;196m"));
                assert_harmless(&without_paint(&text));
                assert!(text.contains("␛"), "it is shown, not dropped");
                assert!(!commands(&text), "a command of a build server in {text}");
            }
        }
    }
}

/// Whether a build server would obey a line.
fn commands(text: &str) -> bool {
    text.lines().any(|l| l.trim_start().starts_with("::") || l.contains("##[") || l.contains("##vso["))
}

#[test]
fn commands_of_build_servers_never_start_a_line() {
    let evil = "::error::x ##vso[task.complete] ".repeat(30);
    let mut graded = hostile();
    (graded.name.file, graded.rubric.id) = (evil.clone(), evil.clone());
    if let Scorecard::Scored(card) = &mut graded.scorecard {
        card.key_points[0].says.clone_from(&evil);
        card.key_points[0].evidence[0].text.clone_from(&evil);
        card.mistakes[0].advice = evil;
    }
    for width in 40..110 {
        let text = report(&graded, style(width, Verbosity::Verbose));
        assert!(!commands(&text), "{text}");
    }
}

fn document(outcomes: &[Outcome]) -> (String, Value) {
    let mut out = Vec::new();
    json::write(&mut out, outcomes).expect("a vector takes everything");
    let text = String::from_utf8(out).expect("JSON is UTF-8");
    let value = serde_json::from_str(&text).expect("it reads back");
    (text, value)
}

#[test]
fn json_document() {
    let (text, _) = document(&outcomes()[..1]);
    assert!(text.ends_with("}\n"));
    let stable = text.replace(Lexicon::built_in().sha256(), "[lexicon]").replace(env!("CARGO_PKG_VERSION"), "[version]");
    insta::assert_snapshot!(stable);
}

#[test]
fn json_unscored() {
    let (text, _) = document(&outcomes()[2..]);
    insta::assert_snapshot!(text.replace(Lexicon::built_in().sha256(), "[lexicon]").replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn json_keeps_hostile_text_and_never_shows_it_raw() {
    let (text, value) = document(&hostile_outcomes());
    assert_harmless(&text);
    assert_eq!(value["results"][0]["key_points"][0]["evidence"][0]["quote"], EVIL);
    assert_eq!(value["results"][2]["reason"], EVIL);
}

/// Asserts that an object holds at least these fields.
fn holds(value: &Value, fields: &str) {
    for field in fields.split_whitespace() {
        assert!(value.get(field).is_some(), "no `{field}` in {value}");
    }
}

#[test]
fn json_holds_every_field_of_the_contract() {
    let (_, document) = document(&outcomes());
    assert_eq!(document["schema_version"], 1);
    for result in document["results"].as_array().unwrap() {
        holds(
            result,
            "file answer rubric status reason verdict score band confidence parts key_points looks_for mistakes structure signals \
             delivery caps next_steps stamp",
        );
        holds(&result["answer"], "id start end");
        holds(&result["confidence"], "level reason");
        holds(&result["stamp"], "version rubric_sha256 lexicon_sha256");
        holds(&result["structure"]["framework"], "name stages");
        for part in STAR_NAMES {
            holds(&result["structure"]["star"][part], "present share evidence");
        }
        holds(&result["delivery"], "words minutes target_minutes quantified ownership hedges fillers");
    }
    let scored = &document["results"][0];
    holds(&scored["rubric"], "id title sha256");
    holds(&scored["band"], "level name");
    holds(&scored["parts"][0], "name points max");
    holds(&scored["key_points"][0], "id says status points max evidence");
    holds(&scored["looks_for"][0], "id says status points max evidence");
    holds(&scored["mistakes"][0], "id says kind severity committed judged deduction advice evidence");
    holds(&scored["structure"]["framework"]["stages"][0], "id name present evidence");
    holds(&scored["signals"][0], "id strength evidence");
    holds(&document["results"][1]["caps"][0], "id limit why");
    holds(&scored["next_steps"][0], "gain advice criterion");
    let evidence = &scored["key_points"][0]["evidence"][0];
    holds(evidence, "quote polarity trigger pattern start end line column end_line end_column");
    assert_eq!((&evidence["line"], &evidence["column"]), (&Value::from(7), &Value::from(56)));
    let sum: f64 = scored["parts"].as_array().unwrap().iter().map(|p| p["points"].as_f64().unwrap()).sum();
    assert!((sum - scored["score"].as_f64().unwrap()).abs() < 1e-9);
}

#[test]
fn json_offsets_are_those_of_the_file() {
    let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain("é😀\nwe split it".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, start) in [(bytes, 10), ("\u{feff}é😀\nwe split it".as_bytes().to_vec(), 10)] {
        let mut graded = graded();
        graded.source = common::source(&bytes).into();
        if let Scorecard::Scored(card) = &mut graded.scorecard {
            card.key_points[0].evidence = vec![quote(&graded.source.text, "we split it", "split")];
        }
        let (_, document) = document(&[Outcome::Graded(Box::new(graded))]);
        let evidence = &document["results"][0]["key_points"][0]["evidence"][0];
        assert_eq!(evidence["start"], start);
        assert_eq!(evidence["end"], bytes.len());
        assert_eq!((&evidence["line"], &evidence["column"], &evidence["end_column"]), (&Value::from(2), &Value::from(1), &Value::from(12)));
        assert_eq!(document["results"][0]["answer"]["end"], bytes.len());
    }
}

proptest! {
    #[test]
    fn no_text_and_no_width_breaks_the_page(says in any::<String>(), width in 0usize..300) {
        let mut graded = graded();
        graded.name.file.clone_from(&says);
        if let Scorecard::Scored(card) = &mut graded.scorecard {
            card.key_points[0].says.clone_from(&says);
            card.key_points[0].evidence[0].text.clone_from(&says);
            card.stages[0].name = says;
        }
        assert_harmless(&report(&graded, style(width, Verbosity::Normal)));
    }

    #[test]
    fn a_wrapped_word_never_overruns(says in "[a-z日本é ]{0,300}") {
        let mut graded = graded();
        if let Scorecard::Scored(card) = &mut graded.scorecard {
            card.key_points[0].says = says;
        }
        for line in report(&graded, style(80, Verbosity::Normal)).lines() {
            prop_assert!(textwrap::core::display_width(line) <= 80, "{}", line);
        }
    }
}

#[test]
fn a_negation_that_is_a_merit_is_not_called_a_denial() {
    let mut graded = graded();
    if let Scorecard::Scored(card) = &mut graded.scorecard {
        let evidence = &mut card.key_points[0].evidence[0];
        (evidence.polarity, evidence.trigger) = (Polarity::Negated, Some("did not".to_owned()));
    }
    let text = report(&graded, style(80, Verbosity::Normal));
    assert!(!text.contains("“did not”"));
    assert!(report(&graded, style(200, Verbosity::Verbose)).contains("negated: “did not”"));
}
