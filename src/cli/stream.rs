//! `rubrica stream`: a filter for many answers, JSON lines in and out. Holds no logic.

use super::exit::Exit;
use super::output::Streams;
use super::shelf::{self, Source};
use crate::batch::{Refusal, Reply, Verdict, stream};
use crate::report::stream::{FIELDS, USUAL, write};
use clap::builder::PossibleValuesParser;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::ControlFlow;

const EXAMPLES: &str = "\
A line in:   {\"id\": ..., \"rubric\": \"devops-03\", \"answer\": \"I would first ...\"}
A line out:  {\"id\": ..., \"score\": 46.4, \"band\": {\"level\": 2, \"name\": \"partial\"}, ...}
Lines come back in order, one for each. A line that is at fault gives {\"id\": ..., \"error\": ...} in its place.

Examples:
  rubrica stream < answers.jsonl > scores.jsonl
  rubrica stream --rubrics our-rubrics --fields score,band < answers.jsonl

Exit codes: 0 all scored, 2 a rubric is at fault, 3 a line could not be scored; the rest was.";

/// Score many answers as a filter: JSON lines in, JSON lines out
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    source: Source,
    /// What a line says beside its id, with commas between
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', default_values = USUAL, hide_possible_values = true,
        value_parser = PossibleValuesParser::new(FIELDS))]
    fields: Vec<String>,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let Some(shelf) = shelf::open(&args.source, streams) else { return Ok(Exit::Fault) };
    let fields: Vec<&str> = args.fields.iter().map(String::as_str).collect();
    let mut exit = Exit::Pass;
    let mut told = BTreeSet::new();
    let done = stream(&mut io::stdin().lock(), &shelf, &mut |replies| {
        for reply in &replies {
            write(&mut streams.out, reply, &fields)?;
            exit = exit.and(of(reply));
        }
        streams.out.flush()?;
        for reply in &replies {
            if let Err(Refusal::FaultyRubric(faults)) = &reply.result
                && told.insert(faults.first().map(|f| f.file.name.clone()))
            {
                streams.faults(faults);
            }
        }
        Ok(if streams.out.gone() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    });
    done.map(|()| exit)
}

fn of(reply: &Reply) -> Exit {
    match &reply.result {
        Ok(graded) if graded.verdict == Verdict::Unscored => Exit::Unread,
        Ok(_) => Exit::Pass,
        Err(Refusal::Line { .. }) => Exit::Unread,
        Err(Refusal::FaultyRubric(_)) => Exit::Fault,
    }
}
