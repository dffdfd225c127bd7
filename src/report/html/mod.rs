//! The report as web pages: an overview, a page for each person and one for each answer, in a folder or all in one file. Every page works
//! offline and without scripts, loads nothing, and shows other people's text as text. Must not judge, and writes only to the writer it is
//! given.

mod answer;
mod candidate;
mod chrome;
mod copies;
mod evidence;
mod judged;
mod links;
mod overview;
mod passage;
mod radar;
mod shown;

use crate::batch::Graded;
use crate::review::Review;
use answer::{AnswerPage, Around};
use askama::Template;
use candidate::CandidatePage;
use chrome::{Foot, Head};
use copies::{CopiesPage, Pair};
use judged::{Changes, Coach};
use links::{Links, Place, Shape};
use overview::OverviewPage;
pub(super) use shown::Shown;
use shown::percent;
use std::io::{self, Write};

/// The pages of a review.
pub struct Pages<'r> {
    links: Links<'r>,
    pairs: Vec<Pair<'r>>,
}

/// A page of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    place: Place,
    /// Where it belongs, below the report's folder, its parts separated by `/`. Made of letters, digits, `-`, `_` and `.` alone.
    pub file: String,
}

impl<'r> Pages<'r> {
    /// A file for each page.
    pub fn folder(review: &'r Review) -> Self {
        Self { links: Links { review, shape: Shape::Folder }, pairs: copies::pairs(review) }
    }

    /// Every page of the folder, the overview first. No two have the same file.
    pub fn pages(&self) -> Vec<Page> {
        self.places().into_iter().map(|place| Page { place, file: self.links.file(place) }).collect()
    }

    /// Writes a page of the folder.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        Head::new(self.title(page.place), self.crumbs(page.place)).write_into(out)?;
        self.content(page.place, out)?;
        Foot::new(page.place == Place::Overview).write_into(out)
    }

    fn places(&self) -> Vec<Place> {
        let review = self.links.review;
        let copies = (!self.pairs.is_empty()).then_some(Place::Copies);
        let people = (0..review.candidates.len()).map(Place::Candidate);
        [Place::Overview].into_iter().chain(copies).chain(people).chain((0..review.submissions.len()).map(Place::Answer)).collect()
    }

    fn title(&self, place: Place) -> Shown<'r> {
        let review = self.links.review;
        let name = |candidate: usize| review.candidates.get(candidate).map_or("", |c| c.name.as_str());
        match place {
            Place::Overview => Shown::line(&format!("Review of {}", review.folder)),
            Place::Copies => Shown::line("Answers too alike"),
            Place::Candidate(candidate) => Shown::line(name(candidate)),
            Place::Answer(at) => {
                let submission = review.submissions.get(at);
                let question = submission.and_then(|s| review.questions.get(s.question)).map_or("", |q| q.rubric.title.as_str());
                Shown::line(&format!("{}: {question}", submission.map_or("", |s| name(s.candidate))))
            }
        }
    }

    fn crumbs(&self, place: Place) -> Vec<(String, Shown<'r>)> {
        let up = |to: Place, name: Shown<'r>| (self.links.href(place, to), name);
        let overview = || up(Place::Overview, Shown::line("Overview"));
        match place {
            Place::Overview => Vec::new(),
            Place::Copies | Place::Candidate(_) => vec![overview()],
            Place::Answer(at) => {
                let candidate = self.links.review.submissions.get(at).map(|s| Place::Candidate(s.candidate));
                [overview()].into_iter().chain(candidate.map(|to| up(to, self.title(to)))).collect()
            }
        }
    }

    fn content(&self, place: Place, out: &mut dyn Write) -> io::Result<()> {
        match place {
            Place::Overview => OverviewPage::of(&self.links, &self.pairs).write_into(out),
            Place::Copies => CopiesPage::of(&self.links, &self.pairs).write_into(out),
            Place::Candidate(candidate) => CandidatePage::of(&self.links, candidate).map_or(Ok(()), |page| page.write_into(out)),
            Place::Answer(at) => self.answer(at).map_or(Ok(()), |page| page.write_into(out)),
        }
    }

    fn answer(&self, at: usize) -> Option<AnswerPage<'r>> {
        let review = self.links.review;
        let submission = review.submissions.get(at)?;
        let question = review.questions.get(submission.question)?;
        let here = Place::Answer(at);
        // Another person is not named here: the page may be sent.
        let alike = submission.alike.iter().filter_map(|alike| {
            let with = if alike.with == crate::review::copies::With::Model { "the model answer" } else { "another answer" };
            let number = copies::number(&self.pairs, at, alike.with)?;
            Some((format!("{} % of its own words stand in {with} too.", percent(alike.share)), self.links.pair(here, number)))
        });
        let around = Around {
            id: Links::anchor(here),
            who: review.candidates.get(submission.candidate).map(|c| Shown::line(&c.name)),
            prompt: Shown::text(&question.prompt),
            adjusted: submission.judgement.adjusted,
            coach: Coach::of(&submission.judgement),
            progress: Changes::of(submission),
            alike: alike.take(MOST_ALIKE).collect(),
        };
        Some(AnswerPage::of(&submission.current().graded, around))
    }
}

/// Texts that a page says an answer is like; the page of copies has all.
const MOST_ALIKE: usize = 3;

/// Writes a whole review as one file.
///
/// # Errors
/// Whatever the writer reports.
pub fn single(review: &Review, out: &mut dyn Write) -> io::Result<()> {
    let pages = Pages { links: Links { review, shape: Shape::Single }, pairs: copies::pairs(review) };
    Head::new(pages.title(Place::Overview), Vec::new()).write_into(out)?;
    for place in pages.places() {
        out.write_all(b"<div class=\"page\">\n")?;
        if place != Place::Overview {
            Up { crumbs: pages.crumbs(place) }.write_into(out)?;
        }
        pages.content(place, out)?;
        out.write_all(b"</div>\n")?;
    }
    Foot::new(true).write_into(out)
}

/// The way up from a page inside of a single file.
#[derive(Template)]
#[template(
    source = r##"<p class="up">{% for (href, name) in crumbs %}<a href="{{ href }}">↑ {{ name }}</a> {% endfor %}</p>
"##,
    ext = "html"
)]
struct Up<'r> {
    crumbs: Vec<(String, Shown<'r>)>,
}

/// Writes the page of one answer that belongs to no review.
///
/// # Errors
/// Whatever the writer reports.
pub fn answer(graded: &Graded, out: &mut dyn Write) -> io::Result<()> {
    let title = Shown::line(&format!("{}: {}", graded.name, graded.rubric.title));
    Head::new(title, Vec::new()).write_into(out)?;
    AnswerPage::of(graded, Around { id: "a".to_owned(), ..Around::default() }).write_into(out)?;
    Foot::new(false).write_into(out)
}
