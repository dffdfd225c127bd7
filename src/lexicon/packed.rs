//! Patterns as bytes. The binary holds thousands of them and one answer needs few: as bytes they cost nothing until they are looked at,
//! neither parsing nor, when the program is loaded, the fixing of pointers; and a part that cannot hit is stepped over whole.
//!
//! A pattern is a tag, the length of its body (4 bytes, little endian) and the body; its parts stand in the body the same way. "Any of
//! these" puts its phrases first, behind a table of their hashes, so that one look at the table passes over those that cannot hit; before
//! each of its other parts stands a guard, the hashes of phrases without any of which it cannot hit either. The build script writes this
//! form and the program reads it, so it is never seen outside one build. Must not find anything.

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
    Word(WordView<'p>),
    /// Any pattern of a concept, by its number where it is one of the binary's lexicon.
    Concept(ConceptView<'p>),
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

/// A word in just one form. As bytes, since most words are only looked for by their hash.
#[derive(Debug, Clone, Copy)]
pub struct WordView<'p> {
    /// The hash of the word.
    pub hash: u32,
    raw: &'p [u8],
}

impl<'p> WordView<'p> {
    /// The word.
    pub fn word(self) -> &'p str {
        std::str::from_utf8(self.raw).unwrap_or_default()
    }
}

/// A reference to a concept. Its name is read only where it is asked for, since most concepts are found by their number.
#[derive(Debug, Clone, Copy)]
pub struct ConceptView<'p> {
    name: &'p [u8],
    /// Its number, where it is one of the binary's lexicon.
    pub number: Option<u16>,
}

impl<'p> ConceptView<'p> {
    /// Its name, without the `@`.
    pub fn name(self) -> &'p str {
        std::str::from_utf8(self.name).unwrap_or_default()
    }
}

/// The longest phrase, in words, that is looked for by its hash.
pub const MAX_HASHED_WORDS: usize = 8;

/// The hash by which a phrase, or a word in one form, is looked for among the words of one answer.
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
    phrases: &'p [u8],
    others: &'p [u8],
}

/// Alternatives that no table holds, each behind its guard.
#[derive(Debug, Clone)]
struct Guarded<'p>(&'p [u8]);

/// The bytes of the two hashes of a phrase.
const HASHES: usize = 8;

/// The most phrases of a guard: more are hardly quicker looked through than what they guard.
const MOST_GUARDS: usize = 64;

/// Stands for the number of phrases where there is no guard.
const UNGUARDED: u8 = u8::MAX;

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

/// The number at a place, little endian.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes))
}

/// The two hashes at the start of a row.
fn hashes_at(row: &[u8]) -> PhraseHashes {
    let at = |at: usize| number(row, at).unwrap_or_default();
    PhraseHashes { folded: at(0), solid: at(4) }
}

impl<'p> AnyOf<'p> {
    const NOTHING: Self = Self { table: &[], phrases: &[], others: &[] };

    fn read(body: &'p [u8]) -> Option<Self> {
        let (count, phrases, rest) = (number(body, 0)? as usize, number(body, 4)? as usize, body.get(8..)?);
        let (table, parts) = rest.split_at_checked(count.checked_mul(ROW)?)?;
        let (phrases, others) = parts.split_at_checked(phrases)?;
        Some(Self { table: table.as_chunks().0, phrases, others })
    }

    /// The hashes of the phrases.
    pub fn hashes(self) -> impl Iterator<Item = PhraseHashes> {
        self.table.iter().map(|row| hashes_at(row))
    }

    /// The phrases that a filter lets through by their hashes.
    pub fn phrases(self, may_hit: impl Fn(PhraseHashes) -> bool) -> impl Iterator<Item = Part<'p>> {
        let rows = self.table.iter().filter(move |row| may_hit(hashes_at(&row[..])));
        rows.filter_map(move |row| Parts(self.phrases.get(number(row, HASHES)? as usize..)?).next())
    }

    /// The other alternatives, but for those none of whose guarding phrases a filter lets through.
    pub fn others(self, may_hit: impl Fn(PhraseHashes) -> bool) -> impl Iterator<Item = Part<'p>> {
        Guarded(self.others).filter_map(move |(guard, part)| match guard {
            Some(rows) => rows.iter().any(|row| may_hit(hashes_at(row))).then_some(part),
            None => Some(part),
        })
    }

    /// All of them, phrases first.
    pub fn all(self) -> impl Iterator<Item = Part<'p>> {
        Parts(self.phrases).chain(self.others(|_| true))
    }
}

impl<'p> Iterator for Guarded<'p> {
    type Item = (Option<&'p [[u8; HASHES]]>, Part<'p>);

    fn next(&mut self) -> Option<Self::Item> {
        let (&count, rest) = self.0.split_first()?;
        let guarded = count != UNGUARDED;
        let (rows, rest) = rest.split_at_checked(if guarded { usize::from(count) * HASHES } else { 0 })?;
        let mut parts = Parts(rest);
        let part = parts.next()?;
        self.0 = parts.0;
        Some((guarded.then_some(rows.as_chunks().0), part))
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
            let hashes = hashes(phrase);
            let head = [hashes.folded, hashes.solid, solid.len() as u32, folded.len() as u32];
            body.extend(head.iter().flat_map(|n| n.to_le_bytes()));
            body.extend(solid.bytes().chain(folded.bytes()).chain(raw.bytes()));
            PHRASE
        }
        Pattern::Word(word) => {
            body.extend(phrase_hash(word.as_bytes()).to_le_bytes());
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
    let (mut table, mut phrases, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for pattern in flat {
        match pattern {
            Pattern::Phrase(phrase) if is_hashed(phrase) => {
                let PhraseHashes { folded, solid } = hashes(phrase);
                table.extend([folded, solid, phrases.len() as u32].iter().flat_map(|n| n.to_le_bytes()));
                pack(pattern, numbers, &mut phrases);
            }
            _ => {
                let guard = guard(pattern).filter(|guard| guard.len() <= MOST_GUARDS);
                others.push(guard.as_ref().map_or(UNGUARDED, |guard| guard.len() as u8));
                let rows = guard.iter().flatten();
                others.extend(rows.flat_map(|hashes| [hashes.folded, hashes.solid]).flat_map(u32::to_le_bytes));
                pack(pattern, numbers, &mut others);
            }
        }
    }
    out.extend([(table.len() / ROW) as u32, phrases.len() as u32].iter().flat_map(|n| n.to_le_bytes()));
    [table, phrases, others].iter().for_each(|bytes| out.extend(bytes));
}

/// Phrases without any of which a pattern cannot hit; none where that cannot be said without the lexicon.
fn guard(pattern: &Pattern) -> Option<Vec<PhraseHashes>> {
    match pattern {
        Pattern::Phrase(phrase) => is_hashed(phrase).then(|| vec![hashes(phrase)]),
        Pattern::Word(word) => {
            let hash = phrase_hash(word.as_bytes());
            Some(vec![PhraseHashes { folded: hash, solid: hash }])
        }
        Pattern::Any(inner) => inner.iter().map(guard).collect::<Option<Vec<_>>>().map(|guards| guards.concat()),
        // Both sides must hit, so that either guards the whole: the one that is sooner looked through.
        Pattern::Near { sides, .. } => sides.iter().filter_map(guard).min_by_key(Vec::len),
        Pattern::Negated(inner) | Pattern::Opening(inner) => guard(inner),
        Pattern::Concept(_) | Pattern::Regex(_) => None,
    }
}

fn is_hashed(phrase: &Phrase) -> bool {
    usize::from(phrase.words) <= MAX_HASHED_WORDS
}

fn flatten<'p>(patterns: &'p [Pattern], flat: &mut Vec<&'p Pattern>) {
    for pattern in patterns {
        match pattern {
            Pattern::Any(inner) => flatten(inner, flat),
            other => flat.push(other),
        }
    }
}

fn hashes(phrase: &Phrase) -> PhraseHashes {
    let folded = phrase_hash(phrase.folded.as_bytes());
    PhraseHashes { folded, solid: if phrase.solid.is_empty() { folded } else { phrase_hash(phrase.solid.as_bytes()) } }
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
        let len = number(self.0, 1)? as usize;
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
                let (solid, text) = text.split_at_checked(number(head, 10)? as usize)?;
                let (folded, raw) = text.split_at_checked(number(head, 14)? as usize)?;
                View::Phrase(PhraseView { folded, solid, words: head[0], tight: head[1] != 0, hashes: hashes_at(&head[2..]), raw })
            }
            WORD => {
                let (hash, raw) = body.split_first_chunk::<4>()?;
                View::Word(WordView { hash: u32::from_le_bytes(*hash), raw })
            }
            CONCEPT => {
                let (number, name) = body.split_first_chunk::<2>()?;
                let number = Some(u16::from_le_bytes(*number)).filter(|&number| number != NO_NUMBER);
                View::Concept(ConceptView { name, number })
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
            View::Word(word) => Pattern::Word(word.word().into()),
            View::Concept(concept) => Pattern::Concept(concept.name().into()),
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
        assert_eq!((any.phrases(|_| true).count(), any.others(|_| true).count(), any.all().count()), (2, 3, 5));
    }

    #[test]
    fn a_guard_passes_over_what_lacks_either_side() {
        let pattern = parse("(a1 | b1) ~2 @d | ^(c1 | d1 | e1) >1 =logs | @d ~2 @e | f1 g1").unwrap();
        let packed = Packed::of(&pattern);
        let View::Any(any) = packed.part().view() else { panic!("no alternatives") };
        let left_with = |words: &[&str]| {
            let known: Vec<u32> = words.iter().map(|word| phrase_hash(word.as_bytes())).collect();
            any.others(|hashes| known.contains(&hashes.folded) || known.contains(&hashes.solid)).count()
        };
        assert_eq!(any.others(|_| true).count(), 3);
        // What refers to the lexicon on both sides has no guard.
        assert_eq!((left_with(&[]), left_with(&["b1"]), left_with(&["c1"])), (1, 2, 1));
        assert_eq!((left_with(&["logs"]), left_with(&["b1", "logs"])), (2, 3));
    }

    #[test]
    fn broken_bytes_hit_nowhere() {
        for bytes in [&b""[..], b"\x01", b"\x63\x00\x00\x00\x00", b"\x05\x02\x00\x00\x00\x01\x01", b"\x01\xff\xff\xff\xff"] {
            assert!(matches!(Part(bytes).view(), View::Any(any) if any.all().count() == 0), "{bytes:?}");
        }
    }
}
