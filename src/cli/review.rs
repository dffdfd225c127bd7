//! `rubrica review`: many candidates' answers for a coach. Holds no logic: what is read, placed and counted is `review`'s.

use super::exit::Exit;
use super::jobs::Jobs;
use super::output::Streams;
use super::pages;
use super::shelf::Source;
use super::terminal;
use crate::batch::{Projects, replace};
use crate::report::{csv, json, markdown, text};
use crate::review::{COACH_FILE_NAME, Order, Place, Read, Review, agreement, anonymise, copies, review, stamped};
use clap::ValueEnum;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Whose an answer is: front matter (candidate = \"...\"), else `submissions` under [review] in rubrica.toml, else the names of
folders and files (mentee/question.md, question/mentee.md, question-mentee.md, one file a mentee). Drafts are told apart by
name: draft-1.md, devops-03-draft-2.md, devops-03.v2.md. docs/REVIEW.md has the rest.

Examples:
  rubrica review mentees
  rubrica review mentees --previous last-week          what changed since, criterion by criterion
  rubrica review mentees --previous HEAD~5             the same, from git
  rubrica review mentees --agreement                   your scores in review.toml beside the computed ones
  rubrica review mentees --stamp                       note in review.toml which texts your overrides were made for
  rubrica review mentees --format csv --output scores.csv
  rubrica review mentees --html pages                  web pages: an overview, one a mentee, one an answer
  rubrica review mentees --format markdown --output letters --anonymous

Exit codes:
  0  every answer has a score
  2  usage, configuration, a rubric or review.toml is at fault
  3  something could not be scored, placed, read or written; the rest was";

/// How to report a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReviewFormat {
    /// For people; free to change
    Text,
    /// For programs; fields are only ever added
    Json,
    /// For spreadsheets: a row an answer; no cell acts as a formula
    Csv,
    /// A letter to each mentee, a file each, into the folder that --output names
    Markdown,
}

/// Review the answers of many candidates, as a coach
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder with the answers, and with review.toml where there is one
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Earlier answers to measure progress from: a folder, or a revision that git knows
    #[arg(long, value_name = "DIR|REV")]
    previous: Option<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t = ReviewFormat::Text)]
    format: ReviewFormat,
    /// The file to write to; for letters, the folder
    #[arg(long, short, value_name = "PATH", required_if_eq("format", "markdown"))]
    output: Option<PathBuf>,
    /// Also write web pages: to a folder, or to one file where OUT ends in .html
    #[arg(long, value_name = "OUT")]
    html: Option<PathBuf>,
    /// Put pseudonyms in the place of names, the same in every run
    #[arg(long)]
    anonymous: bool,
    /// Compare the scores that review.toml gives with the computed ones
    #[arg(long)]
    agreement: bool,
    /// Note in review.toml which text each override was made for, where that is not noted yet
    #[arg(long, conflicts_with_all = ["previous", "anonymous", "agreement", "output", "html"])]
    stamp: bool,
    /// Take this configuration, not the nearest rubrica.toml upwards
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    jobs: Jobs,
    /// Show everything, with advice and quotations
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
    /// The matrix alone
    #[arg(long, short)]
    quiet: bool,
}

impl Args {
    fn order(&self) -> Order {
        let previous = self.previous.as_ref().map(|named| {
            let path = PathBuf::from(named);
            let revision = || Place::Revision { revision: named.clone(), folder: self.folder.clone() };
            (named.clone(), if path.is_dir() { Place::Folder(path) } else { revision() })
        });
        Order { folder: self.folder.clone(), previous, jobs: self.jobs.count() }
    }
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let mut projects = Projects::new(args.config.clone(), args.source.rubrics.clone(), None);
    let read = match review(&args.order(), &mut projects) {
        Ok(read) => read,
        Err(why) => {
            streams.shelf_error(&why);
            return Ok(Exit::Fault);
        }
    };
    if read.review.submissions.is_empty() && read.review.unplaced.is_empty() {
        let hint = "answers are Markdown and text files, or what `include` under [answers] in rubrica.toml says";
        streams.error(&format!("{}: there are no answers here", args.folder.display()), Some(hint));
        return Ok(Exit::Fault);
    }
    if args.stamp {
        return stamp(args, &read, streams);
    }
    let mut review = read.review;
    copies::flag(&mut review);
    if args.anonymous {
        anonymise(&mut review);
    }
    let written = report(args, &review, streams)?.and(html(args, &review, streams));
    streams.out.flush()?;
    review.faults.iter().for_each(|faults| streams.faults(faults));
    Ok(exit(&review).and(written))
}

/// Writes the web pages, if they were asked for.
fn html(args: &Args, review: &Review, streams: &mut Streams) -> Exit {
    match args.html.as_ref().map_or(Ok(()), |to| pages::write(review, to)) {
        Ok(()) => Exit::Pass,
        Err(why) => {
            streams.error(&why, None);
            Exit::Unread
        }
    }
}

fn exit(review: &Review) -> Exit {
    let fault = !review.faults.is_empty() || !review.stray.is_empty() || review.unplaced.iter().any(|u| u.fault);
    let unread = !review.unplaced.is_empty() || review.submissions.iter().any(|s| s.score().is_none());
    match (fault, unread) {
        (true, _) => Exit::Fault,
        (false, true) => Exit::Unread,
        (false, false) => Exit::Pass,
    }
}

/// Writes what was asked for to where it was asked for; a place that cannot be written is told.
fn report(args: &Args, review: &Review, streams: &mut Streams) -> io::Result<Exit> {
    let whole = |out: &mut dyn Write| -> io::Result<()> {
        let compared = args.agreement.then(|| agreement(review));
        match (args.format, &compared) {
            (ReviewFormat::Text, Some(compared)) => text::agreement(out, review, compared, terminal::style(args.quiet, args.verbose)),
            (ReviewFormat::Text, None) => text::review(out, review, terminal::style(args.quiet, args.verbose)),
            (ReviewFormat::Json, compared) => json::review(out, review, compared.as_ref()),
            (ReviewFormat::Csv, _) => csv::write(out, review),
            (ReviewFormat::Markdown, _) => Ok(()),
        }
    };
    let Some(path) = &args.output else {
        whole(&mut streams.out)?;
        return Ok(Exit::Pass);
    };
    let done = match args.format {
        ReviewFormat::Markdown => letters(path, review),
        _ => {
            let mut text = Vec::new();
            whole(&mut text)?;
            replace(path, &text)
        }
    };
    Ok(match done {
        Ok(()) => Exit::Pass,
        Err(why) => {
            streams.error(&format!("{}: cannot be written: {why}", path.display()), None);
            Exit::Unread
        }
    })
}

/// A file for each mentee. Files that are there already are replaced; others are left alone.
fn letters(folder: &Path, review: &Review) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (at, candidate) in review.candidates.iter().enumerate() {
        let mut text = Vec::new();
        markdown::letter(&mut text, review, at)?;
        replace(&folder.join(format!("{}.md", candidate.id)), &text)?;
    }
    Ok(())
}

fn stamp(args: &Args, read: &Read, streams: &mut Streams) -> io::Result<Exit> {
    let path = args.folder.join(COACH_FILE_NAME);
    let Some((source, file)) = &read.coach else {
        read.review.faults.iter().for_each(|faults| streams.faults(faults));
        if read.review.faults.is_empty() {
            streams.error(&format!("{}: no such file, so there is nothing to stamp", path.display()), Some("docs/REVIEW.md shows one"));
        }
        return Ok(Exit::Fault);
    };
    let (text, count) = stamped(&source.text, file, &read.review);
    if count > 0
        && let Err(why) = replace(&path, text.as_bytes())
    {
        streams.error(&format!("{}: cannot be written: {why}", path.display()), None);
        return Ok(Exit::Unread);
    }
    let noun = if count == 1 { "override" } else { "overrides" };
    writeln!(streams.out, "{}: {count} {noun} stamped", crate::report::escape::line(&path.display().to_string()))?;
    read.review.stray.iter().for_each(|stray| streams.error(stray, None));
    Ok(if read.review.stray.is_empty() { Exit::Pass } else { Exit::Fault })
}
