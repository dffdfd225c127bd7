//! `rubrica init`: writes a commented `rubrica.toml`. Never writes over one.

use super::exit::Exit;
use super::output::Streams;
use crate::batch::{FILE_NAME, TEMPLATE};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

/// Write a rubrica.toml with every key and what it means
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to write it in
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let path = args.folder.join(FILE_NAME);
    let made = OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut file| file.write_all(TEMPLATE.as_bytes()));
    match made {
        Ok(()) => writeln!(streams.out, "wrote {}; next: rubrica check", path.display()).map(|()| Exit::Pass),
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            streams.error(&format!("{} is there already, and stays as it is", path.display()), None);
            Ok(Exit::Fault)
        }
        Err(why) => {
            streams.error(&format!("{}: cannot be written: {why}", path.display()), None);
            Ok(Exit::Unread)
        }
    }
}
