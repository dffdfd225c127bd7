//! Rubrics: what one question asks for. A [`Rubric`] is valid by construction: every name it holds is known, every pattern parsed,
//! every weight above 0. Must not read answers or decide points.

mod bank;
mod head;
mod parse;

pub use bank::{Bank, BankEntry, Lookup};
pub use head::{Head, id_of};
pub use parse::{ParsedConcept, is_rubric_id, parse, parse_concepts};

use crate::lexicon::Packed;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The kind of question, which sets the default shares of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Asks for something that the candidate did.
    Behavioral,
    /// Asks how something technical is done.
    Technical,
    /// Asks what the candidate would do.
    Situational,
    /// Asks what something is.
    Knowledge,
}

impl Category {
    /// As the rubric writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Behavioral => "behavioral",
            Self::Technical => "technical",
            Self::Situational => "situational",
            Self::Knowledge => "knowledge",
        }
    }
}

/// The question itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What the candidate is asked.
    pub prompt: String,
    /// Its kind.
    pub category: Category,
    /// How hard it is, as the rubric says (`medium`, `high`).
    pub difficulty: String,
    /// Speaking time in minutes, least and most.
    pub minutes: Option<(u32, u32)>,
    /// The interview round it is asked in.
    pub round: Option<String>,
}

/// A part of STAR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Star {
    /// Where and when.
    Situation,
    /// What was to be done.
    Task,
    /// What was done.
    Action,
    /// What came of it.
    Result,
}

/// The names of the parts of STAR, in order.
pub const STAR_NAMES: [&str; 4] = ["situation", "task", "action", "result"];

/// Where a hit must stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StageRef {
    /// In a part of STAR.
    Star(Star),
    /// In a sentence that shows this stage of the rubric's framework (index into [`Framework::stages`]).
    Framework(usize),
}

/// One way of showing a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The pattern as the rubric writes it, for reports.
    pub source: Cow<'static, str>,
    /// What to find.
    pub pattern: Packed,
    /// Where it must stand.
    pub within: Option<StageRef>,
    /// No credit when this hits in the same sentence.
    pub unless: Option<Packed>,
    /// Whether only the candidate's own doing counts.
    pub by_self: bool,
    /// How much it carries of a key point that is [`Credit::Shared`]; 1 elsewhere. Above 0.
    pub weight: f64,
    /// A weaker wording of the same, worth half of it.
    pub hint: Option<Wording>,
}

/// A pattern without conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Wording {
    /// The pattern as the rubric writes it, for reports.
    pub source: Cow<'static, str>,
    /// What to find.
    pub pattern: Packed,
}

impl Evidence {
    /// Evidence without conditions.
    pub fn plain(source: impl Into<Cow<'static, str>>, pattern: Packed) -> Self {
        Self { source: source.into(), pattern, within: None, unless: None, by_self: false, weight: 1.0, hint: None }
    }
}

/// Something whose presence another criterion may ask for.
#[derive(Debug, Clone, PartialEq)]
pub enum Link {
    /// A key point, by index.
    KeyPoint(usize),
    /// A looks-for, by index.
    LooksFor(usize),
    /// A mistake, by index.
    Mistake(usize),
    /// A stage of the framework, by index.
    Stage(usize),
    /// A part of STAR.
    Star(Star),
    /// A signal, by name.
    Signal(String),
    /// A pattern anywhere in the answer.
    Says(Evidence),
}

/// At least so many of these.
#[derive(Debug, Clone, PartialEq)]
pub struct AtLeast {
    /// How many, from 1 to `of.len()`.
    pub count: usize,
    /// Of which.
    pub of: Vec<Link>,
}

/// How the entries of a key point make up its credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credit {
    /// So many different entries of `evidence` make it fully met; at least 1.
    AtLeast(usize),
    /// Each entry is a term that carries its weight: the credit is the share of the weight that an answer has.
    Shared,
}

/// What an answer should mention.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPoint {
    /// Unique among the key points.
    pub id: String,
    /// What it asks for, in one line.
    pub says: String,
    /// Above 0; points are shared out by it.
    pub weight: f64,
    /// Ways of showing it in full.
    pub evidence: Vec<Evidence>,
    /// Weaker signs, worth half.
    pub hints: Vec<Evidence>,
    /// How its entries make up its credit.
    pub credit: Credit,
    /// What to add when it is missed.
    pub advice: String,
}

/// What an interviewer looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct LooksFor {
    /// Unique among the looks-for.
    pub id: String,
    /// What it asks for, in one line.
    pub says: String,
    /// Above 0.
    pub weight: f64,
    /// What it follows from.
    pub supported_by: Option<AtLeast>,
    /// Ways of showing it directly.
    pub evidence: Vec<Evidence>,
    /// What to add when it is missed.
    pub advice: String,
}

/// Whether a mistake is a deed or an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MistakeKind {
    /// Something is missing.
    Omission,
    /// Something wrong was done or said.
    Commission,
}

impl MistakeKind {
    /// As the rubric writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Omission => "omission",
            Self::Commission => "commission",
        }
    }
}

/// How grave a mistake is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MistakeSeverity {
    /// A blemish.
    Minor,
    /// A real fault.
    Major,
    /// Alone enough to doubt the candidate.
    Critical,
}

impl MistakeSeverity {
    /// As the rubric writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }
}

/// A common mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// Unique among the mistakes.
    pub id: String,
    /// What the mistake is, in one line.
    pub says: String,
    /// Deed or absence.
    pub kind: MistakeKind,
    /// How grave.
    pub severity: MistakeSeverity,
    /// What tells it; a commission always has some.
    pub evidence: Vec<Evidence>,
    /// Committed when at least so many of these are missing or denied; an omission always has it.
    pub when_missing: Option<AtLeast>,
    /// What to do about it.
    pub advice: String,
}

/// A stage of the question's own framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Unique among the stages.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// The question's own framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Framework {
    /// Its name (MECE, RICE, CIRCLES).
    pub name: String,
    /// Its stages in order; may be empty.
    pub stages: Vec<Stage>,
}

/// What any answer to the question talks about.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// Ways of talking about it; empty when the rubric does not say.
    pub evidence: Vec<Evidence>,
    /// What it must speak of to be an answer to this question and not to its neighbour.
    pub needs: Vec<Need>,
}

/// Something that an answer must speak of, in whatever way, to be an answer to the question at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// What it is, as the end of "does not speak of".
    pub says: String,
    /// What shows that it is spoken of. Rests on no looks-for and no mistake.
    pub met_by: AtLeast,
}

/// How the 100 points are shared out; the four sum to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// To key points.
    pub key_points: f64,
    /// To looks-for.
    pub looks_for: f64,
    /// To structure: STAR for behavioral questions, else the framework.
    pub structure: f64,
    /// To delivery: outcome numbers and own action.
    pub delivery: f64,
}

impl Shares {
    /// The default for a kind of question.
    pub fn of(category: Category) -> Self {
        let (key_points, looks_for, structure, delivery) = match category {
            Category::Behavioral => (45.0, 27.0, 18.0, 10.0),
            Category::Technical | Category::Situational => (52.0, 25.0, 18.0, 5.0),
            Category::Knowledge => (100.0, 0.0, 0.0, 0.0),
        };
        Self { key_points, looks_for, structure, delivery }
    }
}

/// What the answers to a question are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// An account in sentences: how a thing is said decides what it is worth, and what is no account is capped.
    #[default]
    Account,
    /// Facts, in whatever form: a word, a list or a denial can be the whole answer.
    Facts,
}

/// A rubric's own marked answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedAnswer {
    /// What it tries.
    pub name: String,
    /// The answer.
    pub answer: String,
    /// The band level that a human grader gave it, 0 to 4, for measuring agreement.
    pub mark: Option<u8>,
    /// The lowest and the highest band level that it may land in, 0 to 4.
    pub band: (u8, u8),
    /// Criteria that must be met or partly met.
    pub met: Vec<String>,
    /// Criteria that must not be.
    pub missed: Vec<String>,
    /// Criteria that must be denied.
    pub denied: Vec<String>,
    /// Mistakes that must be found.
    pub committed: Vec<String>,
    /// Mistakes that must not be found.
    pub not_committed: Vec<String>,
    /// Parts of STAR that must be present.
    pub stages: Vec<Star>,
}

/// A valid rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct Rubric {
    /// Unique in a bank, such as `devops-03`.
    pub id: String,
    /// Its short title.
    pub title: String,
    /// The question.
    pub question: Question,
    /// What any answer to it talks about.
    pub topic: Topic,
    /// Its framework.
    pub framework: Framework,
    /// What to mention.
    pub key_points: Vec<KeyPoint>,
    /// What interviewers look for, in the source's order.
    pub looks_for: Vec<LooksFor>,
    /// Common mistakes, in the source's order.
    pub mistakes: Vec<Mistake>,
    /// Concepts of this rubric alone.
    pub concepts: BTreeMap<String, Packed>,
    /// How points are shared out.
    pub shares: Shares,
    /// What an answer is taken for.
    pub form: Form,
    /// So many of 100 points earned, 1 to 49, become 50, and the others lie on the hyperbola through 0, that point and 100: for
    /// references that say much more than a right answer needs. None where points stay as they are.
    pub half_at: Option<u8>,
    /// So many key points are enough: those that are told best share all points. None where all are asked for.
    pub enough: Option<usize>,
    /// Fewer words than this are not judged.
    pub min_words: usize,
    /// Fewer words than this earn only a part: the root of their share. 0 where length does not matter.
    pub full_words: usize,
    /// An excellent answer; may be empty.
    pub model_answer: String,
    /// Its marked answers.
    pub tests: Vec<MarkedAnswer>,
    /// The words of its patterns as written, lower-case, sorted: what a typo may have meant.
    pub vocabulary: Vec<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}
