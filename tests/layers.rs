//! Keeps the floors of `docs/ARCHITECTURE.md`: a file imports from its own room and from lower floors, never from above or from a
//! neighbour. Test code counts as well.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor, lowest first.
const FLOORS: [&[&str]; 10] = [
    &["span", "diagnostic", "agreement"],
    &["text", "tables"],
    &["answer", "lexicon"],
    &["rubric"],
    &["engine"],
    &["score"],
    &["batch"],
    &["review", "authoring"],
    &["report"],
    &["cli"],
];

/// Functions of the crate's root that put floors together, and the highest floor that they use.
const PIPELINE: [(&str, usize); 3] = [("grade", 5), ("grade_with", 5), ("explain", 5)];

/// Two small files that have no floor above them: a diagnostic points with a span.
const SHARED: [(&str, &str); 1] = [("diagnostic", "span")];

fn floor(room: &str) -> Option<usize> {
    let piped = PIPELINE.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor);
    FLOORS.iter().position(|rooms| rooms.contains(&room)).or(piped)
}

/// What is wrong with the imports of one file, given the room it is in.
fn violations(room: &str, source: &str) -> Vec<String> {
    let Some(own) = floor(room) else { return vec![format!("{room} is in no floor: put it into tests/layers.rs")] };
    let wrong = |used: &String| match floor(used) {
        _ if used == room || SHARED.contains(&(room, used.as_str())) => None,
        Some(floor) if floor < own => None,
        Some(floor) => Some(format!("{room} (floor {own}) uses {used} (floor {floor})")),
        None => Some(format!("{room} uses crate::{used}, which is in no floor")),
    };
    rooms_used(source).iter().filter_map(wrong).collect()
}

/// The first names behind every `crate::` and `rubrica::` outside of comments and strings.
fn rooms_used(source: &str) -> BTreeSet<String> {
    let code = code_only(source);
    let mut used = BTreeSet::new();
    for root in ["crate::", "rubrica::"] {
        for (at, _) in code.match_indices(root) {
            let inside_a_word = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
            let rest = &code[at + root.len()..];
            match rest.strip_prefix('{') {
                _ if inside_a_word => {}
                Some(group) => used.extend(group_heads(group)),
                None => used.extend(head(rest)),
            }
        }
    }
    used
}

fn head(path: &str) -> Option<String> {
    let name: String = path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// The first names of `{a::x, b::{y, z}, c}`, whose opening brace is gone.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.extend(head(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.extend(head(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    heads
}

/// The source without line comments and without what stands in string literals.
fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let in_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => string(rest),
            '\'' => character(rest),
            'r' if !in_word || code.ends_with('b') => raw_string(rest),
            _ => 0,
        };
        if skipped == 0 {
            code.push(c);
        }
        rest = &rest[if skipped == 0 { c.len_utf8() } else { skipped }..];
    }
    code
}

/// The length of a string literal.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| match c {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        c => *c == '"',
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

/// The length of a character literal; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => rest[3.min(rest.len())..].find('\'').map_or(rest.len(), |at| at + 4),
        Some(_) => chars.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

/// The length of a raw string literal; 0 when an `r` opens none.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].bytes().take_while(|b| *b == b'#').count();
    if !rest[1 + hashes..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = 2 + hashes;
    rest[body..].find(&end).map_or(rest.len(), |at| body + at + end.len())
}

/// The room of a file: the first part of its path in `src`.
fn room(path: &Path) -> String {
    let first = path.iter().next().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    first.strip_suffix(".rs").map_or(first.clone(), str::to_owned)
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    files.sort();
    let relative = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file");
        (path.strip_prefix(&src).expect("inside src").to_owned(), text)
    };
    files.into_iter().map(relative).collect()
}

#[test]
fn imports_point_only_downwards() {
    let exempt = ["lib.rs", "main.rs"].map(Path::new);
    let mut wrong = Vec::new();
    for (path, source) in sources().iter().filter(|(path, _)| !exempt.contains(&path.as_path())) {
        wrong.extend(violations(&room(path), source).iter().map(|v| format!("src/{}: {v}", path.display())));
    }
    assert!(wrong.is_empty(), "imports must point downwards:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> = sources().iter().filter(|(_, s)| !s.starts_with("//! ")).map(|(p, _)| p.display().to_string()).collect();
    assert!(silent.is_empty(), "no opening comment: {silent:?}");
}

#[test]
fn only_the_command_line_prints_or_ends_the_process() {
    let exempt = |path: &Path| path.starts_with("cli") || path == Path::new("main.rs");
    let acts = ["println!", "print!", "eprintln!", "eprint!", "process::exit", "io::stdout", "io::stderr", "ExitCode"];
    for (path, source) in sources().iter().filter(|(path, _)| !exempt(path)) {
        let code = code_only(source);
        for act in acts {
            assert!(!code.contains(act), "src/{} uses {act}", path.display());
        }
    }
}

#[test]
fn a_violation_is_caught_however_it_is_written() {
    let caught = |room, source| !violations(room, source).is_empty();
    assert!(caught("text", "use crate::rubric::Rubric;"));
    assert!(caught("answer", "use crate::lexicon::Lexicon;"), "a neighbour on the same floor");
    assert!(caught("engine", "use crate::{span::Span, score::{Points, Band}};"));
    assert!(caught("engine", "use crate::{\n    text::Text,\n    cli,\n};"));
    assert!(caught("score", "fn f() { let x = crate::batch::load(); }"));
    assert!(caught("score", "#[cfg(test)]\nmod tests {\n    use crate::report::text;\n}"));
    assert!(caught("score", "pub(in crate::cli) fn f() {}"));
    assert!(caught("engine", "let c = '\"'; use crate::score::Points;"));
    assert!(caught("engine", r##"let c = '\"'; let d = r#"""#; let e = "\\"; fn f<'a>() {} use crate::score::Points;"##));
    assert!(caught("attic", ""), "a room that no floor knows");
    assert!(caught("span", "use crate::diagnostic::Diagnostic;"));
    assert!(caught("rubric", "use crate::grade;"));
}

#[test]
fn what_is_allowed_is_let_through() {
    let fine = |room, source| violations(room, source).is_empty();
    assert!(fine("rubric", "use crate::{span::Span, lexicon::{Lexicon, Pattern}}; use crate::rubric::Bank;"));
    assert!(fine("diagnostic", "use crate::span::Span;"));
    assert!(fine("text", "// see crate::rubric\nlet a = \"crate::cli\"; use mycrate::cli;"));
    assert!(fine("text", "let a = r#\"he said \" crate::cli \"#; let b = 'x';"));
    assert!(fine("batch", "crate::grade(a, b, c)"));
    assert!(fine("text", "pub(crate) fn f() { super::g(); self::h(); }"));
}
