//! A quotation as the report shows it: the words, where they stand, and what turned them. Must not decide what counts.

use super::page::{Line, Page, Paint, columns};
use crate::report::escape;
use crate::report::words::bearing;
use crate::score::{Polarity, Quote};
use crate::span::{LineIndex, Place};
use crate::text::decode::Decoded;
use std::io;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The most columns of a quotation in a report that is not verbose.
const LONGEST: usize = 180;

/// The text that quotations stand in.
pub(super) struct Source<'g> {
    lines: LineIndex<'g>,
}

impl<'g> Source<'g> {
    /// Indexes a text once for all its quotations.
    pub(super) fn of(source: &'g Decoded) -> Self {
        Self { lines: LineIndex::new(&source.text) }
    }

    /// Where a quotation begins, as `line:column`.
    pub(super) fn place(&self, quote: &Quote) -> String {
        let Place { line, column } = self.lines.place(quote.span.start);
        format!("{line}:{column}")
    }

    /// A quotation in its marks with its place; `longest` bounds its columns.
    pub(super) fn quoted(&self, quote: &Quote, longest: usize) -> Line {
        let words = shortened(&escape::line(&quote.text), longest);
        Line::new().and(Paint::Quote, &format!("“{words}”")).and(Paint::Faint, &format!("\u{a0}{}", self.place(quote)))
    }

    /// A few quotations in a row, the rest counted.
    pub(super) fn several(&self, quotes: &[Quote], most: usize) -> Line {
        let shown = quotes.iter().take(most).enumerate().fold(Line::new(), |line, (nth, quote)| {
            let line = if nth > 0 { line.and(Paint::Faint, "\u{a0}· ") } else { line };
            line.join(self.quoted(quote, 60))
        });
        if quotes.len() > most { shown.and(Paint::Faint, &format!(" and {} more", quotes.len() - most)) } else { shown }
    }
}

/// What a quotation stands for, which decides how its polarity is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// A criterion that counts in full: what the polarity was made no difference.
    Merit,
    /// A criterion that counts in part, or an absence: a negation denies it.
    Want,
    /// A criterion that counts for nothing, though something of it was found: a negation denies it, and anything else is too little.
    TooLittle,
    /// A deed that is held against the answer, or a hit as such: a negation belongs to it.
    Hit,
}

/// What a quotation's polarity, place in a list or surroundings mean for it, if anything.
fn note(quote: &Quote, stands: For, verbose: bool) -> Option<String> {
    let turned = |how: &str, by: &str| match &quote.trigger {
        Some(trigger) => format!("{how}{by}“{}”", shortened(&escape::line(trigger), 40).replace(' ', "\u{a0}")),
        None => how.to_owned(),
    };
    match quote.polarity {
        _ if stands == For::Merit && !verbose => quote.listed.then(|| "only listed".to_owned()),
        Polarity::Negated if matches!(stands, For::Want | For::TooLittle) => Some(turned("denied", " by ")),
        Polarity::Negated => Some(turned("negated", ": ")),
        Polarity::Hedged => Some(turned("in doubt", ": ")),
        Polarity::Hypothetical => Some(turned("only imagined", ": ")),
        Polarity::SomeoneElse => Some(turned("someone else’s doing", ": ")),
        Polarity::Asserted => plain(quote, stands).map(str::to_owned),
    }
}

/// Why what is plainly said counts little, if it does.
fn plain(quote: &Quote, stands: For) -> Option<&'static str> {
    let too_little = (stands == For::TooLittle).then_some("not enough by itself");
    if quote.listed { Some("only listed") } else { bearing(quote.bearing).or(too_little) }
}

/// Writes a quotation under what it speaks for; verbose adds the pattern that found it.
pub(super) fn write(page: &mut Page<'_>, quote: &Quote, stands: For, source: &Source<'_>, indent: usize, verbose: bool) -> io::Result<()> {
    let mut body = source.quoted(quote, if verbose { usize::MAX } else { LONGEST });
    if let Some(note) = note(quote, stands, verbose) {
        body = body.and(Paint::Faint, "\u{a0}· ").and(Paint::Fair, &note);
    }
    page.block(Line::indent(indent), body, Line::new())?;
    if verbose {
        let mut found = format!("found by {}", quote.pattern);
        if quote.listed && quote.polarity != Polarity::Asserted {
            found.push_str(", only listed");
        }
        page.block(Line::indent(indent + 2), Line::new().prose(Paint::Faint, &found), Line::new())?;
    }
    Ok(())
}

/// The text cut to so many columns, at a space where there is one, with `…` for what is left out.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if columns(text) <= longest {
        return text.to_owned();
    }
    let (mut width, mut end) = (1, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        width += cluster.width();
        if width > longest {
            break;
        }
        end = at + cluster.len();
    }
    let kept = text.get(..end).unwrap_or("");
    let kept = kept.rfind(' ').filter(|at| at * 3 > kept.len() * 2).and_then(|at| kept.get(..at)).unwrap_or(kept);
    format!("{}…", kept.trim_end())
}
