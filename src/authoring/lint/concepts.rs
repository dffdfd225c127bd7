//! `unused-concept`: concepts of a rubric that nothing in it refers to.

use super::Linted;
use crate::diagnostic::Diagnostic;
use crate::lexicon::packed::{Part, View};
use crate::rubric::{Evidence, Link, Rubric};
use std::collections::BTreeSet;

pub(super) fn lint(of: Linted<'_>, findings: &mut Vec<Diagnostic>) {
    let mut used = BTreeSet::new();
    for entry in entries(of.rubric) {
        names(entry.pattern.part(), &mut used);
        for more in entry.unless.iter().chain(entry.hint.as_ref().map(|hint| &hint.pattern)) {
            names(more.part(), &mut used);
        }
    }
    // What a used concept refers to is used.
    let mut open: Vec<String> = used.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let mut inner = BTreeSet::new();
        of.rubric.concepts.get(&name).into_iter().for_each(|concept| names(concept.part(), &mut inner));
        open.extend(inner.into_iter().filter(|name| used.insert(name.clone())));
    }
    for name in of.rubric.concepts.keys().filter(|name| !used.contains(*name)) {
        let message = format!("nothing refers to @{name}");
        findings.push(of.finding("unused-concept", &format!("\n{name} ="), name, message, "use it in a pattern, or take it out"));
    }
}

/// Every entry of a rubric that holds a pattern.
pub(super) fn entries(rubric: &Rubric) -> impl Iterator<Item = &Evidence> {
    let linked = rubric.looks_for.iter().map(|l| &l.supported_by).chain(rubric.mistakes.iter().map(|m| &m.when_missing));
    let linked = linked
        .flatten()
        .chain(rubric.topic.needs.iter().map(|n| &n.met_by))
        .flat_map(|l| &l.of)
        .filter_map(|link| if let Link::Says(entry) = link { Some(entry) } else { None });
    let stages = rubric.framework.stages.iter().flat_map(|s| &s.evidence);
    let points = rubric.key_points.iter().flat_map(|k| k.evidence.iter().chain(&k.hints));
    let own = rubric.looks_for.iter().flat_map(|l| &l.evidence).chain(rubric.mistakes.iter().flat_map(|m| &m.evidence));
    rubric.topic.evidence.iter().chain(stages).chain(points).chain(own).chain(linked)
}

fn names(part: Part<'_>, used: &mut BTreeSet<String>) {
    match part.view() {
        View::Concept(concept) => drop(used.insert(concept.name().to_owned())),
        View::Any(any) => any.all().for_each(|part| names(part, used)),
        View::Near { left, right, .. } => [left, right].into_iter().for_each(|part| names(part, used)),
        View::Negated(inner) | View::Opening(inner) => names(inner, used),
        View::Phrase(_) | View::Word(_) | View::Regex(_) => {}
    }
}
