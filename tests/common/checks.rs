//! Checked answers of every kind, made by hand: what the formats of `rubrica check` are tested on. Judges nothing.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test uses its own part of it")]

use super::{graded, next_draft, quote, scored, source, unscored};
use rubrica::batch::{
    AnswerName, Change, ChangeKind, Checked, Graded, Issue, IssueCode, Level, Outcome, Passed, Region, Summary, Verdict, Waived,
};
use rubrica::diagnostic::{Diagnostic, SourceFile};
use rubrica::score::{Points, Scorecard, Unscored};
use rubrica::span::{LineIndex, Place, Span};
use std::sync::Arc;

pub fn issue(code: IssueCode, level: Level, message: &str) -> Issue {
    let opening = Place { line: 1, column: 1 };
    Issue { code, level, message: message.to_owned(), advice: None, criterion: None, region: Some(Region { start: opening, end: opening }) }
}

fn on(issue: Issue, criterion: &str, advice: &str, words: Option<&str>) -> Issue {
    let text = &graded().source.text.clone();
    let lines = LineIndex::new(text);
    let region = words.map(|words| quote(text, words, "").span).map(|s| Region { start: lines.place(s.start), end: lines.place(s.end) });
    let advice = Some(advice.to_owned()).filter(|a| !a.is_empty());
    Issue { criterion: Some(criterion.to_owned()), advice, region: region.or(issue.region), ..issue }
}

fn restart() -> Issue {
    let restart = issue(IssueCode::Mistake, Level::Warning, "Restarts things and hopes");
    let advice = "Say what the restart told you about the cause, or leave it out.";
    on(restart, "restart", advice, Some("just restarted the pods to get us through the evening"))
}

fn post_mortem() -> Issue {
    let denied = "says it was not done: Writes down what happened so that it does not happen again";
    let advice = "Tell how the lesson was written down and who read it; if it was not, say what you would do now.";
    on(issue(IssueCode::Denied, Level::Warning, denied), "post-mortem", advice, Some("We never wrote a post-mortem"))
}

fn load_test() -> Issue {
    let missed = "missing: Verifies the fix under load before it goes live";
    let advice = "Describe how you proved the fix: a load test, a canary, the same export run on purpose.";
    on(issue(IssueCode::Missed, Level::Note, missed), "load-test", advice, None)
}

fn below(message: &str) -> Issue {
    let advice = Some("Name the alert you added, its threshold, and who it wakes. (+6.3)".to_owned());
    Issue { advice, ..issue(IssueCode::ScoreBelowThreshold, Level::Error, message) }
}

fn named(name: AnswerName, verdict: Verdict, mut graded: Graded) -> Outcome {
    // Formats of many answers show less of each, so less is enough.
    if let Scorecard::Scored(card) = &mut graded.scorecard {
        card.key_points.retain(|c| c.points < c.max);
        card.looks_for.retain(|c| c.points < c.max);
        (card.signals, card.stages, card.next_steps) = (Vec::new(), Vec::new(), Vec::new());
        (card.delivery.quantified, card.delivery.hedges, card.delivery.fillers) = (Vec::new(), Vec::new(), Vec::new());
        card.star.iter_mut().for_each(|part| part.evidence.clear());
    }
    Outcome::Graded(Box::new(Graded { name, verdict, ..graded }))
}

fn checked(outcome: Outcome, issues: Vec<Issue>) -> Checked {
    Checked { outcome, issues, waived: Vec::new(), change: None, known_failure: false }
}

fn change(kind: ChangeKind, from: Option<i32>) -> Option<Change> {
    Some(Change { kind, from: from.map(Points), moved_from: None, lost: Vec::new(), gained: Vec::new() })
}

pub fn pass() -> Checked {
    let outcome = named(AnswerName::whole("answers/anna.md"), Verdict::Pass, graded());
    Checked { change: change(ChangeKind::Unchanged, Some(635)), ..checked(outcome, vec![load_test(), restart()]) }
}

/// Below a threshold and below that of a part, with mistakes, a waiver that counts and one that is not known.
pub fn fail() -> Checked {
    let part = "looks for: 16.3 of 25.0 points (65 %), the threshold is 70 %";
    let unknown = on(
        issue(IssueCode::UnknownWaiver, Level::Warning, "the rubric has no criterion `preventoin`"),
        "preventoin",
        "did you mean `prevention`?",
        Some("I plotted the pool size against the p99 and they matched"),
    );
    let issues = vec![
        below("scores 63.5 (69.8 with what is waived), the threshold is 75.0"),
        issue(IssueCode::PartBelowThreshold, Level::Error, part),
        load_test(),
        issue(IssueCode::MissingStarPart, Level::Note, "no task"),
        issue(IssueCode::MissingStage, Level::Note, "no stage “Prevent it” of MECE"),
        Issue { code: IssueCode::CriticalMistake, level: Level::Error, ..restart() },
        unknown,
        post_mortem(),
    ];
    let waived = Waived {
        criterion: "prevention".to_owned(),
        reason: "alerts are another team’s, 50 % of them secret".to_owned(),
        points: Points(50),
        line: 3,
    };
    let outcome = named(AnswerName::whole("answers/ben.md"), Verdict::Fail, graded());
    Checked { waived: vec![waived], change: change(ChangeKind::Level, Some(635)), ..checked(outcome, issues) }
}

pub fn regression() -> Checked {
    let mut issues = vec![issue(IssueCode::Regression, Level::Error, "fell from 78.0 to 63.5: lost post-mortem, load-test"), load_test()];
    issues.push(post_mortem());
    let outcome = named(AnswerName::whole("answers/cleo.md"), Verdict::Fail, graded());
    let lost = vec!["post-mortem".to_owned(), "load-test".to_owned()];
    let change = Change { kind: ChangeKind::Fell, from: Some(Points(780)), moved_from: None, lost, gained: vec!["tools".to_owned()] };
    Checked { change: Some(change), ..checked(outcome, issues) }
}

pub fn known_failure() -> Checked {
    let issues = vec![Issue { level: Level::Note, ..below("scores 63.5, the threshold is 75.0") }, restart()];
    let outcome = named(AnswerName::whole("answers/dora.md"), Verdict::Pass, graded());
    Checked { known_failure: true, change: change(ChangeKind::Regraded, Some(660)), ..checked(outcome, issues) }
}

pub fn without_score() -> Checked {
    let reason = Unscored::TooShort { words: 12, needed: 40 };
    let issues = vec![issue(IssueCode::Unscored, Level::Error, &reason.to_string())];
    let outcome = named(AnswerName::whole("answers/emil.md"), Verdict::Unscored, unscored(reason));
    Checked { change: change(ChangeKind::New, None), ..checked(outcome, issues) }
}

pub fn no_rubric() -> Checked {
    let why = "no rubric is named for it; nearest: devops-03 (Diagnosing intermittent latency spikes)";
    let issue = Issue { region: None, ..issue(IssueCode::NoRubric, Level::Error, why) };
    checked(Outcome::NoRubric { name: AnswerName::whole("answers/notes.md"), why: why.to_owned() }, vec![issue])
}

pub fn faulty_rubric() -> Checked {
    let rubric = Arc::new(SourceFile { name: "rubrics/broken.toml".to_owned(), text: "schema = 1\nid = 3\n".into() });
    let fault = Diagnostic::error("wrong-type", &rubric, Span::new(16, 17), "`id` must be a string");
    let told = "its rubric has a fault; rubrics/broken.toml:2: `id` must be a string";
    let issue = Issue { region: None, ..issue(IssueCode::FaultyRubric, Level::Error, told) };
    checked(Outcome::FaultyRubric { name: AnswerName::whole("answers/otto.md"), faults: vec![fault] }, vec![issue])
}

/// One answer of several in a file, of which nothing is asked.
pub fn part() -> Checked {
    let name = AnswerName { file: "answers/several.md".to_owned(), part: Some("devops-03-2".to_owned()) };
    let outcome = named(name, Verdict::None, next_draft());
    let change = Change {
        kind: ChangeKind::Improved,
        from: Some(Points(601)),
        moved_from: Some("old/several.md#devops-03".to_owned()),
        lost: Vec::new(),
        gained: vec!["tools".to_owned()],
    };
    Checked { change: Some(change), ..checked(outcome, vec![load_test()]) }
}

/// One of each, in order of path.
pub fn every() -> Vec<Checked> {
    vec![pass(), fail(), regression(), known_failure(), without_score(), no_rubric(), faulty_rubric(), part()]
}

pub fn summary(all: &[Checked]) -> Summary {
    let mut summary = Summary::default();
    all.iter().for_each(|checked| summary.add(checked));
    summary
}

/// The summary of [`every`], with files that were passed over and not looked at.
pub fn whole(all: &[Checked]) -> Summary {
    Summary { passed_over: Passed { over: 2, unseen: 1 }, ..summary(all) }
}

/// What no format may let act: of terminals, build servers, XML, spreadsheets, HTML and Markdown.
pub const EVIL: &str = "=HYPERLINK(\"http://x.example\")\u{1b}[31mred\u{1b}]0;t\u{7}\u{9b}2J\r\n::error::x\n##[error]y ##vso[task.complete]z\n</testsuite><script>alert(1)</script>\u{202e}gnp.exe\u{2066}\0\u{fffe} | `code` **bold** _it_ ~~no~~ [link](http://y.example) ![pic](z.png) @octocat #12 GH-1 https://z.example www.w.example a@b.example :tada: $x$ &amp; % , : \\ \u{200b}\u{feff}\u{2028}\u{e0041}\u{7f}";

/// Results in which every text that came from a file is hostile.
pub fn hostile() -> Vec<Checked> {
    let evil = || EVIL.to_owned();
    let taint = |mut checked: Checked| {
        for issue in &mut checked.issues {
            (issue.message, issue.advice, issue.criterion) = (evil(), Some(evil()), Some(evil()));
        }
        for waived in &mut checked.waived {
            (waived.criterion, waived.reason) = (evil(), evil());
        }
        if let Some(change) = &mut checked.change {
            (change.moved_from, change.lost, change.gained) = (Some(evil()), vec![evil()], vec![evil()]);
        }
        let name = AnswerName { file: evil(), part: checked.name().part.as_ref().map(|_| evil()) };
        match &mut checked.outcome {
            Outcome::Graded(graded) => {
                graded.name = name;
                (graded.rubric.id, graded.rubric.title) = (evil(), evil());
                graded.source = source(b"x").into();
                if let Scorecard::Scored(card) = &mut graded.scorecard {
                    let mut worse = scored();
                    worse.confidence.reason = evil();
                    for criterion in worse.key_points.iter_mut().chain(&mut worse.looks_for) {
                        (criterion.id, criterion.says, criterion.advice) = (evil(), evil(), evil());
                    }
                    **card = worse;
                }
            }
            Outcome::NoRubric { name: n, why } | Outcome::Unreadable { name: n, why } => (*n, *why) = (name, evil()),
            Outcome::FaultyRubric { name: n, .. } => *n = name,
        }
        checked
    };
    every().into_iter().map(taint).collect()
}
