//! A review for the terminal: the matrix first, then what many miss, progress, the coach's own words, and what has no place. Free to
//! change between versions. Must not compute.

mod agreement;
mod coach;
mod common;
mod matrix;
mod rest;

use super::page::{Line, Page, Paint, count};
use super::quote::Source;
use super::{Style, Verbosity, changes};
use crate::report::escape;
use crate::review::{Agreement, Progress, Review, Submission};
use std::io::{self, Write};

/// The most entries of a section unless all are asked for.
const ENTRIES: usize = 8;

/// Writes a review. Quiet: the matrix alone.
///
/// # Errors
/// Whatever the writer reports.
pub fn review(out: &mut dyn Write, review: &Review, style: Style) -> io::Result<()> {
    heading(&mut Page::new(out, style.width), review)?;
    matrix::write(&mut Page::wide(out, style.width), review)?;
    if style.verbosity == Verbosity::Quiet {
        return Ok(());
    }
    let page = &mut Page::new(out, style.width);
    progress(page, review, style)?;
    common::missed(page, review, style)?;
    common::mistakes(page, review, style)?;
    coach::write(page, review)?;
    rest::alike(page, review)?;
    rest::without_score(page, review)
}

/// Writes how the coach's scores stand to the computed ones.
///
/// # Errors
/// Whatever the writer reports.
pub fn agreement(out: &mut dyn Write, review: &Review, agreement: &Agreement, style: Style) -> io::Result<()> {
    let page = &mut Page::new(out, style.width);
    heading(page, review)?;
    agreement::write(page, review, agreement, style)
}

fn heading(page: &mut Page<'_>, review: &Review) -> io::Result<()> {
    page.block(Line::new(), Line::new().prose(Paint::Strong, &review.folder), Line::new())?;
    let unscored = review.submissions.iter().filter(|s| s.score().is_none()).count();
    let scores: Vec<f64> = review.submissions.iter().filter_map(|s| s.score()).map(|s| s.as_f64()).collect();
    let mut facts = vec![
        count(review.candidates.len(), "mentee"),
        count(review.questions.len(), "question"),
        count(review.submissions.len(), "answer"),
    ];
    if unscored > 0 {
        facts.push(format!("{unscored} without a score"));
    }
    if !scores.is_empty() {
        facts.push(format!("mean {:.1}", scores.iter().sum::<f64>() / scores.len() as f64));
    }
    let facts: Vec<String> = facts.iter().map(|fact| fact.replace(' ', "\u{a0}")).collect();
    page.block(Line::indent(2), Line::new().and(Paint::Plain, &facts.join(" · ")), Line::new())?;
    if review.submissions.is_empty() {
        return Ok(());
    }
    let guess = if review.layout.stated { "" } else { "; guessed: `submissions` under [review] in rubrica.toml settles it" };
    let told = format!("whose an answer is: by {}{guess}", review.layout.told);
    page.block(Line::indent(2), Line::new().and(Paint::Faint, &told), Line::new())
}

/// Whose answer to what, for the beginning of a line.
fn whose(review: &Review, submission: &Submission) -> Line {
    let (who, what) = (&review.candidates[submission.candidate].name, &review.questions[submission.question].rubric.id);
    Line::new().prose(Paint::Strong, who).and(Paint::Plain, "  ").and(Paint::Faint, &escape::line(what)).and(Paint::Plain, "  ")
}

fn progress(page: &mut Page<'_>, review: &Review, style: Style) -> io::Result<()> {
    let moved: Vec<&Submission> = review.submissions.iter().filter(|s| s.before().is_some()).collect();
    if moved.is_empty() {
        return Ok(());
    }
    page.section("progress", Line::new())?;
    let same = |s: &&Submission| s.before().is_some_and(|before| before.digest == s.current().digest);
    let (same, moved): (Vec<&Submission>, Vec<&Submission>) = moved.into_iter().partition(same);
    for submission in moved {
        let (Some(before), now) = (submission.before(), submission.current()) else { continue };
        let since = Line::new().prose(Paint::Faint, &format!("since {}", before.label));
        let lead = Line::indent(2);
        let Some((progress, (old, new))) = Progress::of(submission).zip(before.card().zip(now.card())) else {
            let said = |card: bool| if card { "scored" } else { "without a score" };
            let body = format!("{} → {}", said(before.card().is_some()), said(now.card().is_some()));
            page.block(lead, whose(review, submission).and(Paint::Fair, &body), since)?;
            continue;
        };
        page.block(lead, whose(review, submission).join(changes::score(old, new)), since)?;
        if style.verbosity == Verbosity::Verbose {
            changes::between(page, &progress, &Source::of(&now.graded.source), style)?;
        } else {
            in_short(page, &progress)?;
        }
    }
    match same.len() {
        0 => Ok(()),
        n => page.line(&Line::indent(2).and(Paint::Faint, &format!("{} with the same text as before", count(n, "answer")))),
    }
}

fn in_short(page: &mut Page<'_>, progress: &Progress<'_>) -> io::Result<()> {
    let steps = |steps: &[crate::review::Step<'_>]| steps.iter().map(|step| step.now.id.clone()).collect::<Vec<_>>().join(", ");
    let mistakes = |all: &[&crate::score::MistakeResult]| all.iter().map(|m| m.id.clone()).collect::<Vec<_>>().join(", ");
    let kinds = [
        ("gained", steps(&progress.gained), Paint::Good),
        ("lost", steps(&progress.lost), Paint::Bad),
        ("mistake gone", mistakes(&progress.mended), Paint::Good),
        ("mistake made", mistakes(&progress.slipped), Paint::Bad),
    ];
    for (kind, ids, paint) in kinds.iter().filter(|(_, ids, _)| !ids.is_empty()) {
        page.block(Line::indent(6).and(*paint, &format!("{kind}  ")), Line::new().prose(Paint::Plain, ids), Line::new())?;
    }
    Ok(())
}
