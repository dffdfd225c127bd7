//! The pattern language: what a phrase, an alternative, a concept, a nearness is, and how it is written. Parses and folds; finds nothing.
//!
//! The build script compiles this file too, so that the patterns of the binary are folded ahead of time. See `docs/MATCHING.md` for the meaning of each form.

use crate::text::{english, fold};
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The farthest that the two sides of `~N` and `>N` may be apart, in words.
pub const MAX_WITHIN: u8 = 30;

/// How many brackets may stand inside one another, and how many terms in one row: what comes from a file must not exhaust the stack.
pub const MAX_NESTING: usize = 8;

/// One way of saying something.
#[derive(Debug, Clone, PartialEq)]
pub enum Pattern {
    /// Words in a row.
    Phrase(Phrase),
    /// `=word`: one word in just this form, not stemmed; lower case, straight quotes.
    Word(String),
    /// `@name`: any pattern of a concept, or a built-in class of tokens.
    Concept(String),
    /// `a | b`: any of these.
    Any(Vec<Pattern>),
    /// `a ~N b`, `a >N b`: two patterns in one sentence, the second at most N words on (1: right after).
    Near {
        /// The two sides.
        sides: Box<[Pattern; 2]>,
        /// How many words apart at most, 1 to [`MAX_WITHIN`].
        within: u8,
        /// Whether the first must stand before the second.
        ordered: bool,
    },
    /// `not a`: the answer must negate it.
    Negated(Box<Pattern>),
    /// `^a`: a hit that opens its sentence.
    Opening(Box<Pattern>),
    /// `/regex/` over one sentence in lower case.
    Regex(String),
}

/// Words in a row, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The stems without spaces.
    pub folded: String,
    /// The stem of the words written as one, where that differs ("down time" and "downtime"); else empty.
    pub solid: String,
    /// How many words it has, dropped ones not counted; at least 1.
    pub words: u8,
    /// Written with a hyphen: no dropped word may stand inside ("on-call" is not "on a call").
    pub tight: bool,
    /// As it is written.
    pub raw: String,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// Where in the pattern, in bytes.
    pub at: Range<usize>,
    /// A stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What would help.
    pub hint: Option<String>,
}

impl PatternError {
    fn new(at: Range<usize>, code: &'static str, message: impl Into<String>) -> Self {
        Self { at, code, message: message.into(), hint: None }
    }
}

/// Folds phrases, and each different word only once: the patterns of a file say the same words over and over.
#[derive(Debug, Default)]
pub struct Folder {
    stems: HashMap<String, Vec<String>>,
}

impl Folder {
    /// Folds the words of a phrase as an answer's words are folded.
    pub fn phrase(&mut self, raw: &str) -> Phrase {
        // In plain letters, digits and spaces, words end at spaces alone; the general rule is slower.
        let plain = raw.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ');
        let words: Vec<&str> = match plain {
            true => raw.split(' ').filter(|w| !w.is_empty()).collect(),
            false => raw.split_word_bounds().filter(|w| w.contains(char::is_alphanumeric)).collect(),
        };
        let (mut folded, mut count) = (String::with_capacity(raw.len()), 0_u8);
        for word in &words {
            for stem in self.stems_of(word) {
                folded.push_str(stem);
                count = count.saturating_add(1);
            }
        }
        let solid = match &words[..] {
            // Two words of grammar are never written as one: "for me" is not "form".
            [first, second] if count == 2 && ![first, second].iter().all(|w| english::is_function_word(&fold::plain(w))) => {
                fold::stem(&format!("{}{}", fold::plain(first), fold::plain(second)))
            }
            _ => String::new(),
        };
        Phrase {
            solid: if solid == folded { String::new() } else { solid },
            folded,
            words: count,
            tight: raw.contains('-'),
            raw: raw.to_owned(),
        }
    }

    /// The different words met so far, as they are written, in no order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.stems.keys().map(String::as_str)
    }

    fn stems_of(&mut self, word: &str) -> &[String] {
        if !self.stems.contains_key(word) {
            let stems = fold::fold_words(word).into_iter().map(|f| f.stem).filter(|s| !s.is_empty()).collect();
            self.stems.insert(word.to_owned(), stems);
        }
        self.stems.get(word).map_or(&[], Vec::as_slice)
    }
}

/// Folds the words of a phrase as an answer's words are folded.
pub fn fold_phrase(raw: &str) -> Phrase {
    Folder::default().phrase(raw)
}

/// The lower-case words that a pattern is written in, at least four letters long: what a mistyped word of an answer may have meant.
pub fn vocabulary(source: &str) -> impl Iterator<Item = String> {
    let phrases = if source.trim_start().starts_with('/') { "" } else { source };
    phrases
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|'))
        .filter(|w| !w.starts_with('@'))
        .flat_map(|w| w.split(|c: char| !c.is_ascii_alphabetic()))
        .filter(|w| w.len() >= 4)
        .map(str::to_ascii_lowercase)
}

/// Whether a pattern asks that the answer deny it: it opens with `not`. Before an operator that is the word itself.
pub fn is_negated(source: &str) -> bool {
    let after = source.trim_start().strip_prefix("not ").map(str::trim_start);
    after.is_some_and(|after| !after.starts_with(['~', '>', '|']))
}

/// Parses one pattern.
///
/// # Errors
/// [`PatternError`] with the place in the pattern, for the first fault found.
pub fn parse(source: &str) -> Result<Pattern, PatternError> {
    parse_with(source, &mut Folder::default())
}

/// Parses one pattern of many: the folder keeps the words folded so far.
///
/// # Errors
/// As [`parse`].
pub fn parse_with(source: &str, folder: &mut Folder) -> Result<Pattern, PatternError> {
    let trimmed = source.trim();
    if let Some(body) = trimmed.strip_prefix('/') {
        let Some(body) = body.strip_suffix('/').filter(|b| !b.is_empty()) else {
            return Err(PatternError::new(0..source.len(), "pattern-syntax", "a regex stands between two slashes: /.../"));
        };
        return Ok(Pattern::Regex(body.to_owned()));
    }
    let mut parser = Parser { source, folder, at: 0, depth: 0 };
    let negated = parser.negation();
    let pattern = if negated { parser.chain()? } else { parser.alternatives()? };
    parser.space();
    if negated && parser.rest().starts_with('|') {
        let from = source.len() - source.trim_start().len();
        let message = "`not` in front of alternatives leaves open which of them are to be denied";
        let hint = "write `not (a | b)` for both, two entries for one, or `(not) a | b` where \"not\" is a word of the phrase";
        return Err(PatternError { hint: Some(hint.to_owned()), ..PatternError::new(from..from + 3, "ambiguous-negation", message) });
    }
    if parser.at < source.len() {
        return Err(PatternError::new(parser.at..source.len(), "pattern-syntax", "a closing bracket without an opening one"));
    }
    Ok(if negated { Pattern::Negated(Box::new(pattern)) } else { pattern })
}

struct Parser<'s> {
    source: &'s str,
    folder: &'s mut Folder,
    at: usize,
    /// How many brackets are open.
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn space(&mut self) {
        self.at = self.source.len() - self.rest().trim_start().len();
    }

    /// Steps over a `not` that asks for a denial.
    fn negation(&mut self) -> bool {
        let negated = is_negated(self.rest());
        self.space();
        self.at += if negated { "not ".len() } else { 0 };
        negated
    }

    fn alternatives(&mut self) -> Result<Pattern, PatternError> {
        let mut all = vec![self.chain()?];
        self.space();
        while self.rest().starts_with('|') {
            self.at += 1;
            all.push(self.chain()?);
            self.space();
        }
        let only = if all.len() == 1 { all.pop() } else { None };
        Ok(only.unwrap_or(Pattern::Any(all)))
    }

    fn chain(&mut self) -> Result<Pattern, PatternError> {
        let mut left = self.term()?;
        let mut terms = 1;
        while let Some((within, ordered)) = self.operator()? {
            terms += 1;
            self.limit(terms, "terms stand in one row")?;
            let right = self.term()?;
            left = Pattern::Near { sides: Box::new([left, right]), within, ordered };
        }
        Ok(left)
    }

    /// The distance and order that the next operator asks for. Two terms side by side stand for `>1`: one right after the other.
    fn operator(&mut self) -> Result<Option<(u8, bool)>, PatternError> {
        self.space();
        let mark = match self.rest().chars().next() {
            None | Some('|' | ')') => return Ok(None),
            Some(mark @ ('~' | '>')) => mark,
            Some(_) => return Ok(Some((1, true))),
        };
        let digits: String = self.rest()[1..].chars().take_while(char::is_ascii_digit).collect();
        let at = self.at..self.at + 1 + digits.len();
        match digits.parse() {
            Ok(within @ 1..=MAX_WITHIN) => {
                self.at = at.end;
                Ok(Some((within, mark == '>')))
            }
            _ => Err(PatternError {
                hint: Some(format!("write {mark}6 for \"within six words\"")),
                ..PatternError::new(at, "pattern-distance", format!("`{mark}` wants a number of words from 1 to {MAX_WITHIN}"))
            }),
        }
    }

    fn limit(&self, number: usize, what: &str) -> Result<(), PatternError> {
        if number <= MAX_NESTING {
            return Ok(());
        }
        let message = format!("more than {MAX_NESTING} {what}");
        let hint = Some("give a part of it a name under [concept] and write @name".to_owned());
        Err(PatternError { hint, ..PatternError::new(self.at..self.at + 1, "pattern-too-deep", message) })
    }

    fn term(&mut self) -> Result<Pattern, PatternError> {
        self.space();
        let start = self.at;
        if self.rest().starts_with('(') {
            self.depth += 1;
            self.limit(self.depth, "brackets stand inside one another")?;
            self.at += 1;
            let inner = self.alternatives()?;
            self.depth -= 1;
            self.space();
            if !self.rest().starts_with(')') {
                return Err(PatternError::new(start..start + 1, "pattern-syntax", "an opening bracket without a closing one"));
            }
            self.at += 1;
            return Ok(inner);
        }
        if self.rest().starts_with('^') {
            self.at += 1;
            self.depth += 1;
            self.limit(self.depth, "brackets stand inside one another")?;
            let inner = self.term()?;
            self.depth -= 1;
            return Ok(Pattern::Opening(Box::new(inner)));
        }
        if self.rest().starts_with('@') {
            let name: String = self.rest()[1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            self.at += 1 + name.len();
            let at = start..self.at;
            if name.is_empty() {
                return Err(PatternError::new(at, "pattern-syntax", "`@` wants the name of a concept"));
            }
            return Ok(Pattern::Concept(name));
        }
        if let Some(rest) = self.rest().strip_prefix('=') {
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '\'' | '.' | '_')).collect();
            self.at += 1 + word.len();
            if word.is_empty() {
                return Err(PatternError::new(start..self.at, "pattern-syntax", "`=` wants a word to find in just this form"));
            }
            self.folder.stems_of(&word);
            return Ok(Pattern::Word(word.to_lowercase()));
        }
        self.phrase(start)
    }

    fn phrase(&mut self, start: usize) -> Result<Pattern, PatternError> {
        let end = self.rest().find(['|', '(', ')', '@', '~', '>', '=', '^']).map_or(self.source.len(), |at| start + at);
        self.at = end;
        let raw = self.source[start..end].trim();
        let at = start..start + raw.len().max(1);
        if raw.is_empty() {
            return Err(PatternError::new(at, "pattern-empty", "a phrase, a concept or a bracket is missing here"));
        }
        let phrase = self.folder.phrase(raw);
        if phrase.folded.is_empty() {
            let message = format!("pattern can never match: every word of \"{raw}\" is dropped before matching");
            return Err(PatternError::new(at, "never-matches", message));
        }
        Ok(Pattern::Phrase(phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(raw: &str) -> Pattern {
        Pattern::Phrase(fold_phrase(raw))
    }

    #[test]
    fn nearness_binds_tighter_than_alternatives_and_chains_to_the_left() {
        let near = |a, b, within, ordered| Pattern::Near { sides: Box::new([a, b]), within, ordered };
        assert_eq!(
            parse("a1 >2 b1 ~3 (c1 | @d) | e1"),
            Ok(Pattern::Any(vec![
                near(near(phrase("a1"), phrase("b1"), 2, true), Pattern::Any(vec![phrase("c1"), Pattern::Concept("d".into())]), 3, false),
                phrase("e1"),
            ]))
        );
    }

    #[test]
    fn side_by_side_means_one_right_after_the_other() {
        assert_eq!(parse("a1 (b1 | c1)"), parse("a1 >1 (b1 | c1)"));
        assert_eq!(parse("@a b1"), parse("@a >1 b1"));
    }

    #[test]
    fn faults_have_a_place_and_a_code() {
        for (pattern, code, at) in [
            ("a1 ~ b1", "pattern-distance", 3..4),
            ("a1 ~99 b1", "pattern-distance", 3..6),
            ("(a1 | b1", "pattern-syntax", 0..1),
            ("a1)", "pattern-syntax", 2..3),
            ("a1 | ", "pattern-empty", 5..6),
            ("the", "never-matches", 0..3),
            ("/a", "pattern-syntax", 0..2),
            (" not a1 | b1", "ambiguous-negation", 1..4),
        ] {
            let error = parse(pattern).unwrap_err();
            assert_eq!((error.code, error.at), (code, at), "{pattern}");
        }
    }

    #[test]
    fn not_denies_at_the_start_and_is_a_word_elsewhere() {
        let both = Pattern::Any(vec![phrase("a1"), phrase("b1")]);
        assert_eq!(parse("not (a1 | b1)"), Ok(Pattern::Negated(Box::new(both))));
        assert_eq!(parse("(not) a1 | not b1"), parse("not >1 a1 | not b1"));
    }

    #[test]
    fn hyphen_space_and_solid_forms_are_one() {
        assert_eq!(fold_phrase("post-mortem").folded, fold_phrase("postmortem").folded);
        assert_eq!(fold_phrase("rolled back").folded, fold_phrase("rollback").folded);
        assert_eq!(fold_phrase("down-time").solid, fold_phrase("downtime").folded);
    }
}
