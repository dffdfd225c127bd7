//! `rubrica list`: the question bank as a table. Holds no logic.

use super::exit::Exit;
use super::output::Streams;
use super::shelf::{self, Source};
use super::{Format, Terminal};
use crate::report::questions;
use crate::rubric::{Lookup, Rubric};
use std::io;

const EXAMPLES: &str = "\
Examples:
  rubrica list
  rubrica list --rubrics our-rubrics
  rubrica list --format json";

/// List the questions of the bank
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    source: Source,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the subcommand. Faulty rubrics are told; the others are listed.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let Some(shelf) = shelf::open(&args.source, streams) else { return Ok(Exit::Fault) };
    let mut exit = Exit::Pass;
    let mut rubrics: Vec<Rubric> = Vec::new();
    for entry in shelf.bank.entries() {
        match shelf.bank.get(&entry.id, &shelf.lexicon) {
            Lookup::Found(rubric) => rubrics.push(*rubric),
            Lookup::Faulty(faults) => {
                streams.faults(&faults);
                exit = Exit::Fault;
            }
            Lookup::Unknown(_) => {}
        }
    }
    match args.format {
        Format::Text => questions::list_text(&mut streams.out, &rubrics, Terminal::now().width)?,
        Format::Json => questions::list_json(&mut streams.out, &rubrics)?,
    }
    Ok(exit)
}
