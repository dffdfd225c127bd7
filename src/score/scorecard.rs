//! The scorecard: everything that one scoring says, as a plain value. Computes nothing and prints nothing.

pub use crate::engine::{Bearing, Ownership, Quote};
pub use crate::rubric::STAR_NAMES;
use crate::rubric::{MistakeKind, MistakeSeverity};

/// Points in tenths, so that sums are exact: `Points(123)` is 12.3 points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(pub i32);

impl Points {
    /// The points as a number with one decimal, 0.0 to 100.0 for a score.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1}", self.as_f64())
    }
}

/// How a criterion came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Fully there.
    Met,
    /// There in part.
    Partial,
    /// Not there.
    Missed,
    /// The answer says that it was not done.
    Denied,
}

impl Status {
    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Missed => "missed",
            Self::Denied => "denied",
        }
    }
}

/// A key point or a looks-for with what it earned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionResult {
    /// Its id in the rubric.
    pub id: String,
    /// What it asks for.
    pub says: String,
    /// What to add when it is missed.
    pub advice: String,
    /// How it came out.
    pub status: Status,
    /// What it earned.
    pub points: Points,
    /// What it can earn.
    pub max: Points,
    /// The quotations, best first.
    pub evidence: Vec<Quote>,
}

/// A mistake and whether it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MistakeResult {
    /// Its id in the rubric.
    pub id: String,
    /// What the mistake is.
    pub says: String,
    /// Absence or deed.
    pub kind: MistakeKind,
    /// How grave.
    pub severity: MistakeSeverity,
    /// Whether it was made.
    pub committed: bool,
    /// Whether that could be told: a text that is no answer to the question leaves nothing out.
    pub judged: bool,
    /// What it costs, 0 or below.
    pub deduction: Points,
    /// What to do about it.
    pub advice: String,
    /// The quotations; empty for an absence of which the answer says nothing.
    pub evidence: Vec<Quote>,
}

/// One signed line of the score. All lines sum to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is for: `key points`, `looks for`, `structure`, `delivery`, `mistake: ID`, `floor`, `cap: ID`.
    pub name: String,
    /// Points, signed.
    pub points: Points,
    /// The most that it can give; none for deductions, floors and caps.
    pub max: Option<Points>,
}

/// One of the four parts of a STAR answer.
#[derive(Debug, Clone, PartialEq)]
pub struct StarPart {
    /// Whether it is there.
    pub present: bool,
    /// Its share of the words of the answer, 0 to 1.
    pub share: f64,
    /// The sentences that show it.
    pub evidence: Vec<Quote>,
}

/// A stage of the question's own framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageResult {
    /// Its id in the rubric.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is there.
    pub present: bool,
    /// What shows it.
    pub evidence: Vec<Quote>,
}

/// A general property of a good account.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalResult {
    /// Its name.
    pub id: String,
    /// How strongly it shows, 0 to 1.
    pub strength: f64,
    /// What shows it.
    pub evidence: Vec<Quote>,
}

/// Facts of delivery. Ownership bears on the score, and for behavioral questions whether there is an outcome number; no other does.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// Words of the answer.
    pub words: usize,
    /// Speaking time in minutes, at [`WORDS_PER_MINUTE`](super::WORDS_PER_MINUTE).
    pub minutes: f64,
    /// The minutes asked for, least and most.
    pub target_minutes: Option<(u32, u32)>,
    /// Numbers bound to an outcome.
    pub quantified: Vec<Quote>,
    /// Who mainly acts.
    pub ownership: Ownership,
    /// Words of doubt.
    pub hedges: Vec<Quote>,
    /// Words that fill time.
    pub fillers: Vec<Quote>,
}

/// A limit on the score, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// A stable name (`keyword-list`).
    pub id: &'static str,
    /// The most that the score may be.
    pub limit: Points,
    /// Why, for people.
    pub why: String,
}

/// A change that would gain points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// How much the score would rise.
    pub gain: Points,
    /// What to do.
    pub advice: String,
    /// The criterion it is about, by id.
    pub criterion: String,
}

/// How far a score can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConfidenceLevel {
    /// A person should look at this.
    Low,
    /// Likely within one band.
    Medium,
    /// Very likely within one band.
    High,
}

impl ConfidenceLevel {
    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// How far a score can be relied on, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confidence {
    /// The level.
    pub level: ConfidenceLevel,
    /// The reason, in one line.
    pub reason: String,
}

/// A range of scores that means one human grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Below 15: no answer to this question.
    None,
    /// From 15.
    Poor,
    /// From 40.
    Partial,
    /// From 60.
    Good,
    /// From 80.
    Excellent,
}

impl Band {
    /// The bands above the lowest, each with the score that it begins at, in order.
    pub const EDGES: [(Points, Self); 4] =
        [(Points(150), Self::Poor), (Points(400), Self::Partial), (Points(600), Self::Good), (Points(800), Self::Excellent)];

    /// The band of a score.
    pub fn of(score: Points) -> Self {
        Self::EDGES.iter().rev().find(|(from, _)| score >= *from).map_or(Self::None, |(_, band)| *band)
    }

    /// The human grade, 0 to 4.
    pub fn level(self) -> u8 {
        self as u8
    }

    /// The name for people.
    pub fn name(self) -> &'static str {
        ["no answer", "poor", "partial", "good", "excellent"][self as usize]
    }
}

/// Why an answer has no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unscored {
    /// No words at all, or none that are evidence (only code or headings).
    Empty,
    /// Fewer words than the rubric asks for before it judges.
    TooShort {
        /// Words found.
        words: usize,
        /// Words needed.
        needed: usize,
    },
    /// Hardly a word of English.
    NotEnglish,
}

impl std::fmt::Display for Unscored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => write!(f, "empty: no text of the candidate's own (headings, code and comments do not count)"),
            Self::TooShort { words, needed } => write!(f, "too short to judge: {words} words, at least {needed} needed"),
            Self::NotEnglish => write!(f, "not in English, as far as its words tell"),
        }
    }
}

/// What a scored answer got.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// 0 to 100; the sum of `parts`.
    pub score: Points,
    /// The band of the score.
    pub band: Band,
    /// How far to rely on it.
    pub confidence: Confidence,
    /// The lines that sum to the score.
    pub parts: Vec<Part>,
    /// Key points in the order of the rubric.
    pub key_points: Vec<CriterionResult>,
    /// Looks-for in the order of the rubric.
    pub looks_for: Vec<CriterionResult>,
    /// Mistakes in the order of the rubric.
    pub mistakes: Vec<MistakeResult>,
    /// Situation, task, action, result.
    pub star: [StarPart; 4],
    /// The name of the question's own framework.
    pub framework: String,
    /// Its stages.
    pub stages: Vec<StageResult>,
    /// General properties.
    pub signals: Vec<SignalResult>,
    /// Delivery facts.
    pub delivery: Delivery,
    /// Limits that apply, whether or not they bind.
    pub caps: Vec<Cap>,
    /// What would gain most, most first.
    pub next_steps: Vec<NextStep>,
}

/// The result of scoring one answer against one rubric.
#[derive(Debug, Clone, PartialEq)]
pub enum Scorecard {
    /// It could be judged.
    Scored(Box<Scored>),
    /// It could not, and why.
    Unscored(Unscored),
}

/// How far there is what a criterion follows from or misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is met.
    There,
    /// A key point of which the answer states at least one way, if not as many as are asked for.
    InPart,
    /// Nothing of it is stated.
    Missing,
}

/// Why a criterion was met or missed: everything that was searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The criterion's id.
    pub id: String,
    /// What it asks for.
    pub says: String,
    /// How it came out: a status for criteria, `committed`, `not committed` or `not judged` for mistakes.
    pub outcome: String,
    /// Other criteria, stages and signals that it follows from: what it is, and whether that is there.
    pub links: Vec<(String, Standing)>,
    /// Whether `links` are what an omission misses.
    pub omission: bool,
    /// How many of `links` are needed, or for an omission missed; 0 when there are none.
    pub links_needed: usize,
    /// Whether it earns nothing whatever is found, because too little of the key points is earned.
    pub lacks_ground: bool,
    /// Every pattern that was searched.
    pub tried: Vec<Tried>,
}

/// One pattern that was searched for a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// Whether it asks for a denial.
    pub wants_negation: bool,
    /// The pattern as the rubric writes it.
    pub pattern: String,
    /// Whether it is a hint, worth half.
    pub hint: bool,
    /// Where it hit.
    pub hits: Vec<Quote>,
    /// The place that came nearest, when it did not hit or did not count, and why that did not count.
    pub near_miss: Option<(Quote, String)>,
}
