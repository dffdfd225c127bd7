//! `sarif`: SARIF 2.1.0 for code scanning. One result an issue, written as the answers come; a waived criterion is a suppressed result.
//! Committed as the standard is: rules and properties are only ever added. Holds nothing.

use super::sarif_log::{
    ArtifactLocation, Configuration, Driver, Finding, Fingerprints, Invocation, Location, Message, Notification, PhysicalLocation,
    Properties, Region, Rule, SCHEMA, Suppression, Tool,
};
use super::{Report, facts, fingerprint};
use crate::batch::{Block, Change, ChangeKind, Checked, Issue, IssueCode, Level, Outcome, Summary, Waived};
use crate::report::{escape, json};
use crate::rubric::MistakeSeverity;
use crate::score::Status;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Code scanning refuses a file with more than 25,000 results. Notes give way long before; errors and warnings never do.
const MOST_BEFORE_NOTES_GO: usize = 20_000;

/// Writes a log with one run.
pub struct Sarif<W> {
    out: W,
    begun: bool,
    results: usize,
    left_out: usize,
}

impl<W: Write> Sarif<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, begun: false, results: 0, left_out: 0 }
    }

    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        write!(self.out, "{{\n\"$schema\":\"{SCHEMA}\",\n\"version\":\"2.1.0\",\n\"runs\":[{{\n\"tool\":")?;
        json::compact(&mut self.out, &tool())?;
        // Columns count characters, not units of UTF-16.
        write!(self.out, ",\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[")
    }

    fn put(&mut self, finding: &Finding) -> io::Result<()> {
        self.out.write_all(if self.results == 0 { b"\n" } else { b",\n" })?;
        self.results += 1;
        json::compact(&mut self.out, finding)
    }
}

impl<W: Write> Report for Sarif<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        self.begin()?;
        for (issue, fingerprint) in checked.issues.iter().zip(fingerprint::of_issues(&scope(checked), checked)) {
            if issue.level == Level::Note && self.results >= MOST_BEFORE_NOTES_GO {
                self.left_out += 1;
            } else {
                self.put(&finding(checked, issue, fingerprint))?;
            }
        }
        checked.waived.iter().try_for_each(|waived| self.put(&suppressed(checked, waived)))
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.begin()?;
        let note = |text: &str| Notification { level: "note", message: Message::plain(text) };
        let mut notifications: Vec<Notification> = facts::remarks(summary).iter().map(|remark| note(remark)).collect();
        if self.left_out > 0 {
            let text = format!("{} notes are left out: code scanning takes no more than 25000 results", self.left_out);
            notifications.push(Notification { level: "warning", message: Message::plain(&text) });
        }
        let successful = !matches!(summary.worst, Some(Block::Fault));
        let invocation = Invocation { execution_successful: successful, tool_execution_notifications: notifications };
        write!(self.out, "\n],\n\"invocations\":[")?;
        json::compact(&mut self.out, &invocation)?;
        self.out.write_all(b"]\n}]\n}\n")?;
        self.out.flush()
    }
}

fn tool() -> Tool {
    let rule = |code: IssueCode| {
        let meaning = code.meaning();
        Rule {
            id: code.name(),
            short_description: Message::plain(meaning),
            full_description: Message::plain(&format!("{meaning}.")),
            help: Message::plain(&format!("{meaning}. `{}` under [severity] in rubrica.toml sets how grave that is.", code.name())),
            default_configuration: Configuration { level: code.usual_level().name() },
        }
    };
    let rules = IssueCode::all().map(rule).collect();
    Tool { driver: Driver { name: "rubrica", semantic_version: env!("CARGO_PKG_VERSION"), rules } }
}

/// Which answer of its file: paths stand beside fingerprints, and are left out of them so that a move changes none.
fn scope(checked: &Checked) -> String {
    checked.name().part.clone().or_else(|| rubric(checked)).unwrap_or_default()
}

fn rubric(checked: &Checked) -> Option<String> {
    match &checked.outcome {
        Outcome::Graded(graded) => Some(graded.rubric.id.clone()),
        _ => None,
    }
}

fn finding(checked: &Checked, issue: &Issue, fingerprint: String) -> Finding {
    Finding {
        rule_id: issue.code.name(),
        rule_index: issue.code as usize,
        level: issue.level.name(),
        message: Message::plain(&escape::plain(&facts::sentence(issue))),
        locations: [location(checked, issue.region.map_or(Region::line(1), region))],
        partial_fingerprints: Fingerprints { issue: fingerprint },
        baseline_state: checked.change.as_ref().and_then(|change| state(change, issue)),
        suppressions: Vec::new(),
        properties: properties(checked, issue.criterion.clone()),
    }
}

/// What is known of an issue's history. Of a changed answer only the criteria that it met before are kept: whether it made a mistake
/// then is not known.
fn state(change: &Change, issue: &Issue) -> Option<&'static str> {
    let lost = |id: &String| change.lost.contains(id);
    match change.kind {
        ChangeKind::New => Some("new"),
        ChangeKind::Unchanged => Some("unchanged"),
        _ if issue.code == IssueCode::Regression || issue.criterion.as_ref().is_some_and(lost) => Some("new"),
        _ if matches!(issue.code, IssueCode::Missed | IssueCode::Denied) => Some("updated"),
        _ => None,
    }
}

/// A criterion that does not count, as the finding that it would have been.
fn suppressed(checked: &Checked, waived: &Waived) -> Finding {
    let (code, says) = would_be(checked, &waived.criterion);
    let place = location(checked, Region::line(waived.line));
    let suppression = Suppression {
        kind: "inSource",
        status: "accepted",
        justification: escape::plain(&waived.reason).into_owned(),
        location: place.clone(),
    };
    let text = format!("waived ({}): {} ({})", waived.points, says, waived.criterion);
    Finding {
        rule_id: code.name(),
        rule_index: code as usize,
        level: code.usual_level().name(),
        message: Message::plain(&escape::plain(&text)),
        locations: [place],
        partial_fingerprints: Fingerprints { issue: fingerprint::of_parts(&[&scope(checked), code.name(), &waived.criterion, "waived"]) },
        baseline_state: None,
        suppressions: vec![suppression],
        properties: properties(checked, Some(waived.criterion.clone())),
    }
}

/// The code that a criterion would be told by, and what it says.
fn would_be<'c>(checked: &'c Checked, id: &str) -> (IssueCode, &'c str) {
    let Some(card) = checked.card() else { return (IssueCode::Missed, "") };
    if let Some(mistake) = card.mistakes.iter().find(|m| m.id == id) {
        let critical = mistake.severity == MistakeSeverity::Critical;
        return (if critical { IssueCode::CriticalMistake } else { IssueCode::Mistake }, &mistake.says);
    }
    match card.key_points.iter().chain(&card.looks_for).find(|c| c.id == id) {
        Some(criterion) if criterion.status == Status::Denied => (IssueCode::Denied, &criterion.says),
        criterion => (IssueCode::Missed, criterion.map_or("", |c| &c.says)),
    }
}

fn properties(checked: &Checked, criterion: Option<String>) -> Properties {
    Properties { answer: checked.name().to_string(), rubric: rubric(checked), criterion }
}

fn location(checked: &Checked, region: Region) -> Location {
    let path = facts::path(&checked.name().file);
    let absolute = path.starts_with('/');
    let artifact_location = match absolute {
        true => ArtifactLocation { uri: format!("file://{}", encoded(&path)), uri_base_id: None },
        false => ArtifactLocation { uri: encoded(&path), uri_base_id: Some("%SRCROOT%") },
    };
    Location { physical_location: PhysicalLocation { artifact_location, region } }
}

fn region(region: crate::batch::Region) -> Region {
    let (start, end) = (region.start, region.end);
    // What has no evidence of its own stands at an opening; the rest of the line is then as good as nothing.
    let wide = end > start;
    Region {
        start_line: start.line,
        start_column: Some(start.column),
        end_line: wide.then_some(end.line),
        end_column: wide.then_some(end.column),
    }
}

/// A path as a reference of a URI: everything but letters, digits, `-._~` and `/` by its bytes.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => drop(write!(uri, "%{byte:02X}")),
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(encoded("answers/a b:é%.md"), "answers/a%20b%3A%C3%A9%25.md");
    }
}
