//! The concepts that patterns can name, for people: each with as many of its patterns as a line or two hold. Must not choose among them.

use super::Style;
use super::page::{Line, Page, Paint, count};
use crate::authoring::concepts::Known;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The columns of patterns that are shown of one concept among others.
const SHORT: usize = 100;

/// Writes every concept, and how many there are. The one that is `asked` for as `@name` is shown in full.
///
/// # Errors
/// Those of the writer.
pub fn concepts(out: &mut dyn Write, known: &[Known], asked: Option<&str>, style: Style) -> io::Result<()> {
    let page = &mut Page::new(out, style.width);
    // Whoever names one wants all of it.
    let full = asked.is_some_and(|asked| asked.starts_with('@'));
    for one in known {
        page.line(&Line::new().and(Paint::Strong, &format!("@{}", one.name)))?;
        let finds = one.class.map_or_else(|| in_short(&one.patterns, if full { usize::MAX } else { SHORT }), str::to_owned);
        page.block(Line::indent(4), Line::new().prose(Paint::Plain, &finds), Line::new())?;
    }
    if full && !known.is_empty() {
        return Ok(());
    }
    if !known.is_empty() {
        page.blank()?;
    }
    let of = asked.map_or_else(String::new, |word| format!(" with \"{word}\" in its name or patterns"));
    page.block(Line::new(), Line::new().prose(Paint::Strong, &format!("{}{of}", count(known.len(), "concept"))), Line::new())
}

/// The first patterns, at least one, and how many there are besides.
fn in_short(patterns: &[String], room: usize) -> String {
    let (mut shown, mut used) = (0, 0);
    for pattern in patterns {
        used += pattern.width() + 3;
        if shown > 0 && used > room {
            break;
        }
        shown += 1;
    }
    let more = patterns.len() - shown;
    let tail = if more == 0 { String::new() } else { format!(" | ... {more} more") };
    format!("{}{tail}", patterns[..shown].join(" | "))
}
