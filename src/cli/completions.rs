//! `rubrica completions`: what a shell needs to complete our arguments. Holds no logic.

use super::Cli;
use super::exit::Exit;
use super::output::Streams;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

const EXAMPLES: &str = "\
Examples:
  rubrica completions bash > ~/.local/share/bash-completion/completions/rubrica
  rubrica completions zsh > ~/.zfunc/_rubrica
  rubrica completions fish > ~/.config/fish/completions/rubrica.fish";

/// Print completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    // Into memory first: the generator panics when it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rubrica", &mut script);
    streams.out.write_all(&script)?;
    Ok(Exit::Pass)
}
