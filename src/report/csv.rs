//! A review for spreadsheets: one row an answer, and one for whatever has no place. No cell acts: what a spreadsheet would take for a formula
//! opens with an apostrophe. Must not compute.

use super::escape::cell;
use crate::review::{Progress, Review, Standing, Submission, Unplaced};
use crate::score::{Band, Scorecard, Status};
use std::io::{self, Write};

/// The columns. New ones are only ever added at the end.
const COLUMNS: [&str; 27] = [
    "candidate",
    "question",
    "title",
    "status",
    "reason",
    "score",
    "band",
    "computed_score",
    "computed_band",
    "coach_score",
    "overrides",
    "stale_overrides",
    "comments",
    "drafts",
    "previous_score",
    "change",
    "confidence",
    "words",
    "key_points_met",
    "key_points",
    "looks_for_met",
    "looks_for",
    "mistakes",
    "next_step",
    "alike",
    "file",
    "digest",
];

/// Writes the table.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, review: &Review) -> io::Result<()> {
    // Quoted, no line begins with a text from elsewhere, and no list separator of another country splits one.
    let mut table = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::NonNumeric).from_writer(out);
    table.write_record(COLUMNS)?;
    for submission in &review.submissions {
        table.write_record(row(review, submission))?;
    }
    for Unplaced { name, why, .. } in &review.unplaced {
        let mut row = vec![String::new(); COLUMNS.len()];
        (row[3], row[4], row[25]) = ("unplaced".to_owned(), cell(why), cell(name));
        table.write_record(row)?;
    }
    table.flush()
}

fn row(review: &Review, submission: &Submission) -> Vec<String> {
    let question = &review.questions[submission.question];
    let (draft, judgement) = (submission.current(), &submission.judgement);
    let card = draft.card();
    let reason = match &draft.graded.scorecard {
        Scorecard::Unscored(why) => why.to_string(),
        Scorecard::Scored(_) => String::new(),
    };
    let number = |points: Option<crate::score::Points>| points.map(|p| p.to_string()).unwrap_or_default();
    let band = |points: Option<crate::score::Points>| points.map(|p| Band::of(p).name().to_owned()).unwrap_or_default();
    let stale = judgement.overrides.iter().filter(|o| o.standing == Standing::Stale).count();
    let met = |criteria: &[crate::score::CriterionResult]| criteria.iter().filter(|c| submission.status(c) == Status::Met).count();
    let of_card = |of: &dyn Fn(&crate::score::Scored) -> String| card.map(of).unwrap_or_default();
    vec![
        cell(&review.candidates[submission.candidate].name),
        cell(&question.rubric.id),
        cell(&question.rubric.title),
        if submission.score().is_some() { "scored" } else { "unscored" }.to_owned(),
        cell(&reason),
        number(submission.score()),
        band(submission.score()),
        number(submission.computed()),
        band(submission.computed()),
        number(judgement.adjusted),
        judgement.overrides.len().to_string(),
        stale.to_string(),
        judgement.comments.len().to_string(),
        submission.drafts.len().to_string(),
        number(submission.before().and_then(|before| before.card()).map(|card| card.score)),
        number(Progress::of(submission).map(|progress| progress.by())),
        of_card(&|card| card.confidence.level.name().to_owned()),
        of_card(&|card| card.delivery.words.to_string()),
        of_card(&|card| met(&card.key_points).to_string()),
        of_card(&|card| card.key_points.len().to_string()),
        of_card(&|card| met(&card.looks_for).to_string()),
        of_card(&|card| card.looks_for.len().to_string()),
        of_card(&|card| cell(&card.mistakes.iter().filter(|m| submission.made(m)).map(|m| m.id.as_str()).collect::<Vec<_>>().join(" "))),
        of_card(&|card| card.next_steps.first().map(|step| cell(&step.advice)).unwrap_or_default()),
        submission.alike.len().to_string(),
        cell(&draft.graded.name.to_string()),
        cell(&draft.digest),
    ]
}
