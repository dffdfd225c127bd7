//! Why a criterion came out as it did: everything that was searched for it.

use super::scorecard::{Explanation, Tried};
use super::{Judgement, status};
use crate::engine::{EntryFindings, Findings};
use crate::rubric::{Evidence, Link, Rubric, STAR_NAMES};

/// How rubrics write a link.
pub(super) fn link_name(rubric: &Rubric, link: &Link) -> String {
    match link {
        Link::KeyPoint(i) => format!("key:{}", rubric.key_points[*i].id),
        Link::LooksFor(i) => format!("looks:{}", rubric.looks_for[*i].id),
        Link::Mistake(i) => format!("mistake:{}", rubric.mistakes[*i].id),
        Link::Stage(i) => format!("stage:{}", rubric.framework.stages[*i].id),
        Link::Star(star) => format!("star:{}", STAR_NAMES[*star as usize]),
        Link::Signal(name) => format!("signal:{name}"),
        Link::Says(evidence) => format!("says:{}", evidence.source),
    }
}

/// Explains a criterion by id; `None` when the rubric has none of that name. Near misses are left for the engine to fill in.
pub fn explain(rubric: &Rubric, findings: &Findings, id: &str) -> Option<Explanation> {
    let judgement = Judgement::of(rubric, findings);
    let derived = judgement.derive(&judgement.base);
    let outcome = |credit, denied| status(credit, denied).name().to_owned();
    if let Some(i) = rubric.key_points.iter().position(|k| k.id == id) {
        let (point, found) = (&rubric.key_points[i], &findings.key_points[i]);
        let mut searched = tried(&point.evidence, &found.evidence, false);
        searched.extend(tried(&point.hints, &found.hints, true));
        return Some(Explanation {
            id: id.to_owned(),
            says: point.says.clone(),
            outcome: judgement.status(i).name().to_owned(),
            links: Vec::new(),
            links_needed: 0,
            omission: false,
            lacks_ground: false,
            tried: searched,
        });
    }
    if let Some(i) = rubric.looks_for.iter().position(|l| l.id == id) {
        let look = &rubric.looks_for[i];
        let links = look.supported_by.as_ref();
        return Some(Explanation {
            id: id.to_owned(),
            says: look.says.clone(),
            outcome: outcome(derived.looks_for[i], false),
            links: links.map(|s| judgement.base.links_of_look(rubric, i, s, &derived)).unwrap_or_default(),
            links_needed: links.map_or(0, |s| s.count),
            omission: false,
            lacks_ground: judgement.base.lacks_ground(rubric),
            tried: tried(&look.evidence, &findings.looks_for[i].evidence, false),
        });
    }
    let i = rubric.mistakes.iter().position(|m| m.id == id)?;
    let mistake = &rubric.mistakes[i];
    let links = mistake.when_missing.as_ref();
    let made = match derived.committed[i] {
        true => "committed",
        false if judgement.attempt => "not committed",
        false => "not judged",
    };
    Some(Explanation {
        id: id.to_owned(),
        says: mistake.says.clone(),
        outcome: made.to_owned(),
        links: links.map(|w| judgement.base.links_of_mistake(rubric, i, w, &derived)).unwrap_or_default(),
        links_needed: links.map_or(0, |w| w.count),
        omission: links.is_some(),
        lacks_ground: false,
        tried: tried(&mistake.evidence, &findings.mistakes[i].evidence, false),
    })
}

fn tried(entries: &[Evidence], found: &[EntryFindings], hint: bool) -> Vec<Tried> {
    let mut tried = Vec::with_capacity(entries.len());
    for (entry, found) in entries.iter().zip(found) {
        tried.push(Tried {
            wants_negation: found.wants_negation,
            pattern: entry.source.to_string(),
            hint,
            hits: found.quotes.clone(),
            near_miss: None,
        });
        // A weaker wording is looked for only where the entry itself is not found.
        if let Some(weaker) = entry.hint.as_ref().filter(|_| found.quotes.is_empty()) {
            tried.push(Tried {
                wants_negation: false,
                pattern: weaker.source.to_string(),
                hint: true,
                hits: found.hints.clone(),
                near_miss: None,
            });
        }
    }
    tried
}
