//! Keeps `docs/FORMAT.md`, `docs/LINTS.md`, `docs/CHECK.md` and `docs/REPORTS.md` true: examples parse, and every key, code and format
//! is named.

use rubrica::batch::{IssueCode, TEMPLATE, parse_config};
use rubrica::diagnostic::{Diagnostic, SourceFile};
use rubrica::lexicon::Lexicon;
use rubrica::report::diagnostics::render;
use rubrica::rubric::{parse, parse_concepts};
use std::collections::BTreeSet;
use std::sync::Arc;

const PAGE: &str = include_str!("../docs/FORMAT.md");

/// A key that no file may hold.
const UNKNOWN: &str = "qqq-unknown";

fn examples() -> Vec<String> {
    examples_of(PAGE)
}

fn examples_of(page: &str) -> Vec<String> {
    page.split("```toml\n").skip(1).filter_map(|block| block.split("```").next()).map(str::to_owned).collect()
}

/// Reads a file as what it says it is: a rubric has a schema, a file of concepts has none.
fn faults(text: &str) -> Vec<Diagnostic> {
    let file = Arc::new(SourceFile { name: "docs/FORMAT.md".to_owned(), text: text.to_owned().into() });
    let lexicon = Lexicon::built_in();
    match text.contains("schema = ") {
        true => parse(&file, &lexicon).err().unwrap_or_default(),
        false => parse_concepts(&file, &lexicon).err().unwrap_or_default(),
    }
}

#[test]
fn the_examples_are_valid() {
    let examples = examples();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let found = faults(&example);
        assert!(found.is_empty(), "{}", render(&found, false));
    }
}

#[test]
fn every_key_is_on_the_page_and_in_the_example() {
    let example = examples().remove(0);
    // An unknown key in each table makes the parser say which keys it knows there.
    let line = |line: &str| match line.starts_with('[') {
        true => format!("{line}\n{UNKNOWN} = 0\n"),
        false => format!("{}\n", line.replace("{ ", &format!("{{ {UNKNOWN} = 0, "))),
    };
    let spoiled: String = std::iter::once(format!("{UNKNOWN} = 0\n")).chain(example.lines().map(line)).collect();
    let hints = faults(&spoiled).into_iter().filter(|fault| fault.code == "unknown-key").filter_map(|fault| fault.hint);
    let lists: Vec<String> = hints.filter_map(|hint| hint.strip_prefix("the keys here are ").map(str::to_owned)).collect();
    let keys: BTreeSet<&str> = lists.iter().flat_map(|list| list.split(", ")).collect();
    assert!(keys.len() > 40, "{keys:?}");
    for key in keys {
        assert!(PAGE.contains(&format!("`{key}`")), "`{key}` is not described");
        let used = [format!("{key} = "), format!("[{key}]"), format!(".{key}]")].iter().any(|form| example.contains(form));
        assert!(used, "`{key}` is not in the example");
    }
}

#[test]
fn every_lint_is_described() {
    let page = include_str!("../docs/LINTS.md");
    let described: BTreeSet<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let known: BTreeSet<&str> = rubrica::authoring::lint::CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(described, known);
}

#[test]
fn every_format_of_a_check_is_described() {
    let refused = std::process::Command::new(env!("CARGO_BIN_EXE_rubrica")).args(["check", "--format", "none-such"]).output();
    let refused = String::from_utf8(refused.expect("the program runs").stderr).expect("UTF-8");
    let list = refused.lines().find_map(|line| line.split_once("there are ")).map(|(_, list)| list.trim().to_owned());
    let known: BTreeSet<String> = list.expect("a list of formats").split(", ").map(str::to_owned).collect();
    let page = include_str!("../docs/REPORTS.md");
    let rows = page.lines().filter(|line| ["| machine |", "| integration |", "| human |"].iter().any(|group| line.contains(group)));
    let described: BTreeSet<String> = rows.filter_map(|line| line.strip_prefix("| `")?.split('`').next()).map(str::to_owned).collect();
    assert_eq!(described, known);
}
const CHECK: &str = include_str!("../docs/CHECK.md");

#[test]
fn every_code_of_a_check_is_described_with_its_level() {
    let rows = CHECK.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")).filter(|row| row.matches(" | ").count() == 2);
    let levels = ["| error |", "| warning |", "| note |"];
    let described: Vec<&str> = rows.filter(|row| levels.iter().any(|level| row.contains(level))).collect();
    let known: Vec<String> = IssueCode::all().map(|c| format!("{}` | {} | {}", c.name(), c.usual_level().name(), c.meaning())).collect();
    assert_eq!(described, known);
}

#[test]
fn the_configuration_of_the_page_is_valid_and_has_every_key_as_has_the_template() {
    let parsed = |text: &str| parse_config(&Arc::new(SourceFile { name: "rubrica.toml".to_owned(), text: text.to_owned().into() }));
    let example = examples_of(CHECK).remove(0);
    assert!(parsed(&example).is_ok(), "{}", render(&parsed(&example).unwrap_err(), false));
    // An unknown key in each table makes the reader say which keys it knows there.
    let line = |line: &str| if line.starts_with('[') { format!("{line}\n{UNKNOWN} = 0\n") } else { format!("{line}\n") };
    let spoiled: String = std::iter::once(format!("{UNKNOWN} = 0\n")).chain(example.lines().map(line)).collect();
    let hints = parsed(&spoiled).unwrap_err().into_iter().filter_map(|fault| fault.hint);
    let lists: Vec<String> = hints.filter_map(|hint| hint.strip_prefix("the keys here are ").map(str::to_owned)).collect();
    let keys: BTreeSet<&str> = lists.iter().flat_map(|list| list.split(", ")).collect();
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys {
        let used = |text: &str| {
            [format!("{key} = "), format!("[{key}]"), format!("[{key}."), format!(".{key}.")].iter().any(|form| text.contains(form))
        };
        assert!(used(&example) && used(&TEMPLATE.replace("also looks_for, structure, delivery", "looks_for = delivery = ")), "`{key}`");
    }
}
