//! A skeleton as the TOML that a person completes: what the page says in its own words, gaps marked where it says nothing. Must not
//! decide anything.

use super::{Criterion, Framework, Mistake, Skeleton};
use crate::authoring::draft::{point_to_toml, text_to_toml as text, title};
use crate::authoring::gaps::{MARK, PATTERN, TEXT};
use crate::rubric::MistakeKind;
use std::fmt::{Result, Write as _};

/// The width of comments.
const WIDTH: usize = 110;

/// The skeleton as a rubric's file: a valid rubric, whose gaps are named by comments.
pub fn to_toml(skeleton: &Skeleton) -> String {
    let mut out = String::new();
    // Writing to a string never fails.
    let _ = write(&mut out, skeleton);
    out
}

fn write(out: &mut String, of: &Skeleton) -> Result {
    writeln!(out, "# Imported by rubrica from line {} of a page. What the page says stands here in its own words.", of.line)?;
    writeln!(
        out,
        "# Drafted, so check by hand: the terms of key points, the evidence of stages and commissions (far too literal as it is),"
    )?;
    writeln!(
        out,
        "# and which key points looks-for and omissions hang on. Every weight of a looks-for is 1 and every severity \"major\": the"
    )?;
    writeln!(out, "# page gives neither. Lines that end in `{}...` are for you to write.", MARK.trim_end())?;
    for note in &of.notes {
        comment(out, &format!("Line {} of the page: {}.", note.number, note.text))?;
    }
    writeln!(out, "schema = 1")?;
    writeln!(out, "id = {}", text(&of.id))?;
    match &of.prompt {
        Some(prompt) => writeln!(out, "title = {}", text(&title(prompt)))?,
        None => gap(out, "title", &text(TEXT), "the title")?,
    }
    question(out, of)?;
    framework(out, of)?;
    key_points(out, of)?;
    for look in &of.looks_for {
        looks_for(out, look, of)?;
    }
    for mistake in &of.mistakes {
        self::mistake(out, mistake, of)?;
    }
    match &of.model_answer {
        Some(answer) => writeln!(out, "\n[model_answer]\ntext = {}", text(answer)),
        None => Ok(()),
    }
}

fn question(out: &mut String, of: &Skeleton) -> Result {
    writeln!(out, "\n[question]")?;
    match &of.prompt {
        Some(prompt) => writeln!(out, "prompt = {}", text(prompt))?,
        None => gap(out, "prompt", &text(TEXT), "the question, which the page does not have")?,
    }
    match of.category {
        Some(category) => writeln!(out, "category = {}", text(category.name()))?,
        None => gap(out, "category", "\"technical\"", "behavioral, technical, situational or knowledge; the page does not say")?,
    }
    match &of.difficulty {
        Some(difficulty) => writeln!(out, "difficulty = {}", text(difficulty))?,
        None => gap(out, "difficulty", "\"unknown\"", "the difficulty, which the page does not say")?,
    }
    if let Some((least, most)) = of.minutes {
        writeln!(out, "minutes = [{least}, {most}]")?;
    }
    match &of.round {
        Some(round) => writeln!(out, "round = {}", text(round)),
        None => Ok(()),
    }
}

fn framework(out: &mut String, of: &Skeleton) -> Result {
    if !of.framework_text.is_empty() {
        writeln!(out, "\n# What the page says of the framework:")?;
        of.framework_text.iter().try_for_each(|paragraph| comment(out, paragraph))?;
    }
    let Some(Framework { name, stages }) = &of.framework else { return Ok(()) };
    writeln!(out, "[framework]")?;
    if stages.is_empty() && name != "STAR" {
        gap(out, "name", &text(name), "its stages, which the page does not list: [[framework.stage]] with id, name, evidence")?;
    } else {
        writeln!(out, "name = {}", text(name))?;
    }
    for stage in stages {
        writeln!(out, "\n[[framework.stage]]\nid = {}\nname = {}", text(&stage.id), text(&stage.name))?;
        writeln!(out, "evidence = [{}]", list(&stage.evidence))?;
    }
    Ok(())
}

fn key_points(out: &mut String, of: &Skeleton) -> Result {
    for point in &of.key_points {
        point_to_toml(out, point)?;
    }
    if of.key_points.is_empty() {
        writeln!(out, "\n[[key_point]]\nid = \"to-be-written\"\nsays = {}\nweight = 1", text(TEXT))?;
        gap(out, "evidence", &format!("[{}]", text(PATTERN)), "what an answer should mention; the page has no model answer")?;
    }
    if !of.terminology.is_empty() {
        writeln!(out, "\n# The terms that the page lists:")?;
        of.terminology.iter().try_for_each(|term| comment(out, term))?;
    }
    Ok(())
}

fn looks_for(out: &mut String, look: &Criterion, of: &Skeleton) -> Result {
    writeln!(out, "\n[[looks_for]]\nid = {}\nsays = {}\nweight = 1", text(&look.id), text(&look.says))?;
    linked(out, "supported_by", &look.near, of, "the key points that show it; none shares its words")
}

fn mistake(out: &mut String, mistake: &Mistake, of: &Skeleton) -> Result {
    writeln!(out, "\n[[mistake]]\nid = {}\nsays = {}", text(&mistake.id), text(&mistake.says))?;
    writeln!(out, "kind = \"{}\"", if mistake.kind == MistakeKind::Omission { "omission" } else { "commission" })?;
    writeln!(out, "severity = \"major\"")?;
    match (mistake.kind, &mistake.pattern) {
        (MistakeKind::Omission, _) => linked(out, "when_missing", &mistake.near, of, "what is missing then; no key point shares its words"),
        (MistakeKind::Commission, Some(pattern)) => writeln!(out, "evidence = [{}]", text(pattern)),
        (MistakeKind::Commission, None) => gap(out, "evidence", &format!("[{}]", text(PATTERN)), "the words that tell it"),
    }
}

/// References to key points: one of those that are near; where there are none, a gap that counts only when everything or nothing is
/// there.
fn linked(out: &mut String, key: &str, near: &[String], of: &Skeleton, wanted: &str) -> Result {
    let reference = |id: &String| format!("key:{id}");
    if !near.is_empty() {
        return writeln!(out, "{key} = {{ at_least = 1, of = [{}] }}", list(&near.iter().map(reference).collect::<Vec<_>>()));
    }
    let all: Vec<String> = of.key_points.iter().map(|p| reference(&p.id)).collect();
    let all = if all.is_empty() { vec!["key:to-be-written".to_owned()] } else { all };
    gap(out, key, &format!("{{ at_least = {}, of = [{}] }}", all.len(), list(&all)), wanted)
}

fn gap(out: &mut String, key: &str, value: &str, wanted: &str) -> Result {
    writeln!(out, "{key} = {value} {MARK}{wanted}")
}

fn list(patterns: &[String]) -> String {
    patterns.iter().map(|p| text(p)).collect::<Vec<_>>().join(", ")
}

/// A text as comments, wrapped; control characters, which no comment may hold, are shown as such.
fn comment(out: &mut String, text: &str) -> Result {
    let shown: String = text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect();
    textwrap::wrap(&shown, WIDTH).into_iter().try_for_each(|line| writeln!(out, "#   {line}"))
}
