//! A check for people: the answers that need a look, each with what is the matter and what would help, and the sums at the end. Must not
//! come to a verdict of its own.

use super::header::of_band;
use super::page::{Line, Page, Paint, count};
use super::{Style, Verbosity};
use crate::batch::{Change, ChangeKind, Checked, Issue, IssueCode, Level, Summary, Verdict, Waived};
use crate::report::check::{Report, about, place, remarks};
use crate::score::Points;
use std::io::{self, Write};

/// The most notes that are shown of one answer unless all are asked for.
const ISSUES: usize = 6;

/// Columns before what an issue says: its place, its level.
const BODY: usize = 18;

/// Whether an issue is about a comment to the program: whoever wrote it should hear of it even where nothing is held up.
fn of_comment(code: IssueCode) -> bool {
    matches!(code, IssueCode::UnknownWaiver | IssueCode::UnusedWaiver | IssueCode::UnclearDirective)
}

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
        let all = blocks || verbose;
        let shows = |issue: &Issue| issue.level >= if verbose { Level::Note } else { Level::Warning } && (all || of_comment(issue.code));
        let mut issues: Vec<&Issue> = checked.issues.iter().filter(|issue| shows(issue)).collect();
        let tells = changed || !issues.is_empty() || !checked.waived.is_empty();
        if !(all || (tells && !quiet)) {
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
        // The gravest first, each level in order of place.
        issues.sort_by_key(|issue| std::cmp::Reverse(issue.level));
        let most = if verbose { usize::MAX } else { ISSUES };
        for issue in issues.iter().take(most) {
            one(&mut page, issue)?;
        }
        if issues.len() > most {
            let more = format!("and {} more; --verbose shows all", issues.len() - most);
            page.line(&Line::indent(BODY).and(Paint::Faint, &more))?;
        }
        checked.waived.iter().try_for_each(|waived| not_counted(&mut page, waived))?;
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
        // The issue says how far, and what was lost.
        ChangeKind::Fell if checked.issues.iter().any(|i| i.code == IssueCode::Regression) => {
            return match change.gained.is_empty() && change.moved_from.is_none() {
                true => Ok(()),
                false => page.block(Line::indent(2), Line::new().prose(Paint::Plain, &beside(change)), Line::new()),
            };
        }
        ChangeKind::Fell => (format!("fell {from_to}"), Paint::Bad),
        ChangeKind::Level => ("changed, and scores the same".to_owned(), Paint::Plain),
    };
    let lost = if change.lost.is_empty() { String::new() } else { format!("; lost {}", change.lost.join(", ")) };
    let beside = Some(beside(change)).filter(|b| !b.is_empty()).map(|b| format!("; {b}")).unwrap_or_default();
    page.block(Line::indent(2), Line::new().prose(paint, &format!("{said}{lost}{beside}")), Line::new())
}

/// What a change brought beside a fall: what was gained, and where the answer was before.
fn beside(change: &Change) -> String {
    let gained = Some(change.gained.join(", ")).filter(|ids| !ids.is_empty()).map(|ids| format!("gained {ids}"));
    let moved = change.moved_from.as_ref().map(|from| format!("was {from}"));
    gained.into_iter().chain(moved).collect::<Vec<_>>().join("; ")
}

fn one(page: &mut Page<'_>, issue: &Issue) -> io::Result<()> {
    let paint = match issue.level {
        Level::Error => Paint::Bad,
        Level::Warning => Paint::Fair,
        Level::Note => Paint::Faint,
    };
    let tail = format!("{} [{}]", about(issue), issue.code.name());
    let body = Line::new().prose(Paint::Plain, &issue.message).and(Paint::Faint, &tail);
    page.block(lead(&place(issue).unwrap_or_default(), issue.level.name(), paint), body, Line::new())?;
    match &issue.advice {
        Some(advice) if issue.level > Level::Note => {
            page.block(Line::indent(BODY).and(Paint::Faint, "-> "), Line::new().prose(Paint::Plain, advice), Line::new())
        }
        _ => Ok(()),
    }
}

fn not_counted(page: &mut Page<'_>, waived: &Waived) -> io::Result<()> {
    let Waived { criterion, reason, points, line } = waived;
    let said = format!("{criterion} costs {points}, which no threshold counts: {reason}");
    page.block(lead(&line.to_string(), "waived", Paint::Faint), Line::new().prose(Paint::Faint, &said), Line::new())
}

/// A place and a level, each in a column of its own.
fn lead(place: &str, level: &str, paint: Paint) -> Line {
    Line::new().and(Paint::Faint, &format!("{place:>7}  ")).and(paint, level).and(Paint::Plain, &" ".repeat(BODY - 9 - level.len()))
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
    if style.verbosity == Verbosity::Quiet {
        return Ok(());
    }
    for said in remarks(summary) {
        page.block(Line::indent(2), Line::new().and(Paint::Faint, &said), Line::new())?;
    }
    Ok(())
}
