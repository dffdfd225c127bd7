//! `idle-topic`: what a topic asks for in a rubric of facts, where it decides nothing.

use super::Linted;
use crate::diagnostic::Diagnostic;
use crate::rubric::{Credit, Form};

pub(super) fn lint(of: Linted<'_>, findings: &mut Vec<Diagnostic>) {
    let rubric = of.rubric;
    if rubric.form != Form::Facts {
        return;
    }
    for need in &rubric.topic.needs {
        let message = "a need limits nothing where form = \"facts\"".to_owned();
        let hint = "make it a key point, or take out form = \"facts\" where an account is asked for";
        findings.push(of.finding("idle-topic", "[[topic.need]]", &need.says, message, hint));
    }
    // Terms that share their credit count wherever they stand.
    let shared =
        rubric.key_points.iter().all(|point| point.credit == Credit::Shared) && rubric.looks_for.iter().all(|l| l.evidence.is_empty());
    if shared && !rubric.topic.evidence.is_empty() {
        let message = "a topic changes nothing here: with credit = \"shared\" terms count wherever they stand".to_owned();
        findings.push(of.finding(
            "idle-topic",
            "",
            "[topic]",
            message,
            "take it out, or take out form = \"facts\" where an account is asked for",
        ));
    }
}
