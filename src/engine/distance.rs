//! Why the sides of a nearness did not meet, though both are there: too far apart, in the other order, or in two sentences. For
//! explanations only.

use super::Engine;
use super::matching::{Hit, Matches, positions};
use super::numbering::Numbering;
use super::presence::Presence;
use super::program::{NodeId, Program};
use super::reading::Reading;
use super::search::Search;
use crate::lexicon::packed::{Part, View};
use crate::text::Text;

/// Of so many hits of each side all pairs are looked at.
const LOOKED_AT: usize = 200;

/// What kept a pattern from hitting, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    /// Nothing: it hits.
    Nothing,
    /// So many words apart, of so many allowed.
    Words(u32, u8),
    /// The wrong way round, and so many words apart.
    Order(u32, u8),
    /// The two sides are the same words.
    Same,
    /// No sentence has both.
    Sentence,
}

/// The sentence where all sides of a pattern come nearest to one another, and what keeps it from hitting; `None` where a side is nowhere.
pub(super) fn kept_apart(engine: &Engine<'_>, reading: &Reading<'_>, pattern: Part<'_>) -> Option<(usize, String)> {
    let text = &reading.text;
    let mut asked = Vec::new();
    let tree = Tree::of(pattern, &mut asked);
    let program = Program::new(engine.rubric, engine.lexicon, Some(&Presence::of(text)), &asked);
    let matches = Matches::find(&program, &Search::rows(&program), reading, &Numbering::of(text));
    let search = Nearest { text, matches: &matches, nodes: &program.asked, positions: positions(text) };
    let (kept, sentence) = search.of(&tree)?;
    let why = match kept {
        Kept::Nothing => "found here, but a condition of the entry (`in` or `unless`) keeps it out".to_owned(),
        Kept::Order(apart, allowed) if apart > u32::from(allowed) => {
            format!("its words are there, but in the other order and {apart} words apart, {allowed} allowed")
        }
        Kept::Order(..) => "its words are there, but in the other order".to_owned(),
        Kept::Words(apart, allowed) => format!("its words are there, but {apart} words apart, {allowed} allowed"),
        Kept::Same => "one word stands there for both sides".to_owned(),
        Kept::Sentence => "its words are there, but in another sentence".to_owned(),
    };
    Some((sentence, why))
}

/// A pattern and the parts that must meet in it, each by its place among what is asked for.
struct Tree {
    asked: usize,
    kind: Kind,
}

enum Kind {
    Whole,
    Any(Vec<Tree>),
    Near { sides: Box<[Tree; 2]>, within: u8, ordered: bool },
}

impl Tree {
    fn of<'p>(part: Part<'p>, asked: &mut Vec<Part<'p>>) -> Self {
        let place = asked.len();
        asked.push(part);
        let kind = match part.view() {
            View::Negated(inner) => return Self::of(inner, asked),
            View::Any(any) => Kind::Any(any.all().map(|part| Self::of(part, asked)).collect()),
            View::Near { left, right, within, ordered } => {
                Kind::Near { sides: Box::new([Self::of(left, asked), Self::of(right, asked)]), within, ordered }
            }
            _ => Kind::Whole,
        };
        Self { asked: place, kind }
    }
}

struct Nearest<'a> {
    text: &'a Text,
    matches: &'a Matches,
    nodes: &'a [NodeId],
    positions: Vec<u32>,
}

impl Nearest<'_> {
    fn hits(&self, tree: &Tree) -> &[Hit] {
        self.nodes.get(tree.asked).map_or(&[], |node| self.matches.of(*node))
    }

    /// What keeps a pattern from hitting, and the sentence of its left side.
    fn of(&self, tree: &Tree) -> Option<(Kept, usize)> {
        if let Some(hit) = self.hits(tree).first() {
            return Some((Kept::Nothing, self.text.sentence_of(hit.start())));
        }
        match &tree.kind {
            Kind::Whole => None,
            Kind::Any(all) => all.iter().filter_map(|one| self.of(one)).min_by_key(|(kept, _)| *kept),
            Kind::Near { sides, within, ordered } => {
                let (left, right) = (self.hits(&sides[0]), self.hits(&sides[1]));
                match (left, right) {
                    // A side that is itself made of two is what has to be told first, where the other is there.
                    ([], [_, ..]) => self.of(&sides[0]),
                    ([_, ..], []) => self.of(&sides[1]),
                    ([], []) => None,
                    _ => left
                        .iter()
                        .take(LOOKED_AT)
                        .flat_map(|l| right.iter().take(LOOKED_AT).map(move |r| self.pair(l, r, *within, *ordered)))
                        .min_by_key(|(k, _)| *k),
                }
            }
        }
    }

    fn pair(&self, left: &Hit, right: &Hit, within: u8, ordered: bool) -> (Kept, usize) {
        let sentence = self.text.sentence_of(left.start());
        let apart = |first: &Hit, second: &Hit| {
            (second.start() >= first.end()).then(|| self.positions[second.start()].saturating_sub(self.positions[first.end()]) + 1)
        };
        let kept = match (apart(left, right), apart(right, left)) {
            _ if sentence != self.text.sentence_of(right.start()) => Kept::Sentence,
            (None, Some(words)) if ordered => Kept::Order(words, within),
            (Some(words), _) | (_, Some(words)) => Kept::Words(words, within),
            (None, None) => Kept::Same,
        };
        (kept, sentence)
    }
}
