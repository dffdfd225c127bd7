//! How the text around a hit makes it meant: negated, hedged, hypothetical, someone else's, or plainly asserted.
//!
//! After NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009): pseudo-triggers first, then triggers with a direction and a
//! scope that ends at a clause boundary. Must not know criteria.

use super::clauses::Clauses;
use super::matching::{Hit, Matches};
use super::program::Program;
use crate::lexicon::{Polarity, Reach};
use crate::text::Text;
use std::ops::Range;

/// A trigger at work: where it stands, what it reaches, what it makes of that.
#[derive(Debug, Clone)]
struct Turn {
    trigger: Range<usize>,
    scope: Range<usize>,
    turns: Polarity,
}

/// Every trigger at work in one text.
pub(super) struct Turns {
    turns: Vec<Turn>,
}

impl Turns {
    pub(super) fn find(program: &Program<'_>, matches: &Matches, text: &Text) -> Self {
        let clauses = Clauses::of(program, matches, text);
        let pseudo = matches.of(program.pseudo_triggers);
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for (index, trigger) in program.triggers.iter().enumerate() {
            for hit in matches.of(trigger.node) {
                let hidden = pseudo.iter().any(|p| p.start() <= hit.start() && hit.end() <= p.end());
                if !hidden {
                    found.push((hit.tokens(), index));
                }
            }
        }
        // Of triggers that overlap the longest stands, so that "was never" is one trigger and not also "never".
        found.sort_by_key(|(range, index)| (std::cmp::Reverse(range.len()), range.start, *index));
        let mut kept: Vec<(Range<usize>, usize)> = Vec::new();
        for (range, index) in found {
            if !kept.iter().any(|(k, _)| k.start < range.end && range.start < k.end) {
                kept.push((range, index));
            }
        }
        kept.sort_by_key(|(range, _)| range.start);
        let negations: Vec<usize> =
            kept.iter().filter(|(_, i)| program.triggers[*i].turns == Polarity::Negated).map(|(r, _)| r.start).collect();
        let turn = |(range, index): &(Range<usize>, usize)| {
            let trigger = &program.triggers[*index];
            let scope = match trigger.reach {
                Reach::Forward => range.end..clauses.forward(range.end, trigger.scope, &negations),
                Reach::Backward => clauses.backward(range.start, trigger.scope)..range.start,
                Reach::Clause => clauses.around(range),
                Reach::Resume => clauses.sentence_before(range.start),
            };
            Turn { trigger: range.clone(), scope, turns: trigger.turns }
        };
        Self { turns: kept.iter().map(turn).collect() }
    }

    /// How a hit is meant, and the tokens of the trigger that turned it. Of several matched stretches one that is negated is enough.
    pub(super) fn of(&self, hit: &Hit) -> (Polarity, Option<Range<usize>>) {
        let outside = || self.turns.iter().filter(|t| !hit.overlaps(&t.trigger));
        let mut strongest: Option<&Turn> = None;
        let mut undone: Option<&Turn> = None;
        for part in hit.parts() {
            let mut negations = (0_usize, None);
            for turn in outside().filter(|t| t.scope.start < part.end && part.start < t.scope.end) {
                if turn.turns == Polarity::Negated {
                    negations = (negations.0 + 1, Some(turn));
                } else if strongest.is_none_or(|s| strength(s.turns) < strength(turn.turns)) {
                    strongest = Some(turn);
                }
            }
            if negations.0 % 2 == 1 {
                return (Polarity::Negated, negations.1.map(|t| t.trigger.clone()));
            }
            // Two negations of one thing leave it asserted.
            undone = undone.or(negations.1);
        }
        match strongest {
            Some(turn) => (turn.turns, Some(turn.trigger.clone())),
            None => (Polarity::Asserted, undone.map(|t| t.trigger.clone())),
        }
    }
}

fn strength(polarity: Polarity) -> u8 {
    match polarity {
        Polarity::Hypothetical => 3,
        Polarity::SomeoneElse => 2,
        Polarity::Hedged => 1,
        Polarity::Asserted | Polarity::Negated => 0,
    }
}
