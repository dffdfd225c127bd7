//! The command line as people meet it. `tests/cmd/*.trycmd` and the console blocks of the README are run as they stand;
//! `TRYCMD=overwrite` writes them anew. Files that cannot be kept in a repository are made here; `SNAPSHOTS=overwrite` writes the
//! expected texts anew.

use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::{IntoData, str};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The settings of a terminal must not leak in.
const UNSET: [&str; 5] = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RUST_BACKTRACE"];

/// The program in a folder, with the test bank at hand.
fn rubrica(folder: &TempDir) -> Command {
    let command = Command::new(cargo_bin!("rubrica")).current_dir(folder.path());
    UNSET.iter().fold(command, |command, name| command.env_remove(name))
}

fn bank() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bank").display().to_string()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// Scores one file, which must fail with this message and exit code 3.
fn unread(folder: &TempDir, file: &str, message: impl IntoData) {
    let ran: OutputAssert = rubrica(folder).args(["score", file, "--rubrics", &bank()]).assert();
    ran.code(3).stdout_eq("").stderr_eq(message);
}

#[test]
fn commands_and_the_readme() {
    let cases = trycmd::TestCases::new();
    for name in UNSET {
        cases.env(name, "");
    }
    cases.env("COLUMNS", "80").case("tests/cmd/*.trycmd").case("README.md");
}

#[test]
fn a_missing_file() {
    unread(
        &folder(&[]),
        "none.md",
        str![[r#"
error: none.md: no such file or folder

"#]],
    );
}

#[test]
fn a_directory() {
    unread(
        &folder(&[("inner/a.md", b"")]),
        "inner",
        str![[r#"
error: inner: is a directory; name the files in it

"#]],
    );
}

#[test]
fn a_binary_file() {
    unread(
        &folder(&[("bakery-01.md", b"\x7fELF\x02\x01\x01\x00")]),
        "bakery-01.md",
        str![[r#"
error: bakery-01.md: looks like a binary file (control byte at offset 4)

"#]],
    );
}

#[test]
fn a_latin_1_file() {
    unread(
        &folder(&[("bakery-01.md", b"The caf\xe9 next door was open.")]),
        "bakery-01.md",
        str![[r#"
error: bakery-01.md: is not UTF-8 (byte 7); it looks like Latin-1 or Windows-1252: save it as UTF-8

"#]],
    );
}

#[test]
fn a_file_of_50_mb() {
    let folder = folder(&[]);
    let large = fs::File::create(folder.path().join("bakery-01.md")).expect("a file");
    large.set_len(50_000_000).expect("room");
    unread(
        &folder,
        "bakery-01.md",
        str![[r#"
error: bakery-01.md: is too large: 47.7 MiB, the limit is 2 MiB

"#]],
    );
}

#[test]
fn a_name_with_escapes_and_a_line_break() {
    unread(
        &folder(&[]),
        "\u{1b}[2J\n::error::.md",
        str![[r#"
error: ␛[2J ::error::.md: no such file or folder

"#]],
    );
}

#[test]
fn an_answer_without_a_rubric() {
    unread(
        &folder(&[("draft.md", b"The dough did not rise in the morning, so I checked the yeast.")]),
        "draft.md",
        str![[r#"
error: draft.md: no rubric is named for it; nearest: bakery-01 (Rescuing a batch of dough that does not rise), [..]
  hint: give --rubric ID, or write question = "ID" in its front matter, or start its file's name with the ID

"#]],
    );
}

#[test]
fn front_matter_with_an_unknown_id() {
    let text = b"+++\nquestion = \"bakery-11\"\n+++\n\nThe dough did not rise.\n";
    unread(
        &folder(&[("bakery-01.md", text)]),
        "bakery-01.md",
        str![[r#"
error: bakery-01.md: its front matter names no known rubric: question = "bakery-11"; nearest: bakery-01 (Rescuing a batch of dough that does not rise), [..]
  hint: give --rubric ID, or write question = "ID" in its front matter, or start its file's name with the ID

"#]],
    );
}

#[test]
fn an_empty_file_is_unscored_and_never_passes() {
    let folder = folder(&[("bakery-01.md", b"")]);
    rubrica(&folder).args(["score", "bakery-01.md", "--quiet", "--rubrics", &bank()]).assert().code(3).stderr_eq("").stdout_eq(str![[r#"
    -  -          ⊘ unscored  bakery-01.md  (empty: no text of the candidate's own (headings, code and comments do not count))

"#]]);
}

#[test]
fn what_can_be_scored_is_scored_whatever_else_is_wrong() {
    let folder = folder(&[("bakery-01.md", b"")]);
    let ran = rubrica(&folder).args(["score", "none.md", "bakery-01.md", "--quiet", "--rubrics", &bank()]).assert();
    ran.code(3).stdout_eq("[..]unscored  bakery-01.md[..]\n").stderr_eq("error: none.md: no such file or folder\n");
}

#[test]
fn a_faulty_rubric_comes_before_everything_and_is_told_once() {
    let folder = folder(&[("bakery-09-a.md", b"Words."), ("bakery-09-b.md", b"Words.")]);
    let faulty = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faulty").display().to_string();
    let ran = rubrica(&folder).args(["score", "none.md", "bakery-09-a.md", "bakery-09-b.md", "--rubrics", &faulty]).assert().code(2);
    let told = String::from_utf8_lossy(&ran.get_output().stderr).into_owned();
    assert!(told.contains("error: none.md: no such file or folder"), "{told}");
    assert!(told.contains("error: bakery-09-b.md: not scored, its rubric"), "{told}");
    assert_eq!(told.matches("unknown-key").count(), 1, "{told}");
}

#[test]
fn names_of_folders_and_standard_input_work() {
    let folder = folder(&[("bakery-01/anna.md", b"")]);
    let bank = bank();
    rubrica(&folder)
        .args(["score", "bakery-01/anna.md", "--quiet", "--rubrics", &bank])
        .assert()
        .stdout_eq("[..]unscored  bakery-01/anna.md[..]\n");
    let inside = folder.path().join("bakery-01");
    rubrica(&folder)
        .current_dir(inside)
        .args(["score", "anna.md", "-q", "--rubrics", &bank])
        .assert()
        .stdout_eq("[..]unscored  anna.md[..]\n");
    let ran = rubrica(&folder).args(["score", "-", "-q", "--rubrics", &bank]).stdin("# bakery-01\n").assert();
    ran.code(3).stdout_eq("[..]unscored  -[..]\n");
}

#[test]
fn a_rubric_may_be_a_path() {
    let folder = folder(&[("draft.md", b"")]);
    let path = format!("{}/bakery-01.toml", bank());
    rubrica(&folder).args(["score", "draft.md", "-q", "--rubric", &path]).assert().code(3).stdout_eq("[..]unscored  draft.md[..]\n");
    let ran = rubrica(&folder).args(["score", "draft.md", "--rubric", "none.toml"]).assert();
    ran.code(2).stdout_eq("").stderr_eq("error: none.toml: no such file or folder\n");
    rubrica(&folder).args(["score", "draft.md", "--rubrics", "."]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: .: holds no rubrics (*.toml files, here or one folder down)

"#]]);
}

#[test]
fn the_rubric_of_the_readme_is_a_rubric() {
    let readme = include_str!("../README.md");
    let (_, block) = readme.split_once("```toml\n").expect("a block of TOML");
    let (rubric, _) = block.split_once("```").expect("its end");
    let folder = folder(&[("backend-01.toml", rubric.as_bytes())]);
    rubrica(&folder).args(["show", "backend-01.toml", "--spoilers"]).assert().code(0).stderr_eq("");
}

#[test]
fn json_of_questions_acts_on_no_terminal() {
    let rubric = include_str!("bank/bakery-01.toml");
    let (_, title) = rubric.split_once("title = \"").expect("a title");
    let (title, _) = title.split_once('"').expect("its end");
    let folder = folder(&[("zz.toml", rubric.replacen(title, "turned \u{202e} about \u{9b}", 1).as_bytes())]);
    for args in [&["list", "--rubrics", "."][..], &["show", "./zz.toml", "--spoilers"]] {
        let ran = rubrica(&folder).args(args).args(["--format", "json"]).output().expect("it runs");
        let text = String::from_utf8(ran.stdout).expect("text");
        assert!(text.contains("turned \\u202e about") && !text.contains(['\u{202e}', '\u{9b}']), "{text}");
    }
}

#[test]
fn colour_is_for_those_who_ask_for_it() {
    let folder = folder(&[]);
    let list = || rubrica(&folder).args(["list", "--rubrics", &bank()]);
    let colored = |command: Command| command.output().expect("it runs").stdout.contains(&0x1b);
    assert!(!colored(list()));
    assert!(colored(list().args(["--color", "always"])));
    assert!(colored(list().env("CLICOLOR_FORCE", "1")));
    assert!(!colored(list().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")));
    assert!(colored(list().env("NO_COLOR", "1").args(["--color", "always"])));
}

#[test]
fn tables_fit_the_width() {
    let folder = folder(&[]);
    for width in [40, 64, 80, 120] {
        let ran = rubrica(&folder).env("COLUMNS", width.to_string()).args(["list", "--rubrics", &bank()]).output().expect("it runs");
        let text = String::from_utf8(ran.stdout).expect("text");
        let widest = text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
        assert!(widest <= width.max(64), "{width}: {widest}\n{text}");
    }
}

#[test]
fn manual_pages_and_completions_are_written() {
    let folder = folder(&[]);
    rubrica(&folder).args(["man", "pages/man1"]).assert().code(0).stdout_eq("").stderr_eq("");
    for page in ["rubrica", "rubrica-score", "rubrica-list", "rubrica-show", "rubrica-completions", "rubrica-man"] {
        let text = fs::read_to_string(folder.path().join(format!("pages/man1/{page}.1"))).expect("a page");
        assert!(text.contains(".TH"), "{page}");
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = rubrica(&folder).args(["completions", shell]).output().expect("it runs");
        assert!(ran.status.success() && String::from_utf8_lossy(&ran.stdout).contains("min-score"), "{shell}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_a_reader_that_leaves_is_not() {
    use std::process::{Command, Stdio};
    let list = || {
        let mut command = Command::new(cargo_bin!("rubrica"));
        command.args(["list", "--format", "json", "--rubrics", &bank()]);
        command
    };
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
    let ran = list().stdout(full).stderr(Stdio::piped()).output().expect("it runs");
    assert_eq!(ran.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&ran.stderr).starts_with("error: cannot write the output: "));
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let ran = list().stdout(writer).stderr(Stdio::piped()).output().expect("it runs");
    assert_eq!((ran.status.code(), ran.stderr), (Some(0), Vec::new()));
}

/// Questions for `rubric draft --from`, some of them at fault.
const QUESTIONS: &str = "\
{\"id\":\"stack\",\"question\":\"What are the operations of a stack?\",\"reference\":[\"push and pop\"]}

{\"id\":\"stack\",\"question\":\"Twice?\",\"reference\":[\"yes\"]}
{\"id\":\"../etc\",\"question\":\"Where?\",\"reference\":[\"here\"]}
{\"id\":\"open
{\"id\":\"empty\",\"question\":\"What?\",\"reference\":[\"...\"]}
{\"id\":\"keyless\",\"question\":\"What?\"}
{\"id\":\"Pump_1.a\",\"question\":\"What does a pump move?\",\"reference\":[\"water\"]}
";

#[test]
fn questions_at_fault_are_told_by_line_and_the_others_drafted() {
    let folder = folder(&[("questions.jsonl", QUESTIONS.as_bytes())]);
    let draft = || rubrica(&folder).args(["rubric", "draft", "--from", "questions.jsonl", "--out", "out"]).assert();
    let told = "2 rubrics in out\n1 of them is thin: one term decides everything, and a comment says what to do\n";
    draft().code(3).stdout_eq(told).stderr_eq(str![[r#"
error: questions.jsonl:3: the id stack stands in line 1 already
error: questions.jsonl:4: `../etc` cannot be an id: letters, digits, hyphens, underscores and dots are allowed, and the first is no mark
error: questions.jsonl:5: no JSON: EOF while parsing a string, column 11
error: questions.jsonl:6: reference 1 has no words in it
error: questions.jsonl:7: missing field `reference`

"#]]);
    let mended = "# mended by hand\n";
    fs::write(folder.path().join("out/stack.toml"), mended).expect("a file");
    draft().code(3);
    assert_eq!(fs::read_to_string(folder.path().join("out/stack.toml")).expect("a file"), mended);
}

#[test]
fn a_begun_rubric_is_written_beside_the_schema_and_never_over_another() {
    let folder = folder(&[("out/rubric.schema.json", b"{}")]);
    let begin = |more: &[&str]| rubrica(&folder).args(["rubric", "new", "--id", "roux-01", "--out", "out"]).args(more).assert();
    begin(&["--question", "What is a roux?", "--category", "knowledge"]).code(0).stdout_eq(str![[r#"
roux-01  begun: 0 key points, 0 looks-for, 0 mistakes (0 of omission), 3 gaps
  gap in line 19, evidence: what an answer should mention
  gap in line 25: [model_answer] with a text that deserves full marks
  gap in line 26: some [[test]]: answers that you have marked, good ones and poor ones
Written to out/roux-01.toml; `rubrica rubric lint out/roux-01.toml` names the gaps that are left.

"#]]);
    let written = || fs::read_to_string(folder.path().join("out/roux-01.toml")).expect("a file");
    let first = written();
    assert!(first.starts_with("#:schema ./rubric.schema.json\n"), "{first}");
    begin(&["--question", "Why?"]).code(3).stdout_eq("");
    assert_eq!(written(), first);
    begin(&["--question", "Why?", "--force"]).code(0);
    assert_ne!(written(), first);
    rubrica(&folder).args(["rubric", "fmt", "--check", "out/roux-01.toml"]).assert().code(0);
}

#[test]
fn a_folder_that_cannot_be_written_to_is_an_error() {
    let folder = folder(&[("questions.jsonl", QUESTIONS.as_bytes()), ("file", b"x")]);
    let ran = rubrica(&folder).args(["rubric", "draft", "--from", "questions.jsonl", "--out", "file/inner"]).assert();
    ran.code(3).stdout_eq("");
    rubrica(&folder).args(["rubric", "draft", "--from", "none.jsonl", "--out", "out"]).assert().code(3).stderr_eq(str![[r#"
error: none.jsonl: no such file or folder

"#]]);
}

/// A stream of lines over the drafted rubrics.
fn streamed(input: &str, more: &[&str]) -> OutputAssert {
    let folder = folder(&[("questions.jsonl", QUESTIONS.as_bytes())]);
    rubrica(&folder).args(["rubric", "draft", "--from", "questions.jsonl", "--out", "out"]).assert().code(3);
    fs::write(folder.path().join("out/faulty.toml"), "id = \"faulty\"\nwrong wrong\n").expect("a file");
    rubrica(&folder).args(["stream", "--rubrics", "out"]).args(more).stdin(input).assert()
}

#[test]
fn a_stream_gives_a_line_for_each_in_order() {
    let lines = "\
{\"id\":1,\"rubric\":\"stack\",\"answer\":\"push, pop\"}
{\"id\":{\"deep\":[1]},\"rubric\":\"Pump_1.a\",\"answer\":\"oil\\u0007\"}

{\"id\":\"three\",\"rubric\":\"stack\",\"answer\":\"\"}
{\"id\":\"four\",\"rubric\":\"stak\",\"answer\":\"pop\"}
{\"id\":\"five\",\"rubric\":\"stack\"}
no json
{\"id\":\"seven\\u202e\",\"rubric\":\"stack\",\"answer\":\"pop\"}
";
    streamed(lines, &[]).code(3).stderr_eq("").stdout_eq(str![[r#"
{"id":1,"score":100.0,"band":{"level":4,"name":"excellent"},"status":"scored","reason":null,"confidence":{"level":"high","reason":"clear of the edges of its band, with quotations behind it"}}
{"id":{"deep":[1]},"score":0.0,"band":{"level":0,"name":"no answer"},"status":"scored","reason":null,"confidence":{"level":"high","reason":"clear of the edges of its band, with quotations behind it"}}
{"id":"three","score":null,"band":null,"status":"unscored","reason":"empty: no text of the candidate's own (headings, code and comments do not count)","confidence":{"level":"low","reason":"unscored"}}
{"id":"four","error":"line 5: there is no rubric stak; nearest: stack, faulty, Pump_1.a"}
{"id":"five","error":"line 6: missing field `answer`"}
{"id":null,"error":"line 7: no JSON: expected ident, column 2"}
{"id":"seven/u202e","score":77.0,"band":{"level":3,"name":"good"},"status":"scored","reason":null,"confidence":{"level":"high","reason":"clear of the edges of its band, with quotations behind it"}}

"#]]);
    streamed("{\"id\":1,\"rubric\":\"stack\",\"answer\":\"pop\"}", &["--fields", "band,score"]).code(0).stdout_eq(str![[r#"
{"id":1,"band":{"level":3,"name":"good"},"score":77.0}

"#]]);
    streamed("", &[]).code(0).stdout_eq("");
    streamed("{\"id\":1,\"rubric\":\"faulty\",\"answer\":\"pop\"}\n{", &["--fields", "score"]).code(2).stdout_eq(str![[r#"
{"id":1,"error":"its rubric has a fault: out/faulty.toml:2:7: key with no value, expected `=`"}
{"id":null,"error":"line 2: no JSON: EOF while parsing an object, column 1"}

"#]]);
    streamed("", &["--fields", "points"]).code(2);
}

#[test]
fn ten_thousand_answers_come_back_in_order() {
    let line = |n: usize| format!("{{\"id\":{n},\"rubric\":\"stack\",\"answer\":\"push{}\"}}\n", " and pop".repeat(n % 3));
    let input: String = (0..10_000).map(line).collect();
    let ran = streamed(&input, &["--fields", "score"]).code(0);
    let output = String::from_utf8(ran.get_output().stdout.clone()).expect("text");
    let score = |n: usize| if n.is_multiple_of(3) { "77.0" } else { "100.0" };
    let expected: String = (0..10_000).map(|n| format!("{{\"id\":{n},\"score\":{}}}\n", score(n))).collect();
    assert!(output == expected, "{}", &output[..400]);
}
