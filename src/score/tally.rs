//! Credits to points: every addend a line, the lines summing to the score exactly. Pure arithmetic in tenths of a point.

use super::credit::{Base, Derived};
use super::scorecard::{Band, Cap, Part, Points};
use crate::engine::Ownership;
use crate::rubric::{Category, Form, MistakeKind, MistakeSeverity, Rubric};

/// An honest attempt at the question never falls below this: band 0 means that there is none.
pub(super) const ATTEMPT_FLOOR: Points = Band::EDGES[0].0;

/// The facts of delivery that bear on points.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeliveryFacts {
    pub(super) quantified: bool,
    pub(super) ownership: Ownership,
    /// Strength of the specificity signal, 0 to 1.
    pub(super) specificity: f64,
    /// Words of its own, counted as a reader would: what is repeated says nothing more.
    pub(super) words: usize,
}

/// A scored answer in numbers.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    pub(super) score: Points,
    pub(super) parts: Vec<Part>,
    /// Earned and possible, for each key point.
    pub(super) key_points: Vec<(Points, Points)>,
    /// Earned and possible, for each looks-for.
    pub(super) looks_for: Vec<(Points, Points)>,
    /// For each mistake, 0 or below.
    pub(super) deductions: Vec<Points>,
}

/// Adds everything up.
pub(super) fn tally(rubric: &Rubric, base: &Base, derived: &Derived, delivery: DeliveryFacts, caps: &[Cap], attempt: bool) -> Tally {
    let shares = rubric.shares;
    let asked = best(&base.key_points, rubric.enough.unwrap_or(usize::MAX));
    let weights = rubric.key_points.iter().zip(&asked).map(|(k, &asked)| if asked { k.weight } else { 0.0 });
    let key_points = Section::of(shares.key_points, weights, &base.key_points);
    let looks_for = Section::of(shares.looks_for, rubric.looks_for.iter().map(|l| l.weight), &derived.looks_for);
    let content_max = shares.key_points + shares.looks_for;
    let content = if content_max > 0.0 { (key_points.total.as_f64() + looks_for.total.as_f64()) / content_max } else { 1.0 };
    // A fine story about something else earns nothing: form is limited by the content that it carries. Half an answer
    // may be well told: the limit is content to the power of 3/4, by roots alone, which are the same on every machine.
    let carried = (content * content.sqrt()).sqrt();
    let limited = |share: f64, earned: f64| tenths(share * earned.min(carried));
    let structure = limited(shares.structure, structure(rubric, base));
    let told = limited(shares.delivery, delivered(rubric.question.category, delivery));
    let mut parts = vec![
        part("key points", key_points.total, shares.key_points),
        part("looks for", looks_for.total, shares.looks_for),
        part("structure", structure, shares.structure),
        part("delivery", told, shares.delivery),
    ];
    parts.retain(|p| p.max.is_some_and(|m| m.0 > 0));
    let deductions: Vec<Points> = rubric
        .mistakes
        .iter()
        .zip(&derived.committed)
        .map(|(m, &made)| if made { deduction(m.kind, m.severity) } else { Points(0) })
        .collect();
    let line = |name: String, points: i32| Part { name, points: Points(points), max: None };
    for (mistake, points) in rubric.mistakes.iter().zip(&deductions).filter(|(_, p)| p.0 < 0) {
        parts.push(line(format!("mistake: {}", mistake.id), points.0));
    }
    let before_curve: i32 = parts.iter().map(|p| p.points.0).sum();
    if let Some(half_at) = rubric.half_at.filter(|_| before_curve > 0) {
        parts.push(line("curve".to_owned(), curved(half_at, before_curve) - before_curve));
    }
    let so_far: i32 = parts.iter().map(|p| p.points.0).sum();
    if delivery.words < rubric.full_words && so_far > 0 {
        // Both counts are at most 500.
        let kept = (delivery.words as f64 / rubric.full_words as f64).sqrt();
        parts.push(line("brevity".to_owned(), (f64::from(so_far) * kept).round() as i32 - so_far));
    }
    let after: i32 = parts.iter().map(|p| p.points.0).sum();
    // An account with nothing to the point is an attempt still; a fact that is wrong is worth nothing.
    let floor = if attempt && rubric.form == Form::Account { ATTEMPT_FLOOR.0 } else { 0 };
    if after < floor {
        parts.push(line("floor".to_owned(), floor - after));
    }
    let before_caps = after.max(floor);
    if let Some(cap) = caps.iter().filter(|c| c.limit.0 < before_caps).min_by_key(|c| c.limit) {
        parts.push(line(format!("cap: {}", cap.id), cap.limit.0 - before_caps));
    }
    let score = Points(parts.iter().map(|p| p.points.0).sum());
    Tally { score, parts, key_points: key_points.lines, looks_for: looks_for.lines, deductions }
}

/// What becomes of tenths of a point, above 0, where so many percent make half, 1 to 49: the hyperbola x (1 + c) / (x + c) through
/// 0, 1 and a half at h has c = h / (1 - 2h).
fn curved(half_at: u8, earned: i32) -> i32 {
    const ALL: f64 = 1000.0;
    let half = f64::from(half_at) / 100.0;
    let c = half / (1.0 - 2.0 * half);
    let earned = f64::from(earned);
    (earned * (1.0 + c) / (earned / ALL + c)).round() as i32
}

/// Which credits are the so many highest, the earlier of equals.
fn best(credits: &[f64], enough: usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..credits.len()).collect();
    order.sort_by(|&a, &b| credits[b].total_cmp(&credits[a]).then(a.cmp(&b)));
    let mut best = vec![false; credits.len()];
    order.into_iter().take(enough).for_each(|index| best[index] = true);
    best
}

fn part(name: &str, points: Points, max: f64) -> Part {
    Part { name: name.to_owned(), points, max: Some(tenths(max)) }
}

fn tenths(points: f64) -> Points {
    // Shares are at most 100 points, so tenths fit.
    Points((points * 10.0).round() as i32)
}

/// Criteria that share a part of the score by weight.
struct Section {
    total: Points,
    lines: Vec<(Points, Points)>,
}

impl Section {
    fn of(share: f64, weights: impl Iterator<Item = f64> + Clone, credits: &[f64]) -> Self {
        let all: f64 = weights.clone().sum();
        if all <= 0.0 {
            return Self { total: Points(0), lines: Vec::new() };
        }
        let max = apportion(tenths(share), &weights.map(|w| w / all * share * 10.0).collect::<Vec<_>>());
        let earned = max.iter().zip(credits).map(|(m, credit)| Points((f64::from(m.0) * credit).round() as i32));
        let lines: Vec<(Points, Points)> = earned.zip(max.iter().copied()).collect();
        Self { total: Points(lines.iter().map(|(p, _)| p.0).sum()), lines }
    }
}

/// Rounds shares to whole tenths that sum to the total (largest remainders, the earlier of equals).
fn apportion(total: Points, shares: &[f64]) -> Vec<Points> {
    let mut points: Vec<i32> = shares.iter().map(|s| s.floor() as i32).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|&a, &b| shares[b].fract().total_cmp(&shares[a].fract()).then(a.cmp(&b)));
    let left = usize::try_from(total.0 - points.iter().sum::<i32>()).unwrap_or(0);
    for &index in order.iter().cycle().take(left) {
        points[index] += 1;
    }
    points.into_iter().map(Points).collect()
}

/// How much of the structure asked for is there, 0 to 1.
fn structure(rubric: &Rubric, base: &Base) -> f64 {
    let there = |parts: &[bool]| parts.iter().filter(|p| **p).count() as f64;
    let star = there(&base.star) / 4.0;
    match rubric.question.category {
        Category::Behavioral => star,
        _ if base.stages.is_empty() => star,
        // One stage of a framework may be left out without loss.
        _ => (there(&base.stages) / (base.stages.len() as f64 - 1.0).max(1.0)).min(1.0),
    }
}

/// How well it is told, 0 to 1.
fn delivered(category: Category, facts: DeliveryFacts) -> f64 {
    let number = f64::from(u8::from(facts.quantified));
    let own = match facts.ownership {
        Ownership::I => 1.0,
        Ownership::We => 0.5,
        Ownership::None => 0.25,
    };
    match category {
        Category::Behavioral => (number + own) / 2.0,
        _ => (facts.specificity + own) / 2.0,
    }
}

/// What a mistake costs once it is made; below 0.
pub fn deduction(kind: MistakeKind, severity: MistakeSeverity) -> Points {
    // An omission has already cost the points of what is missing.
    Points(match (kind, severity) {
        (MistakeKind::Omission, MistakeSeverity::Minor) => -5,
        (MistakeKind::Omission, MistakeSeverity::Major) => -10,
        (MistakeKind::Omission, MistakeSeverity::Critical) => -20,
        (MistakeKind::Commission, MistakeSeverity::Minor) => -30,
        (MistakeKind::Commission, MistakeSeverity::Major) => -70,
        (MistakeKind::Commission, MistakeSeverity::Critical) => -120,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_lift_what_is_earned_and_keep_all_of_it() {
        for half_at in [1, 20, 49] {
            let curved: Vec<i32> = (1..=1000).map(|earned| curved(half_at, earned)).collect();
            assert!(curved.is_sorted() && (1..).zip(&curved).all(|(earned, &becomes)| becomes >= earned));
            assert_eq!(curved[999], 1000);
        }
        assert_eq!([100, 200, 500].map(|earned| curved(20, earned)), [308, 500, 800]);
    }

    #[test]
    fn the_best_are_enough() {
        assert_eq!(best(&[0.2, 1.0, 0.5, 1.0], 2), [false, true, false, true]);
        assert_eq!(best(&[0.5, 0.5, 0.5], 1), [true, false, false]);
        assert_eq!(best(&[0.5], 9), [true]);
    }

    #[test]
    fn lines_sum_to_their_part() {
        for credits in [[1.0, 0.5, 0.25], [0.0, 0.1, 0.2], [1.0, 1.0, 1.0], [0.33, 0.33, 0.33]] {
            let section = Section::of(52.0, [3.0, 2.0, 5.0].into_iter(), &credits);
            assert_eq!(section.lines.iter().map(|(p, _)| p.0).sum::<i32>(), section.total.0);
            assert!(section.lines.iter().all(|(points, max)| points <= max));
            assert!(section.total <= Points(520));
            assert_eq!(section.lines.iter().map(|(_, m)| m.0).sum::<i32>(), 520);
        }
    }
}
