//! `--changed-since`: in real repositories of git.

use super::{FAIR, GOOD, POOR, Repo, SIXTY};

fn repo() -> Repo {
    let repo = Repo::new(&[
        ("rubrica.toml", SIXTY),
        ("bakery-01-changed.md", GOOD),
        ("bakery-01-deleted.md", GOOD),
        ("bakery-01-kept.md", POOR),
        ("bakery-01-renamed.md", FAIR),
    ]);
    repo.git(&["init", "-q"]);
    repo.commit();
    repo.git(&["tag", "start"]);
    repo
}

#[test]
fn what_is_new_changed_or_renamed_is_checked() {
    let repo = repo();
    repo.write("bakery-01-changed.md", POOR);
    repo.remove("bakery-01-deleted.md");
    repo.git(&["mv", "bakery-01-renamed.md", "bakery-01-other name é.md"]);
    repo.write("bakery-01-untracked.md", GOOD);
    let changed = ["bakery-01-changed.md", "bakery-01-other name é.md", "bakery-01-untracked.md"];
    assert_eq!(repo.files(&["--changed-since", "start"]), changed);
    repo.commit();
    assert_eq!(repo.files(&["--changed-since", "start"]), changed);
    assert_eq!(repo.files(&["--changed-since", "HEAD~1", "bakery-01-changed.md", "bakery-01-kept.md"]), changed[..1]);
    repo.check(&["--changed-since", "HEAD"]).ends(0).says("0 answers");
}

#[test]
fn what_others_changed_since_a_branch_began_is_left_alone() {
    let repo = repo();
    repo.git(&["checkout", "-q", "-b", "mine"]);
    repo.write("bakery-01-mine.md", GOOD);
    repo.commit();
    repo.git(&["checkout", "-q", "main"]);
    repo.write("bakery-01-kept.md", GOOD);
    repo.commit();
    repo.git(&["checkout", "-q", "mine"]);
    assert_eq!(repo.files(&["--changed-since", "main"]), ["bakery-01-mine.md"]);
}

#[test]
fn where_what_answers_are_judged_by_has_changed_all_are_checked() {
    let all = ["bakery-01-changed.md", "bakery-01-deleted.md", "bakery-01-kept.md", "bakery-01-renamed.md"];
    let touched = |file: &str, text: &str| {
        let repo = repo();
        repo.write(file, text);
        repo.files(&["--changed-since", "start"])
    };
    assert_eq!(touched("rubrica.toml", "[thresholds]\nscore = 61\n"), all);
    assert_eq!(touched("rubrica-baseline.toml", "version = 1\n"), all);
    let repo = repo();
    repo.remove("rubrica.toml");
    assert_eq!(repo.files(&["--changed-since", "start"]), all);
    repo.write("rubrica.toml", &format!("{SIXTY}[rubrics]\nfolder = \"own\"\n"));
    let rubric = include_str!("../bank/bakery-02.toml").replace("bakery-02", "own-02");
    repo.write("own/own-02.toml", &rubric);
    repo.commit();
    assert!(repo.files(&["--changed-since", "HEAD"]).is_empty());
    repo.write("own/own-02.toml", &rubric.replace("low", "high"));
    assert_eq!(repo.files(&["--changed-since", "HEAD"]), all);
}

#[test]
fn a_named_file_that_is_not_there_is_an_error_all_the_same() {
    let repo = repo();
    repo.check(&["--changed-since", "start", "none.md"]).ends(3).complains("error: none.md: no such file or folder");
}

#[test]
fn a_revision_that_git_does_not_know_and_one_that_looks_like_an_option() {
    let repo = repo();
    repo.check(&["--changed-since", "nowhere"]).ends(2).complains("error: --changed-since: git knows no revision `nowhere`");
    for odd in ["--help", "--output=x", "", "-", "start --all", "HEAD\nHEAD"] {
        repo.check(&[&format!("--changed-since={odd}")]).ends(2).complains("error: --changed-since: git knows no revision");
    }
    assert!(!repo.path("x").exists());
}

#[test]
fn where_there_is_no_repository_it_is_said() {
    let repo = Repo::new(&[("bakery-01.md", GOOD)]);
    let ran = repo.check(&["--changed-since", "main"]).ends(2);
    ran.complains("error: --changed-since: ").complains("is in no git repository");
}

#[test]
fn an_answer_in_another_repository_counts_too() {
    let (one, other) = (repo(), repo());
    other.write("bakery-01-kept.md", GOOD);
    let there = other.path("bakery-01-kept.md").display().to_string();
    let ran = one.check(&["--changed-since", "start", ".", &there, "--format", "ndjson"]).ends(0);
    assert_eq!(ran.answers().len(), 1);
}

#[cfg(unix)]
#[test]
fn links_that_did_not_change_are_left_alone() {
    let repo = repo();
    std::os::unix::fs::symlink("nothing.md", repo.path("bakery-01-broken.md")).expect("a link");
    std::os::unix::fs::symlink("bakery-01-kept.md", repo.path("bakery-01-linked.md")).expect("a link");
    repo.check(&["--changed-since", "start"]).ends(3).complains("error: bakery-01-broken.md: is a link to nothing");
    repo.commit();
    repo.check(&["--changed-since", "HEAD"]).ends(0).says("0 answers");
    repo.write("bakery-01-kept.md", FAIR);
    assert_eq!(repo.files(&["--changed-since", "HEAD"]), ["bakery-01-kept.md", "bakery-01-linked.md"]);
}
