//! A review from beginning to end: reads, scores, places, sets the coach's judgement beside it, and counts. Must not print.

use super::assemble::{Asked, assemble, count};
use super::coach::{self, CoachFile};
use super::gather::{Gathered, Place, gather};
use super::together::together;
use super::types::Review;
use crate::batch::{LoadError, Projects, ShelfError, read};
use crate::diagnostic::SourceFile;
use crate::rubric::Lookup;
use crate::text::decode;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The folder with the answers, and with the coach's file where there is one.
    pub folder: PathBuf,
    /// What progress is measured from: earlier answers, and their name for people.
    pub previous: Option<(String, Place)>,
    /// Threads; as many as there are cores when 0.
    pub jobs: usize,
}

/// A review and the coach's file that it was made with.
#[derive(Debug)]
pub struct Read {
    /// The review.
    pub review: Review,
    /// The coach's file; none where there is none or it has faults, which are among those of the review.
    pub coach: Option<(Arc<SourceFile>, CoachFile)>,
}

/// Reviews a folder.
///
/// # Errors
/// [`ShelfError`] when a folder, a revision, a configuration or its rubrics cannot be used.
pub fn review(order: &Order, projects: &mut Projects) -> Result<Read, ShelfError> {
    let now = gather(&Place::Folder(order.folder.clone()), projects, order.jobs)?;
    let earlier = match &order.previous {
        Some((label, place)) => Some((label.clone(), gather(place, projects, order.jobs)?)),
        None => None,
    };
    let asked = asked(&now, projects);
    let mut review = assemble(order.folder.display().to_string(), now, earlier, &asked);
    let coach = coach_file(&order.folder, &mut review)?;
    if let Some((_, file)) = &coach {
        coach::apply(file, &mut review);
    }
    count(&mut review);
    review.together = together(&review);
    Ok(Read { review, coach })
}

/// The prompt and the model answer of each rubric that an answer has.
fn asked(now: &Gathered, projects: &Projects) -> Asked {
    let mut asked = Asked::new();
    for answer in &now.answers {
        let id = &answer.graded.rubric.id;
        if asked.contains_key(id) {
            continue;
        }
        let parsed = projects.opened().iter().find_map(|p| match p.shelf.bank.get(id, &p.shelf.lexicon) {
            Lookup::Found(rubric) if rubric.sha256 == answer.graded.rubric.sha256 => Some(rubric),
            _ => None,
        });
        if let Some(rubric) = parsed {
            asked.insert(id.clone(), (rubric.question.prompt.clone(), rubric.model_answer.clone()));
        }
    }
    asked
}

fn coach_file(folder: &Path, review: &mut Review) -> Result<Option<(Arc<SourceFile>, CoachFile)>, ShelfError> {
    let path = folder.join(coach::FILE_NAME);
    let unreadable = |why: String| ShelfError::Unreadable { name: path.display().to_string(), why };
    let bytes = match read(&path) {
        Ok(bytes) => bytes,
        Err(LoadError::NotFound) => return Ok(None),
        Err(why) => return Err(unreadable(why.to_string())),
    };
    let text = decode::decode(&bytes).map_err(|why| unreadable(why.to_string()))?.text;
    let source = Arc::new(SourceFile { name: path.display().to_string(), text: text.into() });
    match coach::parse(&source) {
        Ok(file) => Ok(Some((source, file))),
        Err(faults) => {
            review.faults.push(faults);
            Ok(None)
        }
    }
}
