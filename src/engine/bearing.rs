//! Which sentences bear on the question: a good paragraph about something else must not earn what it happens to mention.
//!
//! A sentence bears on the question when the text around it talks about the question's topic or makes its points in more than one way.
//! Must not look at how hits are meant; a denial is on topic too.

use super::manner::share;
use super::matching::Matches;
use super::program::{NodeId, Program};
use crate::text::Text;

/// How far a sentence bears on the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// Nothing around it speaks of the question.
    Aside,
    /// One thing around it does, or only things that other questions have too.
    Loose,
    /// The topic is spoken of, and at least two different things around it are to the point.
    OnTopic,
}

/// How many words before and after a hit it speaks for: about three written sentences, or six spoken ones.
const AROUND: usize = 50;

/// How many ways of speaking of the topic an answer must have somewhere for points alone to bear on it.
const TOPICS: usize = 2;
/// The share of the key points that shows, by itself, that an answer is about the question.
const MOST_POINTS: f64 = 0.6;
/// How many different points around a sentence bear on the question without its topic being named there.
const DENSE: usize = 4;

/// From so many words on a paragraph has a subject of its own.
const OWN_SUBJECT: usize = 40;
/// So many different points in a paragraph show that its subject is the question.
const SOME_POINTS: usize = 2;

/// The bearing of each sentence; all on topic where a rubric does not say what its topic is.
pub(super) fn bearings(program: &Program<'_>, matches: &Matches, text: &Text, listed: &[bool]) -> Vec<Bearing> {
    if program.topic.is_empty() {
        return vec![Bearing::OnTopic; text.sentences().len()];
    }
    let strayed = strayed(program, matches, text);
    // What stands in a list or in a paragraph about something else lends its neighbours no subject either.
    let mute: Vec<bool> = listed.iter().zip(&strayed).map(|(listed, strayed)| *listed || *strayed).collect();
    let around = Around { matches, text, mute: &mute };
    let topics = around.count(program.topic.iter().map(|p| vec![p.node]));
    let points = around.count(program.key_points.iter().map(|(evidence, _)| evidence.iter().map(|p| p.node).collect()));
    let hits = |node: NodeId| matches.of(node).iter().any(|hit| !mute[text.sentence_of(hit.start())]);
    let spoken_of = program.topic.iter().filter(|p| hits(p.node)).count() >= TOPICS;
    let made = program.key_points.iter().filter(|(evidence, _)| evidence.iter().any(|p| hits(p.node))).count();
    // Who makes most of the points talks about the question, whatever he calls it.
    let on_it = spoken_of || share(made, program.key_points.len()) >= MOST_POINTS;
    let bearing = |(topics, points)| match (topics, topics + points) {
        (_, 0) => Bearing::Aside,
        // An account need not name its topic again at every step: where it has named it and makes point after point, it is still there.
        (0, DENSE..) if on_it => Bearing::OnTopic,
        // Points that many questions share ("we checked that it held") bear on this one only where it is talked about.
        (0, _) | (_, 1) => Bearing::Loose,
        _ => Bearing::OnTopic,
    };
    let around: Vec<Bearing> = topics.into_iter().zip(points).map(bearing).collect();
    around.into_iter().zip(strayed).map(|(bearing, strayed)| if strayed { bearing.min(Bearing::Loose) } else { bearing }).collect()
}

/// For each sentence, whether its paragraph is about something else: long enough to stand by itself, and neither the topic nor some
/// points are in it. What stands before it does not lend it a subject.
fn strayed(program: &Program<'_>, matches: &Matches, text: &Text) -> Vec<bool> {
    let block_of = |token: usize| text.sentences()[text.sentence_of(token)].block;
    let blocks = text.sentences().last().map_or(0, |s| s.block + 1);
    let (mut words, mut topics, mut points) = (vec![0; blocks], vec![false; blocks], vec![0; blocks]);
    text.sentences().iter().for_each(|s| words[s.block] += s.tokens.len());
    for hit in program.topic.iter().flat_map(|p| matches.of(p.node)) {
        topics[block_of(hit.start())] = true;
    }
    for (evidence, _) in &program.key_points {
        let mut here: Vec<usize> = evidence.iter().flat_map(|p| matches.of(p.node)).map(|hit| block_of(hit.start())).collect();
        here.sort_unstable();
        here.dedup();
        here.into_iter().for_each(|block| points[block] += 1);
    }
    let astray = |block: usize| words[block] >= OWN_SUBJECT && !topics[block] && points[block] < SOME_POINTS;
    text.sentences().iter().map(|s| astray(s.block)).collect()
}

/// Counts what stands around each sentence.
struct Around<'a> {
    matches: &'a Matches,
    text: &'a Text,
    /// Sentences whose hits do not count.
    mute: &'a [bool],
}

impl Around<'_> {
    /// For each sentence, how many of the subjects are spoken of around it.
    fn count(&self, subjects: impl Iterator<Item = Vec<NodeId>>) -> Vec<usize> {
        let sentences = self.text.sentences().len();
        let mut counts = vec![0; sentences];
        for nodes in subjects {
            let mut near = vec![false; sentences];
            for hit in nodes.iter().flat_map(|&n| self.matches.of(n)) {
                if !self.mute[self.text.sentence_of(hit.start())] {
                    let first = self.text.sentence_of(hit.start().saturating_sub(AROUND));
                    let last = self.text.sentence_of((hit.end() + AROUND).min(self.text.tokens().len() - 1));
                    near[first..=last].fill(true);
                }
            }
            counts.iter_mut().zip(near).for_each(|(count, near)| *count += usize::from(near));
        }
        counts
    }
}

/// The share of sentences on topic among those that are evidence.
pub(super) fn on_topic(bearings: &[Bearing], ignored: &[bool]) -> f64 {
    let counted = bearings.iter().zip(ignored).filter(|(_, ignored)| !**ignored);
    share(counted.clone().filter(|(b, _)| **b == Bearing::OnTopic).count(), counted.count())
}
