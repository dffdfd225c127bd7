//! Keeps quotes and lists from nesting without end: the Markdown parser looks at every open one on every line, so that thousands on
//! one line would cost minutes. Must not change the length of the text, nor any text that people write.

use super::controls::MASK;
use std::borrow::Cow;

/// How many quotes and lists may open on one line; what follows is read as text.
const DEEPEST: usize = 100;

/// The text with every mark of a quote or list that opens deeper than that replaced by [`MASK`].
pub(super) fn limit(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.split('\n').any(|line| excess(line).is_some()) {
        return text;
    }
    let limited = text.split_inclusive('\n').map(|line| match excess(line) {
        Some((from, to)) => format!("{}{}{}", &line[..from], String::from(MASK).repeat(to - from), &line[to..]),
        None => line.to_owned(),
    });
    Cow::Owned(limited.collect())
}

/// Where the marks that are too many start and end.
fn excess(line: &str) -> Option<(usize, usize)> {
    let ends = std::iter::successors(Some(0), |at| mark(&line[*at..]).map(|length| at + length));
    let (from, to) = ends.skip(DEEPEST).fold((None, 0), |(from, _), end| (from.or(Some(end)), end));
    from.filter(|from| *from < to).map(|from| (from, to))
}

/// The length of a mark that opens a quote or a list item, with the blanks before it.
fn mark(text: &str) -> Option<usize> {
    let start = text.trim_start_matches([' ', '\t']);
    let rest = start.strip_prefix('>').or_else(|| {
        let number = start.trim_start_matches(|c: char| c.is_ascii_digit());
        let bullet = if number.len() == start.len() { start.strip_prefix(['-', '*', '+']) } else { number.strip_prefix(['.', ')']) };
        bullet.filter(|after| after.starts_with([' ', '\t']))
    })?;
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_left_alone() {
        let text = "> - 1. a\n".repeat(500) + &"-".repeat(500) + "\n" + &">".repeat(99);
        assert!(matches!(limit(Cow::Borrowed(&text)), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_beyond_the_limit_are_masked_and_nothing_else() {
        for mark in [">", "> ", "- ", "12) "] {
            let text = format!("{}word > end\n> next", mark.repeat(DEEPEST + 7));
            let limited = limit(Cow::Borrowed(&text));
            assert_eq!(limited.len(), text.len());
            assert!(limited.ends_with("word > end\n> next"));
            assert_eq!(limited.matches(mark.trim_end()).count() - 2 * usize::from(mark.starts_with('>')), DEEPEST);
        }
    }
}
