//! Where the reports of a check go: one format each, to a file or to standard output. A file that cannot be written is an error that
//! does not stop the others. Must not know what a format says.

use super::exit::Exit;
use super::output::Streams;
use crate::batch::{Checked, Summary};
use crate::report::check::{Badge, BadgeSvg, Csv, Github, Gitlab, Junit, Markdown, Ndjson, Report, Sarif};
use crate::report::json::Json;
use crate::report::text::{Checks, Style};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What makes a report of a writer.
type Make = fn(Box<dyn Write>, Style) -> Box<dyn Report>;

/// The formats of a check. A new format is a line here, and a section in `docs/REPORTS.md`.
const FORMATS: [(&str, Make); 11] = [
    ("text", |out, style| Box::new(Checks::new(out, style))),
    ("json", |out, _| Box::new(Json::new(out))),
    ("ndjson", |out, _| Box::new(Ndjson::new(out))),
    ("csv", |out, _| Box::new(Csv::new(out))),
    ("junit", |out, _| Box::new(Junit::new(out))),
    ("sarif", |out, _| Box::new(Sarif::new(out))),
    ("github", |out, _| Box::new(Github::new(out))),
    ("gitlab", |out, _| Box::new(Gitlab::new(out))),
    ("markdown", |out, _| Box::new(Markdown::new(out))),
    ("badge", |out, _| Box::new(Badge::new(out))),
    ("badge-svg", |out, _| Box::new(BadgeSvg::new(out))),
];

fn names() -> String {
    FORMATS.map(|(name, _)| name).join(", ")
}

/// The help of `--format`.
pub(crate) fn help() -> String {
    format!("How to report, and into which file: {}. May be given several times, without a file only once", names())
}

/// A format that is asked for, and the file it is to go to.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    format: &'static str,
    file: Option<PathBuf>,
}

/// Reads `FORMAT` or `FORMAT=FILE`.
pub(crate) fn wanted(written: &str) -> Result<Wanted, String> {
    let (name, file) = written.split_once('=').map_or((written, None), |(name, file)| (name, Some(file)));
    let format = FORMATS.iter().map(|(name, _)| *name).find(|known| *known == name);
    let format = format.ok_or_else(|| format!("no such format; there are {}", names()))?;
    if file == Some("") {
        return Err("no file stands behind the =".to_owned());
    }
    Ok(Wanted { format, file: file.map(PathBuf::from) })
}

/// Text that is on its way to standard output.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Sink {
    report: Box<dyn Report>,
    /// The file's name; none for standard output.
    file: Option<PathBuf>,
    failed: bool,
}

/// All reports of a run.
pub(crate) struct Sinks {
    sinks: Vec<Sink>,
    to_output: Shared,
}

impl Sinks {
    /// Opens every file; says what is wrong and gives none when one cannot be opened or two want the same place.
    pub(crate) fn open(wanted: &[Wanted], output: Option<&Path>, style: Style, streams: &mut Streams) -> Option<Self> {
        let place = |w: &Wanted| w.file.clone().or_else(|| output.map(Path::to_owned));
        let to_output = Shared::default();
        let mut sinks: Vec<Sink> = Vec::new();
        for one in wanted {
            let file = place(one);
            if sinks.iter().any(|s| s.file == file) {
                let whereto = file.map_or("standard output".to_owned(), |f| f.display().to_string());
                streams.error(&format!("two formats would go to {whereto}"), Some("name a file for one of them: --format sarif=FILE"));
                return None;
            }
            let writer: Box<dyn Write> = match &file {
                None => Box::new(to_output.clone()),
                Some(path) => match File::create(path) {
                    Ok(opened) => Box::new(BufWriter::new(opened)),
                    Err(why) => {
                        streams.error(&format!("{}: cannot be written: {why}", path.display()), None);
                        return None;
                    }
                },
            };
            let make = FORMATS.iter().find(|(name, _)| *name == one.format).map(|(_, make)| make)?;
            sinks.push(Sink { report: make(writer, style), file, failed: false });
        }
        Some(Self { sinks, to_output })
    }

    /// Hands an answer to every report.
    pub(crate) fn answer(&mut self, checked: &Checked, streams: &mut Streams) -> io::Result<()> {
        self.each(streams, |report| report.answer(checked))
    }

    /// Ends every report.
    pub(crate) fn finish(&mut self, summary: &Summary, streams: &mut Streams) -> io::Result<()> {
        self.each(streams, |report| report.finish(summary))?;
        streams.out.flush()
    }

    fn each(&mut self, streams: &mut Streams, mut act: impl FnMut(&mut dyn Report) -> io::Result<()>) -> io::Result<()> {
        for sink in self.sinks.iter_mut().filter(|s| !s.failed) {
            if let Err(why) = act(sink.report.as_mut()) {
                let file = sink.file.as_ref().map_or("standard output".to_owned(), |f| f.display().to_string());
                streams.error(&format!("{file}: cannot be written: {why}"), None);
                sink.failed = true;
            }
        }
        let mut text = self.to_output.0.lock().unwrap_or_else(PoisonError::into_inner);
        let written = streams.out.write_all(&text);
        text.clear();
        written
    }

    /// Whether every report could be written.
    pub(crate) fn exit(&self) -> Exit {
        if self.sinks.iter().any(|s| s.failed) { Exit::Unread } else { Exit::Pass }
    }
}
