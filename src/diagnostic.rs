//! Faults in files that people write for the program (rubrics, lexicon, configuration): what is wrong, where, and what would help.
//! Knows no domain word and prints nothing; `report::diagnostics` shows them.

use crate::span::{LineIndex, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// How grave a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the file can be used.
    Warning,
    /// The file cannot be used.
    Error,
}

/// A file as it was read: its name for messages and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name shown to people, as they gave it.
    pub name: String,
    /// The whole text, decoded.
    pub text: Cow<'static, str>,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// A stable code, lower-case with hyphens (`unknown-key`), that documentation and settings can name.
    pub code: &'static str,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// The file that it stands in.
    pub file: Arc<SourceFile>,
    /// Where in the file, in bytes of its text.
    pub span: Span,
    /// What would help, if that is known.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error at a place of a file.
    pub fn error(code: &'static str, file: &Arc<SourceFile>, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), file: Arc::clone(file), span, hint: None }
    }

    /// What is wrong and where, in one line: `rubric.toml:3:9: no such concept: metrix`.
    pub fn in_a_line(&self) -> String {
        let place = LineIndex::new(&self.file.text).place(self.span.start);
        format!("{}:{}:{}: {}", self.file.name, place.line, place.column, self.message)
    }

    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The candidate nearest to a mistyped name, if one is near enough to be meant (Jaro-Winkler similarity above 0.8).
pub fn did_you_mean<'c>(wrong: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    candidates
        .into_iter()
        .map(|c| (strsim::jaro_winkler(wrong, c), c))
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, c)| c)
}
