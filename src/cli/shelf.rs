//! The rubrics that a subcommand works with: the bank, a folder of one's own, and one rubric by id or path. Must not parse rubrics.

use super::output::Streams;
use crate::batch::Shelf;
use crate::lexicon::Lexicon;
use crate::rubric::{Bank, Lookup};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// Where rubrics come from.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Source {
    /// A folder with rubrics of your own (*.toml, here or one folder down; lexicon/*.toml are concepts)
    #[arg(long, value_name = "DIR")]
    pub(crate) rubrics: Option<PathBuf>,
}

/// Opens the bank and the folder; says what is wrong with it.
pub(crate) fn open(source: &Source, streams: &mut Streams) -> Option<Shelf> {
    let mut shelf = Shelf::built_in();
    if let Some(folder) = &source.rubrics
        && let Err(why) = shelf.add_folder(folder)
    {
        streams.shelf_error(&why);
        return None;
    }
    Some(shelf)
}

/// The id of a rubric named by id or path; says so when there is none. A path is loaded onto the shelf.
pub(crate) fn choose(shelf: &mut Shelf, named: &str, streams: &mut Streams) -> Option<String> {
    if let Some(path) = as_path(named) {
        return shelf.add_file(path).map_err(|why| streams.shelf_error(&why)).ok();
    }
    if shelf.bank.entries().iter().any(|e| e.id == named) {
        return Some(named.to_owned());
    }
    let hint = match nearest(&shelf.bank, named).as_slice() {
        [] => "there are no rubrics".to_owned(),
        near => format!("nearest: {}; `rubrica list` shows all; a path ends in .toml or holds a {MAIN_SEPARATOR}", near.join(", ")),
    };
    streams.error(&format!("there is no rubric {named}"), Some(&hint));
    None
}

/// A path, if the name can be no id.
pub(crate) fn as_path(named: &str) -> Option<&Path> {
    (named.ends_with(".toml") || named.contains(['/', MAIN_SEPARATOR])).then(|| Path::new(named))
}

fn nearest(bank: &Bank, named: &str) -> Vec<String> {
    match bank.get(named, &Lexicon::built_in()) {
        Lookup::Unknown(near) => near,
        Lookup::Found(_) | Lookup::Faulty(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_id_unless_it_can_only_be_a_path() {
        assert_eq!(as_path("devops-03"), None);
        assert_eq!(as_path("devops-03.toml"), Some(Path::new("devops-03.toml")));
        assert_eq!(as_path("./devops-03"), Some(Path::new("./devops-03")));
    }
}
