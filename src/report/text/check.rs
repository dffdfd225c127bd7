//! A check for people: the answers that need a look, each with what is the matter and what would help, and the sums at the end. Must not
//! come to a verdict of its own.

use super::header::of_band;
use super::page::{Line, Page, Paint, count};
use super::{Style, Verbosity};
use crate::batch::{Change, ChangeKind, Checked, Issue, Level, Summary, Verdict};
use crate::report::check::Report;
use crate::score::Points;
use std::io::{self, Write};

/// The most notes that are shown of one answer unless all are asked for.
const ISSUES: usize = 6;

/// `text`: for people; free to change.
pub struct Checks<W> {
    out: W,
    style: Style,
}

impl<W: Write> Checks<W> {
    /// Into a writer.
    pub fn new(out: W, style: Style) -> Self {
        Self { out, style }
    }
}

impl<W: Write> Report for Checks<W> {
    fn answer(&mut self, checked: &Checked) -> io::Result<()> {
        let verbose = self.style.verbosity == Verbosity::Verbose;
        let quiet = self.style.verbosity == Verbosity::Quiet;
        let blocks = checked.blocks().is_some();
        let moved = |c: &Change| !matches!(c.kind, ChangeKind::Unchanged | ChangeKind::New) || c.moved_from.is_some();
        let changed = checked.change.as_ref().is_some_and(moved);
        if !(blocks || verbose || (changed && !quiet)) {
            return Ok(());
        }
        let mut page = Page::new(&mut self.out, self.style.width);
        heading(&mut page, checked)?;
        if quiet {
            return Ok(());
        }
        if let Some(change) = &checked.change {
            told(&mut page, checked, change)?;
        }
        let least = if verbose { Level::Note } else { Level::Warning };
        let shown: Vec<&Issue> = checked.issues.iter().filter(|i| (blocks || verbose) && i.level >= least).collect();
        let most = if verbose { usize::MAX } else { ISSUES };
        // The gravest first, each level in order of place.
        let mut ordered = shown.clone();
        ordered.sort_by_key(|i| std::cmp::Reverse(i.level));
        for issue in ordered.iter().take(most) {
            one(&mut page, issue)?;
        }
        if ordered.len() > most {
            page.line(&Line::indent(4).and(Paint::Faint, &format!("and {} more; --verbose shows all", ordered.len() - most)))?;
        }
        for waived in checked.waived.iter().filter(|_| blocks || verbose) {
            let said = format!("waived {} ({}): {}", waived.criterion, waived.points, waived.reason);
            page.block(Line::indent(4), Line::new().prose(Paint::Faint, &said), Line::new())?;
        }
        page.blank()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let mut page = Page::new(&mut self.out, self.style.width);
        sums(&mut page, summary, self.style)?;
        self.out.flush()
    }
}

fn heading(page: &mut Page<'_>, checked: &Checked) -> io::Result<()> {
    let (mark, paint) = match (checked.verdict(), checked.known_failure) {
        (_, true) => ("≈ known failure", Paint::Fair),
        (Verdict::Pass, _) => ("✔ pass", Paint::Good),
        (Verdict::Fail, _) => ("✘ fail", Paint::Bad),
        (Verdict::Unscored, _) => ("⊘ unscored", Paint::Bad),
        (Verdict::None, _) => ("- no threshold", Paint::Faint),
    };
    let name = Line::new().prose(Paint::Strong, &checked.name().to_string());
    let score = match checked.card() {
        Some(card) => Line::new().and(of_band(card.band), &format!("{} {}", card.score, card.band.name())),
        None => Line::new(),
    };
    page.block(Line::new(), name.and(Paint::Plain, "  ").join(score), Line::new().and(paint, mark))
}

fn told(page: &mut Page<'_>, checked: &Checked, change: &Change) -> io::Result<()> {
    let now = checked.card().map(|card| card.score);
    let number = |points: Option<Points>| points.map_or_else(|| "no score".to_owned(), |p| p.to_string());
    let from_to = format!("{} -> {}", number(change.from), number(now));
    let (said, paint) = match change.kind {
        ChangeKind::New => ("new since the baseline".to_owned(), Paint::Faint),
        ChangeKind::Unchanged => ("unchanged since the baseline".to_owned(), Paint::Faint),
        ChangeKind::Regraded => (format!("regraded {from_to}: the text is the same, the rubric or the program is not"), Paint::Fair),
        ChangeKind::Improved => (format!("improved {from_to}"), Paint::Good),
        ChangeKind::Fell => (format!("fell {from_to}"), Paint::Bad),
        ChangeKind::Level => (format!("changed, {from_to}"), Paint::Plain),
    };
    let list = |ids: &[String]| ids.join(", ");
    let gained = if change.gained.is_empty() { String::new() } else { format!("; gained {}", list(&change.gained)) };
    let lost = if change.lost.is_empty() { String::new() } else { format!("; lost {}", list(&change.lost)) };
    let moved = change.moved_from.as_ref().map(|from| format!("; was {from}")).unwrap_or_default();
    page.block(Line::indent(2), Line::new().prose(paint, &format!("{said}{gained}{lost}{moved}")), Line::new())
}

fn one(page: &mut Page<'_>, issue: &Issue) -> io::Result<()> {
    let paint = match issue.level {
        Level::Error => Paint::Bad,
        Level::Warning => Paint::Fair,
        Level::Note => Paint::Faint,
    };
    let place = issue.region.map(|r| format!("{}:{}", r.start.line, r.start.column)).unwrap_or_default();
    let about = issue.criterion.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    let lead = Line::indent(2).and(Paint::Faint, &format!("{place:>6}  ")).and(paint, issue.level.name()).and(Paint::Plain, "  ");
    let body =
        Line::new().prose(Paint::Plain, &issue.message).prose(Paint::Faint, &about).and(Paint::Faint, &format!(" [{}]", issue.code.name()));
    page.block(lead, body, Line::new())?;
    match &issue.advice {
        Some(advice) if issue.level > Level::Note => {
            page.block(Line::indent(10).and(Paint::Faint, "-> "), Line::new().prose(Paint::Plain, advice), Line::new())
        }
        _ => Ok(()),
    }
}

fn sums(page: &mut Page<'_>, summary: &Summary, style: Style) -> io::Result<()> {
    let parts = [
        (summary.passed, "pass", Paint::Good),
        (summary.failed, "fail", Paint::Bad),
        (summary.unjudged, "scored without a threshold", Paint::Plain),
        (summary.unscored, "without a score", Paint::Fair),
    ];
    let counts = parts
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .fold(Line::new(), |line, (n, what, paint)| line.and(Paint::Faint, " · ").and(paint, &format!("{n}\u{a0}{what}")));
    let mean = summary.mean().map(|mean| format!(" · mean\u{a0}{mean:.1}")).unwrap_or_default();
    let opening = Line::new().and(Paint::Strong, &count(summary.answers, "answer"));
    page.block(Line::new(), opening.join(counts).and(Paint::Faint, &mean), Line::new())?;
    let mut also = Vec::new();
    if summary.known_failures > 0 {
        also.push(format!("{} failed before and are let through", summary.known_failures));
    }
    for (kind, n) in summary.changes.iter().filter(|(kind, _)| !matches!(kind, ChangeKind::Unchanged)) {
        also.push(format!("{n} {} since the baseline", kind.name()));
    }
    if !summary.waived.is_empty() {
        also.push(count(summary.waived.len(), "waiver"));
    }
    if summary.passed_over.over > 0 {
        also.push(format!("{} passed over: no rubric fits", count(summary.passed_over.over, "other file")));
    }
    if summary.passed_over.unseen > 0 {
        also.push(format!("{} not looked at after the first failure", count(summary.passed_over.unseen, "file")));
    }
    if summary.unjudged > 0 {
        also.push("no threshold is set, so nothing passes or fails: see `rubrica init`".to_owned());
    }
    for said in also {
        page.block(Line::indent(2), Line::new().and(Paint::Faint, &said), Line::new())?;
    }
    if style.verbosity == Verbosity::Verbose {
        for (name, waived) in &summary.waived {
            let said = format!("{name}:{} waives {}: {}", waived.line, waived.criterion, waived.reason);
            page.block(Line::indent(4), Line::new().prose(Paint::Faint, &said), Line::new())?;
        }
    }
    Ok(())
}
