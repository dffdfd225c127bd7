//! From answers that were read to a review: who, what, which drafts belong together, in an order that the order of files does not touch.
//! Pure; must not read anything.

use super::gather::{Answered, Gathered};
use super::names::{self, DraftNumber};
use super::placing;
use super::types::{Candidate, Draft, Question, Review, Submission, Together, Unplaced};
use crate::batch::RubricRef;
use crate::score::Band;
use std::collections::{BTreeMap, BTreeSet};

/// Whose and to what, under which answers are one: the key of the name and the id of the rubric.
type Pair = (String, String);

/// An answer with its place.
struct Placed {
    who: String,
    also: Option<String>,
    draft: Option<DraftNumber>,
    answered: Answered,
}

/// What an earlier folder or revision holds: its name and its answers.
pub(super) type Earlier = (String, Gathered);

/// What is told of a question beside its rubric's head: the prompt and the model answer.
pub(super) type Asked = BTreeMap<String, (String, String)>;

/// Puts a review together, but for what the coach says and what answers have in common.
pub(super) fn assemble(folder: String, now: Gathered, earlier: Option<Earlier>, asked: &Asked) -> Review {
    let Gathered { answers, mut unplaced, passed_over, faults } = now;
    let (placed, layout) = place(answers, &mut unplaced);
    let mut drafts: BTreeMap<Pair, Vec<Draft>> = BTreeMap::new();
    let mut spoken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (pair, group) in grouped(placed) {
        let names = group.iter().flat_map(|placed| std::iter::once(&placed.who).chain(&placed.also)).cloned();
        spoken.entry(pair.0.clone()).or_default().extend(names);
        drafts.insert(pair, in_order(group, &mut unplaced));
    }
    if let Some((label, earlier)) = earlier {
        add_earlier(&mut drafts, &label, earlier);
    }
    unplaced.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.why.cmp(&b.why)));
    let candidates = candidates(spoken);
    let mut questions = questions(&drafts, asked);
    let mut submissions: Vec<Submission> = drafts
        .into_iter()
        .filter_map(|(pair, drafts)| {
            let candidate = candidates.iter().position(|(key, _)| *key == pair.0)?;
            let question = questions.binary_search_by(|q| q.rubric.id.cmp(&pair.1)).ok()?;
            let (judgement, alike) = Default::default();
            (!drafts.is_empty()).then_some(Submission { candidate, question, drafts, judgement, alike })
        })
        .collect();
    submissions.sort_by_key(|s| (s.candidate, s.question));
    for (at, submission) in submissions.iter().enumerate() {
        questions[submission.question].submissions.push(at);
    }
    let candidates = candidates.into_iter().map(|(_, candidate)| candidate).collect();
    let together = Together::default();
    Review { folder, layout, candidates, questions, submissions, unplaced, passed_over, stray: Vec::new(), faults, together }
}

fn place(answers: Vec<Answered>, unplaced: &mut Vec<Unplaced>) -> (Vec<Placed>, super::types::Layout) {
    let claims: Vec<placing::Claim> = answers.iter().map(|a| a.claim.clone()).collect();
    let (places, layout) = placing::place(&claims);
    let mut placed = Vec::new();
    for (answered, place) in answers.into_iter().zip(places) {
        match place {
            Ok(placing::Place { who, draft, also }) => placed.push(Placed { who, also, draft, answered }),
            Err(why) => unplaced.push(Unplaced { name: answered.graded.name.to_string(), why, fault: false }),
        }
    }
    (placed, layout)
}

fn grouped(placed: Vec<Placed>) -> BTreeMap<Pair, Vec<Placed>> {
    let mut groups: BTreeMap<Pair, Vec<Placed>> = BTreeMap::new();
    for one in placed {
        groups.entry((names::key(&one.who), one.answered.graded.rubric.id.clone())).or_default().push(one);
    }
    groups
}

/// The drafts of one answer, the oldest first. Two files that say the same of their draft cannot be told apart: the first by name
/// counts, and the other is reported.
fn in_order(mut group: Vec<Placed>, unplaced: &mut Vec<Unplaced>) -> Vec<Draft> {
    // Beside a draft 1, a file without a number is what became of the drafts; beside a draft 2 it was the first.
    let first = |p: &Placed| matches!(p.draft, Some(DraftNumber::Numbered(n)) if n <= 1);
    let bare = if group.iter().any(first) { 2 } else { 0 };
    let rank = |draft: Option<DraftNumber>| match draft {
        None => (bare, 0),
        Some(DraftNumber::Numbered(n)) => (1, n),
        Some(DraftNumber::Final) => (3, 0),
    };
    group.sort_by(|a, b| rank(a.draft).cmp(&rank(b.draft)).then_with(|| nth(a).cmp(&nth(b))));
    let several = group.len() > 1;
    let mut taken: BTreeMap<(u8, u32, usize), String> = BTreeMap::new();
    let mut drafts = Vec::new();
    for Placed { who, draft, answered, .. } in group {
        let Answered { graded, digest, .. } = answered;
        let (rank, number) = rank(draft);
        let name = graded.name.to_string();
        let part = part_number(&graded.rubric.id, graded.name.part.as_deref());
        if let Some(other) = taken.get(&(rank, number, part)) {
            let why = format!("{who} answers {} in {other} already; tell drafts apart as draft-1, draft-2", graded.rubric.id);
            unplaced.push(Unplaced { name, why, fault: false });
            continue;
        }
        taken.insert((rank, number, part), name);
        let label = match draft {
            Some(DraftNumber::Numbered(number)) => format!("draft {number}"),
            Some(DraftNumber::Final) => "final".to_owned(),
            None if part > 1 => format!("part {part}"),
            None if several => if bare == 0 { "first" } else { "latest" }.to_owned(),
            None => "only draft".to_owned(),
        };
        drafts.push(Draft { label, previous: false, digest, graded });
    }
    drafts
}

/// Of several answers to one question in a file, which this is; and its name.
fn nth(placed: &Placed) -> (usize, String) {
    let graded = &placed.answered.graded;
    (part_number(&graded.rubric.id, graded.name.part.as_deref()), graded.name.file.clone())
}

fn part_number(rubric: &str, part: Option<&str>) -> usize {
    let number = part.and_then(|part| part.strip_prefix(rubric)?.strip_prefix('-')?.parse().ok());
    number.unwrap_or(1)
}

/// Puts the last earlier draft of each answer before the ones of now. What is of now alone stays as it is; what is of then alone is gone.
fn add_earlier(drafts: &mut BTreeMap<Pair, Vec<Draft>>, label: &str, earlier: Gathered) {
    let (placed, _) = place(earlier.answers, &mut Vec::new());
    for (pair, group) in grouped(placed) {
        let Some(now) = drafts.get_mut(&pair) else { continue };
        let Some(last) = in_order(group, &mut Vec::new()).pop() else { continue };
        let current = now.len() - 1;
        let mut nth = 0;
        now.retain(|draft| {
            nth += 1;
            nth > current || draft.digest != last.digest
        });
        now.insert(0, Draft { label: label.to_owned(), previous: true, ..last });
    }
}

/// By key, in order of name for people; the ids differ. Of spellings that are one, the first by alphabet counts: capitals come before small
/// letters, so that a name wins over the name of a folder.
fn candidates(spoken: BTreeMap<String, BTreeSet<String>>) -> Vec<(String, Candidate)> {
    let name_of = |(key, mut names): (String, BTreeSet<String>)| {
        let name = names.iter().find(|name| names::key(name) == key).cloned().unwrap_or_default();
        names.remove(&name);
        (key, name, names)
    };
    let mut sorted: Vec<(String, String, BTreeSet<String>)> = spoken.into_iter().map(name_of).collect();
    sorted.sort_by(|a, b| (a.1.to_lowercase(), &a.1).cmp(&(b.1.to_lowercase(), &b.1)));
    let mut taken = BTreeSet::new();
    let mut one = |(key, name, also): (String, String, BTreeSet<String>)| {
        let id = unlike(&names::plain(&name), &mut taken);
        (key, Candidate { id, name, also: also.into_iter().collect() })
    };
    sorted.into_iter().map(&mut one).collect()
}

/// The id, numbered where it is taken already.
pub(super) fn unlike(id: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{id}-{n}"));
    let free = std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

fn questions(drafts: &BTreeMap<Pair, Vec<Draft>>, asked: &Asked) -> Vec<Question> {
    let rubrics: BTreeMap<&str, &RubricRef> =
        drafts.values().filter_map(|d| d.last()).map(|d| (d.graded.rubric.id.as_str(), &d.graded.rubric)).collect();
    let question = |(id, rubric): (&str, &RubricRef)| {
        let (prompt, model_answer) = asked.get(id).cloned().unwrap_or_default();
        Question { rubric: rubric.clone(), prompt, model_answer, submissions: Vec::new(), bands: [0; 5], mean: None }
    };
    rubrics.into_iter().map(question).collect()
}

/// Counts bands and means by what counts now: after the coach's judgement.
pub(super) fn count(review: &mut Review) {
    for question in &mut review.questions {
        let scores: Vec<_> = question.submissions.iter().filter_map(|&at| review.submissions.get(at)?.score()).collect();
        question.bands = [0; 5];
        scores.iter().for_each(|score| question.bands[usize::from(Band::of(*score).level())] += 1);
        let sum: f64 = scores.iter().map(|score| score.as_f64()).sum();
        question.mean = (!scores.is_empty()).then(|| sum / scores.len() as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{AnswerName, Graded, Verdict};
    use crate::review::placing::Claim;
    use crate::score::{Scorecard, Unscored};
    use crate::span::Span;
    use crate::text::decode::decode;
    use proptest::prelude::*;

    fn answered(path: &str) -> Answered {
        let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
        let stem = folders.pop().unwrap_or_default();
        let id = stem.chars().take(3).collect::<String>();
        let graded = Graded {
            name: AnswerName::whole(format!("{path}.md")),
            source: decode(b"").unwrap().into(),
            span: Span::default(),
            rubric: RubricRef { id: id.clone(), title: String::new(), sha256: String::new() },
            scorecard: Scorecard::Unscored(Unscored::Empty),
            verdict: Verdict::Unscored,
            looks_like: None,
        };
        Answered { claim: Claim { folders, stem, rubric: id, ..Claim::default() }, digest: path.to_owned(), graded }
    }

    fn seen(paths: &[String]) -> String {
        let answers = paths.iter().map(|path| answered(path)).collect();
        let gathered = Gathered { answers, ..Gathered::default() };
        format!("{:?}", assemble("x".to_owned(), gathered, None, &Asked::new()))
    }

    fn path() -> impl Strategy<Value = String> {
        let who = prop::sample::select(vec!["anna", "Anna", "ben", "cleo_x", "Cleo X", "answers"]);
        let what = prop::sample::select(vec!["a-1", "a-2", "b-1"]);
        let draft = prop::sample::select(vec!["", "-draft-1", ".v2", "-final", "-dan"]);
        (who, what, draft).prop_map(|(who, what, draft)| format!("{who}/{what}{draft}"))
    }

    proptest! {
        #[test]
        fn the_order_of_files_makes_no_difference(
            (paths, shuffled) in prop::collection::btree_set(path(), 1..12)
                .prop_map(|set| set.into_iter().collect::<Vec<_>>())
                .prop_flat_map(|paths| (Just(paths.clone()), Just(paths).prop_shuffle()))
        ) {
            prop_assert_eq!(seen(&paths), seen(&shuffled));
        }

        #[test]
        fn nothing_is_lost(paths in prop::collection::btree_set(path(), 1..12)) {
            let paths: Vec<String> = paths.into_iter().collect();
            let answers = paths.iter().map(|path| answered(path)).collect();
            let review = assemble("x".to_owned(), Gathered { answers, ..Gathered::default() }, None, &Asked::new());
            let drafts: usize = review.submissions.iter().map(|s| s.drafts.len()).sum();
            prop_assert_eq!(drafts + review.unplaced.len(), paths.len());
            let ids: BTreeSet<&str> = review.candidates.iter().map(|c| c.id.as_str()).collect();
            prop_assert_eq!(ids.len(), review.candidates.len());
        }
    }
}
