//! The overview: the matrix of people and questions, how each question went, what many miss, mistakes, and what could not be scored.
//! Must not compute what a review says.

use super::candidate::change;
use super::copies::Pair;
use super::links::{Links, Place};
use super::shown::{Shown, band_class, mean, percent};
use crate::report::words::{band_mark, count};
use crate::review::copies::With;
use crate::review::{Question, Standing, Submission};
use crate::score::{Band, Points};
use askama::Template;

/// People that a list of names shows; the rest are counted.
const NAMES: usize = 8;
/// Criteria and mistakes that are shown at once; the rest can be unfolded.
const FIRST: usize = 12;

/// The page.
#[derive(Template)]
#[template(path = "overview.html", whitespace = "minimize")]
pub(super) struct OverviewPage<'r> {
    folder: Shown<'r>,
    /// What was reviewed, in numbers.
    told: String,
    layout: Shown<'r>,
    guessed: bool,
    questions: Vec<Asked<'r>>,
    bands: [(&'static str, &'static str, &'static str); 5],
    rows: Vec<Row<'r>>,
    missed: Foldable<'r>,
    mistakes: Foldable<'r>,
    alike: Vec<(Shown<'r>, Shown<'r>, Shown<'r>, String)>,
    /// Where the pairs stand.
    copies: String,
    unscored: Vec<(String, Shown<'r>, Shown<'r>, Shown<'r>)>,
    unplaced: Vec<(Shown<'r>, Shown<'r>)>,
    stray: Vec<Shown<'r>>,
}

struct Asked<'r> {
    rubric: Shown<'r>,
    title: Shown<'r>,
    mean: String,
    /// For each band: how many, where its part of the bar begins, and how wide it is, in percent.
    bands: Vec<(usize, f64, f64)>,
    unscored: usize,
}

struct Row<'r> {
    name: Shown<'r>,
    href: String,
    /// Words for the filter.
    is: String,
    cells: Vec<Option<Cell>>,
    mean: Option<(Points, &'static str)>,
}

/// An answer in the matrix.
struct Cell {
    href: String,
    score: Option<Points>,
    class: &'static str,
    sign: &'static str,
    band: &'static str,
    alike: bool,
    coach: bool,
    stale: bool,
    change: String,
}

/// A list of which the end is folded away.
struct Foldable<'r> {
    first: Vec<Common<'r>>,
    more: Vec<Common<'r>>,
}

impl<'r> Foldable<'r> {
    fn of(mut first: Vec<Common<'r>>) -> Self {
        let more = first.split_off(first.len().min(FIRST));
        Self { first, more }
    }
}

/// Something that several answers have in common.
struct Common<'r> {
    says: Shown<'r>,
    about: Shown<'r>,
    title: Shown<'r>,
    number: usize,
    of: usize,
    share: u32,
    detail: String,
    advice: Shown<'r>,
    who: Vec<(String, Shown<'r>)>,
    more: usize,
    /// Who did it well: address, name and words.
    example: Option<(String, Shown<'r>, Shown<'r>)>,
}

impl<'r> OverviewPage<'r> {
    /// The overview of a review.
    pub(super) fn of(links: &Links<'r>, pairs: &[Pair<'r>]) -> Self {
        let review = links.review;
        let here = Place::Overview;
        let name = |submission: &Submission| review.candidates.get(submission.candidate).map(|c| Shown::line(&c.name)).unwrap_or_default();
        let link = |at: &usize| review.submissions.get(*at).map(|s| (links.href(here, Place::Answer(*at)), name(s)));
        let asked = |question: usize| review.questions.get(question);
        let common = |question: usize, says: &str, advice: &str, who: &[usize], of: usize| Common {
            says: Shown::line(says),
            about: asked(question).map(|q| Shown::line(&q.rubric.id)).unwrap_or_default(),
            title: asked(question).map(|q| Shown::line(&q.rubric.title)).unwrap_or_default(),
            number: who.len(),
            of,
            share: percent(who.len() as f64 / of.max(1) as f64),
            detail: String::new(),
            advice: Shown::line(advice),
            who: who.iter().take(NAMES).filter_map(link).collect(),
            more: who.len().saturating_sub(NAMES),
            example: None,
        };
        let missed = review.together.missed.iter().map(|m| Common {
            detail: if m.partial > 0 { format!("{} more only in part", m.partial) } else { String::new() },
            example: m.example.as_ref().and_then(|(at, quote)| link(at).map(|(href, name)| (href, name, Shown::short(&quote.text, 200)))),
            ..common(m.question, &m.says, &m.advice, &m.missed, m.of)
        });
        let mistakes = review
            .together
            .mistakes
            .iter()
            .map(|m| Common { detail: m.severity.name().to_owned(), ..common(m.question, &m.says, &m.advice, &m.made, m.of) });
        let alike = pairs.iter().enumerate().filter_map(|(number, pair)| {
            let submission = review.submissions.get(pair.submission)?;
            let other = match pair.alike.with {
                With::Model => Shown::line("the model answer"),
                With::Submission(at) => name(review.submissions.get(at)?),
            };
            let rubric = asked(submission.question).map(|q| Shown::line(&q.rubric.id)).unwrap_or_default();
            Some((name(submission), other, rubric, links.pair(here, number)))
        });
        let unscored = review.submissions.iter().enumerate().filter(|(_, s)| s.current().card().is_none()).map(|(at, s)| {
            let why = match &s.current().graded.scorecard {
                crate::score::Scorecard::Unscored(why) => Shown::line(&why.to_string()),
                crate::score::Scorecard::Scored(_) => Shown::default(),
            };
            (links.href(here, Place::Answer(at)), name(s), asked(s.question).map(|q| Shown::line(&q.rubric.title)).unwrap_or_default(), why)
        });
        let bands = [Band::None, Band::Poor, Band::Partial, Band::Good, Band::Excellent];
        let [people, questions, answers] =
            [(review.candidates.len(), "mentee"), (review.questions.len(), "question"), (review.submissions.len(), "answer")]
                .map(|(number, thing)| count(number, thing));
        Self {
            folder: Shown::line(&review.folder),
            told: format!("{people}, {questions}, {answers}"),
            layout: Shown::line(&review.layout.told),
            guessed: !review.layout.stated,
            questions: review.questions.iter().map(|q| Asked::of(q, review.submissions.as_slice())).collect(),
            bands: bands.map(|band| (band_class(band), band_mark(band), band.name())),
            rows: (0..review.candidates.len()).filter_map(|candidate| Row::of(links, candidate)).collect(),
            missed: Foldable::of(missed.collect()),
            mistakes: Foldable::of(mistakes.collect()),
            alike: alike.collect(),
            copies: links.href(here, Place::Copies),
            unscored: unscored.collect(),
            unplaced: review.unplaced.iter().map(|u| (Shown::line(&u.name), Shown::line(&u.why))).collect(),
            stray: review.stray.iter().map(|line| Shown::line(line)).collect(),
        }
    }
}

impl<'r> Asked<'r> {
    fn of(question: &'r Question, submissions: &[Submission]) -> Self {
        let scored: usize = question.bands.iter().sum();
        let mut at = 0.0;
        let bands = question.bands.map(|number| {
            let width = number as f64 * 100.0 / scored.max(1) as f64;
            let from = at;
            at += width;
            (number, (from * 10.0).round() / 10.0, (width * 10.0).round() / 10.0)
        });
        let there = question.submissions.iter().filter_map(|at| submissions.get(*at));
        Self {
            rubric: Shown::line(&question.rubric.id),
            title: Shown::line(&question.rubric.title),
            mean: question.mean.map_or("–".to_owned(), |mean| format!("{mean:.1}")),
            bands: bands.to_vec(),
            unscored: there.filter(|s| s.score().is_none()).count(),
        }
    }
}

impl<'r> Row<'r> {
    fn of(links: &Links<'r>, candidate: usize) -> Option<Self> {
        let review = links.review;
        let person = review.candidates.get(candidate)?;
        let at = |question: usize| review.submissions.binary_search_by_key(&(candidate, question), |s| (s.candidate, s.question)).ok();
        let there: Vec<Option<usize>> = (0..review.questions.len()).map(at).collect();
        let answers = || there.iter().flatten().filter_map(|at| review.submissions.get(*at));
        let cells = there.iter().map(|at| at.and_then(|at| Some(Cell::of(links, at, review.submissions.get(at)?))));
        let mean = mean(&answers().filter_map(Submission::score).collect::<Vec<_>>());
        let mut is = Vec::new();
        let mut tell = |what: &'static str, so: bool| is.extend(so.then_some(what));
        tell("weak", answers().any(|s| s.band().is_some_and(|band| band <= Band::Poor)));
        tell("unscored", answers().any(|s| s.score().is_none()));
        tell("absent", there.contains(&None));
        tell("alike", answers().any(|s| !s.alike.is_empty()));
        tell("coach", answers().any(|s| s.judgement != crate::review::Judgement::default()));
        tell("stale", answers().any(is_stale));
        tell("drafts", answers().any(|s| s.before().is_some()));
        Some(Self {
            name: Shown::line(&person.name),
            href: links.href(Place::Overview, Place::Candidate(candidate)),
            is: is.join(" "),
            cells: cells.collect(),
            mean: mean.map(|mean| (mean, band_class(Band::of(mean)))),
        })
    }
}

fn is_stale(submission: &Submission) -> bool {
    submission.judgement.overrides.iter().any(|o| o.standing == Standing::Stale)
}

impl Cell {
    fn of(links: &Links<'_>, at: usize, submission: &Submission) -> Self {
        let score = submission.score();
        let band = score.map(Band::of);
        Self {
            href: links.href(Place::Overview, Place::Answer(at)),
            score,
            class: band.map_or("none", band_class),
            sign: band.map_or("⊘", band_mark),
            band: band.map_or("no score", Band::name),
            alike: !submission.alike.is_empty(),
            coach: submission.judgement.adjusted.is_some(),
            stale: is_stale(submission),
            change: change(submission),
        }
    }
}
