//! What a person says of a rubric that is to be begun, as it was said ([`Outline`]), and what is made of it: a [`Skeleton`], which is
//! always a valid rubric, or everything that is wrong with it. Pure. Must not ask anybody: that is the command line's.

use super::draft::id_from;
use super::skeleton::{Criteria, Framework, Item, Origin, Scoring, Skeleton, criteria, stages};
use crate::lexicon::Lexicon;
use crate::rubric::{Category, is_rubric_id};
use std::collections::BTreeMap;

/// The kinds of question, the commonest first.
const CATEGORIES: [Category; 4] = [Category::Behavioral, Category::Situational, Category::Technical, Category::Knowledge];

/// The framework that a rubric has without saying so.
const STAR: &str = "STAR";
/// The word for no framework at all.
const NONE: &str = "none";
/// The longest speaking time, in minutes.
const LONGEST: u32 = 600;

/// What can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Field {
    Question,
    Id,
    Title,
    Category,
    Difficulty,
    Minutes,
    Framework,
    Stage,
    KeyPoint,
    LooksFor,
    Mistake,
    ModelAnswer,
}

impl Field {
    /// All of them, in the order in which a person thinks of them.
    pub const ALL: [Self; 12] = [
        Self::Question,
        Self::Id,
        Self::Title,
        Self::Category,
        Self::Difficulty,
        Self::Minutes,
        Self::Framework,
        Self::Stage,
        Self::KeyPoint,
        Self::LooksFor,
        Self::Mistake,
        Self::ModelAnswer,
    ];

    /// As options are called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Id => "id",
            Self::Title => "title",
            Self::Category => "category",
            Self::Difficulty => "difficulty",
            Self::Minutes => "minutes",
            Self::Framework => "framework",
            Self::Stage => "stage",
            Self::KeyPoint => "key-point",
            Self::LooksFor => "looks-for",
            Self::Mistake => "mistake",
            Self::ModelAnswer => "model-answer",
        }
    }

    /// Whether it can be said several times.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Stage | Self::KeyPoint | Self::LooksFor | Self::Mistake)
    }
}

/// What was said, unchecked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline(BTreeMap<Field, Vec<String>>);

impl Outline {
    /// Adds what was said; of a field that is no list the last counts.
    pub fn say(&mut self, field: Field, text: &str) {
        let said = self.0.entry(field).or_default();
        if !field.is_list() {
            said.clear();
        }
        said.push(text.to_owned());
    }

    /// What was said of a field, in order.
    pub fn said(&self, field: Field) -> &[String] {
        self.0.get(&field).map_or(&[], Vec::as_slice)
    }

    /// What would stand if nothing is said of a field; `None` where nothing would.
    pub fn usual(&self, field: Field) -> Option<String> {
        match field {
            Field::Id => self.said(Field::Question).first().map(|question| id_from(question)),
            Field::Title => self.said(Field::Question).first().map(|question| super::draft::title(question)),
            Field::Category => Some(CATEGORIES[0].name().to_owned()),
            Field::Difficulty => Some("medium".to_owned()),
            Field::Framework => Some(if self.is_knowledge() { NONE } else { STAR }.to_owned()),
            _ => None,
        }
    }

    /// Whether stages can be said: the framework has a name of its own.
    pub fn has_own_framework(&self) -> bool {
        self.said(Field::Framework).first().is_some_and(|name| own_framework(name).is_some())
    }

    fn is_knowledge(&self) -> bool {
        self.said(Field::Category).first().is_some_and(|name| category(name) == Ok(Category::Knowledge))
    }
}

/// What is wrong with something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Of what it was said.
    pub field: Field,
    /// Why it cannot be.
    pub why: String,
}

/// Whether one thing can be said of a field by itself.
///
/// # Errors
/// Why not.
pub fn check(field: Field, text: &str, lexicon: &Lexicon) -> Result<(), Refused> {
    let checked = match field {
        Field::Question | Field::Title | Field::Difficulty | Field::Framework => line(text).map(drop),
        Field::ModelAnswer => paragraphs(text).map(drop),
        Field::Id => id(text).map(drop),
        Field::Category => category(text).map(drop),
        Field::Minutes => minutes(text).map(drop),
        Field::Stage => stage(text, lexicon).map(drop),
        Field::KeyPoint | Field::LooksFor | Field::Mistake => item(text, "", lexicon).map(drop),
    };
    checked.map_err(|why| Refused { field, why })
}

/// Makes a skeleton of what was said.
///
/// # Errors
/// Everything that is wrong, in order of [`Field::ALL`]; a question is needed, nothing else.
pub fn skeleton(outline: &Outline, lexicon: &Lexicon) -> Result<Skeleton, Vec<Refused>> {
    let mut reading = Reading { outline, refused: Vec::new() };
    let prompt = reading.one(Field::Question, line);
    let id = reading.one(Field::Id, id);
    let title = reading.one(Field::Title, line);
    let category = reading.one(Field::Category, category).unwrap_or(CATEGORIES[0]);
    let difficulty = reading.one(Field::Difficulty, line);
    let minutes = reading.one(Field::Minutes, minutes);
    let named = reading.one(Field::Framework, line);
    let told = reading.all(Field::Stage, |text| stage(text, lexicon));
    let own = named.as_deref().and_then(own_framework);
    if own.is_none() && !told.is_empty() {
        reading.refuse(Field::Stage, format!("needs a framework with a name of its own: --{} NAME", Field::Framework.name()));
    }
    let asked = prompt.clone().unwrap_or_default();
    let key_points = reading.all(Field::KeyPoint, |text| item(text, &asked, lexicon));
    let looks_for = reading.all(Field::LooksFor, |text| item(text, &asked, lexicon));
    let mistakes = reading.all(Field::Mistake, |text| item(text, &asked, lexicon));
    let model_answer = reading.one(Field::ModelAnswer, paragraphs);
    if outline.said(Field::Question).is_empty() {
        reading.refuse(Field::Question, "is needed".to_owned());
    }
    let (Some(prompt), []) = (prompt, &reading.refused[..]) else {
        reading.refused.sort_by_key(|refused| refused.field);
        return Err(reading.refused);
    };
    let Criteria { key_points, looks_for, mistakes } = criteria(key_points, looks_for, mistakes);
    let texts: Vec<&str> = told.iter().map(String::as_str).collect();
    let framework = own.map(|name| Framework { name: name.to_owned(), stages: stages(&texts, &prompt, lexicon).unwrap_or_default() });
    Ok(Skeleton {
        origin: Origin::Person,
        id: id.unwrap_or_else(|| id_from(&prompt)),
        title,
        category: Some(category),
        difficulty: difficulty.or_else(|| outline.usual(Field::Difficulty)),
        minutes,
        round: None,
        framework,
        framework_text: Vec::new(),
        scoring: match named {
            _ if category == Category::Knowledge => Scoring::Facts,
            Some(name) if name == NONE => Scoring::Unstructured,
            _ => Scoring::Usual,
        },
        key_points,
        looks_for,
        mistakes,
        model_answer,
        terminology: Vec::new(),
        prompt: Some(prompt),
    })
}

/// Reads what was said and keeps what is wrong.
struct Reading<'o> {
    outline: &'o Outline,
    refused: Vec<Refused>,
}

impl Reading<'_> {
    fn one<T>(&mut self, field: Field, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        self.all(field, read).pop()
    }

    fn all<T>(&mut self, field: Field, read: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let mut all = Vec::new();
        for text in self.outline.said(field) {
            match read(text) {
                Ok(read) => all.push(read),
                Err(why) => self.refuse(field, why),
            }
        }
        all
    }

    fn refuse(&mut self, field: Field, why: String) {
        self.refused.push(Refused { field, why });
    }
}

/// A text on one line, with single spaces.
fn line(text: &str) -> Result<String, String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { Err("is empty".to_owned()) } else { Ok(line) }
}

fn paragraphs(text: &str) -> Result<String, String> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() { Err("is empty".to_owned()) } else { Ok(text) }
}

fn id(text: &str) -> Result<String, String> {
    let allowed = "letters, digits, hyphens, underscores and dots are allowed, and the first is no mark";
    if is_rubric_id(text) { Ok(text.to_owned()) } else { Err(format!("`{text}` cannot be an id: {allowed}")) }
}

fn category(text: &str) -> Result<Category, String> {
    let found = CATEGORIES.into_iter().find(|category| category.name().eq_ignore_ascii_case(text.trim()));
    found.ok_or_else(|| format!("`{text}` is none of {}", CATEGORIES.map(Category::name).join(", ")))
}

/// "3" or "3-4".
fn minutes(text: &str) -> Result<(u32, u32), String> {
    let (least, most) = text.split_once('-').unwrap_or((text, text));
    let minute = |text: &str| text.trim().parse().ok().filter(|minute| (1..=LONGEST).contains(minute));
    let pair = minute(least).zip(minute(most)).filter(|(least, most)| least <= most);
    pair.ok_or_else(|| format!("`{text}` is no speaking time: one or two whole numbers from 1 to {LONGEST}, the least first, as in 3-4"))
}

/// The name of a framework that is neither STAR nor none.
fn own_framework(name: &str) -> Option<&str> {
    (!name.eq_ignore_ascii_case(STAR) && name != NONE && !name.trim().is_empty()).then_some(name)
}

fn stage(text: &str, lexicon: &Lexicon) -> Result<String, String> {
    let text = line(text)?;
    let read = stages(&[&text], "", lexicon);
    read.map(|_| text.clone()).ok_or_else(|| wordless(&text))
}

fn item(text: &str, prompt: &str, lexicon: &Lexicon) -> Result<Item, String> {
    let text = line(text)?;
    Item::named(&text, prompt, lexicon).ok_or_else(|| wordless(&text))
}

fn wordless(text: &str) -> String {
    format!("`{text}` has no words to look for")
}
