//! Where the reports of a check go: one format each, to a file or to standard output. A file that cannot be written is an error that
//! does not stop the others. Must not know what a format says.

use super::exit::Exit;
use super::output::Streams;
use crate::batch::{Checked, Summary};
use crate::report::check::{Badge, BadgeSvg, Csv, Github, Gitlab, Junit, Markdown, Ndjson, Report, Sarif};
use crate::report::json::Json;
use crate::report::text::{Checks, Style};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

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

/// The files that reports go to.
pub(crate) fn files(wanted: &[Wanted], output: Option<&Path>) -> Vec<PathBuf> {
    wanted.iter().filter_map(|one| place(one, output).map(Path::to_owned)).collect()
}

fn place<'w>(one: &'w Wanted, output: Option<&'w Path>) -> Option<&'w Path> {
    one.file.as_deref().or(output)
}

/// Text that is on its way to a file or to standard output.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Shared {
    /// What has come since it was last asked.
    fn take(&self) -> Vec<u8> {
        self.0.take()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Sink {
    report: Box<dyn Report>,
    text: Shared,
    /// The file and its name; none for standard output.
    file: Option<(PathBuf, BufWriter<File>)>,
}

/// All reports of a run.
pub(crate) struct Sinks {
    sinks: Vec<Sink>,
    failed: bool,
}

impl Sinks {
    /// Opens every file and says which cannot be opened; gives none when two formats want the same place.
    pub(crate) fn open(wanted: &[Wanted], output: Option<&Path>, style: Style, streams: &mut Streams) -> Option<Self> {
        // Two spellings of one path are one place.
        let places: Vec<Option<PathBuf>> = wanted.iter().map(|one| place(one, output).and_then(|p| std::path::absolute(p).ok())).collect();
        for (at, one) in wanted.iter().enumerate() {
            if places[..at].contains(&places[at]) {
                let whereto = place(one, output).map_or("standard output".to_owned(), |f| f.display().to_string());
                streams.error(&format!("two formats would go to {whereto}"), Some("name a file for one of them: --format sarif=FILE"));
                return None;
            }
        }
        let mut all = Self { sinks: Vec::new(), failed: false };
        for one in wanted {
            let file = match place(one, output).map(|path| (path, File::create(path))) {
                None => None,
                Some((path, Ok(file))) => Some((path.to_owned(), BufWriter::new(file))),
                Some((path, Err(why))) => {
                    all.lost(&path.display().to_string(), &why, streams);
                    continue;
                }
            };
            let make = FORMATS.iter().find(|(name, _)| *name == one.format).map(|(_, make)| make)?;
            let text = Shared::default();
            all.sinks.push(Sink { report: make(Box::new(text.clone()), style), text, file });
        }
        Some(all)
    }

    /// Hands an answer to every report.
    pub(crate) fn answer(&mut self, checked: &Checked, streams: &mut Streams) {
        self.each(streams, false, |report| report.answer(checked));
    }

    /// Ends every report.
    pub(crate) fn finish(&mut self, summary: &Summary, streams: &mut Streams) {
        self.each(streams, true, |report| report.finish(summary));
    }

    /// A report that cannot be written ends; the others go on.
    fn each(&mut self, streams: &mut Streams, last: bool, mut act: impl FnMut(&mut dyn Report) -> io::Result<()>) {
        for mut sink in std::mem::take(&mut self.sinks) {
            let mut done = act(sink.report.as_mut());
            let text = sink.text.take();
            let out: &mut dyn Write = match &mut sink.file {
                Some((_, file)) => file,
                None => &mut streams.out,
            };
            done = done.and_then(|()| out.write_all(&text));
            if last {
                done = done.and_then(|()| out.flush());
            }
            match (done, &sink.file) {
                (Ok(()), _) => self.sinks.push(sink),
                (Err(why), Some((path, _))) => self.lost(&path.display().to_string(), &why, streams),
                (Err(why), None) => {
                    streams.out.give_up();
                    self.lost("the output", &why, streams);
                }
            }
        }
    }

    fn lost(&mut self, whereto: &str, why: &io::Error, streams: &mut Streams) {
        self.failed = true;
        streams.error(&format!("cannot write {whereto}: {why}"), None);
    }

    /// Whether every report could be written.
    pub(crate) fn exit(&self) -> Exit {
        if self.failed { Exit::Unread } else { Exit::Pass }
    }
}
