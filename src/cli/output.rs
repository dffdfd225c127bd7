//! Where everything is written: standard output that may go away (`| head`) and errors as people read them. Every call to a report
//! that several subcommands share is here. Must not decide what is written.

use crate::batch::{Outcome, ShelfError};
use crate::diagnostic::Diagnostic;
use crate::report::diagnostics;
use crate::report::escape::line as plain;
use std::io::{self, Write};

/// What would help when no rubric is found.
const NAME_IT: &str = "give --rubric ID, or write question = \"ID\" in its front matter, or start its file's name with the ID";

/// A writer that swallows everything once its reader has gone. Other errors are told as they come.
pub(crate) struct Out {
    inner: Box<dyn Write>,
    gone: bool,
}

impl Out {
    /// Wraps a writer.
    pub(crate) fn new(inner: impl Write + 'static) -> Self {
        Self { inner: Box::new(inner), gone: false }
    }

    /// Whether nobody reads any more.
    pub(crate) fn gone(&self) -> bool {
        self.gone
    }

    /// Swallows everything from now on, after an error that has been told.
    pub(crate) fn give_up(&mut self) {
        self.gone = true;
    }

    fn unless_gone<T>(&mut self, done: io::Result<T>, instead: T) -> io::Result<T> {
        match done {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(instead)
            }
            done => done,
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let done = self.inner.write(bytes);
        self.unless_gone(done, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let done = self.inner.flush();
        self.unless_gone(done, ())
    }
}

/// The two ways out.
pub(crate) struct Streams {
    /// Results.
    pub(crate) out: Out,
    /// Errors.
    pub(crate) err: Box<dyn Write>,
}

impl Streams {
    /// One error, with what would help.
    pub(crate) fn error(&mut self, message: &str, hint: Option<&str>) {
        // When nobody reads errors, the exit code still tells.
        let _ = error(&mut self.err, message, hint);
    }

    /// Faults of files that people write for the program, with the lines they stand in.
    pub(crate) fn faults(&mut self, of: &[Diagnostic]) {
        let _ = faults(&mut self.err, of);
    }

    /// Why rubrics could not be loaded.
    pub(crate) fn shelf_error(&mut self, why: &ShelfError) {
        match why {
            ShelfError::Unreadable { name, why } => self.error(&format!("{name}: {why}"), None),
            ShelfError::Faults(faults) => self.faults(faults),
        }
    }

    /// What could not be scored, and why.
    pub(crate) fn outcome_errors(&mut self, outcomes: &[Outcome]) {
        let _ = outcome_errors(&mut self.err, outcomes);
    }
}

fn error(to: &mut dyn Write, message: &str, hint: Option<&str>) -> io::Result<()> {
    writeln!(to, "error: {}", plain(message))?;
    hint.map_or(Ok(()), |hint| writeln!(to, "  hint: {}", plain(hint)))
}

fn faults(to: &mut dyn Write, faults: &[Diagnostic]) -> io::Result<()> {
    to.write_all(diagnostics::render(faults, colored::control::SHOULD_COLORIZE.should_colorize()).as_bytes())
}

/// What could not be scored, and why; the faults of a rubric once, however many answers it is asked for.
pub(crate) fn outcome_errors(to: &mut dyn Write, outcomes: &[Outcome]) -> io::Result<()> {
    let mut shown: Vec<&[Diagnostic]> = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Graded(_) => {}
            Outcome::Unreadable { name, why } => error(to, &format!("{name}: {why}"), None)?,
            Outcome::NoRubric { name, why } => error(to, &format!("{name}: {why}"), Some(NAME_IT))?,
            Outcome::FaultyRubric { name, faults: of } => {
                if !shown.contains(&of.as_slice()) {
                    faults(to, of)?;
                    shown.push(of);
                }
                let rubric = of.first().map_or("", |f| f.file.name.as_str());
                error(to, &format!("{name}: not scored, its rubric {rubric} has faults"), None)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fails(io::ErrorKind);

    impl Write for Fails {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_reader_that_left_is_no_error_and_a_full_disk_is_one() {
        let mut left = Out::new(Fails(io::ErrorKind::BrokenPipe));
        assert!(left.write_all(b"x").is_ok() && left.flush().is_ok() && left.gone());
        let mut full = Out::new(Fails(io::ErrorKind::StorageFull));
        assert_eq!(full.write_all(b"x").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(!full.gone());
    }
}
