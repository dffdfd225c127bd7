//! `unreachable-criterion`, `unlinked-omission` and `worthless-weight`: criteria that cannot count, or hardly do.

use super::Linted;
use crate::authoring::check::can_fire;
use crate::diagnostic::Diagnostic;
use crate::lexicon::Lexicon;
use crate::lexicon::packed::View;
use crate::rubric::{AtLeast, Link, MistakeKind, Rubric};

/// Points below which a criterion is hardly worth having.
const LEAST_POINTS: f64 = 1.0;

pub(super) fn lint(of: Linted<'_>, lexicon: &Lexicon, findings: &mut Vec<Diagnostic>) {
    let rubric = of.rubric;
    let after = |id: &str| format!("id = \"{id}\"");
    let dead: Vec<bool> = rubric.key_points.iter().map(|k| !k.evidence.iter().any(|e| can_fire(rubric, lexicon, &e.pattern))).collect();
    for (point, _) in rubric.key_points.iter().zip(&dead).filter(|(_, dead)| **dead) {
        let message = format!("no pattern of key point {} can fire", point.id);
        findings.push(of.finding("unreachable-criterion", "", &after(&point.id), message, "mend its patterns"));
    }
    for look in rubric.looks_for.iter().filter(|l| l.evidence.is_empty()) {
        let reachable = |links: &AtLeast| links.of.iter().filter(|link| !matches!(link, Link::KeyPoint(at) if dead[*at])).count();
        let lost = look.supported_by.as_ref().is_none_or(|links| reachable(links) < links.count);
        if lost {
            let message = format!("nothing can meet looks-for {}", look.id);
            findings.push(of.finding("unreachable-criterion", "", &after(&look.id), message, "link key points that can be met"));
        }
    }
    // A concept gathers the ways of saying a thing; that none of them is there does tell something.
    let decides = |link: &Link| match link {
        Link::KeyPoint(_) | Link::LooksFor(_) | Link::Stage(_) | Link::Star(_) => true,
        Link::Says(said) => matches!(said.pattern.part().view(), View::Concept(_)),
        Link::Mistake(_) | Link::Signal(_) => false,
    };
    for mistake in rubric.mistakes.iter().filter(|m| m.kind == MistakeKind::Omission) {
        if !mistake.when_missing.as_ref().is_some_and(|links| links.of.iter().any(decides)) {
            let message = format!("no key point, looks-for, stage or concept decides omission {}", mistake.id);
            findings.push(of.finding("unlinked-omission", "", &after(&mistake.id), message, "link what is missing: of = [\"key:...\"]"));
        }
    }
    worthless(of, rubric, findings);
}

fn worthless(of: Linted<'_>, rubric: &Rubric, findings: &mut Vec<Diagnostic>) {
    let points = rubric.key_points.iter().map(|k| (&k.id, k.weight));
    let looks = rubric.looks_for.iter().map(|l| (&l.id, l.weight));
    let sections: [(f64, Vec<(&String, f64)>); 2] =
        [(rubric.shares.key_points, points.collect()), (rubric.shares.looks_for, looks.collect())];
    for (share, criteria) in sections {
        let all: f64 = criteria.iter().map(|(_, weight)| weight).sum();
        for (id, weight) in criteria {
            let worth = if all > 0.0 { share * weight / all } else { 0.0 };
            if worth < LEAST_POINTS {
                let message = format!("{id} is worth {worth:.1} points of 100");
                findings.push(of.finding(
                    "worthless-weight",
                    "",
                    &format!("id = \"{id}\""),
                    message,
                    "give it more weight, or join it to another",
                ));
            }
        }
    }
}
