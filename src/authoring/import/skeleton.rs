//! From what stands under a question to a skeleton: ids, drafted terms and patterns, and which key points each item is near. Must not
//! add a statement that the page does not have.

use super::page::Asked;
use super::wording::{self, Names};
use super::{Criterion, Line, Mistake, Skeleton, framework, headings};
use crate::authoring::draft::{self, Kind, Point, Term, Worth, id_from};
use crate::lexicon::{Lexicon, pattern};
use crate::rubric::MistakeKind;

/// The terms of a key point that are kept: those that carry most.
const MOST_TERMS: usize = 12;
/// The most key points that an item is linked to.
const MOST_NEAR: usize = 3;
/// The weight that shared words must have: one that is not common.
const NEAR: f64 = 4.0;

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
    let terms = |says: &str| {
        let mut terms = draft::terms_of(unlabelled(says), &prompt, lexicon);
        // Words of the same meaning come from a thesaurus: the page does not have them.
        terms.iter_mut().for_each(|term| term.weaker.clear());
        terms
    };
    let mut items = |lines: Vec<Line>| -> Vec<(Line, Vec<Term>)> {
        let with_terms = lines.into_iter().map(|line| {
            let found = terms(&line.text);
            (line, found)
        });
        let (items, empty): (Vec<_>, Vec<_>) = with_terms.partition(|(_, terms)| !terms.is_empty());
        unplaced.extend(empty.into_iter().map(|(line, _)| line));
        items
    };
    let points = items(asked.points);
    let looks_for = items(asked.looks_for);
    let mistakes = items(asked.mistakes);

    let mut names = Names::default();
    let mut key_points: Vec<Point> = points.into_iter().map(|(line, terms)| key_point(line, terms, &mut names)).collect();
    let mut names = Names::default();
    let looks_for = looks_for.into_iter().map(|(line, terms)| Criterion {
        id: names.give(&wording::slug(&line.text, &terms)),
        near: near(&terms, &key_points),
        says: line.text,
    });
    let looks_for = looks_for.collect();
    let mut names = Names::default();
    let mistakes = mistakes.into_iter().map(|(line, terms)| mistake(line, &terms, &key_points, &mut names)).collect();
    // Only now, so that all words of an item tell what is near it.
    key_points.iter_mut().for_each(|point| heaviest(&mut point.terms));
    let framework_text: Vec<String> = asked.framework.into_iter().map(|line| line.text).collect();
    Skeleton {
        id: taken.give(&base),
        line: asked.line,
        framework: framework::framework(&framework_text.join(" "), &prompt, lexicon),
        framework_text,
        category,
        difficulty: asked.difficulty.map(|d| d.to_lowercase()),
        minutes: asked.minutes,
        round: asked.round,
        prompt: asked.prompt,
        key_points,
        looks_for,
        mistakes,
        model_answer: example(&asked.example, &mut notes),
        terminology: asked.terminology.into_iter().map(|line| line.text).collect(),
        notes,
    }
}

/// An item without the part of STAR that it names in front: "Situation (STAR): ...".
fn unlabelled(says: &str) -> &str {
    let lead =
        says.split_once(':').filter(|(lead, _)| LABELS.contains(&lead.split('(').next().unwrap_or(lead).trim().to_lowercase().as_str()));
    lead.map_or(says, |(_, rest)| rest)
}

fn key_point(line: Line, terms: Vec<Term>, names: &mut Names) -> Point {
    Point { id: names.give(&wording::slug(&line.text, &terms)), says: line.text, terms, worth: Worth::Terms }
}

/// Leaves the terms that carry most, in their order.
fn heaviest(terms: &mut Vec<Term>) {
    let mut order: Vec<usize> = (0..terms.len()).collect();
    order.sort_by(|a, b| terms[*b].weight().total_cmp(&terms[*a].weight()));
    order.truncate(MOST_TERMS);
    let mut at = 0..;
    terms.retain(|_| at.next().is_some_and(|at| order.contains(&at)));
}

fn mistake(line: Line, terms: &[Term], key_points: &[Point], names: &mut Names) -> Mistake {
    let kind = wording::kind(&line.text);
    let omission = kind == MistakeKind::Omission;
    Mistake {
        id: names.give(&wording::slug(&line.text, terms)),
        near: if omission { near(terms, key_points) } else { Vec::new() },
        pattern: if omission { None } else { deed(terms) },
        kind,
        says: line.text,
    }
}

/// The ids of the key points that share telling words with some terms, the nearest first.
fn near(terms: &[Term], key_points: &[Point]) -> Vec<String> {
    let weight = |point: &Point| -> f64 {
        let shared = terms.iter().filter(|t| point.terms.iter().any(|known| known.stem == t.stem));
        shared.map(|t| t.kind.weight()).sum()
    };
    let mut found: Vec<(f64, &Point)> = key_points.iter().map(|p| (weight(p), p)).filter(|(weight, _)| *weight >= NEAR).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(MOST_NEAR).map(|(_, point)| point.id.clone()).collect()
}

/// A pattern for a deed: its first word near one of those that follow.
fn deed(terms: &[Term]) -> Option<String> {
    const OTHERS: usize = 4;
    let mut own = terms.iter().filter(|t| t.kind >= Kind::Common || matches!(t.kind, Kind::Asked | Kind::Told));
    let first = own.next()?;
    let others: Vec<&str> = own.take(OTHERS).map(|t| t.written[0].as_str()).collect();
    let written = match others[..] {
        [] => return None,
        [one] => format!("{} ~6 {one}", first.written[0]),
        _ => format!("{} ~6 ({})", first.written[0], others.join(" | ")),
    };
    pattern::parse(&written).is_ok().then_some(written)
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
