//! Omissions: what is there in part was not left out, and a text that is no answer leaves nothing out. Also what hangs on words alone:
//! how sure a score is, and what counts as length.

mod common;

use common::small;
use rubrica::answer::Answer;
use rubrica::lexicon::Lexicon;
use rubrica::score::{ConfidenceLevel, Scored, Standing, Status};

const RUBRIC: &str = r#"schema = 1
id = "ward-01"
title = "A patient who got worse"

[question]
prompt = "Tell us about a patient who got worse."
category = "behavioral"
difficulty = "medium"

[topic]
evidence = ["patient", "ward"]

[scoring]
full_words = 80

[[key_point]]
id = "tells"
says = "Tells those concerned"
weight = 1
at_least = 2
evidence = ["told ~3 doctor", "told ~3 family"]
hints = ["worried"]

[[key_point]]
id = "looks-again"
says = "Looks again"
weight = 1
evidence = ["measured ~4 again"]

[[looks_for]]
id = "care"
says = "Takes care"
weight = 1
supported_by = { at_least = 1, of = ["key:tells"] }

[[mistake]]
id = "tells-nobody"
says = "Does not tell anybody"
kind = "omission"
severity = "critical"
when_missing = { at_least = 1, of = ["key:tells"] }
advice = "Tell somebody."

[[mistake]]
id = "neither"
says = "Neither tells nor looks again"
kind = "omission"
severity = "major"
when_missing = { at_least = 2, of = ["key:tells", "key:looks-again"] }
advice = "Do both."
"#;

const OPENING: &str = "A patient on my ward got worse that night. Her pulse went up and I stayed at her bed on the ward for an hour. ";
const REST: &str = " The patient slept in the end, and in the morning the ward was calm.";

fn card(answer: &str) -> Scored {
    small::card(&small::rubric(RUBRIC), answer)
}

fn explained(answer: &str, id: &str) -> rubrica::score::Explanation {
    let answer = Answer::parse(answer.as_bytes()).expect("text");
    rubrica::explain(&answer, &small::rubric(RUBRIC), &Lexicon::built_in(), id).expect("the rubric has it")
}

fn committed(answer: &str) -> Vec<String> {
    card(answer).mistakes.into_iter().filter(|m| m.committed).map(|m| m.id).collect()
}

#[test]
fn what_is_told_in_part_was_not_left_out() {
    let answer = format!("{OPENING}I told the doctor at once.{REST}");
    assert_eq!(card(&answer).key_points[0].status, Status::Partial);
    // Of what the second one names the other half is missing as a whole.
    assert_eq!(committed(&answer), ["neither"]);
    assert_eq!(explained(&answer, "tells-nobody").links, [("key:tells".to_owned(), Standing::InPart)]);
}

#[test]
fn a_hint_or_a_denial_is_no_part() {
    for sentence in ["I was worried.", "I did not tell the doctor.", "Maybe someone should have told the doctor."] {
        assert_eq!(committed(&format!("{OPENING}{sentence}{REST}")), ["tells-nobody", "neither"], "{sentence}");
    }
}

#[test]
fn of_no_answer_nothing_is_judged() {
    let beside = "My bakery opens at five. I knead the dough, I heat the oven, and I sell bread until noon. The flour comes from a mill \
        two villages on, and its owner is a friend of mine.";
    let card = card(beside);
    assert_eq!(card.band.level(), 0);
    assert!(card.mistakes.iter().all(|m| !m.judged && !m.committed));
    assert_eq!(explained(beside, "tells-nobody").outcome, "not judged");
}

#[test]
fn words_alone_never_tell_for_certain_that_there_is_no_answer() {
    let other_words = "Mrs Amsel had a fever and breathed fast when I came on duty. I measured it again after ten minutes, called her son, \
        and sat with her until five. The woman was up again two days later and went home on Friday.";
    let some = card(other_words);
    assert_eq!((some.band.level(), some.confidence.level), (0, ConfidenceLevel::Low), "{}", some.confidence.reason);
    let none = card(&other_words.replace("measured it again", "looked at her"));
    assert_eq!((none.band.level(), none.confidence.level), (0, ConfidenceLevel::Medium), "{}", none.confidence.reason);
}

#[test]
fn what_is_pasted_twice_is_no_longer() {
    let answer = format!("{OPENING}I told the doctor at once.{REST}");
    let brevity = |card: &Scored| card.parts.iter().find(|p| p.name == "brevity").map(|p| p.points);
    let (once, twice) = (card(&answer), card(&format!("{answer}\n\n{answer}")));
    assert!(brevity(&once).is_some());
    assert_eq!((brevity(&once), once.score), (brevity(&twice), twice.score));
    assert_eq!(twice.delivery.words, 2 * once.delivery.words);
}
