//! `rubrica rubric test`: rubrics on their marked answers and against attacks. Holds no logic.

use super::super::Format;
use super::super::exit::Exit;
use super::super::output::Streams;
use super::super::score::explained;
use super::super::terminal;
use super::{Asked, Chosen};
use crate::answer::Answer;
use crate::authoring::check::{self, Standing};
use crate::batch::{AnswerName, Outcome, Unexplained, explain_answer, score_answer};
use crate::diagnostic::did_you_mean;
use crate::report::rubric_check::rubric_checks_json;
use crate::report::{json, text};
use crate::rubric::MarkedAnswer;
use std::io::{self, Write};

const EXAMPLES: &str = "\
Examples:
  rubrica rubric test                          the whole bank
  rubrica rubric test devops-03 --verbose
  rubrica rubric test our-rubrics/backend-01.toml
  rubrica rubric test our-rubrics/backend-01.toml --test \"half of it\"
  rubrica rubric test our-rubrics/backend-01.toml --test vague --explain plan
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
    /// Show the score report of this marked answer, by its name in the rubric
    #[arg(long, value_name = "NAME", conflicts_with = "require_tests")]
    test: Option<String>,
    /// Why that marked answer met or missed this criterion
    #[arg(long, value_name = "CRITERION", requires = "test", conflicts_with = "quiet")]
    explain: Option<String>,
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
    if args.explain.is_some() && args.asked.format == Format::Json {
        streams.error("--explain reports as text only", None);
        return Ok(Exit::Fault);
    }
    let chosen = match super::choose(&args.asked, streams) {
        Ok(chosen) => chosen,
        Err(exit) => return Ok(exit),
    };
    if let Some(name) = &args.test {
        return show(args, name, &chosen, streams);
    }
    let checks: Vec<_> = chosen.rubrics.iter().map(|rubric| check::check(rubric, &chosen.all, &chosen.shelf.lexicon)).collect();
    match args.asked.format {
        Format::Text => text::rubric_checks(&mut streams.out, &checks, terminal::style(args.quiet, args.verbose))?,
        Format::Json => rubric_checks_json(&mut streams.out, &checks)?,
    }
    let fails = |standing| standing == Standing::Fail || args.require_tests && standing == Standing::Untested;
    Ok(if checks.iter().any(|check| fails(check.standing())) { Exit::Failed } else { Exit::Pass })
}

/// Shows how the marked answers of a name are scored, or why a criterion of them came out as it did. Nothing is judged.
fn show(args: &Args, name: &str, chosen: &Chosen, streams: &mut Streams) -> io::Result<Exit> {
    let tests = || chosen.rubrics.iter().flat_map(|rubric| rubric.tests.iter().map(|test| (rubric.id.as_str(), test)));
    let named: Vec<(&str, &MarkedAnswer)> = tests().filter(|(_, test)| test.name == name).collect();
    if named.is_empty() {
        let names = || tests().map(|(_, test)| test.name.as_str());
        let hint = match (did_you_mean(name, names()), chosen.rubrics.as_slice()) {
            (Some(meant), _) => format!("did you mean \"{meant}\"?"),
            (None, [_]) if names().next().is_some() => {
                format!("there are {}", names().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", "))
            }
            (None, _) => "marked answers are the [[test]] tables of a rubric, each with a name".to_owned(),
        };
        streams.error(&format!("there is no marked answer \"{name}\""), Some(&hint));
        return Ok(Exit::Fault);
    }
    let style = terminal::style(args.quiet, args.verbose);
    let answers = named.into_iter().map(|(id, test)| {
        let of = AnswerName { file: id.to_owned(), part: Some(test.name.clone()) };
        let unreadable = |name: &AnswerName| Outcome::Unreadable { name: name.clone(), why: "cannot be read as text".to_owned() };
        Answer::parse(test.answer.as_bytes()).map(|answer| (id, of.clone(), answer)).map_err(|_| unreadable(&of))
    });
    if let Some(criterion) = &args.explain {
        let explain = |(id, of, answer)| explain_answer(of, answer, id, &chosen.shelf, criterion);
        let given = answers.map(|answer| answer.map_err(Unexplained::Outcome).and_then(explain)).collect();
        return explained(given, criterion, style, streams);
    }
    let outcomes: Vec<Outcome> = answers
        .map(|answer| answer.map_or_else(|outcome| outcome, |(id, of, answer)| score_answer(of, answer, id, &chosen.shelf)))
        .collect();
    match args.asked.format {
        Format::Text => text::write(&mut streams.out, &outcomes, style)?,
        Format::Json => json::write(&mut streams.out, &outcomes)?,
    }
    streams.out.flush()?;
    streams.outcome_errors(&outcomes);
    Ok(Exit::of_all(&outcomes))
}
