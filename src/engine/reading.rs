//! An answer made ready for matching: its own words folded and mended, with what is no evidence left out or marked.
//!
//! Must not find criteria; it decides only what of the text may speak.

use super::spelling::Vocabulary;
use super::wording::Wording;
use crate::answer::{Answer, Block, BlockKind};
use crate::text::{Memory, Text, TextBuilder};
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// An answer as the engine reads it.
pub(super) struct Reading<'a> {
    pub(super) answer: &'a Answer,
    pub(super) text: Text,
    /// For each sentence, whether it is no evidence: the question quoted, or a sentence that stood before.
    pub(super) ignored: Vec<bool>,
    /// For each block, the text of the heading that it stands under.
    pub(super) headings: Vec<Option<usize>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(answer: &'a Answer, wording: &Wording, vocabulary: &Vocabulary<'_>, memory: &mut Memory) -> Self {
        let mut builder = TextBuilder::new(vocabulary, memory);
        let mut headings = Vec::with_capacity(answer.blocks.len());
        let mut heading = None;
        for (index, block) in answer.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Heading(_)) {
                heading = Some(index);
            }
            headings.push(heading);
            if speaks(block) {
                builder.block(index, &block.text);
            }
        }
        let text = builder.finish();
        let ignored = ignored(&text, wording);
        Self { answer, text, ignored, headings }
    }

    /// The decoded file.
    pub(super) fn source(&self) -> &'a str {
        &self.answer.source.text
    }
}

fn speaks(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow | BlockKind::Quote)
}

fn ignored(text: &Text, wording: &Wording) -> Vec<bool> {
    let asked = wording.asked();
    let mut seen: HashSet<&str, RandomState> = HashSet::default();
    text.sentences()
        .iter()
        .map(|sentence| {
            let words = sentence.tokens.len();
            let folded = text.folded().get(text.folded_start(sentence.tokens.start)..text.folded_start(sentence.tokens.end)).unwrap_or("");
            let again = !seen.insert(folded.trim_end());
            let quoted = sentence.tokens.clone().filter(|&t| asked.contains(text.plain(t))).count();
            let question = words >= 8 && quoted * 10 >= words * 9;
            again || question
        })
        .collect()
}
