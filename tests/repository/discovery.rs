//! Which files are checked.

use super::{FAIR, GOOD, POOR, Repo, SIXTY};

const MANY: &[(&str, &str)] = &[
    ("rubrica.toml", "[answers]\ninclude = [\"answers/**/*.md\"]\nexclude = [\"**/README.md\"]\n[thresholds]\nscore = 60\n"),
    (".gitignore", "drafts/\n"),
    ("answers/README.md", "# bakery-01\n\nNot an answer.\n"),
    ("answers/bakery-01/anna.md", GOOD),
    ("answers/bakery-01/bert.md", POOR),
    ("answers/drafts/bakery-01.md", POOR),
    ("answers/.hidden/bakery-01.md", POOR),
    ("notes/bakery-01.md", POOR),
];

#[test]
fn configuration_and_gitignore_say_which_files_are_answers() {
    let repo = Repo::new(MANY);
    assert_eq!(repo.files(&[]), ["answers/bakery-01/anna.md", "answers/bakery-01/bert.md"]);
    assert_eq!(repo.files(&["answers", "."]), ["answers/bakery-01/anna.md", "answers/bakery-01/bert.md"]);
}

#[test]
fn a_file_that_is_named_is_checked_unless_exclusion_is_forced() {
    let repo = Repo::new(MANY);
    assert_eq!(repo.files(&["notes/bakery-01.md", "answers/README.md"]), ["answers/README.md", "notes/bakery-01.md"]);
    assert_eq!(repo.files(&["notes/bakery-01.md", "answers/bakery-01/anna.md", "--force-exclude"]), ["answers/bakery-01/anna.md"]);
    repo.check(&["notes/bakery-01.md", "--force-exclude"]).ends(0).says("0 answers");
}

#[test]
fn order_and_bytes_do_not_depend_on_threads() {
    let repo = Repo::new(&[("rubrica.toml", SIXTY)]);
    for n in 0..40 {
        repo.write(&format!("{}/bakery-01-{n}.md", n % 3), [GOOD, FAIR, POOR][n % 3]);
    }
    for format in ["text", "json", "ndjson"] {
        let run = |jobs: &str| repo.check(&["--jobs", jobs, "--format", format, "-v"]).ends(1).out;
        let one = run("1");
        assert_eq!(one, run("2"));
        assert_eq!(one, run("7"));
    }
    let mut sorted = repo.files(&[]);
    assert_eq!(sorted.len(), 40);
    sorted.sort_by(|a, b| std::path::Path::new(a).cmp(std::path::Path::new(b)));
    assert_eq!(repo.files(&["2", "0", "1"]), sorted);
}

#[test]
fn too_many_threads_are_refused() {
    let repo = Repo::new(&[("bakery-01.md", GOOD)]);
    for jobs in ["0", "100000", "many"] {
        repo.check(&["--jobs", jobs]).ends(2).complains("--jobs");
    }
}

#[test]
fn the_nearest_configuration_holds_and_paths_may_climb() {
    let repo = Repo::new(&[
        ("rubrica.toml", "[thresholds]\nscore = 10\n"),
        ("strict/rubrica.toml", "[thresholds]\nscore = 99\n"),
        ("strict/deep/bakery-01.md", FAIR),
        ("lax/bakery-01.md", FAIR),
    ]);
    let expected = |names: [&str; 2]| names.map(str::to_owned).into_iter().zip(["pass", "fail"].map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(repo.verdicts(&[]), expected(["lax/bakery-01.md", "strict/deep/bakery-01.md"]));
    // From inside of the strict folder, `..` still belongs to the outer configuration.
    let ran = repo.check_in("strict/deep", &["../../lax", "--quiet"]).ends(0);
    ran.says("1 answer · 1 pass");
    repo.check_in("strict/deep", &["../../lax/bakery-01.md", "."]).ends(1).says("2 answers · 1 pass · 1 fail");
    repo.check_in("strict", &[".", "../strict"]).ends(1).says("1 answer · 1 fail");
}

#[test]
fn one_configuration_may_be_given_for_all() {
    let repo =
        Repo::new(&[("rubrica.toml", "[thresholds]\nscore = 99\n"), ("lax.toml", "[thresholds]\nscore = 1\n"), ("bakery-01.md", FAIR)]);
    repo.check(&[]).ends(1);
    repo.check(&["--config", "lax.toml"]).ends(0);
    repo.check(&["--min-score", "1"]).ends(0);
    repo.check(&["--config", "none.toml"]).ends(2).complains("error: none.toml: no such file or folder");
}

#[test]
fn where_there_are_no_answers_it_is_said() {
    let repo = Repo::new(&[("rubrica.toml", "[answers]\ninclude = [\"a/*.md\"]\n"), ("b/bakery-01.md", GOOD)]);
    repo.check(&[]).ends(2).complains("error: there are no answers here");
    let repo = Repo::new(&[("notes.md", "Some words of no answer."), ("bakery.txt", "More.")]);
    repo.check(&[]).ends(2).says("2 other files passed over").complains("error: none of these files is an answer");
}

#[test]
fn other_texts_are_passed_over_only_where_nothing_calls_them_answers() {
    let repo = Repo::new(&[("README.md", "# About"), ("bakery-01.md", GOOD), ("rubrica.toml", SIXTY)]);
    repo.check(&[]).ends(0).says("1 other file passed over");
    repo.check(&["README.md", "bakery-01.md"]).ends(3).complains("error: README.md: no rubric is named for it");
    repo.write("rubrica.toml", "[answers]\ninclude = [\"*.md\"]\n[thresholds]\nscore = 60\n");
    repo.check(&[]).ends(3).complains("error: README.md: no rubric is named for it").says("1 without a score");
    repo.write("rubrica.toml", "[answers]\ninclude = [\"*.md\"]\n[thresholds]\nscore = 60\n[severity]\nno-rubric = \"warning\"\n");
    repo.check(&[]).ends(0).never_says("error: README.md");
}

#[test]
fn the_first_failure_may_end_the_run() {
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("bakery-01-a.md", GOOD), ("bakery-01-b.md", POOR), ("bakery-01-c.md", POOR)]);
    repo.check(&["--fail-fast"])
        .ends(1)
        .says("bakery-01-b.md")
        .never_says("bakery-01-c.md")
        .says("1 file not looked at after the first failure");
    repo.check(&["--fail-fast", "--write-baseline"]).ends(2);
}

#[test]
fn a_report_that_this_run_writes_is_no_answer_of_it() {
    let repo = Repo::new(&[("rubrica.toml", "[answers]\ninclude = [\"**/*.md\"]\n[thresholds]\nscore = 60\n"), ("bakery-01.md", GOOD)]);
    repo.write("out/report.md", "old");
    repo.check(&["--format", "ndjson=out/report.md", "--format", "text"]).ends(0).says("1 answer · 1 pass");
    assert!(repo.read("out/report.md").starts_with("{\"file\":\"bakery-01.md\""));
}
