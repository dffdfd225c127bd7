//! Scores the marked answers of every built-in rubric. The marks are those of somebody who had not seen the patterns: no answer may land
//! more than one band from its mark, what earns nothing must earn nothing, and nearly all must land where they are marked.

use rubrica::answer::Answer;
use rubrica::engine::Engine;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::{Bank, MarkedAnswer, Rubric, parse};
use rubrica::score::{Scorecard, Scored, Status};

fn rubrics(lexicon: &Lexicon) -> Vec<Rubric> {
    let parsed = |file| parse(file, lexicon).unwrap_or_else(|faults| panic!("{faults:?}"));
    Bank::built_in().entries().iter().map(|entry| parsed(&entry.file)).collect()
}

/// The band level of an answer; an unscored one has earned nothing.
fn level(card: &Scorecard) -> u8 {
    if let Scorecard::Scored(card) = card { card.band.level() } else { 0 }
}

/// What the marks say of single criteria and the scorecard does not.
fn criteria_astray(test: &MarkedAnswer, card: &Scored) -> Vec<String> {
    let mut faults = Vec::new();
    let criteria = || card.key_points.iter().chain(&card.looks_for);
    let status = |id: &String| criteria().find(|c| c.id == *id).map(|c| c.status);
    let there = |id: &&String| matches!(status(id), Some(Status::Met | Status::Partial));
    faults.extend(test.met.iter().filter(|id| !there(id)).map(|id| format!("{id} not met")));
    faults.extend(test.missed.iter().filter(there).map(|id| format!("{id} met")));
    faults.extend(test.denied.iter().filter(|id| status(id) != Some(Status::Denied)).map(|id| format!("{id} not denied")));
    let committed = |id: &&String| card.mistakes.iter().any(|m| m.id == **id && m.committed);
    faults.extend(test.committed.iter().filter(|id| !committed(id)).map(|id| format!("{id} not committed")));
    faults.extend(test.not_committed.iter().filter(committed).map(|id| format!("{id} committed")));
    faults
}

#[test]
fn marked_answers_land_where_their_marks_say() {
    let lexicon = Lexicon::built_in();
    let (mut wrong, mut next_to, mut all) = (Vec::new(), Vec::new(), 0);
    for rubric in rubrics(&lexicon) {
        assert!(rubric.tests.len() >= 8, "{} has only {} marked answers", rubric.id, rubric.tests.len());
        let engine = Engine::for_many(&rubric, &lexicon);
        for test in &rubric.tests {
            all += 1;
            let card = rubrica::grade_with(&engine, &Answer::parse(test.answer.as_bytes()).unwrap());
            let (level, (least, most)) = (level(&card), test.band);
            let told = |fault: String| format!("{} {}: {fault}", rubric.id, test.name);
            let by = least.saturating_sub(level).max(level.saturating_sub(most));
            let nothing_earned = most <= 1;
            match by {
                0 => {}
                1 if !nothing_earned => next_to.push(told(format!("band {level}, marked {least}-{most}"))),
                _ => wrong.push(told(format!("band {level}, marked {least}-{most}"))),
            }
            if let Scorecard::Scored(card) = &card {
                wrong.extend(criteria_astray(test, card).into_iter().map(told));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(next_to.len() * 5 <= all, "{} of {all} are a band away:\n{}", next_to.len(), next_to.join("\n"));
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
