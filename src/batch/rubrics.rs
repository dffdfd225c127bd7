//! Loads rubrics and concepts from disk: a folder (`--rubrics`) or one file (`--rubric`). Files are read here and checked by `rubric`.
//! Must not read outside of the folder that was named.

use super::load::{self, LoadError};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::lexicon::Lexicon;
use crate::rubric::{self, Bank, BankEntry};
use crate::span::Span;
use crate::text::decode;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder, inside a folder of rubrics, whose files hold concepts.
const LEXICON: &str = "lexicon";

/// Everything that answers can be scored against.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The rubrics.
    pub bank: Bank,
    /// The concepts that they share.
    pub lexicon: Lexicon,
    /// SHA-256 over the concepts, those of the binary and those that were added, in hexadecimal.
    pub concepts_sha256: String,
}

/// Why rubrics could not be loaded.
#[derive(Debug)]
pub enum ShelfError {
    /// A file or folder could not be read.
    Unreadable {
        /// Which.
        name: String,
        /// Why, in one line.
        why: String,
    },
    /// Files have faults.
    Faults(Vec<Diagnostic>),
}

impl ShelfError {
    fn unreadable(path: &Path, why: impl Into<LoadError>) -> Self {
        Self::Unreadable { name: path.display().to_string(), why: why.into().to_string() }
    }
}

impl Shelf {
    /// The rubrics and concepts of the binary.
    pub fn built_in() -> Self {
        let lexicon = Lexicon::built_in();
        Self { bank: Bank::built_in(), concepts_sha256: lexicon.sha256().to_owned(), lexicon }
    }

    /// Adds the rubrics of a folder: its `*.toml` files and those one folder down; `lexicon/*.toml` are concepts. A rubric or concept
    /// takes the place of a built-in one of the same name. Rubrics are parsed only when they are asked for, concepts at once.
    ///
    /// # Errors
    /// [`ShelfError`] when the folder cannot be read or holds no rubric, two of its rubrics share an id, or its concepts have faults.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), ShelfError> {
        let root = folder.canonicalize().map_err(|e| ShelfError::unreadable(folder, e))?;
        if !root.is_dir() {
            let why = "is a file; name the folder it is in, or give it with --rubric".to_owned();
            return Err(ShelfError::Unreadable { name: folder.display().to_string(), why });
        }
        let listed = Listing::of(folder)?;
        let mut concepts = Vec::new();
        let mut files = listed.files;
        for inner in listed.folders {
            let of_inner = Listing::of(&inner)?.files;
            if inner.file_name().is_some_and(|n| n == LEXICON) { concepts.extend(of_inner) } else { files.extend(of_inner) }
        }
        if files.is_empty() && concepts.is_empty() {
            let why = "holds no rubrics (*.toml files, here or one folder down)".to_owned();
            return Err(ShelfError::Unreadable { name: folder.display().to_string(), why });
        }
        let concepts = sources(&concepts, &root)?;
        self.concepts_sha256 = concepts.iter().fold(self.concepts_sha256.clone(), |before, file| sha256(&[&before, &file.text]));
        self.add_concepts(concepts)?;
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for file in sources(&files, &root)? {
            let (id, span) = id_of(&file);
            if let Some(other) = seen.insert(id.clone(), file.name.clone()) {
                let fault = Diagnostic::error("same-id", &file, span, format!("the id `{id}` is that of another rubric too"));
                return Err(ShelfError::Faults(vec![fault.with_hint(format!("{other} has it"))]));
            }
            self.bank.add(BankEntry::new(id, file));
        }
        Ok(())
    }

    /// Adds the rubric of one file, in the place of any of the same id, and says its id.
    ///
    /// # Errors
    /// [`ShelfError::Unreadable`] when the file cannot be read.
    pub fn add_file(&mut self, path: &Path) -> Result<String, ShelfError> {
        let file = source(path)?;
        let (id, _) = id_of(&file);
        self.bank.add(BankEntry::new(id.clone(), file));
        Ok(id)
    }

    /// Adds files of concepts. A concept may name one of another file; so what has faults is tried again after the others, until
    /// nothing more can be added.
    fn add_concepts(&mut self, mut files: Vec<Arc<SourceFile>>) -> Result<(), ShelfError> {
        while !files.is_empty() {
            let before = files.len();
            let mut faults = Vec::new();
            files.retain(|file| match rubric::parse_concepts(file, &self.lexicon) {
                Ok(concepts) => {
                    for (name, patterns, vocabulary) in concepts {
                        self.lexicon.add(name, patterns, vocabulary);
                    }
                    false
                }
                Err(of_file) => {
                    faults.extend(of_file);
                    true
                }
            });
            if files.len() == before {
                return Err(ShelfError::Faults(faults));
            }
        }
        Ok(())
    }
}

/// SHA-256 over some texts and where one ends, in hexadecimal.
fn sha256(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0xff]);
    }
    hash.finalize().iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

/// The id of a rubric's file; a file that gives itself none goes by its name until `parse` says what is wrong.
fn id_of(file: &SourceFile) -> (String, Span) {
    rubric::id_of(file).unwrap_or_else(|| {
        let stem = Path::new(&file.name).file_stem().unwrap_or_default();
        (stem.to_string_lossy().into_owned(), Span::default())
    })
}

/// The files and folders of a folder that matter here, in order of name.
struct Listing {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Listing {
    fn of(folder: &Path) -> Result<Self, ShelfError> {
        let fail = |e| ShelfError::unreadable(folder, e);
        let mut all = Vec::new();
        for entry in fs::read_dir(folder).map_err(fail)? {
            all.push(entry.map_err(fail)?.path());
        }
        all.retain(|p| p.file_name().is_some_and(|n| !n.to_string_lossy().starts_with('.')));
        all.sort();
        let (folders, mut files): (Vec<_>, Vec<_>) = all.into_iter().partition(|p| p.is_dir());
        files.retain(|p| p.extension().is_some_and(|e| e == "toml"));
        Ok(Self { files, folders })
    }
}

fn sources(paths: &[PathBuf], root: &Path) -> Result<Vec<Arc<SourceFile>>, ShelfError> {
    let inside = |path: &Path| path.canonicalize().is_ok_and(|p| p.starts_with(root));
    let one = |path: &PathBuf| {
        if inside(path) {
            return source(path);
        }
        let why = "is a link that leads out of the folder of rubrics, or to nothing".to_owned();
        Err(ShelfError::Unreadable { name: path.display().to_string(), why })
    };
    paths.iter().map(one).collect()
}

fn source(path: &Path) -> Result<Arc<SourceFile>, ShelfError> {
    let bytes = load::read(path).map_err(|e| ShelfError::unreadable(path, e))?;
    let decoded = decode::decode(&bytes).map_err(|e| ShelfError::unreadable(path, e))?;
    Ok(Arc::new(SourceFile { name: path.display().to_string(), text: decoded.text.into() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn ids(files: &[(&str, &str)]) -> Vec<String> {
        let before = Bank::built_in();
        let mut shelf = Shelf::built_in();
        shelf.add_folder(folder(files).path()).unwrap();
        let new = |e: &&BankEntry| before.entries().iter().all(|b| b.id != e.id);
        shelf.bank.entries().iter().filter(new).map(|e| e.id.clone()).collect()
    }

    #[test]
    fn a_folder_is_read_one_level_deep() {
        let found = ids(&[
            ("zz-a.toml", "id = \"zz-1\""),
            ("inner/b.toml", "id = \"zz-2\""),
            ("inner/deeper/c.toml", "id = \"zz-3\""),
            ("notes.md", "id = \"zz-4\""),
            (".hidden.toml", "id = \"zz-5\""),
            ("zz-nameless.toml", "title = \"no id\""),
        ]);
        assert_eq!(found, ["zz-1", "zz-2", "zz-nameless"]);
    }

    #[test]
    fn two_files_with_one_id_are_a_fault_that_names_both() {
        let folder = folder(&[("a.toml", "id = \"zz\""), ("b.toml", "id = \"zz\"")]);
        let Err(ShelfError::Faults(faults)) = Shelf::built_in().add_folder(folder.path()) else { panic!("no fault") };
        assert_eq!(faults[0].code, "same-id");
        assert!(faults[0].hint.as_ref().unwrap().contains("a.toml"), "{faults:?}");
        assert!(faults[0].file.name.ends_with("b.toml"));
    }

    #[test]
    fn an_empty_folder_and_a_missing_one_are_errors() {
        let empty = folder(&[("notes.md", "")]);
        assert!(matches!(Shelf::built_in().add_folder(empty.path()), Err(ShelfError::Unreadable { .. })));
        assert!(matches!(Shelf::built_in().add_folder(&empty.path().join("none")), Err(ShelfError::Unreadable { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let outside = folder(&[("secret.toml", "id = \"zz\"")]);
        let inside = folder(&[("own.toml", "id = \"zz-own\"")]);
        std::os::unix::fs::symlink(outside.path().join("secret.toml"), inside.path().join("linked.toml")).unwrap();
        let Err(ShelfError::Unreadable { name, .. }) = Shelf::built_in().add_folder(inside.path()) else { panic!("followed") };
        assert!(name.ends_with("linked.toml"));
    }
}
