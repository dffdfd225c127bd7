//! `rubrica check` on repositories as people have them: what is found, what is said of it, and how the run ends. Each is made in a
//! folder of its own, so no test may rely on what lies around it.

mod baseline;
mod changed;
mod configuration;
mod discovery;
mod faults;
mod parts;
mod verdicts;

use serde_json::Value;
use snapbox::cmd::cargo_bin;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// An answer to bakery-01 that says all there is to say.
const GOOD: &str = "I check the yeast first, with a spoon of sugar in warm water, and I measure the temperature of the dough and of the \
room. The room was at 14 degrees, so I warm the dough and set a new batch with fresh yeast for the rolls. Then I call the shop at five \
and tell them that rolls come an hour late.\n";

/// One that looks for the cause and tells nobody.
const FAIR: &str = "I check the yeast first, with a spoon of sugar in warm water, and I measure the temperature of the dough and of the \
room. The room was at 14 degrees, so I warm the dough and set a new batch with fresh yeast for the rolls.\n";

/// One that does neither.
const POOR: &str = "I throw the whole dough away at once and begin from flour and water again, because there is no time for questions \
at four in the morning. If the customers have to wait then they have to wait, the queue will not run away from us.\n";

/// Every answer must reach 60 points.
const SIXTY: &str = "[thresholds]\nscore = 60\n";

/// A repository of answers with the rubrics of the test bank.
struct Repo(TempDir);

/// What a run said.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Repo {
    fn new(files: &[(&str, &str)]) -> Self {
        let repo = Self(tempfile::tempdir().expect("a temporary folder"));
        files.iter().for_each(|(name, text)| repo.write(name, text));
        repo
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file")
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("the file is there");
    }

    fn command(&self, folder: &str, args: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin!("rubrica"));
        command.current_dir(self.path(folder)).arg("check").args(args).arg("--rubrics").arg(bank());
        command.env("COLUMNS", "200").env("NO_COLOR", "1").stdin(Stdio::null());
        command
    }

    /// Runs `rubrica check` in a folder of the repository.
    fn check_in(&self, folder: &str, args: &[&str]) -> Ran {
        Ran::of(&self.command(folder, args).output().expect("it runs"))
    }

    fn check(&self, args: &[&str]) -> Ran {
        self.check_in(".", args)
    }

    /// Every answer as JSON.
    fn answers(&self, args: &[&str]) -> Vec<Value> {
        self.check(&[args, &["--format", "ndjson"]].concat()).answers()
    }

    /// File and verdict of each answer.
    fn verdicts(&self, args: &[&str]) -> Vec<(String, String)> {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.answers(args).iter().map(|a| (word(&a["file"]), word(&a["verdict"]))).collect()
    }

    fn files(&self, args: &[&str]) -> Vec<String> {
        self.verdicts(args).into_iter().map(|(file, _)| file).collect()
    }

    fn git(&self, args: &[&str]) {
        let names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"];
        let ran = Command::new("git").current_dir(self.0.path()).args(names).args(args).output().expect("git runs");
        assert!(ran.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }

    /// Everything as it is now, as a commit.
    fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "x"]);
    }
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    fn answers(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}\n{}", self.err))).collect()
    }

    /// Fails with everything that was said unless the code is this one.
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.out.contains(text), "{text:?} is not in stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn complains(self, text: &str) -> Self {
        assert!(self.err.contains(text), "{text:?} is not in stderr:\n{}\nstdout:\n{}", self.err, self.out);
        self
    }

    #[track_caller]
    fn never_says(self, text: &str) -> Self {
        assert!(!self.out.contains(text) && !self.err.contains(text), "{text:?} is in\n{}\n{}", self.out, self.err);
        self
    }
}

fn bank() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bank")
}

/// The codes of the issues of an answer, in order.
fn codes(answer: &Value) -> Vec<&str> {
    answer["issues"].as_array().expect("issues").iter().filter_map(|issue| issue["code"].as_str()).collect()
}

/// The first issue with this code.
#[track_caller]
fn issue<'a>(answer: &'a Value, code: &str) -> &'a Value {
    let issues = answer["issues"].as_array().expect("issues");
    issues.iter().find(|issue| issue["code"] == code).unwrap_or_else(|| panic!("no {code} in {issues:?}"))
}
