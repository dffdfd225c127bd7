//! Pages of questions as rubrics: what a page says is in them word for word, and every one parses.

use rubrica::authoring::format::format;
use rubrica::authoring::import::{Imported, import, to_toml};
use rubrica::diagnostic::SourceFile;
use rubrica::lexicon::Lexicon;
use rubrica::report::diagnostics::render;
use rubrica::rubric::{MistakeKind, Rubric, parse};
use std::sync::Arc;

const CARDS: &str = include_str!("fixtures/pages/cards.txt");
const PLAIN: &str = include_str!("fixtures/pages/plain.md");

fn rubrics(imported: &Imported) -> Vec<Rubric> {
    let parsed = imported.skeletons.iter().map(|skeleton| {
        let toml = to_toml(skeleton);
        assert_eq!(format(&toml).expect("TOML"), toml);
        let file = Arc::new(SourceFile { name: skeleton.id.clone(), text: toml.into() });
        parse(&file, &Lexicon::built_in()).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
    });
    parsed.collect()
}

#[test]
fn a_page_of_cards_with_broken_characters_becomes_rubrics() {
    let imported = import(CARDS, "cook", &Lexicon::built_in());
    let rubrics = rubrics(&imported);
    let first = &rubrics[0];
    assert_eq!((first.question.minutes, first.question.round.as_deref()), (Some((3, 4)), Some("final round")));
    let stages: Vec<&str> = first.framework.stages.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(stages, ["Listen to the guest", "Apologise", "Solve the trouble", "Thank the guest"]);
    let kinds: Vec<MistakeKind> = first.mistakes.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MistakeKind::Omission, MistakeKind::Commission, MistakeKind::Omission]);
    assert_eq!(first.mistakes[1].says, "Blaming the oven – or somebody else in the kitchen.");
    assert_eq!(imported.repairs.told_by_place, [30]);
    assert!(first.model_answer.starts_with("Situation: A wedding cake cracked in the van.\nTask: I had to"), "{}", first.model_answer);
    for skeleton in &imported.skeletons {
        insta::assert_snapshot!(format!("import-{}", skeleton.id), to_toml(skeleton));
    }
}

#[test]
fn a_page_in_markdown_becomes_rubrics() {
    let imported = import(PLAIN, "ferry", &Lexicon::built_in());
    let ids: Vec<String> = rubrics(&imported).into_iter().map(|r| r.id).collect();
    assert_eq!(ids, ["ferry-01", "ferry-what-is-a-slack-tide"]);
    insta::assert_snapshot!("import-ferry-01", to_toml(&imported.skeletons[0]));
}

#[test]
fn every_word_of_a_page_is_in_a_rubric_or_told_as_not_placed() {
    for page in [CARDS, PLAIN] {
        let imported = import(page, "q", &Lexicon::built_in());
        let mut kept: String = imported.skeletons.iter().map(to_toml).collect();
        kept.extend(imported.unplaced.iter().map(|line| format!("\n{}", line.text)));
        let words = |text: &str| -> Vec<String> {
            text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| w.is_ascii()).map(str::to_owned).collect()
        };
        let kept = words(&kept);
        // What only opens a section, or names a fact that stands in a key of its own.
        let headings = "answer framework star how to model points mention key terminology what interviewers look for common mistakes avoid \
                        behavioralmediumtell 1behavioralmediumtell";
        let lost: Vec<String> = words(page).into_iter().filter(|w| !kept.contains(w) && !headings.contains(w.as_str())).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}

#[test]
fn the_page_of_the_guide_becomes_a_rubric_without_gaps() {
    let guide = include_str!("../docs/RUBRICS.md");
    let page = guide.split("```markdown page.md\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a page");
    let imported = import(page, "ferry", &Lexicon::built_in());
    assert_eq!(imported.unplaced, []);
    let rubric = rubrics(&imported).remove(0);
    assert_eq!((rubric.key_points.len(), rubric.looks_for.len(), rubric.mistakes.len(), rubric.framework.stages.len()), (1, 1, 2, 4));
}
