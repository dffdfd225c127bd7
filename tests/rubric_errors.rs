//! What is said about faulty rubrics: one snapshot for each code, rendered as people see it.

use rubrica::diagnostic::{Diagnostic, SourceFile};
use rubrica::lexicon::Lexicon;
use rubrica::lexicon::packed::{Part, View};
use rubrica::report::diagnostics::render;
use rubrica::rubric::{Bank, Credit, Form, Lookup, Rubric, parse, parse_concepts};
use std::collections::BTreeSet;
use std::sync::Arc;

const VALID: &str = r#"schema = 1
id = "demo-01"
title = "A demonstration"

[question]
prompt = "How would you put a release back?"
category = "technical"
difficulty = "medium"
minutes = [3, 5]

[topic]
evidence = ["@rollback", "release"]

[framework]
name = "RICE"
[[framework.stage]]
id = "reach"
name = "Reach"
evidence = ["how many users"]

[[key_point]]
id = "undo"
says = "Puts the old version back"
weight = 3
evidence = ["@rollback", { pattern = "@deed ~4 version", in = "result", unless = "(not) yet", by = "self" }]
hints = ["revert"]

[[key_point]]
id = "check"
says = "Checks that it worked"
weight = 1.5
evidence = ["checked ~4 (graph | log)"]

[[looks_for]]
id = "calm"
says = "Stays calm"
weight = 2
supported_by = { at_least = 1, of = ["key:undo", "stage:reach", "star:action", "says:one thing at a time"] }

[[looks_for]]
id = "thorough"
says = "Is thorough"
weight = 2
evidence = ["in the end", "/\\bp\\d\\d\\b/"]

[[mistake]]
id = "no-check"
says = "Never checks"
kind = "omission"
severity = "major"
when_missing = { at_least = 1, of = ["key:check"] }

[[mistake]]
id = "panic"
says = "Panics"
kind = "commission"
severity = "minor"
evidence = ["panicked"]

[scoring]
shares = { key_points = 60, looks_for = 20, structure = 15, delivery = 5 }
min_words = 10

[concept]
deed = ["put back", "@doing"]
doing = ["restore"]

[model_answer]
text = "I rolled back."

[[test]]
name = "good"
answer = "I rolled back and checked the graph."
expect = { band = ">=3", met = ["undo", "calm"], not_committed = ["panic"], stages = ["action"] }
"#;

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "rubrics/demo.toml".into(), text: text.to_owned().into() })
}

fn faults(text: &str) -> Vec<Diagnostic> {
    parse(&file(text), &Lexicon::built_in()).expect_err("the rubric has a fault")
}

fn valid(text: &str) -> Rubric {
    parse(&file(text), &Lexicon::built_in()).unwrap_or_else(|f| panic!("{}", render(&f, false)))
}

/// The valid rubric with one passage written otherwise.
fn with(from: &str, to: &str) -> String {
    assert_eq!(VALID.matches(from).count(), 1, "{from}");
    VALID.replacen(from, to, 1)
}

#[test]
fn a_valid_rubric_is_read_in_full() {
    let rubric = valid(VALID);
    assert_eq!(rubric.question.minutes, Some((3, 5)));
    assert_eq!(rubric.key_points[0].evidence.len(), 2);
    assert_eq!(rubric.key_points[0].advice, rubric.key_points[0].says);
    assert_eq!(rubric.tests[0].band, (3, 4));
    assert_eq!(rubric.min_words, 10);
    assert!(rubric.vocabulary.is_sorted() && rubric.vocabulary.contains(&"panicked".to_owned()));
    assert!(rubric.vocabulary.contains(&"restore".to_owned()) && !rubric.vocabulary.contains(&"rollback".to_owned()));
}

#[test]
fn a_key_point_may_share_its_credit_among_its_terms() {
    let shared = |entry: &str, more: &str| {
        let evidence = "evidence = [\"checked ~4 (graph | log)\"]";
        with(evidence, &format!("credit = \"shared\"\nevidence = [{entry}, \"log\"]{more}"))
    };
    let rubric = valid(&shared("{ pattern = \"graph\", weight = 2.5, hint = \"chart | @rollback\" }", ""));
    assert_eq!(rubric.key_points[1].credit, Credit::Shared);
    let weights: Vec<f64> = rubric.key_points[1].evidence.iter().map(|e| e.weight).collect();
    assert_eq!(weights, [2.5, 1.0]);
    assert!(rubric.key_points[1].evidence[0].hint.is_some() && rubric.vocabulary.contains(&"chart".to_owned()));
    let said = |text: &str| faults(text).iter().map(|f| format!("{}: {}", f.code, f.message)).collect::<Vec<_>>();
    let needless = said(&shared("\"graph\"", "\nat_least = 1\nhints = [\"x1\"]"));
    assert_eq!(
        needless,
        [
            "misplaced-key: key point `check` shares its credit and cannot have `at_least`",
            "misplaced-key: key point `check` shares its credit and cannot have `hints`",
        ]
    );
    let lone = with("evidence = [\"panicked\"]", "evidence = [{ pattern = \"panicked\", weight = 2, hint = \"x1\" }]");
    assert_eq!(said(&lone), ["misplaced-key: this entry cannot have `weight`", "misplaced-key: this entry cannot have `hint`"]);
    assert_eq!(said(&shared("{ pattern = \"graph\", weight = 0 }", "")), ["out-of-range: weight must be above 0"]);
    assert_eq!(said(&shared("{ pattern = \"graph\", hint = \"@nothing\" }", "")), ["unknown-concept: unknown concept @nothing"]);
}

#[test]
fn facts_are_asked_for_by_keys_of_their_own() {
    let rubric = valid(&with("min_words = 10", "min_words = 1\nfull_words = 12\nform = \"facts\"\nhalf_at = 20\nenough = 4"));
    assert_eq!((rubric.form, rubric.half_at, rubric.enough, rubric.min_words, rubric.full_words), (Form::Facts, Some(20), Some(4), 1, 12));
    let usual = valid(VALID);
    assert_eq!((usual.form, usual.half_at, usual.enough, usual.full_words), (Form::Account, None, None, 0));
    for wrong in ["half_at = 50", "half_at = 0", "enough = 0"] {
        assert_eq!(faults(&with("min_words = 10", wrong))[0].code, "out-of-range");
    }
    assert_eq!(faults(&with("min_words = 10", "form = \"fact\""))[0].code, "not-allowed");
}

#[test]
fn a_rubric_may_have_any_name_that_a_file_may_have() {
    for id in ["Demo_01.b", "7", "a-1"] {
        assert_eq!(valid(&with("id = \"demo-01\"", &format!("id = \"{id}\""))).id, id);
    }
    for id in ["-a", ".a", "a/b", "a b", "\u{e9}"] {
        assert_eq!(faults(&with("id = \"demo-01\"", &format!("id = \"{id}\"")))[0].code, "bad-id", "{id}");
    }
}

#[test]
fn line_ends_change_nothing() {
    assert_eq!(valid(VALID).sha256, "0b546d7679b3aceecb66e5b2e39d319a998d78fed9e157cbe3f2dd4acd2f4074");
    let text = with("text = \"I rolled back.\"", "text = \"\"\"I rolled\nback.\"\"\"");
    assert_eq!(valid(&text), valid(&text.replace('\n', "\r\n")));
}

/// One fault each: the code, the passage and what is written in its place.
const CASES: &[(&str, &str, &str)] = &[
    ("toml-syntax", "weight = 3", "weight = "),
    ("unsupported-schema", "schema = 1", "schema = 2"),
    ("unknown-key", "weight = 1.5", "wieght = 1.5\nweight = 1.5"),
    ("missing-key", "says = \"Stays calm\"\n", ""),
    ("wrong-type", "weight = 3", "weight = \"3\""),
    ("empty-value", "title = \"A demonstration\"", "title = \"\""),
    ("duplicate-id", "id = \"check\"", "id = \"undo\""),
    ("not-allowed", "category = \"technical\"", "category = \"tecnical\""),
    ("out-of-range", "weight = 3", "weight = 0"),
    ("bad-id", "id = \"demo-01\"", "id = \"Demo 01\""),
    ("bad-minutes", "minutes = [3, 5]", "minutes = [5, 3]"),
    ("bad-shares", "delivery = 5", "delivery = 6"),
    ("bad-band", "band = \">=3\"", "band = \">=5\""),
    ("missing-evidence", "evidence = [\"checked ~4 (graph | log)\"]", "evidence = []"),
    ("misplaced-key", "evidence = [\"panicked\"]", "evidence = [\"panicked\"]\nwhen_missing = { at_least = 1, of = [\"key:undo\"] }"),
    ("unknown-concept", "[\"@rollback\", \"release\"]", "[\"release\", \"held ~3 @postmorten\"]"),
    ("shadows-concept", "doing = [\"restore\"]", "doing = [\"restore\"]\nrollback = [\"undo\"]"),
    ("concept-cycle", "doing = [\"restore\"]", "doing = [\"restore\", \"@deed\"]"),
    ("unknown-stage", "in = \"result\"", "in = \"outcome\""),
    ("stage-cycle", "[\"how many users\"]", "[{ pattern = \"how many users\", in = \"reach\" }]"),
    ("unknown-reference", "\"key:undo\"", "\"key:undoo\""),
    ("bad-reference", "\"key:undo\"", "\"undo\""),
    (
        "reference-cycle",
        "evidence = [\"in the end\", \"/\\\\bp\\\\d\\\\d\\\\b/\"]",
        "supported_by = { at_least = 1, of = [\"looks:thorough\"] }",
    ),
    ("ambiguous-negation", "evidence = [\"panicked\"]", "evidence = [\"not calm | quiet\"]"),
    ("misplaced-negation", "doing = [\"restore\"]", "doing = [\"restore\", \" not right | unwell\"]"),
    ("pattern-syntax", "(graph | log)\"]", "(graph | log\"]"),
    ("pattern-distance", "checked ~4", "checked ~40"),
    ("pattern-empty", "(graph | log)", "(graph | )"),
    ("pattern-too-deep", "\"revert\"", "\"((((((((((revert))))))))))\""),
    ("never-matches", "(graph | log)", "(the | log)"),
    ("regex-syntax", "\"/\\\\bp\\\\d\\\\d\\\\b/\"", "'/p(95|99/'"),
    ("regex-too-big", "\"/\\\\bp\\\\d\\\\d\\\\b/\"", "'/(\\w{500}){50}/'"),
    ("always-matches", "\"/\\\\bp\\\\d\\\\d\\\\b/\"", "'/(p95)?/'"),
];

#[test]
fn each_code_reads_well() {
    let mut seen = BTreeSet::new();
    for (code, from, to) in CASES {
        let found = faults(&with(from, to));
        assert!(found.iter().any(|f| f.code == *code), "{code}: {found:?}");
        seen.extend(found.iter().map(|f| f.code));
        insta::assert_snapshot!(*code, render(&found, false));
    }
    let deep: String = (0..20).map(|n| format!("c{n} = [\"@c{}\"]\n", n + 1)).collect();
    let found = faults(&with("doing = [\"restore\"]", &format!("doing = [\"restore\"]\n{deep}c20 = [\"x1\"]")));
    assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), ["concept-too-deep"]);
    insta::assert_snapshot!("concept-too-deep", render(&found, false));
}

#[test]
fn five_faults_are_reported_at_once_in_order() {
    let text = VALID
        .replacen("category = \"technical\"", "category = \"technic\"", 1)
        .replacen("weight = 3", "weight = -1", 1)
        .replacen("says = \"Checks that it worked\"", "say = \"Checks that it worked\"", 1)
        .replacen("\"stage:reach\"", "\"stage:impact\"", 1)
        .replacen("at_least = 1, of = [\"key:check\"]", "at_least = 2, of = [\"key:check\"]", 1)
        .replacen("committed = [\"panic\"]", "committed = [\"panics\"]", 1);
    insta::assert_snapshot!("many", render(&faults(&text), false));
}

#[test]
fn colours_are_for_terminals() {
    let found = faults(&with("weight = 3", "weight = 0"));
    assert!(render(&found, true).contains("\u{1b}[") && !render(&found, false).contains('\u{1b}'));
}

#[test]
fn a_place_in_a_text_with_escapes_is_the_whole_text() {
    let text = with("[\"@rollback\", \"release\"]", "[\"release\", \"\\u0068eld ~3 @postmorten\"]");
    assert_eq!(faults(&text)[0].span.of(&text), "\"\\u0068eld ~3 @postmorten\"");
}

#[test]
fn mistakes_need_what_their_kind_needs() {
    let codes = |text: &str| faults(text).iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!(codes(&with("when_missing = { at_least = 1, of = [\"key:check\"] }", "")), ["missing-key"]);
    assert_eq!(codes(&with("evidence = [\"panicked\"]", "")), ["missing-evidence"]);
    assert_eq!(
        codes(&with(
            "supported_by = { at_least = 1, of = [\"key:undo\", \"stage:reach\", \"star:action\", \"says:one thing at a time\"] }",
            ""
        )),
        ["missing-evidence"]
    );
    assert_eq!(codes(&with("at_least = 1, of = [\"key:undo\",", "at_least = 5, of = [\"key:undo\",")), ["out-of-range"]);
    assert_eq!(codes(&with("\"star:action\"", "\"signal:no-such\"")), ["unknown-reference"]);
    assert_eq!(codes(&with("\"says:one thing at a time\"", "\"says:the\"")), ["never-matches"]);
}

#[test]
fn scoring_framework_and_topic_may_be_left_out() {
    let cut = |text: &str, from: &str, to: &str| {
        let (start, end) = (text.find(from).expect("from"), text.find(to).expect("to"));
        format!("{}{}", &text[..start], &text[end..])
    };
    let text = cut(&cut(VALID, "[topic]", "[framework]"), "[scoring]", "[concept]");
    let text = cut(&text, "[framework]", "[[key_point]]").replace("\"stage:reach\", ", "");
    let rubric = valid(&text);
    assert_eq!((rubric.framework.name.as_str(), rubric.framework.stages.len(), rubric.min_words), ("STAR", 0, 25));
    let rubric = valid(&text.replace("technical", "knowledge"));
    assert_eq!((rubric.min_words, rubric.shares.key_points), (3, 100.0));
}

#[test]
fn hostile_files_are_answered_quickly() {
    let texts = [
        format!("schema = 1\n{}", "k = [".repeat(50_000)),
        with("\"revert\"", &format!("\"{}x1\"", "(".repeat(100_000))),
        with("\"revert\"", &format!("\"{}\"", "@me".repeat(100_000))),
        with("\"revert\"", &format!("\"{}x1\"", "x1 ~2 ".repeat(50_000))),
        with("\"revert\"", &format!("{}\"x1\"", "\"@no-such\", ".repeat(5_000))),
        with("doing = [\"restore\"]", &(0..5_000).map(|n| format!("doing{n} = [\"@doing{}\"]\n", (n + 1) % 5_000)).collect::<String>()),
    ];
    for text in texts {
        assert!(!render(&faults(&text), true).is_empty());
    }
}

#[test]
fn a_lexicon_file_holds_concepts_alone() {
    let lexicon = Lexicon::built_in();
    let concepts = |text: &str| parse_concepts(&file(text), &lexicon);
    let parsed = concepts("[concept]\nown-thing = [\"some thing\", \"@rollback\"]\nrollback = [\"wound back\"]\n").expect("valid");
    assert_eq!(
        parsed.iter().map(|(name, patterns, _)| (name.as_str(), ways(patterns.part()))).collect::<Vec<_>>(),
        [("own-thing", 2), ("rollback", 1)]
    );
    assert_eq!(parsed[0].2, ["some", "thing"]);
    let codes = |text: &str| concepts(text).expect_err("faulty").iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!(codes("schema = 1\n[concept]\na = []\nme = [\"I\"]\n"), ["unknown-key", "missing-evidence", "shadows-concept"]);
    assert_eq!(codes("[concept]\na = [\"@b\"]\nb = [\"@a\"]\nc = [\"@d\"]\n"), ["concept-cycle", "unknown-concept"]);
    // @rollback of the lexicon is replaced by one that refers to what refers to it.
    let referring =
        lexicon.names().into_iter().find(|name| lexicon.concept(name).is_some_and(|patterns| refers_to(patterns.part(), "rollback")));
    let referring = referring.expect("a concept of the lexicon refers to @rollback");
    assert_eq!(codes(&format!("[concept]\nrollback = [\"@{referring}\"]\n")), ["concept-cycle"]);
}

/// How many patterns stand side by side in "any of these".
fn ways(pattern: Part<'_>) -> usize {
    if let View::Any(any) = pattern.view() { any.all().count() } else { 1 }
}

fn refers_to(pattern: Part<'_>, concept: &str) -> bool {
    match pattern.view() {
        View::Concept(named) => named.name() == concept,
        View::Any(any) => any.all().any(|p| refers_to(p, concept)),
        View::Near { left, right, .. } => refers_to(left, concept) || refers_to(right, concept),
        View::Negated(inner) | View::Opening(inner) => refers_to(inner, concept),
        View::Phrase(_) | View::Word(_) | View::Regex(_) => false,
    }
}

/// Fails when a pattern leads to an unknown concept or further than concepts may go, as a circle does.
fn follow(lexicon: &Lexicon, pattern: Part<'_>, way: &mut Vec<String>) {
    match pattern.view() {
        View::Any(any) => any.all().for_each(|p| follow(lexicon, p, way)),
        View::Near { left, right, .. } => [left, right].into_iter().for_each(|p| follow(lexicon, p, way)),
        View::Negated(inner) | View::Opening(inner) => follow(lexicon, inner, way),
        View::Concept(named) => follow_concept(lexicon, named.name(), way),
        View::Phrase(_) | View::Word(_) | View::Regex(_) => {}
    }
}

fn follow_concept(lexicon: &Lexicon, name: &str, way: &mut Vec<String>) {
    assert!(lexicon.knows(name), "unknown concept @{name}, by way of {way:?}");
    assert!(way.len() < 16, "a circle, or too long a row: {way:?}");
    way.push(name.to_owned());
    if let Some(patterns) = lexicon.concept(name) {
        follow(lexicon, patterns.part(), way);
    }
    way.pop();
}

#[test]
fn the_lexicon_refers_to_nothing_unknown_and_not_to_itself() {
    let lexicon = Lexicon::built_in();
    for name in lexicon.names() {
        follow_concept(&lexicon, name, &mut Vec::new());
    }
}

#[test]
fn every_built_in_rubric_is_valid() {
    let (bank, lexicon) = (Bank::built_in(), Lexicon::built_in());
    let mut wrong = String::new();
    for entry in bank.entries() {
        match bank.get(&entry.id, &lexicon) {
            Lookup::Found(rubric) if rubric.id == entry.id => {}
            Lookup::Found(rubric) => wrong.push_str(&format!("{}: the bank calls it {}\n", rubric.id, entry.id)),
            Lookup::Faulty(faults) => wrong.push_str(&render(&faults, false)),
            Lookup::Unknown(near) => wrong.push_str(&format!("{} is not found: {near:?}\n", entry.id)),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(!bank.entries().is_empty());
}

#[test]
fn what_scoring_reads_of_a_built_in_rubric_is_what_its_file_says() {
    let (bank, lexicon) = (Bank::built_in(), Lexicon::built_in());
    for entry in bank.entries() {
        let Lookup::Found(read) = bank.get(&entry.id, &lexicon) else { panic!("{} is not valid", entry.id) };
        let whole = parse(&entry.file, &lexicon).expect("valid");
        // The marked answers are left out, and the words of the patterns stand in the lexicon's vocabulary.
        let (tests, vocabulary) = (read.tests.clone(), read.vocabulary.clone());
        assert_eq!(*read, Rubric { tests, vocabulary, ..whole }, "{}", entry.id);
    }
}
