//! `[[topic.need]]`: a fine answer to a neighbouring question is limited, an answer to this one is not.

mod common;

use common::small;
use rubrica::diagnostic::SourceFile;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::parse;
use rubrica::score::{BESIDE_QUESTION, ConfidenceLevel, Scored};
use std::sync::Arc;

const RUBRIC: &str = r#"schema = 1
id = "harbour-01"
title = "A lock gate that jammed"

[question]
prompt = "Tell us about a lock gate that jammed."
category = "behavioral"
difficulty = "medium"

[topic]
evidence = ["ship", "crew"]

[[topic.need]]
says = "a gate that jammed"
met_by = { at_least = 1, of = ["says:gate >4 (jammed | stuck)", "key:freed"] }

[[key_point]]
id = "freed"
says = "Freed it"
weight = 1
evidence = ["freed the gate"]

[[key_point]]
id = "told"
says = "Told the crews"
weight = 9
evidence = ["told >3 crew"]

[[looks_for]]
id = "care"
says = "Takes care"
weight = 1
evidence = ["checked >3 crew"]
advice = "Say how you took care."
"#;

const BESIDE: &str = "A ship lost its papers in May and her crew waited. It was my task to settle it. I told each crew within ten minutes, \
    checked that every crew had heard, and wrote to the owner. The ship left two hours later and 14 others kept their time.";

fn faults(text: &str) -> String {
    let file = Arc::new(SourceFile { name: "harbour-01.toml".to_owned(), text: text.to_owned().into() });
    let faults = parse(&file, &Lexicon::built_in()).expect_err("a fault");
    faults.into_iter().map(|f| format!("{}: {}", f.code, f.message)).collect()
}

fn card(answer: &str) -> Scored {
    small::card(&small::rubric(RUBRIC), answer)
}

#[test]
fn what_does_not_speak_of_the_question_is_limited_and_says_so() {
    let card = card(BESIDE);
    let cap = card.caps.iter().find(|cap| cap.id == BESIDE_QUESTION).unwrap();
    assert_eq!(cap.why, "does not speak of a gate that jammed: at most 35");
    assert_eq!(card.score, cap.limit);
    assert_eq!(card.confidence.level, ConfidenceLevel::Low);
}

#[test]
fn to_speak_of_it_is_enough_even_to_deny_it() {
    for sentence in ["That day the gate was stuck.", "The gate never jammed."] {
        let card = card(&format!("{BESIDE} {sentence}"));
        assert!(card.caps.is_empty(), "{:?}", card.caps);
        assert!(card.band.level() >= 3, "{}", card.score);
    }
}

#[test]
fn a_need_rests_on_what_is_known_before_anything_is_weighed() {
    for link in ["looks:care", "mistake:none"] {
        let faults = faults(&RUBRIC.replace("key:freed", link));
        assert!(faults.contains("reference"), "{faults}");
    }
    let faults = faults(&RUBRIC.replace("met_by = { at_least = 1, of = [\"says:gate >4 (jammed | stuck)\", \"key:freed\"] }", ""));
    assert!(faults.contains("met_by"), "{faults}");
}
