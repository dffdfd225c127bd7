//! Takes names out of a review: every candidate gets a pseudonym that is the same in every run, and whatever names them in texts, quotations
//! and names of files is masked byte for byte, so that every place stays true. Must not change a score.

use super::assemble::unlike;
use super::names::{key, plain};
use super::types::{Draft, Review};
use crate::batch::AnswerName;
use crate::engine::Quote;
use crate::score::{Scorecard, Scored};
use regex::{Captures, Regex, RegexBuilder};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The shortest word of a name that is masked by itself; shorter ones stand in too many other words' places.
const SHORTEST: usize = 3;

/// Replaces all names. A name of several words is masked wherever it stands, each of its words where it stands alone with its capital.
pub fn anonymise(review: &mut Review) {
    let tags = tags(review);
    let masks = Masks::of(review, &tags);
    for (candidate, tag) in review.candidates.iter_mut().zip(&tags) {
        candidate.name = format!("Mentee {tag}");
        candidate.id = plain(&candidate.name);
        candidate.also.clear();
    }
    for submission in &mut review.submissions {
        let whose = &review.candidates[submission.candidate].id;
        submission.drafts.iter_mut().for_each(|draft| masks.draft(draft, whose));
        for comment in &mut submission.judgement.comments {
            masks.text(&mut comment.text);
        }
        for made in &mut submission.judgement.overrides {
            masks.text(&mut made.reason);
        }
    }
    for unplaced in &mut review.unplaced {
        // Nobody knows whose it is, so any word of its name may be someone's.
        unplaced.name = format!("file {}", &hexadecimal(&unplaced.name)[..8]);
        masks.text(&mut unplaced.why);
    }
    for said in &mut review.stray {
        let place = said.split(": ").next().unwrap_or_default();
        *said = format!("{place}: an entry that belongs to no answer or criterion");
    }
    review.together.missed.iter_mut().filter_map(|m| m.example.as_mut()).for_each(|(_, quote)| masks.quote(quote));
    in_order(review);
}

/// Four hexadecimal digits of the SHA-256 of each name, more where two would be alike.
fn tags(review: &Review) -> Vec<String> {
    let keys: Vec<String> = review.candidates.iter().map(|c| key(&c.name)).collect();
    let digests: Vec<String> = keys.iter().map(|key| hexadecimal(key)).collect();
    let alike = |length: usize| {
        let mut seen = BTreeSet::new();
        digests.iter().any(|digest| !seen.insert(&digest[..length]))
    };
    let length = (4..=64).step_by(2).find(|length| !alike(*length)).unwrap_or(64);
    let mut taken = BTreeSet::new();
    digests.iter().map(|digest| unlike(&digest[..length], &mut taken)).collect()
}

fn hexadecimal(name: &str) -> String {
    Sha256::digest(name.as_bytes()).iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02X}"))
}

/// Pseudonyms sort otherwise than names, and the order of a report must not tell the names.
fn in_order(review: &mut Review) {
    let mut order: Vec<usize> = (0..review.candidates.len()).collect();
    order.sort_by(|&a, &b| review.candidates[a].name.cmp(&review.candidates[b].name));
    let mut new_of = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, &old)| new_of[old] = new);
    review.candidates.sort_by(|a, b| a.name.cmp(&b.name));
    let mut tagged: Vec<(usize, super::Submission)> = review.submissions.drain(..).enumerate().collect();
    for (_, submission) in &mut tagged {
        submission.candidate = new_of[submission.candidate];
    }
    tagged.sort_by_key(|(_, s)| (s.candidate, s.question));
    let mut moved = vec![0; tagged.len()];
    tagged.iter().enumerate().for_each(|(new, (old, _))| moved[*old] = new);
    review.submissions = tagged.into_iter().map(|(_, submission)| submission).collect();
    let again = |all: &mut Vec<usize>| {
        all.iter_mut().for_each(|at| *at = moved[*at]);
        all.sort_unstable();
    };
    review.questions.iter_mut().for_each(|q| again(&mut q.submissions));
    for missed in &mut review.together.missed {
        again(&mut missed.missed);
        missed.example.iter_mut().for_each(|(at, _)| *at = moved[*at]);
    }
    review.together.mistakes.iter_mut().for_each(|m| again(&mut m.made));
    for alike in review.submissions.iter_mut().flat_map(|s| &mut s.alike) {
        if let super::copies::With::Submission(at) = &mut alike.with {
            *at = moved[*at];
        }
    }
}

/// What is to be masked, and by what.
struct Masks {
    /// Whole names however they are written; single words with a capital.
    patterns: Vec<Regex>,
    tags: BTreeMap<String, String>,
}

impl Masks {
    fn of(review: &Review, tags: &[String]) -> Self {
        let (mut wholes, mut singles, mut by_key) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        for (candidate, tag) in review.candidates.iter().zip(tags) {
            for name in std::iter::once(&candidate.name).chain(&candidate.also) {
                let key = key(name);
                let words: Vec<&str> = key.split('-').filter(|w| !w.is_empty()).collect();
                // One word alone may be any word of the language, so it needs the capital of a name.
                if words.len() > 1 {
                    wholes.insert(words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join(r"[\W_]*"));
                }
                for word in words.iter().filter(|w| w.chars().count() >= SHORTEST) {
                    singles.extend([capital(word), regex::escape(&word.to_uppercase())]);
                    // A name that several people have tells none of them apart.
                    let known = by_key.entry((*word).to_owned()).or_insert_with(|| tag.clone());
                    if known != tag {
                        known.clear();
                    }
                }
                if words.len() > 1 {
                    by_key.insert(words.join("-"), tag.clone());
                }
            }
        }
        let pattern = |words: BTreeSet<String>, ignore: bool| {
            // The longest first: of alternatives the first that fits is taken.
            let mut words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            let any = format!(r"(^|[\W_\d])({})($|[\W_\d])", words.join("|"));
            (!words.is_empty()).then(|| RegexBuilder::new(&any).case_insensitive(ignore).size_limit(1 << 28).build().ok()).flatten()
        };
        let patterns = [pattern(wholes, true), pattern(singles, false)].into_iter().flatten().collect();
        Self { patterns, tags: by_key }
    }

    fn text(&self, text: &mut String) {
        for pattern in &self.patterns {
            // Neighbours share the character between them, so one pass may leave every other one.
            for _ in 0..2 {
                let masked = pattern.replace_all(text, |found: &Captures<'_>| {
                    let name = &found[2];
                    let tag = self.tags.get(&key(name)).map_or("", String::as_str);
                    let mask: String = tag.chars().chain(std::iter::repeat('*')).take(name.len()).collect();
                    format!("{}{mask}{}", &found[1], &found[3])
                });
                *text = masked.into_owned();
            }
        }
    }

    /// Masks a draft, and names its file by whose and to what it is: every part of a path may be a name.
    fn draft(&self, draft: &mut Draft, whose: &str) {
        let graded = &mut draft.graded;
        let file = match (&graded.name.part, draft.label.as_str()) {
            (Some(_), _) => format!("{whose}.md"),
            (None, "only draft") => format!("{whose}/{}.md", graded.rubric.id),
            (None, label) => format!("{whose}/{}-{}.md", graded.rubric.id, plain(label)),
        };
        graded.name = AnswerName { file, part: graded.name.part.take() };
        self.text(&mut draft.label);
        let mut source = graded.source.as_ref().clone();
        self.text(&mut source.text);
        graded.source = Arc::new(source);
        if let Scorecard::Scored(card) = &mut graded.scorecard {
            quotes(card).for_each(|quote| self.quote(quote));
        }
    }

    fn quote(&self, quote: &mut Quote) {
        self.text(&mut quote.text);
        quote.trigger.iter_mut().for_each(|trigger| self.text(trigger));
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    regex::escape(&format!("{first}{}", letters.as_str()))
}

/// Every quotation of a scorecard.
fn quotes(card: &mut Scored) -> impl Iterator<Item = &mut Quote> {
    let criteria = card.key_points.iter_mut().chain(&mut card.looks_for).flat_map(|c| &mut c.evidence);
    let mistakes = card.mistakes.iter_mut().flat_map(|m| &mut m.evidence);
    let star = card.star.iter_mut().flat_map(|part| &mut part.evidence);
    let stages = card.stages.iter_mut().flat_map(|stage| &mut stage.evidence);
    let signals = card.signals.iter_mut().flat_map(|signal| &mut signal.evidence);
    let delivery = [&mut card.delivery.quantified, &mut card.delivery.hedges, &mut card.delivery.fillers].into_iter().flatten();
    criteria.chain(mistakes).chain(star).chain(stages).chain(signals).chain(delivery)
}
