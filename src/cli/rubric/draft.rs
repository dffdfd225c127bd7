//! `rubrica rubric draft`: rubrics from questions and reference answers. Holds no logic.

use super::super::exit::Exit;
use super::super::output::Streams;
use super::{keep, refuse, text_of};
use crate::authoring::draft::{Question, draft, read, to_toml};
use crate::lexicon::Lexicon;
use crate::report::words::count;
use crate::text::decode::MAX_BYTES;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
A line of --from: {\"id\": \"pointer-01\", \"question\": \"What is a pointer?\", \"reference\": [\"A variable that ...\", ...]}
Each reference is a whole answer that deserves full marks; other keys of a line are passed over.

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
    let questions = match (&args.from, &args.question) {
        (Some(from), _) => text_of(from, LARGEST_LIST).and_then(|text| from_lines(&from.display().to_string(), &text)),
        (None, question) => from_options(args, question.as_deref().unwrap_or_default()).map(|one| vec![Ok((String::new(), one))]),
    };
    let questions = match questions {
        Ok(questions) => questions,
        Err(why) => return Ok(refuse(&why, streams)),
    };
    if let Some(folder) = &args.out
        && let Err(why) = fs::create_dir_all(folder)
    {
        return Ok(refuse(&format!("{}: cannot be made: {why}", folder.display()), streams));
    }
    let lexicon = Lexicon::built_in();
    let (mut drafted, mut thin, mut exit) = (0, 0, Exit::Pass);
    for question in questions {
        let made = question.and_then(|(place, question)| draft(&question, &lexicon).map_err(|why| format!("{place}{why}")));
        let done = match (&made, &args.out) {
            (Err(why), _) => Err(why.clone()),
            (Ok(draft), None) => streams.out.write_all(to_toml(draft).as_bytes()).map(|()| Ok(()))?,
            (Ok(draft), Some(folder)) => keep(&folder.join(format!("{}.toml", draft.id)), &to_toml(draft), args.force),
        };
        match done {
            Ok(()) => {
                drafted += 1;
                thin += usize::from(made.is_ok_and(|draft| draft.is_thin()));
            }
            Err(why) => exit = exit.and(refuse(&why, streams)),
        }
    }
    if let Some(folder) = &args.out {
        writeln!(streams.out, "{} in {}", count(drafted, "rubric"), folder.display())?;
        if thin > 0 {
            let are = if thin == 1 { "is" } else { "are" };
            writeln!(streams.out, "{thin} of them {are} thin: one term decides everything, and a comment says what to do")?;
        }
    }
    Ok(exit)
}

/// A question with its place for messages, or what is wrong with its line.
type Asked = Result<(String, Question), String>;

/// The questions of a file of lines.
fn from_lines(name: &str, text: &str) -> Result<Vec<Asked>, String> {
    let lines = read(text).into_iter().map(|line| match line {
        Ok((number, question)) => Ok((format!("{name}:{number}: "), question)),
        Err(faulty) => Err(format!("{name}:{}: {}", faulty.line, faulty.why)),
    });
    let lines: Vec<Asked> = lines.collect();
    if lines.is_empty() { Err(format!("{name}: there is no question in it")) } else { Ok(lines) }
}

fn from_options(args: &Args, prompt: &str) -> Result<Question, String> {
    let references = args.reference.iter().map(|path| text_of(path, MAX_BYTES)).collect::<Result<_, _>>()?;
    let id = args.id.clone().unwrap_or_else(|| crate::authoring::draft::id_from(prompt));
    Ok(Question { id, prompt: prompt.to_owned(), references })
}
