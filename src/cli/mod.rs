//! The command line: arguments, settings, exit codes. One file a subcommand. Holds no logic: it asks `batch` for results, hands them
//! to `report`, and says how it went. The only room that knows standard output, and the only one that ends the process.

mod calibrate;
mod check;
mod compare;
mod completions;
mod exit;
mod init;
mod jobs;
mod list;
mod man;
mod output;
mod pages;
mod review;
mod rubric;
mod score;
mod shelf;
mod show;
mod sinks;
mod stream;
mod terminal;
mod watch;

use clap::{Parser, Subcommand, ValueEnum};
use exit::Exit;
use output::{Out, Streams};
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;
use terminal::{Color, Terminal};

const ABOUT: &str = "Scores written interview answers against rubrics, with a quotation behind every point";

const EXAMPLES: &str = "\
Examples:
  rubrica list                        which questions there are
  rubrica show devops-03              one question, as you would hear it
  rubrica score devops-03-draft.md    score an answer to it
  rubrica score --watch answer.md     score it again whenever it is saved
  rubrica check --min-score 60        check every answer below here, as in CI
  rubrica review mentees              many people's answers, for a coach

Exit codes:
  0  all passed, or no threshold was set
  1  a threshold, a gate or a comparison failed
  2  usage, configuration or a rubric is at fault
  3  something could not be scored, read or written; the rest was
  When several hold: 2 before 3 before 1.";

#[derive(Debug, Parser)]
#[command(name = "rubrica", version, about = ABOUT, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    /// When to colour; auto heeds NO_COLOR, CLICOLOR_FORCE, CLICOLOR and whether the output is a terminal
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", display_order = 100)]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Score(score::Args),
    Check(check::Args),
    Review(review::Args),
    Compare(compare::Args),
    Init(init::Args),
    List(list::Args),
    Show(show::Args),
    Rubric(rubric::Args),
    Calibrate(calibrate::Args),
    Stream(stream::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The formats of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people; free to change
    Text,
    /// For programs; fields are only ever added
    Json,
}

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    let out = Out::new(BufWriter::new(io::stdout().lock()));
    // Never locked for longer than a write: the progress bar writes there from other threads.
    let mut streams = Streams { out, err: Box::new(io::stderr()) };
    run(std::env::args_os(), &mut streams).into()
}

fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(asked) => return refuse(&asked),
    };
    terminal::set_color(cli.color);
    let done = match &cli.command {
        Command::Score(args) => score::run(args, streams),
        Command::Check(args) => check::run(args, streams),
        Command::Review(args) => review::run(args, streams),
        Command::Compare(args) => compare::run(args, streams),
        Command::Init(args) => init::run(args, streams),
        Command::List(args) => list::run(args, streams),
        Command::Show(args) => show::run(args, streams),
        Command::Rubric(args) => rubric::run(args, streams),
        Command::Calibrate(args) => calibrate::run(args, streams),
        Command::Stream(args) => stream::run(args, streams),
        Command::Completions(args) => completions::run(args, streams),
        Command::Man(args) => man::run(args, streams),
    };
    match done.and_then(|exit| streams.out.flush().map(|()| exit)) {
        Ok(exit) => exit,
        Err(why) => {
            streams.error(&format!("cannot write the output: {why}"), None);
            Exit::Unread
        }
    }
}

/// Help, the version, and what is wrong with the arguments.
fn refuse(asked: &clap::Error) -> Exit {
    // Printed by clap, which knows how to colour it; a reader that has gone needs no help.
    let printed = asked.print();
    match printed {
        _ if asked.use_stderr() => Exit::Fault,
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => Exit::Unread,
        _ => Exit::Pass,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_argument_has_a_help_text() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{} has no text", command.get_name());
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{} {} has no text", command.get_name(), arg.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }
}
