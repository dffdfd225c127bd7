//! What holds for every answer, whatever it says: the lines sum to the score, the form of the file does not matter, and nothing panics.

use proptest::prelude::*;
use rubrica::answer::Answer;
use rubrica::batch::{Input, Order, Outcome, Shelf, score_files};
use rubrica::engine::Engine;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::{Bank, Rubric, parse};
use rubrica::score::{Scorecard, Scored};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::built_in);
static RUBRICS: LazyLock<Vec<Rubric>> = LazyLock::new(|| {
    let parsed = |file| parse(file, &LEXICON).unwrap_or_else(|faults| panic!("{faults:?}"));
    Bank::built_in().entries().iter().map(|entry| parsed(&entry.file)).collect()
});
static ENGINES: LazyLock<Vec<Engine<'static>>> = LazyLock::new(|| RUBRICS.iter().map(|r| Engine::for_many(r, &LEXICON)).collect());
/// Sentences of the marked answers of all rubrics, to make answers from.
static SENTENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let answers = RUBRICS.iter().flat_map(|r| &r.tests).map(|t| t.answer.as_str());
    answers.flat_map(|a| a.split_inclusive(['.', '\n'])).map(str::to_owned).collect()
});

fn score(engine: &Engine<'_>, bytes: &[u8]) -> Scorecard {
    rubrica::grade_with(engine, &Answer::parse(bytes).expect("it is text"))
}

fn check(card: &Scored) {
    let sum: i32 = card.parts.iter().map(|p| p.points.0).sum();
    assert_eq!(sum, card.score.0, "{:?}", card.parts);
    assert!((0..=1000).contains(&card.score.0), "{}", card.score);
    let part = |name: &str| card.parts.iter().find(|p| p.name == name).map_or(0, |p| p.points.0);
    assert_eq!(part("key points"), card.key_points.iter().map(|c| c.points.0).sum::<i32>());
    assert_eq!(part("looks for"), card.looks_for.iter().map(|c| c.points.0).sum::<i32>());
    assert!(card.key_points.iter().chain(&card.looks_for).all(|c| c.points <= c.max));
    assert!(card.parts.iter().all(|p| p.max.is_none_or(|max| p.points <= max)));
    assert!(card.next_steps.windows(2).all(|pair| pair[0].gain >= pair[1].gain));
}

/// An answer put together from sentences of real ones, and the index of a rubric.
fn answers() -> impl Strategy<Value = (usize, String)> {
    let pieces = prop::collection::vec(0..SENTENCES.len(), 1..25);
    (0..RUBRICS.len(), pieces).prop_map(|(rubric, pieces)| (rubric, pieces.into_iter().map(|p| SENTENCES[p].as_str()).collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn lines_sum_to_the_score((rubric, text) in answers()) {
        if let Scorecard::Scored(card) = score(&ENGINES[rubric], text.as_bytes()) {
            check(&card);
        }
    }

    #[test]
    fn the_form_of_the_file_does_not_matter((rubric, text) in answers()) {
        let points = |bytes: &[u8]| match score(&ENGINES[rubric], bytes) {
            Scorecard::Scored(card) => Some((card.score, card.parts)),
            Scorecard::Unscored(_) => None,
        };
        let plain = points(text.as_bytes());
        prop_assert_eq!(&points(text.replace('\n', "\r\n").as_bytes()), &plain);
        prop_assert_eq!(&points(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), &plain);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        prop_assert_eq!(&points(&utf16), &plain);
        prop_assert_eq!(&points(text.replace('\'', "\u{2019}").as_bytes()), &plain);
    }

    #[test]
    fn an_answer_given_twice_gains_nothing((rubric, text) in answers()) {
        let points = |text: &str| match score(&ENGINES[rubric], text.as_bytes()) {
            Scorecard::Scored(card) => card.score.0,
            Scorecard::Unscored(_) => 0,
        };
        let once = points(&text);
        // Shares of sentences shift a little; nothing is earned twice.
        let twice = points(&[text.as_str(), "\n\n", &text].concat());
        prop_assert!(once == 0 || twice <= once + 20, "{} {}", once, twice);
    }

    #[test]
    fn nothing_panics(rubric in 0..3_usize, text in "\\PC{0,300}|[#*>`\\-\\[\\]()|:;.,'a-cI \\n0-9%$]{0,300}") {
        if let Scorecard::Scored(card) = score(&ENGINES[rubric.min(RUBRICS.len() - 1)], text.as_bytes()) {
            check(&card);
        }
    }

    #[test]
    fn bytes_are_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(answer) = Answer::parse(&bytes) {
            let _ = rubrica::grade_with(&ENGINES[0], &answer);
        }
    }
}

#[test]
fn the_order_of_files_is_irrelevant() {
    let folder = tempfile::tempdir().unwrap();

    let inputs: Vec<Input> = RUBRICS
        .iter()
        .flat_map(|r| r.tests.iter().enumerate().map(move |(n, t)| (format!("{}-{n}.md", r.id), &t.answer)))
        .map(|(name, answer)| {
            let path = folder.path().join(name);
            std::fs::write(&path, answer).unwrap();
            Input::File(path)
        })
        .collect();
    let shelf = Shelf::built_in();
    let scored = |inputs: &[Input]| {
        let outcomes = score_files(inputs, &shelf, &Order::default());
        let mut cards: Vec<String> =
            outcomes.iter().map(|o| if let Outcome::Graded(g) = o { format!("{g:?}") } else { String::new() }).collect();
        cards.sort();
        cards
    };
    let reversed: Vec<Input> = inputs.iter().rev().cloned().collect();
    assert_eq!(scored(&inputs), scored(&reversed));
    assert_eq!(scored(&inputs), scored(&inputs));
}
