//! A rubric drafted from a question and its reference answers: the key points that these make, and the terms that tell each of them.
//! Pure: text in, a [`Draft`] out, and from it the TOML that a person reads and mends. Must not score, print or touch the disk.

mod count;
mod family;
mod points;
mod questions;
mod terms;
mod toml;
mod words;

pub use questions::{FaultyLine, read};
pub(in crate::authoring) use toml::point as point_to_toml;
pub(in crate::authoring) use toml::point_worth as point_worth_to_toml;
pub(in crate::authoring) use toml::text as text_to_toml;
pub use toml::to_toml;

use crate::lexicon::Lexicon;
use crate::rubric::is_rubric_id;
use crate::text::{MappedText, Memory, NoSpeller, Text, TextBuilder};
use std::fmt;

/// The longest reference answer that is drafted from, in bytes.
pub const LONGEST: usize = 64 * 1024;

/// Share of known words below which a text is not English; German reaches about 0.3.
const ENGLISH: f64 = 0.5;

/// Whether the words of a stem are among the thousand commonest, which tell nothing by themselves.
pub(in crate::authoring) fn is_common(stem: &str) -> bool {
    words::frequency(stem) == words::Frequency::Common
}

/// What a rubric is drafted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What the rubric will be called.
    pub id: String,
    /// What the candidate is asked.
    pub prompt: String,
    /// Answers that deserve full marks, each complete by itself.
    pub references: Vec<String>,
}

/// A drafted rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it is called.
    pub id: String,
    /// A short title, from the question.
    pub title: String,
    /// The question.
    pub prompt: String,
    /// The key points, in order of the references; never empty.
    pub points: Vec<Point>,
    /// The first reference.
    pub model_answer: String,
    /// How many references it was drafted from.
    pub references: usize,
    /// So many of the points are enough, where the question asks for so many and every reference lists more.
    pub enough: Option<usize>,
    /// So many percent of what can be earned make half of the score: fewer, the more words a reference has that an answer may leave out.
    pub half_at: u8,
    /// Fewer words than this cannot say all that the shortest reference says; none where it is short itself.
    pub full_words: Option<usize>,
}

impl Draft {
    /// Whether a single term decides everything.
    pub fn is_thin(&self) -> bool {
        self.points.iter().map(|point| point.terms.len()).sum::<usize>() == 1
    }
}

/// One key point.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Unique among the points.
    pub id: String,
    /// The passage of the reference that makes it.
    pub says: String,
    /// What tells it; never empty.
    pub terms: Vec<Term>,
    /// What decides its weight.
    pub worth: Worth,
}

/// What decides the weight of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Worth {
    /// The terms that it has.
    Terms,
    /// The points that the reference itself gives it ("2 points:"), where every point has such a mark.
    Marked(f64),
    /// It is one of several things of which only so many are asked for.
    Equal,
}

impl Point {
    /// What it weighs beside the others: its mark, or what its terms carry; above one rare word by the root only, since a point that
    /// is told at length is not as many times more.
    pub fn weight(&self) -> f64 {
        let one = Kind::Rare.weight();
        let terms: f64 = self.terms.iter().map(Term::weight).sum();
        match self.worth {
            Worth::Marked(points) => points,
            Worth::Equal => 1.0,
            Worth::Terms if terms > one => (one * terms).sqrt(),
            Worth::Terms => terms,
        }
    }
}

/// A word or a name that tells a key point.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The form under which words of the same stem meet.
    pub stem: String,
    /// As the reference writes it, and other forms of the same; lower case, never empty.
    pub written: Vec<String>,
    /// Other words that mean about the same, worth half; `@name` for a concept of the lexicon.
    pub weaker: Vec<String>,
    /// What kind of term it is, which decides what it carries.
    pub kind: Kind,
    /// The share of the references that have it, above 0 up to 1.
    pub share: f64,
    /// Whether it stands in an example ("such as ..."), which an answer may leave out.
    pub example: bool,
    /// Whether its reference is so long that an answer as long has common words of it by chance.
    pub among_many: bool,
}

impl Term {
    /// How much it carries of its point.
    pub fn weight(&self) -> f64 {
        let weight = match self.kind {
            Kind::Common if self.among_many => 2.0,
            Kind::Rare if self.among_many => 8.0,
            kind => kind.weight(),
        };
        weight * self.share * if self.example { 0.5 } else { 1.0 }
    }
}

/// What kind of term a word is, lightest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Stands in the question: whoever repeats it has said little.
    Asked,
    /// Is asked for by a point before: whoever has it has been credited there.
    Again,
    /// Two neighbours of the reference near one another, where it is long enough that single words may fall anywhere.
    Pair,
    /// Stands in what is told before the question ("A girl covers eggshells with vinegar. ... Why?").
    Told,
    /// A word of grammar that turns a statement (not, same, before).
    Turning,
    /// One of the thousand commonest words, or a number.
    Common,
    /// One of the six thousand commonest.
    Usual,
    /// A rarer word or a name: what the point is about.
    Rare,
}

impl Kind {
    /// How much a term of this kind carries.
    pub fn weight(self) -> f64 {
        match self {
            Self::Asked | Self::Again => 0.5,
            Self::Told => 1.5,
            Self::Pair | Self::Turning => 2.0,
            Self::Common => 3.0,
            Self::Usual => 4.0,
            Self::Rare => 5.0,
        }
    }
}

/// Why nothing could be drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftError {
    /// The id cannot be that of a rubric.
    BadId(String),
    /// The question is empty.
    NoQuestion,
    /// There is no reference answer.
    NoReference,
    /// A reference has no word in it; which, from 1.
    NoWords(usize),
    /// A reference is not English as far as the word list knows; which, from 1.
    NotEnglish(usize),
    /// A reference is longer than [`LONGEST`]; which, from 1.
    TooLong(usize),
}

impl fmt::Display for DraftError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadId(id) => {
                write!(f, "`{id}` cannot be an id: letters, digits, hyphens, underscores and dots are allowed, and the first is no mark")
            }
            Self::NoQuestion => write!(f, "the question is empty"),
            Self::NoReference => write!(f, "there is no reference answer"),
            Self::NoWords(which) => write!(f, "reference {which} has no words in it"),
            Self::NotEnglish(which) => write!(f, "reference {which} is not English, as far as the word list knows"),
            Self::TooLong(which) => write!(f, "reference {which} is longer than {} KiB", LONGEST / 1024),
        }
    }
}

impl std::error::Error for DraftError {}

/// Drafts a rubric.
///
/// # Errors
/// [`DraftError`] when there is nothing that a rubric could be drafted from.
pub fn draft(question: &Question, lexicon: &Lexicon) -> Result<Draft, DraftError> {
    if !is_rubric_id(&question.id) {
        return Err(DraftError::BadId(question.id.clone()));
    }
    if question.prompt.trim().is_empty() {
        return Err(DraftError::NoQuestion);
    }
    if question.references.is_empty() {
        return Err(DraftError::NoReference);
    }
    for (number, reference) in (1..).zip(&question.references) {
        if reference.len() > LONGEST {
            return Err(DraftError::TooLong(number));
        }
        let text = folded(reference);
        if text.tokens().is_empty() {
            return Err(DraftError::NoWords(number));
        }
        if !is_english(&text) {
            return Err(DraftError::NotEnglish(number));
        }
    }
    let (points, enough) = points::points(question, lexicon);
    if points.is_empty() {
        return Err(DraftError::NoWords(1));
    }
    Ok(Draft {
        id: question.id.clone(),
        title: title(&question.prompt),
        prompt: question.prompt.trim().to_owned(),
        half_at: half_at(&points, enough),
        points,
        enough,
        model_answer: question.references[0].trim().to_owned(),
        references: question.references.len(),
        full_words: full_words(&question.references),
    })
}

/// The terms of a passage that answers a question, as a draft would weigh them; none when it has no words.
pub fn terms_of(passage: &str, prompt: &str, lexicon: &Lexicon) -> Vec<Term> {
    terms::terms(passage, &terms::Asked::of(prompt), lexicon)
}

/// A quarter where a reference has hardly a word of its own, one percent less for each that it has.
fn half_at(points: &[Point], enough: Option<usize>) -> u8 {
    const MOST: u8 = 25;
    const LEAST: u8 = 8;
    let own = points.iter().flat_map(|p| &p.terms).filter(|t| t.kind >= Kind::Turning);
    let all: f64 = own.map(|t| t.share * if t.example { 0.5 } else { 1.0 }).sum();
    let asked = enough.map_or(1.0, |enough| enough as f64 / points.len().max(enough) as f64);
    // At most 17 is taken away.
    MOST - (all * asked).round().min(f64::from(MOST - LEAST)) as u8
}

/// Three tenths of the words of the shortest reference, where that is more than a sentence.
fn full_words(references: &[String]) -> Option<usize> {
    const LONG: usize = 30;
    const MOST: usize = 500;
    let shortest = references.iter().map(|r| r.split_whitespace().count()).min()?;
    (shortest >= LONG).then(|| (shortest * 3 / 10).min(MOST))
}

/// A text as the matcher sees it; spans are those of the text.
fn folded(raw: &str) -> Text {
    let mut mapped = MappedText::default();
    mapped.push(raw, crate::span::Span::new(0, raw.len()));
    let mut memory = Memory::default();
    let mut builder = TextBuilder::new(&NoSpeller, &mut memory);
    builder.block(0, &mapped);
    builder.finish()
}

/// Whether most words are known; a text of a few words may be a name or a formula in any language.
fn is_english(text: &Text) -> bool {
    const FEW: usize = 5;
    let words = text.tokens().iter().filter(|t| !t.capital && t.span.end - t.span.start > 1);
    let (all, known) = (words.clone().count(), words.filter(|t| t.known).count());
    all <= FEW || known as f64 >= ENGLISH * all as f64
}

/// The opening words of a question.
pub(in crate::authoring) fn title(prompt: &str) -> String {
    const LENGTH: usize = 60;
    let mut title = String::new();
    for word in prompt.split_whitespace() {
        if title.len() + word.len() > LENGTH && !title.is_empty() {
            title.push_str(" ...");
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.extend(word.chars().take(LENGTH));
    }
    title
}

/// An id from the opening words of a question.
pub fn id_from(prompt: &str) -> String {
    const WORDS: usize = 5;
    let words = prompt.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).take(WORDS);
    let id = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if id.is_empty() { "question".to_owned() } else { id }
}
