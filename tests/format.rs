//! The stable form of rubrics: no value and no comment changes, and what is in form stays as it is.

use rubrica::authoring::format::format;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// How often each comment stands in a file; lines of texts that look like one count on both sides.
fn comments(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for comment in text.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment.trim().to_owned()) {
        *found.entry(comment).or_default() += 1;
    }
    found
}

#[test]
fn every_rubric_keeps_its_values_and_comments_and_is_formed_once_for_all() {
    for bank in ["rubrics/devops", "tests/bank"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(bank)).expect("a bank") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a rubric");
            let formed = format(&text).expect("TOML");
            let values = |text: &str| toml::from_str::<toml::Table>(text).expect("TOML");
            assert_eq!(values(&text), values(&formed), "{}", path.display());
            assert_eq!(comments(&text), comments(&formed), "{}", path.display());
            assert_eq!(format(&formed).expect("TOML"), formed, "{}", path.display());
        }
    }
}

#[test]
fn rubrics_of_the_bank_are_in_form_and_name_their_schema_first() {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rubrics/devops")).expect("a bank") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a rubric");
        let formed = format(&text).expect("TOML");
        let named = [&text, &formed].map(|text| text.lines().next().and_then(|line| line.strip_prefix("#:schema ")));
        let schema = named[0].and_then(|named| path.parent().map(|folder| folder.join(named)));
        assert!(schema.is_some_and(|schema| schema.is_file()) && named[0] == named[1], "{}: {named:?}", path.display());
        assert!(text == formed, "{}: `rubrica rubric fmt` puts it into form", path.display());
    }
}

#[test]
fn tables_and_keys_come_in_order_with_their_comments() {
    let formed = format(
        "# Head.\nid=\"a\" # its name\nschema   = 1\n\n\n# one\n[[key_point]]\nweight = 1\n# why\nid = \"k\"\n[question]\nprompt = \"Q\"\n\n# end\n",
    );
    assert_eq!(
        formed.expect("TOML"),
        "# Head.\nschema = 1\nid = \"a\" # its name\n\n[question]\nprompt = \"Q\"\n\n# one\n[[key_point]]\n# why\nid = \"k\"\nweight = 1\n\n# end\n"
    );
    assert!(format("a = ").is_err());
}
