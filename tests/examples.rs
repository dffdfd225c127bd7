//! The answers under `examples/` land where their names say, with the rubrics of the binary, by way of the library.

use rubrica::answer::Answer;
use rubrica::batch::Finder;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::{Bank, Lookup};
use rubrica::score::{Band, Scorecard, Scored};
use std::path::{Path, PathBuf};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

/// Scores an example against the rubric that it names itself.
fn score(name: &str) -> (String, Scored) {
    let path = examples().join(name);
    let answer = Answer::parse(&std::fs::read(&path).expect("an example")).expect("text");
    let (bank, lexicon) = (Bank::built_in(), Lexicon::built_in());
    let id = Finder::new(&bank).find(&answer, Some(&path)).unwrap_or_else(|why| panic!("{name}: {why}"));
    let Lookup::Found(rubric) = bank.get(&id, &lexicon) else { panic!("{name}: {id} is not in the bank or faulty") };
    match rubrica::grade(&answer, &rubric, &lexicon) {
        Scorecard::Scored(card) => (id, *card),
        Scorecard::Unscored(why) => panic!("{name}: {why}"),
    }
}

#[test]
fn strong_answers_are_good_or_excellent_and_the_weak_one_is_poor() {
    for (name, id, bands) in [
        ("latency-strong.md", "devops-03", Band::Good..=Band::Excellent),
        ("latency-middling.md", "devops-03", Band::Partial..=Band::Good),
        ("latency-weak.md", "devops-03", Band::None..=Band::Poor),
        ("persuasion-strong.md", "devops-06", Band::Good..=Band::Excellent),
        ("backlog-strong.md", "devops-10", Band::Good..=Band::Excellent),
    ] {
        let (found, card) = score(name);
        assert_eq!(found, id, "{name}");
        assert!(bands.contains(&card.band), "{name}: {} is {}", card.score, card.band.name());
    }
}

#[test]
fn better_answers_score_more() {
    let [strong, middling, weak] = ["strong", "middling", "weak"].map(|kind| score(&format!("latency-{kind}.md")).1.score);
    assert!(strong > middling && middling > weak, "{strong} {middling} {weak}");
}

#[test]
fn every_example_is_tested_here() {
    let source = include_str!("examples.rs");
    // Folders and marks are run by tests/cmd.
    let entries = std::fs::read_dir(examples()).expect("the folder").map(|entry| entry.expect("an entry"));
    for entry in entries.filter(|entry| entry.path().extension().is_some_and(|e| e == "md")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(source.contains(&format!("(\"{name}\"")), "{name}");
    }
}
