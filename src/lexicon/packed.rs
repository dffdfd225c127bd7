//! Patterns as bytes. The binary holds thousands of them and one answer needs few: as bytes they cost nothing until they are looked at,
//! neither parsing nor, when the program is loaded, the fixing of pointers; and a part that cannot hit is stepped over whole.
//!
//! A pattern is a tag, the length of its body (4 bytes, little endian) and the body; its parts stand in the body the same way. "Any of
//! these" puts its phrases first, behind a table of their hashes, so that one look at the table passes over those that cannot hit. The
//! build script writes this form and the program reads it, so it is never seen outside one build. Must not find anything.

use super::pattern::{Pattern, Phrase};
use crate::text::fnv;
use std::borrow::Cow;

const PHRASE: u8 = 1;
const WORD: u8 = 2;
const CONCEPT: u8 = 3;
const ANY: u8 = 4;
const NEAR: u8 = 5;
const NEGATED: u8 = 6;
const OPENING: u8 = 7;
const REGEX: u8 = 8;

/// Stands for the number of a concept that has none.
const NO_NUMBER: u16 = u16::MAX;

/// A pattern, kept as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed(Cow<'static, [u8]>);

/// One level of a packed pattern.
#[derive(Debug, Clone, Copy)]
pub enum View<'p> {
    /// Words in a row.
    Phrase(PhraseView<'p>),
    /// One word in just this form.
    Word(&'p str),
    /// Any pattern of a concept.
    Concept {
        /// Its name.
        name: &'p str,
        /// Its number, where it is one of the binary's lexicon.
        number: Option<u16>,
    },
    /// Any of these.
    Any(AnyOf<'p>),
    /// Two patterns near one another.
    Near {
        /// The first side.
        left: Part<'p>,
        /// The second.
        right: Part<'p>,
        /// How many words apart at most.
        within: u8,
        /// Whether the first must stand first.
        ordered: bool,
    },
    /// The answer must negate it.
    Negated(Part<'p>),
    /// It must open its sentence.
    Opening(Part<'p>),
    /// A regex over one sentence.
    Regex(&'p str),
}

/// A folded phrase; see [`Phrase`]. As bytes, since most phrases are only compared.
#[derive(Debug, Clone, Copy)]
pub struct PhraseView<'p> {
    /// The stems without spaces.
    pub folded: &'p [u8],
    /// The stem of the words written as one, where that differs; else empty.
    pub solid: &'p [u8],
    /// How many words it has.
    pub words: u8,
    /// Whether no dropped word may stand inside.
    pub tight: bool,
    /// Both hashes.
    pub hashes: PhraseHashes,
    /// The phrase as it is written, in UTF-8.
    pub raw: &'p [u8],
}

impl PhraseView<'_> {
    /// The phrase as it is written.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(self.raw).into_owned()
    }
}

/// The longest phrase, in words, that is looked for by its hash.
pub const MAX_HASHED_WORDS: usize = 8;

/// The hash by which a phrase is looked for among the words of one answer.
pub fn phrase_hash(folded: &[u8]) -> u32 {
    fnv::hash(folded, 0, folded.len())
}

/// The hash of a phrase with more stems behind it.
pub fn continued(hash: u32, folded: &[u8]) -> u32 {
    fnv::continued(hash, folded, 0, folded.len())
}

/// A part of a packed pattern, or the whole.
#[derive(Debug, Clone, Copy)]
pub struct Part<'p>(&'p [u8]);

/// Parts in a row.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'p>(&'p [u8]);

/// Alternatives: phrases of at most [`MAX_HASHED_WORDS`] words, by their hashes, and others.
#[derive(Debug, Clone, Copy)]
pub struct AnyOf<'p> {
    table: &'p [[u8; ROW]],
    parts: &'p [u8],
    others: usize,
}

/// The bytes of a row of the table of phrases: its two hashes, and where its part starts.
const ROW: usize = 12;

/// The hashes of a phrase among alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseHashes {
    /// Of [`PhraseView::folded`].
    pub folded: u32,
    /// Of [`PhraseView::solid`], or again of the folded form where the phrase has none.
    pub solid: u32,
}

impl<'p> AnyOf<'p> {
    const NOTHING: Self = Self { table: &[], parts: &[], others: 0 };

    fn read(body: &'p [u8]) -> Option<Self> {
        let (count, others, rest) = (length(body)?, length(body.get(4..)?)?, body.get(8..)?);
        let (table, parts) = rest.split_at_checked(count.checked_mul(ROW)?)?;
        Some(Self { table: table.as_chunks().0, parts, others })
    }

    /// The phrases that a filter lets through by their hashes.
    pub fn phrases(self, may_hit: impl Fn(PhraseHashes) -> bool) -> impl Iterator<Item = Part<'p>> {
        let number = |row: &[u8; ROW], at: usize| u32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]]);
        let rows = self.table.iter().filter(move |row| may_hit(PhraseHashes { folded: number(row, 0), solid: number(row, 4) }));
        rows.filter_map(move |row| Parts(self.parts.get(number(row, 8) as usize..)?).next())
    }

    /// The alternatives that no table holds.
    pub fn others(self) -> Parts<'p> {
        Parts(self.parts.get(self.others..).unwrap_or(&[]))
    }

    /// All of them, phrases first.
    pub fn all(self) -> Parts<'p> {
        Parts(self.parts)
    }
}

impl Packed {
    /// Packs a pattern.
    pub fn of(pattern: &Pattern) -> Self {
        Self::with_numbers(pattern, &|_| None)
    }

    /// Packs a pattern, with the numbers of the concepts that have one.
    pub fn with_numbers(pattern: &Pattern, numbers: Numbers<'_>) -> Self {
        let mut bytes = Vec::new();
        pack(pattern, numbers, &mut bytes);
        Self(Cow::Owned(bytes))
    }

    /// What the build script has packed.
    pub const fn built_in(bytes: &'static [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }

    /// The bytes, for the build script.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The pattern as a part, to be read level by level.
    pub fn part(&self) -> Part<'_> {
        Part(&self.0)
    }
}

/// The number of a concept by its name.
pub type Numbers<'n> = &'n dyn Fn(&str) -> Option<u16>;

fn pack(pattern: &Pattern, numbers: Numbers<'_>, out: &mut Vec<u8>) {
    let mut body = Vec::new();
    let tag = match pattern {
        Pattern::Phrase(phrase @ Phrase { folded, solid, words, tight, raw }) => {
            body.extend([*words, u8::from(*tight)]);
            let (folded_hash, solid_hash) = hashes(phrase);
            let head = [folded_hash, solid_hash, solid.len() as u32, folded.len() as u32];
            body.extend(head.iter().flat_map(|n| n.to_le_bytes()));
            body.extend(solid.bytes().chain(folded.bytes()).chain(raw.bytes()));
            PHRASE
        }
        Pattern::Word(word) => {
            body.extend(word.bytes());
            WORD
        }
        Pattern::Concept(name) => {
            body.extend(numbers(name).unwrap_or(NO_NUMBER).to_le_bytes());
            body.extend(name.bytes());
            CONCEPT
        }
        Pattern::Any(inner) => {
            pack_any(inner, numbers, &mut body);
            ANY
        }
        Pattern::Near { sides, within, ordered } => {
            body.extend([*within, u8::from(*ordered)]);
            sides.iter().for_each(|p| pack(p, numbers, &mut body));
            NEAR
        }
        Pattern::Negated(inner) => {
            pack(inner, numbers, &mut body);
            NEGATED
        }
        Pattern::Opening(inner) => {
            pack(inner, numbers, &mut body);
            OPENING
        }
        Pattern::Regex(regex) => {
            body.extend(regex.bytes());
            REGEX
        }
    };
    node(tag, &body, out);
}

fn pack_any(patterns: &[Pattern], numbers: Numbers<'_>, out: &mut Vec<u8>) {
    let mut flat = Vec::new();
    flatten(patterns, &mut flat);
    let (mut table, mut parts, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for pattern in flat {
        match pattern {
            Pattern::Phrase(phrase) if usize::from(phrase.words) <= MAX_HASHED_WORDS => {
                let (folded, solid) = hashes(phrase);
                table.extend([folded, solid, parts.len() as u32].iter().flat_map(|n| n.to_le_bytes()));
                pack(pattern, numbers, &mut parts);
            }
            _ => pack(pattern, numbers, &mut others),
        }
    }
    out.extend([(table.len() / ROW) as u32, parts.len() as u32].iter().flat_map(|n| n.to_le_bytes()));
    [table, parts, others].iter().for_each(|bytes| out.extend(bytes));
}

fn flatten<'p>(patterns: &'p [Pattern], flat: &mut Vec<&'p Pattern>) {
    for pattern in patterns {
        match pattern {
            Pattern::Any(inner) => flatten(inner, flat),
            other => flat.push(other),
        }
    }
}

fn hashes(phrase: &Phrase) -> (u32, u32) {
    let folded = phrase_hash(phrase.folded.as_bytes());
    (folded, if phrase.solid.is_empty() { folded } else { phrase_hash(phrase.solid.as_bytes()) })
}

fn node(tag: u8, body: &[u8], out: &mut Vec<u8>) {
    out.push(tag);
    // A pattern is a line of a file of at most 2 MiB.
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
}

impl<'p> Iterator for Parts<'p> {
    type Item = Part<'p>;

    fn next(&mut self) -> Option<Part<'p>> {
        let len = length(self.0.get(1..)?)?;
        let (part, rest) = self.0.split_at_checked(5 + len)?;
        self.0 = rest;
        Some(Part(part))
    }
}

impl<'p> Part<'p> {
    /// Reads one level. Bytes that no pattern packs to read as "any of nothing", which hits nowhere.
    pub fn view(self) -> View<'p> {
        self.read().unwrap_or(View::Any(AnyOf::NOTHING))
    }

    fn read(self) -> Option<View<'p>> {
        let (&tag, rest) = self.0.split_first()?;
        let body = rest.get(4..)?;
        let text = || std::str::from_utf8(body).ok();
        let two = |at: usize| {
            let mut parts = Parts(body.get(at..)?);
            Some((parts.next()?, parts.next()?))
        };
        Some(match tag {
            PHRASE => {
                let (head, text) = body.split_first_chunk::<18>()?;
                let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
                let (solid, text) = text.split_at_checked(number(10) as usize)?;
                let (folded, raw) = text.split_at_checked(number(14) as usize)?;
                View::Phrase(PhraseView {
                    folded,
                    solid,
                    words: head[0],
                    tight: head[1] != 0,
                    hashes: PhraseHashes { folded: number(2), solid: number(6) },
                    raw,
                })
            }
            WORD => View::Word(text()?),
            CONCEPT => {
                let (number, name) = body.split_first_chunk::<2>()?;
                let number = Some(u16::from_le_bytes(*number)).filter(|&number| number != NO_NUMBER);
                View::Concept { name: std::str::from_utf8(name).ok()?, number }
            }
            ANY => View::Any(AnyOf::read(body)?),
            NEAR => {
                let (left, right) = two(2)?;
                View::Near { left, right, within: body[0], ordered: body[1] != 0 }
            }
            NEGATED => View::Negated(Part(body)),
            OPENING => View::Opening(Part(body)),
            REGEX => View::Regex(text()?),
            _ => return None,
        })
    }
}

fn length(bytes: &[u8]) -> Option<usize> {
    bytes.first_chunk::<4>().map(|b| u32::from_le_bytes(*b) as usize)
}

#[cfg(test)]
mod tests {
    use super::super::pattern::parse;
    use super::*;

    /// The pattern that a part was packed from.
    fn unpack(part: Part<'_>) -> Pattern {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        match part.view() {
            View::Phrase(p) => {
                Pattern::Phrase(Phrase { folded: text(p.folded), solid: text(p.solid), words: p.words, tight: p.tight, raw: text(p.raw) })
            }
            View::Word(word) => Pattern::Word(word.into()),
            View::Concept { name, .. } => Pattern::Concept(name.into()),
            View::Any(any) => Pattern::Any(any.all().map(unpack).collect()),
            View::Near { left, right, within, ordered } => {
                Pattern::Near { sides: Box::new([unpack(left), unpack(right)]), within, ordered }
            }
            View::Negated(inner) => Pattern::Negated(Box::new(unpack(inner))),
            View::Opening(inner) => Pattern::Opening(Box::new(unpack(inner))),
            View::Regex(regex) => Pattern::Regex(regex.into()),
        }
    }

    #[test]
    fn every_form_comes_back_as_it_was() {
        for source in ["on-call", "a1 | =logs | @b", "not a1 >2 (b1 | c1 ~3 @d)", "^(a1 | b1) >1 c1", r"/cve-\d+/", "down time"] {
            let pattern = parse(source).unwrap();
            assert_eq!(unpack(Packed::of(&pattern).part()), pattern, "{source}");
        }
    }

    #[test]
    fn alternatives_are_one_row_with_phrases_by_their_hashes() {
        let pattern = parse("a1 ~2 b1 | (down time | c1) | @d | one two three four five six seven eight nine").unwrap();
        let packed = Packed::of(&pattern);
        let View::Any(any) = packed.part().view() else { panic!("no alternatives") };
        let wanted = phrase_hash(b"downtime");
        let found: Vec<Pattern> = any.phrases(|h| h.folded == wanted).map(unpack).collect();
        assert!(matches!(&found[..], [Pattern::Phrase(p)] if p.folded == "downtime"), "{found:?}");
        assert_eq!((any.phrases(|_| true).count(), any.others().count(), any.all().count()), (2, 3, 5));
    }

    #[test]
    fn broken_bytes_hit_nowhere() {
        for bytes in [&b""[..], b"\x01", b"\x63\x00\x00\x00\x00", b"\x05\x02\x00\x00\x00\x01\x01", b"\x01\xff\xff\xff\xff"] {
            assert!(matches!(Part(bytes).view(), View::Any(any) if any.all().count() == 0), "{bytes:?}");
        }
    }
}
