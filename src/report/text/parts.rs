//! The account: every signed line, which together are the score. Must not add anything up but what is already there.

use super::page::{Line, Page, Paint, bar, columns};
use crate::report::escape;
use crate::report::words::whole;
use crate::score::{Part, Points, Scored};
use std::io;

const BAR: usize = 20;

/// Writes the table of parts with their sum.
pub(super) fn write(page: &mut Page<'_>, card: &Scored) -> io::Result<()> {
    page.section("score", Line::new())?;
    let names = card.parts.iter().filter(|p| p.max.is_some()).map(|p| columns(&p.name)).max().unwrap_or(0).clamp(10, 24);
    for part in &card.parts {
        let (name, why) = described(part, card);
        let label = format!("{name}{}", " ".repeat(names.saturating_sub(columns(&name))));
        match part.max {
            Some(max) if max.0 > 0 => {
                let share = part.points.as_f64() / max.as_f64();
                let lead = Line::indent(2).and(Paint::Plain, &format!("{label} {:>6} / {:<5} ", part.points.to_string(), whole(max)));
                page.line(&lead.and(by_share(share), &bar(share, BAR)))?;
            }
            Some(_) if part.points.0 == 0 => {}
            _ => {
                let paint = if part.points.0 < 0 { Paint::Bad } else { Paint::Good };
                let lead = Line::indent(2).and(Paint::Plain, &label).and(paint, &format!(" {:>6}", signed(part.points)));
                page.block(lead.and(Paint::Plain, "         "), Line::new().prose(Paint::Plain, &why), Line::new())?;
            }
        }
    }
    page.line(&Line::indent(2).and(Paint::Faint, &"─".repeat(names + 7)))?;
    page.line(&Line::indent(2).and(Paint::Strong, &format!("{:<names$} {:>6} / 100", "score", card.score.to_string())))
}

/// Writes the limits that apply, binding or not.
pub(super) fn caps(page: &mut Page<'_>, card: &Scored) -> io::Result<()> {
    if card.caps.is_empty() {
        return Ok(());
    }
    page.section("limits", Line::new())?;
    for cap in &card.caps {
        let binds = card.parts.iter().any(|p| p.name.strip_prefix("cap: ") == Some(cap.id));
        let lead = Line::indent(2).and(if binds { Paint::Bad } else { Paint::Faint }, &format!("at most {}", whole(cap.limit)));
        let body = Line::new().prose(Paint::Plain, &cap.why);
        let body = if binds { body } else { body.and(Paint::Faint, " (the score is below it anyway)") };
        page.block(lead.and(Paint::Plain, "  "), body, Line::new())?;
    }
    Ok(())
}

/// Points with their sign.
pub(super) fn signed(points: Points) -> String {
    if points.0 > 0 { format!("+{points}") } else { points.to_string() }
}

/// The colour of a share.
pub(super) fn by_share(share: f64) -> Paint {
    match share {
        s if s >= 0.6 => Paint::Good,
        s if s >= 0.3 => Paint::Fair,
        _ => Paint::Bad,
    }
}

/// A part's short name, and what it is for where the name alone does not say.
fn described(part: &Part, card: &Scored) -> (String, String) {
    match part.name.split_once(": ") {
        Some(("mistake", id)) => {
            let says = card.mistakes.iter().find(|m| m.id == id).map_or(id, |m| &m.says);
            ("mistake".to_owned(), says.to_owned())
        }
        Some(("cap", id)) => {
            let why = card.caps.iter().find(|c| c.id == id).map_or(id, |c| &c.why);
            ("cap".to_owned(), why.to_owned())
        }
        _ if part.name == "floor" => ("floor".to_owned(), "an honest attempt does not fall lower through mistakes".to_owned()),
        _ => (escape::line(&part.name).into_owned(), String::new()),
    }
}
