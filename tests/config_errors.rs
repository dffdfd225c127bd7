//! What is said about a faulty `rubrica.toml`: one snapshot for each kind of fault, rendered as people see it.

use rubrica::batch::{Config, parse_config};
use rubrica::diagnostic::{Diagnostic, SourceFile};
use rubrica::report::diagnostics::render;
use std::sync::Arc;

fn parsed(text: &str) -> Result<Config, Vec<Diagnostic>> {
    parse_config(&Arc::new(SourceFile { name: "rubrica.toml".into(), text: text.to_owned().into() }))
}

/// One fault each: a name, the code, and the file.
const CASES: &[(&str, &str, &str)] = &[
    ("syntax", "toml-syntax", "[thresholds]\nscore = \n"),
    ("unknown-table", "unknown-key", "[threshold]\nscore = 60\n"),
    ("unknown-key", "unknown-key", "[thresholds]\nscores = 60\n"),
    ("unknown-part", "unknown-key", "[thresholds.rubric.devops-03]\nkeypoints = 60\n"),
    ("unknown-category", "unknown-key", "[thresholds.category.behavioural]\nscore = 60\n"),
    ("bad-glob", "bad-glob", "[answers]\ninclude = [\"answers/**/*.md\", \"notes/[a\"]\n"),
    ("bad-glob-of-a-map", "bad-glob", "[[map]]\nglob = \"{rubric}/{rubric}.md\"\n"),
    ("unknown-capture", "bad-glob", "[[map]]\nglob = \"{who}/*.md\"\nrubric = \"devops-{number}\"\n"),
    ("map-without-a-rubric", "missing-key", "[[map]]\nglob = \"answers/*.md\"\n"),
    ("map-without-a-glob", "missing-key", "[[map]]\nrubric = \"devops-03\"\n"),
    ("one-bracket", "wrong-type", "[map]\nglob = \"answers/*.md\"\n"),
    ("threshold-out-of-range", "out-of-range", "[thresholds]\nscore = 101\n"),
    ("threshold-that-is-no-number", "wrong-type", "[thresholds]\nscore = \"60\"\n"),
    ("threshold-that-is-nan", "out-of-range", "[thresholds]\nscore = nan\n"),
    ("never-reached", "never-reached", "[thresholds.category.knowledge]\nstructure = 50\n"),
    ("gate-that-is-no-bool", "wrong-type", "[gates]\nstar = \"yes\"\n"),
    ("open-gate", "open-gate", "[gates]\ncritical_mistake = true\n[severity]\ncritical-mistake = \"warning\"\n"),
    ("unknown-code", "unknown-key", "[severity]\nmissing = \"error\"\n"),
    ("unknown-severity", "not-allowed", "[severity]\nmissed = \"warn\"\n"),
    ("empty-value", "empty-value", "[rubrics]\nfolder = \"\"\n"),
    ("outer-path", "outer-path", "[rubrics]\nfolder = \"../rubrics\"\n"),
    ("outer-baseline", "outer-path", "[baseline]\nfile = \"/etc/baseline.toml\"\n"),
    ("missing-capture", "missing-capture", "[review]\nsubmissions = [\"{rubric}.md\"]\n"),
];

#[test]
fn each_fault_reads_well() {
    for (name, code, text) in CASES {
        let found = parsed(text).expect_err(name);
        assert_eq!(found.iter().map(|f| f.code).collect::<Vec<_>>(), [*code], "{name}");
        insta::assert_snapshot!(*name, render(&found, false));
    }
}

#[test]
fn every_fault_is_reported_at_once_in_order() {
    let text: String =
        CASES.iter().filter(|(name, ..)| ["unknown-key", "bad-glob", "unknown-severity"].contains(name)).map(|(.., text)| *text).collect();
    insta::assert_snapshot!("many", render(&parsed(&text).expect_err("faults"), false));
}

#[test]
fn an_empty_file_is_valid_and_asks_nothing() {
    let config = parsed("").unwrap_or_else(|faults| panic!("{}", render(&faults, false)));
    assert!(config.thresholds.is_empty() && config.by_rubric.is_empty() && config.by_category.is_empty() && config.levels.is_empty());
}

#[test]
fn every_code_is_described() {
    let page = include_str!("../docs/CHECK.md");
    for (_, code, _) in CASES {
        assert!(page.contains(&format!("`{code}`")), "{code} is not in docs/CHECK.md");
    }
}

#[test]
fn hostile_files_are_answered_quickly() {
    let texts = [
        format!("k = {}", "[".repeat(100_000)),
        format!("[answers]\ninclude = [\"{}\"]\n", "{a,".repeat(50_000)),
        format!("[answers]\ninclude = [{}]\n", "\"[\", ".repeat(5_000)),
        format!("[[map]]\nglob = \"{}\"\n", "{a}".repeat(20_000)),
        format!("[[map]]\nglob = \"{{rubric}}{}\"\n", "*".repeat(50_000)),
    ];
    for text in texts {
        if let Err(faults) = parsed(&text) {
            assert!(!render(&faults, false).is_empty());
        }
    }
}
