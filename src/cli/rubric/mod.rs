//! `rubrica rubric`: help for those who write rubrics. Holds no logic.

mod concepts;
mod draft;
mod fmt;
mod import;
mod lint;
mod new;
mod schema;
mod test;

use super::Format;
use super::exit::Exit;
use super::output::Streams;
use super::shelf::{self, Source};
use crate::authoring::gaps::gaps;
use crate::authoring::skeleton::{Origin, Skeleton};
use crate::batch::{Input, Shelf};
use crate::report::escape;
use crate::report::words::count;
use crate::rubric::{MistakeKind, Rubric};
use crate::span::LineIndex;
use crate::text::decode;
use clap::Subcommand;
use std::io::Write;
use std::path::Path;
use std::{fs, io};

/// Write and test rubrics
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Draft(draft::Args),
    Import(import::Args),
    Test(test::Args),
    Lint(lint::Args),
    Fmt(fmt::Args),
    Concepts(concepts::Args),
    Schema(schema::Args),
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    match &args.command {
        Command::New(args) => new::run(args, streams),
        Command::Draft(args) => draft::run(args, streams),
        Command::Import(args) => import::run(args, streams),
        Command::Test(args) => test::run(args, streams),
        Command::Schema(_) => schema::run(streams),
        Command::Concepts(args) => concepts::run(args, streams),
        Command::Fmt(args) => fmt::run(args, streams),
        Command::Lint(args) => lint::run(args, streams),
    }
}

/// Which rubrics, and how to report.
#[derive(Debug, clap::Args)]
struct Asked {
    /// Rubrics by id or path; all when none is named
    #[arg(value_name = "ID|PATH")]
    named: Vec<String>,
    #[command(flatten)]
    source: Source,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The rubrics that are worked on, and all that stand beside them.
struct Chosen {
    shelf: Shelf,
    /// Those that were named, with their marked answers; all when none was named.
    rubrics: Vec<Rubric>,
    /// Every rubric of the shelf that has no fault.
    all: Vec<Rubric>,
}

/// Opens the shelf and the rubrics that were named by id or path; says what is wrong with those that have faults.
fn choose(asked: &Asked, streams: &mut Streams) -> Result<Chosen, Exit> {
    let mut shelf = shelf::open(&asked.source, streams).ok_or(Exit::Fault)?;
    let mut ids = Vec::new();
    for name in &asked.named {
        ids.push(shelf::choose(&mut shelf, name, streams).ok_or(Exit::Fault)?);
    }
    let mut chosen = Chosen { rubrics: Vec::new(), all: Vec::new(), shelf };
    let mut faulty = false;
    for entry in chosen.shelf.bank.entries() {
        let wanted = ids.is_empty() || ids.contains(&entry.id);
        // The bank's own digest has no marked answers: the file is parsed.
        match crate::rubric::parse(&entry.file, &chosen.shelf.lexicon) {
            Ok(rubric) => {
                if wanted {
                    chosen.rubrics.push(rubric.clone());
                }
                chosen.all.push(rubric);
            }
            Err(faults) => {
                streams.faults(&faults);
                faulty |= wanted;
            }
        }
    }
    if faulty { Err(Exit::Fault) } else { Ok(chosen) }
}

/// Says why something could not be read or written.
fn refuse(why: &str, streams: &mut Streams) -> Exit {
    streams.error(why, None);
    Exit::Unread
}

/// The text of a file, or why there is none.
fn text_of(path: &Path, limit: u64) -> Result<String, String> {
    let input = if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.to_owned()) };
    let decoded = input.read_up_to(limit).and_then(|bytes| Ok(decode::decode(&bytes)?));
    decoded.map(|decoded| decoded.text).map_err(|why| format!("{}: {why}", input.name()))
}

/// Writes a file, but not over another: a draft must not cost what somebody has mended.
fn keep(path: &Path, text: &str, force: bool) -> Result<(), String> {
    let there = fs::read(path).ok();
    if !force && there.as_deref().is_some_and(|there| there != text.as_bytes()) {
        return Err(format!("{}: is there already and says something else; --force writes over it", path.display()));
    }
    fs::write(path, text).map_err(|why| format!("{}: cannot be written: {why}", path.display()))
}

/// Tells of a rubric that was begun, and of its gaps; returns how many these are.
fn tell(of: &Skeleton, toml: &str, streams: &mut Streams) -> io::Result<usize> {
    let omissions = of.mistakes.iter().filter(|m| m.kind == MistakeKind::Omission).count();
    let found = gaps(toml);
    let (from, notes) = match &of.origin {
        Origin::Page { line, notes } => (format!("from line {line}"), notes.as_slice()),
        Origin::Person => ("begun".to_owned(), [].as_slice()),
    };
    let out = &mut streams.out;
    writeln!(
        out,
        "{}  {from}: {}, {} looks-for, {} ({omissions} of omission), {}",
        of.id,
        count(of.key_points.len(), "key point"),
        of.looks_for.len(),
        count(of.mistakes.len(), "mistake"),
        count(found.len(), "gap"),
    )?;
    let lines = LineIndex::new(toml);
    for gap in &found {
        let before = &toml[..gap.span.start as usize];
        let key = before.rsplit('\n').next().and_then(|line| Some(line.split_once(" = ")?.0));
        let of = key.map(|key| format!(", {key}")).unwrap_or_default();
        writeln!(out, "  gap in line {}{of}: {}", lines.place(gap.span.start).line, gap.wanted)?;
    }
    for note in notes {
        writeln!(out, "  line {} of the page: {}", note.number, escape::line(&note.text))?;
    }
    Ok(found.len())
}
