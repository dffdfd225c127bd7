//! Calibrations of small files of marks: the figures and everything behind them, what is wrong with lines, and text that is hostile.

use rubrica::authoring::calibrate::{Calibration, Scale, calibrate};
use rubrica::batch::Shelf;
use rubrica::diagnostic::{Diagnostic, SourceFile};
use rubrica::report::calibration::{html, json};
use rubrica::report::text::{self, Style, Verbosity};
use rubrica::rubric::parse;
use rubrica::span::LineIndex;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const LATENCY: &str = include_str!("../rubrics/devops/03-latency-spikes.toml");

/// Some marked answers of the bank, as lines; more columns and their cells may follow.
fn bank_marks(more: &str, cell: impl Fn(&str) -> &'static str) -> String {
    let file = Arc::new(SourceFile { name: "03.toml".to_owned(), text: LATENCY.into() });
    let rubric = parse(&file, &Shelf::built_in().lexicon).expect("a valid rubric");
    let mut marks = format!("answer,rubric,mark{more}\n");
    for test in &rubric.tests {
        let (answer, mark) = (test.answer.replace('"', "\"\""), test.mark.expect("a mark"));
        marks.push_str(&format!("\"{answer}\",devops-03,{mark}{}\n", cell(&test.name)));
    }
    marks
}

fn of(marks: &str, folder: &Path, scale: &str) -> Result<Calibration, Vec<Diagnostic>> {
    let file = Arc::new(SourceFile { name: "marks.csv".to_owned(), text: marks.to_owned().into() });
    calibrate(&file, folder, scale.parse::<Scale>().expect("a scale"), &Shelf::built_in())
}

fn here(marks: &str) -> Calibration {
    of(marks, Path::new(""), "0..4").unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn shown(calibration: &Calibration, verbosity: Verbosity) -> String {
    colored::control::set_override(false);
    let mut out = Vec::new();
    text::calibration(&mut out, calibration, Style { width: 80, verbosity, threshold: None }).expect("written");
    String::from_utf8(out).expect("text")
}

fn written(calibration: &Calibration, by: fn(&mut dyn std::io::Write, &Calibration) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    by(&mut out, calibration).expect("written");
    String::from_utf8(out).expect("text")
}

/// Every fault as `line:column code`.
fn places(calibration: &Calibration) -> Vec<String> {
    let place = |f: &Diagnostic| LineIndex::new(&f.file.text).place(f.span.start);
    calibration.faults.iter().map(|f| format!("{}:{} {}", place(f).line, place(f).column, f.code)).collect()
}

#[test]
fn text_of_the_banks_marked_answers() {
    let marks = bank_marks(",verify-fix,single-layer", |name| if name.starts_with("strong") { ",met," } else { ",missed,0" });
    insta::assert_snapshot!(shown(&here(&marks), Verbosity::Normal));
}

#[test]
fn json_of_a_few_answers_is_the_same_every_time() {
    let marks = bank_marks("", |_| "");
    let (first, again) = (written(&here(&marks), json), written(&here(&marks), json));
    assert_eq!(first, again);
    let mut document: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    // The patterns are the rubric's own; the first of them show the form.
    for fall in document["rubrics"][0]["waterfalls"].as_array_mut().expect("waterfalls") {
        fall["patterns"].as_array_mut().expect("patterns").truncate(1);
    }
    document["rubrics"][0]["waterfalls"].as_array_mut().expect("waterfalls").truncate(2);
    document["rubrics"][0]["sha256"] = "...".into();
    document["furthest_apart"].as_array_mut().expect("answers").truncate(1);
    insta::assert_snapshot!(serde_json::to_string_pretty(&document).expect("JSON"));
}

#[test]
fn lines_at_fault_are_told_by_place_and_the_others_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let long =
        "First I looked at metrics and traces to see which users were slow, and narrowed the latency down to one layer of the stack.";
    fs::write(folder.path().join("a.md"), long).expect("a file");
    fs::write(folder.path().join("b.md"), b"\x7fELF\x02\x01\x01\x00").expect("a file");
    let marks = format!(
        "file,rubric,mark,answer,isolate,isolat\na.md,devops-03,3,,met,x\nnone.md,devops-03,3,,,\nb.md,devops-03,3,,,\na.md,devops-3,3,,,\n\
         a.md,devops-03,9,,,\n,devops-03,2,\"{long}\",,\n,devops-03,1,\"Hm, {long}\",perhaps,\n"
    );
    let calibration = of(&marks, folder.path(), "0..4").expect("a calibration");
    let wanted = ["1:33 unknown-column", "3:1 unreadable", "4:1 unreadable", "5:6 unknown-rubric", "6:16 outside-scale", "7:14 duplicate"];
    let told = places(&calibration);
    assert_eq!(told[..6], wanted, "{told:?}");
    assert!(told[6].starts_with("8:") && told[6].ends_with("no-criterion-mark"), "{told:?}");
    assert_eq!(calibration.answers.iter().map(|a| a.line).collect::<Vec<_>>(), [2, 8]);
    assert!(shown(&calibration, Verbosity::Normal).contains("so few answers tell little"));
}

#[test]
fn another_scale_means_other_bands() {
    let marks = bank_marks("", |_| "").replace(",devops-03,4", ",devops-03,5");
    let calibration = of(&marks, Path::new(""), "0..5").expect("a calibration");
    assert!(calibration.answers.iter().filter(|a| a.pair.mark == 5.0).all(|a| a.pair.marked == 4));
    assert!(places(&calibration).is_empty());
}

#[test]
fn hostile_text_does_not_act() {
    let evil = "\u{1b}[2J</script><script>alert(1)</script>\n::error::x ##[group] \u{202e}=cmd()";
    let long =
        "First I looked at metrics and traces to see which users were slow, narrowed the latency down to one layer and fixed the code.";
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("<b>'\"&.md"), format!("{long} {evil}")).expect("a file");
    let marks =
        format!("file,answer,rubric,mark,\"{evil}\"\n\"<b>'\"\"&.md\",,devops-03,0,\n,\"{evil} {long} Again.\",devops-03,4,\"{evil}\"\n");
    let calibration = of(&marks, folder.path(), "0..4").expect("a calibration");
    assert_eq!(calibration.answers.len(), 2);
    let page = written(&calibration, html);
    assert!(!page.contains("<script") && !page.contains("<b>'") && !page.contains('\u{202e}') && page.contains("&#60;b&#62;&#39;"));
    for text in [page, written(&calibration, json), shown(&calibration, Verbosity::Verbose)] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
    }
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = written(&here(&bank_marks("", |_| "")), html);
    assert!(page.starts_with("<!DOCTYPE html>") && page.matches("<svg").count() == 2 && page.matches("<circle").count() == 12);
    for outside in ["http://", "https://", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

/// A rubric whose heaviest key point tells nothing.
const OVEN: &str = r#"schema = 1
id = "oven-01"
title = "An even oven"

[question]
prompt = "How is it kept even?"
category = "knowledge"
difficulty = "low"

[scoring]
form = "facts"
min_words = 1

[[key_point]]
id = "gauge"
says = "A thermometer" # and where it hangs
weight = 2
evidence = ["thermometer"]

[[key_point]]
id = "stone"
says = "A stone"
weight = 4
evidence = ["stone"]

[[key_point]]
id = "fan"
says = "A fan"
weight = 2 # about as much as the gauge
evidence = ["fan"]
"#;

/// Every mixture of gauge, stone and fan in four wordings, with what somebody gives for it.
fn oven_marks(mark: impl Fn([bool; 3]) -> i32) -> String {
    let mut marks = String::from("answer,rubric,mark\n");
    for season in ["winter", "spring", "summer", "autumn"] {
        for mixture in 0..8 {
            let has = [1, 2, 4].map(|bit| mixture & bit != 0);
            let said = has.iter().zip(["a thermometer", "a stone", "a fan"]).filter(|(is, _)| **is).map(|(_, what)| what);
            let said: Vec<&str> = said.collect();
            let mark = mark(has);
            marks.push_str(&format!(
                "In {season} it has {} in it.,oven-01,{mark}\n",
                if said.is_empty() { "nothing".into() } else { said.join(" and ") }
            ));
        }
    }
    marks
}

fn held_against(rubric: &str, marks: &str) -> Calibration {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("oven-01.toml"), rubric).expect("a file");
    let mut shelf = Shelf::built_in();
    shelf.add_folder(folder.path()).expect("rubrics");
    let file = Arc::new(SourceFile { name: "marks.csv".to_owned(), text: marks.to_owned().into() });
    calibrate(&file, Path::new(""), Scale::default(), &shelf).unwrap_or_else(|faults| panic!("{faults:?}"))
}

#[test]
fn a_patch_of_weights_goes_into_the_rubric_and_helps() {
    // Somebody who asks for the gauge, likes the fan and does not care for stones.
    let marks = oven_marks(|[gauge, _, fan]| 3 * i32::from(gauge) + i32::from(fan));
    let before = held_against(OVEN, &marks);
    let patch = before.patches.iter().find(|patch| patch.target.contains("oven-01")).expect("a patch");
    insta::assert_snapshot!(format!("{}\n\n{}", patch.target, patch.toml));
    let shown = shown(&before, Verbosity::Normal);
    assert!(patch.toml.lines().all(|line| shown.contains(line)), "{shown}");

    let weights: toml_edit::DocumentMut = patch.toml.parse().expect("TOML");
    let mut rubric: toml_edit::DocumentMut = OVEN.parse().expect("TOML");
    let mut found = 0;
    for one in weights["key_point"].as_array_of_tables().expect("key points") {
        for point in rubric["key_point"].as_array_of_tables_mut().expect("key points").iter_mut() {
            if point["id"].as_str() == one["id"].as_str() {
                point["weight"] = one["weight"].clone();
                found += 1;
            }
        }
    }
    assert_eq!(found, weights["key_point"].as_array_of_tables().map_or(0, toml_edit::ArrayOfTables::len));
    let after = held_against(&rubric.to_string(), &marks);
    let figures = |of: &Calibration| (of.agreement.kappa.value.expect("kappa"), of.agreement.pearson.value.expect("a correlation"));
    assert!(
        figures(&after).0 > figures(&before).0 && figures(&after).1 > figures(&before).1,
        "{:?} {:?}",
        figures(&before),
        figures(&after)
    );
}

#[test]
fn a_patch_of_bands_is_a_configuration() {
    // Somebody who gives by the weights, but a mark less unless all is there.
    let quarters = |has: [bool; 3]| i32::from(has[0]) + 2 * i32::from(has[1]) + i32::from(has[2]);
    let marks = oven_marks(|has| if quarters(has) == 4 { 4 } else { (quarters(has) - 1).max(0) });
    let calibration = held_against(OVEN, &marks);
    let patch = calibration.patches.iter().find(|patch| patch.target == "rubrica.toml").expect("a patch");
    insta::assert_snapshot!(patch.toml);
    let file = Arc::new(SourceFile { name: "rubrica.toml".to_owned(), text: patch.toml.clone().into() });
    rubrica::batch::parse_config(&file).unwrap_or_else(|faults| panic!("{faults:?}"));
}
