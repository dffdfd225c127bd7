//! The few changes that would gain the most: each is tried by scoring again as if it had been made.

use super::Judgement;
use super::credit::{Base, Derived, MET};
use super::scorecard::{NextStep, Points};

/// The most steps that are offered.
const OFFERED: usize = 5;
/// A gain below this, in tenths of a point, is not worth a line.
const WORTH: i32 = 5;

pub(super) fn next_steps(judgement: &Judgement<'_>, derived: &Derived, score: Points) -> Vec<NextStep> {
    let rubric = judgement.rubric;
    // A cap hides every gain below it; the first thing to do is then to answer the question, and gains are told without it.
    let uncapped = Judgement { caps: Vec::new(), base: judgement.base.clone(), ..*judgement };
    let now = if judgement.caps.is_empty() { score } else { uncapped.tally(&judgement.base, derived).score };
    let gain = |base: &Base| Points(uncapped.tally(base, &uncapped.derive(base)).score.0 - now.0);
    let mut steps: Vec<NextStep> = Vec::new();
    for (index, point) in rubric.key_points.iter().enumerate().filter(|(i, _)| judgement.base.key_points[*i] < MET) {
        let mut base = judgement.base.clone();
        base.key_points[index] = 1.0;
        base.denied[index] = false;
        steps.push(NextStep { gain: gain(&base), advice: point.advice.clone(), criterion: point.id.clone() });
    }
    for (index, stage) in rubric.framework.stages.iter().enumerate().filter(|(i, _)| !judgement.base.stages[*i]) {
        let mut base = judgement.base.clone();
        base.stages[index] = true;
        let advice = format!("Say something to \"{}\", a stage of {}.", stage.name, rubric.framework.name);
        steps.push(NextStep { gain: gain(&base), advice, criterion: stage.id.clone() });
    }
    let star = [
        "Say where and when it was.",
        "Say what was asked of you.",
        "Say what you did, step by step.",
        "Say what came of it, with a number.",
    ];
    for (index, advice) in star.into_iter().enumerate().filter(|(i, _)| !judgement.base.star[*i]) {
        let mut base = judgement.base.clone();
        base.star[index] = true;
        steps.push(NextStep { gain: gain(&base), advice: advice.to_owned(), criterion: super::STAR_NAMES[index].to_owned() });
    }
    // An omission goes when what it misses comes, which is a step above.
    for (index, mistake) in rubric.mistakes.iter().enumerate().filter(|(i, m)| derived.committed[*i] && m.when_missing.is_none()) {
        let mut without = derived.clone();
        without.committed[index] = false;
        let gain = Points(uncapped.tally(&judgement.base, &without).score.0 - now.0);
        steps.push(NextStep { gain, advice: mistake.advice.clone(), criterion: mistake.id.clone() });
    }
    steps.retain(|s| s.gain.0 >= WORTH);
    steps.sort_by(|a, b| b.gain.cmp(&a.gain).then_with(|| a.criterion.cmp(&b.criterion)));
    steps.truncate(OFFERED);
    steps
}
