//! An answer made ready for matching: its own words folded and mended, with what is no evidence left out or marked.
//!
//! Must not find criteria; it decides only what of the text may speak.

use super::spelling::Vocabulary;
use crate::answer::{Answer, Block, BlockKind};
use crate::rubric::{Form, Rubric};
use crate::text::{Text, TextBuilder, english, fold};
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
    pub(super) fn new(answer: &'a Answer, rubric: &Rubric, vocabulary: &Vocabulary<'_>) -> Self {
        let mut builder = TextBuilder::new(vocabulary);
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
        let ignored = ignored(&text, rubric);
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

/// Each word of a text that is no answer, in lower case and with contractions written out, as [`Text::plain`] has them. Enough to tell
/// a copy, and far cheaper than folding.
pub(super) fn each_plain_word(raw: &str, mut each: impl FnMut(&str)) {
    let words = raw.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.'));
    for word in words.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty()) {
        let plain = fold::plain(word);
        match english::contraction(&plain) {
            Some(expansion) => expansion.split(' ').for_each(&mut each),
            None => each(plain.strip_suffix("'s").unwrap_or(&plain)),
        }
    }
}

fn ignored(text: &Text, rubric: &Rubric) -> Vec<bool> {
    // A fact may be one word behind those of the question ("The base case of the recursion is one").
    let nearly_all = if rubric.form == Form::Facts { 10 } else { 9 };
    let mut asked: HashSet<String, RandomState> = HashSet::default();
    each_plain_word(&rubric.question.prompt, |word| {
        if !asked.contains(word) {
            asked.insert(word.to_owned());
        }
    });
    let mut seen: HashSet<&str, RandomState> = HashSet::default();
    text.sentences()
        .iter()
        .map(|sentence| {
            let words = sentence.tokens.len();
            let folded = text.folded().get(text.folded_start(sentence.tokens.start)..text.folded_start(sentence.tokens.end)).unwrap_or("");
            let again = !seen.insert(folded.trim_end());
            let quoted = sentence.tokens.clone().filter(|&t| asked.contains(text.plain(t))).count();
            let question = words >= 8 && quoted * 10 >= words * nearly_all;
            again || question
        })
        .collect()
}
