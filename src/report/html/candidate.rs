//! The page of one person: all answers at a glance, what would gain most, and a profile. Written so that it can be sent: it names nobody
//! else. Must not judge.

use super::answer::Score;
use super::links::{Links, Place};
use super::radar::Radar;
use super::shown::{Shown, mean, percent, signed};
use crate::review::Submission;
use crate::score::{Points, Scored, Status};
use askama::Template;
use std::collections::BTreeMap;

/// Next steps that are shown.
const STEPS: usize = 6;

/// The page.
#[derive(Template)]
#[template(path = "candidate.html", whitespace = "minimize")]
pub(super) struct CandidatePage<'r> {
    id: String,
    name: Shown<'r>,
    mean: Option<Score>,
    answered: String,
    rows: Vec<Row<'r>>,
    /// Gain, advice, and the answer that it is about.
    steps: Vec<(String, Shown<'r>, String, Shown<'r>)>,
    radar: Option<Radar<'r>>,
    /// Parts of the score: name and mean share in percent.
    parts: Vec<(Shown<'r>, u32)>,
    comments: Vec<(Shown<'r>, Shown<'r>)>,
}

/// One answer.
struct Row<'r> {
    href: String,
    rubric: Shown<'r>,
    title: Shown<'r>,
    score: Option<Score>,
    /// Why there is none.
    why: Shown<'r>,
    /// What the rules say, where the coach says otherwise.
    computed: Option<Points>,
    /// The change since an earlier draft.
    change: String,
    missed: Vec<Shown<'r>>,
}

/// What a criterion that is missed is shown with at most.
const MISSED: usize = 3;

impl<'r> CandidatePage<'r> {
    /// The page of a candidate, by index.
    pub(super) fn of(links: &Links<'r>, candidate: usize) -> Option<Self> {
        let review = links.review;
        let person = review.candidates.get(candidate)?;
        let here = Place::Candidate(candidate);
        let submissions: Vec<(usize, &Submission)> =
            review.submissions.iter().enumerate().filter(|(_, s)| s.candidate == candidate).collect();
        let question = |submission: &Submission| review.questions.get(submission.question);
        let title = |submission: &Submission| question(submission).map(|q| Shown::line(&q.rubric.title)).unwrap_or_default();
        let rubric = |submission: &Submission| question(submission).map(|q| Shown::line(&q.rubric.id)).unwrap_or_default();

        let scores: Vec<Points> = submissions.iter().filter_map(|(_, s)| s.score()).collect();
        let mean = mean(&scores).map(Score::of);

        let rows = submissions.iter().map(|(at, submission)| Row {
            href: links.href(here, Place::Answer(*at)),
            rubric: rubric(submission),
            title: title(submission),
            score: submission.score().map(Score::of),
            why: why(submission),
            computed: submission.judgement.adjusted.and(submission.computed()),
            change: change(submission),
            missed: submission.current().card().map(missed).unwrap_or_default(),
        });

        let mut steps: Vec<_> = submissions
            .iter()
            .filter_map(|(at, s)| Some((*at, s, s.current().card()?)))
            .flat_map(|(at, s, card)| card.next_steps.iter().map(move |step| (step, at, s)))
            .collect();
        steps.sort_by_key(|(step, at, _)| (-step.gain.0, *at));
        let step = |(step, at, s): (&'r crate::score::NextStep, usize, &&Submission)| {
            (signed(step.gain), Shown::line(&step.advice), links.href(here, Place::Answer(at)), title(s))
        };
        let axis = |(_, s): &(usize, &Submission)| Some((rubric(s), s.score()?.as_f64() / 100.0));
        let comments = submissions.iter().flat_map(|(_, s)| s.judgement.comments.iter().map(|c| (title(s), Shown::text(&c.text))));
        Some(Self {
            id: Links::anchor(here),
            name: Shown::line(&person.name),
            mean,
            answered: crate::report::words::count(submissions.len(), "answer"),
            rows: rows.collect(),
            steps: steps.into_iter().take(STEPS).map(step).collect(),
            radar: Radar::of(submissions.iter().filter_map(axis).collect()),
            parts: parts(&submissions),
            comments: comments.collect(),
        })
    }
}

fn why<'r>(submission: &'r Submission) -> Shown<'r> {
    match &submission.current().graded.scorecard {
        crate::score::Scorecard::Unscored(why) => Shown::line(&why.to_string()),
        crate::score::Scorecard::Scored(_) => Shown::default(),
    }
}

/// By how much the score changed since an earlier draft; empty without one.
pub(super) fn change(submission: &Submission) -> String {
    let before = submission.before().and_then(|draft| draft.card());
    let by = before.zip(submission.current().card()).map(|(old, new)| Points(new.score.0 - old.score.0));
    by.map(signed).unwrap_or_default()
}

/// What is missed that would earn most.
fn missed(card: &Scored) -> Vec<Shown<'_>> {
    let all = card.key_points.iter().chain(&card.looks_for);
    let mut missed: Vec<_> = all.filter(|c| matches!(c.status, Status::Missed | Status::Denied)).collect();
    missed.sort_by_key(|c| -c.max.0);
    missed.into_iter().take(MISSED).map(|c| Shown::line(&c.says)).collect()
}

/// The mean share of each part of the score over all answers.
fn parts<'r>(submissions: &[(usize, &'r Submission)]) -> Vec<(Shown<'r>, u32)> {
    let cards = submissions.iter().filter_map(|(_, s)| s.current().card());
    let mut sums: BTreeMap<&str, (usize, f64, u32)> = BTreeMap::new();
    for (place, part) in cards.flat_map(|card| card.parts.iter().enumerate()) {
        if let Some(max) = part.max.filter(|max| max.0 > 0) {
            let sum = sums.entry(&part.name).or_insert((place, 0.0, 0));
            sum.1 += part.points.as_f64() / max.as_f64();
            sum.2 += 1;
        }
    }
    let mut parts: Vec<_> = sums.into_iter().collect();
    parts.sort_by_key(|(_, (place, ..))| *place);
    parts.into_iter().map(|(name, (_, sum, number))| (Shown::line(name), percent(sum / f64::from(number)))).collect()
}
