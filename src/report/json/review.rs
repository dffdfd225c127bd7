//! A review, and a comparison of two drafts, as JSON. Fields are only ever added. Must not compute.

use super::{BandEntry, Entry, Evidence, Places, SCHEMA_VERSION, document, round};
use crate::batch::Graded;
use crate::report::json::criterion;
use crate::review::copies::{Alike, With};
use crate::review::{
    Agreement, Candidate, Comment, CriterionDifference, Draft, FrequentMistake, MissedCriterion, Overridden, Override, Progress, Question,
    Review, Standing, Submission, Unplaced,
};
use crate::score::{Band, MistakeResult, Points, Scorecard};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'r> {
    schema_version: u32,
    folder: &'r str,
    layout: Value,
    candidates: Vec<Value>,
    questions: Vec<Value>,
    submissions: Vec<SubmissionEntry<'r>>,
    missed: Vec<Value>,
    mistakes: Vec<Value>,
    unplaced: Vec<Value>,
    stray: &'r [String],
    not_answers: usize,
    agreement: Option<Value>,
}

#[derive(Serialize)]
struct SubmissionEntry<'r> {
    candidate: &'r str,
    question: &'r str,
    score: Option<f64>,
    band: Option<BandEntry>,
    computed_score: Option<f64>,
    coach: Value,
    drafts: Vec<Value>,
    progress: Option<Value>,
    alike: Vec<Value>,
    result: Entry<'r>,
}

/// Writes a review as one document.
///
/// # Errors
/// Whatever the writer reports.
pub fn review(out: &mut dyn Write, review: &Review, agreement: Option<&Agreement>) -> io::Result<()> {
    let ids = Ids(review);
    let content = Document {
        schema_version: SCHEMA_VERSION,
        folder: &review.folder,
        layout: json!({ "told": review.layout.told, "stated": review.layout.stated }),
        candidates: review.candidates.iter().map(|Candidate { id, name, .. }| json!({ "id": id, "name": name })).collect(),
        questions: review.questions.iter().map(question).collect(),
        submissions: review.submissions.iter().map(|s| ids.submission(s)).collect(),
        missed: review.together.missed.iter().map(|m| ids.missed(m)).collect(),
        mistakes: review.together.mistakes.iter().map(|m| ids.mistake(m)).collect(),
        unplaced: review.unplaced.iter().map(|Unplaced { name, why, fault }| json!({ "name": name, "why": why, "fault": fault })).collect(),
        stray: &review.stray,
        not_answers: review.passed_over,
        agreement: agreement.map(|agreement| ids.agreement(agreement)),
    };
    document(out, &content)
}

/// Writes comparisons of drafts, the earlier of each pair first, as one document.
///
/// # Errors
/// Whatever the writer reports.
pub fn comparison(out: &mut dyn Write, pairs: &[(&Graded, &Graded)]) -> io::Result<()> {
    let one = |(old, new): &(&Graded, &Graded)| {
        let progress = match (&old.scorecard, &new.scorecard) {
            (Scorecard::Scored(before), Scorecard::Scored(after)) => Some(progress(&Progress::between(before, after), new)),
            _ => None,
        };
        json!({
            "rubric": new.rubric.id,
            "rubric_changed": old.rubric.sha256 != new.rubric.sha256,
            "old": side(old),
            "new": side(new),
            "progress": progress,
        })
    };
    document(out, &json!({ "schema_version": SCHEMA_VERSION, "comparisons": pairs.iter().map(one).collect::<Vec<_>>() }))
}

fn side(graded: &Graded) -> Value {
    let (score, reason) = match &graded.scorecard {
        Scorecard::Scored(card) => (Some(card.score), None),
        Scorecard::Unscored(why) => (None, Some(why.to_string())),
    };
    json!({ "file": graded.name.file, "part": graded.name.part, "score": score.map(Points::as_f64), "band": score.map(band), "reason": reason })
}

fn band(score: Points) -> BandEntry {
    let band = Band::of(score);
    BandEntry { level: band.level(), name: band.name() }
}

fn question(question: &Question) -> Value {
    let Question { rubric, prompt, bands, mean, .. } = question;
    json!({
        "id": rubric.id,
        "title": rubric.title,
        "prompt": prompt,
        "sha256": rubric.sha256,
        "bands": bands,
        "mean": mean.map(|mean| round(mean, 10.0)),
    })
}

fn progress(progress: &Progress<'_>, now: &Graded) -> Value {
    let at = Places::of(&now.source);
    let steps = |steps: &[crate::review::Step<'_>]| -> Vec<Value> {
        steps.iter().map(|step| json!({ "was": step.was.name(), "now": criterion(step.now, &at) })).collect()
    };
    let mistakes = |all: &[&MistakeResult]| -> Vec<Value> { all.iter().map(|m| json!({ "id": m.id, "says": m.says })).collect() };
    json!({
        "from": progress.from.as_f64(),
        "to": progress.to.as_f64(),
        "by": progress.by().as_f64(),
        "gained": steps(&progress.gained),
        "lost": steps(&progress.lost),
        "mistakes_gone": mistakes(&progress.mended),
        "mistakes_made": mistakes(&progress.slipped),
    })
}

/// Writes indices as what they point at.
struct Ids<'r>(&'r Review);

impl<'r> Ids<'r> {
    fn candidate(&self, submission: usize) -> &'r str {
        self.0.submissions.get(submission).map_or("", |s| &self.0.candidates[s.candidate].id)
    }

    fn question(&self, question: usize) -> &'r str {
        &self.0.questions[question].rubric.id
    }

    fn all(&self, submissions: &[usize]) -> Vec<&'r str> {
        submissions.iter().map(|&at| self.candidate(at)).collect()
    }

    fn submission(&self, submission: &'r Submission) -> SubmissionEntry<'r> {
        let judgement = &submission.judgement;
        SubmissionEntry {
            candidate: &self.0.candidates[submission.candidate].id,
            question: self.question(submission.question),
            score: submission.score().map(Points::as_f64),
            band: submission.score().map(band),
            computed_score: submission.computed().map(Points::as_f64),
            coach: json!({
                "score": judgement.adjusted.map(Points::as_f64),
                "overrides": judgement.overrides.iter().map(overridden).collect::<Vec<_>>(),
                "comments": judgement.comments.iter().map(comment).collect::<Vec<_>>(),
            }),
            drafts: submission.drafts.iter().map(draft).collect(),
            progress: Progress::of(submission).map(|moved| progress(&moved, &submission.current().graded)),
            alike: submission.alike.iter().map(|alike| self.alike(submission, alike)).collect(),
            result: Entry::graded(&submission.current().graded),
        }
    }

    fn alike(&self, submission: &Submission, alike: &Alike) -> Value {
        let with = match alike.with {
            With::Submission(at) => json!({ "candidate": self.candidate(at) }),
            With::Model => json!({ "model_answer": true }),
        };
        let text = &submission.current().graded.source.text;
        let passages: Vec<&str> = alike.passages.iter().map(|p| p.here.of(text)).collect();
        json!({ "with": with, "share": round(alike.share, 1000.0), "passages": passages })
    }

    fn missed(&self, missed: &MissedCriterion) -> Value {
        let example = missed.example.as_ref().map(|(at, quote)| {
            let places = Places::of(&self.0.submissions[*at].current().graded.source);
            let evidence: Evidence<'_> = places.evidence(quote);
            json!({ "candidate": self.candidate(*at), "evidence": evidence })
        });
        json!({
            "question": self.question(missed.question),
            "id": missed.id,
            "says": missed.says,
            "advice": missed.advice,
            "missed_by": self.all(&missed.missed),
            "partial": missed.partial,
            "of": missed.of,
            "example": example,
        })
    }

    fn mistake(&self, mistake: &FrequentMistake) -> Value {
        json!({
            "question": self.question(mistake.question),
            "id": mistake.id,
            "says": mistake.says,
            "advice": mistake.advice,
            "severity": mistake.severity.name(),
            "made_by": self.all(&mistake.made),
            "of": mistake.of,
        })
    }

    fn agreement(&self, agreement: &Agreement) -> Value {
        let mean = |mean: Option<f64>| mean.map(|mean| round(mean, 100.0));
        let score = |(at, computed, given): &(usize, Points, Points)| {
            let question = self.question(self.0.submissions[*at].question);
            json!({ "candidate": self.candidate(*at), "question": question, "computed": computed.as_f64(), "coach": given.as_f64() })
        };
        json!({
            "answers": agreement.bands.count(),
            "kappa": agreement.bands.kappa().map(|kappa| round(kappa, 1000.0)),
            "mean_difference": mean(agreement.mean_difference),
            "mean_distance": mean(agreement.mean_distance),
            "same_band": round(agreement.bands.within(0), 1000.0),
            "within_one_band": round(agreement.bands.within(1), 1000.0),
            "bands": agreement.bands.rows(),
            "scores": agreement.scores.iter().map(score).collect::<Vec<_>>(),
            "coach_only": agreement.coach_only,
            "stale": agreement.stale,
            "criteria": agreement.criteria.iter().map(|c| self.difference(c)).collect::<Vec<_>>(),
        })
    }

    fn difference(&self, one: &CriterionDifference) -> Value {
        let pattern = |(pattern, answers): &(String, usize)| json!({ "pattern": pattern, "answers": answers });
        json!({
            "question": self.question(one.question),
            "id": one.id,
            "says": one.says,
            "found_too_little": self.all(&one.found_too_little),
            "found_too_much": self.all(&one.found_too_much),
            "patterns": one.patterns.iter().map(pattern).collect::<Vec<_>>(),
        })
    }
}

fn draft(draft: &Draft) -> Value {
    let Draft { label, previous, digest, graded } = draft;
    let score = draft.card().map(|card| card.score);
    json!({
        "label": label,
        "previous": previous,
        "file": graded.name.file,
        "digest": digest,
        "score": score.map(Points::as_f64),
        "band": score.map(band),
    })
}

fn overridden(made: &Override) -> Value {
    let (criterion, computed, given) = match &made.of {
        Overridden::Score { computed, given } => (None, json!(computed.map(Points::as_f64)), json!(given.as_f64())),
        Overridden::Criterion { id, computed, given, .. } => (Some(id), json!(computed.map(|s| s.name())), json!(given.name())),
        Overridden::Mistake { id, computed, given, .. } => (Some(id), json!(computed), json!(given)),
    };
    let standing = match made.standing {
        Standing::Holds => "holds",
        Standing::Stale => "stale",
        Standing::Unstamped => "unstamped",
    };
    json!({
        "criterion": criterion,
        "computed": computed,
        "given": given,
        "reason": made.reason,
        "by": made.by,
        "date": made.date,
        "standing": standing,
        "line": made.line,
    })
}

fn comment(comment: &Comment) -> Value {
    let Comment { text, by, date, criterion } = comment;
    json!({ "text": text, "by": by, "date": date, "criterion": criterion })
}
