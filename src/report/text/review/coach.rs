//! What the coach says, always beside what was computed. Must not apply anything.

use super::super::page::{Line, Page, Paint};
use super::whose;
use crate::review::{Comment, Overridden, Override, Review, Standing};
use std::io;

/// Writes overrides and comments, and entries that belong to no answer.
pub(super) fn write(page: &mut Page<'_>, review: &Review) -> io::Result<()> {
    let said = |s: &&crate::review::Submission| !s.judgement.overrides.is_empty() || !s.judgement.comments.is_empty();
    let mut any = review.submissions.iter().filter(said).peekable();
    if any.peek().is_none() && review.stray.is_empty() {
        return Ok(());
    }
    page.section("the coach", Line::new())?;
    for submission in any {
        let scores = match (submission.computed(), submission.judgement.adjusted) {
            (Some(computed), Some(given)) => format!("computed {computed}, with the coach’s judgement {given}"),
            (None, Some(given)) => format!("computed no score, the coach gives {given}"),
            (Some(computed), None) => format!("computed {computed}"),
            (None, None) => "no score".to_owned(),
        };
        page.block(Line::indent(2), whose(review, submission).and(Paint::Plain, &scores), Line::new())?;
        for made in &submission.judgement.overrides {
            overridden(page, made)?;
        }
        for comment in &submission.judgement.comments {
            commented(page, comment)?;
        }
    }
    for stray in &review.stray {
        page.block(Line::indent(2).and(Paint::Bad, "? "), Line::new().prose(Paint::Plain, stray), Line::new())?;
    }
    Ok(())
}

fn overridden(page: &mut Page<'_>, made: &Override) -> io::Result<()> {
    let body = Line::new().prose(Paint::Plain, &in_words(&made.of)).and(Paint::Plain, " ");
    let body = body.prose(Paint::Faint, &format!("({}: {})", signed(&made.by, made.date.as_deref()), made.reason));
    let (mark, paint) = if made.standing == Standing::Stale { ("! ", Paint::Bad) } else { ("* ", Paint::Fair) };
    page.block(Line::indent(6).and(paint, mark), body, Line::new())?;
    match made.standing {
        Standing::Holds => Ok(()),
        Standing::Stale => page.block(
            Line::indent(8),
            Line::new().and(Paint::Bad, "stale: the answer has changed since; look again and take its digest out"),
            Line::new(),
        ),
        Standing::Unstamped => {
            page.block(Line::indent(8), Line::new().and(Paint::Faint, "not stamped: --stamp notes which text it was made for"), Line::new())
        }
    }
}

/// An override in words: what, from, to.
fn in_words(of: &Overridden) -> String {
    let made = |made: bool| if made { "made" } else { "not made" };
    match of {
        Overridden::Score { computed, given } => {
            format!("score {} → {given}", computed.map_or_else(|| "none".to_owned(), |score| score.to_string()))
        }
        Overridden::Criterion { id, computed, given, .. } => format!("{id} {} → {}", computed.map_or("none", |s| s.name()), given.name()),
        Overridden::Mistake { id, computed, given, .. } => format!("{id} {} → {}", computed.map_or("none", made), made(*given)),
    }
}

fn signed(by: &str, date: Option<&str>) -> String {
    date.map_or_else(|| by.to_owned(), |date| format!("{by}, {date}"))
}

fn commented(page: &mut Page<'_>, comment: &Comment) -> io::Result<()> {
    let about = comment.criterion.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
    let by = comment.by.as_ref().map(|by| format!(" ({})", signed(by, comment.date.as_deref()))).unwrap_or_default();
    let body = Line::new().prose(Paint::Plain, &format!("{about}{}", comment.text)).and(Paint::Plain, " ").prose(Paint::Faint, &by);
    page.block(Line::indent(6).and(Paint::Strong, "» "), body, Line::new())
}
