//! Why a pattern did not hit: the sentence that came nearest and what was missing there. For explanations only; scoring never asks.

use super::Bearing;
use super::Engine;
use super::findings::Quote;
use super::reading::Reading;
use crate::answer::Answer;
use crate::lexicon::{Pattern, Polarity};

/// The place that came nearest to a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// The sentence.
    pub quote: Quote,
    /// What was missing.
    pub why: String,
}

/// The sentence that holds most of a pattern's words without the pattern hitting; `None` when no sentence holds a word of it.
pub fn near_miss(engine: &Engine<'_>, answer: &Answer, source: &str, pattern: &Pattern) -> Option<NearMiss> {
    let reading = Reading::new(answer, &engine.rubric.question.prompt, &engine.vocabulary);
    let text = &reading.text;
    let wanted = stems(pattern);
    let (mut best, mut most): (Option<usize>, usize) = (None, 0);
    for (index, sentence) in text.sentences().iter().enumerate() {
        let have = wanted.iter().filter(|w| sentence.tokens.clone().any(|t| text.stem(t) == w.as_str())).count();
        if have > most {
            (best, most) = (Some(index), have);
        }
    }
    let sentence = &text.sentences()[best?];
    let missing: Vec<&str> =
        wanted.iter().filter(|w| !sentence.tokens.clone().any(|t| text.stem(t) == w.as_str())).map(String::as_str).collect();
    let why = match (missing.is_empty(), reading.ignored[best?]) {
        (_, true) => "the sentence repeats an earlier one or the question".to_owned(),
        (true, _) => "its words are there, but not close enough together or not in that order".to_owned(),
        (false, _) => format!("nothing there for: {}", missing.join(", ")),
    };
    let text = sentence.span.of(reading.source()).to_owned();
    let quote = Quote {
        text,
        span: sentence.span,
        polarity: Polarity::Asserted,
        trigger: None,
        pattern: source.to_owned(),
        listed: false,
        bearing: Bearing::OnTopic,
    };
    Some(NearMiss { quote, why })
}

/// The folded words of the phrases of a pattern, alternatives and concepts left out.
fn stems(pattern: &Pattern) -> Vec<String> {
    match pattern {
        Pattern::Phrase(phrase) => vec![phrase.folded.clone()],
        Pattern::Word(word) => vec![crate::text::fold::stem(word)],
        Pattern::Near { sides, .. } => sides.iter().flat_map(stems).collect(),
        Pattern::Negated(inner) | Pattern::Opening(inner) => stems(inner),
        Pattern::Any(_) | Pattern::Concept(_) | Pattern::Regex(_) => Vec::new(),
    }
}
