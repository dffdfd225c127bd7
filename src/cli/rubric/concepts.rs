//! `rubrica rubric concepts`: what patterns can name with `@`. Holds no logic.

use super::super::exit::Exit;
use super::super::output::Streams;
use super::super::shelf::{self, Source};
use super::super::{Format, terminal};
use crate::authoring::concepts::known;
use crate::report::concepts::concepts_json;
use crate::report::text;
use std::io;

const EXAMPLES: &str = "\
Examples:
  rubrica rubric concepts
  rubrica rubric concepts apologise           those that have the word
  rubrica rubric concepts @him-her-them       one in full
  rubrica rubric concepts --rubrics our-rubrics --format json

A pattern names a concept with @ before it: \"asked (@him-her-them | guest)\".
Those of one rubric stand in its own [concept] table.";

/// List the concepts that patterns can name with @, and what they find
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only concepts with this in their name or in a pattern; @NAME for one in full
    word: Option<String>,
    #[command(flatten)]
    source: Source,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let Some(shelf) = shelf::open(&args.source, streams) else { return Ok(Exit::Fault) };
    let known = known(&shelf.lexicon, args.word.as_deref());
    match args.format {
        Format::Text => text::concepts(&mut streams.out, &known, args.word.as_deref(), terminal::style(false, false))?,
        Format::Json => concepts_json(&mut streams.out, &known)?,
    }
    Ok(Exit::Pass)
}
