//! What the engine found in one answer, before anybody decides what it is worth. Plain data.

use super::bearing::Bearing;
use crate::lexicon::Polarity;
use crate::span::Span;
use std::borrow::Cow;

/// A quotation that speaks for or against a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words of the answer, as they stand there.
    pub text: String,
    /// Where, in bytes of the decoded text.
    pub span: Span,
    /// How the answer means it.
    pub polarity: Polarity,
    /// The words that turned it ("never", "none of that"), if any did.
    pub trigger: Option<String>,
    /// The pattern that found it, as the rubric writes it; for a stage or signal, its name.
    pub pattern: Cow<'static, str>,
    /// Whether it stands in a bare list of keywords, where it is worth next to nothing.
    pub listed: bool,
    /// How far the sentence that it stands in bears on the question.
    pub bearing: Bearing,
}

/// One entry of a criterion and where it hit, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFindings {
    /// Hits that stand where the entry wants them.
    pub quotes: Vec<Quote>,
    /// Whether the entry asks for a negated hit.
    pub wants_negation: bool,
    /// Whether only the candidate's own doing counts.
    pub by_self: bool,
    /// Hits of its weaker wording; looked for only where nothing else hit.
    pub hints: Vec<Quote>,
}

/// What was found for a key point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPointFindings {
    /// For each entry of its evidence.
    pub evidence: Vec<EntryFindings>,
    /// For each of its hints.
    pub hints: Vec<EntryFindings>,
}

/// What was found for a looks-for, a mistake or a need of the topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedFindings {
    /// For each entry of its evidence.
    pub evidence: Vec<EntryFindings>,
    /// For each link that is a pattern of its own.
    pub says: Vec<EntryFindings>,
}

/// What was found of a part of STAR.
#[derive(Debug, Clone, PartialEq)]
pub struct StarFindings {
    /// Whether it is there.
    pub present: bool,
    /// Its share of the answer's words, 0 to 1.
    pub share: f64,
    /// The sentences that show it best, at most three.
    pub quotes: Vec<Quote>,
}

/// How strongly a signal shows.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalFindings {
    /// Its name.
    pub name: &'static str,
    /// 0 to 1.
    pub strength: f64,
    /// Where it shows, at most one quotation a sentence.
    pub quotes: Vec<Quote>,
}

/// Who mainly acts in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// The candidate.
    I,
    /// A group that the candidate speaks for.
    We,
    /// Nobody is named.
    None,
}

/// How an answer is written, as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Manner {
    /// Words, counted as a reader would.
    pub words: usize,
    /// The same of its own sentences alone: what repeats an earlier one or the question adds no length.
    pub own_words: usize,
    /// Sentences and notes that are evidence.
    pub sentences: usize,
    /// Share of sentences that bear on the question, 0 to 1.
    pub on_topic: f64,
    /// Share of words in bare lists or empty frames, 0 to 1.
    pub listed: f64,
    /// Whether most of its sentences say what was not done.
    pub denial: bool,
    /// Share of articles that stand where none can, 0 to 1: high when the words were shuffled.
    pub misplaced: f64,
    /// Share of sentences that repeat the rubric's own criteria, 0 to 1.
    pub criteria_copied: f64,
    /// Share of words that are English as far as the word list knows, 0 to 1.
    pub english: f64,
    /// Share of the answer's five-word runs that stand in the model answer too, 0 to 1.
    pub model_copied: f64,
}

/// Everything found in one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// For each key point.
    pub key_points: Vec<KeyPointFindings>,
    /// For each need of the topic.
    pub needs: Vec<LinkedFindings>,
    /// For each looks-for.
    pub looks_for: Vec<LinkedFindings>,
    /// For each mistake.
    pub mistakes: Vec<LinkedFindings>,
    /// For each stage of the framework, each of its entries.
    pub stages: Vec<Vec<EntryFindings>>,
    /// Situation, task, action, result.
    pub star: [StarFindings; 4],
    /// In the order of the lexicon.
    pub signals: Vec<SignalFindings>,
    /// Numbers bound to an outcome.
    pub quantified: Vec<Quote>,
    /// Words of doubt.
    pub hedges: Vec<Quote>,
    /// Words that fill time.
    pub fillers: Vec<Quote>,
    /// Who mainly acts.
    pub ownership: Ownership,
    /// How it is written.
    pub manner: Manner,
}
