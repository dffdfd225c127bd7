//! `rubrica rubric lint`: what is useless, doubtful or repeated in rubrics that have no fault. Each lint is a file that finds; this one
//! only gathers. Must not change rubrics, and must not print.

mod concepts;
mod criteria;
mod facts;
mod gaps;
mod loose;
mod phrases;
mod place;
mod slips;
mod wording;

use crate::diagnostic::{Diagnostic, Severity, SourceFile};
use crate::lexicon::Lexicon;
use crate::rubric::Rubric;
use place::{pattern_at, phrase_of, place_of, place_of_from};
use std::sync::Arc;

/// Every code, with what it is about; `docs/LINTS.md` says more of each.
pub const CODES: [(&str, &str); 11] = [
    ("unused-concept", "a concept of the rubric that nothing refers to"),
    ("shadowed-phrase", "a phrase that only hits where another of the same list does"),
    ("worn-phrase", "a phrase of several words of which only one is looked for"),
    ("likely-slip", "a comma or \"or\" between words of a phrase, or a number whose ~ was forgotten"),
    ("loose-pattern", "a pattern that fires in the answers to many other questions"),
    ("unreachable-criterion", "a looks-for that nothing can meet, or a key point none of whose patterns can fire"),
    ("idle-topic", "a topic or a need in a rubric of facts, where it decides nothing"),
    ("unlinked-omission", "an omission that no key point, looks-for or stage decides"),
    ("worthless-weight", "a criterion that is worth less than a point"),
    ("repeated-wording", "two criteria that say or advise the same"),
    ("unfilled-gap", "a comment `# gap:` that says what is still to be written"),
];

/// One rubric with its file.
#[derive(Debug, Clone, Copy)]
pub struct Linted<'r> {
    /// The rubric.
    pub rubric: &'r Rubric,
    /// Where it stands.
    pub file: &'r Arc<SourceFile>,
}

impl Linted<'_> {
    /// A finding at the place where some words of the file stand, first or after others.
    fn finding(&self, code: &'static str, after: &str, words: &str, message: String, hint: &str) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            code,
            message,
            file: Arc::clone(self.file),
            span: place_of(&self.file.text, after, words),
            hint: Some(hint.to_owned()),
        }
    }

    /// A finding about a phrase in the list of patterns that begins after some words.
    fn of_phrase(&self, code: &'static str, after: &str, phrase: &str, message: String, hint: &str) -> Diagnostic {
        Diagnostic { span: phrase_of(&self.file.text, after, phrase), ..self.finding(code, "", "", message, hint) }
    }

    /// A finding in a pattern, at some words of it; the pattern may be known as part of what is written.
    fn in_pattern(&self, code: &'static str, pattern: &str, words: &str, message: String, hint: &str) -> Diagnostic {
        let from = pattern_at(&self.file.text, 0, pattern);
        let span = place_of_from(&self.file.text, from, words);
        Diagnostic { span, ..self.finding(code, "", "", message, hint) }
    }

    /// A finding about a whole pattern of a criterion.
    fn of_pattern(&self, code: &'static str, id: &str, pattern: &str, message: String, hint: &str) -> Diagnostic {
        let criterion = self.file.text.find(&format!("id = \"{id}\"")).unwrap_or(0);
        let from = pattern_at(&self.file.text, criterion, pattern);
        let span = place_of_from(&self.file.text, from, pattern);
        Diagnostic { span, ..self.finding(code, "", "", message, hint) }
    }
}

/// Everything worth a look in one rubric, in order of place; `others` lends the answers to other questions.
pub fn lint(of: Linted<'_>, others: &[Rubric], lexicon: &Lexicon) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    concepts::lint(of, &mut findings);
    phrases::lint(of, &mut findings);
    loose::lint(of, others, lexicon, &mut findings);
    criteria::lint(of, lexicon, &mut findings);
    wording::lint(of, &mut findings);
    gaps::lint(of, &mut findings);
    slips::lint(of, &mut findings);
    facts::lint(of, &mut findings);
    findings.sort_by_key(|f| (f.span, f.code));
    findings
}
