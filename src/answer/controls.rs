//! Control characters and terminal escape sequences, made harmless before Markdown is read. Must not change the length of the text,
//! so that every offset stays true.

use std::borrow::Cow;

/// Stands for every byte that is no text. Markdown takes it for a letter; blocks leave it out.
pub(super) const MASK: char = '\u{7F}';

/// The text with every byte of a control character or escape sequence replaced by [`MASK`] (vertical white space by a blank).
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(is_noise) else { return Cow::Borrowed(text) };
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    let mut clean = first;
    loop {
        masked.push_str(&rest[..clean]);
        rest = &rest[clean..];
        let Some(noise) = rest.chars().next() else { return Cow::Owned(masked) };
        let length = sequence(rest).unwrap_or(noise.len_utf8());
        let instead = if matches!(noise, '\u{B}' | '\u{C}') { ' ' } else { MASK };
        masked.extend(std::iter::repeat_n(instead, length));
        rest = &rest[length..];
        clean = rest.find(is_noise).unwrap_or(rest.len());
    }
}

/// Text that does not stand in the file as it reads (an entity, for one): white space of any kind is a blank, other controls go.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !c.is_control()).collect()
}

fn is_noise(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// The length of the escape sequence that the text opens with (ECMA-48), if it opens with one.
fn sequence(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix("\u{1B}[").or_else(|| text.strip_prefix('\u{9B}')) {
        return Some(text.len() - control_sequence(rest).len());
    }
    let rest = text.strip_prefix('\u{1B}')?;
    if rest.starts_with([']', 'P', 'X', '^', '_']) {
        return Some(control_string(&rest[1..]).map_or(2, |length| 2 + length));
    }
    // Selecting character sets and keypads. A letter is left alone: a stray escape before a word must not cost it a letter.
    let intermediates = rest.bytes().take_while(|b| matches!(b, b'#'..=b'/')).count();
    let last = rest[intermediates..].chars().next().filter(|c| c.is_ascii_graphic());
    match last {
        Some(_) if intermediates > 0 => Some(2 + intermediates),
        Some('=' | '>' | '7' | '8') => Some(2),
        _ => Some(1),
    }
}

/// What follows the parameters and the last byte of a control sequence.
fn control_sequence(text: &str) -> &str {
    let text = text.trim_start_matches(|c| matches!(c, '0'..='?')).trim_start_matches(|c| matches!(c, ' '..='/'));
    text.strip_prefix(|c| matches!(c, '@'..='~')).unwrap_or(text)
}

/// The length of a title, a hyperlink or the like with the mark that ends it. One that does not end on its line is none: it would
/// swallow the rest of an answer.
fn control_string(text: &str) -> Option<usize> {
    let end = text.find(['\u{7}', '\u{1B}', '\u{9C}', '\n', '\r'])?;
    ["\u{7}", "\u{1B}\\", "\u{9C}"].iter().find(|mark| text[end..].starts_with(**mark)).map(|mark| end + mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> String {
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        masked.replace(MASK, "")
    }

    #[test]
    fn escape_sequences_go_and_words_stay() {
        assert_eq!(left("rolled \u{1B}[1;31mback\u{1B}[0m"), "rolled back");
        assert_eq!(left("\u{1B}]8;;https://é.example\u{1B}\\link\u{1B}]8;;\u{7}!"), "link!");
        assert_eq!(left("a\u{9B}2Jb\u{1B}(Bc\u{1B}=d"), "abcd");
        assert_eq!(left("a\u{7}b\u{8}c\u{B}d"), "abc d");
    }

    #[test]
    fn a_broken_sequence_swallows_no_words() {
        assert_eq!(left("\u{1B}]0;title\nnext \u{1B}Deploy\u{1B}"), "0;title\nnext Deploy");
        assert_eq!(left("\u{1B}[31"), "");
        assert_eq!(left("\u{1B}["), "");
        assert_eq!(left("\u{1B}é(\u{1B}(é"), "é((é");
    }

    #[test]
    fn clean_text_is_not_copied() {
        assert!(matches!(mask("tab\tand\r\nlines, é"), Cow::Borrowed(_)));
    }
}
