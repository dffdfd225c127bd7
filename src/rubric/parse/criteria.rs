//! Key points, looks-for and mistakes from their tables.

use super::owned;
use super::scope::{Owner, Scope};
use crate::rubric::{Credit, KeyPoint, LooksFor, Mistake, MistakeKind, MistakeSeverity};
use crate::tables::{At, Reader, shown};
use std::ops::Bound;

const KINDS: [(&str, MistakeKind); 2] = [("omission", MistakeKind::Omission), ("commission", MistakeKind::Commission)];

const SEVERITIES: [(&str, MistakeSeverity); 3] =
    [("critical", MistakeSeverity::Critical), ("major", MistakeSeverity::Major), ("minor", MistakeSeverity::Minor)];

/// A key point; its `id` has been read.
pub(super) fn key_point<'t>(mut table: Reader<'t>, id: At<&str>, scope: &Scope<'t>) -> KeyPoint {
    let says = table.required_str("says");
    let weight = weight(&mut table);
    let shared = table.optional_choice("credit", &[("at-least", false), ("shared", true)]).unwrap_or(false);
    let owner = if shared { Owner::SharedPoint } else { Owner::Other };
    let evidence = scope.required_evidence(&mut table, format_args!("key point `{}`", shown(id.value)), owner);
    let hints = scope.evidence(&mut table, "hints", Owner::Other);
    let at_least = scope.at_least(&mut table, evidence.entries);
    for key in ["at_least", "hints"].into_iter().filter(|key| shared && table.has(key)) {
        let hint =
            "every entry counts by its weight; a weaker wording stands in the entry: { pattern = \"...\", hint = \"...\" }".to_owned();
        let message = format!("key point `{}` shares its credit and cannot have `{key}`", shown(id.value));
        scope.faults.add("misplaced-key", table.place_of(key), message, Some(hint));
    }
    let advice = table.optional_str("advice").unwrap_or(says);
    table.finish();
    KeyPoint {
        id: id.value.to_owned(),
        says: owned(says),
        weight,
        evidence: evidence.valid,
        hints: hints.valid,
        credit: if shared { Credit::Shared } else { Credit::AtLeast(at_least) },
        advice: owned(advice),
    }
}

/// A looks-for; its `id` has been read.
pub(super) fn looks_for<'t>(mut table: Reader<'t>, id: At<&str>, scope: &Scope<'t>) -> LooksFor {
    let says = table.required_str("says");
    let weight = weight(&mut table);
    let supported_by = scope.counted(&mut table, "supported_by");
    let evidence = scope.evidence(&mut table, "evidence", Owner::Other);
    if evidence.entries == 0 && !table.has("supported_by") {
        let message = format!("looks-for `{}` has neither `supported_by` nor evidence", shown(id.value));
        let hint = "name the key points it follows from: supported_by = { at_least = 1, of = [\"key:...\"] }".to_owned();
        scope.faults.add("missing-evidence", table.place(), message, Some(hint));
    }
    let advice = table.optional_str("advice").unwrap_or(says);
    table.finish();
    LooksFor { id: id.value.to_owned(), says: owned(says), weight, supported_by, evidence: evidence.valid, advice: owned(advice) }
}

/// A mistake; its `id` has been read. `None` after a fault that leaves its kind or severity open.
pub(super) fn mistake<'t>(mut table: Reader<'t>, id: At<&str>, scope: &Scope<'t>) -> Option<Mistake> {
    let says = table.required_str("says");
    let kind = table.required_choice("kind", &KINDS);
    let severity = table.required_choice("severity", &SEVERITIES);
    let evidence = match kind {
        Some(MistakeKind::Commission) => {
            scope.required_evidence(&mut table, format_args!("commission `{}`", shown(id.value)), Owner::Other)
        }
        _ => scope.evidence(&mut table, "evidence", Owner::Other),
    };
    let when_missing = scope.counted(&mut table, "when_missing");
    match kind {
        Some(MistakeKind::Commission) if table.has("when_missing") => {
            let hint = "a commission is told by its evidence; for an absence write kind = \"omission\"".to_owned();
            let message = format!("commission `{}` cannot have `when_missing`", shown(id.value));
            scope.faults.add("misplaced-key", table.place_of("when_missing"), message, Some(hint));
        }
        Some(MistakeKind::Omission) if !table.has("when_missing") => {
            let hint = "say what is absent: when_missing = { at_least = 1, of = [\"key:...\"] }".to_owned();
            let message = format!("omission `{}` has no `when_missing`", shown(id.value));
            scope.faults.add("missing-key", table.place(), message, Some(hint));
        }
        _ => {}
    }
    let advice = table.optional_str("advice").unwrap_or(says);
    table.finish();
    Some(Mistake {
        id: id.value.to_owned(),
        says: owned(says),
        kind: kind?,
        severity: severity?,
        evidence: evidence.valid,
        when_missing,
        advice: owned(advice),
    })
}

/// What a weight may be.
pub(super) const WEIGHTS: (Bound<f64>, Bound<f64>) = (Bound::Excluded(0.0), Bound::Included(1000.0));

fn weight(table: &mut Reader<'_>) -> f64 {
    table.required_number("weight", WEIGHTS).map_or(1.0, |w| w.value)
}
