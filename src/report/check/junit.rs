//! `junit`: a suite for each file and a case for each answer. A case fails when its answer holds things up, and passes only when it was
//! judged: what was not, and known failures, are skipped with the reason. Held until the end, because the counts come first; of each
//! answer only its name and its issues in brief.

use super::{Report, facts};
use crate::batch::{Block, Checked, Issue, Level, Outcome, Summary, Verdict};
use crate::report::escape;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite, XmlString};
use std::io::{self, Write};

/// The most issues of an answer that are told.
const ISSUES: usize = 20;

/// Writes XML.
pub struct Junit<W> {
    out: W,
    suites: Vec<TestSuite>,
}

impl<W: Write> Junit<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, suites: Vec::new() }
    }
}

impl<W: Write> Report for Junit<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        let file = XmlString::from(escape::plain(&facts::path(&checked.name().file)));
        // Answers of a file come one after the other.
        let suite = match self.suites.last_mut().filter(|suite| suite.name == file) {
            Some(suite) => suite,
            None => {
                let mut suite = TestSuite::new(file.clone());
                suite.extra.insert("file".into(), file);
                self.suites.push(suite);
                let last = self.suites.len() - 1;
                &mut self.suites[last]
            }
        };
        suite.add_test_case(case(checked));
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        let mut report = quick_junit::Report::new("rubrica");
        report.add_test_suites(self.suites.drain(..));
        let xml = report.to_string().map_err(io::Error::other)?;
        // The schema that Jenkins checks files against knows no such attribute on the outermost element, only on suites.
        let xml = xml.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1);
        self.out.write_all(xml.as_bytes())?;
        self.out.flush()
    }
}

fn case(checked: &Checked) -> TestCase {
    let rubric = match &checked.outcome {
        Outcome::Graded(graded) => graded.rubric.id.as_str(),
        _ => "no rubric",
    };
    let mut case = TestCase::new(escape::plain(&checked.name().to_string()), status(checked));
    case.set_classname(escape::plain(rubric));
    if let Some(card) = checked.card() {
        let change = facts::change(checked).map(|change| format!("; {change}")).unwrap_or_default();
        case.set_system_out(escape::plain(&format!("{}, {} confidence{change}", facts::score(card), card.confidence.level.name())));
    }
    case
}

fn status(checked: &Checked) -> TestCaseStatus {
    let Some(block) = checked.blocks() else {
        return match (checked.known_failure, checked.verdict()) {
            (true, _) => skipped("let through by the baseline"),
            (false, Verdict::Pass) => TestCaseStatus::success(),
            (false, Verdict::None) => skipped("no threshold is set, so it neither passes nor fails"),
            (false, Verdict::Unscored | Verdict::Fail) => {
                skipped(&escape::plain(&first(checked).map(|i| i.message.clone()).unwrap_or_default()))
            }
        };
    };
    let kind = match block {
        Block::Failed => NonSuccessKind::Failure,
        Block::Unscored | Block::Fault => NonSuccessKind::Error,
    };
    let mut status = TestCaseStatus::non_success(kind);
    if let Some(issue) = first(checked) {
        status.set_type(issue.code.name()).set_message(escape::plain(&issue.message));
    }
    let issues = facts::gravest_first(checked);
    let mut told: Vec<String> = issues.iter().take(ISSUES).map(|issue| line(issue)).collect();
    if issues.len() > ISSUES {
        told.push(format!("and {} more", issues.len() - ISSUES));
    }
    status.set_description(told.join("\n"));
    status
}

fn skipped(why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(why);
    status
}

fn first(checked: &Checked) -> Option<&Issue> {
    facts::gravest_first(checked).into_iter().next()
}

fn line(issue: &Issue) -> String {
    let place = facts::place(issue).map(|place| format!("{place} ")).unwrap_or_default();
    let told = if issue.level > Level::Note { facts::sentence(issue) } else { issue.message.clone() };
    escape::plain(&format!("{place}{} {}: {told}", issue.level.name(), issue.code.name())).into_owned()
}
