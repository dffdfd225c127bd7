//! Finding patterns: phrases wherever they stand, then each node from the hits of its parts. Says where a pattern hits,
//! never what that means.

use super::numbering::Numbering;
use super::program::{Class, Node, NodeId, Program, in_row};
use super::reading::Reading;
use super::search::Search;
use crate::text::english::VerbForm;
use crate::text::{Text, TokenKind, english};
use std::ops::Range;

/// The most hits that one node keeps for one text: a text of one word a hundred thousand times must not take quadratic time.
const MAX_HITS: usize = 2_000;

/// More hits than a node has on average: room for them is made at once, since moving them costs more than room that is never touched.
const USUAL_HITS: usize = 4;

/// The most separate stretches that one hit remembers.
const MAX_PARTS: usize = 4;

/// How far from its start a hit remembers what was matched, in tokens; farther off there is hardly anything, since only dropped words
/// do not count as distance.
const FARTHEST: u32 = u8::MAX as u32;

/// Where a pattern hit: tokens `start..end`, of which `parts` were matched and the rest only stand between. Small, since patterns made
/// of patterns copy the hits of their parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    start: u32,
    end: u32,
    /// Counted from `start`; no stretch ends at 0, which stands for none. What lies farther off than [`FARTHEST`] is left out.
    parts: [(u8, u8); MAX_PARTS],
}

impl Hit {
    /// A hit of one stretch of tokens.
    pub(super) fn new(start: usize, end: usize) -> Self {
        let mut hit = Self { start: start as u32, end: end as u32, parts: [(0, 0); MAX_PARTS] };
        hit.add(hit.start, hit.end);
        hit
    }

    /// The first token.
    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    /// One past the last token.
    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    /// All tokens from the first to the last.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The matched stretches of tokens.
    pub(super) fn parts(&self) -> impl Iterator<Item = Range<usize>> {
        self.stretches().map(|(from, upto)| from as usize..upto as usize)
    }

    fn stretches(&self) -> impl Iterator<Item = (u32, u32)> {
        let of_text = |&(from, upto): &(u8, u8)| (self.start + u32::from(from), self.start + u32::from(upto));
        self.parts.iter().take_while(|(_, upto)| *upto > 0).map(of_text)
    }

    fn add(&mut self, from: u32, upto: u32) {
        let (from, upto) = (from - self.start, (upto - self.start).min(FARTHEST));
        if let Some(part) = self.parts.iter_mut().find(|(_, upto)| *upto == 0)
            && from < upto
        {
            *part = (from as u8, upto as u8);
        }
    }

    fn join(self, other: Self) -> Self {
        let mut joined = Self { start: self.start.min(other.start), end: self.end.max(other.end), parts: [(0, 0); MAX_PARTS] };
        self.stretches().chain(other.stretches()).for_each(|(from, upto)| joined.add(from, upto));
        joined
    }

    /// Whether a matched stretch shares a token with a range.
    pub(super) fn overlaps(&self, tokens: &Range<usize>) -> bool {
        self.parts().any(|part| part.start < tokens.end && tokens.start < part.end)
    }
}

/// Where a phrase or a word stands: its node and its tokens. Smaller than a hit, since many are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stand {
    node: NodeId,
    start: u32,
    end: u32,
}

impl Stand {
    /// A text has far fewer than 2^32 tokens.
    fn new(node: NodeId, start: usize, end: usize) -> Self {
        Self { node, start: start as u32, end: end as u32 }
    }
}

/// Where phrases and single words stand, in order of their nodes.
fn scan(program: &Program<'_>, search: &Search<'_>, text: &Text, words: &Numbering<'_>, ignored: &[bool]) -> Vec<Stand> {
    let mut hits = Vec::with_capacity(program.phrases.len().min(1 << 12));
    let mut counts = vec![0; program.nodes.len()];
    search.each_in(text, |number, row| {
        let phrase = &program.phrases[number];
        let loose = phrase.tight && row.words < row.tokens.len();
        let fits = !loose && (!phrase.exact || row.words == usize::from(phrase.words));
        if fits && counts[phrase.node as usize] < MAX_HITS && !ignored[text.sentence_of(row.tokens.start)] {
            counts[phrase.node as usize] += 1;
            hits.push(Stand::new(phrase.node, row.tokens.start, row.tokens.end));
        }
    });
    let nodes: Vec<Option<NodeId>> = words.words().iter().map(|&word| program.words.get(word).copied()).collect();
    for (token, &word) in words.of_tokens().iter().enumerate() {
        if let Some(node) = nodes[word as usize]
            && !ignored[text.sentence_of(token)]
        {
            hits.push(Stand::new(node, token, token + 1));
        }
    }
    hits.sort_unstable();
    hits
}

/// The hits of every node of a program in one text, in one row.
pub(super) struct Matches {
    hits: Vec<Hit>,
    /// For each node, where its hits stand in the row.
    by_node: Vec<(u32, u32)>,
}

impl Matches {
    /// Finds everything that stands in sentences that may speak.
    pub(super) fn find(program: &Program<'_>, search: &Search<'_>, reading: &Reading<'_>, words: &Numbering<'_>) -> Self {
        let (text, ignored) = (&reading.text, &reading.ignored[..]);
        let found = scan(program, search, text, words, ignored);
        let mut due = Due::of(program, &found);
        let room = if program.uses.is_some() { found.len() * 2 } else { program.nodes.len() * USUAL_HITS };
        let mut found = found.into_iter().peekable();
        let positions = positions(text);
        let mut matches = Self { hits: Vec::with_capacity(room), by_node: vec![(0, 0); program.nodes.len()] };
        let (mut fresh, mut hitting) = (Vec::new(), Vec::new());
        while let Some(id) = due.next() {
            while found.next_if(|stand| stand.node < id).is_some() {}
            match &program.nodes[id as usize] {
                Node::Phrase | Node::Word => {
                    while let Some(stand) = found.next_if(|stand| stand.node == id) {
                        fresh.push(Hit::new(stand.start as usize, stand.end as usize));
                    }
                }
                Node::Class(class) => class_hits(*class, text, ignored, &mut fresh),
                Node::Any(parts) => {
                    hitting.clear();
                    match &program.uses {
                        Some(_) => hitting.extend(due.parts_of(id)),
                        None => hitting.extend(in_row(&program.parts, parts).iter().filter(|&&part| !matches.of(part).is_empty())),
                    }
                    if let [only] = hitting[..] {
                        matches.by_node[id as usize] = matches.by_node[only as usize];
                        due.users_of(program, id);
                        continue;
                    }
                    for &part in &hitting {
                        let hits = matches.of(part);
                        fresh.extend_from_slice(&hits[..hits.len().min(MAX_HITS - fresh.len())]);
                    }
                }
                Node::Near { left, right, within, ordered } => {
                    near(matches.of(*left), matches.of(*right), u32::from(*within), *ordered, text, &positions, &mut fresh);
                }
                Node::Opening(child) => {
                    let opens = |h: &&Hit| text.sentences()[text.sentence_of(h.start())].tokens.start == h.start();
                    fresh.extend(matches.of(*child).iter().filter(opens));
                }
                Node::Regex(Some(regex)) => regex_hits(regex, text, ignored, reading.source(), &mut fresh),
                Node::Regex(None) | Node::Never => {}
            }
            if !fresh.is_sorted_by(|a, b| a < b) {
                // Stable, since that sort is made for rows that are sorted already and only follow one another.
                fresh.sort();
                fresh.dedup();
            }
            if !fresh.is_empty() {
                matches.add(id, &mut fresh);
                due.users_of(program, id);
            }
        }
        matches
    }

    fn add(&mut self, node: NodeId, fresh: &mut Vec<Hit>) {
        let start = self.hits.len();
        self.hits.append(fresh);
        // Each node keeps at most MAX_HITS, and a program has far fewer than a million nodes.
        self.by_node[node as usize] = (start as u32, self.hits.len() as u32);
    }

    /// The hits of one node, in order of the text.
    pub(super) fn of(&self, node: NodeId) -> &[Hit] {
        let (start, end) = self.by_node[node as usize];
        &self.hits[start as usize..end as usize]
    }
}

/// The nodes that are still to be worked out, in order: all that are wanted, or where the program knows what is made of what, those
/// of which some part has hit.
struct Due {
    bits: Vec<u64>,
    at: usize,
    /// For each node its last part that has hit, as a place in `parts` plus one; 0 for none.
    last_part: Vec<u32>,
    /// Parts that have hit, each with the place of the one before it of the same node.
    parts: Vec<(NodeId, u32)>,
}

impl Due {
    fn of(program: &Program<'_>, found: &[Stand]) -> Self {
        let mut due = Self { bits: vec![0; program.nodes.len().div_ceil(64)], at: 0, last_part: Vec::new(), parts: Vec::new() };
        match &program.uses {
            Some(uses) => {
                due.last_part = vec![0; program.nodes.len()];
                uses.always.iter().for_each(|&id| due.set(id));
                found.iter().map(|stand| stand.node).filter(|id| program.wanted[*id as usize]).for_each(|id| due.set(id));
            }
            None => (0..).zip(&program.wanted).filter(|(_, wanted)| **wanted).for_each(|(id, _)| due.set(id)),
        }
        due
    }

    fn set(&mut self, id: NodeId) {
        self.bits[id as usize / 64] |= 1 << (id % 64);
    }

    /// What is made of a node that has hit comes later than it, so that it is not passed by.
    fn users_of(&mut self, program: &Program<'_>, id: NodeId) {
        if let Some(uses) = &program.uses {
            for &user in uses.of_node(id) {
                self.set(user);
                // A text has room for far fewer than 2^32 hits.
                self.parts.push((id, self.last_part[user as usize]));
                self.last_part[user as usize] = self.parts.len() as u32;
            }
        }
    }

    /// The parts of a node that have hit.
    fn parts_of(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let part = |place: u32| self.parts.get((place as usize).checked_sub(1)?).copied();
        std::iter::successors(part(self.last_part[id as usize]), move |(_, before)| part(*before)).map(|(part, _)| part)
    }

    fn next(&mut self) -> Option<NodeId> {
        while let Some(bits) = self.bits.get_mut(self.at) {
            if *bits != 0 {
                let bit = bits.trailing_zeros();
                *bits &= *bits - 1;
                return Some(self.at as NodeId * 64 + bit);
            }
            self.at += 1;
        }
        None
    }
}

/// For each token, how many matched words stand before it: dropped words do not count as distance.
pub(super) fn positions(text: &Text) -> Vec<u32> {
    let mut count = 0;
    let mut all: Vec<u32> = (0..text.tokens().len())
        .map(|t| {
            let before = count;
            count += u32::from(!text.stem(t).is_empty());
            before
        })
        .collect();
    all.push(count);
    all
}

/// Pairs each hit on the left with the nearest fitting one on the right.
fn near(left: &[Hit], right: &[Hit], within: u32, ordered: bool, text: &Text, positions: &[u32], joined: &mut Vec<Hit>) {
    /// Of the hits on either side of one the nearest come first; where so many do not fit, none does.
    const LOOKED_AT: usize = 8;
    if right.is_empty() {
        return;
    }
    let distance = |first: &Hit, second: &Hit| {
        let words = || positions[second.start()].saturating_sub(positions[first.end()]) + 1;
        let apart = second.start >= first.end && text.sentence_of(first.start()) == text.sentence_of(second.start());
        apart.then(words).filter(|&d| d <= within)
    };
    // Both sides are in order of their starts.
    let mut first_from = 0;
    for l in left {
        first_from += right[first_from..].iter().take_while(|r| r.start < l.start).count();
        let (before, from) = right.split_at(first_from);
        let after = from.iter().skip_while(|r| r.start < l.end).take(LOOKED_AT).find_map(|r| Some((distance(l, r)?, r)));
        let before = if ordered { None } else { before.iter().rev().take(LOOKED_AT).find_map(|r| Some((distance(r, l)?, r))) };
        let nearest = [after, before].into_iter().flatten().min_by_key(|(d, _)| *d);
        joined.extend(nearest.map(|(_, r)| l.join(*r)));
    }
}

fn class_hits(class: Class, text: &Text, ignored: &[bool], hits: &mut Vec<Hit>) {
    let tokens = text.tokens();
    let hit = |at: usize| -> Option<Hit> {
        let token = &tokens[at];
        let same = |next: usize| tokens.get(next).is_some_and(|n| n.sentence == token.sentence);
        let is_number = token.kind == TokenKind::Number || (token.kind == TokenKind::NumberWord && text.plain(at) != "one");
        match class {
            Class::Number => is_number.then(|| Hit::new(at, at + 1)),
            Class::Past => (token.verb == Some(VerbForm::Past)).then(|| Hit::new(at, at + 1)),
            Class::Percent => {
                if token.percent {
                    return Some(Hit::new(at, at + 1));
                }
                let word = is_number && same(at + 1) && matches!(text.plain(at + 1), "percent" | "per");
                let two = word && text.plain(at + 1) == "per" && text.plain(at + 2) != "cent";
                (word && !two).then(|| Hit::new(at, at + 2))
            }
            Class::Change => change(text, at),
            Class::Duration => duration(text, at),
            Class::Me => matches!(text.plain(at), "i" | "myself").then(|| Hit::new(at, at + 1)),
            Class::Money => {
                let unit = same(at + 1) && matches!(text.stem(at + 1), "dollar" | "euro" | "pound" | "eur" | "usd" | "gbp");
                (token.currency || (is_number && unit)).then(|| Hit::new(at, at + 1 + usize::from(unit)))
            }
            Class::Name => {
                let inside = token.before != crate::text::Break::Sentence;
                (inside && token.capital && token.kind == TokenKind::Content).then(|| Hit::new(at, at + 1))
            }
        }
    };
    hits.extend((0..tokens.len()).filter(|&at| !ignored[tokens[at].sentence as usize]).filter_map(hit).take(MAX_HITS));
}

/// "400 ms -> 90 ms", "14 > 4 %": two numbers joined by an arrow.
fn change(text: &Text, at: usize) -> Option<Hit> {
    let is_number = |t: usize| text.tokens()[t].kind == TokenKind::Number;
    let sentence = text.tokens()[at].sentence;
    let end = text.tokens().len().min(at + 4);
    let arrow = (at + 1..end).find(|&t| text.tokens()[t].before == crate::text::Break::Arrow && text.tokens()[t].sentence == sentence)?;
    (is_number(at) && is_number(arrow)).then(|| Hit::new(at, arrow + 1))
}

/// "20 minutes", "half an hour", "a week", "200ms".
fn duration(text: &Text, at: usize) -> Option<Hit> {
    let token = text.tokens()[at];
    let plain = text.plain(at);
    let digits = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    if token.kind == TokenKind::Number && english::is_time_unit(&plain[digits..]) {
        return Some(Hit::new(at, at + 1));
    }
    let counts =
        matches!(token.kind, TokenKind::Number | TokenKind::NumberWord) || matches!(plain, "a" | "an" | "few" | "several" | "single");
    if !counts {
        return None;
    }
    let unit =
        (at + 1..at + 4).take_while(|&t| text.sentence_of(t) == token.sentence as usize).find(|&t| english::is_time_unit(text.plain(t)))?;
    let between = (at + 1..unit).all(|t| matches!(text.plain(t), "a" | "an" | "of" | "and" | "half" | "more" | "working" | "full" | "to"));
    (between && unit < text.tokens().len()).then(|| Hit::new(at, unit + 1))
}

fn regex_hits(regex: &regex::Regex, text: &Text, ignored: &[bool], source: &str, hits: &mut Vec<Hit>) {
    for sentence in text.sentences().iter().zip(ignored).filter(|(_, ignored)| !**ignored).map(|(s, _)| s) {
        let lower = sentence.span.of(source).to_lowercase();
        for found in regex.find_iter(&lower).take(MAX_HITS) {
            // Lower-casing can move bytes in rare scripts; a hit then covers the token that is nearest.
            let start = sentence.span.start as usize + found.start();
            let end = sentence.span.start as usize + found.end();
            let of = |t: &usize| text.tokens()[*t].span;
            let mut covered = sentence.tokens.clone().filter(|t| (of(t).start as usize) < end && (of(t).end as usize) > start);
            let first = covered.next();
            let last = covered.next_back().or(first);
            if let (Some(first), Some(last)) = (first, last) {
                hits.push(Hit::new(first, last + 1));
            }
        }
    }
}
