//! From a scorecard to issues and a verdict: thresholds, gates, waivers. The only place that decides what `rubrica check` says of an
//! answer. Must not change a score.

use super::checked::Waived;
use super::config::{Config, PARTS, Thresholds, Waivers};
use super::graded::{Graded, Verdict};
use super::issue::{Issue, IssueCode, Level, Region};
use crate::answer::{Asks, Directive};
use crate::diagnostic::did_you_mean;
use crate::rubric::{Category, MistakeSeverity, STAR_NAMES};
use crate::score::{ConfidenceLevel, CriterionResult, Points, Quote, Scorecard, Scored, Status};
use crate::span::{LineIndex, Span};

/// What there is to say of a graded answer.
pub(super) struct Judgement {
    pub(super) verdict: Verdict,
    pub(super) issues: Vec<Issue>,
    pub(super) waived: Vec<Waived>,
}

/// Judges a graded answer to a question of a category.
pub(super) fn judge(graded: &Graded, category: Category, directives: &[Directive], config: &Config) -> Judgement {
    let mut bench = Bench { config, lines: LineIndex::new(&graded.source.text), answer: graded.span, issues: Vec::new() };
    match &graded.scorecard {
        Scorecard::Unscored(reason) => {
            bench.say(IssueCode::Unscored, None, None, reason.to_string(), None);
            Judgement { verdict: Verdict::Unscored, issues: bench.issues, waived: Vec::new() }
        }
        Scorecard::Scored(card) => {
            let waived = bench.waivers(card, directives);
            let asked = config.thresholds_for(&graded.rubric.id, category);
            bench.thresholds(card, asked, &waived);
            bench.criteria(card, &waived);
            bench.structure(card);
            if card.confidence.level == ConfidenceLevel::Low {
                bench.say(IssueCode::LowConfidence, None, None, format!("a person should look: {}", card.confidence.reason), None);
            }
            bench.issues.sort_by_key(|issue| issue.region);
            let verdict = verdict(&bench.issues, judged(card, asked, config));
            Judgement { verdict, issues: bench.issues, waived }
        }
    }
}

/// The verdict that issues give on an answer that has a score.
pub(super) fn verdict(issues: &[Issue], judged: bool) -> Verdict {
    match issues.iter().any(|i| i.level == Level::Error) {
        true => Verdict::Fail,
        false if judged => Verdict::Pass,
        false => Verdict::None,
    }
}

/// Whether anything is asked of an answer at all. Where nothing is, nothing passes. A threshold for a part that gives no points here,
/// or a gate for stages of a framework that has none, asks nothing.
fn judged(card: &Scored, asked: Thresholds, config: &Config) -> bool {
    let gates = [
        IssueCode::CriticalMistake,
        IssueCode::MissingStarPart,
        IssueCode::MissingStage,
        IssueCode::Mistake,
        IssueCode::Denied,
        IssueCode::Missed,
        IssueCode::LowConfidence,
    ];
    let closed = |code: &IssueCode| config.level(*code) == Some(Level::Error);
    let stands = |code: &IssueCode| *code != IssueCode::MissingStage || !card.stages.is_empty();
    let parts = PARTS.iter().zip(asked.parts).any(|((_, name), least)| least.is_some() && gives(card, name).is_some());
    asked.score.is_some() || parts || gates.iter().filter(|code| stands(code)).any(closed)
}

/// What a part of the score earned and can give; none where it gives nothing.
fn gives(card: &Scored, part: &str) -> Option<(Points, Points)> {
    card.parts.iter().find(|p| p.name == part).and_then(|p| Some((p.points, p.max?))).filter(|(_, max)| max.0 > 0)
}

struct Bench<'b> {
    config: &'b Config,
    lines: LineIndex<'b>,
    answer: Span,
    issues: Vec<Issue>,
}

impl Bench<'_> {
    /// Adds an issue, unless it is not to be said; one without evidence stands at the opening of the answer.
    fn say(&mut self, code: IssueCode, criterion: Option<&str>, at: Option<Span>, message: String, advice: Option<&str>) {
        let Some(level) = self.config.level(code) else { return };
        let span = at.unwrap_or(Span { start: self.answer.start, end: self.answer.start });
        let region = Some(Region { start: self.lines.place(span.start), end: self.lines.place(span.end) });
        let advice = advice.filter(|a| !a.is_empty()).map(str::to_owned);
        self.issues.push(Issue { code, level, message, advice, criterion: criterion.map(str::to_owned), region });
    }

    fn waivers(&mut self, card: &Scored, directives: &[Directive]) -> Vec<Waived> {
        let mut waived = Vec::new();
        for Directive { span, asks } in directives {
            let (criterion, reason) = match asks {
                Asks::Unclear(why) => {
                    self.say(IssueCode::UnclearDirective, None, Some(*span), format!("this comment is not understood: {why}"), None);
                    continue;
                }
                Asks::Waive { criterion, reason } => (criterion.as_str(), reason),
            };
            let forbidden = match &self.config.waivers {
                Waivers::Forbidden => Some("waivers are not allowed here".to_owned()),
                Waivers::Except(never) if never.iter().any(|id| id == criterion) => Some(format!("`{criterion}` may not be waived")),
                Waivers::Except(_) => None,
            };
            match (forbidden, cost(card, criterion)) {
                (Some(why), _) => self.say(IssueCode::ForbiddenWaiver, Some(criterion), Some(*span), why, None),
                (None, None) => {
                    let meant = did_you_mean(criterion, ids(card)).map(|near| format!("did you mean `{near}`?"));
                    let message = format!("the rubric has no criterion `{criterion}`");
                    self.say(IssueCode::UnknownWaiver, None, Some(*span), message, meant.as_deref());
                }
                (None, Some(Points(0))) => {
                    let message = format!("`{criterion}` costs nothing here, so nothing is waived");
                    self.say(IssueCode::UnusedWaiver, Some(criterion), Some(*span), message, Some("take the comment out"));
                }
                (None, Some(points)) => {
                    let line = self.lines.place(span.start).line;
                    waived.push(Waived { criterion: criterion.to_owned(), reason: reason.clone(), points, line });
                }
            }
        }
        // A criterion that is waived twice costs once.
        waived.sort_by(|a: &Waived, b| a.criterion.cmp(&b.criterion).then(a.line.cmp(&b.line)));
        waived.dedup_by(|a, b| a.criterion == b.criterion);
        waived
    }

    fn thresholds(&mut self, card: &Scored, asked: Thresholds, waived: &[Waived]) {
        let allowance = Points(waived.iter().map(|w| w.points.0).sum());
        let judged = Points((card.score.0 + allowance.0).min(1000));
        if let Some(least) = asked.score.filter(|least| judged < *least) {
            let with = if allowance.0 > 0 { format!(" ({judged} with what is waived)") } else { String::new() };
            let message = format!("scores {}{with}, the threshold is {least}", card.score);
            let first = card.next_steps.first().map(|step| format!("{} (+{})", step.advice, step.gain));
            self.say(IssueCode::ScoreBelowThreshold, None, None, message, first.as_deref());
        }
        for ((_, name), least) in PARTS.iter().zip(asked.parts) {
            let Some(least) = least else { continue };
            let Some((points, max)) = gives(card, name) else { continue };
            let back: i32 = waived.iter().map(|w| cost_in(card, name, &w.criterion)).sum();
            let share = 100.0 * f64::from((points.0 + back).min(max.0)) / f64::from(max.0);
            if share < least {
                let message = format!("{name}: {points} of {max} points ({share:.0} %), the threshold is {least} %");
                self.say(IssueCode::PartBelowThreshold, None, None, message, None);
            }
        }
    }

    fn criteria(&mut self, card: &Scored, waived: &[Waived]) {
        let counts = |id: &str| waived.iter().all(|w| w.criterion != id);
        for mistake in card.mistakes.iter().filter(|m| m.committed && counts(&m.id)) {
            let critical = mistake.severity == MistakeSeverity::Critical;
            let code = if critical { IssueCode::CriticalMistake } else { IssueCode::Mistake };
            self.say(code, Some(&mistake.id), first(&mistake.evidence), mistake.says.clone(), Some(&mistake.advice));
        }
        for criterion in card.key_points.iter().chain(&card.looks_for).filter(|c| counts(&c.id)) {
            let CriterionResult { id, says, advice, status, evidence, .. } = criterion;
            match status {
                Status::Met => {}
                Status::Denied => {
                    self.say(IssueCode::Denied, Some(id), first(evidence), format!("says it was not done: {says}"), Some(advice));
                }
                Status::Partial => self.say(IssueCode::Missed, Some(id), first(evidence), format!("only in part: {says}"), Some(advice)),
                Status::Missed => self.say(IssueCode::Missed, Some(id), None, format!("missing: {says}"), Some(advice)),
            }
        }
    }

    fn structure(&mut self, card: &Scored) {
        for (name, _) in STAR_NAMES.iter().zip(&card.star).filter(|(_, part)| !part.present) {
            self.say(IssueCode::MissingStarPart, None, None, format!("no {name}"), None);
        }
        for stage in card.stages.iter().filter(|stage| !stage.present) {
            self.say(IssueCode::MissingStage, None, None, format!("no stage “{}” of {}", stage.name, card.framework), None);
        }
    }
}

fn first(evidence: &[Quote]) -> Option<Span> {
    evidence.first().map(|quote| quote.span)
}

fn ids(card: &Scored) -> impl Iterator<Item = &str> {
    let criteria = card.key_points.iter().chain(&card.looks_for).map(|c| c.id.as_str());
    criteria.chain(card.mistakes.iter().map(|m| m.id.as_str()))
}

/// What a criterion costs the score; none when there is no such criterion.
fn cost(card: &Scored, id: &str) -> Option<Points> {
    let known = ids(card).any(|known| known == id);
    let parts = ["key points", "looks for"].iter().map(|part| cost_in(card, part, id)).sum::<i32>();
    let deductions = card.mistakes.iter().filter(|m| m.id == id).map(|m| -m.deduction.0).sum::<i32>();
    known.then_some(Points(parts + deductions))
}

/// What a criterion costs one part of the score, in tenths of a point.
fn cost_in(card: &Scored, part: &str, id: &str) -> i32 {
    let criteria = match part {
        "key points" => &card.key_points,
        "looks for" => &card.looks_for,
        _ => return 0,
    };
    criteria.iter().filter(|c| c.id == id).map(|c| c.max.0 - c.points.0).sum()
}
