//! `rubrica rubric draft`: rubrics from questions and reference answers. Holds no logic.

use super::super::exit::Exit;
use super::super::output::Streams;
use super::{keep, refuse, text_of};
use crate::authoring::draft::{Question, draft, read, to_toml};
use crate::lexicon::Lexicon;
use crate::text::decode::MAX_BYTES;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
A line of --from: {\"id\": \"pointer-01\", \"question\": \"What is a pointer?\", \"reference\": [\"A variable that ...\", ...]}
Each reference is a whole answer that deserves full marks.

Examples:
  rubrica rubric draft --question \"What is a pointer?\" --reference answer.txt > pointer-01.toml
  rubrica rubric draft --question \"What is a pointer?\" --reference a.txt --reference b.txt --id pointer-01 --out our-rubrics
  rubrica rubric draft --from questions.jsonl --out our-rubrics

Exit codes: 0 all drafted, 2 usage, 3 something could not be read, drafted or written; the rest was.";

/// The largest list of questions, in bytes: some hundred thousand of them.
const LARGEST_LIST: u64 = 256 * 1024 * 1024;

/// Draft rubrics from questions and reference answers
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The question
    #[arg(long, value_name = "TEXT", required_unless_present = "from", requires = "reference")]
    question: Option<String>,
    /// A reference answer, - for standard input; may be given several times
    #[arg(long, value_name = "FILE", requires = "question")]
    reference: Vec<PathBuf>,
    /// What the rubric is called; by default the opening words of the question
    #[arg(long, requires = "question")]
    id: Option<String>,
    /// Many at once: a JSON line for each question, - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["question", "reference", "id"], requires = "out")]
    from: Option<PathBuf>,
    /// The folder to write to, as ID.toml; without it the rubric is shown
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write over files that are there already
    #[arg(long, requires = "out")]
    force: bool,
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let (questions, mut exit) = match (&args.from, &args.question) {
        (Some(from), _) => match text_of(from, LARGEST_LIST) {
            Ok(text) => from_lines(&from.display().to_string(), &text, streams),
            Err(why) => return Ok(refuse(&why, streams)),
        },
        (None, question) => match from_options(args, question.as_deref().unwrap_or_default()) {
            Ok(question) => (vec![(String::new(), question)], Exit::Pass),
            Err(why) => return Ok(refuse(&why, streams)),
        },
    };
    if let Some(folder) = &args.out
        && let Err(why) = fs::create_dir_all(folder)
    {
        return Ok(refuse(&format!("{}: cannot be made: {why}", folder.display()), streams));
    }
    let lexicon = Lexicon::built_in();
    let mut drafted = 0;
    for (place, question) in &questions {
        let done = match (draft(question, &lexicon), &args.out) {
            (Err(why), _) => Err(format!("{place}{why}")),
            (Ok(draft), None) => streams.out.write_all(to_toml(&draft).as_bytes()).map(|()| Ok(()))?,
            (Ok(draft), Some(folder)) => keep(&folder.join(format!("{}.toml", draft.id)), &to_toml(&draft), args.force),
        };
        match done {
            Ok(()) => drafted += 1,
            Err(why) => exit = exit.and(refuse(&why, streams)),
        }
    }
    if let Some(folder) = &args.out {
        let rubrics = if drafted == 1 { "rubric" } else { "rubrics" };
        writeln!(streams.out, "{drafted} {rubrics} in {}", folder.display())?;
    }
    Ok(exit)
}

/// The questions of a file of lines, each with its place for messages; what is wrong with the others is said.
fn from_lines(name: &str, text: &str, streams: &mut Streams) -> (Vec<(String, Question)>, Exit) {
    let mut exit = Exit::Pass;
    let mut questions = Vec::new();
    for line in read(text) {
        match line {
            Ok((number, question)) => questions.push((format!("{name}:{number}: "), question)),
            Err(faulty) => exit = exit.and(refuse(&format!("{name}:{}: {}", faulty.line, faulty.why), streams)),
        }
    }
    (questions, exit)
}

fn from_options(args: &Args, prompt: &str) -> Result<Question, String> {
    let references = args.reference.iter().map(|path| text_of(path, MAX_BYTES)).collect::<Result<_, _>>()?;
    let id = args.id.clone().unwrap_or_else(|| crate::authoring::draft::id_from(prompt));
    Ok(Question { id, prompt: prompt.to_owned(), references })
}
