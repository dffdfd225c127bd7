//! Evidence entries: patterns with their conditions. Faults are placed inside the string that holds the pattern.

use super::criteria::WEIGHTS;
use super::scope::{Owner, Patterns, Scope};
use crate::lexicon::{Packed, Pattern, pattern};
use crate::rubric::bank::known_pattern;
use crate::rubric::{Evidence, StageRef, Star, Wording};
use crate::tables::{At, Faults, Reader, Value, shown, string};
use std::fmt::Display;
use std::ops::RangeInclusive;

/// The parts of STAR by name.
pub(super) const STAR: [(&str, Star); 4] =
    [("situation", Star::Situation), ("task", Star::Task), ("action", Star::Action), ("result", Star::Result)];

/// The most memory that a compiled regex may take, in bytes.
const REGEX_LIMIT: usize = 1 << 20;

/// A part of STAR by name.
pub(super) fn star(name: &str) -> Option<Star> {
    STAR.iter().find(|(known, _)| *known == name).map(|(_, star)| *star)
}

/// What a list of evidence gave.
pub(super) struct Entries {
    /// Those without fault.
    pub(super) valid: Vec<Evidence>,
    /// How many the file lists, faulty ones too.
    pub(super) entries: usize,
}

impl<'t> Scope<'t> {
    /// The evidence under a key; none is fine.
    pub(super) fn evidence(&self, table: &mut Reader<'t>, key: &'static str, owner: Owner) -> Entries {
        let items = table.optional_array(key).map_or(&[][..], |a| a.value);
        let mut found = Entries { valid: Vec::with_capacity(items.len()), entries: 0 };
        for item in items {
            if let Some(row) = item.value.as_str().and_then(|text| self.row(text)) {
                found.entries += row.end() + 1 - row.start();
                found.valid.extend(row.filter_map(known_pattern).map(|(source, pattern)| Evidence::plain(source, pattern)));
            } else {
                found.entries += 1;
                found.valid.extend(self.entry(item, key, owner));
            }
        }
        found
    }

    /// The evidence under a key, of which there must be some.
    pub(super) fn required_evidence(&self, table: &mut Reader<'t>, name: impl Display, owner: Owner) -> Entries {
        let found = self.evidence(table, "evidence", owner);
        // Something that is no array has been reported already.
        if table.array_len("evidence") == Some(0) || !table.has("evidence") {
            let hint = "list the ways of saying it: evidence = [\"...\"]".to_owned();
            self.faults.add("missing-evidence", table.place_of("evidence"), format!("{name} has no evidence"), Some(hint));
        }
        found
    }

    /// `at_least`, from 1 to the number of entries; 1 when it is not there.
    pub(super) fn at_least(&self, table: &mut Reader<'t>, entries: usize) -> usize {
        let most = i64::try_from(entries).unwrap_or(i64::MAX).max(1);
        table.optional_integer("at_least", 1..=most).and_then(|n| usize::try_from(n.value).ok()).unwrap_or(1)
    }

    fn entry(&self, item: &'t At<Value<'t>>, key: &str, owner: Owner) -> Option<Evidence> {
        let Some(mut table) = Reader::of(item, self.faults) else {
            if item.value.as_str().is_none() {
                self.faults.wrong_type(item, format_args!("an entry of `{key}`"), "a string or a table with `pattern`");
                return None;
            }
            return self.plain(string(item, format_args!("an entry of `{key}`"), self.faults)?, 0);
        };
        let source = table.required_str("pattern");
        let within = table.optional_str("in").map(|name| self.stage_ref(name, owner));
        let unless = table.optional_str("unless").map(|unless| self.said(unless, "`unless`").and_then(|()| self.pattern(unless, 0)));
        let by_self = table.optional_choice("by", &[("self", true)]).unwrap_or(false);
        let weight = table.optional_number("weight", WEIGHTS).map_or(1.0, |w| w.value);
        let hint = table.optional_str("hint").map(|hint| self.said(hint, "a hint").and_then(|()| self.plain(hint, 0)));
        for own in ["weight", "hint"].into_iter().filter(|own| owner != Owner::SharedPoint && table.has(own)) {
            let help = "only the entries of a key point with credit = \"shared\" have one".to_owned();
            self.faults.add("misplaced-key", table.place_of(own), format!("this entry cannot have `{own}`"), Some(help));
        }
        table.finish();
        if source.value.is_empty() {
            return None;
        }
        let plain = self.plain(source, 0)?;
        // A condition that is faulty makes the entry faulty.
        Some(Evidence {
            within: within.map_or(Some(None), |w| w.map(Some))?,
            unless: unless.map_or(Some(None), |u| u.map(Some))?,
            by_self,
            weight,
            hint: hint.map_or(Some(None), |h| h.map(|h| Some(Wording { source: h.source, pattern: h.pattern })))?,
            ..plain
        })
    }

    /// Evidence without conditions from the text of a literal after its first `skip` bytes.
    pub(super) fn plain(&self, literal: At<&'t str>, skip: usize) -> Option<Evidence> {
        if let Some((source, pattern)) = self.numbered(literal.value, skip) {
            return Some(Evidence::plain(source, pattern));
        }
        let pattern = self.pattern(literal, skip)?;
        Some(Evidence::plain(literal.value[skip..].to_owned(), pattern))
    }

    fn stage_ref(&self, name: At<&str>, owner: Owner) -> Option<StageRef> {
        if let Some(part) = star(name.value) {
            return Some(StageRef::Star(part));
        }
        if let Some(stage) = self.stages.find(name.value) {
            if owner == Owner::Stage {
                let hint = "ask for a part of STAR, or leave `in` out".to_owned();
                self.faults.add("stage-cycle", name.span, "the evidence of a stage cannot ask for a stage of the framework", Some(hint));
                return None;
            }
            return Some(StageRef::Framework(stage));
        }
        let known = STAR.iter().map(|(name, _)| *name).chain(self.stages.names());
        let hint = self.faults.did_you_mean(name.value, known.clone());
        let hint = hint.unwrap_or_else(|| format!("one of {}", known.collect::<Vec<_>>().join(", ")));
        let or_framework = if self.stages.list.is_empty() { String::new() } else { format!(" or of {}", shown(self.framework)) };
        let message = format!("stage `{}` is not a stage of STAR{or_framework}", shown(name.value));
        self.faults.add("unknown-stage", name.span, message, Some(hint));
        None
    }

    /// Parses a pattern, looks its concepts up and compiles its regex; `None` after a fault.
    pub(super) fn pattern(&self, literal: At<&'t str>, skip: usize) -> Option<Packed> {
        match self.numbered(literal.value, skip) {
            Some((_, known)) => Some(known),
            None => self.written(literal, skip).map(|pattern| self.lexicon.packed(&pattern)),
        }
    }

    /// The same, of a pattern that stands there as people write it.
    pub(super) fn written(&self, literal: At<&'t str>, skip: usize) -> Option<Pattern> {
        let source = &literal.value[skip..];
        let pattern = match pattern::parse_with(source, &mut self.folder.borrow_mut()) {
            Ok(pattern) => pattern,
            Err(error) => {
                let place = literal.inside(self.faults.text(), skip + error.at.start..skip + error.at.end);
                self.faults.add(error.code, place, error.message, error.hint);
                return None;
            }
        };
        if let Pattern::Regex(regex) = &pattern {
            check_regex(regex, literal, skip, self.faults)?;
        }
        self.check_concepts(literal, skip);
        Some(pattern)
    }

    /// Whether a pattern asks only what is said; that something be denied only evidence and references can ask. `None` after a fault.
    pub(super) fn said(&self, literal: At<&'t str>, of: &str) -> Option<()> {
        let source = literal.value.trim_start();
        if !pattern::is_negated(source) {
            return Some(());
        }
        let at = literal.value.len() - source.len();
        let place = literal.inside(self.faults.text(), at..at + 3);
        let hint = "where \"not\" is a word of the phrase, write `(not) a`".to_owned();
        self.faults.add("misplaced-negation", place, format!("{of} cannot ask for a denial"), Some(hint));
        None
    }

    /// The pattern that a number stands for, where the file gives numbers.
    pub(super) fn numbered(&self, literal: &str, skip: usize) -> Option<(&'static str, Packed)> {
        let number = literal[skip..].strip_prefix('#').filter(|_| self.patterns == Patterns::Numbered)?;
        known_pattern(number.parse().ok()?)
    }

    /// The numbers of patterns in a row, where the file gives numbers.
    fn row(&self, literal: &str) -> Option<RangeInclusive<usize>> {
        let (first, last) = literal.strip_prefix('#').filter(|_| self.patterns == Patterns::Numbered)?.split_once('-')?;
        Some(first.parse().ok()?..=last.parse().ok()?)
    }

    fn check_concepts(&self, literal: At<&'t str>, skip: usize) {
        for (at, name) in concept_names(&literal.value[skip..]) {
            let part = skip + at - 1..skip + at + name.len();
            self.check_concept(name, || literal.inside(self.faults.text(), part));
        }
    }
}

/// The concepts that a pattern refers to, each with the byte after its `@`.
pub(super) fn concept_names(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let source = if source.trim_start().starts_with('/') { "" } else { source };
    source.match_indices('@').map(|(at, _)| {
        let name = &source[at + 1..];
        (at + 1, &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len())])
    })
}

fn check_regex(regex: &str, literal: At<&str>, skip: usize, faults: &Faults) -> Option<()> {
    let place = || literal.inside(faults.text(), skip..literal.value.len());
    match regex::RegexBuilder::new(regex).size_limit(REGEX_LIMIT).build() {
        Ok(compiled) if compiled.is_match("") => {
            let hint = "it matches even where nothing stands; something must be there to find".to_owned();
            faults.add("always-matches", place(), "the regex matches every sentence", Some(hint));
            None
        }
        Ok(_) => Some(()),
        Err(regex::Error::CompiledTooBig(_)) => {
            let hint = "narrow its repetitions, or write a phrase".to_owned();
            faults.add("regex-too-big", place(), "the regex takes more than 1 MB", Some(hint));
            None
        }
        Err(error) => {
            // The message ends with the fault itself, after a drawing of the regex.
            let text = error.to_string();
            let fault = text.lines().rev().find_map(|line| line.strip_prefix("error: ")).unwrap_or("it cannot be compiled");
            faults.add("regex-syntax", place(), format!("fault in the regex: {}", shown(fault)), None);
            None
        }
    }
}
