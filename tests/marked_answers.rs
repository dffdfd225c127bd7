//! Scores the marked answers of every built-in rubric. The marks are those of somebody who had not seen the patterns.

use rubrica::agreement::Confusion;
use rubrica::answer::Answer;
use rubrica::authoring::check::check;
use rubrica::engine::Engine;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::{Bank, Rubric, parse};
use rubrica::score::Scorecard;

fn rubrics(lexicon: &Lexicon) -> Vec<Rubric> {
    let parsed = |file| parse(file, lexicon).unwrap_or_else(|faults| panic!("{faults:?}"));
    Bank::built_in().entries().iter().map(|entry| parsed(&entry.file)).collect()
}

#[test]
fn the_bank_agrees_with_its_marks() {
    let lexicon = Lexicon::built_in();
    let rubrics = rubrics(&lexicon);
    let mut all = Confusion::default();
    let mut wrong = Vec::new();
    for rubric in &rubrics {
        assert!(rubric.tests.len() >= 10, "{} has only {} marked answers", rubric.id, rubric.tests.len());
        assert!(rubric.tests.iter().all(|t| t.mark.is_some()), "{}: every answer of the bank has its mark", rubric.id);
        let check = check(rubric, &rubrics, &lexicon);
        all.extend(&check.confusion);
        wrong.extend(check.dead.iter().map(|pattern| format!("{}: can never fire: {pattern}", rubric.id)));
        let earned_nothing = check.answers.iter().filter(|a| a.mark.is_some_and(|mark| mark <= 1) && a.level > 1);
        wrong.extend(earned_nothing.map(|a| format!("{} \"{}\": band {}", rubric.id, a.name, a.level)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.kappa().unwrap_or_default() >= 0.92, "kappa {:?}", all.kappa());
    assert!(all.within(1) >= 0.98, "within one band {}", all.within(1));
}

#[test]
fn model_answers_are_excellent() {
    let lexicon = Lexicon::built_in();
    for rubric in rubrics(&lexicon) {
        let answer = Answer::parse(rubric.model_answer.as_bytes()).unwrap();
        let Scorecard::Scored(card) = rubrica::grade(&answer, &rubric, &lexicon) else { panic!("{}: unscored", rubric.id) };
        assert_eq!(card.band.level(), 4, "{}: {}", rubric.id, card.score);
    }
}

#[test]
fn an_engine_for_one_answer_and_one_for_many_find_the_same() {
    let lexicon = Lexicon::built_in();
    for rubric in rubrics(&lexicon) {
        let (few, many) = (Engine::for_few(&rubric, &lexicon), Engine::for_many(&rubric, &lexicon));
        for test in &rubric.tests {
            let answer = Answer::parse(test.answer.as_bytes()).unwrap();
            assert_eq!(few.findings(&answer), many.findings(&answer), "{} {}", rubric.id, test.name);
        }
    }
}
