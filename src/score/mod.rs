//! Scoring: a rubric and findings in, a [`Scorecard`] out. Pure; touches no text, clock or file.

mod caps;
mod confidence;
mod credit;
mod explain;
mod next_steps;
mod scorecard;
mod tally;

pub use caps::BESIDE_QUESTION;
pub use explain::explain;
pub use scorecard::*;
pub use tally::deduction;

use crate::engine::{EntryFindings, Findings, LinkedFindings};
pub use crate::lexicon::Polarity;
use crate::rubric::{Credit, Evidence, Form, Link, Rubric};
use credit::{Base, Derived, MET, PARTIAL};
use tally::{DeliveryFacts, Tally};

/// Words spoken in a minute, for the speaking time (Tauroza and Allison 1990 give 120 to 160 for interviews).
pub const WORDS_PER_MINUTE: u32 = 140;
/// The most quotations that a criterion shows.
const SHOWN: usize = 3;
/// Bytes below which a quotation hardly tells what it is about.
const TELLING: usize = 12;

/// Everything that scoring is computed from, kept together so that "what if" can be asked by changing one credit.
struct Judgement<'f> {
    rubric: &'f Rubric,
    findings: &'f Findings,
    base: Base,
    caps: Vec<Cap>,
    /// Whether the text is an attempt at the question at all.
    attempt: bool,
}

impl<'f> Judgement<'f> {
    fn of(rubric: &'f Rubric, findings: &'f Findings) -> Self {
        let base = Base::of(rubric, findings);
        let caps = caps::caps(rubric, findings, &base);
        let attempt = caps.iter().all(|c| c.limit >= tally::ATTEMPT_FLOOR);
        Self { rubric, findings, base, caps, attempt }
    }

    fn derive(&self, base: &Base) -> Derived {
        base.derive(self.rubric, self.attempt)
    }

    fn tally(&self, base: &Base, derived: &Derived) -> Tally {
        let (quantified, ownership) = (!self.findings.quantified.is_empty(), self.findings.ownership);
        let words = self.findings.manner.own_words;
        let delivery = DeliveryFacts { quantified, ownership, specificity: self.specificity(), words };
        tally::tally(self.rubric, base, derived, delivery, &self.caps, self.attempt)
    }

    /// How a key point came out. One whose terms share its credit is met in part from the first of them on.
    fn status(&self, point: usize) -> Status {
        match (self.rubric.key_points[point].credit, self.base.key_points[point]) {
            (Credit::Shared, credit) if credit > 0.0 && credit < PARTIAL => Status::Partial,
            (_, credit) => status(credit, self.base.denied[point]),
        }
    }

    /// Strength of the specificity signal, 0 to 1.
    fn specificity(&self) -> f64 {
        self.findings.signals.iter().find(|s| s.name == "specificity").map_or(0.0, |s| s.strength)
    }
}

/// Scores what was found in an answer.
pub fn score(rubric: &Rubric, findings: &Findings) -> Scorecard {
    if let Some(reason) = unscored(rubric, findings) {
        return Scorecard::Unscored(reason);
    }
    let judgement = Judgement::of(rubric, findings);
    let derived = judgement.derive(&judgement.base);
    let tally = judgement.tally(&judgement.base, &derived);
    let key_points = rubric.key_points.iter().enumerate().map(|(i, k)| {
        let found = &findings.key_points[i];
        let (points, max) = tally.key_points[i];
        let status = judgement.status(i);
        let evidence = match k.credit {
            Credit::Shared => shown_terms(&k.evidence, &found.evidence),
            Credit::AtLeast(_) => shown(found.evidence.iter().chain(&found.hints), status),
        };
        CriterionResult { id: k.id.clone(), says: k.says.clone(), advice: k.advice.clone(), status, points, max, evidence }
    });
    let key_points: Vec<CriterionResult> = key_points.collect();
    let looks_for = rubric.looks_for.iter().enumerate().map(|(i, l)| {
        let (points, max) = tally.looks_for[i];
        let status = status(derived.looks_for[i], false);
        let own = shown(findings.looks_for[i].evidence.iter().chain(&findings.looks_for[i].says), status);
        let evidence = if own.is_empty() { supporting(rubric, i, &key_points, findings) } else { own };
        CriterionResult { id: l.id.clone(), says: l.says.clone(), advice: l.advice.clone(), status, points, max, evidence }
    });
    let looks_for = looks_for.collect();
    let mistakes = rubric.mistakes.iter().enumerate().map(|(i, m)| {
        let committed = derived.committed[i];
        let evidence = if committed { mistake_evidence(rubric, i, &findings.mistakes[i], &key_points) } else { Vec::new() };
        MistakeResult {
            id: m.id.clone(),
            says: m.says.clone(),
            kind: m.kind,
            severity: m.severity,
            committed,
            judged: judgement.attempt || committed,
            deduction: tally.deductions[i],
            advice: m.advice.clone(),
            evidence,
        }
    });
    let mistakes = mistakes.collect();
    let stages = rubric.framework.stages.iter().zip(&findings.stages).zip(&judgement.base.stages);
    Scorecard::Scored(Box::new(Scored {
        score: tally.score,
        band: Band::of(tally.score),
        confidence: confidence::confidence(&judgement, &tally),
        next_steps: next_steps::next_steps(&judgement, &derived, tally.score),
        parts: tally.parts,
        looks_for,
        mistakes,
        star: std::array::from_fn(|i| StarPart {
            present: findings.star[i].present,
            share: findings.star[i].share,
            evidence: findings.star[i].quotes.clone(),
        }),
        framework: rubric.framework.name.clone(),
        stages: stages
            .map(|((stage, found), &present)| StageResult {
                id: stage.id.clone(),
                name: stage.name.clone(),
                present,
                evidence: if present { shown(found.iter(), Status::Met) } else { Vec::new() },
            })
            .collect(),
        signals: findings
            .signals
            .iter()
            .map(|s| SignalResult { id: s.name.to_owned(), strength: s.strength, evidence: s.quotes.iter().take(SHOWN).cloned().collect() })
            .collect(),
        delivery: Delivery {
            words: findings.manner.words,
            minutes: findings.manner.words as f64 / f64::from(WORDS_PER_MINUTE),
            target_minutes: rubric.question.minutes,
            quantified: findings.quantified.clone(),
            ownership: findings.ownership,
            hedges: findings.hedges.clone(),
            fillers: findings.fillers.clone(),
        },
        caps: judgement.caps,
        key_points,
    }))
}

/// Whether there is something that can be judged.
fn unscored(rubric: &Rubric, findings: &Findings) -> Option<Unscored> {
    /// Below this share of known words a text is not English; German reaches about 0.3, a list of tool names 0.6.
    const ENGLISH: f64 = 0.5;
    let words = findings.manner.words;
    match () {
        () if words == 0 => Some(Unscored::Empty),
        () if findings.manner.english < ENGLISH && !names_facts(rubric, findings) => Some(Unscored::NotEnglish),
        () if words < rubric.min_words => Some(Unscored::TooShort { words, needed: rubric.min_words }),
        () => None,
    }
}

/// Whether a text is an answer though its words are not known: where facts are asked for, whatever holds a right one is.
fn names_facts(rubric: &Rubric, findings: &Findings) -> bool {
    let mut quotes = findings.key_points.iter().flat_map(|k| &k.evidence).flat_map(|e| e.quotes.iter().chain(&e.hints));
    rubric.form == Form::Facts && quotes.next().is_some()
}

fn status(credit: f64, denied: bool) -> Status {
    match () {
        () if credit >= MET => Status::Met,
        () if credit >= PARTIAL => Status::Partial,
        () if denied => Status::Denied,
        () => Status::Missed,
    }
}

/// The best quotations of some entries for a status: those that speak for it, or for a denial those that deny.
fn shown<'e>(entries: impl Iterator<Item = &'e EntryFindings>, status: Status) -> Vec<Quote> {
    let mut quotes: Vec<(f64, &Quote)> = entries
        .flat_map(|e| e.quotes.iter().map(move |q| (e, q)))
        .filter(|(e, q)| match status {
            Status::Denied => q.polarity == Polarity::Negated,
            _ => (q.polarity == Polarity::Negated) == e.wants_negation,
        })
        .map(|(e, q)| (credit::quote_credit(q, e), q))
        .collect();
    // Of equals the closest match, but not one of a word or two: it is the surest, and says enough to be found again.
    let length = |quote: &Quote| (quote.text.len() < TELLING, quote.text.len());
    quotes.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| length(a.1).cmp(&length(b.1))).then(a.1.span.cmp(&b.1.span)));
    let mut kept: Vec<Quote> = Vec::new();
    for (_, quote) in quotes {
        let overlaps = |k: &Quote| k.span.start < quote.span.end && quote.span.start < k.span.end;
        if kept.len() < SHOWN && !kept.iter().any(overlaps) {
            kept.push(quote.clone());
        }
    }
    kept
}

/// A quotation for each of the heaviest terms that were found, heaviest first.
fn shown_terms(entries: &[Evidence], found: &[EntryFindings]) -> Vec<Quote> {
    let quotes = entries.iter().zip(found).filter_map(|(entry, found)| {
        let counts = |quote: &&Quote| !found.wants_negation || quote.polarity == Polarity::Negated;
        found.quotes.iter().chain(&found.hints).find(counts).map(|quote| (entry.weight, quote))
    });
    let mut quotes: Vec<(f64, &Quote)> = quotes.collect();
    quotes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.span.cmp(&b.1.span)));
    quotes.dedup_by(|a, b| a.1.span == b.1.span);
    quotes.into_iter().take(SHOWN).map(|(_, quote)| quote.clone()).collect()
}

/// The quotations of what a looks-for follows from.
fn supporting(rubric: &Rubric, look: usize, key_points: &[CriterionResult], findings: &Findings) -> Vec<Quote> {
    let links = rubric.looks_for[look].supported_by.iter().flat_map(|s| &s.of);
    let first = |link: &Link| match link {
        Link::KeyPoint(index) => {
            let point = key_points.get(*index).filter(|k| matches!(k.status, Status::Met | Status::Partial))?;
            point.evidence.first().cloned()
        }
        Link::Signal(name) => findings.signals.iter().find(|s| s.name == name)?.quotes.first().cloned(),
        Link::Star(star) => findings.star[*star as usize].quotes.first().cloned(),
        Link::Stage(stage) => shown(findings.stages.get(*stage)?.iter(), Status::Met).into_iter().next(),
        Link::LooksFor(_) | Link::Mistake(_) | Link::Says(_) => None,
    };
    let mut quotes: Vec<Quote> = links.filter_map(first).collect();
    quotes.dedup_by(|a, b| a.span == b.span);
    quotes.truncate(SHOWN);
    quotes
}

/// What shows a mistake: its own evidence, or the denial of what it misses.
fn mistake_evidence(rubric: &Rubric, mistake: usize, found: &LinkedFindings, key_points: &[CriterionResult]) -> Vec<Quote> {
    let own = shown(found.evidence.iter(), Status::Met);
    if !own.is_empty() {
        return own;
    }
    let links = rubric.mistakes[mistake].when_missing.iter().flat_map(|w| &w.of);
    let denied =
        links.filter_map(|l| if let Link::KeyPoint(i) = l { key_points.get(*i) } else { None }).filter(|k| k.status == Status::Denied);
    denied.flat_map(|k| k.evidence.iter().cloned()).take(SHOWN).collect()
}
