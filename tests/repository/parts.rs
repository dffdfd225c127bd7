//! Several answers in one file: each is scored as its own, with its places in the file.

use super::{FAIR, GOOD, POOR, Ran, Repo, SIXTY, bank, codes, issue};
use snapbox::cmd::cargo_bin;
use std::process::Command;

fn file() -> String {
    format!(
        "# Anna\n\nThree of my answers.\n\n## bakery-01\n\n{GOOD}\n## bakery-01, once more\n\n### What I do\n\n{POOR}\n## What gluten is for\n\nGluten is a network of two proteins that kneading lines up.\n"
    )
}

#[test]
fn headings_that_name_a_question_begin_an_answer() {
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("answers/anna.md", &file())]);
    let answers = repo.answers(&[]);
    let of = |n: usize| (answers[n]["answer"]["id"].as_str().unwrap_or_default(), answers[n]["rubric"]["id"].as_str().unwrap_or_default());
    assert_eq!([of(0).1, of(2).1], ["bakery-01", "bakery-02"]);
    assert_eq!(of(0).0, "anna#bakery-01");
    assert_eq!(of(2).0, "anna#bakery-02");
    repo.check(&["--quiet"]).says("answers/anna.md#bakery-01-2");
}

/// The line on which a passage stands, from 1.
fn line_of(text: &str, passage: &str) -> u64 {
    let at = text.find(passage).expect("the passage");
    text[..at].matches('\n').count() as u64 + 1
}

#[test]
fn places_are_those_of_the_file() {
    let text = file();
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("anna.md", &text)]);
    let answers = repo.answers(&[]);
    let (good, poor) = (&answers[0], &answers[1]);
    assert_eq!(issue(poor, "score-below-threshold")["line"], line_of(&text, "## bakery-01, once more"));
    let quote = &good["key_points"][0]["evidence"][0];
    assert_eq!(quote["line"], line_of(&text, "I check the yeast"), "{quote}");
    assert_eq!(quote["column"], 3, "{quote}");
    // `rubrica score` says the same.
    let mut score = Command::new(cargo_bin!("rubrica"));
    score.current_dir(repo.path(".")).args(["score", "anna.md", "--format", "json", "--rubrics"]).arg(bank());
    let ran = Ran::of(&score.output().expect("it runs")).ends(0);
    let scored: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    for (n, answer) in answers.iter().enumerate() {
        for key in ["score", "answer", "key_points", "mistakes"] {
            assert_eq!(scored["results"][n][key], answer[key], "{key} of {n}");
        }
    }
}

#[test]
fn what_belongs_to_no_question_is_not_lost() {
    let long = "word ".repeat(60);
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("anna.md", &format!("{long}\n\n## bakery-01\n\n{GOOD}\n## Question 99\n\n{FAIR}"))]);
    let ran = repo.check(&[]).ends(3).says("1 pass · 2 without a score");
    let ran = ran.complains("error: anna.md#before: 60 words stand before the first heading that names a question");
    ran.complains("error: anna.md#unknown: its heading asks for question 99, and no rubric has that number");
}

#[test]
fn a_file_whose_path_is_mapped_is_one_answer() {
    let config = format!("{SIXTY}[[map]]\nglob = \"one/*.md\"\nrubric = \"bakery-01\"\n");
    let repo = Repo::new(&[("rubrica.toml", &config), ("one/anna.md", &file()), ("many/anna.md", &file())]);
    assert_eq!(repo.answers(&["one"]).len(), 1);
    assert_eq!(repo.answers(&["many"]).len(), 3);
}

#[test]
fn a_waiver_speaks_for_the_answer_that_it_stands_in() {
    let waive = "<!-- rubrica: waive tell-shop \"there is no shop\" -->\n\n";
    let text = format!("# Anna\n\n{waive}## bakery-01\n\n{FAIR}\n## Question 1 of bakery-01\n\n{waive}{FAIR}");
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("anna.md", &text)]);
    let answers = repo.answers(&[]);
    assert_eq!(answers.len(), 2);
    assert_eq!((answers[0]["waived"].as_array().map(Vec::len), answers[1]["waived"].as_array().map(Vec::len)), (Some(0), Some(1)));
    assert!(codes(&answers[0]).contains(&"unclear-directive"));
    assert_eq!(issue(&answers[0], "unclear-directive")["line"], 3);
    assert_eq!(answers[1]["waived"][0]["line"], line_of(&text, "## Question 1 of") + 2);
}
