//! `--explain` on a pattern that did not hit: the reason that it gives is the true one.

use rubrica::answer::Answer;
use rubrica::diagnostic::SourceFile;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::parse;
use std::sync::Arc;

const ANSWER: &str = "Her pulse had been creeping up all that night by five. The bed stood near the window, and I sat by it for an hour. \
    Later I rang the doctor and he came.";

fn reason(pattern: &str) -> String {
    let toml = format!(
        r#"
schema = 1
id = "ward-02"
title = "A pulse"
[question]
prompt = "What did you see?"
category = "situational"
difficulty = "medium"
[[key_point]]
id = "k"
says = "says it"
weight = 1
evidence = [{pattern}]
"#
    );
    let file = Arc::new(SourceFile { name: "ward-02.toml".to_owned(), text: toml.into() });
    let lexicon = Lexicon::built_in();
    let rubric = parse(&file, &lexicon).expect("a valid rubric");
    let answer = Answer::parse(ANSWER.as_bytes()).expect("text");
    let why = rubrica::explain(&answer, &rubric, &lexicon, "k").expect("the rubric has it");
    why.tried[0].near_miss.as_ref().map_or_else(|| "none".to_owned(), |(_, why)| why.clone())
}

#[test]
fn the_reason_is_the_true_one() {
    for (pattern, why) in [
        ("'pulse ~4 @number'", "its words are there, but 8 words apart, 4 allowed"),
        ("'doctor >4 rang'", "its words are there, but in the other order"),
        ("'pulse ~4 doctor'", "its words are there, but in another sentence"),
        ("'(pulse ~9 five) ~4 (doctor | nurse)'", "its words are there, but in another sentence"),
        ("'(pulse ~2 five) ~4 creeping'", "its words are there, but 8 words apart, 2 allowed"),
        ("'window >2 bed | pulse ~4 doctor'", "its words are there, but in the other order and 3 words apart, 2 allowed"),
        ("'sat ~4 sat'", "one word stands there for both sides"),
        ("'pulse ~4 chart'", "nothing there for “chart”"),
        ("{ pattern = 'pulse', unless = 'night' }", "found here, but a condition of the entry (`in` or `unless`) keeps it out"),
        ("'unicorn'", "none"),
    ] {
        assert_eq!(reason(pattern), why, "{pattern}");
    }
}
