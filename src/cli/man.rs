//! `rubrica man`: manual pages, one a subcommand. Holds no logic.

use super::Cli;
use super::exit::Exit;
use super::output::Streams;
use clap::CommandFactory;
use std::io;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  rubrica man ~/.local/share/man/man1
  rubrica man man && man ./man/rubrica-score.1";

/// Write manual pages into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let written = std::fs::create_dir_all(&args.folder).and_then(|()| clap_mangen::generate_to(Cli::command(), &args.folder));
    match written {
        Ok(()) => Ok(Exit::Pass),
        Err(why) => {
            streams.error(&format!("{}: cannot write manual pages: {why}", args.folder.display()), None);
            Ok(Exit::Unread)
        }
    }
}
