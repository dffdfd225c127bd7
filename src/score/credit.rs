//! What findings are worth, criterion by criterion, as shares from 0 to 1. Must not know points.

use super::scorecard::Standing;
use crate::engine::{Bearing, EntryFindings, Findings, KeyPointFindings, LinkedFindings, Quote};
use crate::lexicon::Polarity;
use crate::rubric::{AtLeast, Credit, Evidence, KeyPoint, Link, MistakeKind, Rubric};

/// From this credit on a criterion is met.
pub(super) const MET: f64 = 0.75;
/// From this credit on it is partly met.
pub(super) const PARTIAL: f64 = 0.3;
/// From this strength on a signal counts as there.
const SIGNAL: f64 = 0.5;
/// The share of key points below which nothing that interviewers look for counts as shown.
const GROUNDWORK: f64 = 0.22;
/// How many places must deny a point for what states it to be a remnant.
const SURE: usize = 2;
/// What a hint is worth beside evidence.
const HINT: f64 = 0.5;

/// What the findings say directly, before criteria are drawn from one another.
#[derive(Debug, Clone)]
pub(super) struct Base {
    /// Credit of each key point.
    pub(super) key_points: Vec<f64>,
    /// Whether the answer denies it.
    pub(super) denied: Vec<bool>,
    /// Credit of each looks-for from its own evidence.
    looks_own: Vec<f64>,
    /// Credit of each pattern link of each looks-for.
    looks_says: Vec<Vec<f64>>,
    /// Whether the answer states at least one way of making each key point in full, if not as many as are asked for.
    told_in_part: Vec<bool>,
    /// Credit of each mistake's own evidence.
    mistakes_own: Vec<f64>,
    /// Credit of each pattern link of each mistake.
    mistakes_says: Vec<Vec<f64>>,
    /// Whether each stage of the framework is there.
    pub(super) stages: Vec<bool>,
    /// Whether each part of STAR is there.
    pub(super) star: [bool; 4],
    /// Name and strength of each signal.
    signals: Vec<(&'static str, f64)>,
}

/// Criteria drawn from the base.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    /// Credit of each looks-for.
    pub(super) looks_for: Vec<f64>,
    /// Whether each mistake was made.
    pub(super) committed: Vec<bool>,
}

/// What one quotation is worth to an entry, 0 to 1.
pub(super) fn quote_credit(quote: &Quote, entry: &EntryFindings) -> f64 {
    let said = match (quote.polarity, entry.wants_negation) {
        (Polarity::Negated, wanted) => f64::from(u8::from(wanted)),
        (_, true) => 0.0,
        (Polarity::Asserted, false) => 1.0,
        (Polarity::Hedged, false) => 0.75,
        (Polarity::Hypothetical, false) => 0.3,
        (Polarity::SomeoneElse, false) => f64::from(u8::from(!entry.by_self)),
    };
    let stated = if quote.listed { 0.1 } else { 1.0 };
    let bears = match quote.bearing {
        Bearing::OnTopic => 1.0,
        Bearing::Loose => 0.25,
        Bearing::Aside => 0.1,
    };
    said * stated * bears
}

/// What an entry is worth: its best quotation.
pub(super) fn entry_credit(entry: &EntryFindings) -> f64 {
    entry.quotes.iter().map(|q| quote_credit(q, entry)).fold(0.0, f64::max)
}

fn best(entries: &[EntryFindings]) -> f64 {
    entries.iter().map(entry_credit).fold(0.0, f64::max)
}

/// Credit as it counts: what is too little to be partly met earns nothing, so that a missed criterion has no points.
fn counted(credit: f64) -> f64 {
    if credit < PARTIAL { 0.0 } else { credit.min(1.0) }
}

fn key_point_credit(point: &KeyPoint, findings: &KeyPointFindings) -> f64 {
    match point.credit {
        Credit::AtLeast(needed) => entries_credit(findings, needed),
        Credit::Shared => shared_credit(&point.evidence, &findings.evidence),
    }
}

/// The share of the entries' weight that an answer has. A term counts however it is meant, since facts are told by what they
/// are not as well; an entry that asks for a denial says so.
fn shared_credit(entries: &[Evidence], found: &[EntryFindings]) -> f64 {
    let all: f64 = entries.iter().map(|e| e.weight).sum();
    let earned = |(entry, found): (&Evidence, &EntryFindings)| {
        let counts = |quote: &Quote| !found.wants_negation || quote.polarity == Polarity::Negated;
        let worth = match () {
            () if found.quotes.iter().any(counts) => 1.0,
            () if found.hints.iter().any(counts) => HINT,
            () => 0.0,
        };
        entry.weight * worth
    };
    let earned: f64 = entries.iter().zip(found).map(earned).sum();
    if all > 0.0 { (earned / all).min(1.0) } else { 0.0 }
}

fn entries_credit(findings: &KeyPointFindings, at_least: usize) -> f64 {
    if mostly_denied(findings) {
        return 0.0;
    }
    let mut credits: Vec<f64> = findings.evidence.iter().map(entry_credit).collect();
    credits.sort_by(|a, b| b.total_cmp(a));
    let needed = at_least.max(1);
    let told = credits.iter().take(needed).sum::<f64>() / needed as f64;
    counted(told.max(HINT * best(&findings.hints)))
}

/// Whether more places deny the point than state it: then the statements are remnants of the denial.
fn mostly_denied(findings: &KeyPointFindings) -> bool {
    let places = |negated: bool| {
        let quotes = findings.evidence.iter().filter(|e| !e.wants_negation).flat_map(|e| &e.quotes);
        // What is stated in a passage about something else takes no denial back.
        let counts = |q: &&Quote| (q.polarity == Polarity::Negated) == negated && (negated || q.bearing == Bearing::OnTopic);
        let mut spans: Vec<_> = quotes.filter(counts).map(|q| q.span).collect();
        spans.sort_unstable();
        // Patterns that hit the same words tell of one place.
        spans.dedup_by(|next, before| next.start < before.end);
        spans.len()
    };
    let denied = places(true);
    denied >= SURE && denied > places(false)
}

fn is_denied(findings: &KeyPointFindings) -> bool {
    let quotes = || findings.evidence.iter().chain(&findings.hints).filter(|e| !e.wants_negation).flat_map(|e| &e.quotes);
    quotes().any(|q| q.polarity == Polarity::Negated)
}

impl Base {
    pub(super) fn of(rubric: &Rubric, findings: &Findings) -> Self {
        let key_points: Vec<f64> = rubric.key_points.iter().zip(&findings.key_points).map(|(k, f)| key_point_credit(k, f)).collect();
        let points = rubric.key_points.iter().zip(&key_points).zip(&findings.key_points);
        let denied = points.map(|((k, &credit), f)| k.credit != Credit::Shared && credit < PARTIAL && is_denied(f)).collect();
        let own = |linked: &[LinkedFindings]| linked.iter().map(|l| best(&l.evidence)).collect();
        let says = |linked: &[LinkedFindings]| linked.iter().map(|l| l.says.iter().map(entry_credit).collect()).collect();
        Self {
            denied,
            told_in_part: findings.key_points.iter().map(|f| !mostly_denied(f) && best(&f.evidence) >= MET).collect(),
            looks_own: own(&findings.looks_for),
            looks_says: says(&findings.looks_for),
            mistakes_own: own(&findings.mistakes),
            mistakes_says: says(&findings.mistakes),
            stages: findings.stages.iter().map(|s| best(s) >= MET).collect(),
            star: std::array::from_fn(|i| findings.star[i].present),
            signals: findings.signals.iter().map(|s| (s.name, s.strength)).collect(),
            key_points,
        }
    }

    /// Draws looks-for and mistakes from the base. Omissions count only where the text is an attempt at the question.
    pub(super) fn derive(&self, rubric: &Rubric, attempt: bool) -> Derived {
        let mut looks_for: Vec<Option<f64>> = vec![None; rubric.looks_for.len()];
        for index in 0..looks_for.len() {
            self.look(rubric, index, &mut looks_for);
        }
        // What interviewers look for is an impression of the whole: it needs groundwork, and is there or is not.
        let lacks_ground = self.lacks_ground(rubric);
        let whole = |credit: Option<f64>| credit.filter(|credit| !lacks_ground && *credit >= MET).unwrap_or_default();
        let looks_for: Vec<f64> = looks_for.into_iter().map(whole).collect();
        let committed = rubric
            .mistakes
            .iter()
            .enumerate()
            .map(|(index, mistake)| match mistake.kind {
                MistakeKind::Commission => self.mistakes_own[index] >= MET,
                MistakeKind::Omission => attempt && mistake.when_missing.as_ref().is_some_and(|w| self.missing(index, w, &looks_for)),
            })
            .collect();
        Derived { looks_for, committed }
    }

    /// Whether too little of the key points is earned for any looks-for to count.
    pub(super) fn lacks_ground(&self, rubric: &Rubric) -> bool {
        self.coverage(rubric) < GROUNDWORK
    }

    /// The share of the key points' weight that is earned, 0 to 1; 1 for a rubric without any.
    fn coverage(&self, rubric: &Rubric) -> f64 {
        let all: f64 = rubric.key_points.iter().map(|k| k.weight).sum();
        let earned: f64 = rubric.key_points.iter().zip(&self.key_points).map(|(k, credit)| k.weight * credit).sum();
        if all > 0.0 { earned / all } else { 1.0 }
    }

    fn look(&self, rubric: &Rubric, index: usize, done: &mut Vec<Option<f64>>) -> f64 {
        if let Some(credit) = done[index] {
            return credit;
        }
        // A rubric has no cycles here; the mark only keeps the recursion finite whatever comes.
        done[index] = Some(0.0);
        let mut says = self.looks_says[index].iter();
        let supported = rubric.looks_for[index].supported_by.as_ref().map_or(0.0, |supports| {
            let credits = supports.of.iter().map(|link| match link {
                Link::LooksFor(other) => self.look(rubric, *other, done),
                Link::Says(_) => says.next().copied().unwrap_or_default(),
                other => self.link(other),
            });
            let mut credits: Vec<f64> = credits.collect();
            credits.sort_by(|a, b| b.total_cmp(a));
            credits.iter().take(supports.count).sum::<f64>() / supports.count as f64
        });
        let credit = counted(supported.max(self.looks_own[index]));
        done[index] = Some(credit);
        credit
    }

    fn link(&self, link: &Link) -> f64 {
        let whole = |there: bool| f64::from(u8::from(there));
        match link {
            Link::KeyPoint(index) => self.key_points[*index],
            Link::Stage(index) => whole(self.stages[*index]),
            Link::Star(star) => whole(self.star[*star as usize]),
            Link::Signal(name) => {
                let strength = self.signals.iter().find(|(n, _)| n == name).map_or(0.0, |(_, s)| *s);
                (strength / SIGNAL).min(1.0)
            }
            Link::Mistake(index) => whole(self.mistakes_own[*index] >= MET),
            Link::LooksFor(_) | Link::Says(_) => 0.0,
        }
    }

    /// Whether enough of what a need of the topic asks for is there. Its patterns count however they are meant and wherever they
    /// stand: who denies a thing speaks of it.
    pub(super) fn speaks_of(&self, wanted: &AtLeast, found: &LinkedFindings) -> bool {
        let said =
            |entry: &EntryFindings| entry.quotes.iter().any(|q| !q.listed && (!entry.wants_negation || q.polarity == Polarity::Negated));
        let mut says = found.says.iter();
        let there = wanted.of.iter().filter(|link| match link {
            Link::Says(_) => says.next().is_some_and(said),
            other => self.link(other) >= PARTIAL,
        });
        there.count() >= wanted.count
    }

    /// Whether an omission is made: so many of what it names are not met, and of one of these at least not even a part is stated. Who
    /// has told one of two has not told nobody.
    fn missing(&self, mistake: usize, wanted: &AtLeast, looks_for: &[f64]) -> bool {
        let standing = || self.linked(wanted, &self.mistakes_says[mistake], looks_for).map(|(link, credit)| self.standing(link, credit));
        let unmet = standing().filter(|standing| *standing != Standing::There).count();
        unmet >= wanted.count && standing().any(|standing| standing == Standing::Missing)
    }

    /// How far there is what a link names. A hint is no part of it.
    fn standing(&self, link: &Link, credit: f64) -> Standing {
        match link {
            _ if credit >= MET => Standing::There,
            Link::KeyPoint(index) if self.told_in_part[*index] => Standing::InPart,
            _ => Standing::Missing,
        }
    }

    /// Each link with its credit, once looks-for have theirs. `says` has the credits of the links that are patterns, in order.
    fn linked<'l>(&'l self, links: &'l AtLeast, says: &'l [f64], looks_for: &'l [f64]) -> impl Iterator<Item = (&'l Link, f64)> {
        let mut says = says.iter();
        links.of.iter().map(move |link| {
            let credit = match link {
                Link::LooksFor(index) => looks_for[*index],
                Link::Says(_) => says.next().copied().unwrap_or_default(),
                other => self.link(other),
            };
            (link, credit)
        })
    }

    /// What a looks-for follows from, as rubrics write it, and whether that is there.
    pub(super) fn links_of_look(&self, rubric: &Rubric, look: usize, links: &AtLeast, derived: &Derived) -> Vec<(String, Standing)> {
        self.named(rubric, self.linked(links, &self.looks_says[look], &derived.looks_for))
    }

    /// What a mistake misses, as rubrics write it, and whether that is there.
    pub(super) fn links_of_mistake(&self, rubric: &Rubric, mistake: usize, links: &AtLeast, derived: &Derived) -> Vec<(String, Standing)> {
        self.named(rubric, self.linked(links, &self.mistakes_says[mistake], &derived.looks_for))
    }

    fn named<'l>(&self, rubric: &Rubric, linked: impl Iterator<Item = (&'l Link, f64)>) -> Vec<(String, Standing)> {
        linked.map(|(link, credit)| (super::explain::link_name(rubric, link), self.standing(link, credit))).collect()
    }
}
