//! Reviews of folders that are made here: where answers find their place, what changes between drafts, what the coach says, what an anonymous
//! review shows, and text that is hostile.

use rubrica::batch::Projects;
use rubrica::report::text::{Style, Verbosity};
use rubrica::report::{csv, json, markdown, text};
use rubrica::review::{Order, Place, Review, Standing, agreement, anonymise, review, stamped};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const WEAK: &str = "The service was slow now and then and customers were unhappy about it. I looked at the logs for a while and asked the \
team whether somebody had an idea. In the end we restarted the machine, which helped, and I wrote a short note to the manager about it.\n";

const BETTER: &str = "The service was slow now and then: p99 latency rose from 80 ms to 2 s for a minute. First I looked at metrics, traces and \
logs from the client down to the database, and narrowed it down to one layer. I asked what changed shortly before: a deployment on Monday. I \
wrote down three rival hypotheses and tested one change at a time. The connection pool was exhausted by a slow query. I added an index, and p99 fell \
from 2 s to 90 ms. I watched it for two weeks, added an alert on pool usage, and wrote a runbook and a postmortem for the team.\n";

fn made(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    folder
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("inside")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

fn reviewed(folder: &Path, previous: Option<(String, Place)>) -> Review {
    let order = Order { folder: folder.to_owned(), previous, jobs: 1 };
    let mut review = review(&order, &mut Projects::new(None, None, None)).unwrap_or_else(|why| panic!("{why:?}")).review;
    review.folder = "mentees".to_owned();
    review
}

/// `who question drafts` of every submission.
fn places(review: &Review) -> Vec<String> {
    let one = |s: &rubrica::review::Submission| {
        let labels: Vec<&str> = s.drafts.iter().map(|d| d.label.as_str()).collect();
        format!("{} {} {}", review.candidates[s.candidate].name, review.questions[s.question].rubric.id, labels.join("+"))
    };
    review.submissions.iter().map(one).collect()
}

fn shown(review: &Review, width: usize, verbosity: Verbosity) -> String {
    colored::control::set_override(false);
    let mut out = Vec::new();
    text::review(&mut out, review, Style { width, verbosity, threshold: None }).expect("written");
    String::from_utf8(out).expect("text")
}

fn examples() -> Review {
    reviewed(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/mentees"), None)
}

#[test]
fn usual_layouts_find_whose_an_answer_is() {
    let several = format!("# devops-03\n\n{WEAK}\n# devops-10\n\n{WEAK}");
    let front = format!("+++\ncandidate = \"Eva Ek\"\nquestion = \"devops-03\"\n+++\n{WEAK}");
    let folder = made(&[
        ("anna/devops-03.md", WEAK),
        ("devops-03/ben.md", WEAK),
        ("cleo.md", &several),
        ("devops-03-dan.md", WEAK),
        ("eva/latency.md", &front),
        ("eva/devops-10.md", WEAK),
        ("README.md", "These are answers."),
    ]);
    let review = reviewed(folder.path(), None);
    let expected = [
        "anna devops-03 only draft",
        "ben devops-03 only draft",
        "cleo devops-03 only draft",
        "cleo devops-10 only draft",
        "dan devops-03 only draft",
        "Eva Ek devops-03 only draft",
        "Eva Ek devops-10 only draft",
    ];
    assert_eq!(places(&review), expected);
    assert_eq!((review.unplaced.len(), review.passed_over, review.layout.stated), (0, 1, false));
}

#[test]
fn the_configuration_settles_the_layout() {
    let config = "[review]\nsubmissions = [\"{candidate}__{rubric}.md\", \"round-{draft}/{candidate}/{rubric}.md\"]\n";
    let folder = made(&[
        ("rubrica.toml", config),
        ("anna__devops-03.md", BETTER),
        ("round-1/anna/devops-03.md", WEAK),
        ("ben/devops-03.md", WEAK),
        ("cleo__devops-99.md", WEAK),
    ]);
    let review = reviewed(folder.path(), None);
    assert_eq!(places(&review), ["anna devops-03 draft 1+latest"]);
    let why: Vec<&str> = review.unplaced.iter().map(|u| u.why.as_str()).collect();
    assert!(why.len() == 2 && why.iter().any(|w| w.contains("fits none of [review] submissions")), "{why:?}");
    assert!(why.iter().any(|w| w.contains("`devops-99`, which is no rubric")), "{why:?}");
    assert!(review.layout.stated);
}

#[test]
fn drafts_are_one_answer_in_their_order() {
    let folder = made(&[
        ("anna/devops-03-draft-2.md", BETTER),
        ("anna/devops-03-draft-10.md", WEAK),
        ("anna/devops-03-draft-1.md", WEAK),
        ("ben/devops-03.md", WEAK),
        ("ben/devops-03.v2.md", BETTER),
        ("cleo/devops-03/final.md", BETTER),
        ("cleo/devops-03/draft-1.md", WEAK),
        ("dan/devops-03.md", WEAK),
        ("dan/devops-03-again.md", WEAK),
    ]);
    let review = reviewed(folder.path(), None);
    let expected =
        ["anna devops-03 draft 1+draft 2+draft 10", "ben devops-03 first+draft 2", "cleo devops-03 draft 1+final", "dan devops-03 latest"];
    let places = places(&review);
    assert_eq!(places[..3], expected[..3]);
    assert_eq!(review.unplaced.len(), 1, "{:?}", review.unplaced);
    assert!(review.unplaced[0].why.contains("tell drafts apart"), "{:?}", review.unplaced);
}

#[test]
fn progress_is_measured_from_a_folder_or_a_revision() {
    let before = [("answers/anna/devops-03.md", WEAK), ("answers/ben/devops-03.md", WEAK)];
    let folder = made(&before);
    let now = folder.path().join("answers");
    let git = |args: &[&str]| {
        let set = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let ran = Command::new("git").arg("-C").arg(folder.path()).args(set).args(args).output().expect("git");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "first"]);
    write(folder.path(), &[("answers/anna/devops-03.md", BETTER), ("answers/cleo/devops-03.md", WEAK)]);
    let other = made(&[("anna/devops-03.md", WEAK), ("ben/devops-03.md", WEAK)]);
    let of_folder = reviewed(&now, Some(("then".to_owned(), Place::Folder(other.path().to_owned()))));
    let of_revision = reviewed(&now, Some(("then".to_owned(), Place::Revision { revision: "HEAD".to_owned(), folder: now.clone() })));
    for review in [of_folder, of_revision] {
        assert_eq!(places(&review), ["anna devops-03 then+only draft", "ben devops-03 then+only draft", "cleo devops-03 only draft"]);
        let text = shown(&review, 100, Verbosity::Normal);
        assert!(text.contains("1 answer with the same text as before") && text.contains("gained"), "{text}");
    }
    let order = Order {
        folder: now.clone(),
        previous: Some(("x".to_owned(), Place::Revision { revision: "--help".to_owned(), folder: now })),
        jobs: 1,
    };
    assert!(review(&order, &mut Projects::new(None, None, None)).is_err());
}

const COACH: &str = "[[override]]\ncandidate = \"Anna\"\nquestion = \"devops-03\"\nscore = 55\nreason = \"Told well.\"\nby = \"Jo\"\n\n[[comment]]\n\
candidate = \"anna\"\nquestion = \"devops-03\"\ntext = \"Good start.\"\n";

#[test]
fn an_override_counts_until_its_answer_changes() {
    let folder = made(&[("anna/devops-03.md", WEAK), ("review.toml", COACH)]);
    let order = Order { folder: folder.path().to_owned(), previous: None, jobs: 1 };
    let read = review(&order, &mut Projects::new(None, None, None)).expect("a review");
    let standing = |review: &Review| review.submissions[0].judgement.overrides[0].standing;
    assert_eq!((standing(&read.review), read.review.stray.len()), (Standing::Unstamped, 0));
    assert_eq!(read.review.submissions[0].score().map(|s| s.0), Some(550));
    let (source, file) = read.coach.expect("a file");
    let (text, count) = stamped(&source.text, &file, &read.review);
    assert_eq!((count, text.matches("digest = ").count()), (1, 1));
    write(folder.path(), &[("review.toml", &text)]);
    assert_eq!(standing(&reviewed(folder.path(), None)), Standing::Holds);
    write(folder.path(), &[("anna/devops-03.md", BETTER)]);
    let changed = reviewed(folder.path(), None);
    assert_eq!((standing(&changed), changed.submissions[0].judgement.adjusted), (Standing::Stale, None));
    assert_eq!(changed.submissions[0].score(), changed.submissions[0].computed());
    assert!(shown(&changed, 80, Verbosity::Normal).contains("stale: the answer has changed since"));
    assert_eq!((agreement(&changed).stale, agreement(&changed).scores.len()), (1, 0));
}

#[test]
fn what_the_coach_says_of_nothing_is_told() {
    let wrong = "[[comment]]\ncandidate = \"Ana\"\nquestion = \"devops-03\"\ntext = \"x\"\n[[override]]\ncandidate = \"anna\"\nquestion = \
                 \"devops-03\"\ncriterion = \"no-such-thing\"\nstatus = \"met\"\nreason = \"r\"\nby = \"Jo\"\n";
    let folder = made(&[("anna/devops-03.md", WEAK), ("review.toml", wrong)]);
    let review = reviewed(folder.path(), None);
    let stray: Vec<&str> = review.stray.iter().filter_map(|s| s.split_once("review.toml:")).map(|(_, s)| s).collect();
    assert_eq!(stray[0], "1: nobody here is called Ana; did you mean anna?");
    assert!(stray[1].starts_with("5: devops-03 has no criterion no-such-thing"), "{stray:?}");
    write(folder.path(), &[("review.toml", "[[override]]\nscore = 200\n")]);
    let review = reviewed(folder.path(), None);
    assert_eq!((review.faults.len(), review.submissions.len()), (1, 1));
    assert!(review.faults[0].iter().any(|fault| fault.code == "out-of-range"));
}

/// Everything that a review can be written as.
fn everything(review: &Review) -> String {
    let mut out = shown(review, 80, Verbosity::Verbose).into_bytes();
    json::review(&mut out, review, Some(&agreement(review))).expect("written");
    csv::write(&mut out, review).expect("written");
    (0..review.candidates.len()).for_each(|at| markdown::letter(&mut out, review, at).expect("written"));
    String::from_utf8(out).expect("text")
}

#[test]
fn an_anonymous_review_names_nobody_and_is_the_same_in_every_run() {
    let front = |who: &str, text: &str| format!("+++\ncandidate = \"{who}\"\nquestion = \"devops-03\"\n+++\n{text}");
    let told = format!("{BETTER}My name is Žofie Quirk, and Quirk it was who mended it; QUIRK ZOFIE or Žofie. Wanda helped.\n");
    let coach = "[[comment]]\ncandidate = \"Žofie Quirk\"\nquestion = \"devops-03\"\ntext = \"Well done, Žofie!\"\n\
                 [[comment]]\ncandidate = \"Nobody Atall\"\nquestion = \"devops-03\"\ntext = \"x\"\n";
    let folder = made(&[
        ("zq/latency.md", &front("Žofie Quirk", &told)),
        ("wanda/devops-03.md", WEAK),
        ("yorick-lost/notes.md", "Some words about nothing."),
        ("review.toml", coach),
    ]);
    let mut review = reviewed(folder.path(), None);
    let open = everything(&review);
    assert!(open.contains("Žofie") && open.contains("wanda") && open.contains("yorick"));
    anonymise(&mut review);
    let closed = everything(&review);
    for name in ["Žofie", "Quirk", "wanda", "Wanda", "zq", "yorick", "Atall"] {
        assert!(!closed.contains(name), "{name}: {closed}");
    }
    let source = &review.submissions.iter().find(|s| s.current().text().contains("My name")).expect("the answer").current().graded.source;
    assert!(!source.text.contains("Quirk") && source.text.contains("My name is"), "{}", source.text);
    let ids = |review: &Review| review.candidates.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    let mut again = reviewed(folder.path(), None);
    anonymise(&mut again);
    assert_eq!(ids(&review), ids(&again));
    // A pseudonym depends on the name alone, not on who else is there.
    fs::remove_dir_all(folder.path().join("wanda")).expect("gone");
    let mut fewer = reviewed(folder.path(), None);
    anonymise(&mut fewer);
    assert!(ids(&review).contains(&ids(&fewer)[0]));
}

#[test]
fn hostile_names_and_texts_act_nowhere() {
    let name = "=cmd|' \u{202e}<b>[x](y)`#";
    let text = format!("{BETTER}\u{1b}[31m \u{202e} <script>alert(1)</script> =1+1 | `x` **y** ![z](http://example.org)\n");
    let front = format!("---\ncandidate: {name}\nquestion: devops-03\n---\n{text}");
    let coach = "[[comment]]\ncandidate = \"anna\"\nquestion = \"devops-03\"\ntext = \"\\u001b[2J<img src=x onerror=y>\\n# no heading\"\nby = \"=1\"\n";
    let long = format!("{BETTER}{}\n", "x".repeat(100_000));
    let folder = made(&[("a/x.md", &front), ("anna/devops-03.md", &text), ("long/devops-03.md", &long), ("review.toml", coach)]);
    let review = reviewed(folder.path(), None);
    assert_eq!(review.submissions.len(), 3, "{:?}", review.unplaced);
    let all = everything(&review);
    assert!(!all.contains(['\u{1b}', '\u{202e}']), "something acts");
    let mut letters = Vec::new();
    (0..review.candidates.len()).for_each(|at| markdown::letter(&mut letters, &review, at).expect("written"));
    let letters = String::from_utf8(letters).expect("text");
    assert!(!letters.contains("<img") || letters.contains("\\<img"), "{letters}");
    assert!(!letters.contains("\n# no heading"), "{letters}");
    let mut table = Vec::new();
    csv::write(&mut table, &review).expect("written");
    let table = String::from_utf8(table).expect("text");
    assert!(table.lines().skip(1).all(|line| !line.starts_with(['=', '+', '@', '-'])), "{table}");
    assert!(review.candidates.iter().all(|c| c.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')));
}

#[test]
fn a_review_at_80_and_200_columns() {
    let review = examples();
    insta::assert_snapshot!("review_at_80_columns", shown(&review, 80, Verbosity::Normal));
    insta::assert_snapshot!("review_at_200_columns_verbose", shown(&review, 200, Verbosity::Verbose));
    let narrow = shown(&review, 44, Verbosity::Quiet);
    assert!(narrow.lines().all(|line| line.chars().count() <= 44), "{narrow}");
}

#[test]
fn letters_as_they_are_sent() {
    let review = examples();
    let at = review.candidates.iter().position(|c| c.id == "emil-novak").expect("Emil");
    let mut letter = Vec::new();
    markdown::letter(&mut letter, &review, at).expect("written");
    insta::assert_snapshot!("review_letter", String::from_utf8(letter).expect("text"));
}

#[test]
fn the_document_holds_everything_by_id() {
    let review = examples();
    let mut out = Vec::new();
    json::review(&mut out, &review, Some(&agreement(&review))).expect("written");
    let document: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["submissions"].as_array().map(Vec::len), Some(16));
    let drafted = &document["submissions"][0];
    assert_eq!((drafted["candidate"].as_str(), drafted["question"].as_str()), (Some("amara-obi"), Some("devops-01")));
    assert_eq!(drafted["drafts"].as_array().map(Vec::len), Some(2));
    assert!(drafted["progress"]["by"].as_f64().is_some_and(|by| by > 40.0), "{drafted:#}");
    assert_eq!(drafted["result"]["status"], "scored");
    assert_eq!(document["agreement"]["answers"], 2);
}

#[test]
fn the_coachs_file_on_the_page_is_one() {
    let page = include_str!("../docs/REVIEW.md");
    let block = page.split("```toml\n").skip(1).filter_map(|block| block.split("```").next()).find(|block| block.contains("[[override]]"));
    let text = block.expect("an example").to_owned();
    let file = rubrica::diagnostic::SourceFile { name: "docs/REVIEW.md".to_owned(), text: text.into() };
    let faults = rubrica::review::parse_coach_file(&file.into()).err().unwrap_or_default();
    assert!(faults.is_empty(), "{}", rubrica::report::diagnostics::render(&faults, false));
}
