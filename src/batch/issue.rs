//! What `rubrica check` has to say of an answer, as plain data: a stable code, how grave it is, where it stands. Verdicts follow from
//! issues, and every format shows the same ones. Must not decide when an issue arises.

use crate::span::Place;

/// How grave an issue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Good to know.
    Note,
    /// Worth a look; nothing is held up.
    Warning,
    /// The answer does not pass.
    Error,
}

impl Level {
    /// Every level by the name that configuration and reports give it.
    pub const NAMES: [(&'static str, Self); 3] = [("note", Self::Note), ("warning", Self::Warning), ("error", Self::Error)];

    /// As configuration and reports write it.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// The kind of an issue. The order is that of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssueCode {
    /// The score is below the threshold.
    ScoreBelowThreshold,
    /// A part of the score is below its threshold.
    PartBelowThreshold,
    /// A critical mistake was made.
    CriticalMistake,
    /// A part of STAR is missing.
    MissingStarPart,
    /// A stage of the question's framework is missing.
    MissingStage,
    /// The answer fell by more than the margin since the baseline.
    Regression,
    /// The answer could be read, but not judged.
    Unscored,
    /// Nothing says which question the answer is to.
    NoRubric,
    /// The file could not be read.
    Unreadable,
    /// The rubric has faults.
    FaultyRubric,
    /// A mistake was made that is not critical.
    Mistake,
    /// The answer says that something asked for was not done.
    Denied,
    /// A key point or a looks-for is missing, or there in part only.
    Missed,
    /// The score should be looked at by a person.
    LowConfidence,
    /// A waiver names no criterion of the rubric.
    UnknownWaiver,
    /// A waiver is for something that needs none.
    UnusedWaiver,
    /// A waiver stands where configuration allows none.
    ForbiddenWaiver,
    /// A comment speaks to the program and is not understood.
    UnclearDirective,
}

/// Every code with its name, the level it has unless configuration says otherwise, and what it means.
#[rustfmt::skip]
const CODES: [(IssueCode, &str, Level, &str); 18] = [
    (IssueCode::ScoreBelowThreshold, "score-below-threshold", Level::Error, "The score is below the threshold that holds for the answer"),
    (IssueCode::PartBelowThreshold, "part-below-threshold", Level::Error, "A part of the score earns a smaller share than its threshold asks"),
    (IssueCode::CriticalMistake, "critical-mistake", Level::Warning, "A mistake that the rubric calls critical was made"),
    (IssueCode::MissingStarPart, "missing-star-part", Level::Note, "Situation, task, action or result is missing"),
    (IssueCode::MissingStage, "missing-stage", Level::Note, "A stage of the question's own framework is missing"),
    (IssueCode::Regression, "regression", Level::Error, "The answer changed and lost more than the margin since the baseline"),
    (IssueCode::Unscored, "unscored", Level::Error, "The answer is empty, too short, or not in English"),
    (IssueCode::NoRubric, "no-rubric", Level::Error, "Nothing says which question the answer is to"),
    (IssueCode::Unreadable, "unreadable", Level::Error, "The file could not be read as text"),
    (IssueCode::FaultyRubric, "faulty-rubric", Level::Error, "The rubric of the answer has faults"),
    (IssueCode::Mistake, "mistake", Level::Warning, "A mistake was made that is not critical"),
    (IssueCode::Denied, "denied", Level::Warning, "The answer says that something asked for was not done"),
    (IssueCode::Missed, "missed", Level::Note, "A key point or a looks-for is missing, or there in part only"),
    (IssueCode::LowConfidence, "low-confidence", Level::Note, "A person should look at the score"),
    (IssueCode::UnknownWaiver, "unknown-waiver", Level::Warning, "A waiver names no criterion of the rubric"),
    (IssueCode::UnusedWaiver, "unused-waiver", Level::Warning, "A waiver is for a criterion that needs none"),
    (IssueCode::ForbiddenWaiver, "forbidden-waiver", Level::Error, "A waiver stands where configuration allows none"),
    (IssueCode::UnclearDirective, "unclear-directive", Level::Warning, "A comment speaks to rubrica and is not understood"),
];

impl IssueCode {
    /// Every code, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.iter().map(|(code, ..)| *code)
    }

    /// A stable name, lower-case with hyphens.
    pub fn name(self) -> &'static str {
        CODES[self as usize].1
    }

    /// The level that it has unless configuration says otherwise.
    pub fn usual_level(self) -> Level {
        CODES[self as usize].2
    }

    /// What it means, in one line without a full stop.
    pub fn meaning(self) -> &'static str {
        CODES[self as usize].3
    }
}

/// Where an issue stands: lines from 1, columns in characters from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// Its first character.
    pub start: Place,
    /// One past its last.
    pub end: Place,
}

/// One thing to say of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its kind.
    pub code: IssueCode,
    /// How grave it is here.
    pub level: Level,
    /// What is the matter, in one line without a full stop. May hold text of the answer and of the rubric.
    pub message: String,
    /// What would help.
    pub advice: Option<String>,
    /// The criterion it is about, by id.
    pub criterion: Option<String>,
    /// Where it stands: the evidence, or else the opening of the answer; none where the file could not be read.
    pub region: Option<Region>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_codes_is_in_the_order_of_the_codes() {
        assert!(IssueCode::all().enumerate().all(|(at, code)| code as usize == at));
        assert!(Level::NAMES.iter().enumerate().all(|(at, (_, level))| *level as usize == at));
    }
}
