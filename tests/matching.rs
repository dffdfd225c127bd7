//! Runs every example of `docs/MATCHING.md`.

mod common;

use common::small::rubric_of;
use rubrica::answer::Answer;
use rubrica::engine::{Engine, Findings, Quote};
use rubrica::lexicon::Lexicon;
use rubrica::rubric::STAR_NAMES;

/// What a pattern finds in a text: its best quotation.
fn best(pattern: &str, text: &str) -> Option<Quote> {
    findings(pattern, text).key_points[0].evidence[0].quotes.first().cloned()
}

/// Everything found in a text by a rubric of one pattern.
fn findings(pattern: &str, text: &str) -> Findings {
    let rubric = rubric_of(&format!("'''{pattern}'''"));
    let answer = Answer::parse(text.as_bytes()).expect("an example is text");
    Engine::for_few(&rubric, &Lexicon::built_in()).findings(&answer)
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

#[test]
fn every_answer_of_the_page_has_its_parts() {
    let page = include_str!("../docs/MATCHING.md");
    let block = page.split("```parts\n").nth(1).and_then(|b| b.split("```").next()).expect("the page has the block");
    let wrong: Vec<String> = block
        .lines()
        .filter_map(|line| {
            let (text, expected) = line.split_once("=>").unwrap_or_else(|| panic!("no `=>` in {line}"));
            let star = findings("anything", text.trim()).star;
            let there: Vec<&str> = STAR_NAMES.into_iter().zip(&star).filter(|(_, part)| part.present).map(|(name, _)| name).collect();
            let got = if there.is_empty() { "nothing".to_owned() } else { there.join(", ") };
            (got != expected.trim()).then(|| format!("{text}\n    expected {expected}, got {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_a_number_that_was_reached_is_an_outcome() {
    let quantified = |text: &str| !findings("anything", text).quantified.is_empty();
    assert!(quantified("We were back after 15 minutes."));
    assert!(!quantified("We would be back after 15 minutes."));
    assert!(quantified("I would do it again: errors fell from 9 % to 1 %."));
}
