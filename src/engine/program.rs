//! A rubric and the parts of the lexicon that it refers to, compiled: every phrase once, every pattern a node that comes after the
//! nodes it is made of. Only what a rubric can reach is touched. Must not see an answer.

use super::presence::Presence;
use crate::lexicon::packed::{Packed, Part, PhraseView, View};
use crate::lexicon::{Lexicon, Polarity, Reach, Trigger};
use crate::rubric::{AtLeast, Evidence, Link, Rubric, StageRef};
use regex::Regex;
use std::collections::HashMap;

/// The index of a node.
pub(super) type NodeId = usize;

/// A class of tokens that a pattern may name like a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Change,
    Duration,
    Me,
    Money,
    Name,
    Number,
    Past,
    Percent,
}

/// A pattern, its parts compiled before it.
#[derive(Debug)]
pub(super) enum Node {
    /// Hits come from the automaton.
    Phrase,
    /// One word in just this form.
    Word,
    Class(Class),
    Any(Vec<NodeId>),
    Near {
        left: NodeId,
        right: NodeId,
        within: u32,
        ordered: bool,
    },
    /// Hits of a node that open their sentence.
    Opening(NodeId),
    Regex(Option<Regex>),
    /// Can never hit in the text that the program was compiled for.
    Never,
}

/// The node that can never hit.
const NEVER: NodeId = 0;

/// A phrase to look for, and the node that its hits belong to.
#[derive(Debug)]
pub(super) struct PhraseEntry<'r> {
    pub(super) folded: &'r [u8],
    pub(super) node: NodeId,
    pub(super) words: u8,
    /// Only as so many words: "not able" is not "notable".
    pub(super) exact: bool,
    /// No dropped word inside.
    pub(super) tight: bool,
}

/// One entry of a criterion.
#[derive(Debug)]
pub(super) struct Probe<'r> {
    pub(super) source: &'r str,
    pub(super) node: NodeId,
    pub(super) unless: Option<NodeId>,
    pub(super) within: Option<&'r StageRef>,
    pub(super) by_self: bool,
    /// The answer must negate it.
    pub(super) wants_negation: bool,
}

/// A trigger of polarity.
#[derive(Debug)]
pub(super) struct TriggerProbe {
    pub(super) turns: Polarity,
    pub(super) reach: Reach,
    pub(super) scope: u32,
    pub(super) node: NodeId,
}

/// A looks-for's or a mistake's probes.
#[derive(Debug, Default)]
pub(super) struct Linked<'r> {
    pub(super) evidence: Vec<Probe<'r>>,
    /// For each link that is a pattern, in the order of the links.
    pub(super) says: Vec<Probe<'r>>,
}

/// A compiled rubric, for any text or for one.
#[derive(Debug)]
pub(super) struct Program<'r> {
    pub(super) rubric: &'r Rubric,
    pub(super) lexicon: &'r Lexicon,
    pub(super) nodes: Vec<Node>,
    pub(super) phrases: Vec<PhraseEntry<'r>>,
    /// Words that are looked for in just one form, with their nodes.
    pub(super) words: HashMap<&'r str, NodeId>,
    pub(super) topic: Vec<Probe<'r>>,
    pub(super) stages: Vec<Vec<Probe<'r>>>,
    /// Evidence and hints of each key point.
    pub(super) key_points: Vec<(Vec<Probe<'r>>, Vec<Probe<'r>>)>,
    pub(super) looks_for: Vec<Linked<'r>>,
    pub(super) mistakes: Vec<Linked<'r>>,
    pub(super) triggers: Vec<TriggerProbe>,
    pub(super) pseudo_triggers: NodeId,
    pub(super) boundaries: NodeId,
    /// Stage, weight, node.
    pub(super) cues: Vec<(u8, u8, NodeId)>,
    /// In the order of the lexicon's signals.
    pub(super) signals: Vec<NodeId>,
    pub(super) outcomes: NodeId,
    pub(super) hedges: NodeId,
    pub(super) fillers: NodeId,
}

impl<'r> Program<'r> {
    /// Compiles a rubric; for one text only what can hit there.
    pub(super) fn new(rubric: &'r Rubric, lexicon: &'r Lexicon, only: Option<&Presence<'_>>) -> Self {
        let mut compiler = Compiler {
            rubric,
            lexicon,
            only,
            nodes: vec![Node::Never],
            phrases: Vec::new(),
            words: HashMap::default(),
            by_phrase: HashMap::default(),
            by_concept: HashMap::default(),
            exact: false,
        };
        let key_points = rubric.key_points.iter().map(|k| (compiler.probes(&k.evidence), compiler.probes(&k.hints))).collect();
        let topic = compiler.probes(&rubric.topic.evidence);
        let stages = rubric.framework.stages.iter().map(|s| compiler.probes(&s.evidence)).collect();
        let looks_for = rubric.looks_for.iter().map(|l| compiler.linked(&l.evidence, l.supported_by.as_ref())).collect();
        let mistakes = rubric.mistakes.iter().map(|m| compiler.linked(&m.evidence, m.when_missing.as_ref())).collect();
        let signals = lexicon.signals().iter().map(|s| compiler.node(s.patterns.part())).collect();
        let outcomes = compiler.node(lexicon.outcomes().part());
        let cues = lexicon.cues().iter().map(|c| (c.stage, c.weight, compiler.node(c.patterns.part()))).collect();
        let hedges = compiler.node(lexicon.hedges().part());
        let fillers = compiler.node(lexicon.fillers().part());
        // Words of grammar are looked for exactly as many words as they are: "notable" is not "not able".
        compiler.exact = true;
        let trigger = |t: &'r Trigger, node| TriggerProbe { turns: t.turns, reach: t.reach, scope: u32::from(t.scope), node };
        let triggers = lexicon.triggers().iter().map(|t| trigger(t, compiler.node(t.patterns.part()))).collect();
        let pseudo_triggers = compiler.node(lexicon.pseudo_triggers().part());
        let boundaries = compiler.node(lexicon.boundaries().part());
        Self {
            rubric,
            lexicon,
            topic,
            stages,
            key_points,
            looks_for,
            mistakes,
            triggers,
            pseudo_triggers,
            boundaries,
            cues,
            signals,
            outcomes,
            hedges,
            fillers,
            nodes: compiler.nodes,
            phrases: compiler.phrases,
            words: compiler.words,
        }
    }
}

struct Compiler<'r, 'p> {
    only: Option<&'p Presence<'p>>,
    rubric: &'r Rubric,
    lexicon: &'r Lexicon,
    nodes: Vec<Node>,
    phrases: Vec<PhraseEntry<'r>>,
    words: HashMap<&'r str, NodeId>,
    by_phrase: HashMap<(&'r [u8], bool, bool), NodeId>,
    by_concept: HashMap<(&'r str, bool), NodeId>,
    exact: bool,
}

impl<'r> Compiler<'r, '_> {
    fn linked(&mut self, evidence: &'r [Evidence], links: Option<&'r AtLeast>) -> Linked<'r> {
        let says = links.into_iter().flat_map(|l| &l.of).filter_map(|l| if let Link::Says(e) = l { Some(e) } else { None });
        Linked { evidence: self.probes(evidence), says: says.map(|e| self.probe(e)).collect() }
    }

    fn probes(&mut self, entries: &'r [Evidence]) -> Vec<Probe<'r>> {
        entries.iter().map(|e| self.probe(e)).collect()
    }

    fn probe(&mut self, entry: &'r Evidence) -> Probe<'r> {
        let (pattern, wants_negation) = match entry.pattern.part().view() {
            View::Negated(inner) => (inner, true),
            _ => (entry.pattern.part(), false),
        };
        Probe {
            source: &entry.source,
            node: self.node(pattern),
            unless: entry.unless.as_ref().map(|p| self.node(p.part())),
            within: entry.within.as_ref(),
            by_self: entry.by_self,
            wants_negation,
        }
    }

    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn any(&mut self, patterns: impl Iterator<Item = Part<'r>>) -> NodeId {
        let mut children = Vec::new();
        for pattern in patterns {
            let node = self.node(pattern);
            if node != NEVER {
                children.push(node);
            }
        }
        match children[..] {
            [] => NEVER,
            [only] => only,
            _ => self.push(Node::Any(children)),
        }
    }

    fn node(&mut self, pattern: Part<'r>) -> NodeId {
        match pattern.view() {
            View::Phrase(phrase) => self.phrase(phrase),
            View::Word(word) if self.only.is_some_and(|only| !only.word(word)) => NEVER,
            View::Word(word) => match self.words.get(word) {
                Some(&node) => node,
                None => {
                    let node = self.push(Node::Word);
                    self.words.insert(word, node);
                    node
                }
            },
            View::Concept(name) => self.concept(name),
            View::Any(parts) => self.any(parts),
            View::Negated(inner) => self.node(inner),
            View::Near { left, right, within, ordered } => {
                let left = self.node(left);
                if left == NEVER {
                    return NEVER;
                }
                let right = self.node(right);
                if right == NEVER {
                    return NEVER;
                }
                self.push(Node::Near { left, right, within: u32::from(within), ordered })
            }
            View::Opening(inner) => match self.node(inner) {
                NEVER => NEVER,
                node => self.push(Node::Opening(node)),
            },
            // A rubric's regex has been compiled once when it was checked; should one fail here, it finds nothing.
            View::Regex(source) => self.push(Node::Regex(Regex::new(source).ok())),
        }
    }

    fn phrase(&mut self, phrase: PhraseView<'r>) -> NodeId {
        if self.only.is_some_and(|only| !only.may_hold(phrase)) {
            return NEVER;
        }
        let key = (phrase.folded, self.exact, phrase.tight);
        if let Some(&node) = self.by_phrase.get(&key) {
            return node;
        }
        let holds = self.only.is_none_or(|only| only.holds(phrase));
        let node = if holds { self.push(Node::Phrase) } else { NEVER };
        self.by_phrase.insert(key, node);
        if !holds {
            return NEVER;
        }
        self.phrases.push(PhraseEntry { folded: phrase.folded, node, words: phrase.words, exact: self.exact, tight: phrase.tight });
        if !phrase.solid.is_empty() && !self.exact {
            self.phrases.push(PhraseEntry { folded: phrase.solid, node, words: 1, exact: true, tight: false });
        }
        node
    }

    fn concept(&mut self, name: &'r str) -> NodeId {
        let key = (name, self.exact);
        if let Some(&node) = self.by_concept.get(&key) {
            return node;
        }
        let class = match name {
            "change" => Some(Class::Change),
            "duration" => Some(Class::Duration),
            "me" => Some(Class::Me),
            "money" => Some(Class::Money),
            "name" => Some(Class::Name),
            "number" => Some(Class::Number),
            "past" => Some(Class::Past),
            "percent" => Some(Class::Percent),
            _ => None,
        };
        let node = match class {
            Some(class) => self.push(Node::Class(class)),
            None => {
                let patterns = self.rubric.concepts.get(name).or_else(|| self.lexicon.concept(name));
                patterns.map(Packed::part).map_or(NEVER, |part| self.node(part))
            }
        };
        self.by_concept.insert(key, node);
        node
    }
}
