//! `rubrica compare`: two drafts of one answer. Holds no logic.

use super::Format;
use super::exit::Exit;
use super::output::Streams;
use super::shelf::{self, Source};
use super::terminal;
use crate::batch::{Graded, Input, Order, Outcome, score_files};
use crate::report::{json, text};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
The rubric is found as for `rubrica score`; where only one of the files names it, the other goes by it too.

Examples:
  rubrica compare devops-03-draft-1.md devops-03-draft-2.md
  rubrica compare old.md new.md --rubric devops-03 --verbose
  rubrica compare old.md new.md --rubric devops-03 --format json";

/// Compare two drafts of an answer, criterion by criterion
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The earlier draft
    old: PathBuf,
    /// The later draft
    new: PathBuf,
    /// The rubric for both: an id of the bank, or a path
    #[arg(long, value_name = "ID|PATH")]
    rubric: Option<String>,
    #[command(flatten)]
    source: Source,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show the pattern and the trigger behind each hit
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// The scores alone
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let Some(mut shelf) = shelf::open(&args.source, streams) else { return Ok(Exit::Fault) };
    let mut order = Order::default();
    if let Some(named) = &args.rubric {
        let Some(id) = shelf::choose(&mut shelf, named, streams) else { return Ok(Exit::Fault) };
        order.rubric = Some(id);
    }
    let scored = |path: &Path, order: &Order| score_files(&[Input::File(path.to_owned())], &shelf, order);
    let (mut old, mut new) = (scored(&args.old, &order), scored(&args.new, &order));
    // One of two drafts may carry the question's name for both.
    if let ([Outcome::NoRubric { .. }], Some(id)) = (old.as_slice(), rubric_of(&new)) {
        old = scored(&args.old, &Order { rubric: Some(id), ..Order::default() });
    } else if let (Some(id), [Outcome::NoRubric { .. }]) = (rubric_of(&old), new.as_slice()) {
        new = scored(&args.new, &Order { rubric: Some(id), ..Order::default() });
    }
    let exit = old.iter().chain(&new).map(Exit::of).fold(Exit::Pass, Exit::and);
    let pairs = pairs(&old, &new);
    match args.format {
        Format::Json => json::comparison(&mut streams.out, &pairs)?,
        Format::Text => {
            for (nth, (before, after)) in pairs.iter().enumerate() {
                if nth > 0 {
                    writeln!(streams.out)?;
                }
                text::changes(&mut streams.out, before, after, terminal::style(args.quiet, args.verbose))?;
            }
        }
    }
    streams.out.flush()?;
    streams.outcome_errors(&old);
    streams.outcome_errors(&new);
    if pairs.is_empty() && exit == Exit::Pass {
        streams.error("the two files answer different questions", Some("--rubric ID compares them by one"));
        return Ok(Exit::Fault);
    }
    Ok(exit)
}

/// The rubric of a file with one answer.
fn rubric_of(outcomes: &[Outcome]) -> Option<String> {
    match outcomes {
        [Outcome::Graded(graded)] => Some(graded.rubric.id.clone()),
        _ => None,
    }
}

/// The answers of both files that go by one rubric, in the order of the later file.
fn pairs<'o>(old: &'o [Outcome], new: &'o [Outcome]) -> Vec<(&'o Graded, &'o Graded)> {
    let graded = |outcome: &'o Outcome| if let Outcome::Graded(graded) = outcome { Some(graded.as_ref()) } else { None };
    let before = |after: &Graded| old.iter().filter_map(graded).find(|before| before.rubric.id == after.rubric.id);
    new.iter().filter_map(graded).filter_map(|after| Some((before(after)?, after))).collect()
}
