//! Situation, task, action, result: by explicit labels where an answer has them, else decoded over its sentences from cues, with order
//! as a prior (Viterbi 1967). What a part needs to be there depends on how the answer is told. Must not know the rubric.

use super::bearing::Bearing;
use super::labels;
use super::manner::share;
use super::matching::Matches;
use super::program::Program;
use super::reading::Reading;
use super::telling::{self, Kind, Telling};
use crate::lexicon::Cue;
use crate::text::Text;

/// The number of parts.
const PARTS: usize = 4;

/// Which part of STAR each sentence belongs to, and how clearly each part shows.
pub(super) struct Stages {
    /// For each sentence, its part: 0 situation to 3 result.
    pub(super) of_sentence: Vec<usize>,
    /// For each part, whether it is there.
    pub(super) present: [bool; PARTS],
    /// For each part, its share of the words, 0 to 1.
    pub(super) share: [f64; PARTS],
    /// For each part, the sentences that show it, clearest first.
    pub(super) shown_by: [Vec<usize>; PARTS],
    /// Whether the answer as a whole tells what was not done.
    pub(super) denial: bool,
}

impl Stages {
    pub(super) fn find(program: &Program<'_>, matches: &Matches, reading: &Reading<'_>, bearings: &[Bearing]) -> Self {
        let text = &reading.text;
        let counted = counted(reading, bearings);
        let answer = Decoded::of(program, matches, reading, &counted);
        let mut of_sentence = vec![0; reading.ignored.len()];
        let mut sentences = [const { Vec::new() }; PARTS];
        for (at, &stage) in answer.stages.iter().enumerate() {
            sentences[stage].push((answer.strength(at, stage), counted[at]));
            of_sentence[counted[at]] = stage;
        }
        let words = |sentences: &[(i32, usize)]| sentences.iter().map(|&(_, s)| text.sentences()[s].tokens.len()).sum::<usize>();
        let share = std::array::from_fn(|stage| share(words(&sentences[stage]), text.tokens().len()));
        let present = std::array::from_fn(|stage| (0..counted.len()).any(|at| answer.shows(at, stage)));
        // Where a part is there only in passing, the sentences that it passes in show it.
        for (stage, own) in sentences.iter_mut().enumerate() {
            if present[stage] && !own.iter().any(|&(strength, _)| strength > 0) {
                own.extend((0..counted.len()).filter(|&at| answer.shows(at, stage)).map(|at| (answer.strength(at, stage), counted[at])));
            }
        }
        let shown_by = sentences.map(|mut sentences| {
            sentences.retain(|&(strength, _)| strength > 0);
            sentences.sort_by_key(|&(strength, sentence)| (-strength, sentence));
            sentences.into_iter().map(|(_, sentence)| sentence).collect()
        });
        Self { of_sentence, present, share, shown_by, denial: answer.telling.kind == Kind::Denial }
    }
}

/// The sentences that count. One that stood before must not shift where the others stand, and a paragraph without a word on the
/// question tells another story.
fn counted(reading: &Reading<'_>, bearings: &[Bearing]) -> Vec<usize> {
    let sentences = reading.text.sentences();
    let mut on_topic = vec![false; reading.answer.blocks.len()];
    for (sentence, bearing) in sentences.iter().zip(bearings) {
        on_topic[sentence.block] |= *bearing == Bearing::OnTopic;
    }
    let aside_from_all = !on_topic.contains(&true);
    (0..sentences.len()).filter(|&s| !reading.ignored[s] && (aside_from_all || on_topic[sentences[s].block])).collect()
}

/// The sentences that count, each with its signs, its label and the part that these make it.
struct Decoded {
    signs: Vec<Signs>,
    /// The summed weights of the cues of each part.
    cues: Vec<[i32; PARTS]>,
    /// None at all where fewer than two parts are named: one such word is chance.
    labels: Vec<Option<usize>>,
    telling: Telling,
    stages: Vec<usize>,
}

impl Decoded {
    fn of(program: &Program<'_>, matches: &Matches, reading: &Reading<'_>, counted: &[usize]) -> Self {
        let all_labels = labels::labels(program.lexicon, reading);
        let mut labels: Vec<Option<usize>> = counted.iter().map(|&s| all_labels[s]).collect();
        let named = labels.iter().flatten().next().copied();
        if labels.iter().flatten().all(|&stage| Some(stage) == named) {
            labels.fill(None);
        }
        let all_signs = signs(program, matches, &reading.text);
        let signs: Vec<Signs> = counted.iter().map(|&s| all_signs[s]).collect();
        let denied = signs.iter().map(|s| s.denial).collect();
        let platitudes: Vec<bool> = signs.iter().map(|s| s.platitude).collect();
        let telling = Telling::of(&reading.text, counted, denied, &platitudes);
        let cues = with_ends(signs.iter().map(|s| s.cues).collect(), &telling);
        let stages = decode(&cues, &labels);
        Self { signs, cues, labels, telling, stages }
    }

    fn strength(&self, at: usize, stage: usize) -> i32 {
        self.cues[at][stage] + if self.labels[at] == Some(stage) { LABEL } else { 0 }
    }

    /// Whether a sentence is enough for a part to be there.
    fn shows(&self, at: usize, stage: usize) -> bool {
        let (kind, told) = (self.telling.kind, self.telling.told[at]);
        // A plan recalls an earlier case in passing; the number reached there is a result.
        let recalled = stage == 3 && kind == Kind::Plan && told && self.signs[at].outcome;
        // In a story where it was and what was wanted is often said in a sentence that does more for another part.
        let here = self.stages[at] == stage || (stage <= 1 && kind == Kind::Story);
        let speaks = self.labels[at] == Some(stage) || speaks_for(stage, at, &self.telling);
        recalled || (here && speaks && self.strength(at, stage) >= needed(stage, kind))
    }
}

/// What a label adds to a sentence under it.
const LABEL: i32 = 5;

/// How strong the clearest sentence of a part must be for the part to be there.
fn needed(stage: usize, kind: Kind) -> i32 {
    const NEVER: i32 = i32::MAX;
    match kind {
        Kind::Story => [3, 3, 3, 3][stage],
        // A plan has a setting, a task or a result only where it plainly recalls one.
        Kind::Plan => [5, 5, 3, 6][stage],
        // Where nothing was done there can be a setting, and something may still have come of it.
        Kind::Denial => [3, NEVER, NEVER, 5][stage],
        Kind::Intentions => [6, NEVER, NEVER, NEVER][stage],
    }
}

/// Whether a sentence can speak for a part, as it is told: in all but a story a setting, a task and a result are only what happened.
fn speaks_for(stage: usize, at: usize, telling: &Telling) -> bool {
    match telling.kind {
        Kind::Story => true,
        Kind::Plan | Kind::Intentions => stage == 2 || telling.told[at],
        Kind::Denial => telling.told[at] && (stage == 0 || !telling.denied[at]),
    }
}

/// A story opens with its setting and closes with what came of it, whatever the words; but a last deed of the teller is no outcome.
fn with_ends(mut cues: Vec<[i32; PARTS]>, telling: &Telling) -> Vec<[i32; PARTS]> {
    const END: i32 = 3;
    const DEED: i32 = 4;
    if let (Kind::Story, Some(first)) = (telling.kind, telling.told.iter().position(|told| *told)) {
        let closing = (0..cues.len()).rev().take(2).find(|&at| telling.told[at] && cues[at][2] < DEED);
        cues[first][0] += END;
        if let Some(last) = closing.filter(|last| *last > first) {
            cues[last][3] += END;
        }
    }
    cues
}

/// What the cues say of one sentence.
#[derive(Clone, Copy, Default)]
struct Signs {
    /// The summed weights for each part.
    cues: [i32; PARTS],
    /// It has a number that an outcome is measured by.
    outcome: bool,
    denial: bool,
    platitude: bool,
}

fn signs(program: &Program<'_>, matches: &Matches, text: &Text) -> Vec<Signs> {
    const MOST: i32 = 9;
    let mut signs = vec![Signs::default(); text.sentences().len()];
    let add = |cell: &mut i32, weight: i32| *cell = (*cell + weight).min(MOST);
    for &(sign, weight, node) in &program.cues {
        let mut last = None;
        for hit in matches.of(node) {
            let sentence = text.sentence_of(hit.start());
            if last.replace(sentence) != Some(sentence) {
                let signs = &mut signs[sentence];
                match sign {
                    Cue::DENIAL => signs.denial = true,
                    Cue::PLATITUDE => signs.platitude = true,
                    stage => add(&mut signs.cues[usize::from(stage)], i32::from(weight)),
                }
            }
        }
    }
    for hit in matches.of(program.outcomes).iter().filter(|hit| telling::reached(text, hit)) {
        let signs = &mut signs[text.sentence_of(hit.start())];
        add(&mut signs.cues[3], 3);
        signs.outcome = true;
    }
    signs
}

/// The most likely part of each sentence.
fn decode(cues: &[[i32; PARTS]], labels: &[Option<usize>]) -> Vec<usize> {
    let count = cues.len();
    let Some(last) = count.checked_sub(1) else { return Vec::new() };
    // Situation and task come early, results late.
    let prior = |sentence: usize, stage: usize| {
        let position = share(sentence, last.max(1));
        match stage {
            0 => 2.0 - 6.0 * position,
            1 => 1.0 - 5.0 * position,
            2 => 1.0,
            _ => 4.0 * position - 2.5,
        }
    };
    let emission = |sentence: usize, stage: usize| match labels[sentence] {
        Some(label) if label == stage => 100.0,
        Some(_) => -100.0,
        None => f64::from(cues[sentence][stage]) + prior(sentence, stage),
    };
    let transition = |from: usize, to: usize| match to.cmp(&from) {
        std::cmp::Ordering::Equal => 0.0,
        std::cmp::Ordering::Greater => -1.0,
        std::cmp::Ordering::Less => -3.0,
    };
    let mut best: Vec<[(f64, usize); PARTS]> = vec![[(0.0, 0); PARTS]; count];
    best[0] = std::array::from_fn(|stage| (emission(0, stage), stage));
    for sentence in 1..count {
        let before = best[sentence - 1];
        best[sentence] = std::array::from_fn(|stage| {
            let from = (0..PARTS).map(|from| (before[from].0 + transition(from, stage), from));
            // Of equals the earlier stage, so that the same bytes come out every time.
            let (score, from) = from.fold((f64::NEG_INFINITY, 0), |a, b| if b.0 > a.0 { b } else { a });
            (score + emission(sentence, stage), from)
        });
    }
    let mut stage = (0..PARTS).fold(0, |a, b| if best[last][b].0 > best[last][a].0 { b } else { a });
    let mut path = vec![0; count];
    for sentence in (0..count).rev() {
        path[sentence] = stage;
        stage = best[sentence][stage].1;
    }
    path
}
