//! Sets what the coach says beside the answers that it is said of. What belongs to no answer or criterion is told, never dropped.

use super::file::{About, CoachFile, CommentEntry, Of, OverrideEntry, Seen};
use crate::diagnostic::did_you_mean;
use crate::review::judgement::{Comment, Judgement, Overridden, Override, Standing};
use crate::review::names;
use crate::review::types::{Review, Submission};
use crate::score::{CriterionResult, MistakeResult, Points, Scored, Status, deduction};

/// Fills the judgement of every submission, and what is stray.
pub(in crate::review) fn apply(file: &CoachFile, review: &mut Review) {
    let mut stray: Vec<(usize, String)> = Vec::new();
    for entry in &file.overrides {
        let found = find(&entry.about, review).and_then(|at| {
            let made = overridden(entry, &review.submissions[at])?;
            let target = target(&made.of);
            let again = review.submissions[at].judgement.overrides.iter().find(|known| self::target(&known.of) == target);
            match again {
                Some(known) => Err(format!("overrides again what line {} overrides", known.line)),
                None => Ok((at, made)),
            }
        });
        match found {
            Ok((at, made)) => review.submissions[at].judgement.overrides.push(made),
            Err(why) => stray.push((entry.about.line, why)),
        }
    }
    for entry in &file.comments {
        match find(&entry.about, review).and_then(|at| known_criterion(entry, &review.submissions[at]).map(|()| at)) {
            Ok(at) => review.submissions[at].judgement.comments.push(comment(entry)),
            Err(why) => stray.push((entry.about.line, why)),
        }
    }
    for submission in &mut review.submissions {
        submission.judgement.adjusted = adjusted(&submission.judgement, submission.current().card());
    }
    stray.sort();
    review.stray = stray.into_iter().map(|(line, why)| format!("{}:{line}: {why}", file.name)).collect();
}

fn find(about: &About, review: &Review) -> Result<usize, String> {
    let wanted = names::key(&about.candidate);
    let who = review.candidates.iter().position(|c| names::key(&c.name) == wanted || c.id == about.candidate);
    // A name that a folder has counts where nobody is called so.
    let who = who.or_else(|| review.candidates.iter().position(|c| c.also.iter().any(|name| names::key(name) == wanted)));
    let Some(who) = who else {
        let keys: Vec<String> = review.candidates.iter().map(|c| names::key(&c.name)).collect();
        let meant = did_you_mean(&wanted, keys.iter().map(String::as_str)).and_then(|near| keys.iter().position(|key| key == near));
        let hint = meant.map(|at| format!("; did you mean {}?", review.candidates[at].name)).unwrap_or_default();
        return Err(format!("nobody here is called {}{hint}", about.candidate));
    };
    let Some(question) = review.questions.iter().position(|q| q.rubric.id == about.question) else {
        let hint = near(&about.question, review.questions.iter().map(|q| q.rubric.id.as_str()));
        return Err(format!("nobody answers {}{hint}", about.question));
    };
    let at = review.submissions.binary_search_by_key(&(who, question), |s| (s.candidate, s.question));
    at.map_err(|_| format!("{} does not answer {}", about.candidate, about.question))
}

/// The digest of the text that an entry is about; none when there is no such answer.
pub(super) fn digest_for<'r>(about: &About, review: &'r Review) -> Option<&'r str> {
    find(about, review).ok().map(|at| review.submissions[at].current().digest.as_str())
}

fn near<'c>(wrong: &str, known: impl Iterator<Item = &'c str>) -> String {
    did_you_mean(wrong, known).map(|near| format!("; did you mean {near}?")).unwrap_or_default()
}

fn criteria(card: &Scored) -> impl Iterator<Item = &CriterionResult> {
    card.key_points.iter().chain(&card.looks_for)
}

fn ids(card: &Scored) -> impl Iterator<Item = &str> {
    criteria(card).map(|c| c.id.as_str()).chain(card.mistakes.iter().map(|m| m.id.as_str()))
}

fn unknown(id: &str, submission: &Submission, card: &Scored) -> String {
    format!("{} has no criterion {id}{}", submission.current().graded.rubric.id, near(id, ids(card)))
}

fn overridden(entry: &OverrideEntry, submission: &Submission) -> Result<Override, String> {
    let card = submission.current().card();
    let of = match &entry.of {
        Of::Score(given) => Overridden::Score { computed: submission.computed(), given: *given },
        Of::Criterion(id, seen) => {
            let Some(card) = card else { return Err("the answer has no score, so only its score can be overridden".to_owned()) };
            let criterion = criteria(card).find(|c| c.id == *id);
            let mistake = card.mistakes.iter().find(|m| m.id == *id);
            match (criterion, mistake, *seen) {
                (Some(CriterionResult { says, status, .. }), _, Seen::Status(given)) => {
                    Overridden::Criterion { id: id.clone(), says: says.clone(), computed: Some(*status), given }
                }
                (_, Some(MistakeResult { says, committed, .. }), Seen::Made(given)) => {
                    Overridden::Mistake { id: id.clone(), says: says.clone(), computed: Some(*committed), given }
                }
                (Some(_), _, Seen::Made(_)) => return Err(format!("{id} is no mistake: it is met, partial, missed or denied")),
                (_, Some(_), Seen::Status(_)) => return Err(format!("{id} is a mistake: it is made or not-made")),
                (None, None, _) => return Err(unknown(id, submission, card)),
            }
        }
    };
    let standing = match &entry.digest {
        None => Standing::Unstamped,
        Some(digest) if *digest == submission.current().digest => Standing::Holds,
        Some(_) => Standing::Stale,
    };
    let OverrideEntry { about, reason, by, date, .. } = entry;
    Ok(Override { of, reason: reason.clone(), by: by.clone(), date: date.clone(), standing, line: about.line })
}

fn target(of: &Overridden) -> Option<&str> {
    match of {
        Overridden::Score { .. } => None,
        Overridden::Criterion { id, .. } | Overridden::Mistake { id, .. } => Some(id),
    }
}

fn known_criterion(entry: &CommentEntry, submission: &Submission) -> Result<(), String> {
    match (&entry.criterion, submission.current().card()) {
        (Some(id), Some(card)) if !ids(card).any(|known| known == id) => Err(unknown(id, submission, card)),
        _ => Ok(()),
    }
}

fn comment(entry: &CommentEntry) -> Comment {
    let CommentEntry { text, by, date, criterion, .. } = entry.clone();
    Comment { text, by, date, criterion }
}

/// The score that overrides lead to: the coach's score where there is one; else the computed one, moved by what each overridden
/// criterion can earn (partly met: half) and each overridden mistake costs. What structure, delivery and limits gave stays.
fn adjusted(judgement: &Judgement, card: Option<&Scored>) -> Option<Points> {
    let given = judgement.applied().find_map(|of| match of {
        Overridden::Score { given, .. } => Some(*given),
        _ => None,
    });
    if given.is_some() {
        return given;
    }
    let card = card?;
    let moves: Vec<i32> = judgement.applied().filter_map(|of| moved(of, card)).collect();
    (!moves.is_empty()).then(|| Points((card.score.0 + moves.iter().sum::<i32>()).clamp(0, 1000)))
}

fn moved(of: &Overridden, card: &Scored) -> Option<i32> {
    match of {
        Overridden::Score { .. } => None,
        Overridden::Criterion { id, given, .. } => {
            let criterion = criteria(card).find(|c| c.id == *id)?;
            let worth = match given {
                given if *given == criterion.status => criterion.points.0,
                Status::Met => criterion.max.0,
                Status::Partial => criterion.max.0 / 2,
                Status::Missed | Status::Denied => 0,
            };
            Some(worth - criterion.points.0)
        }
        Overridden::Mistake { id, given, .. } => {
            let mistake = card.mistakes.iter().find(|m| m.id == *id)?;
            let cost = if *given { deduction(mistake.kind, mistake.severity).0 } else { 0 };
            Some(cost - mistake.deduction.0)
        }
    }
}
