//! What the coach says of an answer, and what changed from one draft to the next, as a page shows it. Computes nothing.

use super::shown::{Shown, signed, status};
use crate::review::{Judgement, Overridden, Progress, Standing, Step, Submission};
use crate::score::{MistakeResult, Scored, Status};

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
        Overridden::Score { computed, given } => ("the score", computed.map_or_else(none, |points| points.to_string()), given.to_string()),
        Overridden::Criterion { says, computed, given, .. } => (says, computed.map_or_else(none, shown), shown(*given)),
        Overridden::Mistake { says, computed, given, .. } => (says, computed.map_or_else(none, made), made(*given)),
    }
}

/// What changed since an earlier draft.
pub(super) struct Changes<'r> {
    /// Every draft with its score, the oldest first.
    pub(super) drafts: Vec<(Shown<'r>, String)>,
    /// The draft that the current one is set against.
    pub(super) since: Shown<'r>,
    /// By how much the score changed; empty where one of the two has none.
    pub(super) by: String,
    /// What got better, then what got worse.
    pub(super) changes: Vec<Change<'r>>,
    /// How many got better and how many worse.
    pub(super) told: String,
}

/// A criterion that came out otherwise.
pub(super) struct Change<'r> {
    pub(super) better: bool,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) says: Shown<'r>,
}

impl<'r> Changes<'r> {
    /// Of an answer with an earlier draft.
    pub(super) fn of(submission: &'r Submission) -> Option<Self> {
        let before = submission.before()?;
        let score = |card: Option<&Scored>| card.map_or("no score".to_owned(), |card| card.score.to_string());
        let progress = Progress::of(submission);
        let changes = progress.as_ref().map(changes).unwrap_or_default();
        let better = changes.iter().filter(|change| change.better).count();
        Some(Self {
            drafts: submission.drafts.iter().map(|draft| (Shown::line(&draft.label), score(draft.card()))).collect(),
            since: Shown::line(&before.label),
            by: progress.as_ref().map(|progress| signed(progress.by())).unwrap_or_default(),
            told: format!("{better} better, {} worse", changes.len() - better),
            changes,
        })
    }
}

fn changes<'r>(progress: &Progress<'r>) -> Vec<Change<'r>> {
    let step = |better: bool| {
        move |step: &Step<'r>| Change {
            better,
            before: status(step.was).1,
            after: status(step.now.status).1,
            says: Shown::line(&step.now.says),
        }
    };
    let mistake = |better: bool, before: &'static str, after: &'static str| {
        move |mistake: &&'r MistakeResult| Change { better, before, after, says: Shown::line(&mistake.says) }
    };
    let gained = progress.gained.iter().map(step(true));
    let mended = progress.mended.iter().map(mistake(true, "mistake made", "not made"));
    let lost = progress.lost.iter().map(step(false));
    let slipped = progress.slipped.iter().map(mistake(false, "not made", "mistake made"));
    gained.chain(mended).chain(lost).chain(slipped).collect()
}
