//! The formats of `rubrica check` over one set of results: a golden file each, and for each that hostile text in it does not act.

mod common;

use common::checks::{EVIL, every, hostile, pass, summary, whole};
use pulldown_cmark::{Event, Options, Parser, Tag};
use rubrica::batch::{AnswerName, ChangeKind, Checked, Level, Outcome, Summary, Verdict};
use rubrica::report::check::{Badge, BadgeSvg, Csv, Github, Gitlab, Junit, Markdown, Ndjson, Report, Sarif};
use rubrica::report::escape;
use rubrica::report::json::Json;
use rubrica::report::text::{Checks, Style, Verbosity};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Where a report goes to.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn report<R: Report>(make: impl Fn(Page) -> R, all: &[Checked], summary: &Summary) -> String {
    colored::control::set_override(false);
    let page = Page::default();
    let mut report = make(page.clone());
    all.iter().for_each(|checked| report.answer(checked).expect("a page takes everything"));
    report.finish(summary).expect("a page takes everything");
    drop(report);
    let bytes = page.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    String::from_utf8(bytes).expect("reports are UTF-8")
}

/// A report of one answer of each kind.
fn golden<R: Report>(make: impl Fn(Page) -> R) -> String {
    let all = every();
    report(make, &all, &whole(&all))
}

/// A report of answers that mean harm. Whatever the format, nothing in it reaches a terminal raw or speaks to a build server.
fn attacked<R: Report>(make: impl Fn(Page) -> R) -> String {
    let all = hostile();
    let text = report(make, &all, &summary(&all));
    assert_eq!(text.chars().find(|c| escape::is_harmful(*c) && *c != '\n'), None);
    assert!(!text.contains("##[") && !text.contains("##vso["));
    text
}

/// The same, of a format that says nothing to a build server.
fn harmless<R: Report>(make: impl Fn(Page) -> R) -> String {
    let text = attacked(make);
    assert_eq!(text.lines().find(|line| line.trim_start().starts_with("::")), None);
    text
}

fn text(verbosity: Verbosity) -> impl Fn(Page) -> Checks<Page> {
    move |page| Checks::new(page, Style { width: 80, verbosity, threshold: None })
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn text_at_80_columns() {
    insta::assert_snapshot!(golden(text(Verbosity::Normal)));
}

#[test]
fn text_verbose() {
    insta::assert_snapshot!(golden(text(Verbosity::Verbose)));
}

#[test]
fn text_quiet() {
    insta::assert_snapshot!(golden(text(Verbosity::Quiet)));
}

#[test]
fn text_lets_nothing_act() {
    for verbosity in [Verbosity::Quiet, Verbosity::Normal, Verbosity::Verbose] {
        harmless(text(verbosity));
    }
}

#[test]
fn json_document() {
    insta::assert_snapshot!(golden(Json::new));
}

#[test]
fn json_lets_nothing_act() {
    let document = json(&harmless(Json::new));
    assert_eq!(document["results"][0]["file"], EVIL);
    assert_eq!(document["results"][1]["waived"][0]["reason"], EVIL, "and loses nothing");
}

#[test]
fn ndjson_lines() {
    insta::assert_snapshot!(golden(Ndjson::new));
}

#[test]
fn ndjson_lets_nothing_act() {
    let lines = harmless(Ndjson::new);
    assert_eq!(lines.lines().map(json).filter(|line| line["file"] == EVIL).count(), hostile().len());
}

#[test]
fn csv_table() {
    insta::assert_snapshot!(golden(Csv::new));
}

#[test]
fn csv_lets_nothing_act() {
    let table = harmless(Csv::new);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), hostile().len());
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    assert!(rows[0][0].starts_with("'=HYPERLINK"));
}

#[test]
fn junit_document() {
    insta::assert_snapshot!(golden(Junit::new));
}

#[test]
fn junit_lets_nothing_act() {
    let xml = harmless(Junit::new);
    let read = quick_junit::Report::deserialize_from_str(&xml).expect("JUnit");
    assert_eq!(read.tests, hostile().len());
    assert_eq!(xml.matches("</testsuite>").count(), read.test_suites.len());
    assert!(!xml.contains("<script>"));
}

#[test]
fn junit_agrees_with_the_exit_code() {
    let all = every();
    let read = quick_junit::Report::deserialize_from_str(&report(Junit::new, &all, &whole(&all))).expect("JUnit");
    let cases = read.test_suites.iter().flat_map(|suite| &suite.test_cases);
    let failed: Vec<bool> = cases.map(|case| matches!(case.status, quick_junit::TestCaseStatus::NonSuccess { .. })).collect();
    assert_eq!(failed, all.iter().map(|checked| checked.blocks().is_some()).collect::<Vec<_>>());
}

#[test]
fn sarif_log() {
    insta::assert_snapshot!(golden(Sarif::new));
}

#[test]
fn sarif_lets_nothing_act() {
    let log = json(&harmless(Sarif::new));
    let results = log["runs"][0]["results"].as_array().expect("results");
    for result in results {
        let text = result["message"]["text"].as_str().expect("a message");
        assert!(text.contains(r"\[link\](http"), "no link: {text}");
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a place");
        assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)), "{uri}");
    }
}

#[test]
fn notes_give_way_before_a_sarif_log_is_refused() {
    let page = Page::default();
    let mut log = Sarif::new(page.clone());
    let noted = common::checks::part();
    (0..20_005).for_each(|_| log.answer(&noted).expect("a page takes everything"));
    log.answer(&pass()).expect("a page takes everything");
    log.finish(&Summary::default()).expect("a page takes everything");
    let log = json(&String::from_utf8(page.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).expect("UTF-8"));
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(20_001), "the warning stays");
    let told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str();
    assert!(told.is_some_and(|text| text.starts_with("6 notes are left out")), "{told:?}");
}

/// The fingerprints of a SARIF log.
fn fingerprints(all: &[Checked]) -> Vec<String> {
    let log = json(&report(Sarif::new, all, &summary(all)));
    let results = log["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    results.iter().map(|r| r["partialFingerprints"]["rubricaIssue/v1"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn fingerprints_outlive_moves_and_new_scores() {
    let moved = |mut checked: Checked| {
        for issue in &mut checked.issues {
            issue.message = issue.message.replace("63.5", "61.0").replace("16.3", "9.1").replace("65 %", "36 %");
            if let Some(region) = &mut issue.region {
                (region.start.line, region.end.line) = (region.start.line + 7, region.end.line + 7);
            }
        }
        let name = AnswerName { file: format!("moved/{}", checked.name().file), ..checked.name().clone() };
        match &mut checked.outcome {
            Outcome::Graded(graded) => graded.name = name,
            Outcome::NoRubric { name: n, .. } | Outcome::Unreadable { name: n, .. } | Outcome::FaultyRubric { name: n, .. } => *n = name,
        }
        checked
    };
    let before = fingerprints(&every());
    assert_eq!(before, fingerprints(&every().into_iter().map(moved).collect::<Vec<_>>()));
    for checked in every() {
        let one = fingerprints(&[checked]);
        assert_eq!(one.iter().collect::<BTreeSet<_>>().len(), one.len(), "no two alike in an answer");
    }
}

#[test]
fn github_annotations() {
    insta::assert_snapshot!(golden(Github::new));
}

#[test]
fn github_lets_nothing_act() {
    let commands = attacked(Github::new);
    for line in commands.lines() {
        let ours = ["::error file=", "::warning file=", "::notice file=", "::notice title=rubrica::", "rubrica: "];
        assert!(ours.iter().any(|start| line.starts_with(start)), "{line}");
        let Some((properties, _)) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")) else { continue };
        let keys = properties.split_once(' ').map(|(_, rest)| rest.split(',').filter_map(|p| p.split_once('=')).map(|(key, _)| key));
        let known = ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(keys.into_iter().flatten().all(|key| known.contains(&key)), "{properties}");
    }
}

#[test]
fn github_shows_ten_of_a_level_and_counts_the_rest() {
    let all: Vec<Checked> = (0..30).flat_map(|_| every()).collect();
    let commands = report(Github::new, &all, &summary(&all));
    let of = |command: &str| commands.lines().filter(|line| line.starts_with(command)).count();
    assert_eq!([of("::error "), of("::warning "), of("::notice ")], [10, 10, 10]);
    let seen = |level| all.iter().flat_map(|c| &c.issues).filter(|i| i.level == level).count();
    let more = |what: &str, n: usize| assert!(commands.contains(&format!("{n} more {what}s")), "{what} {n}: {commands}");
    more("error", seen(Level::Error) - 10);
    more("warning", seen(Level::Warning) - 10);
    more("notice", seen(Level::Note) - 8);
}

#[test]
fn gitlab_code_quality() {
    insta::assert_snapshot!(golden(Gitlab::new));
}

#[test]
fn gitlab_lets_nothing_act() {
    let entries = json(&harmless(Gitlab::new));
    let entries = entries.as_array().expect("an array");
    assert_eq!(entries.len(), hostile().iter().map(|checked| checked.issues.len()).sum::<usize>());
}

#[test]
fn gitlab_gives_no_fingerprint_twice() {
    let entries = json(&golden(Gitlab::new));
    let all: Vec<&Value> = entries.as_array().expect("an array").iter().map(|entry| &entry["fingerprint"]).collect();
    assert_eq!(all.iter().map(|f| f.to_string()).collect::<BTreeSet<_>>().len(), all.len());
}

#[test]
fn markdown_page() {
    insta::assert_snapshot!(golden(Markdown::new));
}

#[test]
fn markdown_lets_nothing_act() {
    let page = harmless(Markdown::new);
    let (mut columns, mut rows) = (BTreeSet::new(), 0);
    let mut cells = 0;
    for event in Parser::new_ext(&page, Options::all()) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strikethrough | Tag::CodeBlock(_)) => {
                panic!("{event:?}")
            }
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => panic!("{event:?}"),
            Event::Html(html) | Event::InlineHtml(html) => {
                let tags = html.match_indices('<').map(|(at, _)| html[at + 1..].trim_start_matches('/').split(['>', ' ']).next());
                let ours = ["details", "summary", "span", "br"];
                assert!(tags.flatten().all(|tag| ours.contains(&tag)), "{html}");
            }
            Event::Start(Tag::TableRow) => (rows, cells) = (rows + 1, 0),
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(pulldown_cmark::TagEnd::TableRow) => drop(columns.insert(cells)),
            Event::Text(text) => {
                for (at, _) in text.match_indices(['@', '$']) {
                    assert_eq!((at, text.len()), (0, 1), "stands alone: {text}");
                }
                assert!(!text.contains("://") && !text.contains("www."), "{text}");
            }
            _ => {}
        }
    }
    assert_eq!((rows, columns), (hostile().len(), BTreeSet::from([7])));
}

#[test]
fn a_markdown_page_stays_below_its_limit() {
    let all: Vec<Checked> = (0..800).flat_map(|_| hostile()).collect();
    let page = report(Markdown::new, &all, &summary(&all));
    assert!(page.len() < 1024 * 1024, "{}", page.len());
    assert!(page.contains("**Left out to stay below the size"));
}

#[test]
fn badge_for_shields() {
    insta::assert_snapshot!(golden(Badge::new));
}

#[test]
fn badge_picture() {
    insta::assert_snapshot!(golden(BadgeSvg::new));
}

#[test]
fn a_badge_holds_no_text_of_an_answer() {
    let calm = summary(&every());
    assert_eq!(harmless(Badge::new), report(Badge::new, &every(), &calm));
    assert_eq!(harmless(BadgeSvg::new), report(BadgeSvg::new, &every(), &calm));
}

#[test]
fn a_badge_is_green_only_when_all_pass() {
    let colour = |all: &[Checked]| json(&report(Badge::new, all, &summary(all)))["color"].as_str().unwrap_or_default().to_owned();
    let known = || Checked { known_failure: true, ..pass() };
    assert_eq!(colour(&[pass(), pass()]), "brightgreen");
    assert_eq!(colour(&[]), "lightgrey");
    assert_eq!(colour(&[common::checks::part()]), "lightgrey", "nothing is asked of it");
    assert_eq!(colour(&[pass(), common::checks::part()]), "yellow");
    assert_eq!(colour(&[pass(), known()]), "yellow");
    assert_eq!(colour(&[pass(), common::checks::fail()]), "red");
    assert_eq!(colour(&[pass(), common::checks::without_score()]), "orange");
}

#[test]
fn nothing_at_all_is_still_a_report() {
    let none = Summary::default();
    assert_eq!(json(&report(Sarif::new, &[], &none))["runs"][0]["results"], json("[]"));
    assert_eq!(report(Gitlab::new, &[], &none), "[]\n");
    assert!(quick_junit::Report::deserialize_from_str(&report(Junit::new, &[], &none)).is_ok());
    assert_eq!(report(Csv::new, &[], &none).lines().count(), 1);
    assert!(report(Markdown::new, &[], &none).contains("nothing was judged"));
    assert_eq!(report(Github::new, &[], &none), "rubrica: answers checked: 0\n");
}

#[test]
fn every_format_tells_of_every_answer() {
    let all = every();
    let summary = whole(&all);
    assert_eq!((summary.passed, summary.failed, summary.unjudged, summary.unscored), (2, 2, 1, 3));
    assert_eq!(all.iter().filter(|c| c.verdict() == Verdict::Unscored).count(), 3);
    assert_eq!(summary.changes.get(&ChangeKind::Fell), Some(&1));
    let texts = [golden(Json::new), golden(Ndjson::new), golden(Csv::new), golden(Junit::new), golden(Sarif::new), golden(Markdown::new)];
    for (checked, text) in all.iter().flat_map(|checked| texts.iter().map(move |text| (checked, text))) {
        assert!(text.contains(&checked.name().file), "{} in {text}", checked.name());
    }
}

#[test]
fn one_run_writes_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let formats = ["json", "ndjson", "csv", "junit", "sarif", "github", "gitlab", "markdown", "badge", "badge-svg"];
    let wanted = formats.map(|format| format!("--format={format}={}", folder.path().join(format).display()));
    let mut check = std::process::Command::new(env!("CARGO_BIN_EXE_rubrica"));
    check.current_dir(env!("CARGO_MANIFEST_DIR")).args(["check", "examples", "--min-score", "60", "--format", "text"]).args(wanted);
    let ended = check.output().expect("the program runs");
    assert_eq!(ended.status.code(), Some(1), "{}", String::from_utf8_lossy(&ended.stderr));
    let read = |format: &str| std::fs::read_to_string(folder.path().join(format)).expect("a report");
    assert!(formats.iter().all(|format| read(format).ends_with('\n')));
    let failed = json(&read("json"))["summary"]["failed"].as_u64();
    let count = |format: &str, what: &str| Some(read(format).matches(what).count() as u64);
    assert!(failed > Some(0));
    assert_eq!([count("csv", ",\"fail\","), count("junit", "<failure "), count("markdown", "| ✘ fail |")], [failed; 3]);
    assert_eq!(count("sarif", "\"ruleId\":\"score-below-threshold\""), failed);
    assert!(String::from_utf8_lossy(&ended.stdout).contains("✘ fail"));
}
