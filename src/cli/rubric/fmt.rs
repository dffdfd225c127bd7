//! `rubrica rubric fmt`: rubrics in their stable form. Holds no logic.

use super::super::exit::Exit;
use super::super::output::Streams;
use super::{refuse, text_of};
use crate::authoring::format::format;
use crate::text::decode::MAX_BYTES;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Tables and keys come in the order of docs/FORMAT.md, and every comment stays with what it stands before or behind.

Examples:
  rubrica rubric fmt our-rubrics/backend-01.toml
  rubrica rubric fmt our-rubrics/*.toml --check

Exit codes: 0 all in form, 1 with --check some are not, 2 usage, 3 something could not be read or written, or is no TOML.";

/// Put rubrics into a stable order and layout
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The files, changed in place; - for standard input, shown in form
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Change nothing, and say which files would be changed
    #[arg(long)]
    check: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let mut exit = Exit::Pass;
    for path in &args.files {
        let name = path.display();
        let read = text_of(path, MAX_BYTES).and_then(|text| match format(&text) {
            Ok(formed) => Ok((formed != text, formed)),
            Err(why) => Err(format!("{name}: no TOML: {}", why.message())),
        });
        let done = match read {
            Ok((_, formed)) if !args.check && path.as_os_str() == "-" => streams.out.write_all(formed.as_bytes()).map(|()| Ok(()))?,
            Ok((false, _)) => Ok(()),
            Ok((true, _)) if args.check => {
                exit = exit.and(Exit::Failed);
                writeln!(streams.out, "{name}: would be changed")?;
                Ok(())
            }
            Ok((true, formed)) => {
                writeln!(streams.out, "{name}: changed")?;
                fs::write(path, formed).map_err(|why| format!("{name}: cannot be written: {why}"))
            }
            Err(why) => Err(why),
        };
        if let Err(why) = done {
            exit = exit.and(refuse(&why, streams));
        }
    }
    Ok(exit)
}
