//! The matrix, mentee by question: scores with the mark of their band, cut into blocks that fit the page. Must not compute scores.

use super::super::header::of_band;
use super::super::page::{Line, Page, Paint, columns};
use super::super::quote::shortened;
use crate::report::escape;
use crate::report::words::band_mark;
use crate::review::{Progress, Review, Standing, Submission};
use crate::score::Band;
use std::collections::BTreeSet;
use std::io;

/// The most columns of a question's id, and of a name; of a name on a page with room.
const LONGEST_ID: usize = 16;
const LONGEST_NAME: usize = 24;
const LONGEST_NAME_WIDE: usize = 40;

/// From so many columns on there is room.
const WIDE: usize = 120;

/// Columns between two columns of the table.
const GAP: usize = 2;

/// What may stand behind a score, and what it means.
const FLAGS: [(char, &str); 5] = [
    ('*', "the coach’s score"),
    ('!', "what the coach said is stale"),
    ('▲', "rose since the draft before"),
    ('▼', "fell since the draft before"),
    ('≈', "shares passages with another text"),
];

/// One column of the table: its head and a cell for each mentee, then for all.
struct Column {
    head: String,
    cells: Vec<Line>,
    foot: String,
}

impl Column {
    fn width(&self) -> usize {
        let cells = self.cells.iter().map(Line::width);
        cells.chain([columns(&self.head), columns(&self.foot)]).max().unwrap_or(0)
    }
}

/// Writes the matrix with what its signs mean.
pub(super) fn write(page: &mut Page<'_>, review: &Review) -> io::Result<()> {
    if review.submissions.is_empty() {
        return Ok(());
    }
    page.section("scores", Line::new())?;
    let longest = if page.width() >= WIDE { LONGEST_NAME_WIDE } else { LONGEST_NAME };
    let names: Vec<String> = review.candidates.iter().map(|c| shortened(&escape::line(&c.name), longest)).collect();
    let side = names.iter().map(|n| columns(n)).max().unwrap_or(0).max(4);
    let mut all: Vec<Column> = (0..review.questions.len()).map(|at| question(review, at)).collect();
    all.push(means(review));
    let room = page.width().saturating_sub(2 + side);
    let mut from = 0;
    while from < all.len() {
        let mut width = 0;
        let fits = all[from..].iter().take_while(|column| {
            width += GAP + column.width();
            width <= room
        });
        // A page too narrow for one column is left to wrap by itself.
        let to = from + fits.count().max(1);
        if from > 0 {
            page.blank()?;
        }
        block(page, &names, side, &all[from..to])?;
        from = to;
    }
    legend(page, review)
}

fn block(page: &mut Page<'_>, names: &[String], side: usize, all: &[Column]) -> io::Result<()> {
    let row = |name: &str, paint: Paint, cells: &mut dyn Iterator<Item = (Line, usize)>| {
        let name = format!("{name}{}", " ".repeat(side - columns(name).min(side)));
        cells.fold(Line::indent(2).and(paint, &name), |line, (cell, width)| {
            let pad = " ".repeat(width - cell.width().min(width));
            line.and(Paint::Plain, "  ").join(cell).and(Paint::Plain, &pad)
        })
    };
    let heads = row("", Paint::Plain, &mut all.iter().map(|c| (Line::new().and(Paint::Strong, &c.head), c.width())));
    page.line(&heads)?;
    for (nth, name) in names.iter().enumerate() {
        let cells = row(name, Paint::Plain, &mut all.iter().map(|c| (c.cells.get(nth).cloned().unwrap_or_default(), c.width())));
        page.line(&cells)?;
    }
    page.line(&row("mean", Paint::Faint, &mut all.iter().map(|c| (Line::new().and(Paint::Faint, &c.foot), c.width()))))
}

fn question(review: &Review, at: usize) -> Column {
    let question = &review.questions[at];
    let cell = |who: usize| match review.submission(who, at) {
        Some(submission) => scored(submission),
        None => Line::new().and(Paint::Faint, "-"),
    };
    Column {
        head: shortened(&escape::line(&question.rubric.id), LONGEST_ID),
        cells: (0..review.candidates.len()).map(cell).collect(),
        foot: question.mean.map(|mean| format!("  {mean:>5.1}")).unwrap_or_default(),
    }
}

fn means(review: &Review) -> Column {
    let mean = |scores: &[f64]| (!scores.is_empty()).then(|| format!("{:>5.1}", scores.iter().sum::<f64>() / scores.len() as f64));
    let of = |who: usize| review.of_candidate(who).filter_map(|s| s.score()).map(|s| s.as_f64()).collect::<Vec<_>>();
    let cells = (0..review.candidates.len()).map(|who| Line::new().and(Paint::Strong, &mean(&of(who)).unwrap_or_default()));
    let all: Vec<f64> = review.submissions.iter().filter_map(|s| s.score()).map(|s| s.as_f64()).collect();
    Column { head: " mean".to_owned(), cells: cells.collect(), foot: mean(&all).unwrap_or_default() }
}

fn scored(submission: &Submission) -> Line {
    let flags: String = flags(submission).into_iter().collect();
    let flags = if flags.is_empty() { flags } else { format!(" {flags}") };
    match (submission.score(), submission.band()) {
        (Some(score), Some(band)) => {
            let paint = of_band(band);
            let score = format!("{} {:>5}", band_mark(band), score.to_string());
            Line::new().and(paint, &score).and(Paint::Fair, &flags)
        }
        _ => Line::new().and(Paint::Bad, "⊘     -").and(Paint::Fair, &flags),
    }
}

fn flags(submission: &Submission) -> Vec<char> {
    let judgement = &submission.judgement;
    let by = Progress::of(submission).map_or(0, |progress| progress.by().0);
    let set = [
        judgement.adjusted.is_some(),
        judgement.overrides.iter().any(|o| o.standing == Standing::Stale),
        by > 0,
        by < 0,
        !submission.alike.is_empty(),
    ];
    FLAGS.iter().zip(set).filter(|(_, set)| *set).map(|((flag, _), _)| *flag).collect()
}

fn legend(page: &mut Page<'_>, review: &Review) -> io::Result<()> {
    page.blank()?;
    let bands = [Band::Excellent, Band::Good, Band::Partial, Band::Poor, Band::None];
    let mut signs: Vec<String> = bands.iter().map(|b| format!("{} {}", band_mark(*b), b.name())).collect();
    let there = |who: usize| review.of_candidate(who).count() < review.questions.len();
    if review.submissions.iter().any(|s| s.score().is_none()) {
        signs.push("⊘ no score".to_owned());
    }
    if (0..review.candidates.len()).any(there) {
        signs.push("- not answered".to_owned());
    }
    let used: BTreeSet<char> = review.submissions.iter().flat_map(flags).collect();
    signs.extend(FLAGS.iter().filter(|(flag, _)| used.contains(flag)).map(|(flag, means)| format!("{flag} {means}")));
    let signs: Vec<String> = signs.iter().map(|sign| sign.replace(' ', "\u{a0}")).collect();
    page.block(Line::indent(2), Line::new().and(Paint::Faint, &signs.join("  ")), Line::new())?;
    let ids: Vec<_> = review.questions.iter().map(|q| escape::line(&q.rubric.id)).collect();
    let side = ids.iter().map(|id| columns(id)).max().unwrap_or(0);
    for (question, id) in review.questions.iter().zip(&ids) {
        let lead = Line::indent(2).and(Paint::Faint, &format!("{id}{}  ", " ".repeat(side - columns(id))));
        page.block(lead, Line::new().prose(Paint::Faint, &question.rubric.title), Line::new())?;
    }
    Ok(())
}
