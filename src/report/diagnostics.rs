//! Faults in rubrics, lexicon files and configuration as people read them: the line, what is wrong under it, a code, a hint. File
//! text is untrusted: nothing of it acts in a terminal. Must not find faults or print.

use super::escape::{harmless, line};
use super::json::document;
use crate::diagnostic::{Diagnostic, Severity, SourceFile};
use crate::span::LineIndex;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;
use std::io::{self, Write};
use std::sync::Arc;

/// So many faults are shown in full; of the rest, their number.
const MOST_SHOWN: usize = 100;

/// Renders faults in the order given, coloured for a terminal or plain. Empty when there are none.
pub fn render(faults: &[Diagnostic], coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    let mut lines: Option<(&Arc<SourceFile>, LineIndex<'_>)> = None;
    for fault in faults.iter().take(MOST_SHOWN) {
        // Faults of one file mostly stand together; its lines are counted once.
        let (_, index) = match lines.take().filter(|(file, _)| Arc::ptr_eq(file, &fault.file)) {
            Some(same) => lines.insert(same),
            None => lines.insert((&fault.file, LineIndex::new(&fault.file.text))),
        };
        out.push_str(&one(fault, index, &renderer));
        out.push_str("\n\n");
    }
    if let more @ 1.. = faults.len().saturating_sub(MOST_SHOWN) {
        out.push_str(&format!("... and {more} more\n"));
    }
    out
}

/// The version of the document of [`json()`]: fields may be added to it, never renamed or removed.
const SCHEMA_VERSION: u32 = 1;

/// Writes one document with every fault, in order, with places for programs.
///
/// # Errors
/// Those of the writer.
pub fn json(out: &mut dyn Write, faults: &[Diagnostic]) -> io::Result<()> {
    let entry = |fault: &'_ Diagnostic| {
        let lines = LineIndex::new(&fault.file.text);
        let (start, end) = (lines.place(fault.span.start), lines.place(fault.span.end));
        Entry {
            code: fault.code,
            severity: if fault.severity == Severity::Error { "error" } else { "warning" },
            message: fault.message.clone(),
            hint: fault.hint.clone(),
            file: fault.file.name.clone(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    };
    document(out, &Document { schema_version: SCHEMA_VERSION, findings: faults.iter().map(entry).collect() })
}

#[derive(Serialize)]
struct Document {
    schema_version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    code: &'static str,
    severity: &'static str,
    message: String,
    hint: Option<String>,
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn one(fault: &Diagnostic, index: &LineIndex<'_>, renderer: &Renderer) -> String {
    let text = &*fault.file.text;
    let boundary = |at: u32| text.floor_char_boundary((at as usize).min(text.len()));
    let (start, end) = (boundary(fault.span.start), boundary(fault.span.end));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line_end = if text[..line_end].ends_with('\r') { (line_end - 1).max(start) } else { line_end };
    // What spans several lines is marked on its first.
    let end = end.clamp(start, line_end);
    let [before, marked, after] = [&text[line_start..start], &text[start..end], &text[end..line_end]].map(visible);
    let mark = before.len()..before.len() + marked.len();

    let level = match fault.severity {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let snippet = Snippet::source([before, marked, after].concat())
        .path(line(&fault.file.name))
        .line_start(index.place(fault.span.start).line)
        .annotation(AnnotationKind::Primary.span(mark));
    let title = level.primary_title(line(&fault.message)).id(fault.code);
    let group = title.element(snippet);
    match &fault.hint {
        Some(hint) => renderer.render(&[group.element(Level::HELP.message(line(hint)))]),
        None => renderer.render(&[group]),
    }
}

/// A text made harmless whose tabs stay: they line up the file's own columns.
fn visible(text: &str) -> String {
    text.split('\t').map(harmless).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn fault(text: &str, start: usize, end: usize) -> Diagnostic {
        let file = Arc::new(SourceFile { name: "a\u{1b}[31m.toml".into(), text: text.to_owned().into() });
        Diagnostic::error("some-code", &file, Span::new(start, end), "bad \u{9b}2J\nthing").with_hint("try \u{1b}]0;x\u{7} this")
    }

    #[test]
    fn nothing_of_a_file_acts_in_a_terminal() {
        let text = "a = 1\nb = \"\u{1b}[2J\u{202e}é\u{9b}\"\r\n";
        for coloured in [false, true] {
            let rendered = render(&[fault(text, 10, 20)], coloured);
            let ours = |c: char| c != '\n' && c.is_control() && !(coloured && c == '\u{1b}');
            assert!(!rendered.contains(ours), "{rendered:?}");
            for acting in ["\u{1b}[2J", "\u{1b}]", "\u{1b}[31m.toml", "\u{202e}", "\u{9b}"] {
                assert!(!rendered.contains(acting), "{rendered:?}");
            }
            assert!(rendered.contains("␛[2J\\u{202e}é\\u{9b}"), "{rendered:?}");
        }
    }

    #[test]
    fn any_span_can_be_shown() {
        for text in ["", "\n", "\r\n", "é", "a\r\nb\r\n", "\u{feff}x"] {
            for start in 0..8 {
                for end in start..9 {
                    assert!(render(&[fault(text, start, end)], false).contains("some-code"));
                }
            }
        }
    }

    #[test]
    fn a_flood_of_faults_is_cut_short() {
        let many = vec![fault("a = 1", 0, 1); MOST_SHOWN + 3];
        assert!(render(&many, false).ends_with("... and 3 more\n"));
        assert_eq!(render(&[], true), "");
    }
}
