//! What needs a person: passages that texts share, answers without a score, files without a place. Must not judge.

use super::super::page::{Line, Page, Paint, count};
use super::super::quote::shortened;
use super::whose;
use crate::report::escape;
use crate::review::copies::With;
use crate::review::{Review, Submission};
use crate::score::Scorecard;
use std::io;

/// The most columns of a shared passage.
const PASSAGE: usize = 160;

/// Writes which answers share passages with which texts.
pub(super) fn alike(page: &mut Page<'_>, review: &Review) -> io::Result<()> {
    let flagged: Vec<&Submission> = review.submissions.iter().filter(|s| !s.alike.is_empty()).collect();
    if flagged.is_empty() {
        return Ok(());
    }
    page.section("shared passages", Line::new())?;
    for submission in flagged {
        for alike in &submission.alike {
            let with = match alike.with {
                With::Submission(at) => review.submissions.get(at).map_or("", |s| review.candidates[s.candidate].name.as_str()),
                With::Model => "the model answer",
            };
            let share = format!("{:.0} % of the words also stand in {with}", alike.share * 100.0);
            page.block(Line::indent(2).and(Paint::Fair, "≈ "), whose(review, submission).prose(Paint::Plain, &share), Line::new())?;
            if let Some(passage) = alike.passages.first() {
                let words = shortened(&escape::line(passage.here.of(&submission.current().graded.source.text)), PASSAGE);
                page.block(Line::indent(6), Line::new().and(Paint::Quote, &format!("“{words}”")), Line::new())?;
            }
        }
    }
    Ok(())
}

/// Writes what could not be scored or placed.
pub(super) fn without_score(page: &mut Page<'_>, review: &Review) -> io::Result<()> {
    let reason = |s: &Submission| match &s.current().graded.scorecard {
        Scorecard::Unscored(why) => Some(why.to_string()),
        Scorecard::Scored(_) => None,
    };
    let unscored: Vec<(&Submission, String)> = review.submissions.iter().filter_map(|s| Some((s, reason(s)?))).collect();
    if !unscored.is_empty() || !review.unplaced.is_empty() {
        page.section("without a score or a place", Line::new())?;
    }
    for (submission, why) in unscored {
        page.block(Line::indent(2).and(Paint::Bad, "⊘ "), whose(review, submission).prose(Paint::Plain, &why), Line::new())?;
    }
    for unplaced in &review.unplaced {
        let body = Line::new().prose(Paint::Strong, &unplaced.name).and(Paint::Plain, "  ").prose(Paint::Plain, &unplaced.why);
        page.block(Line::indent(2).and(Paint::Bad, "? "), body, Line::new())?;
    }
    if review.passed_over == 0 {
        return Ok(());
    }
    page.blank()?;
    let said = format!("{} passed over: no rubric fits", count(review.passed_over, "other file"));
    page.block(Line::indent(2), Line::new().and(Paint::Faint, &said), Line::new())
}
