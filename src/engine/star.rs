//! Situation, task, action, result: by explicit labels where an answer has them, else decoded over its sentences from cues, with order
//! as a prior (Viterbi 1967). Must not know the rubric.

use super::manner::share;
use super::matching::Matches;
use super::program::Program;
use super::reading::Reading;
use crate::answer::Block;
use crate::lexicon::Lexicon;
use crate::text::english::VerbForm;
use crate::text::{Break, Text};

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
}

impl Stages {
    pub(super) fn find(program: &Program<'_>, matches: &Matches, reading: &Reading<'_>) -> Self {
        // A sentence that stood before must not shift where the others stand.
        let counted: Vec<usize> = (0..reading.ignored.len()).filter(|&s| !reading.ignored[s]).collect();
        let all_labels = labels(program.lexicon, reading);
        let labels: Vec<Option<usize>> = counted.iter().map(|&s| all_labels[s]).collect();
        let all_cues = cues(program, matches, &reading.text);
        let cues: Vec<[i32; PARTS]> = counted.iter().map(|&s| all_cues[s]).collect();
        let all_told = told(&reading.text);
        let told: Vec<bool> = counted.iter().map(|&s| all_told[s]).collect();
        let mut distinct: Vec<usize> = labels.iter().flatten().copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        let labelled = distinct.len() >= 2;
        let story = share(told.iter().filter(|t| **t).count(), told.len()) >= STORY;
        let cues = if story { with_setting(cues, &told) } else { cues };
        let stages = decode(&cues, if labelled { Some(&labels) } else { None });
        let mut of_sentence = vec![0; reading.ignored.len()];
        let mut clear = [const { Vec::new() }; PARTS];
        for (at, &stage) in stages.iter().enumerate() {
            let label = if labelled && labels[at] == Some(stage) { 5 } else { 0 };
            clear[stage].push((cues[at][stage] + label, counted[at]));
            of_sentence[counted[at]] = stage;
        }
        let text = &reading.text;
        let words = |sentences: &[(i32, usize)]| sentences.iter().map(|&(_, s)| text.sentences()[s].tokens.len()).sum::<usize>();
        let needed = if story || labelled { CLEAR } else { CLEAR_IN_A_PLAN };
        let present = std::array::from_fn(|stage| clear[stage].iter().any(|&(strength, _)| strength >= needed[stage]));
        let share = std::array::from_fn(|stage| share(words(&clear[stage]), text.tokens().len()));
        let shown_by = clear.map(|mut sentences| {
            sentences.retain(|&(strength, _)| strength > 0);
            sentences.sort_by_key(|&(strength, sentence)| (-strength, sentence));
            sentences.into_iter().map(|(_, sentence)| sentence).collect()
        });
        Self { of_sentence, present, share, shown_by }
    }
}

/// How strong the clearest sentence of a part must be for the part to be there.
const CLEAR: [i32; PARTS] = [3, 3, 3, 3];
/// The same in an answer that says what one would do: it has a setting or a result only where it says so plainly.
const CLEAR_IN_A_PLAN: [i32; PARTS] = [4, 4, 3, 6];
/// The share of sentences told in the past from which an answer is a story.
const STORY: f64 = 0.5;

/// For each sentence, whether it tells something that happened: a past tense, and nothing that would or will be.
fn told(text: &Text) -> Vec<bool> {
    let modal = |at: usize| matches!(text.plain(at), "would" | "will" | "should" | "could" | "can" | "might" | "must" | "if");
    let past = |at: usize| {
        let auxiliary = matches!(text.plain(at), "was" | "were" | "had" | "did");
        auxiliary || text.tokens()[at].verb == Some(VerbForm::Past)
    };
    let tells = |mut tokens: std::ops::Range<usize>| {
        let first_past = tokens.clone().find(|&at| past(at));
        let first_modal = tokens.find(|&at| modal(at));
        first_past.is_some_and(|p| first_modal.is_none_or(|m| p < m))
    };
    text.sentences().iter().map(|s| tells(s.tokens.clone())).collect()
}

/// A story opens with its setting, whatever its words.
fn with_setting(mut cues: Vec<[i32; PARTS]>, told: &[bool]) -> Vec<[i32; PARTS]> {
    if let (Some(first), Some(true)) = (cues.first_mut(), told.first()) {
        first[0] += 3;
    }
    cues
}

/// The summed weights of the cues of each part in each sentence.
fn cues(program: &Program<'_>, matches: &Matches, text: &Text) -> Vec<[i32; PARTS]> {
    const MOST: i32 = 9;
    let mut cues = vec![[0; PARTS]; text.sentences().len()];
    let mut add = |stage: usize, weight: i32, sentence: usize| {
        let cell: &mut i32 = &mut cues[sentence][stage];
        *cell = (*cell + weight).min(MOST);
    };
    for &(stage, weight, node) in &program.cues {
        let mut last = None;
        for hit in matches.of(node) {
            let sentence = text.sentence_of(hit.start());
            if last.replace(sentence) != Some(sentence) {
                add(usize::from(stage), i32::from(weight), sentence);
            }
        }
    }
    for hit in matches.of(program.outcomes) {
        add(3, 3, text.sentence_of(hit.start()));
    }
    cues
}

/// The most likely part of each sentence.
fn decode(cues: &[[i32; PARTS]], labels: Option<&[Option<usize>]>) -> Vec<usize> {
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
    let emission = |sentence: usize, stage: usize| match labels.and_then(|l| l[sentence]) {
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

/// For each sentence the part that a heading, a bold lead or a label of its own names.
fn labels(lexicon: &Lexicon, reading: &Reading<'_>) -> Vec<Option<usize>> {
    let mut current = None;
    let mut under = None;
    reading
        .text
        .sentences()
        .iter()
        .map(|sentence| {
            let heading = reading.headings[sentence.block];
            if heading != under {
                under = heading;
                current = heading.and_then(|h| stage_named(lexicon, reading.answer.blocks[h].text.text()));
            }
            let lead = lead(reading, sentence.tokens.clone(), &reading.answer.blocks[sentence.block]);
            if let Some(stage) = lead.and_then(|l| stage_named(lexicon, &l)) {
                current = Some(stage);
            }
            current
        })
        .collect()
}

/// The words that open a sentence like a label: bold, or before a colon or dash, or the whole of a very short line.
fn lead(reading: &Reading<'_>, tokens: std::ops::Range<usize>, block: &Block) -> Option<String> {
    const LONGEST: usize = 5;
    let text = &reading.text;
    let words = |upto: usize| (tokens.start..upto).map(|t| text.plain(t)).collect::<Vec<_>>().join(" ");
    let mark = |at: &usize| matches!(text.tokens()[*at].before, Break::Colon | Break::Dash);
    if let Some(end) = (tokens.start + 1..tokens.end.min(tokens.start + LONGEST + 1)).find(mark) {
        return Some(words(end));
    }
    if tokens.len() <= 3 {
        return Some(words(tokens.end));
    }
    let first = text.tokens()[tokens.start].span.start;
    let opens = block.lead > 0 && block.text.span(0..block.lead).start <= first && first < block.text.span(0..block.lead).end;
    opens.then(|| block.text.text()[..block.lead].to_owned())
}

fn stage_named(lexicon: &Lexicon, raw: &str) -> Option<usize> {
    let lower = raw.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    // "Situation (STAR)", "1. Situation", "S - Situation"
    let words: Vec<&str> = words.into_iter().filter(|w| *w != "star" && !w.bytes().all(|b| b.is_ascii_digit())).collect();
    let named = |part: &str| lexicon.labels().iter().find(|l| l.words.contains(&part)).map(|l| usize::from(l.stage));
    named(&words.join(" ")).or_else(|| words.first().filter(|w| words.len() <= 3 && w.len() > 3).and_then(|w| named(w)))
}
