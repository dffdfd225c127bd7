//! `rubrica rubric import`: rubrics from a page of questions. Holds no logic.

use super::super::exit::Exit;
use super::super::output::Streams;
use super::{keep, refuse, tell, text_of};
use crate::authoring::import::{Imported, Repairs, import, to_toml};
use crate::lexicon::Lexicon;
use crate::report::escape;
use crate::report::words::count;
use crate::rubric::is_rubric_id;
use crate::text::decode::MAX_BYTES;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
A question is a card as browsers copy it (\"1BehavioralMediumDescribe ...\"), or a Markdown heading. Its sections are known by their
headings: Answer Framework, STAR Example, How to Answer, Key Points, What Interviewers Look For, Common Mistakes.

Examples:
  rubrica rubric import page.txt
  rubrica rubric import page.md --out our-rubrics --prefix backend

Exit codes: 0 imported, 2 usage, 3 something could not be read or written, or there is no question in it.";

/// Make rubrics of a page of interview questions
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The page, as plain text or Markdown; - for standard input
    #[arg(value_name = "PAGE")]
    page: PathBuf,
    /// The folder to write to, as ID.toml; without it nothing is written, only reported
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// What ids begin with, before the number of the question
    #[arg(long, default_value = "question", value_parser = prefix)]
    prefix: String,
    /// Write over files that are there already
    #[arg(long, requires = "out")]
    force: bool,
}

fn prefix(text: &str) -> Result<String, String> {
    let why = "letters, digits, hyphens, underscores and dots are allowed, and the first is no mark";
    if is_rubric_id(text) { Ok(text.to_owned()) } else { Err(why.to_owned()) }
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let name = args.page.display().to_string();
    let text = match text_of(&args.page, MAX_BYTES) {
        Ok(text) => text,
        Err(why) => return Ok(refuse(&why, streams)),
    };
    let imported = import(&text, &args.prefix, &Lexicon::built_in());
    if imported.skeletons.is_empty() {
        let why = format!("{name}: there is no question in it");
        streams.error(&why, Some("a question is a Markdown heading with sections such as \"What Interviewers Look For\" below it"));
        return Ok(Exit::Unread);
    }
    if let Some(folder) = &args.out
        && let Err(why) = fs::create_dir_all(folder)
    {
        return Ok(refuse(&format!("{}: cannot be made: {why}", folder.display()), streams));
    }
    let mut exit = Exit::Pass;
    let mut open = 0;
    for skeleton in &imported.skeletons {
        let toml = to_toml(skeleton);
        open += tell(skeleton, &toml, streams)?;
        if let Some(folder) = &args.out
            && let Err(why) = keep(&folder.join(format!("{}.toml", skeleton.id)), &toml, args.force)
        {
            exit = exit.and(refuse(&why, streams));
        }
    }
    summary(&imported, open, args, streams)?;
    Ok(exit)
}

fn summary(imported: &Imported, open: usize, args: &Args, streams: &mut Streams) -> io::Result<()> {
    let out = &mut streams.out;
    if !imported.unplaced.is_empty() {
        writeln!(out, "\nNot placed:")?;
    }
    for line in &imported.unplaced {
        writeln!(out, "  line {}: {}", line.number, escape::line(&line.text))?;
    }
    repairs(&imported.repairs, out)?;
    let of = &imported.skeletons;
    writeln!(
        out,
        "\n{}: {}, {} looks-for, {}; {}, {} not placed",
        count(of.len(), "rubric"),
        count(of.iter().map(|s| s.key_points.len()).sum(), "key point"),
        of.iter().map(|s| s.looks_for.len()).sum::<usize>(),
        count(of.iter().map(|s| s.mistakes.len()).sum(), "mistake"),
        count(open, "gap"),
        count(imported.unplaced.len(), "line"),
    )?;
    match &args.out {
        Some(folder) => writeln!(out, "Written to {}; rubrica rubric lint names the gaps that are left.", folder.display()),
        None => writeln!(out, "Nothing was written: say where with --out DIR."),
    }
}

fn repairs(of: &Repairs, out: &mut impl Write) -> io::Result<()> {
    let list = |lines: &[usize]| lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    if of.mended > 0 {
        writeln!(out, "\nMended: {}.", count(of.mended, "broken character"))?;
    }
    if !of.told_by_place.is_empty() {
        writeln!(out, "  Part of it was lost, and what stands around it decided: line {}", list(&of.told_by_place))?;
    }
    if !of.left.is_empty() {
        writeln!(out, "  Left as it is: line {}", list(&of.left))?;
    }
    Ok(())
}
