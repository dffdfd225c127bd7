//! The web pages, read by a real parser of HTML: well-formed, offline, nothing in an answer acts, and its text is all there.

mod common;

use common::{ANSWER, graded, quote, scored, unscored};
use proptest::prelude::*;
use rubrica::batch::{AnswerName, Graded, Projects};
use rubrica::report::{escape, html};
use rubrica::review::{self, Order, Review, copies};
use rubrica::score::{Quote, Scorecard, Unscored};
use rubrica::span::Span;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const SCRIPT: &str = include_str!("../templates/script.js");
const STYLE: &str = include_str!("../templates/style.css");

/// Text that would act if it could.
const EVIL: &str = "</div></mark></article><script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;&amp; <svg onload=x> {{ x }} \
\u{202e}gnp.exe\u{2066} zero\u{200b}width \u{feff}\u{1b}[31m\u{9b}2J\u{e0041}\u{2028}]]> <!-- ";

fn page(graded: &Graded) -> String {
    let mut out = Vec::new();
    html::answer(graded, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("pages are UTF-8")
}

fn select<'h>(page: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The text of an answer as its page has it.
fn words(page: &Html) -> String {
    select(page, ".words .w").iter().flat_map(ElementRef::text).collect()
}

/// The text as a page is to show it: harmless, with one kind of line end.
fn shown(text: &str) -> String {
    text.replace("\r\n", "\n").split('\t').map(|piece| escape::harmless(piece).into_owned()).collect::<Vec<_>>().join("\t")
}

/// Panics unless a page is well-formed, loads nothing, has no script or style but ours, and every link on it leads somewhere; gives the
/// addresses of other files.
fn sound(text: &str) -> BTreeSet<String> {
    let raw = text.replace('\t', " ").chars().find(|c| *c != '\n' && escape::is_harmful(*c));
    assert_eq!(raw, None, "reached the page raw");
    let page = Html::parse_document(text);
    assert_eq!(page.errors, Vec::<String>::new());
    assert!(!["url(", "@import", "://"].iter().any(|way| STYLE.contains(way) || SCRIPT.contains(way)), "an external address");
    assert_eq!(select(&page, "meta[http-equiv='Content-Security-Policy']").len(), 1);
    for element in select(&page, "script") {
        assert_eq!(element.text().collect::<String>(), SCRIPT);
    }
    assert!(select(&page, "img, iframe, object, embed, link, base, form, audio, video, foreignObject").is_empty());
    let mut ids = BTreeSet::new();
    let mut local = BTreeSet::new();
    let mut elsewhere = BTreeSet::new();
    for element in select(&page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on") && !["style", "src", "srcset", "action"].contains(&name), "{name}={value}");
            match name {
                "id" => assert!(ids.insert(value.to_owned()), "twice: {value}"),
                "aria-labelledby" | "aria-describedby" => local.extend(value.split(' ').map(str::to_owned)),
                "href" => match value.strip_prefix('#') {
                    Some(id) => assert!(local.insert(id.to_owned()) || !id.is_empty()),
                    None => assert!(elsewhere.insert(value.to_owned()) || !value.is_empty()),
                },
                _ => {}
            }
        }
    }
    assert_eq!(local.difference(&ids).collect::<Vec<_>>(), Vec::<&String>::new(), "leads nowhere");
    // No scheme and no host.
    let safe = |c: char| c.is_ascii_alphanumeric() || "-_./#".contains(c);
    assert!(elsewhere.iter().all(|href| href.chars().all(safe)), "{elsewhere:?}");
    assert_eq!(select(&page, "main").len(), 1);
    assert_eq!(select(&page, "html[lang]").len(), 1);
    assert!(!select(&page, "h1").is_empty());
    elsewhere
}

#[test]
fn the_page_of_an_answer() {
    let page = page(&graded());
    sound(&page);
    insta::assert_snapshot!(page.replace(STYLE, "…").split_once("<main").map(|(_, main)| main).unwrap_or_default());
}

#[test]
fn every_piece_of_evidence_is_marked_in_place_and_listed() {
    let text = page(&graded());
    let page = Html::parse_document(&text);
    assert_eq!(words(&page), shown(ANSWER));
    let listed = select(&page, ".ev li");
    assert!(listed.len() > 20);
    for item in &listed {
        let number = item.value().id().and_then(|id| id.strip_prefix("a-e")).expect("a number");
        let mark = select(&page, &format!("#a-q{number}"));
        assert_eq!(mark.len(), 1, "{number}");
    }
    // What is highlighted is what is quoted, however it is cut up.
    let marked: String = select(&page, ".words mark.x").iter().filter(|m| !inside(m, "x")).flat_map(ElementRef::text).collect();
    assert_eq!(marked, "just restarted the pods to get us through the eveningWe never wrote a post-mortem");
}

/// Whether an element stands in a mark of a part.
fn inside(element: &ElementRef<'_>, part: &str) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|e| e.value().name() == "mark" && e.value().classes().any(|class| class == part))
}

#[test]
fn an_answer_without_a_score_says_why() {
    let text = page(&unscored(Unscored::TooShort { words: 12, needed: 40 }));
    sound(&text);
    assert!(text.contains("too short to judge: 12 words, at least 40 needed"));
    assert_eq!(words(&Html::parse_document(&text)), shown(ANSWER));
}

/// An answer with this text and evidence at these places.
fn with(text: &str, spans: &[Span]) -> Graded {
    let mut card = scored();
    let mut quotes = spans.iter().map(|span| Quote { span: *span, text: span.of(text).to_owned(), ..quote("x", "x", EVIL) });
    for criterion in card.key_points.iter_mut().chain(&mut card.looks_for) {
        criterion.evidence = quotes.by_ref().take(2).collect();
        criterion.says = EVIL.to_owned();
    }
    for mistake in &mut card.mistakes {
        mistake.evidence = quotes.by_ref().take(2).collect();
    }
    card.delivery.quantified = quotes.by_ref().take(3).collect();
    (card.delivery.hedges, card.delivery.fillers) = (Vec::new(), Vec::new());
    for stage in &mut card.stages {
        stage.evidence = quotes.by_ref().take(1).collect();
    }
    for part in &mut card.star {
        part.evidence = quotes.by_ref().take(1).collect();
    }
    card.signals.clear();
    let source = common::source(text.as_bytes()).into();
    Graded {
        source,
        span: Span::new(0, text.len()),
        scorecard: Scorecard::Scored(Box::new(card)),
        name: AnswerName::whole(EVIL),
        ..graded()
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(EVIL.to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("---\n".to_owned()),
        Just("# <h1>\n".to_owned()),
        Just("\t \u{a0}".to_owned()),
        Just("x".repeat(3_000)),
        "[ -~]{0,30}",
        "\\PC{0,12}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_comes_out_unchanged(text in hostile(), places in prop::collection::vec((0..4_000usize, 0..200usize), 0..40)) {
        let fit = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let spans: Vec<Span> = places.iter().map(|(at, len)| Span::new(fit(at % (text.len() + 1)), fit(at % (text.len() + 1) + len))).collect();
        let page = page(&with(&text, &spans));
        sound(&page);
        prop_assert_eq!(words(&Html::parse_document(&page)), shown(&text));
    }

    #[test]
    fn any_place_of_evidence_is_taken(starts in prop::collection::vec((any::<u32>(), any::<u32>()), 0..20)) {
        let spans: Vec<Span> = starts.iter().map(|(start, end)| Span { start: *start, end: *end }).collect();
        let page = page(&with("Ünïcödé 😀 text", &spans));
        sound(&page);
        prop_assert_eq!(words(&Html::parse_document(&page)), "Ünïcödé 😀 text");
    }
}

#[test]
fn a_word_of_100_000_characters_is_only_long() {
    let text = format!("{} {EVIL}", "<".repeat(100_000));
    let page = page(&with(&text, &[Span::new(0, 50_000), Span::new(49_000, 100_001)]));
    sound(&page);
    assert_eq!(words(&Html::parse_document(&page)), shown(&text));
}

/// A review of hostile people: two who wrote the same, one with drafts, one with nothing to judge.
fn reviewed() -> Review {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = [
        ("con/devops-03.md", include_str!("../examples/latency-strong.md")),
        ("con/devops-01.md", "Too short.\n"),
        ("ben/devops-03-draft-1.md", include_str!("../examples/latency-weak.md")),
        ("ben/devops-03-draft-2.md", include_str!("../examples/latency-middling.md")),
        ("cleo/devops-03.md", include_str!("../examples/latency-strong.md")),
        ("cleo/devops-99.md", "Nobody asked.\n"),
    ];
    for (name, text) in answers {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let order = Order { folder: folder.path().to_owned(), previous: None, jobs: 1 };
    let mut review = review::review(&order, &mut Projects::new(None, None, None)).expect("a review").review;
    copies::flag(&mut review);
    review
}

fn files(review: &Review) -> BTreeMap<String, String> {
    let pages = html::Pages::folder(review);
    let render = |page: &html::Page| {
        let mut out = Vec::new();
        pages.write(page, &mut out).expect("a vector takes everything");
        (page.file.clone(), String::from_utf8(out).expect("pages are UTF-8"))
    };
    pages.pages().iter().map(render).collect()
}

#[test]
fn the_pages_of_a_review_are_sound_and_lead_to_one_another() {
    let review = reviewed();
    let files = files(&review);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = ["ben/devops-03.html", "ben/index.html", "cleo/devops-03.html", "cleo/index.html", "con_/devops-01.html"];
    assert_eq!(names[..5], expected);
    assert_eq!(names[5..], ["con_/devops-03.html", "con_/index.html", "copies.html", "index.html"]);
    for (name, text) in &files {
        for href in sound(text) {
            let (path, anchor) = href.split_once('#').unwrap_or((&href, ""));
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            let to = path.strip_prefix("../").map_or_else(|| format!("{folder}/{path}"), str::to_owned);
            let page = files.get(to.trim_start_matches('/')).unwrap_or_else(|| panic!("{name} leads to {href}"));
            assert!(anchor.is_empty() || page.contains(&format!("id=\"{anchor}\"")), "{name} leads to {href}");
        }
    }
}

#[test]
fn copies_are_flagged_at_both_answers() {
    let review = reviewed();
    let alike: Vec<_> = review.submissions.iter().filter(|s| !s.alike.is_empty()).collect();
    let [one, two] = alike[..] else { panic!("{} flagged", alike.len()) };
    assert_eq!(one.alike[0].words, two.alike[0].words);
    for (submission, other) in [(one, two), (two, one)] {
        let [found] = &submission.alike[..] else { panic!("like one other text") };
        let copies::With::Submission(with) = found.with else { panic!("not like the model answer") };
        assert_eq!(review.submissions[with].candidate, other.candidate);
        assert!(found.share > 0.99);
        let passage = |span: Span, of: &review::Submission| span.of(&of.current().graded.source.text).to_owned();
        assert!(found.passages.iter().all(|p| passage(p.here, submission) == passage(p.there, other)));
    }
}

#[test]
fn a_page_that_may_be_sent_names_nobody_else() {
    let files = files(&reviewed());
    assert!(files["copies.html"].contains("cleo") && files["copies.html"].contains("con"));
    let cleo: String = ["cleo/index.html", "cleo/devops-03.html"].map(|name| files[name].as_str()).concat();
    assert!(cleo.contains("stand in another answer too") && !cleo.contains("con_") && !cleo.contains(">con<"));
}

#[test]
fn a_review_is_one_file_too() {
    let review = reviewed();
    let mut out = Vec::new();
    html::single(&review, &mut out).expect("a vector takes everything");
    let text = String::from_utf8(out).expect("pages are UTF-8");
    assert_eq!(sound(&text), BTreeSet::new(), "leads out of the file");
    assert_eq!(select(&Html::parse_document(&text), "article.answer").len(), review.submissions.len());
}

#[test]
fn nothing_of_a_review_acts() {
    let mut review = reviewed();
    let evil = || EVIL.to_owned();
    review.folder = evil();
    review.layout.told = evil();
    review.stray = vec![evil()];
    review.candidates.iter_mut().for_each(|c| c.name = evil());
    for question in &mut review.questions {
        (question.rubric.id, question.rubric.title, question.prompt, question.model_answer) = (evil(), evil(), evil(), evil());
    }
    for missed in &mut review.together.missed {
        (missed.says, missed.advice) = (evil(), evil());
    }
    for unplaced in &mut review.unplaced {
        (unplaced.name, unplaced.why) = (evil(), evil());
    }
    for submission in &mut review.submissions {
        submission.judgement.comments =
            vec![review::Comment { text: evil(), by: Some(evil()), date: Some(evil()), criterion: Some(evil()) }];
        submission.drafts.iter_mut().for_each(|draft| draft.label = evil());
    }
    files(&review).values().for_each(|text| drop(sound(text)));
    let mut out = Vec::new();
    html::single(&review, &mut out).expect("a vector takes everything");
    sound(&String::from_utf8(out).expect("pages are UTF-8"));
}

#[test]
fn the_command_writes_a_folder_or_a_file_and_says_what_it_cannot_write() {
    let to = tempfile::tempdir().expect("a folder");
    let run = |out: &str| {
        let command = snapbox::cmd::Command::new(snapbox::cmd::cargo_bin!("rubrica"));
        command.args(["review", "examples/mentees", "--quiet", "--html"]).arg(to.path().join(out)).assert()
    };
    run("pages").success();
    let overview = fs::read_to_string(to.path().join("pages/index.html")).expect("an overview");
    assert!(overview.contains("Amara Obi") && to.path().join("pages/amara-obi/devops-01.html").exists());
    run("all.html").success();
    sound(&fs::read_to_string(to.path().join("all.html")).expect("one file"));
    fs::write(to.path().join("taken"), "").expect("a file");
    let output = run("taken/pages").code(3).get_output().clone();
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));
}
