//! Scores the marked answers of every built-in rubric. The marks are those of somebody who had not seen the patterns: no answer may land
//! more than one band from what is expected of it, what earns nothing must earn nothing, and nearly all must land where they are marked.

use rubrica::agreement::Confusion;
use rubrica::answer::Answer;
use rubrica::authoring::check::check;
use rubrica::authoring::lint::{Linted, lint};
use rubrica::engine::Engine;
use rubrica::lexicon::Lexicon;
use rubrica::report::diagnostics::render;
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
    let (mut wrong, mut next_to) = (Vec::new(), Vec::new());
    for rubric in &rubrics {
        assert!(rubric.tests.len() >= 10, "{} has only {} marked answers", rubric.id, rubric.tests.len());
        assert!(rubric.tests.iter().all(|t| t.mark.is_some()), "{}: every answer of the bank has its mark", rubric.id);
        let check = check(rubric, &rubrics, &lexicon);
        all.extend(&check.confusion);
        wrong.extend(check.dead.iter().map(|pattern| format!("{}: can never fire: {pattern}", rubric.id)));
        wrong.extend(check.attacks.iter().filter(|attack| !attack.held).map(|attack| format!("{}: {attack:?}", rubric.id)));
        for (answer, test) in check.answers.iter().zip(&rubric.tests) {
            let (level, (least, most)) = (answer.level, test.band);
            let by = least.saturating_sub(level).max(level.saturating_sub(most));
            let told = |fault: &str| format!("{} \"{}\": {fault}", rubric.id, test.name);
            let only_next_to = by == 1 && most > 1;
            if only_next_to {
                next_to.push(told(&format!("band {level}, expected {least} to {most}")));
            }
            // What is said of single criteria must hold even where the band does not.
            wrong.extend(answer.faults.iter().filter(|fault| !(only_next_to && fault.starts_with("band "))).map(|fault| told(fault)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(next_to.len() * 20 <= all.count() as usize, "a band away:\n{}", next_to.join("\n"));
    assert!(all.kappa().unwrap_or_default() >= 0.97, "kappa {:?}", all.kappa());
    assert!(all.within(1) >= 1.0 && all.within(0) >= 0.9, "within one band {}, exactly {}", all.within(1), all.within(0));
}

#[test]
fn the_bank_has_no_lint() {
    let lexicon = Lexicon::built_in();
    let rubrics = rubrics(&lexicon);
    for (rubric, entry) in rubrics.iter().zip(Bank::built_in().entries()) {
        let findings = lint(Linted { rubric, file: &entry.file }, &rubrics, &lexicon);
        assert!(findings.is_empty(), "{}", render(&findings, false));
    }
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
