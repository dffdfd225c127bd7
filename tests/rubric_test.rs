//! `rubrica rubric test` where goldens would be long: what its JSON says of a rubric.

use snapbox::cmd::{Command, cargo_bin};

/// Runs `rubrica rubric test` and gives its exit code and what it wrote to standard output.
fn run(args: &[&str]) -> (Option<i32>, String) {
    let ran = Command::new(cargo_bin!("rubrica")).args(["rubric", "test"]).args(args).output().expect("it runs");
    (ran.status.code(), String::from_utf8(ran.stdout).expect("UTF-8"))
}

#[test]
fn json_tells_untested_from_passing() {
    let (code, out) = run(&["tests/fixtures/untested.toml", "devops-01", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let standing: Vec<&str> = json["rubrics"].as_array().expect("rubrics").iter().filter_map(|r| r["standing"].as_str()).collect();
    assert_eq!((code, standing, &json["untested"]), (Some(0), vec!["pass", "untested"], &1.into()));
}
