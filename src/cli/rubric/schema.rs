//! `rubrica rubric schema`: the format of rubrics for editors. Holds no logic.

use super::super::exit::Exit;
use super::super::output::Streams;
use crate::authoring::schema::schema;
use std::io::{self, Write};

const EXAMPLES: &str = "\
A line `#:schema ./rubric.schema.json` at the top of a rubric makes editors complete and check it.

Example:
  rubrica rubric schema > rubric.schema.json

Exit codes: 0 written, 3 cannot be written.";

/// Print the JSON Schema of rubrics, for editors
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

/// Runs the subcommand.
pub(crate) fn run(streams: &mut Streams) -> io::Result<Exit> {
    serde_json::to_writer_pretty(&mut streams.out, &schema())?;
    writeln!(streams.out)?;
    Ok(Exit::Pass)
}
