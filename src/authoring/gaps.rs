//! Gaps: places in a rubric's file that a person must still fill, each marked by a comment that says what is wanted. The file is a valid
//! rubric all the same. Must not read rubrics: a gap is a matter of the text alone.

use crate::span::Span;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// What opens the comment.
pub const MARK: &str = "# gap: ";

/// The pattern that stands where a person must write one. No answer holds it.
pub const PATTERN: &str = "words-to-be-written";

/// The text that stands where the page has none.
pub const TEXT: &str = "(to be written)";

/// A gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The comment, in bytes of the file.
    pub span: Span,
    /// What is wanted.
    pub wanted: String,
}

/// The gaps of a file, in order. The mark inside a text is none.
pub fn gaps(text: &str) -> Vec<Gap> {
    let comments = Source::new(text).lex().filter(|token| token.kind() == TokenKind::Comment);
    let gap = |span: toml_parser::Span| {
        let wanted = text.get(span.start()..span.end())?.strip_prefix(MARK)?.trim().to_owned();
        Some(Gap { span: Span::new(span.start(), span.end()), wanted })
    };
    comments.filter_map(|token| gap(token.span())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_comments_are_gaps() {
        let text = "# gap: all of it\na = \"x # gap: no\" # gap: a\nb = '''\n# gap: no\n''' # no gap: here\n";
        let found: Vec<String> = gaps(text).into_iter().map(|g| g.wanted).collect();
        assert_eq!(found, ["all of it", "a"]);
        assert_eq!(gaps("a = \"\"\"\n# gap: x"), []);
    }
}
