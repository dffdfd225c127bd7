//! `rubrica.toml` as people use it: which rubric belongs to which path, rubrics of one's own, and what `rubrica init` writes.

use super::{GOOD, Ran, Repo, SIXTY};
use rubrica::batch::{TEMPLATE, parse_config};
use rubrica::diagnostic::SourceFile;
use rubrica::report::diagnostics::render;
use snapbox::cmd::cargo_bin;
use std::process::Command;
use std::sync::Arc;

fn rubric_of(config: &str, file: &str, text: &str) -> String {
    let repo = Repo::new(&[("rubrica.toml", config), (file, text)]);
    let answers = repo.answers(&[]);
    let found = answers.first().map(|a| (a["rubric"]["id"].clone(), a["reason"].clone()));
    match found {
        Some((serde_json::Value::String(id), _)) => id,
        Some((_, serde_json::Value::String(why))) => why,
        other => format!("{other:?}"),
    }
}

#[test]
fn a_map_says_the_rubric_of_a_path() {
    let by_name = "[[map]]\nglob = \"answers/{rubric}/*.md\"\n";
    assert_eq!(rubric_of(by_name, "answers/Bakery_01/anna.md", GOOD), "bakery-01");
    let by_number = "[[map]]\nglob = \"{who}/q{number}.md\"\nrubric = \"bakery-{number}\"\n";
    assert_eq!(rubric_of(by_number, "anna/q01.md", GOOD), "bakery-01");
    let first = "[[map]]\nglob = \"a/*.md\"\nrubric = \"bakery-02\"\n[[map]]\nglob = \"**/*.md\"\nrubric = \"bakery-01\"\n";
    assert_eq!(rubric_of(first, "a/x.md", GOOD), "bakery-02");
    assert_eq!(rubric_of(first, "a/b/x.md", GOOD), "bakery-01");
}

#[test]
fn a_map_that_contradicts_the_answer_or_leads_nowhere_is_told() {
    let config = "[answers]\ninclude = [\"**/*.md\"]\n[[map]]\nglob = \"{rubric}/*.md\"\n";
    let why = rubric_of(config, "bakery-02/x.md", "+++\nquestion = \"bakery-01\"\n+++\n\nWords.");
    assert_eq!(why, "its front matter says bakery-01, the configuration maps its path to bakery-02");
    let why = rubric_of(config, "bakery-1/x.md", GOOD);
    assert!(why.starts_with("the configuration maps its path to `bakery-1`, which is no rubric; nearest: bakery-01"), "{why}");
}

#[test]
fn rubrics_that_do_not_exist_are_faults_with_their_place() {
    let config = "[thresholds.rubric.bakery-1]\nscore = 60\n[[map]]\nglob = \"a/*.md\"\nrubric = \"quux\"\n";
    let repo = Repo::new(&[("rubrica.toml", config), ("bakery-01.md", GOOD)]);
    let ran = repo.check(&[]).ends(2).complains("error[unknown-rubric]: there is no rubric `bakery-1`").complains("rubrica.toml:1:20");
    ran.complains("did you mean `bakery-01`?").complains("rubrica.toml:5:10").complains("`rubrica list` shows all");
}

#[test]
fn rubrics_of_ones_own_lie_where_it_says() {
    let rubric = include_str!("../bank/bakery-01.toml").replace("bakery-01", "own-01");
    let repo =
        Repo::new(&[("rubrica.toml", &format!("{SIXTY}[rubrics]\nfolder = \"our/rubrics\"\n")), ("our/rubrics/own-01.toml", &rubric)]);
    repo.write("deep/down/own-01.md", GOOD);
    repo.check_in("deep/down", &["--verbose"]).ends(0).says("own-01.md").says("1 pass");
    repo.write("rubrica.toml", "[rubrics]\nfolder = \"no/rubrics\"\n");
    repo.check(&[]).ends(2).complains("error: no/rubrics: no such file or folder");
}

#[test]
fn all_faults_of_a_configuration_are_told_at_once() {
    let repo = Repo::new(&[("deep/rubrica.toml", "[answer]\n[thresholds]\nscore = 101\n"), ("deep/bakery-01.md", GOOD)]);
    let ran = repo.check(&[]).ends(2).complains("deep/rubrica.toml:1:2").complains("deep/rubrica.toml:3:9");
    ran.never_says("answer ·");
}

/// What `rubrica init` writes.
fn init(repo: &Repo, folder: &str) -> Ran {
    Ran::of(&Command::new(cargo_bin!("rubrica")).current_dir(repo.path(".")).args(["init", folder]).output().expect("it runs"))
}

#[test]
fn init_writes_a_configuration_that_works_and_never_writes_over_one() {
    let repo = Repo::new(&[("answers/bakery-01.md", GOOD)]);
    init(&repo, ".").ends(0).says("next: rubrica check");
    assert_eq!(repo.read("rubrica.toml"), TEMPLATE);
    repo.check(&[]).ends(0).says("1 answer · 1 pass");
    init(&repo, ".").ends(2).complains("is there already, and stays as it is");
    init(&repo, "none").ends(3).complains("cannot be written");
}

#[test]
fn every_line_that_init_comments_out_is_valid_too() {
    let key =
        |line: &&str| line.strip_prefix("# ").is_some_and(|l| l.starts_with('[') || l.split_once(" = ").is_some_and(|(k, _)| is_key(k)));
    let uncommented: Vec<&str> = TEMPLATE.lines().map(|line| if key(&line) { &line[2..] } else { line }).collect();
    let text = uncommented.join("\n");
    assert!(text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count() > 25, "{text}");
    let file = Arc::new(SourceFile { name: "rubrica.toml".to_owned(), text: text.into() });
    let config = parse_config(&file).unwrap_or_else(|faults| panic!("{}", render(&faults, false)));
    assert!(config.rubrics.is_some() && config.maps.len() == 2 && config.submissions.len() == 1 && config.baseline.file.is_some());
}

fn is_key(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || "_-".contains(c))
}
