//! Makes other people's text harmless to show on a terminal: whatever would act instead of being seen becomes a visible picture.
//! Must not lose anything but runs of white space, and knows no report format.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character acts on a terminal, turns the direction of text, or stands there unseen. A line feed counts too.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text with every harmful character but the line feed shown as a picture (`␛`, `␍`) or as its number (`\u{202e}`).
pub fn harmless(text: &str) -> Cow<'_, str> {
    let acts = |c: char| c != '\n' && is_harmful(c);
    let plain = text.bytes().all(|b| matches!(b, b' '..=b'~'));
    if plain || !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            c if !acts(c) => shown.push(c),
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('␡'),
            c => {
                let _ = write!(shown, "{}", c.escape_unicode());
            }
        }
    }
    Cow::Owned(shown)
}

/// The text harmless and in one line: every run of white space, line breaks included, is one space, and none stands at the ends.
pub fn line(text: &str) -> Cow<'_, str> {
    let spaced = text.starts_with(' ') || text.ends_with(' ') || text.contains("  ");
    if !spaced && text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match harmless(&folded) {
        Cow::Borrowed(_) => Cow::Owned(folded),
        Cow::Owned(shown) => Cow::Owned(shown),
    }
}

/// The text with what a build server would take for one of its commands anywhere in a line (`##[...]`, `##vso[...]`) pulled apart.
/// What acts only at the start of a line (`::error::`) is seen to by whoever begins lines.
pub fn no_command(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains("##") { Cow::Owned(text.replace("##[", "## [").replace("##vso[", "##vso [")) } else { text }
}

/// The text in one line with nothing in it that acts on a terminal or on a build server.
pub fn plain(text: &str) -> Cow<'_, str> {
    no_command(line(text))
}

/// A cell of a table that no spreadsheet takes for a formula and no terminal or build server for a command: what would begin one gets
/// an apostrophe in front (OWASP, "CSV injection"). Neither white space nor a quotation mark hides it.
pub fn cell(text: &str) -> String {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let hides = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let acts = text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(hides).starts_with(formula);
    let shown = plain(text);
    if acts { format!("'{shown}") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(harmless("a\u{1b}[31mb\r\n\tc\0\u{7f}"), "a␛[31mb␍\n␉c␀␡");
        assert_eq!(harmless("x\u{9b}2Jy\u{202e}z\u{200b}\u{feff}"), "x\\u{9b}2Jy\\u{202e}z\\u{200b}\\u{feff}");
        assert_eq!(harmless("tag\u{e0041}"), "tag\\u{e0041}");
        assert_eq!(plain(" ##[error]a\n##vso[task]b "), "## [error]a ##vso [task]b");
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        let text = "naïve café — “p99” 40 % 日本語 e\u{301} ⚠\u{fe0f}\n";
        assert!(matches!(harmless(text), Cow::Borrowed(t) if t == text));
    }

    #[test]
    fn a_line_folds_white_space() {
        assert_eq!(line("  one\r\n\ttwo\u{a0}\u{2028}three \u{1b}c "), "one two three ␛c");
    }

    #[test]
    fn a_formula_becomes_text() {
        for formula in ["=1", "+1", "-1", "@x", "\t=1", "\r1", " =1", "\"=1", "＝1", "\u{a0}-1", "\r\n=cmd|' /C calc'!A0"] {
            assert!(cell(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(cell("answers/a-b=c.md"), "answers/a-b=c.md");
        assert_eq!(cell("O'Hara"), "O'Hara");
    }
}
