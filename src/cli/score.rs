//! `rubrica score`: scores answers, or explains one criterion. Holds no logic.

use super::exit::Exit;
use super::output::Streams;
use super::shelf::{self, Source};
use super::terminal::{self, Terminal};
use super::{Format, watch};
use crate::batch::{Explained, Input, Order, Outcome, Shelf, Unexplained, explain_files, score_files};
use crate::report::text::Style;
use crate::report::{json, text};
use crate::score::Points;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
How the rubric of a file is found:
  1. --rubric
  2. front matter: question = \"ID\"
  3. a name that starts with an id: devops-03-draft.md, devops-03/anna.md
  4. the heading, where it is the question
  Otherwise the nearest rubrics are named. Nothing is guessed.

Examples:
  rubrica score devops-03-draft.md
  rubrica score answers/*.md --min-score 60 --quiet
  rubrica score answer.md --rubric devops-06 --explain pilot
  rubrica score answer.md --rubric my-rubric.toml --watch
  rubrica score - --rubric devops-10 --format json < answer.txt";

/// Score answers and show why
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Answers as Markdown or plain text; - for standard input
    #[arg(required = true, value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    /// The rubric for all files: an id of the bank, or a path
    #[arg(long, value_name = "ID|PATH")]
    pub(crate) rubric: Option<String>,
    #[command(flatten)]
    pub(crate) source: Source,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least score that passes, 0 to 100; without it nothing fails
    #[arg(long, value_name = "N", value_parser = points, allow_negative_numbers = true)]
    min_score: Option<Points>,
    /// Why this criterion was met or missed: what was searched, and what came nearest
    #[arg(long, value_name = "CRITERION", conflicts_with_all = ["watch", "quiet", "min_score"])]
    explain: Option<String>,
    /// Score again whenever a file is saved, and show what changed
    #[arg(long)]
    watch: bool,
    /// Show the pattern and the trigger behind each hit
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// One line a file
    #[arg(long, short)]
    quiet: bool,
}

/// A score as people write it.
pub(super) fn points(written: &str) -> Result<Points, String> {
    let say = || "a number from 0 to 100, with one decimal at most".to_owned();
    let tenths = written.parse::<f64>().map_err(|_| say())? * 10.0;
    if !(0.0..=1000.0).contains(&tenths) || (tenths - tenths.round()).abs() > 1e-6 {
        return Err(say());
    }
    Ok(Points(tenths.round() as i32))
}

impl Args {
    /// What is to be scored.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        let input = |path: &PathBuf| if path.as_os_str() == "-" { Input::Stdin } else { Input::File(path.clone()) };
        self.files.iter().map(input).collect()
    }

    /// The shelf and how to score with it; `None` when something is wrong with it, which has been said.
    pub(crate) fn prepare(&self, streams: &mut Streams) -> Option<(Shelf, Order)> {
        let mut shelf = shelf::open(&self.source, streams)?;
        let rubric = match &self.rubric {
            Some(named) => Some(shelf::choose(&mut shelf, named, streams)?),
            None => None,
        };
        Some((shelf, Order { rubric, min_score: self.min_score }))
    }

    /// How text is shown. A screen that is redrawn keeps its last column free: what clears the rest of a line would eat it.
    pub(crate) fn style(&self) -> Style {
        let terminal = Terminal::now();
        let redrawn = self.watch && terminal.height.is_some();
        let style = terminal::style(self.quiet, self.verbose);
        Style { width: style.width - usize::from(redrawn), threshold: self.min_score, ..style }
    }

    /// Writes the report of results.
    pub(crate) fn report(&self, out: &mut dyn Write, outcomes: &[Outcome]) -> io::Result<()> {
        match self.format {
            Format::Json => json::write(out, outcomes),
            Format::Text => text::write(out, outcomes, self.style()),
        }
    }

    fn misuse(&self) -> Option<&'static str> {
        let stdins = self.files.iter().filter(|f| f.as_os_str() == "-").count();
        let json = self.format == Format::Json;
        let rules = [
            (stdins > 1, "- stands for standard input and can be read only once"),
            (stdins > 0 && self.watch, "--watch needs files; standard input is never saved again"),
            (json && self.watch, "--watch reports as text only"),
            (json && self.explain.is_some(), "--explain reports as text only"),
        ];
        rules.iter().find(|(broken, _)| *broken).map(|(_, why)| *why)
    }
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    if let Some(why) = args.misuse() {
        streams.error(why, None);
        return Ok(Exit::Fault);
    }
    if args.watch {
        return watch::run(args, streams);
    }
    let Some((shelf, order)) = args.prepare(streams) else { return Ok(Exit::Fault) };
    if let Some(criterion) = &args.explain {
        return explained(explain_files(&args.inputs(), &shelf, &order, criterion), criterion, args.style(), streams);
    }
    let outcomes = score_files(&args.inputs(), &shelf, &order);
    args.report(&mut streams.out, &outcomes)?;
    streams.out.flush()?;
    streams.outcome_errors(&outcomes);
    Ok(Exit::of_all(&outcomes))
}

/// Writes what explaining a criterion gave, and says what could not be explained.
pub(super) fn explained(
    given: Vec<Result<Explained, Unexplained>>,
    criterion: &str,
    style: Style,
    streams: &mut Streams,
) -> io::Result<Exit> {
    let mut exit = Exit::Pass;
    let (mut all, mut unscored) = (Vec::new(), Vec::new());
    for explained in given {
        match explained {
            Ok(explained) => all.push(explained),
            Err(Unexplained::Outcome(outcome)) => {
                exit = exit.and(Exit::of(&outcome));
                if let Outcome::Graded(graded) = &outcome {
                    text::graded(&mut streams.out, graded, style)?;
                }
                unscored.push(outcome);
            }
            Err(Unexplained::NoCriterion { rubric, meant, ids }) => {
                exit = exit.and(Exit::Fault);
                let hint = meant.map_or_else(|| format!("it has {}", ids.join(", ")), |meant| format!("did you mean {meant}?"));
                streams.error(&format!("{rubric} has no criterion {criterion}"), Some(&hint));
            }
        }
    }
    text::explanations(&mut streams.out, &all, style)?;
    streams.out.flush()?;
    streams.outcome_errors(&unscored);
    Ok(exit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_exact_or_refused() {
        assert_eq!(points("60"), Ok(Points(600)));
        assert_eq!(points("59.9"), Ok(Points(599)));
        assert_eq!(points("0"), Ok(Points(0)));
        assert_eq!(points("100"), Ok(Points(1000)));
        for wrong in ["-1", "100.1", "101", "59.95", "NaN", "inf", "", "60%", "sixty"] {
            assert!(points(wrong).is_err(), "{wrong}");
        }
    }
}
