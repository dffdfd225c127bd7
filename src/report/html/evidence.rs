//! Every piece of evidence of a scorecard, numbered in the order of the text, each with what it speaks for. Must not know markup.

use super::shown::{Shown, signed, status};
use crate::report::words::{bearing, whole};
use crate::score::{CriterionResult, Polarity, Quote, Scored, Status};
use crate::span::Span;

/// The part of the report that a piece of evidence belongs to, which gives it its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A key point.
    KeyPoint,
    /// A looks-for.
    LooksFor,
    /// A mistake that was made.
    Mistake,
    /// A stage of the question's framework.
    Stage,
    /// A number, a word of doubt or a filler.
    Delivery,
    /// A signal.
    Signal,
}

impl Part {
    /// Its class in style sheets.
    pub(super) fn class(self) -> &'static str {
        ["k", "l", "x", "f", "d", "g"][self as usize]
    }

    /// Its name for people.
    pub(super) fn name(self) -> &'static str {
        ["key point", "looks for", "mistake", "framework", "delivery", "signal"][self as usize]
    }
}

/// A piece of evidence.
#[derive(Debug)]
pub(super) struct Evidence<'c> {
    /// Its number, from 1, in the order of the text.
    pub(super) number: usize,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether there is such a place in the answer.
    pub(super) placed: bool,
    /// What it belongs to.
    pub(super) part: Part,
    /// Of what: the place in the scorecard's list of that part.
    pub(super) of: usize,
    /// How it is meant, as a sign.
    pub(super) sign: &'static str,
    /// How it is meant, in words; empty where it is plainly said.
    pub(super) note: Shown<'c>,
    /// The words.
    pub(super) quote: Shown<'c>,
    /// The pattern that found it.
    pub(super) pattern: Shown<'c>,
    /// All of it in one line, for a tip: what it speaks for, how it is meant, what that earns, and the pattern.
    pub(super) tip: Shown<'c>,
}

/// The longest pattern that is shown, in characters.
const LONGEST_PATTERN: usize = 100;
/// The longest quotation in a list, in characters; the text itself has all of it.
const LONGEST_QUOTE: usize = 240;

/// The evidence of a scorecard in the order of the text, of which the answer takes up a stretch. A place that speaks twice for the same
/// thing is one piece.
pub(super) fn of<'c>(card: &'c Scored, text: &str, stretch: Span) -> Vec<Evidence<'c>> {
    let mut all = Vec::new();
    let earned = |c: &CriterionResult| format!("{}: {}", status(c.status).1, earned(c));
    for (part, criteria) in [(Part::KeyPoint, &card.key_points), (Part::LooksFor, &card.looks_for)] {
        for (of, criterion) in criteria.iter().enumerate() {
            all.extend(criterion.evidence.iter().map(|quote| piece(quote, part, of, &criterion.says, &earned(criterion))));
        }
    }
    for (of, mistake) in card.mistakes.iter().enumerate().filter(|(_, m)| m.committed) {
        let cost = format!("made: {} points", signed(mistake.deduction));
        all.extend(mistake.evidence.iter().map(|quote| piece(quote, Part::Mistake, of, &mistake.says, &cost)));
    }
    for (of, stage) in card.stages.iter().enumerate().filter(|(_, stage)| stage.present) {
        all.extend(stage.evidence.iter().map(|quote| piece(quote, Part::Stage, of, &stage.name, "there")));
    }
    let delivery = &card.delivery;
    let kinds =
        [(&delivery.quantified, "a number bound to an outcome"), (&delivery.hedges, "a word of doubt"), (&delivery.fillers, "a filler")];
    for (of, (quotes, says)) in kinds.into_iter().enumerate() {
        all.extend(quotes.iter().map(|quote| piece(quote, Part::Delivery, of, says, "")));
    }
    for (of, signal) in card.signals.iter().enumerate() {
        all.extend(signal.evidence.iter().map(|quote| piece(quote, Part::Signal, of, &signal.id, "")));
    }
    all.sort_by_key(|e| (e.span.start, e.part, e.span.end, e.of));
    all.dedup_by_key(|e| (e.span, e.part, e.of));
    for (nth, evidence) in all.iter_mut().enumerate() {
        let span = evidence.span;
        evidence.number = nth + 1;
        evidence.placed = stretch.contains(span) && span.end > span.start && text.get(span.range()).is_some();
    }
    all
}

/// What a criterion earned of what it can earn.
pub(super) fn earned(criterion: &CriterionResult) -> String {
    format!("{} of {} points", whole(criterion.points), whole(criterion.max))
}

/// What the kinds of evidence of delivery are called, by [`Evidence::of`].
pub(super) const DELIVERY: [&str; 3] = ["outcome numbers", "words of doubt", "fillers"];

fn piece<'c>(quote: &'c Quote, part: Part, of: usize, says: &str, earned: &str) -> Evidence<'c> {
    let (sign, how) = meaning(quote, part);
    let note = match &quote.trigger {
        Some(trigger) if !how.is_empty() => format!("{how} (“{trigger}”)"),
        _ => how.to_owned(),
    };
    let dot = |text: &str| if text.is_empty() { String::new() } else { format!(" · {text}") };
    let pattern = Shown::short(&quote.pattern, LONGEST_PATTERN);
    let tip = format!("{sign} {}: {says}{}{} · found by {pattern}", part.name(), dot(&note), dot(earned));
    Evidence {
        number: 0,
        span: quote.span,
        placed: false,
        part,
        of,
        sign,
        note: Shown::line(&note),
        quote: Shown::short(&quote.text, LONGEST_QUOTE),
        pattern,
        tip: Shown::line(&tip),
    }
}

/// The sign of how a quotation is meant, and the words for it where it is not plainly said.
fn meaning(quote: &Quote, part: Part) -> (&'static str, &'static str) {
    match (quote.polarity, part) {
        (Polarity::Asserted, _) if quote.listed => ("≡", "only listed"),
        (Polarity::Asserted, Part::Mistake) => ("!", ""),
        (Polarity::Asserted, Part::Delivery) => ("•", ""),
        (Polarity::Asserted, _) => ("✔", bearing(quote.bearing).unwrap_or_default()),
        (Polarity::Hedged, _) => ("?", "in doubt"),
        (Polarity::Hypothetical, _) => ("◌", "only imagined"),
        (Polarity::SomeoneElse, _) => ("⇄", "someone else’s doing"),
        (Polarity::Negated, _) => ("⊘", "said not to be so"),
    }
}

/// The class of a status in style sheets.
pub(super) fn status_class(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Partial => "partial",
        Status::Missed => "missed",
        Status::Denied => "denied",
    }
}
