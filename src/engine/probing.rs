//! From hits to findings: which hits stand where an entry wants them, how each is meant, and the words to quote. Must not weigh them.

use super::bearing::Bearing;
use super::findings::{EntryFindings, LinkedFindings, Ownership, Quote, SignalFindings, StarFindings};
use super::manner::share;
use super::matching::{Hit, Matches};
use super::polarity::Turns;
use super::program::{Linked, NodeId, Probe, Program};
use super::reading::Reading;
use super::star::Stages;
use super::telling;
use crate::lexicon::Polarity;
use crate::rubric::STAR_NAMES;
use crate::rubric::StageRef;
use crate::span::Span;
use crate::text::{Break, Text, Token, TokenKind, english};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// The most quotations that one entry keeps.
const MAX_QUOTES: usize = 6;

/// Everything known of one answer, to look entries up in.
pub(super) struct Prober<'p, 'r> {
    pub(super) program: &'p Program<'r>,
    pub(super) reading: &'p Reading<'p>,
    pub(super) matches: &'p Matches,
    pub(super) turns: &'p Turns,
    pub(super) stages: &'p Stages,
    pub(super) listed: &'p [bool],
    pub(super) bearings: &'p [Bearing],
}

/// A hit and how it is meant, before anything is quoted.
struct Meant<'h> {
    hit: &'h Hit,
    polarity: Polarity,
    trigger: Option<Range<usize>>,
    listed: bool,
    bearing: Bearing,
}

impl Prober<'_, '_> {
    pub(super) fn entries(&self, probes: &[Probe<'_>]) -> Vec<EntryFindings> {
        probes.iter().map(|p| self.entry(p)).collect()
    }

    pub(super) fn linked(&self, linked: &Linked<'_>) -> LinkedFindings {
        LinkedFindings { evidence: self.entries(&linked.evidence), says: self.entries(&linked.says) }
    }

    fn entry(&self, probe: &Probe<'_>) -> EntryFindings {
        let quote = |meant: Vec<Meant<'_>>, source: &Cow<'static, str>| -> Vec<Quote> {
            meant.into_iter().map(|m| self.quote(m, source.clone())).collect()
        };
        let quotes = quote(self.hits(probe, probe.node), probe.source);
        let hints = match probe.hint {
            Some((source, node)) if quotes.is_empty() => quote(self.hits(probe, node), source),
            _ => Vec::new(),
        };
        EntryFindings { quotes, wants_negation: probe.wants_negation, by_self: probe.by_self, hints }
    }

    /// The hits of a node that stand where an entry wants them, the best first.
    fn hits(&self, probe: &Probe<'_>, node: NodeId) -> Vec<Meant<'_>> {
        let standing = self.matches.of(node).iter().filter(|hit| self.stands(hit, probe));
        let mut meant: Vec<Meant<'_>> = standing.map(|hit| self.meant(hit)).collect();
        meant.sort_by_key(|m| (m.listed, Reverse(m.bearing), m.polarity != Polarity::Asserted, m.hit.tokens().start, m.hit.tokens().end));
        meant.truncate(MAX_QUOTES);
        meant
    }

    /// Whether a hit stands where its entry wants it.
    fn stands(&self, hit: &Hit, probe: &Probe<'_>) -> bool {
        let sentence = self.reading.text.sentence_of(hit.start());
        let in_sentence = |node: NodeId| self.matches.of(node).iter().any(|h| self.reading.text.sentence_of(h.start()) == sentence);
        let placed = match probe.within {
            None => true,
            Some(StageRef::Star(star)) => self.stages.of_sentence.get(sentence) == Some(&(*star as usize)),
            Some(StageRef::Framework(stage)) => self.program.stages.get(*stage).is_some_and(|s| s.iter().any(|p| in_sentence(p.node))),
        };
        placed && !probe.unless.is_some_and(in_sentence)
    }

    fn meant<'h>(&self, hit: &'h Hit) -> Meant<'h> {
        let sentence = self.reading.text.sentence_of(hit.start());
        let (polarity, trigger) = self.turns.of(hit);
        let listed = self.listed.get(sentence).copied().unwrap_or(false);
        Meant { hit, polarity, trigger, listed, bearing: self.bearing(sentence) }
    }

    fn quote(&self, meant: Meant<'_>, pattern: Cow<'static, str>) -> Quote {
        let text = &self.reading.text;
        let span = text.span(&meant.hit.tokens());
        Quote {
            text: span.of(self.reading.source()).to_owned(),
            span,
            polarity: meant.polarity,
            trigger: meant.trigger.map(|t| text.span(&t).of(self.reading.source()).to_owned()),
            pattern,
            listed: meant.listed,
            bearing: meant.bearing,
        }
    }

    fn bearing(&self, sentence: usize) -> Bearing {
        self.bearings.get(sentence).copied().unwrap_or(Bearing::Aside)
    }

    /// The hits of one node that are not negated, the first in each sentence.
    pub(super) fn quotes(&self, node: NodeId, name: &'static str) -> Vec<Quote> {
        self.said(self.matches.of(node).iter(), name)
    }

    fn said<'h>(&self, hits: impl Iterator<Item = &'h Hit>, name: &'static str) -> Vec<Quote> {
        let mut last = None;
        let first =
            |hit: &&Hit| last.replace(self.reading.text.sentence_of(hit.start())) != Some(self.reading.text.sentence_of(hit.start()));
        let meant = hits.filter(first).map(|hit| self.meant(hit));
        let said = meant.filter(|m| matches!(m.polarity, Polarity::Asserted | Polarity::Hedged | Polarity::SomeoneElse));
        said.map(|m| self.quote(m, Cow::Borrowed(name))).collect()
    }

    /// Numbers that an outcome is measured by.
    pub(super) fn outcomes(&self) -> Vec<Quote> {
        let hits = self.matches.of(self.program.outcomes).iter();
        self.said(hits.filter(|hit| telling::reached(&self.reading.text, hit)), "outcome number")
    }

    pub(super) fn star(&self) -> [StarFindings; 4] {
        const SHOWN: usize = 3;
        std::array::from_fn(|stage| StarFindings {
            present: self.stages.present[stage],
            share: self.stages.share[stage],
            quotes: self.stages.shown_by[stage].iter().take(SHOWN).map(|&s| self.sentence(s, STAR_NAMES[stage])).collect(),
        })
    }

    fn sentence(&self, index: usize, pattern: &'static str) -> Quote {
        let span = self.reading.text.sentences().get(index).map_or(Span::default(), |s| s.span);
        let listed = self.listed.get(index).copied().unwrap_or(false);
        let text = span.of(self.reading.source()).to_owned();
        Quote {
            text,
            span,
            polarity: Polarity::Asserted,
            trigger: None,
            pattern: Cow::Borrowed(pattern),
            listed,
            bearing: self.bearing(index),
        }
    }

    pub(super) fn signals(&self) -> Vec<SignalFindings> {
        let signals = self.program.lexicon.signals().iter().zip(&self.program.signals);
        signals
            .map(|(signal, &node)| {
                let mut quotes = if signal.name == "specificity" { self.specific() } else { self.quotes(node, signal.name) };
                quotes.retain(|q| !q.listed && q.bearing == Bearing::OnTopic);
                let strength = share(quotes.len(), usize::from(signal.full_at)).min(1.0);
                SignalFindings { name: signal.name, strength, quotes }
            })
            .collect()
    }

    /// Sentences with a number, a time or a name in them.
    fn specific(&self) -> Vec<Quote> {
        let text = &self.reading.text;
        let concrete = |at: usize| {
            let token = text.tokens()[at];
            let name = token.capital && token.before != Break::Sentence && token.kind == TokenKind::Content;
            name || token.kind == TokenKind::Number || (token.kind == TokenKind::NumberWord && english::is_time_unit(text.plain(at + 1)))
        };
        let sentences = text.sentences().iter().enumerate().filter(|(i, _)| !self.reading.ignored[*i]);
        sentences.filter(|(_, s)| s.tokens.clone().any(concrete)).map(|(i, _)| self.sentence(i, "specificity")).collect()
    }
}

/// Who is the subject more often.
pub(super) fn ownership(text: &Text) -> Ownership {
    // "I think", "I would say" is how one talks, not who acts.
    let verb = |at: usize| match text.plain(at + 1) {
        "would" | "can" | "could" | "do" | "must" | "am" => text.plain(at + 2),
        verb => verb,
    };
    let talk = |at: usize| matches!(verb(at), "think" | "guess" | "mean" | "suppose" | "believe" | "say" | "remember" | "know" | "hope");
    let count = |subject: &str| (0..text.tokens().len()).filter(|&at| text.plain(at) == subject && !talk(at)).count();
    match (count("i"), count("we")) {
        (0, 0) => Ownership::None,
        (i, we) if i >= we => Ownership::I,
        _ => Ownership::We,
    }
}

/// The words of an answer as a reader would count them: a contraction is one.
pub(super) fn words(reading: &Reading<'_>) -> usize {
    counted(reading.text.tokens())
}

/// The same of the sentences that are evidence.
pub(super) fn own_words(reading: &Reading<'_>) -> usize {
    let sentences = reading.text.sentences().iter().zip(&reading.ignored).filter(|(_, ignored)| !**ignored);
    sentences.map(|(sentence, _)| counted(&reading.text.tokens()[sentence.tokens.clone()])).sum()
}

fn counted(tokens: &[Token]) -> usize {
    let same = tokens.windows(2).filter(|pair| pair[0].span == pair[1].span).count();
    tokens.len() - same
}

/// The share of words that stand in sentences that only list.
pub(super) fn listed_share(text: &Text, listed: &[bool]) -> f64 {
    let words = |range: &Range<usize>| range.len();
    let in_lists = text.sentences().iter().zip(listed).filter(|(_, l)| **l).map(|(s, _)| words(&s.tokens)).sum();
    share(in_lists, text.tokens().len())
}
