//! The parts of SARIF 2.1.0 that `sarif` writes, by the names of the standard (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>). Plain
//! data; must not know a result of ours.

use serde::Serialize;

/// Where the schema of the format lies.
pub(super) const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The program that reports.
#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    pub(super) name: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) rules: Vec<Rule>,
}

/// A kind of finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub(super) id: &'static str,
    pub(super) short_description: Message,
    pub(super) full_description: Message,
    pub(super) help: Message,
    pub(super) default_configuration: Configuration,
}

#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) level: &'static str,
}

#[derive(Serialize)]
pub(super) struct Message {
    pub(super) text: String,
}

impl Message {
    /// Of a text in which nothing is a link or a placeholder.
    pub(super) fn plain(text: &str) -> Self {
        let mut escaped = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\\' | '[' | ']' => escaped.extend(['\\', c]),
                '{' | '}' => escaped.extend([c, c]),
                c => escaped.push(c),
            }
        }
        Self { text: escaped }
    }
}

/// One finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding {
    pub(super) rule_id: &'static str,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: [Location; 1],
    pub(super) partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressions: Vec<Suppression>,
    pub(super) properties: Properties,
}

#[derive(Serialize, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    pub(super) physical_location: PhysicalLocation,
}

#[derive(Serialize, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) region: Region,
}

#[derive(Serialize, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri_base_id: Option<&'static str>,
}

/// A stretch of text: lines and columns from 1, the last column one past the end.
#[derive(Serialize, Clone)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_column: Option<usize>,
}

impl Region {
    /// All of a line.
    pub(super) fn line(line: usize) -> Self {
        Self { start_line: line, start_column: None, end_line: None, end_column: None }
    }
}

#[derive(Serialize)]
pub(super) struct Fingerprints {
    /// See `fingerprint`; another way of making them is another name.
    #[serde(rename = "rubricaIssue/v1")]
    pub(super) issue: String,
}

/// Why a finding does not count.
#[derive(Serialize)]
pub(super) struct Suppression {
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) justification: String,
    pub(super) location: Location,
}

/// What the standard has no place for.
#[derive(Serialize)]
pub(super) struct Properties {
    pub(super) answer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rubric: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) criterion: Option<String>,
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    pub(super) tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) message: Message,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_holds_no_link_and_no_placeholder() {
        assert_eq!(Message::plain(r"[x](y) {0} \").text, r"\[x\](y) {{0}} \\");
    }
}
