//! `rubrica check`: checks the answers of a repository. Holds no logic: what is found, scored and judged is `batch`'s.

use super::exit::Exit;
use super::output::Streams;
use super::shelf::Source;
use super::sinks::{self, Sinks, Wanted};
use super::terminal::Terminal;
use crate::batch::{
    BASELINE_FILE_NAME, Baseline, Block, CheckOrder, Checking, Discovered, FILE_NAME, Kept, Listener, Outcome, Project, Projects, Search,
    ShelfError, Summary, changed_since, discover, is_there, load_baseline, save_baseline,
};
use crate::report::text::{Style, Verbosity};
use crate::score::Points;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeSet;
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
  3  something could not be scored or read; the rest was";

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
    /// Compare with these earlier results; also set by `[baseline]` in rubrica.toml
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Keep the results as the baseline of later runs
    #[arg(long)]
    write_baseline: bool,
    /// Check only what changed since this revision, as git tells
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Threads to use; as many as there are cores when not given
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
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
    if found.files.is_empty() && found.lost.is_empty() && args.changed_since.is_none() && !args.force_exclude {
        let hint = format!("answers are what `include` under [answers] in {FILE_NAME} says; without it, Markdown and text files");
        streams.error("there are no answers here", Some(&hint));
        return Ok(Exit::Fault);
    }
    let (baselines, missing) = match baselines(args, projects.opened()) {
        Ok(read) => read,
        Err(why) => return Ok(why.tell(streams)),
    };
    let order = CheckOrder {
        baselines,
        keep: args.write_baseline,
        allow_unscored: args.allow_unscored,
        fail_fast: args.fail_fast,
        jobs: args.jobs,
    };
    let Some(mut sinks) = Sinks::open(&args.format, args.output.as_deref(), args.style(), streams) else { return Ok(Exit::Unread) };
    let (mut summary, mut kept, mut faulty) = (Summary::default(), Vec::new(), Vec::new());
    let bar = Bar::new(found.files.len());
    let checking = Checking { found: &found, projects: projects.opened(), order: &order };
    let done = checking.run(&bar, &mut |checked, keep| {
        summary.add(&checked);
        kept.extend(keep.filter(|_| args.write_baseline));
        sinks.answer(&checked, streams)?;
        if let Outcome::FaultyRubric { faults, .. } = checked.outcome
            && !faulty.contains(&faults)
        {
            faulty.push(faults);
        }
        Ok(())
    });
    bar.0.finish_and_clear();
    summary.passed_over = done?;
    sinks.finish(&summary, streams)?;
    faulty.iter().for_each(|faults| streams.faults(faults));
    missing.iter().for_each(|path| streams.error(&format!("{path}: there is no baseline yet"), Some("--write-baseline writes one")));
    let written = if args.write_baseline { write(args, projects.opened(), &order, &found, &kept, streams) } else { Exit::Pass };
    // What is kept as the baseline is let through from now on, so its failures hold nothing up.
    let worst = summary.worst.filter(|worst| !(args.write_baseline && *worst == Block::Failed));
    Ok(Exit::of_check(worst).and(written).and(sinks.exit()))
}

impl Args {
    fn style(&self) -> Style {
        let verbosity = match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        Style { width: Terminal::now().width, verbosity, threshold: None }
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
    let mut search = Search { paths: args.paths.clone(), only: None, force_exclude: args.force_exclude };
    let Some(revision) = &args.changed_since else { return Ok(discover(&search, projects)?) };
    let here = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if here.is_dir() { here } else { here.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")) };
    let changed = changed_since(revision, folder).map_err(|why| Refused::Said(format!("--changed-since: {why}")))?;
    // When what answers are judged by has changed, every answer may come out differently.
    let rubrics = args.source.rubrics.as_ref().and_then(|dir| dir.canonicalize().ok());
    let all = changed.touches(|file| file.ends_with(FILE_NAME) || rubrics.as_ref().is_some_and(|dir| file.starts_with(dir)));
    search.only = Some(changed.files).filter(|_| !all);
    let found = discover(&search, projects)?;
    let of_projects = |p: &Arc<Project>| p.config.rubrics.as_ref().and_then(|dir| p.root.join(dir).canonicalize().ok());
    let folders: Vec<PathBuf> = projects.opened().iter().filter_map(of_projects).collect();
    match &search.only {
        Some(only) if only.iter().any(|file| folders.iter().any(|dir| file.starts_with(dir))) => {
            search.only = None;
            Ok(discover(&search, projects)?)
        }
        _ => Ok(found),
    }
}

/// Where a project's baseline lies, if it has one.
fn baseline_path(args: &Args, project: &Project) -> Option<PathBuf> {
    let configured = || project.config.baseline.file.as_ref().map(|file| project.root.join(file));
    let usual = || args.write_baseline.then(|| project.root.join(BASELINE_FILE_NAME));
    args.baseline.clone().or_else(configured).or_else(usual)
}

/// The baseline of each project, and the paths of those that are asked for and do not exist.
fn baselines(args: &Args, projects: &[Arc<Project>]) -> Result<(Vec<Option<Baseline>>, Vec<String>), Refused> {
    if args.baseline.is_some() && projects.len() > 1 {
        let why = format!("--baseline names one file, but the answers belong to {} configurations: set [baseline] in each", projects.len());
        return Err(Refused::Said(why));
    }
    let (mut read, mut missing) = (Vec::new(), Vec::new());
    for project in projects {
        let path = baseline_path(args, project);
        let kept = match &path {
            Some(path) => load_baseline(path)?,
            None => None,
        };
        match (&path, &kept) {
            (Some(path), None) if args.baseline.is_some() && !args.write_baseline => {
                return Err(Refused::Said(format!("{}: no such baseline; --write-baseline writes one", path.display())));
            }
            (Some(path), None) if !args.write_baseline => missing.push(path.display().to_string()),
            _ => {}
        }
        read.push(kept.map(Baseline::new));
    }
    Ok((read, missing))
}

fn write(args: &Args, projects: &[Arc<Project>], order: &CheckOrder, found: &Discovered, kept: &[Kept], streams: &mut Streams) -> Exit {
    let mut exit = Exit::Pass;
    for (at, project) in projects.iter().enumerate() {
        let of_project = |file: &&crate::batch::AnswerFile| Arc::ptr_eq(&file.project, project);
        let looked_at: BTreeSet<String> = found.files.iter().filter(of_project).map(crate::batch::AnswerFile::key).collect();
        let now = kept.iter().filter(|k| looked_at.contains(&k.name.file)).cloned().collect();
        let before = order.baselines.get(at).cloned().flatten().unwrap_or_default();
        let all = before.updated(now, &looked_at, |key| is_there(project, key));
        let Some(path) = baseline_path(args, project) else { continue };
        if let Err(why) = save_baseline(&path, &all) {
            streams.error(&format!("{}: the baseline cannot be written: {why}", path.display()), None);
            exit = Exit::Unread;
        }
    }
    exit
}

/// Progress on a terminal; nothing anywhere else.
struct Bar(ProgressBar);

impl Bar {
    fn new(files: usize) -> Self {
        let shown = io::stderr().is_terminal() && files > 1;
        let bar = if shown { ProgressBar::new(files as u64) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Self(bar)
    }
}

impl Listener for Bar {
    fn done(&self) {
        self.0.inc(1);
    }
}
