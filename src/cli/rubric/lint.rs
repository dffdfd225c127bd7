//! `rubrica rubric lint`: what is useless or doubtful in rubrics. Holds no logic.

use super::super::Format;
use super::super::exit::Exit;
use super::super::output::Streams;
use super::Asked;
use crate::authoring::lint::{CODES, Linted, lint};
use crate::diagnostic::Diagnostic;
use crate::report::diagnostics;
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::io::{self, Write};

const EXAMPLES: &str = "\
Examples:
  rubrica rubric lint
  rubrica rubric lint our-rubrics/backend-01.toml --allow worthless-weight
  rubrica rubric lint --rubrics our-rubrics --format json

What each code means stands in docs/LINTS.md.
Exit codes: 0 nothing found, 1 something found, 2 a rubric is at fault.";

/// Look for what is useless, doubtful or repeated in rubrics
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    asked: Asked,
    /// Say nothing of this code; may be given several times
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(CODES.map(|(code, about)| PossibleValue::new(code).help(about))))]
    allow: Vec<String>,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let chosen = match super::choose(&args.asked, streams) {
        Ok(chosen) => chosen,
        Err(exit) => return Ok(exit),
    };
    let mut findings: Vec<Diagnostic> = Vec::new();
    for rubric in &chosen.rubrics {
        let Some(entry) = chosen.shelf.bank.entries().iter().find(|entry| entry.id == rubric.id) else { continue };
        findings.extend(lint(Linted { rubric, file: &entry.file }, &chosen.all, &chosen.shelf.lexicon));
    }
    findings.retain(|finding| !args.allow.iter().any(|code| code == finding.code));
    match args.asked.format {
        Format::Text => {
            let coloured = colored::control::SHOULD_COLORIZE.should_colorize();
            streams.out.write_all(diagnostics::render(&findings, coloured).as_bytes())?;
            let found = match findings.len() {
                0 => "nothing found".to_owned(),
                1 => "1 finding".to_owned(),
                n => format!("{n} findings"),
            };
            let rubrics = if chosen.rubrics.len() == 1 { "rubric" } else { "rubrics" };
            writeln!(streams.out, "{found} in {} {rubrics}", chosen.rubrics.len())?;
        }
        Format::Json => diagnostics::json(&mut streams.out, &findings)?,
    }
    Ok(if findings.is_empty() { Exit::Pass } else { Exit::Failed })
}
