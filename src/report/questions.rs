//! The question bank for people and machines: all questions as a table, one question as a candidate wants it before answering. What
//! is looked for is shown only when asked for. Must not score.

use super::escape::line as plain;
use super::json::document;
use crate::rubric::{Category, Rubric};
use crate::score::WORDS_PER_MINUTE;
use colored::Colorize;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The version of the documents that `list` and `show` write as JSON: fields may be added to it, never renamed or removed.
const SCHEMA_VERSION: u32 = 1;

/// The widest that running text gets, however wide the terminal.
const MEASURE: usize = 96;

/// A title that gets less room than this stands on a line of its own.
const NARROWEST_TITLE: usize = 16;

const COLUMNS: [&str; 5] = ["id", "category", "difficulty", "minutes", "round"];

/// All questions as a table that fits the width.
///
/// # Errors
/// Those of the writer.
pub fn list_text(out: &mut dyn Write, rubrics: &[Rubric], width: usize) -> io::Result<()> {
    let rows: Vec<[Cow<'_, str>; 5]> = rubrics.iter().map(row).collect();
    let widths: [usize; 5] =
        std::array::from_fn(|c| rows.iter().map(|r| r[c].width()).chain([COLUMNS[c].width()]).max().unwrap_or_default());
    let before = widths.iter().sum::<usize>() + 2 * widths.len();
    let beside = before + NARROWEST_TITLE <= width;
    let head = line(&COLUMNS.map(Cow::Borrowed), &widths);
    let head = if beside { format!("{head}  title") } else { head };
    writeln!(out, "{}", head.trim_end().bold())?;
    for (rubric, row) in rubrics.iter().zip(&rows) {
        let cells = line(row, &widths);
        let indent = if beside { before } else { 4 };
        let title = wrap(&rubric.title, width.saturating_sub(indent).max(NARROWEST_TITLE));
        let mut lines = title.iter();
        match lines.next() {
            Some(first) if beside => writeln!(out, "{cells}  {first}")?,
            Some(first) => writeln!(out, "{}\n    {first}", cells.trim_end())?,
            None => writeln!(out, "{}", cells.trim_end())?,
        }
        for more in lines {
            writeln!(out, "{:indent$}{more}", "")?;
        }
    }
    Ok(())
}

fn row(rubric: &Rubric) -> [Cow<'_, str>; 5] {
    let q = &rubric.question;
    [
        plain(&rubric.id),
        Cow::Borrowed(q.category.name()),
        plain(&q.difficulty),
        q.minutes.map_or(Cow::Borrowed("-"), |range| Cow::Owned(minutes(range))),
        q.round.as_deref().map_or("-".into(), plain),
    ]
}

fn line(cells: &[Cow<'_, str>; 5], widths: &[usize; 5]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell}{:1$}", "", width.saturating_sub(cell.width())));
    padded.collect::<Vec<_>>().join("  ")
}

fn minutes((least, most): (u32, u32)) -> String {
    if least == most { least.to_string() } else { format!("{least}-{most}") }
}

/// All questions as one JSON document.
///
/// # Errors
/// Those of the writer.
pub fn list_json(out: &mut dyn Write, rubrics: &[Rubric]) -> io::Result<()> {
    #[derive(Serialize)]
    struct List<'r> {
        schema_version: u32,
        questions: Vec<About<'r>>,
    }
    document(out, &List { schema_version: SCHEMA_VERSION, questions: rubrics.iter().map(About::of).collect() })
}

/// Commands that lead on from a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Further {
    /// Scores an answer to it.
    pub score: String,
    /// Shows what is looked for.
    pub spoilers: String,
}

/// One question before it is answered; with `spoilers`, what is looked for.
///
/// # Errors
/// Those of the writer.
pub fn show_text(out: &mut dyn Write, rubric: &Rubric, spoilers: bool, further: &Further, width: usize) -> io::Result<()> {
    let mut page = Page { out, width: width.min(MEASURE) };
    let q = &rubric.question;
    let about = [q.category.name().to_owned(), format!("{} difficulty", plain(&q.difficulty))];
    let about = about.into_iter().chain(q.round.as_deref().map(|r| format!("round: {}", plain(r))));
    writeln!(page.out, "{}  {}", plain(&rubric.id).bold(), plain(&rubric.title).bold())?;
    writeln!(page.out, "{}\n", about.collect::<Vec<_>>().join(", "))?;
    page.text(&q.prompt)?;
    page.heading("Before you answer")?;
    for advice in advice(rubric) {
        page.item("-", &advice)?;
    }
    if spoilers {
        return page.spoilers(rubric);
    }
    writeln!(page.out, "\nScore a draft:       {}", plain(&further.score))?;
    writeln!(page.out, "What is looked for:  {}", plain(&further.spoilers))
}

/// What helps with any question of this kind, without a word on what this one looks for.
fn advice(rubric: &Rubric) -> Vec<String> {
    let mut advice = Vec::new();
    if let Some((least, most)) = rubric.question.minutes {
        let range = minutes((least, most));
        let words = minutes((least.saturating_mul(WORDS_PER_MINUTE), most.saturating_mul(WORDS_PER_MINUTE)));
        advice.push(format!("Speak for {range} minutes: {words} words, at {WORDS_PER_MINUTE} a minute. Written answers may be shorter."));
    }
    let by_kind: &[&str] = match rubric.question.category {
        Category::Behavioral => &[
            "Tell one story that happened to you: the situation, your task, what you did, the result.",
            "Say \"I\" for what you did and \"we\" for what others did.",
            "End with what changed, in numbers where you have them.",
        ],
        Category::Technical => &[
            "Say in which order you would go, and what each step tells you.",
            "Name what you would measure, and how you would know that it is solved.",
            "Back it with a case of your own if you have one.",
        ],
        Category::Situational => &[
            "Decide: say what you would do first, second and last, and why.",
            "Name what you weigh against each other, and what would change your mind.",
            "Say whom you would tell, and what.",
        ],
        Category::Knowledge => &["Define it in a sentence, then say how it works and where it fails.", "Give an example from practice."],
    };
    advice.extend(by_kind.iter().map(|a| (*a).to_owned()));
    advice
}

/// Running text on a page of a width.
struct Page<'p> {
    out: &'p mut dyn Write,
    width: usize,
}

impl Page<'_> {
    fn heading(&mut self, heading: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", heading.bold())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        for paragraph in text.split("\n\n") {
            for line in wrap(paragraph, self.width) {
                writeln!(self.out, "{line}")?;
            }
        }
        Ok(())
    }

    fn item(&mut self, mark: &str, text: &str) -> io::Result<()> {
        let indent = 3 + mark.width();
        for (at, line) in wrap(text, self.width.saturating_sub(indent).max(NARROWEST_TITLE)).iter().enumerate() {
            if at == 0 { writeln!(self.out, "  {mark} {line}")? } else { writeln!(self.out, "{:indent$}{line}", "")? }
        }
        Ok(())
    }

    fn spoilers(&mut self, rubric: &Rubric) -> io::Result<()> {
        if !rubric.framework.stages.is_empty() {
            self.heading(&format!("Framework: {}", plain(&rubric.framework.name)))?;
            for (at, stage) in rubric.framework.stages.iter().enumerate() {
                self.item(&format!("{}.", at + 1), &stage.name)?;
            }
        }
        self.heading("Key points (by weight)")?;
        for point in &rubric.key_points {
            self.item(&point.weight.to_string(), &format!("{} [{}]", point.says, point.id))?;
        }
        self.heading("What interviewers look for")?;
        for wish in &rubric.looks_for {
            self.item("-", &format!("{} [{}]", wish.says, wish.id))?;
        }
        self.heading("Common mistakes")?;
        for mistake in &rubric.mistakes {
            self.item("-", &format!("{} ({} {}) [{}]", mistake.says, mistake.severity.name(), mistake.kind.name(), mistake.id))?;
        }
        Ok(())
    }
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(&plain(text), width).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// One question as a JSON document; with `spoilers`, what is looked for.
///
/// # Errors
/// Those of the writer.
pub fn show_json(out: &mut dyn Write, rubric: &Rubric, spoilers: bool) -> io::Result<()> {
    #[derive(Serialize)]
    struct Show<'r> {
        schema_version: u32,
        question: About<'r>,
        advice: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        spoilers: Option<Spoilers<'r>>,
    }
    let spoilers = spoilers.then(|| Spoilers::of(rubric));
    document(out, &Show { schema_version: SCHEMA_VERSION, question: About::of(rubric), advice: advice(rubric), spoilers })
}

#[derive(Serialize)]
struct About<'r> {
    id: &'r str,
    title: &'r str,
    prompt: &'r str,
    category: &'static str,
    difficulty: &'r str,
    minutes: Option<(u32, u32)>,
    round: Option<&'r str>,
}

impl<'r> About<'r> {
    fn of(rubric: &'r Rubric) -> Self {
        let q = &rubric.question;
        Self {
            id: &rubric.id,
            title: &rubric.title,
            prompt: &q.prompt,
            category: q.category.name(),
            difficulty: &q.difficulty,
            minutes: q.minutes,
            round: q.round.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct Spoilers<'r> {
    framework: FrameworkDoc<'r>,
    key_points: Vec<CriterionDoc<'r>>,
    looks_for: Vec<CriterionDoc<'r>>,
    mistakes: Vec<MistakeDoc<'r>>,
}

#[derive(Serialize)]
struct FrameworkDoc<'r> {
    name: &'r str,
    stages: Vec<StageDoc<'r>>,
}

#[derive(Serialize)]
struct StageDoc<'r> {
    id: &'r str,
    name: &'r str,
}

#[derive(Serialize)]
struct CriterionDoc<'r> {
    id: &'r str,
    says: &'r str,
    weight: f64,
}

#[derive(Serialize)]
struct MistakeDoc<'r> {
    id: &'r str,
    says: &'r str,
    kind: &'static str,
    severity: &'static str,
    advice: &'r str,
}

impl<'r> Spoilers<'r> {
    fn of(rubric: &'r Rubric) -> Self {
        let stages = rubric.framework.stages.iter().map(|s| StageDoc { id: &s.id, name: &s.name }).collect();
        let mistake = |m: &'r crate::rubric::Mistake| MistakeDoc {
            id: &m.id,
            says: &m.says,
            kind: m.kind.name(),
            severity: m.severity.name(),
            advice: &m.advice,
        };
        Self {
            framework: FrameworkDoc { name: &rubric.framework.name, stages },
            key_points: rubric.key_points.iter().map(|k| CriterionDoc { id: &k.id, says: &k.says, weight: k.weight }).collect(),
            looks_for: rubric.looks_for.iter().map(|l| CriterionDoc { id: &l.id, says: &l.says, weight: l.weight }).collect(),
            mistakes: rubric.mistakes.iter().map(mistake).collect(),
        }
    }
}
