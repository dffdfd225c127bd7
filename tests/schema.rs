//! The schema of rubrics: the file that is kept is current, and its types take every rubric that the parser takes.

use rubrica::authoring::schema::{RubricFile, schema};
use std::path::Path;
use std::{env, fs};

#[test]
fn the_schema_that_is_kept_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/rubric.schema.json");
    let current = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    if env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, &current).expect("a file");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == current, "SNAPSHOTS=overwrite cargo test --test schema writes {}", path.display());
}

#[test]
fn the_types_of_the_schema_take_every_rubric_and_the_example_of_the_format() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rubrics: Vec<String> = Vec::new();
    for bank in ["rubrics/devops", "tests/bank"] {
        for entry in fs::read_dir(folder.join(bank)).expect("a bank") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|e| e == "toml") {
                rubrics.push(fs::read_to_string(path).expect("a rubric"));
            }
        }
    }
    assert!(rubrics.len() >= 15);
    let example = include_str!("../docs/FORMAT.md").split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    rubrics.push(example.expect("an example").to_owned());
    for rubric in rubrics {
        let read: Result<RubricFile, _> = toml::from_str(&rubric);
        assert!(read.is_ok(), "{}", read.unwrap_err());
    }
}

#[test]
fn a_key_that_the_parser_does_not_know_is_in_no_type() {
    for spoiled in ["qqq = 1\n", "schema = 1\n[question]\nqqq = 1\n"] {
        assert!(toml::from_str::<RubricFile>(spoiled).is_err());
    }
}
