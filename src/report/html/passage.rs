//! The text of an answer cut up for highlighting: paragraphs, each cut into segments wherever a piece of evidence begins or ends, so
//! that overlapping evidence nests. Taken together the segments are the whole text, unchanged. Must not know markup.

use super::evidence::{Evidence, Part};
use super::shown::Shown;
use crate::score::{STAR_NAMES, StarPart};
use crate::span::Span;

/// A paragraph with the white space that follows it.
#[derive(Debug)]
pub(super) struct Paragraph<'t> {
    /// How it is set: `front` for front matter, `head` for a heading, `flow` where line breaks only wrap, else nothing.
    pub(super) kind: &'static str,
    /// The parts of STAR that are shown in it, in order.
    pub(super) star: Vec<Stop>,
    /// Its segments, in order.
    pub(super) segments: Vec<Segment<'t>>,
}

/// A part of STAR beside a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// Its class in style sheets.
    pub(super) class: &'static str,
    /// Its first letter.
    pub(super) letter: &'static str,
    /// Its name.
    pub(super) name: &'static str,
}

/// The parts of STAR as stops.
pub(super) const STOPS: [Stop; 4] = [
    Stop { class: "s0", letter: "S", name: STAR_NAMES[0] },
    Stop { class: "s1", letter: "T", name: STAR_NAMES[1] },
    Stop { class: "s2", letter: "A", name: STAR_NAMES[2] },
    Stop { class: "s3", letter: "R", name: STAR_NAMES[3] },
];

/// A stretch of text under the same evidence.
#[derive(Debug)]
pub(super) struct Segment<'t> {
    /// The text.
    pub(super) text: Shown<'t>,
    /// The evidence that begins here, by place in the list.
    pub(super) opens: Vec<usize>,
    /// The parts that speak here, outermost first; none for bare text.
    pub(super) parts: Vec<Part>,
    /// The evidence that stands here, narrowest first, by place in the list.
    pub(super) evidence: Vec<usize>,
}

/// Cuts a stretch of a text. Evidence that has no place in it is left out.
pub(super) fn paragraphs<'t>(text: &'t str, stretch: Span, evidence: &[Evidence<'_>], star: &[StarPart; 4]) -> Vec<Paragraph<'t>> {
    // A line break is one, however it is written.
    let inside = |at: u32| {
        at.checked_sub(1).is_some_and(|before| text.as_bytes().get(before as usize..).is_some_and(|rest| rest.starts_with(b"\r\n")))
    };
    let whole = |span: Span| Span { start: span.start - u32::from(inside(span.start)), end: span.end + u32::from(inside(span.end)) };
    let spans: Vec<Option<Span>> = evidence.iter().map(|e| e.placed.then(|| whole(e.span))).collect();
    let mut cuts: Vec<u32> = spans.iter().flatten().flat_map(|span| [span.start, span.end]).collect();
    let paragraphs = split(stretch.of(text), stretch.start);
    cuts.extend(paragraphs.iter().flat_map(|(span, _)| [span.start, span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut open = Open { spans: &spans, evidence, next: 0, active: Vec::new() };
    let mut cuts = cuts.into_iter().peekable();
    paragraphs
        .into_iter()
        .map(|(paragraph, kind)| {
            let mut segments = Vec::new();
            while let Some(start) = cuts.next_if(|at| *at < paragraph.end) {
                let end = cuts.peek().copied().unwrap_or(paragraph.end);
                segments.push(open.segment(text, Span { start, end }));
            }
            Paragraph { kind, star: stops(star, paragraph), segments }
        })
        .collect()
}

/// The evidence at work while the text is read from its beginning to its end.
struct Open<'e, 'c> {
    spans: &'e [Option<Span>],
    evidence: &'e [Evidence<'c>],
    next: usize,
    active: Vec<usize>,
}

impl Open<'_, '_> {
    fn segment<'t>(&mut self, text: &'t str, span: Span) -> Segment<'t> {
        self.active.retain(|at| self.spans[*at].is_some_and(|s| s.end > span.start));
        let first = self.next;
        // Evidence stands in the order of its beginning.
        while self.spans.get(self.next).is_some_and(|s| s.is_none_or(|s| s.start <= span.start)) {
            self.next += 1;
        }
        let opens: Vec<usize> = (first..self.next).filter(|at| self.spans[*at].is_some()).collect();
        self.active.extend(&opens);
        let mut evidence = self.active.clone();
        evidence.sort_by_key(|at| self.spans[*at].map(|s| s.end - s.start));
        let mut parts: Vec<Part> = evidence.iter().map(|at| self.evidence[*at].part).collect();
        // A key point is what most readers look for: it lies on top of others.
        parts.sort_unstable_by(|a, b| b.cmp(a));
        parts.dedup();
        Segment { text: Shown::text(span.of(text)), opens, parts, evidence }
    }
}

/// The parts of STAR whose evidence touches a paragraph.
fn stops(star: &[StarPart; 4], paragraph: Span) -> Vec<Stop> {
    let touches = |span: Span| span.start < paragraph.end && span.end > paragraph.start;
    let shown = STOPS.iter().zip(star).filter(|(_, part)| part.present && part.evidence.iter().any(|quote| touches(quote.span)));
    shown.map(|(stop, _)| *stop).collect()
}

/// The paragraphs of a text that begins at `start`, with what kind each is; every byte is in one of them.
fn split(text: &str, start: u32) -> Vec<(Span, &'static str)> {
    let mut paragraphs: Vec<(Span, &'static str)> = Vec::new();
    let mut at = start as usize;
    let mut blank = false;
    let front = if start == 0 { front_matter(text) } else { 0 };
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let empty = line.trim().is_empty();
        match paragraphs.last_mut() {
            Some((last, _)) if end <= front || (!blank && at > front) || empty => last.end = Span::new(at, end).end,
            _ => {
                let kind = match () {
                    () if at < front => "front",
                    () if line.starts_with('#') => "head",
                    () => "",
                };
                paragraphs.push((Span::new(at, end), kind));
            }
        }
        blank = empty || (at >= front && line.starts_with('#'));
        at = end;
    }
    for (span, kind) in &mut paragraphs {
        let (start, end) = (text.get((span.start - start) as usize..), (span.end - span.start) as usize);
        if kind.is_empty() && start.and_then(|rest| rest.get(..end)).is_some_and(wraps) {
            *kind = "flow";
        }
    }
    paragraphs
}

/// The fewest characters of a line that an editor has wrapped.
const WRAPPED: usize = 50;

/// Whether the line breaks of a paragraph only wrap running text: no list, no table, no short lines. Only for the eye: on a page the
/// text flows again, and nothing of it is changed.
fn wraps(paragraph: &str) -> bool {
    let mut lines = paragraph.trim_end().lines().peekable();
    while let Some(line) = lines.next() {
        let long = lines.peek().is_none() || (line.chars().count() >= WRAPPED && !line.ends_with("  ") && !line.ends_with('\\'));
        let word = line.trim_start_matches(['"', '\'', '“', '‘', '(']);
        let numbered = word.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
        if !long || numbered || !word.starts_with(char::is_alphanumeric) {
            return false;
        }
    }
    true
}

/// How many bytes at the beginning read as front matter; 0 for none. Only for the eye: what it says has been read long before.
fn front_matter(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let Some(fence) = lines.next().filter(|line| matches!(line.trim_end(), "---" | "+++")) else { return 0 };
    let mut end = fence.len();
    for line in lines {
        end += line.len();
        if line.trim_end() == fence.trim_end() {
            return end;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_hold_every_byte() {
        let text = "---\nquestion: x\n\nby: y\n---\n\n# Title\nOne\ntwo.\n\n\nThree.\r\n";
        let found: Vec<(&str, &str)> = split(text, 0).into_iter().map(|(span, kind)| (span.of(text), kind)).collect();
        let expected =
            [("---\nquestion: x\n\nby: y\n---\n\n", "front"), ("# Title\n", "head"), ("One\ntwo.\n\n\n", ""), ("Three.\r\n", "flow")];
        assert_eq!(found, expected);
        assert_eq!(front_matter("---\nnever closed\n"), 0);
    }

    #[test]
    fn running_text_flows_and_lists_do_not() {
        let line = "word ".repeat(12);
        assert!(wraps(&format!("{}\nand so on.\n\n", line.trim_end())));
        for not in ["Short.\nShort.\n", &format!("- {line}\n- {line}"), &format!("{line}\n2. {line}"), &format!("| {line}")] {
            assert!(!wraps(not), "{not}");
        }
    }
}
