//! Phrases that are frequent in answers marked high and that no pattern catches. Must not score.

use super::gather::Scored;
use crate::answer::{Answer, BlockKind};
use crate::authoring::check::{GOOD, POOR};
use crate::authoring::draft::is_common;
use crate::engine::{EntryFindings, Findings};
use crate::rubric::Rubric;
use crate::span::Span;
use crate::text::{Memory, NoSpeller, Text, TextBuilder, TokenKind, fold_words};
use std::collections::{BTreeMap, BTreeSet};

/// The most words of a phrase.
const LONGEST: usize = 4;
/// The fewest letters of a word that is told by itself.
const SHORTEST: usize = 3;
/// The most phrases that are told of one rubric.
const MOST: usize = 12;
/// So many answers at least must have a phrase.
const FEWEST: u32 = 2;
/// One good answer in so many at least must have it.
const RARE: u32 = 8;

/// A phrase that good answers share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its words, as the first answer writes them, in lower case.
    pub words: String,
    /// Answers marked at least good that have it, of how many.
    pub good: (u32, u32),
    /// Answers marked at most poor that have it, of how many.
    pub poor: (u32, u32),
    /// The first answer that has it, as an index into all answers.
    pub first: usize,
    /// Where it stands there.
    pub span: Span,
}

struct Counted {
    words: String,
    length: usize,
    good: u32,
    poor: u32,
    first: usize,
    span: Span,
}

/// The phrases of one rubric's answers, those first that tell good answers from poor ones best.
pub(super) fn uncaught(rubric: &Rubric, answers: &[(usize, &Scored)]) -> Vec<Phrase> {
    let asked: BTreeSet<String> = fold_words(&rubric.question.prompt).into_iter().map(|word| word.stem).collect();
    let mut memory = Memory::default();
    let mut counted: BTreeMap<Vec<String>, Counted> = BTreeMap::new();
    let (mut goods, mut poors) = (0, 0);
    let judged = |(_, scored): &&(usize, &'_ Scored)| matches!(scored.pair.marked, GOOD.. | ..=POOR);
    // Good answers first: a phrase is told as the first of them writes it.
    let mut order: Vec<&(usize, &Scored)> = answers.iter().filter(judged).collect();
    order.sort_by_key(|(_, scored)| scored.pair.marked < GOOD);
    for (at, scored) in order {
        let good = scored.pair.marked >= GOOD;
        goods += u32::from(good);
        poors += u32::from(!good);
        let text = folded(&scored.answer, &mut memory);
        let mut seen = BTreeSet::new();
        for (stems, tokens) in phrases(&text, &caught(&scored.findings), &asked) {
            if !seen.insert(stems.clone()) {
                continue;
            }
            let fresh = || Counted {
                words: tokens.clone().map(|t| text.plain(t)).collect::<Vec<_>>().join(" "),
                length: stems.len(),
                good: 0,
                poor: 0,
                first: *at,
                span: text.span(&tokens),
            };
            let one = match good {
                true => counted.entry(stems.clone()).or_insert_with(fresh),
                false => match counted.get_mut(&stems) {
                    Some(one) => one,
                    None => continue,
                },
            };
            *if good { &mut one.good } else { &mut one.poor } += 1;
        }
    }
    let often = |one: &Counted| one.good >= FEWEST.max(goods.div_ceil(RARE)) && one.good * poors > one.poor * goods;
    let mut found: Vec<(Vec<String>, Counted)> =
        counted.into_iter().filter(|(_, one)| often(one) || (poors == 0 && one.good >= FEWEST)).collect();
    // Most answers that tell first; a longer phrase of as many says more.
    let telling = |one: &Counted| i64::from(one.good) * i64::from(poors.max(1)) - i64::from(one.poor) * i64::from(goods);
    found.sort_by(|(a, x), (b, y)| telling(y).cmp(&telling(x)).then(y.length.cmp(&x.length)).then(a.cmp(b)));
    let mut kept: Vec<(Vec<String>, Counted)> = Vec::new();
    for (stems, one) in found {
        // A part of a phrase that is told already, or a phrase around one, says little more.
        let within = |(other, _): &(Vec<String>, Counted)| {
            let inside = |long: &[String], short: &[String]| long.windows(short.len()).any(|window| window == short);
            inside(other, &stems) || inside(&stems, other)
        };
        if kept.len() < MOST && !kept.iter().any(within) {
            kept.push((stems, one));
        }
    }
    let phrase =
        |one: Counted| Phrase { words: one.words, good: (one.good, goods), poor: (one.poor, poors), first: one.first, span: one.span };
    kept.into_iter().map(|(_, one)| phrase(one)).collect()
}

fn folded(answer: &Answer, memory: &mut Memory) -> Text {
    let mut builder = TextBuilder::new(&NoSpeller, memory);
    for (at, block) in answer.blocks.iter().enumerate() {
        if !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Code) {
            builder.block(at, &block.text);
        }
    }
    builder.finish()
}

/// The stretches of an answer that some criterion's pattern has caught, in order.
fn caught(findings: &Findings) -> Vec<Span> {
    let points = findings.key_points.iter().flat_map(|k| k.evidence.iter().chain(&k.hints));
    let linked = findings.looks_for.iter().chain(&findings.mistakes).flat_map(|l| l.evidence.iter().chain(&l.says));
    let stages = findings.stages.iter().flatten();
    let quotes = points.chain(linked).chain(stages).flat_map(|e: &EntryFindings| e.quotes.iter().chain(&e.hints));
    let mut spans: Vec<Span> = quotes.map(|quote| quote.span).collect();
    spans.sort_unstable();
    spans
}

/// Runs of words of one sentence that begin and end with a word of content and that nothing has caught.
fn phrases(text: &Text, caught: &[Span], asked: &BTreeSet<String>) -> Vec<(Vec<String>, std::ops::Range<usize>)> {
    let free = |token: usize| {
        let span = text.tokens()[token].span;
        !caught.iter().take_while(|c| c.start < span.end).any(|c| c.end > span.start)
    };
    let content = |token: usize| text.tokens()[token].kind == TokenKind::Content && !asked.contains(text.stem(token));
    let mut phrases = Vec::new();
    for sentence in text.sentences() {
        let free: Vec<bool> = sentence.tokens.clone().map(free).collect();
        for start in sentence.tokens.clone() {
            let from = start - sentence.tokens.start;
            let longest = free[from..].iter().take(LONGEST).take_while(|free| **free).count();
            for length in (1..=longest).filter(|length| content(start) && content(start + length - 1)) {
                let tokens = start..start + length;
                let stems: Vec<String> = tokens.clone().map(|t| text.stem(t).to_owned()).filter(|stem| !stem.is_empty()).collect();
                let plain = length == 1 && (is_common(text.stem(start)) || text.stem(start).chars().count() < SHORTEST);
                if !plain && !stems.is_empty() {
                    phrases.push((stems, tokens));
                }
            }
        }
    }
    phrases
}
