//! References from one criterion to others (`key:ID`, `signal:NAME`, `says:PATTERN`) and circles among them.

use super::evidence::{STAR, star};
use super::graph;
use super::scope::{Ids, Scope};
use crate::rubric::{AtLeast, Link, LooksFor, Mistake};
use crate::tables::{At, Reader, shown};

/// What may stand before the colon of a reference.
const KINDS: [&str; 7] = ["key", "looks", "mistake", "stage", "star", "signal", "says"];

impl<'t> Scope<'t> {
    /// `{ at_least = 2, of = [...] }` under a key, where it is there; what is faulty in it is left out.
    pub(super) fn counted(&self, table: &mut Reader<'t>, key: &'static str) -> Option<AtLeast> {
        let mut counted = table.optional_table(key)?;
        let entries = counted.array_len("of");
        let of = counted.strings("of");
        match entries {
            None if !counted.has("of") => counted.missing("of"),
            Some(0) => self.faults.add("empty-value", counted.place_of("of"), "`of` is empty", None),
            _ => {}
        }
        let most = entries.and_then(|n| i64::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(i64::MAX);
        let count = counted.required_integer("at_least", 1..=most).and_then(|n| usize::try_from(n.value).ok()).unwrap_or(1);
        counted.finish();
        Some(AtLeast { count, of: of.into_iter().filter_map(|reference| self.link(reference)).collect() })
    }

    fn link(&self, reference: At<&'t str>) -> Option<Link> {
        let (kind, name) = reference.value.split_once(':').unwrap_or(("", reference.value));
        match kind {
            "key" => self.find(&self.key_points, kind, name, reference).map(Link::KeyPoint),
            "looks" => self.find(&self.looks_for, kind, name, reference).map(Link::LooksFor),
            "mistake" => self.find(&self.mistakes, kind, name, reference).map(Link::Mistake),
            "stage" => self.find(&self.stages, kind, name, reference).map(Link::Stage),
            "star" => star(name).map(Link::Star).or_else(|| {
                self.unknown(reference, kind, name, "STAR has no part", STAR.iter().map(|(name, _)| *name));
                None
            }),
            "signal" if self.lexicon.has_signal(name) => Some(Link::Signal(name.to_owned())),
            "signal" => {
                self.unknown(reference, kind, name, "no signal is called", self.lexicon.signals().iter().map(|s| s.name));
                None
            }
            "says" => self.plain(reference, "says:".len()).map(Link::Says),
            _ => {
                self.malformed(reference, kind, name);
                None
            }
        }
    }

    fn find(&self, ids: &Ids<'t>, kind: &str, name: &str, reference: At<&str>) -> Option<usize> {
        let found = ids.find(name);
        if found.is_none() {
            self.unknown(reference, kind, name, &format!("no {} has the id", ids.what), ids.names());
        }
        found
    }

    fn unknown<'c>(&self, at: At<&str>, kind: &str, name: &str, what: &str, known: impl Iterator<Item = &'c str> + Clone) {
        let hint = crate::diagnostic::did_you_mean(name, known.clone()).map(|near| format!("did you mean `{kind}:{near}`?"));
        let list = || format!("one of {}", known.take(20).collect::<Vec<_>>().join(", "));
        let place = at.inside(self.faults.text(), kind.len() + 1..at.value.len());
        self.faults.add("unknown-reference", place, format!("{what} `{}`", shown(name)), Some(hint.unwrap_or_else(list)));
    }

    fn malformed(&self, reference: At<&str>, kind: &str, name: &str) {
        let by_id = [("key", &self.key_points), ("looks", &self.looks_for), ("mistake", &self.mistakes), ("stage", &self.stages)];
        let meant = by_id.iter().find(|(_, ids)| ids.find(name).is_some()).map(|(kind, _)| format!("did you mean `{kind}:{name}`?"));
        let hint = meant.or_else(|| self.faults.did_you_mean(kind, KINDS).filter(|_| !kind.is_empty()));
        let hint = hint.unwrap_or_else(|| format!("write a kind, a colon and a name; the kinds are {}", KINDS.join(", ")));
        self.faults.add("bad-reference", reference.span, format!("`{}` is not a reference", shown(reference.value)), Some(hint));
    }
}

/// Reports looks-for and mistakes that rest on themselves, by whatever way round.
pub(super) fn check_cycles(looks_for: &[LooksFor], mistakes: &[Option<Mistake>], scope: &Scope<'_>) {
    let all = scope.looks_for.list.len();
    let targets = |counted: &Option<AtLeast>| -> Vec<usize> {
        let target = |link: &Link| match link {
            Link::LooksFor(at) => Some(*at),
            Link::Mistake(at) => Some(all + at),
            _ => None,
        };
        counted.iter().flat_map(|c| &c.of).filter_map(target).collect()
    };
    let mut edges: Vec<Vec<usize>> = looks_for.iter().map(|l| targets(&l.supported_by)).collect();
    edges.extend(mistakes.iter().map(|m| m.as_ref().map_or(Vec::new(), |m| targets(&m.when_missing))));
    for cycle in graph::cycles(&edges) {
        let id = |at: usize| if at < all { scope.looks_for.list[at] } else { scope.mistakes.list[at - all] };
        let Some(first) = cycle.first().map(|at| id(*at)) else { continue };
        let way: Vec<&str> = cycle.iter().take(8).map(|at| id(*at).value).chain([first.value]).collect();
        let message = format!("`{}` rests on itself: {}", first.value, way.join(" -> "));
        scope.faults.add("reference-cycle", first.span, message, Some("let one of them rest on key points or evidence".to_owned()));
    }
}
