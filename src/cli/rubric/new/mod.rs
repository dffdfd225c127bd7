//! `rubrica rubric new`: begins a rubric from what a person says, by options or when asked. Holds no logic.

mod ask;

use super::super::exit::Exit;
use super::super::output::Streams;
use super::{keep, refuse, tell, text_of};
use crate::authoring::outline::{Field, Outline, Refused, skeleton};
use crate::authoring::skeleton::to_toml;
use crate::lexicon::Lexicon;
use crate::text::decode::MAX_BYTES;
use std::fs;
use std::io::{self, IsTerminal, Write, stdin, stdout};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
What comes out is a valid rubric in the layout of `rubrica rubric fmt`, with
comments `# gap:` where you must write. Each key point gets its own words as
terms. A mistake of leaving something out (\"Not asking ...\", \"Fails to ...\",
\"Tells nobody\", \"No check: ...\") is an omission, any other a commission.
Looks-for and omissions hang on the key points that share words with them. What
stands before a colon is the name: it becomes the id, and nothing else.

Without --question it asks, where standard input is a terminal.

Which form:
  behavioral   what somebody did: \"Tell me about a time ...\"; told along STAR
  situational  what somebody would do: \"What would you do if ...\"
  technical    how something is done, and why so
  knowledge    what something is; where there is a model answer,
               `rubrica rubric draft` is the better start: it weighs its words

Examples:
  rubrica rubric new
  rubrica rubric new --question \"What is a roux?\" --category knowledge
  rubrica rubric new --out our-rubrics --id dish-01 --question \"Why?\" \\
    --key-point \"Asks the guest\" --mistake \"Blaming the waiter\"

docs/RUBRICS.md goes on from here. Where the folder holds rubric.schema.json
(`rubrica rubric schema`), the rubric names it for editors.

Exit codes: 0 written, 2 usage, 3 something could not be read or written.";

/// Begin a rubric from what you say, by options or when asked
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The question, as the candidate hears it
    #[arg(long, value_name = "TEXT")]
    question: Option<String>,
    /// What the rubric is called; by default the opening words of the question
    #[arg(long)]
    id: Option<String>,
    /// A short title; by default the opening words of the question
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// behavioral (the default), situational, technical or knowledge
    #[arg(long, value_name = "KIND")]
    category: Option<String>,
    /// Any word; by default medium
    #[arg(long, value_name = "WORD")]
    difficulty: Option<String>,
    /// Speaking time: 3, or 3-4
    #[arg(long)]
    minutes: Option<String>,
    /// How an answer is told: STAR (the default), none, or a name of your own
    #[arg(long, value_name = "NAME")]
    framework: Option<String>,
    /// A stage of your own framework, as in "Listen: let the guest speak"; may be given several times
    #[arg(long, value_name = "TEXT")]
    stage: Vec<String>,
    /// What an answer should mention; may be given several times
    #[arg(long, value_name = "TEXT")]
    key_point: Vec<String>,
    /// What an interviewer looks for beyond that; may be given several times
    #[arg(long, value_name = "TEXT")]
    looks_for: Vec<String>,
    /// A mistake to avoid; may be given several times
    #[arg(long, value_name = "TEXT")]
    mistake: Vec<String>,
    /// An answer that deserves full marks, - for standard input
    #[arg(long, value_name = "FILE")]
    model_answer: Option<PathBuf>,
    /// The folder to write to, as ID.toml; without it the rubric is shown
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write over a file that is there already
    #[arg(long, requires = "out")]
    force: bool,
}

/// The format as editors read it, where it stands beside a rubric.
const SCHEMA: &str = "rubric.schema.json";

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let mut outline = match outline(args) {
        Ok(outline) => outline,
        Err(why) => return Ok(refuse(&why, streams)),
    };
    let lexicon = Lexicon::built_in();
    let mut folder = args.out.clone();
    if args.question.is_none() && stdin().is_terminal() {
        let mut input = stdin().lock();
        ask::ask(&mut outline, &lexicon, &mut input, &mut streams.err)?;
        if folder.is_none() && stdout().is_terminal() {
            folder = ask::folder(&mut input, &mut streams.err)?;
        }
    }
    let skeleton = match skeleton(&outline, &lexicon) {
        Ok(skeleton) => skeleton,
        Err(refused) => {
            refused.iter().for_each(|refused| complain(refused, streams));
            return Ok(Exit::Fault);
        }
    };
    let toml = to_toml(&skeleton);
    let Some(folder) = folder else {
        streams.out.write_all(toml.as_bytes())?;
        return Ok(Exit::Pass);
    };
    if let Err(why) = fs::create_dir_all(&folder) {
        return Ok(refuse(&format!("{}: cannot be made: {why}", folder.display()), streams));
    }
    let path = folder.join(format!("{}.toml", skeleton.id));
    let toml = format!("{}{toml}", schema_line(&folder));
    if let Err(why) = keep(&path, &toml, args.force) {
        return Ok(refuse(&why, streams));
    }
    tell(&skeleton, &toml, streams)?;
    writeln!(streams.out, "Written to {}; `rubrica rubric lint {0}` names the gaps that are left.", path.display())?;
    Ok(Exit::Pass)
}

fn complain(refused: &Refused, streams: &mut Streams) {
    let hint = (refused.field == Field::Question).then_some("give --question TEXT; in a terminal you are asked for it");
    streams.error(&format!("--{}: {}", refused.field.name(), refused.why), hint);
}

/// The line by which editors find the format, where that stands in the folder: one that leads nowhere would only make them complain.
fn schema_line(folder: &Path) -> String {
    if folder.join(SCHEMA).is_file() { format!("#:schema ./{SCHEMA}\n") } else { String::new() }
}

/// What the options say.
fn outline(args: &Args) -> Result<Outline, String> {
    let mut outline = Outline::default();
    let single = [
        (Field::Question, &args.question),
        (Field::Id, &args.id),
        (Field::Title, &args.title),
        (Field::Category, &args.category),
        (Field::Difficulty, &args.difficulty),
        (Field::Minutes, &args.minutes),
        (Field::Framework, &args.framework),
    ];
    let lists = [
        (Field::Stage, &args.stage),
        (Field::KeyPoint, &args.key_point),
        (Field::LooksFor, &args.looks_for),
        (Field::Mistake, &args.mistake),
    ];
    single.iter().for_each(|(field, text)| text.iter().for_each(|text| outline.say(*field, text)));
    lists.iter().for_each(|(field, texts)| texts.iter().for_each(|text| outline.say(*field, text)));
    if let Some(path) = &args.model_answer {
        outline.say(Field::ModelAnswer, &text_of(path, MAX_BYTES)?);
    }
    Ok(outline)
}
