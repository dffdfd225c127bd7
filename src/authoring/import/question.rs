//! From what stands under a question to a skeleton. Must not add a statement that the page does not have.

use super::page::Asked;
use super::{Line, Origin, Skeleton, framework, headings};
use crate::authoring::draft::id_from;
use crate::authoring::names::Names;
use crate::authoring::skeleton::{Criteria, Item, Scoring, criteria};
use crate::lexicon::Lexicon;

/// Labels of an example, each on a line of its own.
const LABELS: [&str; 8] = ["context", "situation", "task", "action", "actions", "result", "results", "outcome"];

/// The skeleton of a question; items without a word go to `unplaced`.
pub(super) fn skeleton(asked: Asked, prefix: &str, taken: &mut Names, lexicon: &Lexicon, unplaced: &mut Vec<Line>) -> Skeleton {
    let mut notes = Vec::new();
    let prompt = asked.prompt.clone().unwrap_or_default();
    let base = match asked.number {
        Some(number) => format!("{prefix}-{number:02}"),
        None if prompt.is_empty() => prefix.to_owned(),
        None => format!("{prefix}-{}", id_from(&prompt)),
    };
    let category = asked.kind.as_deref().and_then(headings::category);
    if let (None, Some(kind)) = (category, &asked.kind) {
        notes
            .push(Line { number: asked.line, text: format!("the page calls the question {kind:?}, which is none of the four categories") });
    }
    let mut items = |lines: Vec<Line>| -> Vec<Item> {
        let mut items = Vec::with_capacity(lines.len());
        for line in lines {
            match Item::new(&line.text, unlabelled(&line.text), &prompt, lexicon) {
                Some(item) => items.push(item),
                None => unplaced.push(line),
            }
        }
        items
    };
    let Criteria { key_points, looks_for, mistakes } = criteria(items(asked.points), items(asked.looks_for), items(asked.mistakes));
    let framework_text: Vec<String> = asked.framework.into_iter().map(|line| line.text).collect();
    let model_answer = example(&asked.example, &mut notes);
    Skeleton {
        origin: Origin::Page { line: asked.line, notes },
        id: taken.give(&base),
        title: None,
        framework: framework::framework(&framework_text.join(" "), &prompt, lexicon),
        framework_text,
        scoring: Scoring::Usual,
        category,
        difficulty: asked.difficulty.map(|d| d.to_lowercase()),
        minutes: asked.minutes,
        round: asked.round,
        prompt: asked.prompt,
        key_points,
        looks_for,
        mistakes,
        model_answer,
        terminology: asked.terminology.into_iter().map(|line| line.text).collect(),
    }
}

/// An item without the part of STAR that it names in front: "Situation (STAR): ...".
fn unlabelled(says: &str) -> &str {
    let lead =
        says.split_once(':').filter(|(lead, _)| LABELS.contains(&lead.split('(').next().unwrap_or(lead).trim().to_lowercase().as_str()));
    lead.map_or(says, |(_, rest)| rest)
}

/// The example as one text: a label and what stands below it make a paragraph.
fn example(lines: &[Line], notes: &mut Vec<Line>) -> Option<String> {
    let label = |line: &Line| LABELS.contains(&line.text.trim_end_matches(':').to_lowercase().as_str());
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    let mut seen: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| !line.text.is_empty()) {
        if label(line) {
            let name = line.text.trim_end_matches(':').to_owned();
            if seen.contains(&name.to_lowercase()) {
                let text = format!("{name:?} stands a second time in the example: what is below it may be another part");
                notes.push(Line { number: line.number, text });
            }
            seen.push(name.to_lowercase());
            paragraphs.push(format!("{name}:"));
            open = true;
        } else if let Some(last) = paragraphs.last_mut().filter(|_| open) {
            last.push(' ');
            last.push_str(&line.text);
            open = false;
        } else {
            paragraphs.push(line.text.clone());
        }
    }
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n"))
}
