//! What the commands for authors say of input that is at fault: the place, the reason, the exit code, and that the rest is done.
//! `SNAPSHOTS=overwrite` writes the expected texts anew.

use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::str;
use std::fs;
use tempfile::TempDir;

/// A folder with files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    folder
}

/// The program in a folder.
fn rubrica(folder: &TempDir, args: &[&str]) -> Command {
    let unset = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"];
    let command = Command::new(cargo_bin!("rubrica")).current_dir(folder.path()).env("COLUMNS", "80").args(args);
    unset.iter().fold(command, |command, name| command.env_remove(name))
}

fn drafted(folder: &TempDir, more: &[&str]) -> OutputAssert {
    rubrica(folder, &[&["rubric", "draft", "--from", "questions.jsonl", "--out", "out"], more].concat()).assert()
}

const QUESTIONS: &str = "\
{\"id\":\"stack\",\"question\":\"What are the operations of a stack?\",\"reference\":[\"push and pop\"]}
{\"id\":\"stack\",\"question\":\"What does a queue do?\",\"reference\":[\"enqueue and dequeue\"]}
{\"id\":\"Stack\",\"question\":\"What does a queue do?\",\"reference\":[\"enqueue and dequeue\"]}
{\"id\":\"druck\",\"question\":\"Warum?\",\"reference\":[\"weil das wasser nicht durch die leitung kann und der druck daher steigt\"]}
{\"id\":\"ranked\",\"question\":\"What does a pump move?\",\"reference\":[\"water\"],\"rank\":3}
{\"id\":\"keyless\",\"question\":\"What?\",\"referense\":[\"this\"]}
{\"id\":\"open
[\"listed\", \"What?\", [\"this\"]]
{\"id\":\"last\",\"question\":\"What carries current?\",\"reference\":\"copper and other metals\"}
";

#[test]
fn of_lines_at_fault_each_is_told_and_the_others_are_drafted() {
    let folder = folder(&[("questions.jsonl", QUESTIONS.as_bytes())]);
    for more in [&[][..], &["--force"]] {
        drafted(&folder, more)
            .code(3)
            .stdout_eq(str![[r#"
3 rubrics in out
1 of them is thin: one term decides everything, and a comment says what to do

"#]])
            .stderr_eq(str![[r#"
error: questions.jsonl:2: the id stack stands in line 1 already
error: questions.jsonl:3: the id Stack stands in line 1 already
error: questions.jsonl:4: reference 1 is not English, as far as the word list knows
error: questions.jsonl:6: missing field `reference`; `referense` is near
error: questions.jsonl:7: no JSON: EOF while parsing a string, column 11
error: questions.jsonl:8: no JSON object: it is written as {"...": ..., ...}

"#]]);
        let kept = fs::read_to_string(folder.path().join("out/stack.toml")).expect("a rubric");
        assert!(kept.contains("push") && !kept.contains("dequeue"), "{kept}");
    }
    let mut names: Vec<_> = fs::read_dir(folder.path().join("out")).expect("a folder").map(|f| f.expect("a file").file_name()).collect();
    names.sort();
    assert_eq!(names, ["last.toml", "ranked.toml", "stack.toml"]);
}

#[test]
fn a_list_without_a_question_is_an_error() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF\n \r\n"] {
        drafted(&folder(&[("questions.jsonl", bytes)]), &[]).code(3).stdout_eq("").stderr_eq(str![[r#"
error: questions.jsonl: there is no question in it

"#]]);
    }
    let latin = b"{\"id\":\"caf\xe9\",\"question\":\"What?\",\"reference\":\"this\"}\n";
    drafted(&folder(&[("questions.jsonl", latin)]), &[]).code(3).stdout_eq("").stderr_eq(str![[r#"
error: questions.jsonl: is not UTF-8 (byte 10); it looks like Latin-1 or Windows-1252: save it as UTF-8

"#]]);
    drafted(&folder(&[("questions.jsonl", b"{\"id\":\0\x01")]), &[]).code(3).stdout_eq("").stderr_eq(str![[r#"
error: questions.jsonl: looks like a binary file (control byte at offset 6)

"#]]);
}

#[test]
fn a_reference_of_one_word_makes_a_rubric_that_says_so() {
    let folder =
        folder(&[("one.txt", b"CO2\n"), ("none.txt", b""), ("german.txt", "weil der druck in der leitung daher steigt".as_bytes())]);
    let draft = |file| rubrica(&folder, &["rubric", "draft", "--question", "Which gas do plants take in?", "--reference", file]).assert();
    draft("one.txt").code(0).stderr_eq("").stdout_eq(str![[r##"
# Drafted by rubrica from one reference answer. Check by hand, best against a few real answers:
# - Is every key point worth asking for? Take out examples and asides, and give the weights that you mean.
# - Are the heavy terms those that a right answer cannot do without? Weights: 5 rare, 4 usual, 3 common, 2 a word that turns the
#   meaning, less stands in the question or further up already.
# - `hint` holds words of the same family or of about the same meaning, worth half, from lists that do not know the subject:
#   take out what is wrong here, and put what is as good as the term itself into its pattern: "stone | rock".
# - It is thin: one term decides everything. Put other words for the same into its pattern, or draft again from longer or
#   more reference answers.
schema = 1
id = "which-gas-do-plants-take"
title = "Which gas do plants take in?"

[question]
prompt = "Which gas do plants take in?"
category = "knowledge"
difficulty = "medium" # a guess

[[key_point]]
id = "co2"
says = "CO2"
weight = 5 # from the weights of its terms
credit = "shared"
evidence = [
  { pattern = "co2", weight = 5 },
]

[scoring]
min_words = 1
half_at = 24 # a right answer need not have all the terms: with 24 % of their weight it has 50 points
form = "facts" # a word, a list or a denial can be the answer; "account" asks for sentences

[model_answer]
text = "CO2"

"##]]);
    draft("none.txt").code(3).stdout_eq("").stderr_eq(str![[r#"
error: reference 1 has no words in it

"#]]);
    draft("german.txt").code(3).stdout_eq("").stderr_eq(str![[r#"
error: reference 1 is not English, as far as the word list knows

"#]]);
}

const ANSWER: &str = "First I looked at metrics and traces to see which users were slow, and narrowed the latency down to one layer.";

fn calibrated(marks: &[u8]) -> OutputAssert {
    let other = format!("{ANSWER} Then I asked the others.");
    let folder = folder(&[("marks.csv", marks), ("a.md", ANSWER.as_bytes()), ("b.md", other.as_bytes())]);
    rubrica(&folder, &["calibrate", "marks.csv", "--quiet"]).assert()
}

#[test]
fn marks_without_their_columns_or_without_a_line_are_refused() {
    let files =
        ["File,Rubric,Mark\na.md,devops-03,3\n", "file,mark,a,b,c,d,e,f,g,h\n", "", "file,rubric,mark\n", "file,\"rubric,mark\na,b,3"];
    let told = files.map(|marks| {
        let ran = calibrated(marks.as_bytes()).code(2).stdout_eq("");
        String::from_utf8(ran.get_output().stderr.clone()).expect("text")
    });
    insta::assert_snapshot!(told.join("----\n"));
}

#[test]
fn rows_at_fault_are_told_by_place_and_the_others_compared() {
    let marks = "file,rubric,mark\na.md,devops-03,9\na.md,devops-03,-1\na.md,devops-03,\"2,5\"\na.md,devops-03\na.md,devops-03,3,4\n\
                 a.md,devops-03,3\na.md,devops-03,2\n/etc/hostname,devops-03,2\n../a.md,devops-03,2\nnone.md,devops-03,2\na.md,devops-3,2\n\
                 b.md,devops-03,2\nb.md,devops-03,\"2\nb.md,devops-03,2\n";
    let ran = calibrated(marks.as_bytes()).code(3);
    let output = ran.get_output();
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("marks.csv  2 answers marked on 0..4, 1 rubric\n"));
    insta::assert_snapshot!(String::from_utf8(output.stderr.clone()).expect("text"));
}

#[test]
fn marks_are_read_however_a_spreadsheet_writes_them() {
    let rows = format!("answer;rubric;mark\r\n\"{ANSWER}\r\nThen it was \"\"good\"\".\";devops-03;3\r\n;;\r\n");
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(rows.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [&b"\xEF\xBB\xBF"[..], rows.as_bytes()].concat();
    for marks in [rows.as_bytes(), &wide, &marked] {
        let ran = calibrated(marks).code(0).stderr_eq("");
        assert!(String::from_utf8_lossy(&ran.get_output().stdout).starts_with("marks.csv  1 answer marked on 0..4, 1 rubric\n"));
    }
    calibrated(b"file,rubric,mark\ncaf\xe9.md,devops-03,3\n").code(2).stdout_eq("").stderr_eq(str![[r#"
error: marks.csv: is not UTF-8 (byte 20); it looks like Latin-1 or Windows-1252: save it as UTF-8

"#]]);
}

#[test]
fn lines_of_a_stream_at_fault_come_back_in_their_place() {
    let lines = format!(
        "{{\"id\":1,\"rubric\":\"devops-03\",\"answer\":\"{ANSWER}\"}}\n{{\"id\":1,\"rubric\":\"devops-03\",\"answer\":\"{ANSWER}\"}}\n\
         {{\"id\":2,\"rubric\":\"devops-99\",\"answer\":\"x\"}}\n[3,\"devops-03\",\"x\"]\n{{\"id\":4,\"rubrik\":\"devops-03\",\"answer\":\"x\"}}\n"
    );
    let input: Vec<u8> = lines.bytes().chain(*b"{\"id\":5,\"rubric\":\"devops-03\",\"answer\":\"caf\xe9\"}\n").collect();
    rubrica(&folder(&[]), &["stream", "--fields", "band"]).stdin(input).assert().code(3).stderr_eq("").stdout_eq(str![[r#"
{"id":1,"band":null}
{"id":1,"band":null}
{"id":2,"error":"line 3: there is no rubric devops-99; nearest: devops-09, devops-01, devops-02"}
{"id":null,"error":"line 4: no JSON object: it is written as {/".../": ..., ...}"}
{"id":4,"error":"line 5: missing field `rubric`; `rubrik` is near"}
{"id":null,"error":"line 6: no JSON: invalid unicode code point, column 43"}

"#]]);
}

fn imported(page: &[u8]) -> OutputAssert {
    rubrica(&folder(&[("page.md", page)]), &["rubric", "import", "page.md", "--out", "out"]).assert()
}

#[test]
fn a_page_without_a_question_is_an_error() {
    for page in [&b""[..], b"# Notes\n\nJust words.\n"] {
        imported(page).code(3).stdout_eq("").stderr_eq(str![[r#"
error: page.md: there is no question in it
  hint: a question is a Markdown heading with sections such as "What Interviewers Look For" below it

"#]]);
    }
    imported(b"\x7fELF\x02\x01\x01\x00").code(3).stdout_eq("").stderr_eq(str![[r#"
error: page.md: looks like a binary file (control byte at offset 4)

"#]]);
    imported(b"# Caf\xe9\n\n## Key Points\n- one\n").code(3).stdout_eq("").stderr_eq(str![[r#"
error: page.md: is not UTF-8 (byte 5); it looks like Latin-1 or Windows-1252: save it as UTF-8

"#]]);
}

#[test]
fn two_questions_of_one_name_are_two_rubrics() {
    let page = "# What is a stack?\n\n## Key Points\n- push adds\n\n# What is a Stack?\n\n## Key Points\n- the last one in leaves first\n";
    imported(page.as_bytes()).code(0).stderr_eq("").stdout_eq(str![[r#"
question-what-is-a-stack  from line 1: 1 key point, 0 looks-for, 0 mistakes (0 of omission), 2 gaps
  gap in line 11, category: behavioral, technical, situational or knowledge; the page does not say
  gap in line 12, difficulty: the difficulty, which the page does not say
question-what-is-a-stack-2  from line 6: 1 key point, 0 looks-for, 0 mistakes (0 of omission), 2 gaps
  gap in line 12, category: behavioral, technical, situational or knowledge; the page does not say
  gap in line 13, difficulty: the difficulty, which the page does not say
  line 6 of the page: this is the question of line 1 again: they may belong together

2 rubrics: 2 key points, 0 looks-for, 0 mistakes; 4 gaps, 0 lines not placed
Written to out; rubrica rubric lint names the gaps that are left.

"#]]);
}
