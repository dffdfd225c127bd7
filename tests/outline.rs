//! Rubrics begun from what a person says: every outline gives a valid rubric in the layout of `rubrica rubric fmt`, or is refused with
//! all that is wrong.

use proptest::prelude::*;
use rubrica::authoring::format::format;
use rubrica::authoring::gaps::gaps;
use rubrica::authoring::outline::{Field, Outline, check, skeleton};
use rubrica::authoring::skeleton::to_toml;
use rubrica::diagnostic::SourceFile;
use rubrica::lexicon::Lexicon;
use rubrica::report::diagnostics::render;
use rubrica::rubric::{Form, MistakeKind, Rubric, parse};
use std::sync::{Arc, OnceLock};

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::built_in)
}

fn outline(said: &[(Field, &str)]) -> Outline {
    let mut outline = Outline::default();
    said.iter().for_each(|(field, text)| outline.say(*field, text));
    outline
}

fn toml(said: &[(Field, &str)]) -> String {
    to_toml(&skeleton(&outline(said), lexicon()).unwrap_or_else(|refused| panic!("{refused:?}")))
}

fn valid(toml: &str) -> Rubric {
    let file = Arc::new(SourceFile { name: "begun.toml".to_owned(), text: toml.to_owned().into() });
    parse(&file, lexicon()).unwrap_or_else(|faults| panic!("{}\n{toml}", render(&faults, false)))
}

const DISH: [(Field, &str); 9] = [
    (Field::Question, "Tell me about a dish that came back."),
    (Field::Id, "kitchen-01"),
    (Field::Minutes, "2-3"),
    (Field::KeyPoint, "Finds the fault: asks the guest and tastes the dish"),
    (Field::KeyPoint, "Cooks it again at once"),
    (Field::LooksFor, "Tastes before judging"),
    (Field::LooksFor, "Stays calm"),
    (Field::Mistake, "Not asking the guest"),
    (Field::Mistake, "Blaming the waiter"),
];

#[test]
fn an_account_is_begun_with_all_that_was_said() {
    let toml = toml(&DISH);
    let rubric = valid(&toml);
    assert_eq!(rubric.key_points.iter().map(|k| k.id.as_str()).collect::<Vec<_>>(), ["finds-the-fault", "cooks-again"]);
    assert_eq!(rubric.mistakes.iter().map(|m| m.kind).collect::<Vec<_>>(), [MistakeKind::Omission, MistakeKind::Commission]);
    insta::assert_snapshot!("outline-account", toml);
}

#[test]
fn a_name_before_a_colon_is_the_id_and_nothing_else() {
    let said = [
        (Field::Question, "Tell me about a patient who got worse."),
        (Field::KeyPoint, "Early sign: notices the change in breathing"),
        (Field::KeyPoint, "Cause:"),
        (Field::LooksFor, "Safety: sees what an early sign means"),
        (Field::Mistake, "Silence: tells nobody of the doubt"),
        (Field::Mistake, "No early sign: waits for the round"),
        (Field::Mistake, "Alone: leaving the patient alone"),
    ];
    let toml = toml(&said);
    let rubric = valid(&toml);
    let point = &rubric.key_points[0];
    assert_eq!((point.id.as_str(), point.says.as_str()), ("early-sign", "Notices the change in breathing"));
    assert!(!toml.contains("\"early\"") && !toml.contains("\"sign\""), "{toml}");
    // A name with nothing behind it is what was said.
    assert_eq!(rubric.key_points[1].says, "Cause:");
    let kinds: Vec<_> = rubric.mistakes.iter().map(|m| (m.id.as_str(), m.kind)).collect();
    let (omission, commission) = (MistakeKind::Omission, MistakeKind::Commission);
    assert_eq!(kinds, [("silence", omission), ("no-early-sign", omission), ("alone", commission)]);
    // What the name says still tells what hangs together.
    assert!(toml.contains("supported_by = { at_least = 1, of = [\"key:early-sign\"] }\n"), "{toml}");
    assert!(toml.contains("when_missing = { at_least = 1, of = [\"key:early-sign\"] }\n"), "{toml}");
}

#[test]
fn a_framework_of_ones_own_has_its_stages_and_none_takes_structure_out() {
    let question = (Field::Question, "What would you do if the oven failed?");
    let situational = (Field::Category, "situational");
    let stages = [(Field::Stage, "Listen: let the guest speak"), (Field::Stage, "Solve the trouble")];
    let rubric = valid(&toml(&[question, situational, (Field::Framework, "LAST"), stages[0], stages[1]]));
    assert_eq!(rubric.framework.stages.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Listen", "Solve the trouble"]);
    let rubric = valid(&toml(&[question, situational, (Field::Framework, "none")]));
    assert_eq!((rubric.shares.structure, rubric.shares.key_points), (0.0, 70.0));
    let refused = skeleton(&outline(&[question, stages[0]]), lexicon()).unwrap_err();
    assert_eq!(refused.iter().map(|r| r.field).collect::<Vec<_>>(), [Field::Stage]);
}

#[test]
fn knowledge_is_begun_as_facts() {
    let toml = toml(&[(Field::Question, "What is a roux?"), (Field::Category, "Knowledge"), (Field::KeyPoint, "Flour cooked in butter")]);
    assert_eq!(valid(&toml).form, Form::Facts);
    insta::assert_snapshot!("outline-knowledge", toml);
}

#[test]
fn a_question_alone_is_a_rubric_of_gaps() {
    let toml = toml(&[(Field::Question, "  Why\n here? ")]);
    assert_eq!(valid(&toml).question.prompt, "Why here?");
    let wanted: Vec<String> =
        gaps(&toml).into_iter().map(|gap| gap.wanted.split([' ', ':']).next().unwrap_or_default().to_owned()).collect();
    assert_eq!(wanted, ["[topic]", "what", "[model_answer]", "some"]);
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let said = [
        (Field::Id, "-1"),
        (Field::Title, " "),
        (Field::Category, "tricky"),
        (Field::Minutes, "4-3"),
        (Field::KeyPoint, "fine words"),
        (Field::KeyPoint, "..."),
    ];
    let refused = skeleton(&outline(&said), lexicon()).unwrap_err();
    let fields: Vec<Field> = refused.iter().map(|r| r.field).collect();
    assert_eq!(fields, [Field::Question, Field::Id, Field::Title, Field::Category, Field::Minutes, Field::KeyPoint]);
    for minutes in ["0", "601", "3-", "-", "3-4-5", "a", "1.5"] {
        assert!(check(Field::Minutes, minutes, lexicon()).is_err(), "{minutes}");
    }
    assert!(check(Field::Minutes, " 3 - 4 ", lexicon()).is_ok());
}

/// Any field with any text; often one that it takes.
fn said() -> impl Strategy<Value = (Field, String)> {
    let text = "\\PC{0,40}|[a-zA-Z0-9 .,;:()|@=^~>#\"'/\\\\\\r\\n\\t-]{1,80}|([A-Za-z]{1,9} ){1,14}|(Not|Failing to|Lack of) [a-z]{1,9} [a-z]{1,9}";
    let choice = "behavioral|situational|technical|knowledge|none|STAR|LAST|[1-9]|[1-4]-[5-9]|[a-z]{1,5}-0[1-9]";
    (0..Field::ALL.len(), prop_oneof![3 => text, 1 => choice]).prop_map(|(at, text)| (Field::ALL[at], text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn every_outline_gives_a_valid_rubric_that_formatting_leaves_alone(question in "\\PC{1,60}|([a-zA-Z]{1,9}[ .?]){1,12}", said in prop::collection::vec(said(), 0..14)) {
        let mut outline = outline(&[(Field::Question, &question)]);
        for (field, text) in said.iter().filter(|(field, text)| check(*field, text, lexicon()).is_ok()) {
            outline.say(*field, text);
        }
        match skeleton(&outline, lexicon()) {
            Ok(skeleton) => {
                let toml = to_toml(&skeleton);
                let rubric = valid(&toml);
                prop_assert_eq!(rubric.mistakes.len(), skeleton.mistakes.len());
                prop_assert_eq!(format(&toml).expect("TOML"), toml);
            }
            // What can be said by itself can be said together, but for a question of blanks and stages without a framework.
            Err(refused) => prop_assert!(refused.iter().all(|r| matches!(r.field, Field::Question | Field::Stage)), "{refused:?}"),
        }
    }
}
