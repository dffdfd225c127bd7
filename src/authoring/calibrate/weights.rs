//! The weights of key points that would follow the marks best, with the gain that is left on answers held out. Must not change a rubric.
//!
//! Each weight may at most halve or double, and moves only where the correlation of score and mark rises enough: with few answers a fit
//! that is free to do more learns the answers by heart.

use super::folds::{FEWEST_TO_FIT, folds};
use super::gather::Scored;
use super::statistics::pearson;
use crate::rubric::Rubric;
use crate::score::{Scorecard, Scored as Card, score};

/// What a weight may be multiplied by.
const FACTORS: [f64; 4] = [0.5, 2.0 / 3.0, 1.5, 2.0];
/// Rounds over all weights.
const ROUNDS: usize = 3;
/// The least gain in correlation for which a weight moves.
const WORTH_A_MOVE: f64 = 0.005;
/// A gain below this helps nobody.
const WORTHWHILE: f64 = 0.01;

/// Weights fitted to marks.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightFit {
    /// The key points whose weight would change.
    pub changes: Vec<WeightChange>,
    /// How many answers it rests on.
    pub answers: usize,
    /// Pearson's correlation of marks and scores as it is.
    pub pearson_now: Option<f64>,
    /// The correlation with answers each scored by weights that were fitted without it.
    pub pearson_held_out: Option<f64>,
    /// Into how many parts the answers were dealt.
    pub folds: usize,
}

impl WeightFit {
    /// Whether the gain holds on answers held out.
    pub fn helps(&self) -> bool {
        let gain = self.pearson_now.zip(self.pearson_held_out).map(|(now, then)| then - now);
        !self.changes.is_empty() && gain.is_some_and(|gain| gain >= WORTHWHILE)
    }
}

/// Another weight for a key point.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightChange {
    /// Its id.
    pub key_point: String,
    /// What it weighs.
    pub now: f64,
    /// What it would weigh.
    pub fitted: f64,
}

/// What the fit sees of an answer.
struct Seen {
    mark: f64,
    /// The share of each key point that was earned.
    credits: Vec<f64>,
    /// What else there is to the score.
    rest: f64,
    /// What the key points can earn together.
    share: f64,
    /// Whether the score follows the key points at all; a cap or floor holds it still.
    free: bool,
}

impl Seen {
    fn of(scored: &Scored, card: &Card) -> Self {
        let share: f64 = card.key_points.iter().map(|k| k.max.as_f64()).sum();
        let earned: f64 = card.key_points.iter().map(|k| k.points.as_f64()).sum();
        let credit = |points: f64, max: f64| if max > 0.0 { points / max } else { 0.0 };
        Self {
            mark: scored.pair.mark,
            credits: card.key_points.iter().map(|k| credit(k.points.as_f64(), k.max.as_f64())).collect(),
            rest: scored.pair.score - earned,
            share,
            free: !card.parts.iter().any(|p| p.name == "floor" || p.name.starts_with("cap: ")),
        }
    }
}

/// Fits the weights of a rubric to its marked answers; `None` of fewer than ten scored ones, and for a rubric without a choice.
pub(super) fn fit(rubric: &Rubric, answers: &[(usize, &Scored)]) -> Option<WeightFit> {
    let scored = |(_, one): &(usize, &'_ Scored)| matches!(one.card, Scorecard::Scored(_));
    let answers: Vec<&Scored> = answers.iter().filter(|one| scored(one)).map(|(_, one)| *one).collect();
    if answers.len() < FEWEST_TO_FIT || rubric.key_points.len() < 2 || rubric.shares.key_points <= 0.0 {
        return None;
    }
    let seen: Vec<Seen> =
        answers.iter().filter_map(|one| if let Scorecard::Scored(card) = &one.card { Some(Seen::of(one, card)) } else { None }).collect();
    let now: Vec<f64> = rubric.key_points.iter().map(|k| k.weight).collect();
    let marks: Vec<f64> = seen.iter().map(|one| one.mark).collect();
    let (folds_of, folds) = folds(&marks);
    let mut held_out = vec![0.0; answers.len()];
    for fold in 0..folds {
        let kept: Vec<&Seen> = seen.iter().zip(&folds_of).filter(|(one, of)| **of != fold && one.free).map(|(one, _)| one).collect();
        let weighed = with(rubric, &best(&kept, &now));
        for at in (0..answers.len()).filter(|&at| folds_of[at] == fold) {
            held_out[at] = match score(&weighed, &answers[at].findings) {
                Scorecard::Scored(card) => card.score.as_f64(),
                Scorecard::Unscored(_) => 0.0,
            };
        }
    }
    let free: Vec<&Seen> = seen.iter().filter(|one| one.free).collect();
    let changes = rubric.key_points.iter().zip(best(&free, &now)).filter(|(k, fitted)| *fitted != k.weight);
    Some(WeightFit {
        changes: changes.map(|(k, fitted)| WeightChange { key_point: k.id.clone(), now: k.weight, fitted }).collect(),
        answers: answers.len(),
        pearson_now: pearson(answers.iter().map(|one| (one.pair.mark, one.pair.score))),
        pearson_held_out: pearson(marks.iter().copied().zip(held_out.iter().copied())),
        folds,
    })
}

/// The rubric with other weights.
fn with(rubric: &Rubric, weights: &[f64]) -> Rubric {
    let mut weighed = rubric.clone();
    weighed.key_points.iter_mut().zip(weights).for_each(|(k, weight)| k.weight = *weight);
    weighed
}

/// Weights that one move at a time leads to.
fn best(seen: &[&Seen], now: &[f64]) -> Vec<f64> {
    let mut weights = now.to_vec();
    let Some(mut reached) = follows(seen, &weights) else { return weights };
    for _ in 0..ROUNDS {
        let mut moved = false;
        for point in 0..weights.len() {
            for factor in FACTORS {
                let weight = rounded(now[point] * factor);
                let before = std::mem::replace(&mut weights[point], weight);
                match follows(seen, &weights).filter(|then| *then > reached + WORTH_A_MOVE) {
                    Some(then) => (reached, moved) = (then, true),
                    None => weights[point] = before,
                }
            }
        }
        if !moved {
            break;
        }
    }
    weights
}

/// How well scores under some weights follow the marks; what depends on content otherwise is taken as it is.
fn follows(seen: &[&Seen], weights: &[f64]) -> Option<f64> {
    let all: f64 = weights.iter().sum();
    let told = |one: &Seen| {
        let earned: f64 = one.credits.iter().zip(weights).map(|(credit, weight)| credit * weight).sum();
        one.rest + one.share * earned / all
    };
    let scores: Vec<f64> = seen.iter().map(|one| told(one)).collect();
    pearson(seen.iter().map(|one| one.mark).zip(scores.iter().copied()))
}

/// To one decimal, but not to 0.
fn rounded(weight: f64) -> f64 {
    let tenths = (weight * 10.0).round() / 10.0;
    if tenths > 0.0 { tenths } else { weight }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(mark: f64, credits: [f64; 2]) -> Seen {
        Seen { mark, credits: credits.to_vec(), rest: 0.0, share: 100.0, free: true }
    }

    #[test]
    fn what_follows_the_marks_gains_weight_and_what_does_not_loses_it() {
        let all: Vec<Seen> = (0..20).map(|n| seen(f64::from(n % 5), [f64::from(n % 5) / 4.0, f64::from(n % 3) / 2.0])).collect();
        let weights = best(&all.iter().collect::<Vec<_>>(), &[2.0, 2.0]);
        assert_eq!(weights, [4.0, 1.0]);
    }

    #[test]
    fn weights_that_follow_already_stay() {
        let all: Vec<Seen> = (0..20).map(|n| seen(f64::from(n % 5), [f64::from(n % 5) / 4.0; 2])).collect();
        assert_eq!(best(&all.iter().collect::<Vec<_>>(), &[2.0, 3.0]), [2.0, 3.0]);
        assert_eq!(best(&[], &[1.0]), [1.0]);
    }
}
