//! Drafted rubrics: they are what `rubrica rubric draft` writes, valid whatever they are made from, and they score as a person would.

mod common;

use common::small::{self, card};
use proptest::prelude::*;
use rubrica::authoring::check;
use rubrica::authoring::draft::{DraftError, Question, draft, id_from, to_toml};
use rubrica::authoring::format::format;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::Rubric;
use rubrica::score::Status;

fn question(prompt: &str, references: &[&str]) -> Question {
    Question { id: "drafted".into(), prompt: prompt.into(), references: references.iter().map(|r| (*r).to_owned()).collect() }
}

fn toml(prompt: &str, references: &[&str]) -> String {
    to_toml(&draft(&question(prompt, references), &Lexicon::built_in()).expect("it can be drafted"))
}

fn score(rubric: &Rubric, answer: &str) -> f64 {
    card(rubric, answer).score.as_f64()
}

const TIDES: &str = "A harbour pilot writes down when the water is high. Why are there two high tides a day?";
const TIDES_ANSWER: &str = "1) The moon pulls the water on the near side more than the earth itself (gravity); on the far side less, so that \
it lags behind.\n2) The earth turns under both bulges in 24 hours, e.g. a port in the morning and again in the evening.";

#[test]
fn a_draft_can_be_read() {
    insta::assert_snapshot!(toml(TIDES, &[TIDES_ANSWER]));
}

#[test]
fn several_references_weigh_what_they_share() {
    insta::assert_snapshot!(toml(
        "What does a stack do?",
        &["Last in, first out.", "The last item in is the first out (LIFO).", "push and pop"]
    ));
}

#[test]
fn a_long_reference_has_pairs_and_a_length() {
    let reference = "2 points: A valve in the heart keeps blood from flowing back. It opens when the pressure before it is higher than behind it.\n\
                     1 point: When it leaks, part of the blood returns at every beat, and the muscle has to pump more to move the same amount \
                     through the body.";
    insta::assert_snapshot!(toml("What does a heart valve do, and what happens when it leaks?", &[reference]));
}

#[test]
fn the_reference_has_full_marks_and_less_has_less() {
    let rubric = small::rubric(&toml(TIDES, &[TIDES_ANSWER]));
    let full = score(&rubric, TIDES_ANSWER);
    let half = score(&rubric, "The moon pulls the near water.");
    let asked = score(&rubric, "There are two high tides because the pilot writes it down in the harbour.");
    let nothing = score(&rubric, "I do not know.");
    assert_eq!((full, nothing), (100.0, 0.0));
    assert!(full > half && half > asked && asked < 40.0, "{full} {half} {asked}");
    let checked = check::check(&rubric, &[], &Lexicon::built_in());
    assert!(checked.passes(), "{:?}", checked.dead);
}

#[test]
fn few_words_lists_and_denials_are_answers() {
    let rubric = small::rubric(&toml("What are the main operations of a stack?", &["push and pop"]));
    for answer in
        ["push, pop", "pop and push", "The main operations of a stack are pop and push.", "- push\n- pop", "Not enqueue: push and pop."]
    {
        assert_eq!(score(&rubric, answer), 100.0, "{answer}");
    }
    assert_eq!(score(&rubric, "push").round(), 77.0);
    assert_eq!(score(&rubric, "Push("), score(&rubric, "push"));
    assert_eq!(score(&rubric, "enqueue"), 0.0);
}

#[test]
fn a_weaker_wording_is_worth_half_and_lines_sum() {
    let rubric = small::rubric(&toml("What is left of a rose?", &["a stone"]));
    let half = card(&rubric, "It is a rock.");
    assert_eq!(half.key_points[0].status, Status::Partial);
    assert_eq!(half.key_points[0].evidence[0].text, "rock");
    assert_eq!(half.parts.iter().map(|p| p.points.0).sum::<i32>(), half.score.0);
    assert!(half.parts.iter().any(|p| p.name == "curve"));
}

#[test]
fn what_is_far_too_short_earns_less() {
    let text = "The pump moves water through the pipes, and when the filter clogs the pressure rises until a valve opens and lets \
                part of it back into the tank, so that nothing bursts while the motor runs on.";
    let rubric = small::rubric(&toml("How is the circuit kept safe?", &[text]));
    assert_eq!(rubric.full_words, 11);
    let brief = card(&rubric, "Filter clogs, valve opens.");
    assert!(brief.parts.iter().any(|p| p.name == "brevity" && p.points.0 < 0), "{:?}", brief.parts);
}

const KNOTS: &str = "Knots for a boat:\n- The bowline makes a loop that holds.\n- The sheet bend joins two ropes. It is quick to tie.\n\
                     - The clove hitch fastens a rope to a pole.\n- The figure of eight stops a rope at a block.";

#[test]
fn where_two_are_asked_for_two_of_a_list_are_enough() {
    let text = toml("Name two knots that a sailor needs.", &[KNOTS]);
    insta::assert_snapshot!(text);
    let rubric = small::rubric(&text);
    assert_eq!((rubric.enough, rubric.key_points.len()), (Some(2), 4));
    let two = card(&rubric, "The clove hitch fastens a rope to a pole, and the bowline makes a loop that holds.");
    assert_eq!(two.score.as_f64(), 100.0);
    assert_eq!(two.key_points.iter().filter(|k| k.max.0 > 0).count(), 2);
    assert_eq!(two.next_steps, []);
    let one = score(&rubric, "The bowline makes a loop that holds.");
    assert!((50.0..90.0).contains(&one), "{one}");
    // In prose and where all are meant, everything is asked for.
    for (prompt, reference) in
        [("Name the two knots that a sailor needs.", KNOTS), ("Name two knots that a sailor needs.", "The bowline; the clove hitch.")]
    {
        assert_eq!(small::rubric(&toml(prompt, &[reference])).enough, None);
    }
}

#[test]
fn other_words_of_the_family_are_worth_half() {
    let rubric = small::rubric(&toml("Which cloth takes up most heat?", &["the darkest"]));
    let half = score(&rubric, "The dark one.");
    assert!((50.0..90.0).contains(&half) && score(&rubric, "the darkest") == 100.0 && score(&rubric, "the white") == 0.0, "{half}");
}

#[test]
fn one_word_will_do_and_nothing_will_not() {
    let refused = |prompt: &str, references: &[&str]| draft(&question(prompt, references), &Lexicon::built_in()).map(|_| ()).unwrap_err();
    assert_eq!(score(&small::rubric(&toml("Which gas do plants take in?", &["CO2"])), "co2"), 100.0);
    assert_eq!(score(&small::rubric(&toml("Who?", &["he"])), "He"), 100.0);
    assert_eq!(refused("Why?", &[]), DraftError::NoReference);
    assert_eq!(refused(" ", &["x"]), DraftError::NoQuestion);
    assert_eq!(refused("Why?", &["fine", "... !"]), DraftError::NoWords(2));
    assert_eq!(refused("Why?", &["the"]), DraftError::NoWords(1));
    let german = "weil das wasser nicht durch die leitung fließen kann und der druck daher steigt";
    assert_eq!(refused("Why?", &[german]), DraftError::NotEnglish(1));
    assert_eq!(refused("Why?", &[&"long ".repeat(20_000)]), DraftError::TooLong(1));
    let bad = draft(&Question { id: "../x".into(), ..question("Why?", &["x"]) }, &Lexicon::built_in());
    assert_eq!(bad, Err(DraftError::BadId("../x".into())));
    assert_eq!((id_from("What is a (smart) pointer, and why?"), id_from("¿?")), ("what-is-a-smart-pointer".into(), "question".into()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_draft_is_a_valid_rubric(prompt in "\\PC{1,60}|[a-z?. ]{1,60}", reference in "\\PC{1,120}|[a-zA-Z0-9 .,;:()|@=^~>#\"'/\\n-]{1,200}|(the |not |2 points: |e\\.g\\. |[a-z]{1,9} ){1,70}") {
        if let Ok(draft) = draft(&question(&prompt, &[&reference]), &Lexicon::built_in()) {
            let toml = to_toml(&draft);
            let rubric = small::rubric(&toml);
            prop_assert_eq!(format(&toml).expect("TOML"), toml);
            prop_assert_eq!(rubric.key_points.len(), draft.points.len());
        }
    }
}
