//! Where the pages of a report stand, and how one leads to another. Every page of a person is in that person's folder and links inside
//! of it without leaving it, so that the folder can be sent. Must not know what a page says.

use crate::review::Review;

/// Whether each page is a file or all are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A file each.
    Folder,
    /// One file.
    Single,
}

/// A page of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The overview.
    Overview,
    /// Answers too alike, side by side.
    Copies,
    /// One person, by index.
    Candidate(usize),
    /// One answer, by index of submission.
    Answer(usize),
}

/// The ways between the pages of a review.
#[derive(Debug, Clone, Copy)]
pub(super) struct Links<'r> {
    /// The review.
    pub(super) review: &'r Review,
    /// One file or many.
    pub(super) shape: Shape,
}

/// Names that Windows keeps for devices: no file or folder there can have one.
const DEVICES: [&str; 6] = ["aux", "con", "nul", "prn", "com", "lpt"];

impl Links<'_> {
    /// The file of a page, as a path below the report's folder, its parts separated by `/`.
    pub(super) fn file(&self, place: Place) -> String {
        match place {
            Place::Overview => "index.html".to_owned(),
            Place::Copies => "copies.html".to_owned(),
            Place::Candidate(_) | Place::Answer(_) => format!("{}/{}", self.folder(place).unwrap_or_default(), self.name(place)),
        }
    }

    /// The element of a page that stands for all of it.
    pub(super) fn anchor(place: Place) -> String {
        match place {
            Place::Overview => "overview".to_owned(),
            Place::Copies => "copies".to_owned(),
            Place::Candidate(candidate) => format!("m{candidate}"),
            Place::Answer(submission) => format!("a{submission}"),
        }
    }

    /// The address of one page as another writes it.
    pub(super) fn href(&self, from: Place, to: Place) -> String {
        if self.shape == Shape::Single {
            return format!("#{}", Self::anchor(to));
        }
        match (self.folder(from), self.folder(to)) {
            (Some(here), Some(there)) if here == there => self.name(to),
            (Some(_), _) => format!("../{}", self.file(to)),
            (None, _) => self.file(to),
        }
    }

    /// The address of two answers side by side; `number` counts pairs.
    pub(super) fn pair(&self, from: Place, number: usize) -> String {
        let page = if self.shape == Shape::Single { String::new() } else { self.href(from, Place::Copies) };
        format!("{page}#pair{number}")
    }

    fn folder(&self, place: Place) -> Option<String> {
        let candidate = match place {
            Place::Overview | Place::Copies => return None,
            Place::Candidate(candidate) => candidate,
            Place::Answer(submission) => self.review.submissions.get(submission)?.candidate,
        };
        let id = safe(&self.review.candidates.get(candidate)?.id);
        let device = DEVICES.contains(&id.trim_end_matches(|c: char| c.is_ascii_digit()));
        Some(if device { format!("{id}_") } else { id })
    }

    fn name(&self, place: Place) -> String {
        let asked = match place {
            Place::Answer(submission) => self.review.submissions.get(submission).and_then(|s| self.review.questions.get(s.question)),
            _ => None,
        };
        asked.map_or("index.html".to_owned(), |question| format!("{}.html", safe(&question.rubric.id)))
    }
}

/// An id as the name of a file. Ids are made of these letters already; a page is no place to find out that one is not.
fn safe(id: &str) -> String {
    id.chars().map(|c| if matches!(c, 'a'..='z' | '0'..='9' | '-') { c } else { '_' }).collect()
}
