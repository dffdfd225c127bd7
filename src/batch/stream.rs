//! A filter for many answers: a JSON line in, a [`Reply`] out, in order, one for each. Works on as many lines as have come at once, on
//! all cores, and keeps no more of them than that. Must not print, and must not write JSON.

use super::engines::{Engines, Rubrics};
use super::{AnswerName, Graded, RubricRef, Shelf, Verdict, json_line};
use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::rubric::Lookup;
use crate::text::decode::MAX_BYTES;
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::io::{self, Read};
use std::ops::ControlFlow;

/// How many bytes are read at once; what has come by then is worked on together.
const AT_ONCE: usize = 256 * 1024;
/// The longest line, in bytes: an answer as long as a file may be, each of its characters escaped.
const LONGEST_LINE: usize = 6 * MAX_BYTES as usize;

/// What came of one line.
#[derive(Debug)]
pub struct Reply {
    /// The `id` of the line, whatever JSON it is; null where there is none.
    pub id: Value,
    /// The answer with its scorecard, or why there is none.
    pub result: Result<Box<Graded>, Refusal>,
}

/// Why a line was not scored.
#[derive(Debug)]
pub enum Refusal {
    /// Something is wrong with the line itself.
    Line {
        /// Its number, from 1.
        line: usize,
        /// What.
        why: String,
    },
    /// Its rubric has faults.
    FaultyRubric(Vec<Diagnostic>),
}

/// A line as it must be; what else it holds is passed over.
#[derive(Deserialize)]
struct Request {
    id: Value,
    rubric: String,
    answer: String,
}

/// Scores every line of `input` and hands the replies on, some at a time; stops when told to.
///
/// # Errors
/// Whatever the reader or the receiver reports.
pub fn stream(input: &mut dyn Read, shelf: &Shelf, receiver: &mut dyn FnMut(Vec<Reply>) -> io::Result<ControlFlow<()>>) -> io::Result<()> {
    let rubrics = Rubrics::of(shelf);
    let scoring = Scoring { shelf, engines: Engines::of(&rubrics) };
    let mut lines = Lines::new(input);
    while let Some(some) = lines.some()? {
        let replies: Vec<Reply> = some.par_iter().map(|(number, line)| scoring.reply(*number, line)).collect();
        if receiver(replies)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// What lines are scored against.
struct Scoring<'r> {
    shelf: &'r Shelf,
    engines: Engines<'r>,
}

impl Scoring<'_> {
    fn reply(&self, number: usize, line: &Line) -> Reply {
        match line {
            Line::TooLong => Reply::refused(Value::Null, number, format!("it is longer than {} MiB", LONGEST_LINE / (1024 * 1024))),
            Line::Bytes(bytes) => self.read(number, bytes),
        }
    }

    fn read(&self, number: usize, bytes: &[u8]) -> Reply {
        let request: Request = match json_line(bytes) {
            Ok(request) => request,
            Err(why) => return Reply::refused(id_of(bytes), number, why),
        };
        let Request { id, rubric, answer } = request;
        let rubric = match self.engines.rubrics().get(&rubric) {
            Some(Ok(rubric)) => rubric,
            Some(Err(faults)) => return Reply { id, result: Err(Refusal::FaultyRubric(faults.clone())) },
            None => {
                let near = match self.shelf.bank.get(&rubric, &self.shelf.lexicon) {
                    Lookup::Unknown(near) if !near.is_empty() => format!("; nearest: {}", near.join(", ")),
                    _ => String::new(),
                };
                return Reply::refused(id, number, format!("there is no rubric {rubric}{near}"));
            }
        };
        let answer = match Answer::parse(answer.as_bytes()) {
            Ok(answer) => answer,
            Err(why) => return Reply::refused(id, number, format!("its answer {why}")),
        };
        let scorecard = self.engines.grade(&answer, rubric);
        let verdict = Verdict::of(&scorecard, None);
        let (rubric, name) = (RubricRef::of(rubric), AnswerName::whole(""));
        let graded = Graded { name, source: answer.source, span: answer.span, rubric, scorecard, verdict, looks_like: None };
        Reply { id, result: Ok(Box::new(graded)) }
    }
}

impl Reply {
    fn refused(id: Value, line: usize, why: String) -> Self {
        Self { id, result: Err(Refusal::Line { line, why }) }
    }
}

/// The id of a line that is wrong otherwise.
fn id_of(bytes: &[u8]) -> Value {
    serde_json::from_slice::<Value>(bytes).ok().and_then(|mut line| line.get_mut("id").map(Value::take)).unwrap_or_default()
}

/// One line of the input.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Bytes(Vec<u8>),
    TooLong,
}

/// Reads lines, as many as come at once, so that whoever writes one and waits for its reply gets it.
struct Lines<'i> {
    input: &'i mut dyn Read,
    buffer: Vec<u8>,
    /// What has been read of a line that goes on.
    open: Vec<u8>,
    /// Whether the open line has grown too long, and its bytes were let go.
    too_long: bool,
    number: usize,
    ended: bool,
}

impl<'i> Lines<'i> {
    fn new(input: &'i mut dyn Read) -> Self {
        Self { input, buffer: vec![0; AT_ONCE], open: Vec::new(), too_long: false, number: 0, ended: false }
    }

    /// The next lines with their numbers, at least one unless all that came were blank; none at the end.
    fn some(&mut self) -> io::Result<Option<Vec<(usize, Line)>>> {
        let mut lines = Vec::new();
        while lines.is_empty() {
            if self.ended {
                return Ok(None);
            }
            let count = match self.input.read(&mut self.buffer) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let buffer = std::mem::take(&mut self.buffer);
            let mut pieces = buffer[..count].split(|byte| *byte == b'\n').peekable();
            while let Some(piece) = pieces.next() {
                self.grow(piece);
                if pieces.peek().is_some() {
                    self.close(&mut lines);
                }
            }
            self.buffer = buffer;
            if count == 0 {
                self.ended = true;
                self.close(&mut lines);
            }
        }
        Ok(Some(lines))
    }

    fn grow(&mut self, piece: &[u8]) {
        if self.too_long || self.open.len() + piece.len() > LONGEST_LINE {
            self.too_long = true;
            self.open = Vec::new();
        } else {
            self.open.extend_from_slice(piece);
        }
    }

    fn close(&mut self, lines: &mut Vec<(usize, Line)>) {
        self.number += 1;
        let mut line = std::mem::take(&mut self.open);
        if self.number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        match std::mem::take(&mut self.too_long) {
            true => lines.push((self.number, Line::TooLong)),
            false if line.trim_ascii().is_empty() => {}
            false => lines.push((self.number, Line::Bytes(line))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Drops<'b>(&'b [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    fn lines(input: &[u8], at_once: usize) -> Vec<(usize, Line)> {
        let mut input = Drops(input, at_once);
        let mut lines = Lines::new(&mut input);
        let mut all = Vec::new();
        while let Some(some) = lines.some().unwrap() {
            all.extend(some);
        }
        all
    }

    #[test]
    fn lines_are_the_same_however_they_come() {
        let input = b"\xEF\xBB\xBFone\r\n\n two\nthree";
        let bytes = |text: &str| Line::Bytes(text.as_bytes().to_vec());
        let whole = [(1, bytes("one\r")), (3, bytes(" two")), (4, bytes("three"))];
        for at_once in [1, 2, 5, 100] {
            assert_eq!(lines(input, at_once), whole, "{at_once}");
        }
        assert_eq!(lines(b"", 9), []);
    }

    #[test]
    fn a_line_without_end_is_refused_and_the_next_one_read() {
        let mut input = vec![b'x'; LONGEST_LINE + 1];
        input.extend_from_slice(b"\nnext");
        assert_eq!(lines(&input, AT_ONCE), [(1, Line::TooLong), (2, Line::Bytes(b"next".to_vec()))]);
    }
}
