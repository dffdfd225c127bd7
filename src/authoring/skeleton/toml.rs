//! A skeleton as the TOML that a person completes, in the layout that `format` leaves alone: what was told in its own words, gaps marked
//! where nothing was. Must not decide anything.

use super::{Criterion, Framework, Mistake, Origin, Scoring, Skeleton};
use crate::authoring::draft::{point_to_toml, point_worth_to_toml, text_to_toml as text, title};
use crate::authoring::gaps::{MARK, PATTERN, TEXT};
use crate::rubric::{Category, MistakeKind, Shares};
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
    head(out, &of.origin)?;
    writeln!(out, "schema = 1")?;
    writeln!(out, "id = {}", text(&of.id))?;
    match of.title.clone().or_else(|| of.prompt.as_deref().map(title)) {
        Some(title) => writeln!(out, "title = {}", text(&title))?,
        None => gap(out, "title", &text(TEXT), "the title")?,
    }
    question(out, of)?;
    topic(out, of)?;
    framework(out, of)?;
    key_points(out, of)?;
    for look in &of.looks_for {
        looks_for(out, look, of)?;
    }
    for mistake in &of.mistakes {
        self::mistake(out, mistake, of)?;
    }
    scoring(out, of)?;
    if let Some(answer) = &of.model_answer {
        writeln!(out, "\n[model_answer]\ntext = {}", text(answer))?;
    }
    if of.origin == Origin::Person {
        writeln!(out)?;
        if of.model_answer.is_none() {
            writeln!(out, "{MARK}[model_answer] with a text that deserves full marks")?;
        }
        writeln!(out, "{MARK}some [[test]]: answers that you have marked, good ones and poor ones")?;
    }
    Ok(())
}

/// Where the skeleton comes from, and what to look at.
fn head(out: &mut String, origin: &Origin) -> Result {
    let mark = MARK.trim_end();
    match origin {
        Origin::Page { line, notes } => {
            writeln!(out, "# Imported by rubrica from line {line} of a page. What the page says stands here in its own words.")?;
            writeln!(
                out,
                "# Drafted, so check by hand: the terms of key points, the evidence of stages and commissions (far too literal as it is),"
            )?;
            writeln!(
                out,
                "# and which key points looks-for and omissions hang on. Every weight of a looks-for is 1 and every severity \"major\": the"
            )?;
            writeln!(out, "# page gives neither. Lines that end in `{mark}...` are for you to write.")?;
            notes.iter().try_for_each(|note| comment(out, &format!("Line {} of the page: {}.", note.number, note.text)))
        }
        Origin::Person => {
            writeln!(
                out,
                "# Begun by `rubrica rubric new` from what you said, in your words. Drafted from these, so check by hand: the terms of key"
            )?;
            writeln!(
                out,
                "# points and the evidence of stages and commissions (far too literal as it is), and which key points looks-for and"
            )?;
            writeln!(
                out,
                "# omissions hang on. Every weight is 1 and every severity \"major\" until you say otherwise. What `{mark}...` asks for"
            )?;
            writeln!(out, "# is for you to write.")
        }
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
    // The comment belongs to the table.
    if of.framework_text.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "[framework]")?;
    if stages.is_empty() && name != "STAR" {
        gap(out, "name", &text(name), "its stages: [[framework.stage]] with id, name, evidence")?;
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
    // The statement of a page is a model answer; that of a person only names what such an answer holds.
    let wanted = match of.scoring {
        Scoring::Facts => String::new(),
        Scoring::Usual | Scoring::Unstructured => format!(" {MARK}how people say it; these are only the words of the statement"),
    };
    for point in &of.key_points {
        match of.origin {
            Origin::Page { .. } => point_to_toml(out, point)?,
            Origin::Person => point_worth_to_toml(out, point, "1", &wanted)?,
        }
    }
    if of.key_points.is_empty() {
        writeln!(out, "\n[[key_point]]\nid = \"to-be-written\"\nsays = {}\nweight = 1", text(TEXT))?;
        gap(out, "evidence", &format!("[{}]", text(PATTERN)), "what an answer should mention")?;
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

/// Without a topic every sentence of an account bears on the question; facts need none.
fn topic(out: &mut String, of: &Skeleton) -> Result {
    if of.origin != Origin::Person || of.scoring == Scoring::Facts {
        return Ok(());
    }
    writeln!(
        out,
        "\n{MARK}[topic] with evidence: what every answer to this question talks about, and [[topic.need]]: what it must speak of"
    )
}

fn scoring(out: &mut String, of: &Skeleton) -> Result {
    match of.scoring {
        Scoring::Usual => Ok(()),
        Scoring::Facts => {
            writeln!(
                out,
                "\n[scoring]\nhalf_at = 30 # a right answer need not have all the terms: with 30 % of their weight it has 50 points"
            )?;
            writeln!(out, "form = \"facts\" # a word, a list or a denial can be the answer; \"account\" asks for sentences")
        }
        Scoring::Unstructured => {
            let usual = Shares::of(of.category.unwrap_or(Category::Technical));
            let key_points = usual.key_points + usual.structure;
            writeln!(out, "\n[scoring]")?;
            writeln!(
                out,
                "shares = {{ key_points = {key_points}, looks_for = {}, structure = 0, delivery = {} }}",
                usual.looks_for, usual.delivery
            )
        }
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
