//! The parts of STAR that an answer names itself: by headings, bold leads, or words before a colon. Must not read the sentences themselves.

use super::reading::Reading;
use crate::answer::Block;
use crate::lexicon::Lexicon;
use crate::text::Break;
use std::ops::Range;

/// For each sentence the part that a heading, a bold lead or a label of its own names.
pub(super) fn labels(lexicon: &Lexicon, reading: &Reading<'_>) -> Vec<Option<usize>> {
    let mut current = None;
    let mut under = None;
    reading
        .text
        .sentences()
        .iter()
        .map(|sentence| {
            let heading = reading.headings[sentence.block];
            if heading != under {
                under = heading;
                current = heading.and_then(|h| stage_named(lexicon, reading.answer.blocks[h].text.text()));
            }
            let lead = lead(reading, sentence.tokens.clone(), &reading.answer.blocks[sentence.block]);
            match lead.map(|l| stage_named(lexicon, &l)) {
                Some(Some(stage)) => current = Some(stage),
                // A line with another label ("Roles:") no longer stands under the one before.
                Some(None) if opens_line(reading, sentence.span.start) => current = None,
                _ => {}
            }
            current
        })
        .collect()
}

/// Whether nothing but marks stands before this place on its line.
fn opens_line(reading: &Reading<'_>, start: u32) -> bool {
    let before = reading.source().get(..start as usize).unwrap_or("");
    before.trim_end_matches(['*', '_', '-', '#', ' ']).chars().next_back().is_none_or(|c| c == '\n')
}

/// The words that open a sentence like a label: bold, or before a colon or dash, or the whole of a very short line.
fn lead(reading: &Reading<'_>, tokens: Range<usize>, block: &Block) -> Option<String> {
    const LONGEST: usize = 5;
    let text = &reading.text;
    let words = |upto: usize| (tokens.start..upto).map(|t| text.plain(t)).collect::<Vec<_>>().join(" ");
    let mark = |at: &usize| matches!(text.tokens()[*at].before, Break::Colon | Break::Dash);
    if let Some(end) = (tokens.start + 1..tokens.end.min(tokens.start + LONGEST + 1)).find(mark) {
        return Some(words(end));
    }
    if tokens.len() <= 3 {
        return Some(words(tokens.end));
    }
    let first = text.tokens()[tokens.start].span.start;
    let opens = block.lead > 0 && block.text.span(0..block.lead).start <= first && first < block.text.span(0..block.lead).end;
    opens.then(|| block.text.text()[..block.lead].to_owned())
}

fn stage_named(lexicon: &Lexicon, raw: &str) -> Option<usize> {
    let lower = raw.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    // "Situation (STAR)", "1. Situation", "S - Situation"
    let words: Vec<&str> = words.into_iter().filter(|w| *w != "star" && !w.bytes().all(|b| b.is_ascii_digit())).collect();
    let named = |part: &str| lexicon.labels().iter().find(|l| l.words.contains(&part)).map(|l| usize::from(l.stage));
    named(&words.join(" ")).or_else(|| words.first().filter(|w| words.len() <= 3 && w.len() > 3).and_then(|w| named(w)))
}
