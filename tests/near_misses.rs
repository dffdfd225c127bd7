//! `--explain` on a pattern that did not hit: the reason that it gives is the true one.

mod common;

use common::small::rubric_of;
use rubrica::answer::Answer;
use rubrica::lexicon::Lexicon;

const ANSWER: &str = "Her pulse had been creeping up all that night by five. The bed stood near the window, and I sat by it for an hour. \
    Later I rang the doctor and he came.";

fn reason(pattern: &str) -> String {
    let answer = Answer::parse(ANSWER.as_bytes()).expect("text");
    let why = rubrica::explain(&answer, &rubric_of(pattern), &Lexicon::built_in(), "k").expect("the rubric has it");
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
