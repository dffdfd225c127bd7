//! What the coach says of an answer, and what changed from one draft to the next, as a page shows it. Must not judge which is better.

use super::shown::{Shown, signed, status};
use crate::review::{Judgement, Overridden, Standing, Submission};
use crate::score::{CriterionResult, Points, Scored, Status};

/// What the coach says.
#[derive(Default)]
pub(super) struct Coach<'r> {
    /// Where the coach sees it otherwise.
    pub(super) overrides: Vec<Overriding<'r>>,
    /// Comments: what they are about, what they say, by whom and when.
    pub(super) comments: Vec<(Shown<'r>, Shown<'r>, Shown<'r>)>,
}

/// One override.
pub(super) struct Overriding<'r> {
    pub(super) what: Shown<'r>,
    pub(super) computed: String,
    pub(super) given: String,
    pub(super) reason: Shown<'r>,
    pub(super) by: Shown<'r>,
    /// Why it does not apply, or may not; empty where it holds.
    pub(super) standing: &'static str,
    pub(super) stale: bool,
}

impl<'r> Coach<'r> {
    /// Of a judgement.
    pub(super) fn of(judgement: &'r Judgement) -> Self {
        let signed_by = |by: &str, date: Option<&str>| Shown::line(&date.map_or(by.to_owned(), |date| format!("{by}, {date}")));
        let overrides = judgement.overrides.iter().map(|o| {
            let (what, computed, given) = overridden(&o.of);
            Overriding {
                what: Shown::line(what),
                computed,
                given,
                reason: Shown::line(&o.reason),
                by: signed_by(&o.by, o.date.as_deref()),
                standing: match o.standing {
                    Standing::Holds => "",
                    Standing::Stale => "stale: the answer has changed since, so it does not apply",
                    Standing::Unstamped => "not stamped: nobody can tell whether the answer changes",
                },
                stale: o.standing == Standing::Stale,
            }
        });
        let comments = judgement.comments.iter().map(|comment| {
            let by = signed_by(comment.by.as_deref().unwrap_or_default(), comment.date.as_deref());
            (Shown::line(comment.criterion.as_deref().unwrap_or_default()), Shown::text(&comment.text), by)
        });
        Self { overrides: overrides.collect(), comments: comments.collect() }
    }

    /// Whether the coach says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.overrides.is_empty() && self.comments.is_empty()
    }
}

/// What is overridden, what was computed and what is given.
fn overridden(of: &Overridden) -> (&str, String, String) {
    let none = || "no score".to_owned();
    let made = |made: bool| if made { "! made" } else { "✔ not made" }.to_owned();
    let shown = |of: Status| format!("{} {}", status(of).0, status(of).1);
    match of {
        Overridden::Score { computed, given } => {
            ("the score", computed.map_or_else(none, |points| points.to_string()), given.to_string())
        }
        Overridden::Criterion { says, computed, given, .. } => (says, computed.map_or_else(none, shown), shown(*given)),
        Overridden::Mistake { says, computed, given, .. } => (says, computed.map_or_else(none, made), made(*given)),
    }
}

/// What changed since an earlier draft.
pub(super) struct Progress<'r> {
    /// Every draft with its score, the oldest first.
    pub(super) drafts: Vec<(Shown<'r>, String)>,
    /// The draft that the current one is set against.
    pub(super) since: Shown<'r>,
    /// By how much the score changed.
    pub(super) by: String,
    /// What got better, then what got worse.
    pub(super) changes: Vec<Change<'r>>,
}

/// A criterion that came out otherwise.
pub(super) struct Change<'r> {
    pub(super) better: bool,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) says: Shown<'r>,
}

impl<'r> Progress<'r> {
    /// Of an answer with an earlier draft.
    pub(super) fn of(submission: &'r Submission) -> Option<Self> {
        let before = submission.before()?;
        let score = |card: Option<&Scored>| card.map_or("no score".to_owned(), |card| card.score.to_string());
        let mut changes = Vec::new();
        let mut by = String::new();
        if let (Some(old), Some(new)) = (before.card(), submission.current().card()) {
            changes = self::changes(old, new);
            by = signed(Points(new.score.0 - old.score.0));
        }
        Some(Self {
            drafts: submission.drafts.iter().map(|draft| (Shown::line(&draft.label), score(draft.card()))).collect(),
            since: Shown::line(&before.label),
            by,
            changes,
        })
    }
}

fn changes<'r>(old: &Scored, new: &'r Scored) -> Vec<Change<'r>> {
    let before = |all: &[CriterionResult], id: &str| all.iter().find(|c| c.id == id).map(|c| c.status);
    let kinds = [(&old.key_points, &new.key_points), (&old.looks_for, &new.looks_for)];
    let criteria = kinds.into_iter().flat_map(|(old, new)| new.iter().filter_map(move |c| Some((before(old, &c.id)?, c))));
    let changed = criteria.filter(|(was, c)| *was != c.status).map(|(was, c)| Change {
        better: worth(c.status) > worth(was),
        before: status(was).1,
        after: status(c.status).1,
        says: Shown::line(&c.says),
    });
    let mistakes = new.mistakes.iter().filter_map(|m| {
        let was = old.mistakes.iter().find(|o| o.id == m.id)?.committed;
        let said = |made: bool| if made { "mistake made" } else { "not made" };
        let says = Shown::line(&m.says);
        (was != m.committed).then(|| Change { better: was, before: said(was), after: said(m.committed), says })
    });
    let mut changes: Vec<Change<'_>> = changed.chain(mistakes).collect();
    changes.sort_by_key(|change| !change.better);
    changes
}

fn worth(status: Status) -> u8 {
    match status {
        Status::Met => 3,
        Status::Partial => 2,
        Status::Missed => 1,
        Status::Denied => 0,
    }
}
