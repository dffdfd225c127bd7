//! What the names in one rubric stand for: ids by kind, concepts, stages. Must not build criteria.

use crate::lexicon::Lexicon;
use crate::lexicon::pattern::Folder;
use crate::span::Span;
use crate::tables::{At, Faults, Reader, Value, shown};
use std::cell::RefCell;

/// The ids of one kind of table.
pub(super) struct Ids<'t> {
    /// What one of them is called.
    pub(super) what: &'static str,
    /// In order of the file; a missing id is empty.
    pub(super) list: Vec<At<&'t str>>,
    sorted: Vec<(&'t str, usize)>,
}

impl<'t> Ids<'t> {
    /// Reads `id` of every table; reports those that are missing, malformed or taken.
    pub(super) fn read(what: &'static str, tables: &mut [Reader<'t>], faults: &Faults) -> Self {
        let list: Vec<At<&str>> = tables.iter_mut().map(|t| t.required_str("id")).collect();
        for id in &list {
            check_name("an id", *id, faults);
        }
        faults.duplicates(what, &list);
        let mut sorted: Vec<(&str, usize)> = list.iter().enumerate().map(|(at, id)| (id.value, at)).collect();
        sorted.sort_unstable();
        sorted.dedup_by_key(|(id, _)| *id);
        Self { what, list, sorted }
    }

    /// The index of an id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.sorted.binary_search_by(|(known, _)| (*known).cmp(id)).ok().map(|at| self.sorted[at].1)
    }

    /// Every id, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> + Clone {
        self.sorted.iter().filter(|(id, _)| !id.is_empty()).map(|(id, _)| *id)
    }
}

/// What evidence belongs to, which decides what its entries may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A stage of the framework, which cannot ask for another stage.
    Stage,
    /// A key point whose entries share its credit: each may have a weight and a hint.
    SharedPoint,
    /// Anything else.
    Other,
}

/// How a file gives its patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patterns {
    /// As people write them.
    Written,
    /// As `#N`, by their number in the binary.
    Numbered,
}

/// Everything that a name in a rubric may stand for.
pub(super) struct Scope<'t> {
    pub(super) patterns: Patterns,
    pub(super) lexicon: &'t Lexicon,
    pub(super) faults: &'t Faults,
    /// The name of the framework, for messages.
    pub(super) framework: &'t str,
    pub(super) stages: Ids<'t>,
    pub(super) key_points: Ids<'t>,
    pub(super) looks_for: Ids<'t>,
    pub(super) mistakes: Ids<'t>,
    /// The rubric's own concepts, sorted by name, as TOML has them.
    pub(super) local: Vec<(At<&'t str>, &'t At<Value<'t>>)>,
    /// Whether own concepts may take the place of the lexicon's.
    pub(super) replaces: bool,
    /// The words of all patterns, folded.
    pub(super) folder: RefCell<Folder>,
}

impl<'t> Scope<'t> {
    /// With the ids of key points, looks-for and mistakes in this order; `local` is sorted by name.
    pub(super) fn new(
        patterns: Patterns,
        lexicon: &'t Lexicon,
        faults: &'t Faults,
        framework: &'t str,
        stages: Ids<'t>,
        [key_points, looks_for, mistakes]: [Ids<'t>; 3],
        local: Vec<(At<&'t str>, &'t At<Value<'t>>)>,
    ) -> Self {
        Self {
            patterns,
            lexicon,
            faults,
            framework,
            stages,
            key_points,
            looks_for,
            mistakes,
            local,
            replaces: false,
            folder: RefCell::default(),
        }
    }

    /// For a file of concepts, which may take the place of the lexicon's.
    pub(super) fn of_concepts(lexicon: &'t Lexicon, faults: &'t Faults, local: Vec<(At<&'t str>, &'t At<Value<'t>>)>) -> Self {
        let none = || Ids { what: "", list: Vec::new(), sorted: Vec::new() };
        Self { replaces: true, ..Self::new(Patterns::Written, lexicon, faults, "", none(), [none(), none(), none()], local) }
    }

    /// The index of one of the rubric's own concepts.
    pub(super) fn local_concept(&self, name: &str) -> Option<usize> {
        self.local.binary_search_by(|(known, _)| known.value.cmp(name)).ok()
    }

    /// Reports a concept that neither the rubric nor the lexicon has.
    pub(super) fn check_concept(&self, name: &str, place: impl FnOnce() -> Span) {
        if self.local_concept(name).is_none() && !self.lexicon.knows(name) {
            let known = self.local.iter().map(|(local, _)| local.value).chain(self.lexicon.names());
            let hint = self.faults.did_you_mean(name, known).unwrap_or_else(|| "a rubric's own concepts stand under [concept]".to_owned());
            self.faults.add("unknown-concept", place(), format!("unknown concept @{}", shown(name)), Some(hint));
        }
    }
}

/// Whether a name is made of lower-case letters, digits and hyphens.
pub(super) fn is_name(name: &str) -> bool {
    name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// Reports a name that is not made of lower-case letters, digits and hyphens.
pub(super) fn check_name(what: &str, name: At<&str>, faults: &Faults) {
    if !is_name(name.value) {
        let hint = "lower-case letters, digits and hyphens are allowed".to_owned();
        faults.add("bad-id", name.span, format!("`{}` cannot be {what}", shown(name.value)), Some(hint));
    }
}
