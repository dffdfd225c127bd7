//! A rubric and the parts of the lexicon that it refers to, compiled: every phrase once, every pattern a node that comes after the
//! nodes it is made of. Only what a rubric can reach is touched. Must not see an answer.

use super::presence::{ANYWHERE, Presence, Sentences};
use super::prospects::Prospects;
use crate::lexicon::packed::{AnyOf, ConceptView, Packed, Part, PhraseView, View, WordView};
use crate::lexicon::{Lexicon, Polarity, Reach, Trigger};
use crate::rubric::{AtLeast, Evidence, Link, Rubric, StageRef};
use foldhash::fast::RandomState;
use regex::Regex;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// The index of a node. A program has thousands of nodes and more references to them, far fewer than 2^32.
pub(super) type NodeId = u32;

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
    /// Hits come from [`Phrases`].
    Phrase,
    /// One word in just this form.
    Word,
    Class(Class),
    /// Its parts stand in [`Program::parts`].
    Any(Range<u32>),
    Near {
        left: NodeId,
        right: NodeId,
        within: u8,
        ordered: bool,
    },
    /// Hits of a node that open their sentence.
    Opening(NodeId),
    Regex(Option<Box<Regex>>),
    /// Can never hit in the text that the program was compiled for.
    Never,
}

/// A compiled pattern: its node, and the sentences that it may hit in.
#[derive(Debug, Clone, Copy)]
struct Compiled {
    node: NodeId,
    sentences: Sentences,
}

/// About as many phrases as one answer leaves to look for: room for them is made at once.
const USUAL: usize = 512;

/// What can never hit.
const NEVER: Compiled = Compiled { node: 0, sentences: 0 };

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
    pub(super) source: &'r Cow<'static, str>,
    pub(super) node: NodeId,
    pub(super) unless: Option<NodeId>,
    pub(super) within: Option<&'r StageRef>,
    pub(super) by_self: bool,
    /// The answer must negate it.
    pub(super) wants_negation: bool,
    /// A weaker wording of the same.
    pub(super) hint: Option<(&'r Cow<'static, str>, NodeId)>,
}

/// A trigger of polarity.
#[derive(Debug)]
pub(super) struct TriggerProbe {
    pub(super) turns: Polarity,
    pub(super) reach: Reach,
    pub(super) scope: u32,
    pub(super) node: NodeId,
}

/// The probes of a looks-for, a mistake or a need.
#[derive(Debug, Default)]
pub(super) struct Linked<'r> {
    pub(super) evidence: Vec<Probe<'r>>,
    /// For each link that is a pattern, in the order of the links.
    pub(super) says: Vec<Probe<'r>>,
}

/// A compiled rubric, for any text or for one.
#[derive(Debug)]
pub(super) struct Program<'r> {
    pub(super) lexicon: &'r Lexicon,
    pub(super) nodes: Vec<Node>,
    /// For each node, whether anything asks for it.
    pub(super) wanted: Vec<bool>,
    /// The parts of all nodes that hit where any of their parts does.
    pub(super) parts: Vec<NodeId>,
    pub(super) phrases: Vec<PhraseEntry<'r>>,
    /// Words that are looked for in just one form, with their nodes.
    pub(super) words: HashMap<&'r str, NodeId, RandomState>,
    /// Where the program is for any text, what is made of what, so that only what can hit in one is worked out.
    pub(super) uses: Option<Uses>,
    pub(super) topic: Vec<Probe<'r>>,
    /// For each need of the topic, its patterns.
    pub(super) needs: Vec<Linked<'r>>,
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
    /// Further patterns that were asked for.
    pub(super) asked: Vec<NodeId>,
}

/// For each node the nodes that are made of it, all later than it.
#[derive(Debug)]
pub(super) struct Uses {
    users: Vec<NodeId>,
    /// For each node, where its users end.
    ends: Vec<u32>,
    /// Nodes that can hit whatever words there are.
    pub(super) always: Vec<NodeId>,
}

impl Uses {
    fn of(nodes: &[Node], parts: &[NodeId], wanted: &[bool]) -> Self {
        let mut pairs: Vec<(NodeId, NodeId)> = Vec::new();
        let mut uses = |part: NodeId, user: NodeId| pairs.push((part, user));
        for (id, node) in (0..).zip(nodes).filter(|(id, _)| wanted[*id as usize]) {
            match node {
                Node::Any(of) => in_row(parts, of).iter().for_each(|&part| uses(part, id)),
                // Without its left side it cannot hit, whatever stands on its right.
                Node::Near { left, .. } => uses(*left, id),
                Node::Opening(inner) => uses(*inner, id),
                Node::Phrase | Node::Word | Node::Class(_) | Node::Regex(_) | Node::Never => {}
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut ends = vec![0; nodes.len()];
        pairs.iter().for_each(|(part, _)| ends[*part as usize] += 1);
        let mut sum = 0;
        ends.iter_mut().for_each(|end| {
            sum += *end;
            *end = sum;
        });
        let always = |(id, node): (NodeId, &Node)| (wanted[id as usize] && matches!(node, Node::Class(_) | Node::Regex(_))).then_some(id);
        let always = (0..).zip(nodes).filter_map(always).collect();
        Self { users: pairs.into_iter().map(|(_, user)| user).collect(), ends, always }
    }

    /// The nodes that are made of one.
    pub(super) fn of_node(&self, node: NodeId) -> &[NodeId] {
        let start = node.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.users[start as usize..self.ends[node as usize] as usize]
    }
}

impl<'r> Program<'r> {
    /// Compiles a rubric and further patterns; for one text only what can hit there.
    pub(super) fn new(rubric: &'r Rubric, lexicon: &'r Lexicon, only: Option<&Presence>, asked: &[Part<'r>]) -> Self {
        let mut nodes = Vec::with_capacity(4 * USUAL);
        nodes.push(Node::Never);
        let mut compiler = Compiler {
            rubric,
            lexicon,
            prospects: only.map(|presence| Prospects::new(presence, rubric, lexicon)),
            nodes,
            parts: Vec::with_capacity(4 * USUAL),
            open: Vec::with_capacity(USUAL),
            roots: Vec::with_capacity(USUAL),
            phrases: Vec::with_capacity(USUAL),
            words: HashMap::default(),
            by_phrase: HashMap::with_capacity_and_hasher(USUAL, RandomState::default()),
            by_concept: HashMap::default(),
            by_number: [vec![None; lexicon.numbered()], vec![None; lexicon.numbered()]],
            exact: false,
        };
        let key_points = rubric.key_points.iter().map(|k| (compiler.probes(&k.evidence), compiler.probes(&k.hints))).collect();
        let topic = compiler.probes(&rubric.topic.evidence);
        let needs = rubric.topic.needs.iter().map(|n| compiler.linked(&[], Some(&n.met_by))).collect();
        let stages = rubric.framework.stages.iter().map(|s| compiler.probes(&s.evidence)).collect();
        let looks_for = rubric.looks_for.iter().map(|l| compiler.linked(&l.evidence, l.supported_by.as_ref())).collect();
        let mistakes = rubric.mistakes.iter().map(|m| compiler.linked(&m.evidence, m.when_missing.as_ref())).collect();
        let signals = lexicon.signals().iter().map(|s| compiler.root(s.patterns.part())).collect();
        let outcomes = compiler.root(lexicon.outcomes().part());
        let cues = lexicon.cues().iter().map(|c| (c.stage, c.weight, compiler.root(c.patterns.part()))).collect();
        let hedges = compiler.root(lexicon.hedges().part());
        let fillers = compiler.root(lexicon.fillers().part());
        let asked = asked.iter().map(|part| compiler.root(*part)).collect();
        // Words of grammar are looked for exactly as many words as they are: "notable" is not "not able".
        compiler.exact = true;
        let trigger = |t: &'r Trigger, node| TriggerProbe { turns: t.turns, reach: t.reach, scope: u32::from(t.scope), node };
        let triggers = lexicon.triggers().iter().map(|t| trigger(t, compiler.root(t.patterns.part()))).collect();
        let pseudo_triggers = compiler.root(lexicon.pseudo_triggers().part());
        let boundaries = compiler.root(lexicon.boundaries().part());
        let wanted = compiler.wanted();
        compiler.phrases.retain(|phrase| wanted[phrase.node as usize]);
        let uses = only.is_none().then(|| Uses::of(&compiler.nodes, &compiler.parts, &wanted));
        Self {
            lexicon,
            wanted,
            uses,
            topic,
            needs,
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
            asked,
            nodes: compiler.nodes,
            parts: compiler.parts,
            phrases: compiler.phrases,
            words: compiler.words,
        }
    }
}

/// The parts that stand in a stretch of the row of all parts.
pub(super) fn in_row<'p>(parts: &'p [NodeId], stretch: &Range<u32>) -> &'p [NodeId] {
    &parts[stretch.start as usize..stretch.end as usize]
}

struct Compiler<'r, 'p> {
    /// Where the program is for one text, what can hit in it.
    prospects: Option<Prospects<'r, 'p>>,
    rubric: &'r Rubric,
    lexicon: &'r Lexicon,
    nodes: Vec<Node>,
    parts: Vec<NodeId>,
    /// Parts of nodes that are being compiled, the innermost last.
    open: Vec<Compiled>,
    /// Nodes whose hits are asked for.
    roots: Vec<NodeId>,
    phrases: Vec<PhraseEntry<'r>>,
    words: HashMap<&'r str, NodeId, RandomState>,
    by_phrase: HashMap<PhraseKey<'r>, Compiled, RandomState>,
    by_concept: HashMap<(&'r str, bool), Compiled, RandomState>,
    /// The lexicon's own concepts, by number and whether exact.
    by_number: [Vec<Option<Compiled>>; 2],
    exact: bool,
}

/// What makes two phrases one.
#[derive(PartialEq, Eq, Hash)]
struct PhraseKey<'r> {
    folded: &'r [u8],
    /// "Start up" is looked for in one word too, "startup" is not, though both fold alike.
    solid: &'r [u8],
    words: u8,
    exact: bool,
    tight: bool,
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
            node: self.root(pattern),
            unless: entry.unless.as_ref().map(|p| self.root(p.part())),
            within: entry.within.as_ref(),
            by_self: entry.by_self,
            wants_negation,
            hint: entry.hint.as_ref().map(|hint| (&hint.source, self.root(hint.pattern.part()))),
        }
    }

    /// Compiles a pattern whose hits are asked for.
    fn root(&mut self, pattern: Part<'r>) -> NodeId {
        let node = self.node(pattern).node;
        self.roots.push(node);
        node
    }

    /// For each node, whether a node that is asked for is made of it: patterns that turned out unable to hit leave parts behind.
    fn wanted(&self) -> Vec<bool> {
        let mut wanted = vec![false; self.nodes.len()];
        self.roots.iter().for_each(|&root| wanted[root as usize] = true);
        for (id, node) in self.nodes.iter().enumerate().rev().filter(|(_, node)| !matches!(node, Node::Phrase | Node::Word)) {
            if wanted[id] {
                match node {
                    Node::Any(parts) => in_row(&self.parts, parts).iter().for_each(|&part| wanted[part as usize] = true),
                    Node::Near { left, right, .. } => [*left, *right].into_iter().for_each(|side| wanted[side as usize] = true),
                    Node::Opening(inner) => wanted[*inner as usize] = true,
                    Node::Phrase | Node::Word | Node::Class(_) | Node::Regex(_) | Node::Never => {}
                }
            }
        }
        wanted
    }

    fn push(&mut self, node: Node, sentences: Sentences) -> Compiled {
        self.nodes.push(node);
        Compiled { node: self.nodes.len() as NodeId - 1, sentences }
    }

    fn any(&mut self, patterns: AnyOf<'r>) -> Compiled {
        let first = self.open.len();
        let presence = self.prospects.as_ref().map(Prospects::presence);
        let may_hit = |hashes| presence.is_none_or(|words| words.of_hashes(hashes) != 0);
        for phrase in patterns.phrases(may_hit) {
            self.part(phrase);
        }
        for pattern in patterns.others(may_hit) {
            if self.prospects.as_mut().is_none_or(|prospects| prospects.of(pattern) != 0) {
                self.part(pattern);
            }
        }
        let any = match self.open[first..] {
            [] => NEVER,
            [only] => only,
            _ => {
                let start = self.parts.len() as u32;
                self.parts.extend(self.open[first..].iter().map(|part| part.node));
                let sentences = self.open[first..].iter().fold(0, |all, part| all | part.sentences);
                self.push(Node::Any(start..self.parts.len() as u32), sentences)
            }
        };
        self.open.truncate(first);
        any
    }

    /// Compiles a part of an open node.
    fn part(&mut self, pattern: Part<'r>) {
        let part = self.node(pattern);
        if part.sentences != 0 {
            self.open.push(part);
        }
    }

    fn node(&mut self, pattern: Part<'r>) -> Compiled {
        match pattern.view() {
            View::Phrase(phrase) => self.phrase(phrase),
            View::Word(word) => self.word(word),
            View::Concept(concept) => match concept.number {
                Some(number) => self.numbered(usize::from(number), concept),
                None => self.concept(concept.name()),
            },
            View::Any(patterns) => self.any(patterns),
            View::Negated(inner) => self.node(inner),
            View::Near { left, right, within, ordered } => {
                let left = self.node(left);
                if left.sentences == 0 {
                    return NEVER;
                }
                let right = self.node(right);
                // Both sides must stand in one sentence.
                match left.sentences & right.sentences {
                    0 => NEVER,
                    both => self.push(Node::Near { left: left.node, right: right.node, within, ordered }, both),
                }
            }
            View::Opening(inner) => match self.node(inner) {
                Compiled { sentences: 0, .. } => NEVER,
                Compiled { node, sentences } => self.push(Node::Opening(node), sentences),
            },
            // A rubric's regex has been compiled once when it was checked; should one fail here, it finds nothing.
            View::Regex(source) => self.push(Node::Regex(Regex::new(source).ok().map(Box::new)), ANYWHERE),
        }
    }

    fn word(&mut self, word: WordView<'r>) -> Compiled {
        let sentences = self.prospects.as_ref().map_or(ANYWHERE, |prospects| prospects.presence().of_word(word));
        if sentences == 0 {
            return NEVER;
        }
        let word = word.word();
        if let Some(&node) = self.words.get(word) {
            return Compiled { node, sentences };
        }
        let compiled = self.push(Node::Word, sentences);
        self.words.insert(word, compiled.node);
        compiled
    }

    fn phrase(&mut self, phrase: PhraseView<'r>) -> Compiled {
        let sentences = self.prospects.as_ref().map_or(ANYWHERE, |prospects| prospects.presence().of_phrase(phrase));
        if sentences == 0 {
            return NEVER;
        }
        let PhraseView { folded, solid, words, tight, .. } = phrase;
        let key = PhraseKey { folded, solid, words, exact: self.exact, tight };
        if let Some(&known) = self.by_phrase.get(&key) {
            return known;
        }
        let compiled = self.push(Node::Phrase, sentences);
        let node = compiled.node;
        self.by_phrase.insert(key, compiled);
        self.phrases.push(PhraseEntry { folded: phrase.folded, node, words: phrase.words, exact: self.exact, tight: phrase.tight });
        if !phrase.solid.is_empty() && !self.exact {
            self.phrases.push(PhraseEntry { folded: phrase.solid, node, words: 1, exact: true, tight: false });
        }
        compiled
    }

    /// A concept of the binary's lexicon, unless one from disk takes its place.
    fn numbered(&mut self, number: usize, concept: ConceptView<'r>) -> Compiled {
        let Some(patterns) = self.lexicon.by_number(number) else { return self.concept(concept.name()) };
        let exact = usize::from(self.exact);
        if let Some(known) = self.by_number[exact][number] {
            return known;
        }
        let compiled = self.node(patterns.part());
        self.by_number[exact][number] = Some(compiled);
        compiled
    }

    fn concept(&mut self, name: &'r str) -> Compiled {
        let key = (name, self.exact);
        if let Some(&known) = self.by_concept.get(&key) {
            return known;
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
        let compiled = match class {
            Some(class) => self.push(Node::Class(class), ANYWHERE),
            None => {
                let patterns = self.rubric.concepts.get(name).or_else(|| self.lexicon.concept(name));
                patterns.map(Packed::part).map_or(NEVER, |part| self.node(part))
            }
        };
        self.by_concept.insert(key, compiled);
        compiled
    }
}
