//! What the process ends with. The only place that knows exit codes. Must not decide how an answer came out: that is the verdict's.

use crate::batch::{Block, Outcome, Verdict};
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All passed, or nothing was to pass.
    Pass,
    /// A threshold failed.
    Failed,
    /// Usage, configuration or a rubric is at fault.
    Fault,
    /// Something could not be scored, read or written; the rest was.
    Unread,
}

impl Exit {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Pass => 0,
            Self::Failed => 1,
            Self::Fault => 2,
            Self::Unread => 3,
        }
    }

    /// Of two, the one that the process ends with: a fault before what could not be read, that before a failed threshold.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        let rank = |exit| match exit {
            Self::Pass => 0,
            Self::Failed => 1,
            Self::Unread => 2,
            Self::Fault => 3,
        };
        if rank(other) > rank(self) { other } else { self }
    }

    /// What one outcome asks for.
    pub(crate) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Graded(graded) => match graded.verdict {
                Verdict::Pass | Verdict::None => Self::Pass,
                Verdict::Fail => Self::Failed,
                Verdict::Unscored => Self::Unread,
            },
            Outcome::Unreadable { .. } | Outcome::NoRubric { .. } => Self::Unread,
            Outcome::FaultyRubric { .. } => Self::Fault,
        }
    }

    /// What a check asks for, given the gravest reason for which something holds things up.
    pub(crate) fn of_check(worst: Option<Block>) -> Self {
        match worst {
            None => Self::Pass,
            Some(Block::Failed) => Self::Failed,
            Some(Block::Unscored) => Self::Unread,
            Some(Block::Fault) => Self::Fault,
        }
    }

    /// What all outcomes together ask for.
    pub(crate) fn of_all(outcomes: &[Outcome]) -> Self {
        outcomes.iter().map(Self::of).fold(Self::Pass, Self::and)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{AnswerName, Graded, RubricRef};
    use crate::score::{Scorecard, Unscored};
    use crate::span::Span;
    use crate::text::decode;

    fn graded(verdict: Verdict) -> Outcome {
        let rubric = RubricRef { id: String::new(), title: String::new(), sha256: String::new() };
        let source = decode::decode(b"").unwrap();
        Outcome::Graded(Box::new(Graded {
            name: AnswerName::whole(""),
            source: source.into(),
            span: Span::default(),
            rubric,
            scorecard: Scorecard::Unscored(Unscored::Empty),
            verdict,
            looks_like: None,
        }))
    }

    fn unreadable() -> Outcome {
        Outcome::Unreadable { name: AnswerName::whole(""), why: String::new() }
    }

    fn faulty() -> Outcome {
        Outcome::FaultyRubric { name: AnswerName::whole(""), faults: Vec::new() }
    }

    #[test]
    fn each_outcome_has_its_code() {
        let of = |outcome: Outcome| Exit::of(&outcome).code();
        assert_eq!([Verdict::Pass, Verdict::None, Verdict::Fail, Verdict::Unscored].map(|v| of(graded(v))), [0, 0, 1, 3]);
        assert_eq!(of(unreadable()), 3);
        assert_eq!(of(Outcome::NoRubric { name: AnswerName::whole(""), why: String::new() }), 3);
        assert_eq!(of(faulty()), 2);
    }

    #[test]
    fn of_several_two_comes_before_three_before_one() {
        assert_eq!(Exit::of_all(&[]).code(), 0);
        assert_eq!(Exit::of_all(&[graded(Verdict::Fail), graded(Verdict::Pass)]).code(), 1);
        assert_eq!(Exit::of_all(&[graded(Verdict::Fail), unreadable(), graded(Verdict::Fail)]).code(), 3);
        assert_eq!(Exit::of_all(&[unreadable(), faulty(), graded(Verdict::Fail)]).code(), 2);
    }
}
