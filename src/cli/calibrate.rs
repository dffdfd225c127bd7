//! `rubrica calibrate`: rubrics held against the marks of people. Holds no logic: what agrees and what would help is `authoring`'s.

use super::exit::Exit;
use super::output::Streams;
use super::shelf::{self, Source};
use super::terminal;
use crate::authoring::calibrate::{Calibration, Scale, calibrate};
use crate::batch::{Input, replace};
use crate::diagnostic::{Severity, SourceFile};
use crate::report::calibration;
use crate::report::text;
use crate::text::decode;
use clap::ValueEnum;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file of marks, in bytes: ten thousand answers of a page each.
const LARGEST: u64 = 64 * 1024 * 1024;

const EXAMPLES: &str = "\
A line of MARKS.csv is one answer as a person marked it; its first line names the columns:
  file    the answer's file, from the folder of MARKS.csv (or: answer, the text itself)
  rubric  the id of its rubric
  mark    0 to 4, or what --scale says
  ID      whether a person sees the criterion ID: met, partial or missed; may be left empty
docs/CALIBRATE.md has the rest.

Examples:
  rubrica calibrate marks.csv
  rubrica calibrate marks.csv --rubrics our-rubrics --scale 0..5 --verbose
  rubrica calibrate marks.csv --format html --output calibration.html

Exit codes:
  0  every answer is compared
  2  usage, a rubric or the whole file of marks is at fault
  3  some lines could not be used, or the report not be written; the rest was";

/// How to report a calibration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CalibrationFormat {
    /// For people; free to change
    Text,
    /// For programs; fields are only ever added
    Json,
    /// A page of its own, with a scatter plot
    Html,
}

/// Compare scores with the marks of people, and see what would help
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The file of marks
    #[arg(value_name = "MARKS.csv")]
    marks: PathBuf,
    /// The lowest and the highest mark there is
    #[arg(long, value_name = "LOW..HIGH", default_value = "0..4")]
    scale: Scale,
    #[command(flatten)]
    source: Source,
    /// How to report
    #[arg(long, value_enum, default_value_t = CalibrationFormat::Text)]
    format: CalibrationFormat,
    /// The file to write to
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also every criterion's patterns, and all answers that differ
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// The figures alone
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let Some(shelf) = shelf::open(&args.source, streams) else { return Ok(Exit::Fault) };
    let name = args.marks.display().to_string();
    let bytes = Input::File(args.marks.clone()).read_up_to(LARGEST).map_err(|why| why.to_string());
    let text = match bytes.and_then(|bytes| decode::decode(&bytes).map_err(|why| why.to_string())) {
        Ok(decoded) => decoded.text,
        Err(why) => {
            streams.error(&format!("{name}: {why}"), None);
            return Ok(Exit::Fault);
        }
    };
    let file = Arc::new(SourceFile { name, text: text.into() });
    let folder = args.marks.parent().unwrap_or(Path::new(""));
    let calibration = match calibrate(&file, folder, args.scale, &shelf) {
        Ok(calibration) => calibration,
        Err(faults) => {
            streams.faults(&faults);
            return Ok(Exit::Fault);
        }
    };
    let written = if calibration.answers.is_empty() { Exit::Unread } else { report(args, &calibration, streams)? };
    streams.out.flush()?;
    streams.faults(&calibration.faulty_rubrics);
    streams.faults(&calibration.faults);
    if calibration.answers.is_empty() {
        streams.error("none of these answers could be compared", None);
    }
    Ok(exit(&calibration).and(written))
}

fn exit(calibration: &Calibration) -> Exit {
    let lost = calibration.faults.iter().any(|fault| fault.severity == Severity::Error);
    match (calibration.faulty_rubrics.is_empty(), lost) {
        (false, _) => Exit::Fault,
        (true, true) => Exit::Unread,
        (true, false) => Exit::Pass,
    }
}

fn report(args: &Args, calibration: &Calibration, streams: &mut Streams) -> io::Result<Exit> {
    let style = terminal::style(args.quiet, args.verbose);
    let whole = |out: &mut dyn Write| match args.format {
        CalibrationFormat::Text => text::calibration(out, calibration, style),
        CalibrationFormat::Json => calibration::json(out, calibration),
        CalibrationFormat::Html => calibration::html(out, calibration),
    };
    let Some(path) = &args.output else { return whole(&mut streams.out).map(|()| Exit::Pass) };
    let mut text = Vec::new();
    whole(&mut text)?;
    if let Err(why) = replace(path, &text) {
        streams.error(&format!("{}: cannot be written: {why}", path.display()), None);
        return Ok(Exit::Unread);
    }
    Ok(Exit::Pass)
}
