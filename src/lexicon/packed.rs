//! Patterns as bytes. The binary holds thousands of them and one answer needs few: as bytes they cost nothing until they are looked at,
//! neither parsing nor, when the program is loaded, the fixing of pointers; and a part that cannot hit is stepped over whole.
//!
//! A pattern is a tag, the length of its body (4 bytes, little endian) and the body; its parts stand in the body the same way. The
//! build script writes this form and the program reads it, so it is never seen outside one build. Must not find anything.

use super::pattern::{Pattern, Phrase};
use std::borrow::Cow;

const PHRASE: u8 = 1;
const WORD: u8 = 2;
const CONCEPT: u8 = 3;
const ANY: u8 = 4;
const NEAR: u8 = 5;
const NEGATED: u8 = 6;
const OPENING: u8 = 7;
const REGEX: u8 = 8;

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
    Concept(&'p str),
    /// Any of these.
    Any(Parts<'p>),
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
}

/// A part of a packed pattern, or the whole.
#[derive(Debug, Clone, Copy)]
pub struct Part<'p>(&'p [u8]);

/// Parts in a row.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'p>(&'p [u8]);

impl Packed {
    /// Packs a pattern.
    pub fn of(pattern: &Pattern) -> Self {
        let mut bytes = Vec::new();
        pack(pattern, &mut bytes);
        Self(Cow::Owned(bytes))
    }

    /// Packs several patterns as "any of these".
    pub fn any<'p>(patterns: impl IntoIterator<Item = &'p Packed>) -> Self {
        let body: Vec<u8> = patterns.into_iter().flat_map(|p| p.0.iter().copied()).collect();
        let mut bytes = Vec::with_capacity(body.len() + 5);
        node(ANY, &body, &mut bytes);
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

fn pack(pattern: &Pattern, out: &mut Vec<u8>) {
    let mut body = Vec::new();
    let tag = match pattern {
        Pattern::Phrase(Phrase { folded, solid, words, tight }) => {
            body.extend([*words, u8::from(*tight)]);
            body.extend((solid.len() as u32).to_le_bytes());
            body.extend(solid.bytes().chain(folded.bytes()));
            PHRASE
        }
        Pattern::Word(word) => {
            body.extend(word.bytes());
            WORD
        }
        Pattern::Concept(name) => {
            body.extend(name.bytes());
            CONCEPT
        }
        Pattern::Any(inner) => {
            inner.iter().for_each(|p| pack(p, &mut body));
            ANY
        }
        Pattern::Near { sides, within, ordered } => {
            body.extend([*within, u8::from(*ordered)]);
            sides.iter().for_each(|p| pack(p, &mut body));
            NEAR
        }
        Pattern::Negated(inner) => {
            pack(inner, &mut body);
            NEGATED
        }
        Pattern::Opening(inner) => {
            pack(inner, &mut body);
            OPENING
        }
        Pattern::Regex(regex) => {
            body.extend(regex.bytes());
            REGEX
        }
    };
    node(tag, &body, out);
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
        self.read().unwrap_or(View::Any(Parts(&[])))
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
                let solid = length(body.get(2..)?)?;
                let (solid, folded) = body.get(6..)?.split_at_checked(solid)?;
                View::Phrase(PhraseView { folded, solid, words: body[0], tight: body[1] != 0 })
            }
            WORD => View::Word(text()?),
            CONCEPT => View::Concept(text()?),
            ANY => View::Any(Parts(body)),
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
            View::Phrase(p) => Pattern::Phrase(Phrase { folded: text(p.folded), solid: text(p.solid), words: p.words, tight: p.tight }),
            View::Word(word) => Pattern::Word(word.into()),
            View::Concept(name) => Pattern::Concept(name.into()),
            View::Any(parts) => Pattern::Any(parts.map(unpack).collect()),
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
    fn broken_bytes_hit_nowhere() {
        for bytes in [&b""[..], b"\x01", b"\x63\x00\x00\x00\x00", b"\x05\x02\x00\x00\x00\x01\x01", b"\x01\xff\xff\xff\xff"] {
            assert!(matches!(Part(bytes).view(), View::Any(parts) if parts.count() == 0), "{bytes:?}");
        }
    }
}
