//! The guide for rubric writers, followed as it stands: its files are written, its tables put into the rubric and its commands run, in
//! the order of the page and in an empty folder. `GUIDE=overwrite cargo test --test guide` writes the outputs anew.
#![cfg(unix)]

use rubrica::authoring::format::format;
use snapbox::cmd::cargo_bin;
use snapbox::{Assert, IntoData};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The settings of a terminal must not leak in.
const UNSET: [&str; 5] = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "TERM"];
/// The rubric that is written in the course of the guide.
const RUBRIC: &str = "our-rubrics/teacher-01.toml";

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A fenced block: what stands behind the fence, and its lines.
struct Block {
    info: String,
    text: String,
}

/// The blocks of a page with the text around them: `(what stands before, block)`, and what stands behind the last.
fn blocks(page: &str) -> (Vec<(String, Block)>, String) {
    let mut blocks = Vec::new();
    let (mut before, mut open): (String, Option<Block>) = (String::new(), None);
    for line in page.split_inclusive('\n') {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Block { info: info.trim().to_owned(), text: String::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take().map(|block| (std::mem::take(&mut before), block))),
            (Some(block), None) => block.text.push_str(line),
            (None, None) => before.push_str(line),
        }
    }
    assert!(open.is_none(), "a fence is open");
    (blocks, before)
}

/// The tables of a rubric's file: the lines from one header to the next, the first without a header.
fn tables(text: &str) -> Vec<String> {
    let mut tables = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            tables.push(String::new());
        }
        tables.last_mut().expect("one").push_str(line);
    }
    tables
}

/// What tells a table from the others: its header and its name.
fn key(table: &str) -> (&str, Option<&str>) {
    let named = |line: &&str| ["id = ", "name = ", "says = "].iter().any(|key| line.starts_with(key));
    let header = table.lines().next().unwrap_or_default();
    (header, table.lines().find(named).filter(|_| header.starts_with("[[")))
}

/// Does what a reader does with tables: puts them in the place of those with the same name, or adds them; what a gap has asked for by
/// the name of its table is there then.
fn put(into: &str, block: &str) -> String {
    let mut all = tables(into);
    let new: Vec<String> = tables(block).into_iter().skip(1).collect();
    for table in &new {
        let header = key(table).0;
        for known in &mut all {
            let kept = known.split_inclusive('\n').filter(|line| !(line.starts_with("# gap:") && line.contains(header)));
            *known = kept.collect();
        }
        let table = format!("{}\n\n", table.trim_end());
        match all.iter_mut().find(|known| key(known) == key(&table)) {
            Some(known) => *known = table,
            None => all.push(table),
        }
    }
    format(&all.concat()).expect("TOML")
}

fn run(line: &str, folder: &Path) -> (i32, String) {
    let program = cargo_bin!("rubrica");
    let path = std::env::join_paths(
        program.parent().map(Path::to_owned).into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let mut command = Command::new("sh");
    UNSET.iter().for_each(|name| _ = command.env_remove(name));
    command.args(["-c", &format!("{line} 2>&1")]).current_dir(folder).env("PATH", path.expect("a path")).env("COLUMNS", "80");
    let ran = command.output().expect("the shell runs");
    (ran.status.code().unwrap_or(-1), String::from_utf8(ran.stdout).expect("UTF-8"))
}

/// Whether what came out is written into the guide, instead of compared.
fn overwrites() -> bool {
    std::env::var_os("GUIDE").is_some_and(|what| what == "overwrite")
}

/// A text with one line end behind it; nothing is nothing.
fn ended(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("{}\n", text.trim_end()) }
}

/// Runs a block of commands with what they show; returns the block as it came out.
fn console(block: &str, folder: &Path) -> String {
    let mut shown = String::new();
    for part in format!("\n{block}").split("\n$ ").skip(1) {
        let (line, rest) = part.split_once('\n').unwrap_or((part, ""));
        let (expected_code, expected) = match rest.strip_prefix("? ").and_then(|rest| rest.split_once('\n')) {
            Some((code, rest)) => (code.parse().expect("an exit code"), rest),
            None => (0, rest),
        };
        let (code, out) = run(line, folder);
        let status = if code == 0 { String::new() } else { format!("? {code}\n") };
        // A block that is shown in part stays as it is.
        let whole = !expected.lines().any(|line| line == "...");
        if overwrites() && whole {
            shown.push_str(&format!("$ {line}\n{status}{}", ended(&out)));
            continue;
        }
        assert_eq!(code, expected_code, "{line}\n{out}");
        let expected = ended(expected);
        Assert::new().eq(ended(&out), expected.clone().into_data());
        shown.push_str(&format!("$ {line}\n{status}{expected}"));
    }
    shown
}

#[test]
fn the_guide_can_be_followed_word_by_word() {
    let path = project("docs/RUBRICS.md");
    let page = fs::read_to_string(&path).expect("the guide");
    let folder = tempfile::tempdir().expect("a folder");
    let (blocks, end) = blocks(&page);
    let mut again = String::new();
    for (before, block) in &blocks {
        let (kind, name) = block.info.split_once(' ').map_or((block.info.as_str(), None), |(kind, name)| (kind, Some(name)));
        let mut text = block.text.clone();
        match (kind, name) {
            ("console", None) => text = console(&block.text, folder.path()),
            ("sh", None) => {
                let (code, out) = run(&format!("{{\n{}}}", block.text), folder.path());
                assert_eq!(code, 0, "{}{out}", block.text);
            }
            ("toml", Some(name)) => {
                let file = folder.path().join(name);
                let known = fs::read_to_string(&file).expect("a rubric that was begun");
                fs::write(&file, put(&known, &block.text)).expect("room");
                let (code, out) = run(&format!("rubrica show {name}"), folder.path());
                assert_eq!(code, 0, "{}{out}", block.text);
            }
            ("toml", None) => _ = format(&block.text).expect("TOML"),
            (_, Some(name)) => fs::write(folder.path().join(name), &block.text).expect("room"),
            _ => panic!("a block that nothing runs: {}\n{}", block.info, block.text),
        }
        again.push_str(&format!("{before}```{}\n{text}```\n", block.info));
    }
    again.push_str(&end);
    if again != page {
        fs::write(&path, again).expect("the guide is written anew");
    }
    let finished = fs::read_to_string(folder.path().join(RUBRIC)).expect("the rubric");
    // What stands above the first key was for whoever completes it.
    let bare = |text: &str| text.lines().skip_while(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n");
    let example = project("examples/rubrics/teacher-01.toml");
    if overwrites() {
        fs::write(&example, format!("{}\n", bare(&finished))).expect("the example is written anew");
    }
    Assert::new().eq(bare(&finished), bare(&fs::read_to_string(example).expect("the example")).into_data());
}
