//! The action for GitHub: that its settings reach `rubrica check` as they are, and that none of them is ever run.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const ACTION: &str = include_str!("../action.yml");

/// Runs the script of the action with a program in the place of rubrica that shows its arguments and ends with 1.
fn arguments(settings: &[(&str, &str)]) -> (Option<i32>, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("program");
    fs::write(&program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 1\n").expect("a program");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it may be run");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/check-answers");
    let mut command = Command::new("bash");
    command.arg(script).current_dir(folder.path()).env("RUBRICA", program).envs(settings.iter().copied());
    for unset in ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"] {
        command.env_remove(unset);
    }
    let ran = command.output().expect("bash runs");
    let said = String::from_utf8_lossy(&ran.stdout).lines().map(str::to_owned).collect();
    assert!(fs::read_dir(folder.path()).expect("the folder").count() == 1, "something was made");
    (ran.status.code(), said)
}

#[test]
fn settings_become_arguments() {
    let (code, said) = arguments(&[
        ("PATHS", "answers notes\nmore"),
        ("CHANGED_ONLY", "true"),
        ("BASE", "main"),
        ("CONFIG", "c.toml"),
        ("BASELINE", "b.toml"),
        ("MIN_SCORE", "60"),
        ("SARIF", "r.sarif"),
        ("ARGS", "--jobs=1\n--verbose"),
    ]);
    assert_eq!(code, Some(1));
    assert_eq!(said[..4], ["check", "--format", "github", "--format"]);
    assert!(said[4].starts_with("markdown="));
    let rest = "--changed-since=origin/main --config=c.toml --baseline=b.toml --min-score=60 --format=sarif=r.sarif --jobs=1 --verbose -- \
                answers notes more";
    assert_eq!(said[5..].join(" "), rest);
}

#[test]
fn without_settings_everything_is_checked() {
    for paths in ["", " ", "."] {
        assert_eq!(arguments(&[("PATHS", paths)]).1[5..], ["--", "."]);
    }
    let (code, said) = arguments(&[("CHANGED_ONLY", "true")]);
    assert_eq!(code, Some(2));
    assert!(said[0].starts_with("::error::changed-only needs"), "{said:?}");
    assert_eq!(arguments(&[("CHANGED_ONLY", "true"), ("SINCE", "v1"), ("BASE", "main")]).1[5], "--changed-since=v1");
}

#[test]
fn what_looks_like_a_command_is_none() {
    let hostile = "$(touch made) `touch made` ; touch made * --help";
    let (_, said) = arguments(&[("PATHS", hostile), ("CONFIG", hostile), ("ARGS", hostile)]);
    assert_eq!(said[5], format!("--config={hostile}"));
    assert_eq!(said[6], hostile);
    assert_eq!(said[7..].join(" "), format!("-- {hostile}"));
}

#[test]
fn no_script_of_the_action_holds_an_expression() {
    for line in ACTION.lines().filter(|line| line.trim_start().starts_with("run:")) {
        assert!(!line.contains("${{") && !line.trim_end().ends_with(['|', '>']), "{line}");
    }
    assert_eq!(ACTION.matches("run: ").count(), 2);
}
