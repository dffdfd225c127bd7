//! Tokens and sentences of a whole answer, over two shared strings (plain and folded) so that every row of words lies in one piece.
//!
//! Must not judge: it says what a word is, never what it is worth.

use super::english::{self, VerbForm};
use super::fold::{self, Folded};
use super::mapped::MappedText;
use super::{sentence, words};
use crate::span::Span;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Mends a token that is no known word; gives the word that was meant.
pub trait Speller {
    /// The word that a lower-case unknown token stands for, if one is near enough.
    fn mend(&self, unknown: &str) -> Option<&str>;
}

/// Mends nothing.
#[derive(Debug, Clone, Copy)]
pub struct NoSpeller;

impl Speller for NoSpeller {
    fn mend(&self, _: &str) -> Option<&str> {
        None
    }
}

/// The strongest mark between a token and the one before it, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Nothing, or a hyphen or slash without spaces: one compound.
    Joined,
    /// White space.
    Space,
    /// A comma.
    Comma,
    /// A bracket, opening or closing.
    Bracket,
    /// A dash with spaces, or a long one.
    Dash,
    /// An arrow (`->`).
    Arrow,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// The start of a sentence.
    Sentence,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Grammar: articles, pronouns, prepositions, auxiliaries.
    Function,
    /// Any other word.
    Content,
    /// Opens with a digit.
    Number,
    /// A number written as a word.
    NumberWord,
}

/// One word. A contraction gives several tokens over the same span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the file.
    pub span: Span,
    plain: Span,
    folded: Span,
    /// The mark before it.
    pub before: Break,
    /// What it is.
    pub kind: TokenKind,
    /// How it reads as a verb, if it can.
    pub verb: Option<VerbForm>,
    /// Opens with a capital letter in the file.
    pub capital: bool,
    /// Is a word that the word list knows, or grammar or a number; a name or a typo is not.
    pub known: bool,
    /// A percent sign follows.
    pub percent: bool,
    /// A currency sign stands right before it.
    pub currency: bool,
    /// Which sentence it belongs to.
    pub sentence: u32,
}

/// One sentence or note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the file.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// Which block of the answer it stands in.
    pub block: usize,
}

/// A folded text.
#[derive(Debug, Clone, Default)]
pub struct Text {
    plain: String,
    folded: String,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

impl Text {
    /// Every token in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Every sentence in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The stems of all tokens without spaces between, each sentence closed by a line feed: what phrases are looked for in.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The lower-case form of a token.
    pub fn plain(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.plain.of(&self.plain))
    }

    /// The folded form of a token; empty for a dropped word.
    pub fn stem(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.folded.of(&self.folded))
    }

    /// Where the folded form of a token stands in the folded text.
    pub fn folded_range(&self, token: usize) -> Range<usize> {
        self.tokens.get(token).map_or(0..0, |t| t.folded.start as usize..t.folded.end as usize)
    }

    /// Where the folded form of a token starts in the folded text.
    pub fn folded_start(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(self.folded.len(), |t| t.folded.start as usize)
    }

    /// Where tokens start and end in the folded text.
    pub fn borders(&self) -> Borders {
        let mut borders = Borders { starts: vec![NO_TOKEN; self.folded.len() + 1], ends: vec![NO_TOKEN; self.folded.len() + 1] };
        // Dropped words have an empty folded form: of those that meet at one place the last starts a range, the first ends it.
        for (number, token) in (0..NO_TOKEN).zip(&self.tokens) {
            borders.starts[token.folded.start as usize] = number;
            let end = &mut borders.ends[token.folded.end as usize];
            *end = number.min(*end);
        }
        borders
    }

    /// The span in the file from the first to the last of some tokens.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        match self.tokens.get(tokens.clone()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::default(),
        }
    }

    /// The sentence that a token stands in.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.tokens.get(token).map_or(0, |t| t.sentence as usize)
    }
}

/// Stands where no token starts or ends.
const NO_TOKEN: u32 = u32::MAX;

/// For each byte of a folded text, the token that starts and the one that ends there.
#[derive(Debug, Clone)]
pub struct Borders {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Borders {
    /// The tokens that a range of the folded text covers, if it starts and ends at tokens' borders and covers at least one word.
    pub fn tokens_at(&self, folded: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (*self.starts.get(folded.start)?, *self.ends.get(folded.end)?);
        (first <= last && last != NO_TOKEN).then(|| first as usize..last as usize + 1)
    }
}

/// After so many unknown words a text is no English prose, and looking for what each may have meant is lost time.
const MOST_UNKNOWN: usize = 1_000;

/// What was read before, so that a word is folded and looked up once, however many texts have it. One memory serves one speller.
#[derive(Default)]
pub struct Memory {
    read: HashMap<String, Read, RandomState>,
    /// For words that nobody knows, what they may have meant.
    mended: HashMap<String, Option<[Word; 1]>, RandomState>,
}

impl Memory {
    /// The words of a language and the names of a trade fit in; a memory of more has been fed with noise.
    const MOST: usize = 50_000;

    fn make_room(&mut self) {
        if self.read.len() > Self::MOST {
            *self = Self::default();
        }
    }
}

/// Builds a [`Text`] block by block.
pub struct TextBuilder<'s> {
    /// How many words were unknown so far.
    unknown: usize,
    memory: &'s mut Memory,
    text: Text,
    speller: &'s dyn Speller,
}

impl<'s> TextBuilder<'s> {
    /// An empty text whose unknown words are mended by `speller`; `memory` may hold what it mended before.
    pub fn new(speller: &'s dyn Speller, memory: &'s mut Memory) -> Self {
        memory.make_room();
        Self { unknown: 0, memory, text: Text::default(), speller }
    }

    /// Adds the sentences of one block.
    pub fn block(&mut self, block: usize, mapped: &MappedText) {
        for range in sentence::split(mapped.text()) {
            let first = self.text.tokens.len();
            self.sentence(mapped, range.clone());
            if self.text.tokens.len() > first {
                let tokens = first..self.text.tokens.len();
                self.text.sentences.push(Sentence { span: mapped.span(range), tokens, block });
                self.text.folded.push('\n');
            }
        }
    }

    /// The finished text.
    pub fn finish(self) -> Text {
        self.text
    }

    fn sentence(&mut self, mapped: &MappedText, range: Range<usize>) {
        let mut between = String::new();
        let mut before = Break::Sentence;
        for (at, piece) in mapped.text()[range.clone()].split_word_bound_indices() {
            if !piece.contains(char::is_alphanumeric) {
                if piece == "%"
                    && let Some(last) = self.text.tokens.last_mut()
                {
                    last.percent = true;
                }
                between.push_str(piece);
                continue;
            }
            if before != Break::Sentence {
                before = mark(&between);
            }
            let start = range.start + at;
            let first = self.text.tokens.len();
            self.word(piece, mapped.span(start..start + piece.len()), before);
            if between.ends_with(['$', '€', '£', '¥'])
                && let Some(token) = self.text.tokens.get_mut(first)
            {
                token.currency = true;
            }
            between.clear();
            before = Break::Space;
        }
    }

    fn word(&mut self, raw: &str, span: Span, mut before: Break) {
        let capital = raw.starts_with(char::is_uppercase);
        // A capital inside a sentence is a name, and a name is nobody's typo.
        let name = capital && before != Break::Sentence;
        let Memory { read, mended } = &mut *self.memory;
        if !read.contains_key(raw) {
            read.insert(raw.to_owned(), Read::of(raw));
        }
        let Some(read) = read.get(raw) else { return };
        self.unknown += usize::from(!read.known);
        let mended = match &read.words[..] {
            [only] if !read.known && !name && self.unknown <= MOST_UNKNOWN && may_be_typo(&only.folded.plain) => {
                let plain = &only.folded.plain;
                if !mended.contains_key(plain) {
                    let meant = self.speller.mend(plain).map(|meant| [Word::of(fold::folded(meant), false)]);
                    mended.insert(plain.clone(), meant);
                }
                mended.get(plain).and_then(Option::as_ref)
            }
            _ => None,
        };
        let words = mended.map_or(&read.words[..], |mended| mended);
        for Word { folded, kind, verb } in words {
            let plain = append(&mut self.text.plain, &folded.plain);
            let folded = append(&mut self.text.folded, &folded.stem);
            let sentence = u32::try_from(self.text.sentences.len()).unwrap_or(u32::MAX);
            self.text.tokens.push(Token {
                span,
                plain,
                folded,
                before,
                kind: *kind,
                verb: *verb,
                capital,
                known: read.known,
                percent: false,
                currency: false,
                sentence,
            });
            before = Break::Space;
        }
    }
}

/// What can be told of a piece of text wherever it stands. Texts say the same words again and again, and looking them up is slow.
struct Read {
    words: Vec<Word>,
    known: bool,
}

struct Word {
    folded: Folded,
    kind: TokenKind,
    verb: Option<VerbForm>,
}

impl Read {
    fn of(raw: &str) -> Self {
        let digits = raw.starts_with(|c: char| c.is_ascii_digit());
        let words: Vec<Word> = fold::fold_words(raw).into_iter().map(|folded| Word::of(folded, digits)).collect();
        let known = digits || words.len() > 1 || words.iter().all(Word::is_known);
        Self { words, known }
    }
}

impl Word {
    fn of(folded: Folded, digits: bool) -> Self {
        let kind = match () {
            () if digits => TokenKind::Number,
            () if english::is_number_word(&folded.plain) => TokenKind::NumberWord,
            () if english::is_function_word(&folded.plain) => TokenKind::Function,
            () => TokenKind::Content,
        };
        let verb = if digits { None } else { english::verb_form(&folded.plain) };
        Self { folded, kind, verb }
    }

    /// Asked in the order of what is cheap.
    fn is_known(&self) -> bool {
        self.verb.is_some() || english::is_function_word(&self.folded.plain) || words::is_known(&self.folded.plain)
    }
}

fn may_be_typo(plain: &str) -> bool {
    (4..=24).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_lowercase())
}

fn append(arena: &mut String, text: &str) -> Span {
    let start = arena.len();
    arena.push_str(text);
    Span::new(start, arena.len())
}

fn mark(between: &str) -> Break {
    let has = |marks: &[char]| between.contains(marks);
    match () {
        () if between.is_empty() || matches!(between, "-" | "/" | "_" | "\u{2010}" | "\u{2011}") => Break::Joined,
        () if has(&[';']) => Break::Semicolon,
        () if has(&[':']) => Break::Colon,
        () if between.contains("->") || between.contains("=>") || has(&['→', '⇒']) || between.trim_matches([' ', '%']) == ">" => {
            Break::Arrow
        }
        () if has(&['—', '–']) || between.contains(" - ") || between.contains("--") => Break::Dash,
        () if has(&['(', ')', '[', ']']) => Break::Bracket,
        () if has(&[',']) => Break::Comma,
        () => Break::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Text {
        let mut mapped = MappedText::default();
        mapped.push(raw, Span::new(0, raw.len()));
        let mut memory = Memory::default();
        let mut builder = TextBuilder::new(&NoSpeller, &mut memory);
        builder.block(0, &mapped);
        builder.finish()
    }

    #[test]
    fn tokens_keep_spans_marks_and_kinds() {
        let text = text("We didn't panic; p99.9 fell 40 % - the post-mortem, twice.");
        let plain: Vec<&str> = (0..text.tokens().len()).map(|i| text.plain(i)).collect();
        assert_eq!(plain, ["we", "did", "not", "panic", "p99.9", "fell", "40", "the", "post", "mortem", "twice"]);
        assert_eq!(text.tokens()[1].span, text.tokens()[2].span);
        assert_eq!(text.tokens()[4].before, Break::Semicolon);
        assert!(text.tokens()[6].percent);
        assert_eq!(text.tokens()[7].before, Break::Dash);
        assert_eq!(text.tokens()[9].before, Break::Joined);
        assert_eq!(text.tokens()[10].kind, TokenKind::NumberWord);
    }

    #[test]
    fn a_folded_range_gives_tokens_only_at_their_borders() {
        let text = text("the postmortem was the start");
        let at = text.folded().find("postmortem").unwrap();
        assert_eq!(text.borders().tokens_at(at..at + 10), Some(1..2));
        assert_eq!(text.borders().tokens_at(at..at + 4), None);
        let start = text.folded().find("start").unwrap();
        assert_eq!(text.borders().tokens_at(start..start + 5), Some(4..5));
    }
}
