//! What more than one format says in the same words: the path of a file, what became of an answer, its worst criterion, remarks on the
//! whole. Everything is copied or picked from the results; must not judge, and knows no format. Text comes out as it came in: each
//! format escapes it.

use crate::batch::{Change, ChangeKind, Checked, Issue, Level, Summary, Verdict};
use crate::score::{Points, Scored};

/// The path of a file as platforms want it: `/` between the parts, and no `./` in front.
pub(super) fn path(file: &str) -> String {
    let path = if std::path::MAIN_SEPARATOR == '/' { file.to_owned() } else { file.replace(std::path::MAIN_SEPARATOR, "/") };
    path.strip_prefix("./").map_or(path.clone(), str::to_owned)
}

/// What became of an answer, in two words at most.
pub(super) fn standing(checked: &Checked) -> &'static str {
    match (checked.known_failure, checked.verdict()) {
        (true, _) => "known failure",
        (false, Verdict::Pass) => "pass",
        (false, Verdict::Fail) => "fail",
        (false, Verdict::Unscored) => "unscored",
        (false, Verdict::None) => "no threshold",
    }
}

/// The criterion that costs an answer the most, by id, and what it costs; none when nothing does. What is waived does not count.
pub(super) fn worst(checked: &Checked) -> Option<(&str, Points)> {
    let card = checked.card()?;
    let criteria = card.key_points.iter().chain(&card.looks_for).map(|c| (c.id.as_str(), c.max.0 - c.points.0));
    let mistakes = card.mistakes.iter().filter(|m| m.committed).map(|m| (m.id.as_str(), -m.deduction.0));
    let counts = |id: &str| checked.waived.iter().all(|w| w.criterion != id);
    let costly = criteria.chain(mistakes).filter(|(id, cost)| *cost > 0 && counts(id));
    // The first of several that cost the same.
    costly.reduce(|worst, other| if other.1 > worst.1 { other } else { worst }).map(|(id, cost)| (id, Points(cost)))
}

/// How an answer stands to the baseline, with both scores where they differ; none when there is nothing to tell.
pub(super) fn change(checked: &Checked) -> Option<String> {
    let Change { kind, from, moved_from, .. } = checked.change.as_ref()?;
    let now = checked.card().map(|card| card.score);
    let number = |points: Option<Points>| points.map_or_else(|| "no score".to_owned(), |p| p.to_string());
    let scores = match kind {
        ChangeKind::Level => return Some(format!("changed, same score{}", moved(moved_from.as_ref()))),
        ChangeKind::New | ChangeKind::Unchanged => String::new(),
        ChangeKind::Regraded | ChangeKind::Improved | ChangeKind::Fell => format!(" {} -> {}", number(*from), number(now)),
    };
    Some(format!("{}{scores}{}", kind.name(), moved(moved_from.as_ref())))
}

fn moved(from: Option<&String>) -> String {
    from.map(|name| format!(", was {name}")).unwrap_or_default()
}

/// Where an issue stands, as `line:column`; none where it has no evidence of its own, for then it stands at the opening of the answer,
/// which would tell a reader nothing.
pub(in crate::report) fn place(issue: &Issue) -> Option<String> {
    issue.region.filter(|r| r.end > r.start).map(|r| format!("{}:{}", r.start.line, r.start.column))
}

/// The criterion of an issue in brackets behind a space, unless the message names it already.
pub(in crate::report) fn about(issue: &Issue) -> String {
    let named = |id: &&String| !issue.message.contains(&format!("`{id}`"));
    issue.criterion.as_ref().filter(named).map(|id| format!(" ({id})")).unwrap_or_default()
}

/// An issue in one sentence: what is the matter, which criterion, and what would help.
pub(super) fn sentence(issue: &Issue) -> String {
    let advice = issue.advice.as_ref().map(|advice| format!(" -> {advice}")).unwrap_or_default();
    format!("{}{}{advice}", issue.message, about(issue))
}

/// The issues of an answer, the gravest first, each level in order of place.
pub(super) fn gravest_first(checked: &Checked) -> Vec<&Issue> {
    let mut issues: Vec<&Issue> = checked.issues.iter().collect();
    issues.sort_by_key(|issue| std::cmp::Reverse(issue.level));
    issues
}

/// How many issues of a level an answer has.
pub(super) fn of_level(checked: &Checked, level: Level) -> usize {
    checked.issues.iter().filter(|issue| issue.level == level).count()
}

/// How a score reads: `63.5 partial`.
pub(super) fn score(card: &Scored) -> String {
    format!("{} {}", card.score, card.band.name())
}

/// The text cut to so many characters, with `…` for what is left out.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// Answers by what became of them, the words for each that there are any of.
pub(super) fn counts(summary: &Summary) -> Vec<String> {
    let parts = [
        (summary.passed, "pass"),
        (summary.failed, "fail"),
        (summary.unjudged, "scored without a threshold"),
        (summary.unscored, "without a score"),
    ];
    parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect()
}

/// What is to be known of a check beside its counts. Holds no text of any answer.
pub(in crate::report) fn remarks(summary: &Summary) -> Vec<String> {
    let count = |n: usize, noun: &str| if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") };
    let mut remarks = Vec::new();
    if summary.known_failures > 0 {
        remarks.push(format!("{} let through by the baseline", summary.known_failures));
    }
    let changes = summary.changes.iter().filter(|(kind, _)| !matches!(kind, ChangeKind::Unchanged));
    let told = |(kind, n): (&ChangeKind, &usize)| match kind {
        ChangeKind::Level => format!("{n} changed with the same score"),
        kind => format!("{n} {}", kind.name()),
    };
    let changes: Vec<String> = changes.map(told).collect();
    if !changes.is_empty() {
        remarks.push(format!("since the baseline: {}", changes.join(", ")));
    }
    if !summary.waived.is_empty() {
        remarks.push(format!("{} used", count(summary.waived.len(), "waiver")));
    }
    if summary.passed_over.over > 0 {
        remarks.push(format!("{} passed over: no rubric fits", count(summary.passed_over.over, "other file")));
    }
    if summary.passed_over.unseen > 0 {
        remarks.push(format!("{} not looked at after the first failure", count(summary.passed_over.unseen, "file")));
    }
    match summary.unjudged {
        0 => {}
        all if all == summary.scored() => remarks.push("no threshold is set, so nothing passes or fails: see `rubrica init`".to_owned()),
        some => remarks.push(format!("no threshold holds for {}: nothing passes or fails there", count(some, "answer"))),
    }
    remarks
}
