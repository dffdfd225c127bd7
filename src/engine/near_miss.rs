//! Why a pattern did not hit: the sentence that came nearest and what was missing there. For explanations only; scoring never asks.

use super::Bearing;
use super::Engine;
use super::distance::kept_apart;
use super::findings::Quote;
use super::reading::Reading;
use crate::answer::Answer;
use crate::lexicon::packed::{Part, View};
use crate::lexicon::{Packed, Polarity};
use crate::text::{Memory, Sentence};

/// The place that came nearest to a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The sentence.
    pub quote: Quote,
    /// What was missing.
    pub why: String,
}

/// The sentence that holds most sides of a pattern (what stands before and after `~N` and `>N`) without the pattern hitting; `None` when
/// no sentence holds any.
pub fn near_miss(engine: &Engine<'_>, answer: &Answer, source: &str, pattern: &Packed) -> Option<NearMiss> {
    let mut memory = Memory::default();
    let reading = Reading::new(answer, engine.wording(), &engine.vocabulary, &mut memory);
    let text = &reading.text;
    let mut sides = Vec::new();
    collect_sides(engine, pattern.part(), &mut sides);
    let folded = |s: &Sentence| {
        let range = text.folded_start(s.tokens.start)..text.folded_start(s.tokens.end);
        text.folded().get(range).unwrap_or("").as_bytes()
    };
    let (mut best, mut most): (Option<usize>, usize) = (None, 0);
    for (index, sentence) in text.sentences().iter().enumerate() {
        let have = sides.iter().filter(|side| side.stands_in(folded(sentence))).count();
        if have > most {
            (best, most) = (Some(index), have);
        }
    }
    // Where every side is found, what keeps them apart is told; what is only like a side is told otherwise.
    let apart = kept_apart(engine, &reading, pattern.part());
    let nearest = apart.as_ref().map(|(sentence, _)| *sentence).or(best)?;
    let sentence = &text.sentences()[nearest];
    let missing: Vec<&str> = sides.iter().filter(|side| !side.stands_in(folded(sentence))).map(|side| side.label.as_str()).collect();
    let why = match (apart, missing.is_empty(), reading.ignored[nearest]) {
        (Some((_, why)), ..) => why,
        (None, _, true) => "the sentence repeats an earlier one or the question".to_owned(),
        (None, true, _) => "its letters are there, but not as words of their own".to_owned(),
        (None, false, _) => format!("nothing there for {}", missing.join(" and ")),
    };
    let text = sentence.span.of(reading.source()).to_owned();
    let bearing = Bearing::OnTopic;
    let quote = Quote {
        text,
        span: sentence.span,
        polarity: Polarity::Asserted,
        trigger: None,
        pattern: source.to_owned().into(),
        listed: false,
        bearing,
    };
    Some(NearMiss { quote, why })
}

/// One side of a pattern: any of its phrases will do.
struct Side<'p> {
    label: String,
    phrases: Vec<&'p [u8]>,
}

impl Side<'_> {
    fn stands_in(&self, folded: &[u8]) -> bool {
        // A phrase of one or two letters stands in most words.
        self.phrases.iter().filter(|p| p.len() > 2).any(|p| folded.windows(p.len()).any(|w| w == *p))
    }
}

fn collect_sides<'p>(engine: &Engine<'p>, part: Part<'p>, sides: &mut Vec<Side<'p>>) {
    match part.view() {
        View::Near { left, right, .. } => [left, right].into_iter().for_each(|side| collect_sides(engine, side, sides)),
        View::Negated(inner) | View::Opening(inner) => collect_sides(engine, inner, sides),
        _ => {
            let mut phrases = Vec::new();
            collect_phrases(engine, part, &mut phrases, 0);
            sides.push(Side { label: label(part), phrases });
        }
    }
}

/// Every phrase under a part; of concepts that refer to one another no deeper than they may.
fn collect_phrases<'p>(engine: &Engine<'p>, part: Part<'p>, phrases: &mut Vec<&'p [u8]>, depth: usize) {
    const DEEPEST: usize = 16;
    match part.view() {
        View::Phrase(phrase) => phrases.push(phrase.folded),
        View::Word(word) => phrases.push(word.word().as_bytes()),
        View::Any(any) => any.all().for_each(|p| collect_phrases(engine, p, phrases, depth)),
        View::Concept(concept) if depth < DEEPEST => {
            let name = concept.name();
            let concept = engine.rubric.concepts.get(name).or_else(|| engine.lexicon.concept(name));
            concept.into_iter().for_each(|c| collect_phrases(engine, c.part(), phrases, depth + 1));
        }
        // Half of a nearness is no hit.
        View::Near { .. } | View::Negated(_) | View::Opening(_) | View::Concept(_) | View::Regex(_) => {}
    }
}

/// How an explanation names a side.
fn label(part: Part<'_>) -> String {
    match part.view() {
        View::Concept(concept) => format!("@{}", concept.name()),
        View::Word(word) => format!("\u{201c}{}\u{201d}", word.word()),
        View::Phrase(phrase) => format!("\u{201c}{}\u{201d}", phrase.written()),
        View::Any(any) => any.all().next().map_or_else(String::new, |first| format!("{} or the like", label(first))),
        _ => "the rest".to_owned(),
    }
}
