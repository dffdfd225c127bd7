//! Text and numbers as a page shows them. A template prints nothing of other people's but a [`Shown`], whose characters are harmless;
//! that they are no markup either is askama's escaping. Must not know what is shown.

use crate::report::escape;
use crate::report::words::status_mark;
use crate::score::{Band, Points, Status};
use std::borrow::Cow;
use std::fmt;

/// Text in which nothing acts, turns the direction of writing or stands unseen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::report) struct Shown<'t>(Cow<'t, str>);

impl<'t> Shown<'t> {
    /// A text of several lines as it stands; a carriage return before a line feed is no more than a line feed, as browsers have it.
    pub(in crate::report) fn text(text: &'t str) -> Self {
        if !text.contains(['\r', '\t']) {
            return Self(escape::harmless(text));
        }
        // A tab is only white space on a page.
        let pieces: Vec<_> = text.split('\t').map(|piece| escape::harmless(&piece.replace("\r\n", "\n")).into_owned()).collect();
        Self(Cow::Owned(pieces.join("\t")))
    }

    /// A text in one line.
    pub(in crate::report) fn line(text: &str) -> Self {
        Self(Cow::Owned(escape::line(text).into_owned()))
    }

    /// A text in one line and not much longer than so many characters.
    pub(super) fn short(text: &str, longest: usize) -> Self {
        let line = escape::line(text);
        match line.char_indices().nth(longest) {
            None => Self(Cow::Owned(line.into_owned())),
            Some((cut, _)) => {
                let kept = line.get(..cut).unwrap_or_default();
                let kept = kept.rfind(' ').filter(|at| at * 2 > kept.len()).and_then(|at| kept.get(..at)).unwrap_or(kept);
                Self(Cow::Owned(format!("{kept}…")))
            }
        }
    }

    /// Whether nothing is shown.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Points with their sign.
pub(super) fn signed(points: Points) -> String {
    match points.0 {
        0 => "±0".to_owned(),
        1.. => format!("+{points}"),
        _ => format!("−{}", Points(-points.0)),
    }
}

/// The mean of scores; none of no score.
pub(super) fn mean(scores: &[Points]) -> Option<Points> {
    let sum: i32 = scores.iter().map(|points| points.0).sum();
    (!scores.is_empty()).then(|| Points((f64::from(sum) / scores.len() as f64).round() as i32))
}

/// A share (0 to 1) as a whole number of percent, 0 to 100.
pub(super) fn percent(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

/// The sign of a status and its word.
pub(super) fn status(status: Status) -> (&'static str, &'static str) {
    let word = if status == Status::Partial { "partly met" } else { status.name() };
    (status_mark(status), word)
}

/// The class of a band in style sheets.
pub(super) fn band_class(band: Band) -> &'static str {
    ["b0", "b1", "b2", "b3", "b4"].get(usize::from(band.level())).copied().unwrap_or("b0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_lines_and_tabs_and_shows_the_rest() {
        assert_eq!(Shown::text("a\r\nb\tc\u{202e}\u{1b}\r").to_string(), "a\nb\tc\\u{202e}␛␍");
        assert_eq!(Shown::line(" a\r\n b ").to_string(), "a b");
        assert_eq!(Shown::short("one two three", 9).to_string(), "one two…");
    }

    #[test]
    fn numbers_say_their_sign() {
        assert_eq!([signed(Points(63)), signed(Points(-40)), signed(Points(0))], ["+6.3", "−4.0", "±0"]);
    }
}
