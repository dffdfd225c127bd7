//! `rubrica rubric test`: a rubric on its marked answers, on its model answer and against attacks made from itself. Says what came out
//! and what should have; must not print.

mod attacks;
mod patterns;

pub use attacks::{Attack, AttackKind, Bar};
pub(crate) use patterns::can_fire;
pub(in crate::authoring) use patterns::{GOOD, POOR, said};
pub use patterns::{MissedPoint, PatternTally};

use crate::agreement::Confusion;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::lexicon::Lexicon;
use crate::rubric::{MarkedAnswer, Rubric};
use crate::score::{Points, Scorecard, Scored, Status, score};

/// What testing one rubric gave.
#[derive(Debug, Clone, PartialEq)]
pub struct RubricCheck {
    /// The rubric's id.
    pub id: String,
    /// Its marked answers, in the order of the file.
    pub answers: Vec<AnswerCheck>,
    /// The attacks, the model answer first.
    pub attacks: Vec<AttackCheck>,
    /// Marks against bands, over the answers that have a mark.
    pub confusion: Confusion,
    /// Each pattern of its key points and how often it fired, in the order of the file.
    pub patterns: Vec<PatternTally>,
    /// Key points missed in answers marked excellent.
    pub missed_points: Vec<MissedPoint>,
    /// Patterns that do not hit the words that were made from them.
    pub dead: Vec<String>,
}

/// How one marked answer came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerCheck {
    /// Its name in the rubric.
    pub name: String,
    /// The human mark, if it has one: a band level.
    pub mark: Option<u8>,
    /// The lowest and highest band level expected.
    pub expected: (u8, u8),
    /// The band level it got; an unscored answer counts as 0.
    pub level: u8,
    /// Its score; `None` when it could not be scored.
    pub score: Option<Points>,
    /// Everything that is not as expected, a line each; empty when it passes.
    pub faults: Vec<String>,
}

/// How one attack came out.
#[derive(Debug, Clone, PartialEq)]
pub struct AttackCheck {
    /// What was tried.
    pub attack: Attack,
    /// The band level it got.
    pub level: u8,
    /// Its score; `None` when it could not be scored.
    pub score: Option<Points>,
    /// Whether the rubric held.
    pub held: bool,
}

/// What is to be said of a rubric that was tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Everything is as expected.
    Pass,
    /// Something is not.
    Fail,
    /// Nothing is wrong, but there is no marked answer that could have told.
    Untested,
}

impl Standing {
    /// As reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Untested => "untested",
        }
    }
}

impl RubricCheck {
    /// Whether the rubric passes, fails, or has nothing to be judged by.
    pub fn standing(&self) -> Standing {
        let holds = self.dead.is_empty() && self.answers.iter().all(|a| a.faults.is_empty()) && self.attacks.iter().all(|a| a.held);
        match holds {
            false => Standing::Fail,
            true if self.answers.is_empty() => Standing::Untested,
            true => Standing::Pass,
        }
    }

    /// Whether nothing fails; so too of a rubric that nothing has tested.
    pub fn passes(&self) -> bool {
        self.standing() != Standing::Fail
    }
}

/// Tests a rubric that has its marked answers; `others` lends the model answers of other questions.
pub fn check(rubric: &Rubric, others: &[Rubric], lexicon: &Lexicon) -> RubricCheck {
    let engine = Engine::for_many(rubric, lexicon);
    let mut confusion = Confusion::default();
    let mut tallies = patterns::Tallies::of(rubric);
    let answers = rubric.tests.iter().map(|test| {
        let Ok(answer) = Answer::parse(test.answer.as_bytes()) else { return unreadable(test) };
        let findings = engine.findings(&answer);
        let card = score(rubric, &findings);
        let level = level(&card);
        if let Some(mark) = test.mark {
            confusion.add(mark, level);
        }
        tallies.add(&engine, test, &answer, &findings, &card);
        let points = if let Scorecard::Scored(card) = &card { Some(card.score) } else { None };
        AnswerCheck { name: test.name.clone(), mark: test.mark, expected: test.band, level, score: points, faults: faults(test, &card) }
    });
    let answers = answers.collect();
    let attacks = attacks::attacks(rubric, others, lexicon).into_iter().map(|attack| attacked(attack, &engine)).collect();
    let dead = patterns::dead(rubric, lexicon);
    let (patterns, missed_points) = tallies.finish();
    RubricCheck { id: rubric.id.clone(), answers, attacks, confusion, patterns, missed_points, dead }
}

fn unreadable(test: &MarkedAnswer) -> AnswerCheck {
    let faults = vec!["the answer cannot be read as text".to_owned()];
    AnswerCheck { name: test.name.clone(), mark: test.mark, expected: test.band, level: 0, score: None, faults }
}

fn attacked(attack: Attack, engine: &Engine<'_>) -> AttackCheck {
    let graded = |text: &str| Answer::parse(text.as_bytes()).ok().map(|answer| score(engine.rubric(), &engine.findings(&answer)));
    let points = |card: Option<&Scorecard>| if let Some(Scorecard::Scored(card)) = card { Some(card.score) } else { None };
    let card = graded(&attack.text);
    let points_got = points(card.as_ref());
    let level = card.as_ref().map_or(0, level);
    let held = match &attack.bar {
        Bar::AtMost(most) => level <= *most,
        Bar::AtLeast(least) => level >= *least,
        Bar::GainsNothing(base) => points_got <= points(graded(base).as_ref()),
    };
    AttackCheck { attack, level, score: points_got, held }
}

/// The band level of a scorecard; an answer that cannot be scored has earned nothing.
fn level(card: &Scorecard) -> u8 {
    if let Scorecard::Scored(card) = card { card.band.level() } else { 0 }
}

/// Everything about one marked answer that is not as its rubric expects.
fn faults(test: &MarkedAnswer, card: &Scorecard) -> Vec<String> {
    let (level, (least, most)) = (level(card), test.band);
    let mut faults = Vec::new();
    if level < least || level > most {
        let wanted = if least == most { format!("band {least}") } else { format!("band {least} to {most}") };
        faults.push(format!("band {level}, expected {wanted}"));
    }
    match card {
        Scorecard::Scored(card) => faults.extend(criteria_faults(test, card)),
        Scorecard::Unscored(why) if !(test.met.is_empty() && test.committed.is_empty() && test.stages.is_empty()) => {
            faults.push(format!("unscored: {why}"));
        }
        Scorecard::Unscored(_) => {}
    }
    faults
}

fn criteria_faults(test: &MarkedAnswer, card: &Scored) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expect = |ids: &[String], holds: &dyn Fn(&str) -> bool, what: &str| {
        faults.extend(ids.iter().filter(|id| !holds(id)).map(|id| format!("{id} {what}")));
    };
    let status = |id: &str| card.key_points.iter().chain(&card.looks_for).find(|c| c.id == id).map(|c| c.status);
    let there = |id: &str| matches!(status(id), Some(Status::Met | Status::Partial));
    let committed = |id: &str| card.mistakes.iter().any(|m| m.id == id && m.committed);
    expect(&test.met, &there, "is not met");
    expect(&test.missed, &|id| !there(id), "is met");
    expect(&test.denied, &|id| status(id) == Some(Status::Denied), "is not denied");
    expect(&test.committed, &committed, "is not found");
    expect(&test.not_committed, &|id| !committed(id), "is found");
    let absent = test.stages.iter().filter(|stage| !card.star[**stage as usize].present);
    faults.extend(absent.map(|stage| format!("{} is not found", crate::rubric::STAR_NAMES[*stage as usize])));
    faults
}
