//! `rubrica rubric test`: rubrics on their marked answers and against attacks. Holds no logic.

use super::super::Format;
use super::super::exit::Exit;
use super::super::output::Streams;
use super::super::terminal::Terminal;
use super::Asked;
use crate::authoring::check::{self, Standing};
use crate::report::rubric_check::rubric_checks_json;
use crate::report::text::{self, Style, Verbosity};
use std::io;

const EXAMPLES: &str = "\
Examples:
  rubrica rubric test                          the whole bank
  rubrica rubric test devops-03 --verbose
  rubrica rubric test our-rubrics/backend-01.toml
  rubrica rubric test --rubrics our-rubrics --format json
  rubrica rubric test our-rubrics/backend-01.toml --require-tests     in CI

A rubric without marked answers is untested: it neither passes nor fails, unless
--require-tests is given.
Exit codes: 0 nothing fails, 1 something fails, 2 a rubric is at fault.";

/// Test rubrics on their marked answers, and against attacks made from them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    asked: Asked,
    /// Fail where a rubric has no marked answers; without it such a rubric is told as untested, and fails nothing
    #[arg(long)]
    require_tests: bool,
    /// Also every attack, what each pattern did, and what excellent answers missed
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// One line a rubric
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let chosen = match super::choose(&args.asked, streams) {
        Ok(chosen) => chosen,
        Err(exit) => return Ok(exit),
    };
    let checks: Vec<_> = chosen.rubrics.iter().map(|rubric| check::check(rubric, &chosen.all, &chosen.shelf.lexicon)).collect();
    let verbosity = match (args.verbose, args.quiet) {
        (true, _) => Verbosity::Verbose,
        (_, true) => Verbosity::Quiet,
        _ => Verbosity::Normal,
    };
    match args.asked.format {
        Format::Text => {
            let style = Style { width: Terminal::now().width, verbosity, threshold: None };
            text::rubric_checks(&mut streams.out, &checks, style)?;
        }
        Format::Json => rubric_checks_json(&mut streams.out, &checks)?,
    }
    let fails = |standing| standing == Standing::Fail || args.require_tests && standing == Standing::Untested;
    Ok(if checks.iter().any(|check| fails(check.standing())) { Exit::Failed } else { Exit::Pass })
}
