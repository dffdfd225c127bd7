//! `unfilled-gap`: what an imported or begun rubric leaves for a person to write.

use super::Linted;
use crate::authoring::gaps::gaps;
use crate::diagnostic::{Diagnostic, Severity};
use std::sync::Arc;

pub(super) fn lint(of: Linted<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(gaps(&of.file.text).into_iter().map(|gap| Diagnostic {
        severity: Severity::Warning,
        code: "unfilled-gap",
        message: format!("a gap: {}", gap.wanted),
        file: Arc::clone(of.file),
        span: gap.span,
        hint: Some("write it, and take the comment out".to_owned()),
    }));
}
