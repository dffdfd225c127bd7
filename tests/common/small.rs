//! Rubrics that tests write themselves, and answers scored with them. Asserts nothing of its own.

use rubrica::answer::Answer;
use rubrica::diagnostic::SourceFile;
use rubrica::lexicon::Lexicon;
use rubrica::report::diagnostics::render;
use rubrica::rubric::{Rubric, parse};
use rubrica::score::{Scorecard, Scored};
use std::sync::Arc;

/// The rubric of a text that has no fault.
pub fn rubric(text: &str) -> Rubric {
    let file = Arc::new(SourceFile { name: "small.toml".to_owned(), text: text.to_owned().into() });
    parse(&file, &Lexicon::built_in()).unwrap_or_else(|faults| panic!("{text}\n{}", render(&faults, false)))
}

/// A rubric with one key point, `k`, found by one pattern, which is written as in TOML.
pub fn rubric_of(pattern: &str) -> Rubric {
    rubric(&format!(
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
evidence = [{pattern}]
advice = "Say it."
"#
    ))
}

/// The scorecard of an answer that has a score.
pub fn card(rubric: &Rubric, answer: &str) -> Scored {
    let answer = Answer::parse(answer.as_bytes()).expect("text");
    match rubrica::grade(&answer, rubric, &Lexicon::built_in()) {
        Scorecard::Scored(card) => *card,
        Scorecard::Unscored(why) => panic!("{why}"),
    }
}
