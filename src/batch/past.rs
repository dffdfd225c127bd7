//! The answers of a folder as they were at a revision: found by the same rules as those on the disk, with the configuration of today, so
//! that only the texts differ. Must not score.

use super::discover::{AnswerFile, Discovered, Lost};
use super::git::{bytes_of, files_at};
use super::project::Projects;
use super::rubrics::ShelfError;
use std::path::Path;

/// Finds the answers below `folder` (absolute) at a revision. Their names for people are `REVISION:PATH`.
///
/// # Errors
/// [`ShelfError`] when git cannot tell, or a configuration or its rubrics cannot be used.
pub fn discover_at(revision: &str, folder: &Path, projects: &mut Projects) -> Result<Discovered, ShelfError> {
    let unreadable = |why: String| ShelfError::Unreadable { name: revision.to_owned(), why };
    let mut found = Discovered::default();
    let mut objects = Vec::new();
    for past in files_at(revision, folder).map_err(unreadable)? {
        let path = folder.join(&past.path);
        let project = projects.of(path.parent().unwrap_or(folder))?;
        if !project.config.answers.holds(project.inner(&path)) {
            continue;
        }
        let shown = format!("{revision}:{}", past.path.display());
        match past.object {
            Err(why) => found.lost.push(Lost { shown, why, project }),
            Ok(object) => {
                objects.push(object);
                let stated = project.config.answers.stated;
                found.files.push(AnswerFile { path, shown, project, stated, rubric: None, bytes: None });
            }
        }
    }
    let bytes = bytes_of(&objects, folder).map_err(unreadable)?;
    for (file, bytes) in found.files.iter_mut().zip(bytes) {
        file.bytes = Some(bytes);
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}
