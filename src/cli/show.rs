//! `rubrica show`: one question as a candidate wants it before answering. Holds no logic.

use super::exit::Exit;
use super::output::Streams;
use super::shelf::{self, Source};
use super::{Format, Terminal};
use crate::report::questions::{self, Further};
use crate::rubric::Lookup;
use std::io;

const EXAMPLES: &str = "\
Examples:
  rubrica show devops-03
  rubrica show devops-03 --spoilers
  rubrica show our-rubrics/backend-01.toml --format json";

/// Show one question before you answer it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The question: an id of the bank, or the path of a rubric
    #[arg(value_name = "ID|PATH")]
    id: String,
    /// Show what is looked for as well: the framework, the key points, the common mistakes
    #[arg(long)]
    spoilers: bool,
    #[command(flatten)]
    source: Source,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Args {
    /// The commands that lead on from here.
    fn further(&self, id: &str) -> Further {
        let folder = self.source.rubrics.as_ref().map(|folder| format!(" --rubrics {}", folder.display())).unwrap_or_default();
        let by_path = if shelf::as_path(&self.id).is_some() { format!(" --rubric {}", self.id) } else { String::new() };
        Further {
            score: format!("rubrica score {id}.md{by_path}{folder}"),
            spoilers: format!("rubrica show {}{folder} --spoilers", self.id),
        }
    }
}

/// Runs the subcommand.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let Some(mut shelf) = shelf::open(&args.source, streams) else { return Ok(Exit::Fault) };
    let Some(id) = shelf::choose(&mut shelf, &args.id, streams) else { return Ok(Exit::Fault) };
    match (shelf.bank.get(&id, &shelf.lexicon), args.format) {
        (Lookup::Found(rubric), Format::Text) => {
            questions::show_text(&mut streams.out, &rubric, args.spoilers, &args.further(&id), Terminal::now().width)?;
            return Ok(Exit::Pass);
        }
        (Lookup::Found(rubric), Format::Json) => {
            questions::show_json(&mut streams.out, &rubric, args.spoilers)?;
            return Ok(Exit::Pass);
        }
        (Lookup::Faulty(faults), _) => streams.faults(&faults),
        (Lookup::Unknown(_), _) => streams.error(&format!("there is no rubric {id}"), None),
    }
    Ok(Exit::Fault)
}
