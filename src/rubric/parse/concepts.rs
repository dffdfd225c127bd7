//! `[concept]` tables, of a rubric and of a lexicon file loaded from disk: ways of saying one thing under a name, which may refer to
//! one another but not in a circle.

use super::evidence::concept_names;
use super::graph;
use super::scope::{Patterns, Scope, check_name};
use super::vocabulary;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::lexicon::packed::{Part, View};
use crate::lexicon::{Lexicon, Packed, Pattern, TOKEN_CLASSES};
use crate::tables::{At, Faults, Reader, Value, document, shown, string};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// How many concepts may refer to the next in a row.
const MAX_DEPTH: usize = 16;

/// A concept of a lexicon file: its name, its patterns, and the words that these are written in.
pub type ParsedConcept = (String, Packed, Vec<String>);

/// Parses a lexicon file that holds concepts alone. A concept may take the place of one that the lexicon has.
///
/// # Errors
/// Every fault of the file, in order of place; a fault of TOML's syntax alone.
pub fn parse_concepts(file: &Arc<SourceFile>, lexicon: &Lexicon) -> Result<Vec<ParsedConcept>, Vec<Diagnostic>> {
    let table = document(file).map_err(|fault| vec![fault])?;
    let faults = Faults::new(file);
    let mut top = Reader::root(&table, &faults);
    let entries: Vec<_> = top.required_table("concept").map(|c| c.entries().collect()).unwrap_or_default();
    top.finish();
    let scope = Scope::of_concepts(lexicon, &faults, entries);
    let mut concepts = Vec::with_capacity(scope.local.len());
    for (name, value) in &scope.local {
        check_name("the name of a concept", *name, &faults);
        if TOKEN_CLASSES.contains(&name.value) {
            faults.add("shadows-concept", name.span, format!("@{} is built in and cannot be replaced", name.value), None);
        }
        let patterns = patterns(*name, value, &scope);
        concepts.push((name.value.to_owned(), patterns, vocabulary(&scope.folder.take())));
    }
    check_circles(&scope);
    faults.into_result(concepts)
}

/// The rubric's own concepts. One that the lexicon has already is a fault.
pub(super) fn local(scope: &Scope<'_>) -> BTreeMap<String, Packed> {
    // The names of the binary's own rubrics are checked against its own lexicon before it is released.
    let may_clash = scope.patterns == Patterns::Written || scope.lexicon.is_extended();
    let mut concepts = BTreeMap::new();
    for (name, value) in &scope.local {
        check_name("the name of a concept", *name, scope.faults);
        if may_clash && scope.lexicon.knows(name.value) {
            let hint = "give it another name, or use the lexicon's as it is".to_owned();
            scope.faults.add("shadows-concept", name.span, format!("@{} is a concept of the lexicon already", name.value), Some(hint));
        }
        concepts.insert(name.value.to_owned(), patterns(*name, value, scope));
    }
    check_circles(scope);
    concepts
}

fn patterns<'t>(name: At<&str>, value: &'t At<Value<'t>>, scope: &Scope<'t>) -> Packed {
    if let Some((_, known)) = value.value.as_str().and_then(|number| scope.numbered(number, 0)) {
        return known;
    }
    let shown_name = format!("concept `{}`", shown(name.value));
    let Some(items) = value.value.as_array() else {
        scope.faults.wrong_type(value, &shown_name, "an array");
        return Packed::of(&Pattern::Any(Vec::new()));
    };
    if items.is_empty() {
        scope.faults.add("missing-evidence", value.span, format!("{shown_name} has no patterns"), None);
    }
    let entry = format!("an entry of {shown_name}");
    let pattern = |item| {
        let literal = string(item, &entry, scope.faults)?;
        scope.said(literal, &shown_name)?;
        scope.written(literal, 0)
    };
    let patterns = items.iter().filter_map(pattern).collect();
    scope.lexicon.packed(&Pattern::Any(patterns))
}

/// Reports circles among concepts, and rows of them that are too long to follow.
fn check_circles(scope: &Scope<'_>) {
    let (names, edges) = references(scope);
    let place = |at: usize| scope.local.get(at).map(|(name, _)| name.span);
    for cycle in graph::cycles(&edges) {
        // A circle of lexicon concepts alone is not this file's fault; one that it takes part in is reported where it does.
        let Some(turn) = cycle.iter().position(|at| *at < scope.local.len()) else { continue };
        let (before, from) = cycle.split_at(turn);
        let around: Vec<String> = from.iter().chain(before).chain(from.first()).map(|at| format!("@{}", shown(names[*at]))).collect();
        let around = if around.len() > 9 { format!("{} -> ...", around[..8].join(" -> ")) } else { around.join(" -> ") };
        let message = format!("concept `{}` refers to itself: {around}", shown(names[from[0]]));
        scope.faults.add("concept-cycle", place(from[0]).unwrap_or_default(), message, None);
    }
    let too_deep = graph::depths(&edges).into_iter().enumerate().find(|(at, depth)| *depth == MAX_DEPTH + 1 && *at < scope.local.len());
    if let Some((at, _)) = too_deep {
        let message = format!("more than {MAX_DEPTH} concepts in a row refer each to the next");
        scope.faults.add("concept-too-deep", place(at).unwrap_or_default(), message, None);
    }
}

/// Which concept refers to which: those of the file first, then those of the lexicon that they lead to.
fn references<'a>(scope: &Scope<'a>) -> (Vec<&'a str>, Vec<Vec<usize>>) {
    let mut names: Vec<&str> = scope.local.iter().map(|(name, _)| name.value).collect();
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    let mut edges: Vec<Vec<usize>> = Vec::with_capacity(names.len());
    while edges.len() < names.len() {
        let at = edges.len();
        let mut referred = Vec::new();
        match scope.local.get(at) {
            Some((_, value)) => {
                let items = value.value.as_array().into_iter().flat_map(|items| items.iter());
                referred.extend(items.filter_map(|item| item.value.as_str()).flat_map(concept_names).map(|(_, name)| name));
            }
            None => scope.lexicon.concept(names[at]).into_iter().for_each(|p| referred_by(p.part(), &mut referred)),
        }
        referred.sort_unstable();
        referred.dedup();
        let node = |name| {
            if let Some(local) = scope.local_concept(name) {
                return Some(local);
            }
            // A rubric's concepts never stand in for the lexicon's, so that no way leads back from there.
            if !scope.replaces || scope.lexicon.concept(name).is_none() {
                return None;
            }
            Some(match shared.entry(name) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    names.push(name);
                    *new.insert(names.len() - 1)
                }
            })
        };
        edges.push(referred.into_iter().filter_map(node).collect());
    }
    (names, edges)
}

fn referred_by<'p>(pattern: Part<'p>, names: &mut Vec<&'p str>) {
    match pattern.view() {
        View::Concept(concept) => names.push(concept.name()),
        View::Any(any) => any.all().for_each(|p| referred_by(p, names)),
        View::Near { left, right, .. } => [left, right].into_iter().for_each(|p| referred_by(p, names)),
        View::Negated(inner) | View::Opening(inner) => referred_by(inner, names),
        View::Phrase(_) | View::Word(_) | View::Regex(_) => {}
    }
}
