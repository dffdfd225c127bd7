//! `rubrica check`: checks the answers of a repository. Holds no logic: what is found, scored and judged is `batch`'s.

use super::exit::Exit;
use super::jobs::Jobs;
use super::output::Streams;
use super::shelf::Source;
use super::sinks::{self, Sinks, Wanted};
use super::terminal;
use crate::batch::{
    BASELINE_FILE_NAME, Baseline, Block, Changed, CheckOrder, Checked, Checking, Discovered, FILE_NAME, Keep, Level, Outcome, Project,
    Projects, Search, ShelfError, Summary, discover, load_baseline, save_baseline, shown_path,
};
use crate::score::Points;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const EXAMPLES: &str = "\
rubrica.toml, found upwards from each file, says which files are answers, which rubric belongs to which, and what an answer must
reach; `rubrica init` writes one. docs/CHECK.md has the rest.

Examples:
  rubrica check                                        everything below here
  rubrica check answers --min-score 60
  rubrica check --changed-since origin/main            what a pull request changed
  rubrica check --write-baseline                       let known failures through from now on
  rubrica check --format github --format sarif=report.sarif

Exit codes:
  0  nothing fails
  1  a threshold, a gate or the comparison with the baseline failed
  2  usage, configuration or a rubric is at fault
  3  something could not be scored, read or written; the rest was
  When several hold: 2 before 3 before 1.";

/// Check the answers of a repository, as in CI
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files and folders
    #[arg(value_name = "PATHS", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Take this configuration for everything, not the nearest rubrica.toml upwards
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
    #[arg(long, help = sinks::help(), value_name = "FORMAT[=FILE]", default_value = "text", value_parser = sinks::wanted)]
    format: Vec<Wanted>,
    /// The file for the format that names none
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The least score that passes, 0 to 100, in the place of what configuration asks overall
    #[arg(long, value_name = "N", value_parser = super::score::points, allow_negative_numbers = true)]
    min_score: Option<Points>,
    /// Compare with these earlier results, in the place of those that configuration names or rubrica-baseline.toml beside it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Keep the results as the baseline of later runs
    #[arg(long)]
    write_baseline: bool,
    /// Check only what changed since this revision, as git tells
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    #[command(flatten)]
    jobs: Jobs,
    /// End after the first answer that fails
    #[arg(long, conflicts_with = "write_baseline")]
    fail_fast: bool,
    /// Let answers that cannot be judged pass by
    #[arg(long)]
    allow_unscored: bool,
    /// Leave out files that configuration excludes even when they are named, as pre-commit does
    #[arg(long)]
    force_exclude: bool,
    /// Show every answer and every note
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// One line for each answer that fails
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let mut projects = Projects::new(args.config.clone(), args.source.rubrics.clone(), args.min_score);
    let found = match find(args, &mut projects) {
        Ok(found) => found,
        Err(why) => return Ok(why.tell(streams)),
    };
    // What is asked for may well hold no answer: a pull request without one, the files of a commit.
    let may_be_none = args.changed_since.is_some() || args.force_exclude;
    if found.files.is_empty() && found.lost.is_empty() && !may_be_none {
        streams.error("there are no answers here", Some(&what_answers_are()));
        return Ok(Exit::Fault);
    }
    let baselines = match baselines(args, projects.opened()) {
        Ok(read) => read,
        Err(why) => return Ok(why.tell(streams)),
    };
    let order = CheckOrder {
        baselines: baselines.read,
        keep: args.write_baseline,
        allow_unscored: args.allow_unscored,
        fail_fast: args.fail_fast,
        jobs: args.jobs.count(),
    };
    let Some(mut sinks) = Sinks::open(&args.format, args.output.as_deref(), terminal::style(args.quiet, args.verbose), streams) else {
        return Ok(Exit::Fault);
    };
    let (mut summary, mut kept, mut without_score) = (Summary::default(), Vec::new(), Vec::new());
    let bar = progress(found.files.len());
    let checking = Checking { found: &found, projects: projects.opened(), order: &order };
    let done = checking.run(&|| bar.inc(1), &mut |checked, keep| {
        summary.add(&checked);
        kept.extend(keep.filter(|_| args.write_baseline));
        sinks.answer(&checked, streams);
        if is_to_be_told(&checked) {
            without_score.push(checked.outcome);
        }
    });
    bar.finish_and_clear();
    summary.passed_over = done?;
    sinks.finish(&summary, streams);
    streams.outcome_errors(&without_score);
    let mut exit = sinks.exit();
    if summary.answers == 0 && summary.passed_over.over > 0 && !may_be_none {
        streams.error("none of these files is an answer: no rubric fits", Some(&what_answers_are()));
        exit = Exit::Fault;
    }
    for path in &baselines.missing {
        streams.error(&format!("{path}: there is no baseline yet"), Some("--write-baseline writes one"));
        exit = exit.and(Exit::Fault);
    }
    if args.write_baseline {
        exit = exit.and(write(args, projects.opened(), &order, &kept, streams));
    }
    // What is kept as the baseline is let through from now on, so its failures hold nothing up.
    let worst = summary.worst.filter(|worst| !(args.write_baseline && *worst == Block::Failed));
    Ok(Exit::of_check(worst).and(exit))
}

fn what_answers_are() -> String {
    format!("answers are what `include` under [answers] in {FILE_NAME} says; without it, Markdown and text files that name a question")
}

/// What could not be scored is an error as everywhere, unless configuration makes less of it; the faults of a rubric always are.
fn is_to_be_told(checked: &Checked) -> bool {
    match &checked.outcome {
        Outcome::Graded(_) => false,
        Outcome::FaultyRubric { .. } => true,
        Outcome::Unreadable { .. } | Outcome::NoRubric { .. } => checked.issues.iter().any(|issue| issue.level == Level::Error),
    }
}

/// Why nothing could be checked at all.
enum Refused {
    Shelf(ShelfError),
    Said(String),
}

impl Refused {
    fn tell(&self, streams: &mut Streams) -> Exit {
        match self {
            Self::Shelf(why) => streams.shelf_error(why),
            Self::Said(why) => streams.error(why, None),
        }
        Exit::Fault
    }
}

impl From<ShelfError> for Refused {
    fn from(why: ShelfError) -> Self {
        Self::Shelf(why)
    }
}

fn find(args: &Args, projects: &mut Projects) -> Result<Discovered, Refused> {
    let written = sinks::files(&args.format, args.output.as_deref());
    let mut search = Search { paths: args.paths.clone(), only: None, written, force_exclude: args.force_exclude };
    let Some(revision) = &args.changed_since else { return Ok(discover(&search, projects)?) };
    let changed = Changed::since(revision, &args.paths).map_err(|why| Refused::Said(format!("--changed-since: {why}")))?;
    search.only = Some(changed.clone());
    let found = discover(&search, projects)?;
    // When what answers are judged by has changed, every answer may come out differently.
    let real = |path: &Path| path.canonicalize().ok();
    let of_project = |p: &Arc<Project>| {
        let rubrics = p.config.rubrics.as_ref().and_then(|dir| real(&p.root.join(dir)));
        rubrics.into_iter().chain(baseline_path(args, p).and_then(|file| real(&file))).collect::<Vec<_>>()
    };
    let given = [&args.source.rubrics, &args.config].into_iter().flatten().filter_map(|path| real(path));
    let judged_by: Vec<PathBuf> = projects.opened().iter().flat_map(of_project).chain(given).collect();
    if changed.any(|file| file.ends_with(FILE_NAME) || judged_by.iter().any(|path| file.starts_with(path))) {
        search.only = None;
        return Ok(discover(&search, projects)?);
    }
    Ok(found)
}

/// Where a project's baseline lies, if it has one: where it is said to, else under its usual name if it is there or to be written.
fn baseline_path(args: &Args, project: &Project) -> Option<PathBuf> {
    let usual = project.root.join(BASELINE_FILE_NAME);
    let usual = || Some(usual).filter(|path| args.write_baseline || path.is_file());
    named_baseline(args, project).or_else(usual)
}

fn named_baseline(args: &Args, project: &Project) -> Option<PathBuf> {
    args.baseline.clone().or_else(|| project.config.baseline.file.as_ref().map(|file| project.root.join(file)))
}

/// The baseline of each project.
struct Baselines {
    read: Vec<Option<Baseline>>,
    /// Where configuration names one that does not exist.
    missing: Vec<String>,
}

fn baselines(args: &Args, projects: &[Arc<Project>]) -> Result<Baselines, Refused> {
    if args.baseline.is_some() && projects.len() > 1 {
        let why = format!("--baseline names one file, but the answers belong to {} configurations: set [baseline] in each", projects.len());
        return Err(Refused::Said(why));
    }
    let mut all = Baselines { read: Vec::new(), missing: Vec::new() };
    for project in projects {
        let path = baseline_path(args, project);
        let kept = path.as_deref().map(load_baseline).transpose()?.flatten();
        match &path {
            Some(path) if kept.is_none() && !args.write_baseline && args.baseline.is_some() => {
                return Err(Refused::Said(format!("{}: no such baseline; --write-baseline writes one", path.display())));
            }
            Some(path) if kept.is_none() && !args.write_baseline => all.missing.push(shown_path(path)),
            _ => {}
        }
        all.read.push(kept.map(|kept| Baseline::new(kept, |key| project.has(key))));
    }
    Ok(all)
}

fn write(args: &Args, projects: &[Arc<Project>], order: &CheckOrder, kept: &[Keep], streams: &mut Streams) -> Exit {
    let mut exit = Exit::Pass;
    for (at, project) in projects.iter().enumerate() {
        let now: Vec<_> = kept.iter().filter(|(of, _)| *of == at).map(|(_, kept)| kept.clone()).collect();
        let before = order.baselines.get(at).cloned().flatten().unwrap_or_default();
        let all = before.updated(&now, |key| project.has(key));
        let Some(path) = baseline_path(args, project) else { continue };
        if let Err(why) = save_baseline(&path, &all) {
            streams.error(&format!("{}: the baseline cannot be written: {why}", shown_path(&path)), None);
            exit = Exit::Unread;
        }
    }
    exit
}

/// Progress on a terminal; nothing anywhere else.
fn progress(files: usize) -> ProgressBar {
    let shown = io::stderr().is_terminal() && files > 1;
    let bar = if shown { ProgressBar::new(files as u64) } else { ProgressBar::hidden() };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style)
}
