//! `repeated-wording`: criteria that say or advise the same, so that a reader cannot tell them apart.

use super::Linted;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;

pub(super) fn lint(of: Linted<'_>, findings: &mut Vec<Diagnostic>) {
    let rubric = of.rubric;
    let points = rubric.key_points.iter().map(|k| (&k.id, &k.says, &k.advice));
    let looks = rubric.looks_for.iter().map(|l| (&l.id, &l.says, &l.advice));
    let mistakes = rubric.mistakes.iter().map(|m| (&m.id, &m.says, &m.advice));
    let mut seen: BTreeMap<String, &String> = BTreeMap::new();
    for (id, says, advice) in points.chain(looks).chain(mistakes) {
        for text in [says, advice].into_iter().filter(|text| !text.is_empty()) {
            // A criterion without advice of its own is advised in its own words.
            let other = seen.insert(text.to_lowercase(), id).filter(|other| *other != id);
            if let Some(other) = other {
                let message = format!("{id} has the words of {other}");
                findings.push(of.finding("repeated-wording", &format!("id = \"{id}\""), text, message, "say what is particular to each"));
            }
        }
    }
}
