//! Runs every example of `docs/MATCHING.md`.

use rubrica::answer::Answer;
use rubrica::diagnostic::SourceFile;
use rubrica::engine::{Engine, Quote};
use rubrica::lexicon::Lexicon;
use rubrica::rubric;
use std::sync::Arc;

/// What a pattern finds in a text: its best quotation.
fn best(pattern: &str, text: &str) -> Option<Quote> {
    let literal = format!("'''{pattern}'''");
    let toml = format!(
        r#"
schema = 1
id = "test-01"
title = "Test"
[question]
prompt = "Which way round does it go?"
category = "situational"
difficulty = "medium"
[[key_point]]
id = "k"
says = "says it"
weight = 1
evidence = [{literal}]
advice = "Say it."
"#
    );
    let file = Arc::new(SourceFile { name: "test.toml".to_owned(), text: toml.into() });
    let lexicon = Lexicon::built_in();
    let rubric = rubric::parse(&file, &lexicon).unwrap_or_else(|faults| panic!("{pattern}: {faults:?}"));
    let answer = Answer::parse(text.as_bytes()).expect("an example is text");
    let findings = Engine::for_few(&rubric, &lexicon).findings(&answer);
    findings.key_points[0].evidence[0].quotes.first().cloned()
}

fn outcome(quote: Option<&Quote>) -> String {
    match quote {
        None => "nothing".to_owned(),
        Some(quote) if quote.listed => "listed".to_owned(),
        Some(Quote { polarity, trigger: Some(trigger), .. }) if polarity.name() != "asserted" => {
            format!("{} by \"{trigger}\"", polarity.name())
        }
        Some(quote) => quote.polarity.name().to_owned(),
    }
}

#[test]
fn every_example_of_the_page_holds() {
    let page = include_str!("../docs/MATCHING.md");
    let mut wrong = Vec::new();
    let mut count = 0;
    for block in page.split("```examples\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for line in block.lines() {
            let (pattern, rest) = line.split_once("::").unwrap_or_else(|| panic!("no `::` in {line}"));
            let (text, expected) = rest.split_once("=>").unwrap_or_else(|| panic!("no `=>` in {line}"));
            let got = outcome(best(pattern.trim(), text.trim()).as_ref());
            count += 1;
            if got != expected.trim() {
                wrong.push(format!("{} :: {}\n  expected {}, got {got}", pattern.trim(), text.trim(), expected.trim()));
            }
        }
    }
    assert!(count > 40, "only {count} examples were found");
    assert!(wrong.is_empty(), "{} examples do not hold:\n{}", wrong.len(), wrong.join("\n"));
}
