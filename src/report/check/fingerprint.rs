//! What tells one issue from another from run to run, so that a platform can follow it: a digest of which answer it is of, its code and
//! what it is about, but not of lines, scores or wording that changes with every edit.

use crate::batch::{Checked, Issue, IssueCode};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The fingerprint of each issue of an answer, in order: 32 hexadecimal digits, no two alike within the answer. `scope` tells the answer
/// from others.
pub(super) fn of_issues(scope: &str, checked: &Checked) -> Vec<String> {
    let mut seen: BTreeMap<(IssueCode, String), usize> = BTreeMap::new();
    let mut of = |issue: &Issue| {
        let about = about(issue);
        let nth = seen.entry((issue.code, about.clone())).and_modify(|n| *n += 1).or_insert(0);
        of_parts(&[scope, issue.code.name(), &about, &nth.to_string()])
    };
    checked.issues.iter().map(&mut of).collect()
}

/// The fingerprint of something that is told apart by these texts.
pub(super) fn of_parts(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(b"\0");
    }
    hash.finalize().iter().take(16).fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

/// What an issue is about, where its code does not say it all: a criterion, a part of the score or of STAR, a stage, a waiver.
fn about(issue: &Issue) -> String {
    match (&issue.criterion, issue.code) {
        (Some(criterion), _) => criterion.clone(),
        (None, IssueCode::PartBelowThreshold | IssueCode::MissingStarPart | IssueCode::MissingStage) => {
            issue.message.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect()
        }
        (None, IssueCode::UnknownWaiver | IssueCode::UnclearDirective) => issue.message.clone(),
        (None, _) => String::new(),
    }
}
