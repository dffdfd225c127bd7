//! `github`: workflow commands that annotate a pull request. The platform shows ten of each level and step and drops the rest without a
//! word, so the ten that matter most are picked, and how many more there are is told. Holds no more than it shows.

use super::{Report, facts};
use crate::batch::{Checked, Issue, Level, Summary};
use crate::report::escape;
use std::io::{self, Write};

/// The most annotations of one level that a step shows.
const MOST: usize = 10;

/// The most characters of a message.
const LONGEST: usize = 2000;

/// An annotation, behind what it is picked by: whether its answer holds nothing up, and how many of the level the answer has before it.
/// So every answer that fails is told of before any of them is told of twice.
type Kept = ((bool, usize), String);

/// Writes workflow commands.
pub struct Github<W> {
    out: W,
    /// By level.
    kept: [Vec<Kept>; 3],
    seen: [usize; 3],
}

impl<W: Write> Github<W> {
    /// Into a writer.
    pub fn new(out: W) -> Self {
        Self { out, kept: Default::default(), seen: [0; 3] }
    }

    fn put(&mut self, level: Level, most: usize) -> io::Result<()> {
        for (_, line) in self.kept[level as usize].iter().take(most) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }
}

impl<W: Write> Report for Github<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        let passes = checked.blocks().is_none();
        let mut before = [0; 3];
        for issue in &checked.issues {
            let level = issue.level as usize;
            self.seen[level] += 1;
            let rank = (passes, before[level]);
            before[level] += 1;
            let kept = &mut self.kept[level];
            let at = kept.partition_point(|(other, _)| *other <= rank);
            if at < MOST {
                kept.insert(at, (rank, annotation(checked, issue)));
                kept.truncate(MOST);
            }
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let no_threshold = summary.unjudged > 0;
        let [notes, warnings, errors] = self.seen;
        let room = MOST - usize::from(no_threshold);
        let over = errors > MOST || warnings > MOST || notes > room;
        let room = room - usize::from(over);
        self.put(Level::Error, MOST)?;
        self.put(Level::Warning, MOST)?;
        self.put(Level::Note, room)?;
        if over {
            let more = [(errors, MOST, "error"), (warnings, MOST, "warning"), (notes, room, "notice")];
            let more = more.into_iter().filter(|(seen, most, _)| seen > most).map(|(seen, most, what)| {
                let n = seen - most;
                format!("{n} more {what}{}", if n == 1 { "" } else { "s" })
            });
            let more: Vec<String> = more.collect();
            writeln!(self.out, "::notice title=rubrica::and {}: a step shows {MOST} annotations of a level", more.join(", "))?;
        }
        if no_threshold {
            let (n, all) = (summary.unjudged, summary.answers);
            writeln!(self.out, "::notice title=rubrica::no threshold holds for {n} of {all} answers: nothing passes or fails there")?;
        }
        let counts = facts::counts(summary).join(", ");
        writeln!(self.out, "rubrica: answers checked: {}{}{counts}", summary.answers, if counts.is_empty() { "" } else { "; " })?;
        self.out.flush()
    }
}

fn annotation(checked: &Checked, issue: &Issue) -> String {
    let command = match issue.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let name = checked.name();
    let mut line = format!("::{command} file={}", property(&facts::path(&name.file)));
    if let Some(region) = issue.region {
        let (start, end) = (region.start, region.end);
        line.push_str(&format!(",line={},endLine={}", start.line, end.line));
        // The platform takes columns only where an annotation stays in one line; an opening is no stretch to mark.
        if start.line == end.line && end > start {
            line.push_str(&format!(",col={},endColumn={}", start.column, end.column));
        }
    }
    let part = name.part.as_ref().map(|part| format!("{part}: ")).unwrap_or_default();
    let message = facts::shortened(&escape::plain(&format!("{part}{}", facts::sentence(issue))), LONGEST);
    format!("{line},title={}::{}", property(&format!("rubrica {}", issue.code.name())), data(&message))
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command. Names are not folded, so that they still name the file.
fn property(text: &str) -> String {
    data(&escape::no_command(escape::harmless(text))).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_property_or_a_line_is_escaped() {
        assert_eq!(property("a,b:c%d\ne"), "a%2Cb%3Ac%25d%0Ae");
        assert_eq!(data("50 %, a:b\r\n"), "50 %25, a:b%0D%0A");
    }
}
