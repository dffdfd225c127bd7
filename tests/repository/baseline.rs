//! Baselines: what was known is let through, what fell is not.

use super::{FAIR, GOOD, POOR, Repo, SIXTY, codes, issue};
use serde_json::Value;

const FILE: &str = "rubrica-baseline.toml";

/// A good answer, a fair one and a known failure, kept as the baseline.
fn repo() -> Repo {
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("bakery-01-fair.md", FAIR), ("bakery-01-good.md", GOOD), ("bakery-01-poor.md", POOR)]);
    repo.check(&[]).ends(1);
    repo.check(&["--write-baseline"]).ends(0);
    repo
}

fn named<'a>(answers: &'a [Value], file: &str) -> &'a Value {
    answers.iter().find(|a| a["file"] == file).unwrap_or_else(|| panic!("no {file} in {answers:?}"))
}

fn change(repo: &Repo, file: &str) -> (String, Value) {
    let answers = repo.answers(&[]);
    let change = &named(&answers, file)["change"];
    (change["kind"].as_str().unwrap_or_default().to_owned(), change.clone())
}

#[test]
fn known_failures_are_let_through_and_new_ones_are_not() {
    let repo = repo();
    let ran = repo.check(&[]).ends(0).says("1 let through by the baseline");
    assert!(ran.err.is_empty(), "{}", ran.err);
    let answers = repo.answers(&[]);
    let poor = named(&answers, "bakery-01-poor.md");
    assert_eq!((&poor["known_failure"], &poor["verdict"], &poor["change"]["kind"]), (&true.into(), &"pass".into(), &"unchanged".into()));
    repo.write("bakery-01-new.md", POOR);
    repo.check(&["--quiet"]).ends(1).says("bakery-01-new.md").never_says("bakery-01-poor.md");
    // A copy of a known failure is a new answer.
    assert_eq!(change(&repo, "bakery-01-new.md").0, "new");
}

#[test]
fn an_answer_that_falls_by_more_than_the_margin_fails() {
    let repo = repo();
    repo.write("bakery-01-good.md", FAIR);
    let ran = repo.check(&[]).ends(1);
    let ran = ran.says("fell from ").says(": lost tell-shop").says("[regression]");
    ran.says("since the baseline: 1 fell");
    let answers = repo.answers(&[]);
    let fell = named(&answers, "bakery-01-good.md");
    let (from, now) = (fell["change"]["from"].as_f64().expect("a score"), fell["score"].as_f64().expect("a score"));
    assert!(from - now > 5.0, "{from} {now}");
    assert_eq!(issue(fell, "regression")["message"], format!("fell from {from:.1} to {now:.1}: lost tell-shop"));
    repo.write("rubrica.toml", &format!("{SIXTY}[baseline]\nmargin = 100\n"));
    let answers = repo.answers(&[]);
    assert!(!codes(named(&answers, "bakery-01-good.md")).contains(&"regression"));
    // It is still told.
    assert_eq!(change(&repo, "bakery-01-good.md").0, "fell");
}

#[test]
fn a_known_failure_may_not_fall_further_either() {
    let repo = repo();
    repo.write("rubrica.toml", "[thresholds]\nscore = 100\n");
    repo.check(&["--write-baseline"]).ends(0);
    repo.write("bakery-01-good.md", POOR);
    repo.check(&["--quiet"]).ends(1).says("bakery-01-good.md").says("1 fail");
}

#[test]
fn an_answer_that_can_no_longer_be_judged_is_unscored_and_fell() {
    let repo = repo();
    repo.write("bakery-01-good.md", "# Nothing\n");
    let ran = repo.check(&[]).ends(3).says("to no score");
    ran.says("1 without a score");
    let answers = repo.answers(&[]);
    assert_eq!(named(&answers, "bakery-01-good.md")["verdict"], "unscored");
}

#[test]
fn configuration_says_how_grave_a_fall_is() {
    let repo = repo();
    repo.write("bakery-01-good.md", FAIR);
    for (severity, code, told) in [("warning", 0, true), ("off", 0, false), ("error", 1, true)] {
        repo.write("rubrica.toml", &format!("{SIXTY}\n[severity]\nregression = \"{severity}\"\n"));
        let ran = repo.check(&["--verbose"]).ends(code);
        assert_eq!(ran.out.contains("[regression]"), told, "{severity}: {}", ran.out);
        let verdict = if code == 1 { "fail" } else { "pass" };
        assert_eq!(named(&repo.answers(&[]), "bakery-01-good.md")["verdict"], verdict, "{severity}");
    }
}

#[test]
fn improvement_is_told() {
    let repo = repo();
    repo.write("bakery-01-fair.md", GOOD);
    repo.check(&[]).ends(0).says("improved ").says("gained tell-shop").says("since the baseline: 1 improved");
}

#[test]
fn where_only_the_rubric_changed_it_is_regraded_and_no_regression() {
    let repo = repo();
    // A rubric of one's own takes the place of the one of the bank.
    let rubric = include_str!("../bank/bakery-01.toml").replace("tell ~6 shop\", \"call ~6 shop", "ring ~6 doorbell");
    let own = Repo::new(&[("bakery-01.toml", &rubric)]);
    let mut command = repo.command(".", &["--format", "ndjson"]);
    let args: Vec<_> = command.get_args().map(std::ffi::OsStr::to_owned).collect();
    command = std::process::Command::new(command.get_program());
    let ran = command.current_dir(repo.path(".")).args(&args[..args.len() - 1]).arg(own.path(".")).output().expect("it runs");
    let ran = super::Ran::of(&ran).ends(0);
    for answer in ran.answers() {
        assert_eq!(answer["change"]["kind"], "regraded", "{answer}");
        assert!(!codes(&answer).contains(&"regression"));
    }
    let fell = ran.answers().into_iter().find(|a| a["file"] == "bakery-01-good.md").expect("it is there");
    assert!(fell["score"].as_f64() < fell["change"]["from"].as_f64());
}

#[test]
fn concepts_of_ones_own_count_as_what_graded_an_answer() {
    let repo = Repo::new(&[
        ("rubrica.toml", "[rubrics]\nfolder = \"own\"\n"),
        ("own/lexicon/words.toml", "[concept]\nzz-ring = [\"call ~6 shop\"]\n"),
        ("bakery-01.md", GOOD),
    ]);
    repo.check(&["--write-baseline"]).ends(0);
    assert_eq!(change(&repo, "bakery-01.md").0, "unchanged");
    repo.write("own/lexicon/words.toml", "[concept]\nzz-ring = [\"phone ~6 shop\"]\n");
    assert_eq!(change(&repo, "bakery-01.md").0, "regraded");
}

#[test]
fn a_file_that_moves_is_followed() {
    let repo = repo();
    repo.remove("bakery-01-poor.md");
    repo.write("deep/bakery-01-later.md", &POOR.replace('\n', "\r\n"));
    let ran = repo.check(&[]).ends(0);
    ran.says("was bakery-01-poor.md");
    let (kind, change) = change(&repo, "deep/bakery-01-later.md");
    assert_eq!((kind.as_str(), &change["moved_from"]), ("unchanged", &"bakery-01-poor.md".into()));
}

#[test]
fn a_raised_threshold_is_no_known_failure() {
    let repo = repo();
    repo.write("rubrica.toml", "[thresholds]\nscore = 100\n");
    repo.check(&["--quiet"]).ends(1).says("bakery-01-good.md");
}

#[test]
fn a_partial_run_keeps_what_it_does_not_score() {
    let repo = repo();
    let before = repo.read(FILE);
    repo.check(&["--write-baseline", "bakery-01-good.md"]).ends(0);
    assert_eq!(repo.read(FILE), before);
    // What cannot be read this time is not forgotten.
    std::fs::write(repo.path("bakery-01-poor.md"), b"\xff\xfe\x00").expect("a file");
    repo.check(&["--write-baseline"]).ends(3);
    assert_eq!(repo.read(FILE), before);
    repo.remove("bakery-01-poor.md");
    repo.check(&["--write-baseline"]).ends(0);
    let after = repo.read(FILE);
    assert!(!after.contains("poor") && after.contains("fair") && after.contains("good"), "{after}");
}

#[test]
fn projects_keep_to_their_own_baselines() {
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("bakery-01.md", GOOD), ("inner/rubrica.toml", SIXTY), ("inner/bakery-01.md", POOR)]);
    repo.check(&["--write-baseline"]).ends(0);
    assert_eq!(repo.read(FILE).matches("[[answer]]").count(), 1);
    assert!(repo.read(FILE).contains("\"pass\"") && repo.read(&format!("inner/{FILE}")).contains("\"fail\""));
    repo.check(&[]).ends(0);
    repo.check(&["--baseline", FILE]).ends(2).complains("--baseline names one file, but the answers belong to 2 configurations");
}

#[test]
fn a_baseline_with_faults_or_none_at_all_is_an_error() {
    let repo = repo();
    let good = repo.read(FILE);
    repo.write(FILE, &good.replacen("[[answer]]", "<<<<<<< HEAD\n[[answer]]", 1));
    let ran = repo.check(&[]).ends(2).complains("error[toml-syntax]").complains("--> rubrica-baseline.toml:4:");
    ran.complains("a merge was left half done");
    // Nor is it written over: what others kept would be lost.
    repo.check(&["--write-baseline"]).ends(2);
    repo.write(FILE, &good.replace("bakery-01-fair.md", "bakery-01-good.md"));
    repo.check(&[]).ends(2).complains("error[duplicate-answer]").complains("bakery-01-good.md stands here twice");
    repo.write(FILE, &good.replace("verdict = \"fail\"", "verdict = \"bad\""));
    repo.check(&[]).ends(2).complains("error[not-allowed]");
    repo.check(&["--baseline", "none.toml"]).ends(2).complains("error: none.toml: no such baseline; --write-baseline writes one");
    repo.remove(FILE);
    repo.check(&[]).ends(1);
    repo.write("rubrica.toml", &format!("{SIXTY}[baseline]\nfile = \"kept.toml\"\n"));
    let ran = repo.check(&[]).ends(2).complains("error: kept.toml: there is no baseline yet");
    ran.says("3 answers");
    repo.check(&["--write-baseline"]).ends(0);
    repo.check(&[]).ends(0);
    assert!(repo.path("kept.toml").exists() && !repo.path(FILE).exists());
}

#[test]
fn a_baseline_that_cannot_be_written_is_told() {
    let repo = repo();
    let ran = repo.check(&["--baseline", "none/kept.toml", "--write-baseline"]).ends(3);
    ran.complains("error: none/kept.toml: the baseline cannot be written: ").says("3 answers");
}

#[test]
fn branches_that_change_different_answers_merge() {
    let repo = repo();
    repo.git(&["init", "-q"]);
    repo.commit();
    let on = |branch: &str, file: &str, text: &str| {
        repo.git(&["checkout", "-q", "-b", branch, "main"]);
        repo.write(file, text);
        repo.check(&["--write-baseline"]).ends(0);
        repo.commit();
    };
    on("one", "bakery-01-fair.md", GOOD);
    on("two", "bakery-01-poor.md", FAIR);
    repo.git(&["merge", "-q", "--no-edit", "one"]);
    let ran = repo.check(&[]).ends(0);
    assert!(ran.answers_are_unchanged(), "{}", ran.out);
}

impl super::Ran {
    fn answers_are_unchanged(&self) -> bool {
        !self.out.contains("since the baseline")
    }
}
