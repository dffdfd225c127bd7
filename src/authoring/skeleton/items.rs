//! From statements to criteria: ids, drafted terms and patterns, and which key points each statement is near. Must not add a statement
//! that nobody made.

use super::wording;
use super::{Criterion, Mistake, Stage};
use crate::authoring::draft::{self, Kind, Point, Term, Worth};
use crate::authoring::names::Names;
use crate::lexicon::{Lexicon, pattern};
use crate::rubric::MistakeKind;

/// The terms of a key point that are kept: those that carry most.
const MOST_TERMS: usize = 12;
/// The most key points that an item is linked to.
const MOST_NEAR: usize = 3;
/// The weight that shared words must have: one that is not common.
const NEAR: f64 = 4.0;
/// The longest name of a stage, in bytes; a longer one is cut where a clause ends, or told in full.
const LONGEST: usize = 80;

/// A statement with what tells it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::authoring) struct Item {
    /// The statement as the rubric has it.
    says: String,
    /// The statement, word for word; its name stands before a colon.
    told: String,
    /// Its terms; never empty.
    terms: Vec<Term>,
    /// The terms of its name, which nobody says but which may tell what it hangs on.
    named: Vec<Term>,
}

impl Item {
    /// A statement whose terms are those of `passage`, a part of it; `None` when that has no words to look for.
    pub(in crate::authoring) fn new(says: &str, passage: &str, prompt: &str, lexicon: &Lexicon) -> Option<Self> {
        let terms = terms(passage, prompt, lexicon);
        (!terms.is_empty()).then(|| Self { says: says.to_owned(), told: says.to_owned(), terms, named: Vec::new() })
    }

    /// A statement whose name, before a colon, is no part of it; `None` when there are no words to look for.
    pub(in crate::authoring) fn named(told: &str, prompt: &str, lexicon: &Lexicon) -> Option<Self> {
        let own = wording::lead(told).and_then(|(name, rest)| {
            let item = Self::new(rest, rest, prompt, lexicon)?;
            Some(Self { says: capital(rest), told: told.to_owned(), named: terms(name, prompt, lexicon), ..item })
        });
        own.or_else(|| Self::new(told, told, prompt, lexicon))
    }

    /// All terms, those of the name included.
    fn all(&self) -> Vec<Term> {
        let more = self.named.iter().filter(|named| self.terms.iter().all(|own| own.stem != named.stem));
        self.terms.iter().chain(more).cloned().collect()
    }
}

fn terms(passage: &str, prompt: &str, lexicon: &Lexicon) -> Vec<Term> {
    let mut terms = draft::terms_of(passage, prompt, lexicon);
    // Words of the same meaning come from a thesaurus: whoever made the statement did not say them.
    terms.iter_mut().for_each(|term| term.weaker.clear());
    terms
}

/// A text that opens with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A key point that was made, and all terms of its statement.
type Told = (Point, Vec<Term>);

/// The criteria of a skeleton.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::authoring) struct Criteria {
    pub(in crate::authoring) key_points: Vec<Point>,
    pub(in crate::authoring) looks_for: Vec<Criterion>,
    pub(in crate::authoring) mistakes: Vec<Mistake>,
}

/// Makes criteria of statements, and links looks-for and omissions to the key points that share their words.
pub(in crate::authoring) fn criteria(key_points: Vec<Item>, looks_for: Vec<Item>, mistakes: Vec<Item>) -> Criteria {
    let mut names = Names::default();
    let key_points: Vec<Told> =
        key_points.into_iter().map(|item| (item.all(), item)).map(|(all, item)| (key_point(item, &mut names), all)).collect();
    let mut names = Names::default();
    let looks_for = looks_for.into_iter().map(|item| Criterion {
        id: names.give(&wording::slug(&item.told, &item.terms)),
        near: near(&item.all(), &key_points),
        says: item.says,
    });
    let looks_for = looks_for.collect();
    let mut names = Names::default();
    let mistakes = mistakes.into_iter().map(|item| mistake(item, &key_points, &mut names)).collect();
    // Only now, so that all words of an item tell what is near it.
    let mut key_points: Vec<Point> = key_points.into_iter().map(|(point, _)| point).collect();
    key_points.iter_mut().for_each(|point| heaviest(&mut point.terms));
    Criteria { key_points, looks_for, mistakes }
}

/// The stages that some texts tell, each named by what stands before its colon, bracket or full stop; `None` when one of them has no
/// name or no words to look for.
pub(in crate::authoring) fn stages(texts: &[&str], prompt: &str, lexicon: &Lexicon) -> Option<Vec<Stage>> {
    let mut names = Names::default();
    let stage = |text: &&str| {
        let name = title(text);
        let terms = draft::terms_of(text, prompt, lexicon);
        let evidence = evidence(&terms);
        (!evidence.is_empty() && !name.is_empty()).then(|| Stage { id: names.give(&wording::slug(&name, &terms)), name, evidence })
    };
    texts.iter().map(stage).collect()
}

fn key_point(item: Item, names: &mut Names) -> Point {
    Point { id: names.give(&wording::slug(&item.told, &item.terms)), says: item.says, terms: item.terms, worth: Worth::Terms }
}

/// Leaves the terms that carry most, in their order.
fn heaviest(terms: &mut Vec<Term>) {
    let mut order: Vec<usize> = (0..terms.len()).collect();
    order.sort_by(|a, b| terms[*b].weight().total_cmp(&terms[*a].weight()));
    order.truncate(MOST_TERMS);
    let mut at = 0..;
    terms.retain(|_| at.next().is_some_and(|at| order.contains(&at)));
}

fn mistake(item: Item, key_points: &[Told], names: &mut Names) -> Mistake {
    // With a name of its own either may say that something is missing: "No check: ...", "Silence: tells nobody".
    let omission = [&item.told, &item.says].into_iter().any(|text| wording::kind(text) == MistakeKind::Omission);
    let kind = if omission { MistakeKind::Omission } else { MistakeKind::Commission };
    Mistake {
        id: names.give(&wording::slug(&item.told, &item.terms)),
        near: if omission { near(&item.all(), key_points) } else { Vec::new() },
        pattern: if omission { None } else { deed(&item.terms) },
        kind,
        says: item.says,
    }
}

/// The ids of the key points that share telling words with some terms, the nearest first.
fn near(terms: &[Term], key_points: &[Told]) -> Vec<String> {
    let weight = |told: &[Term]| -> f64 {
        let shared = terms.iter().filter(|t| told.iter().any(|known| known.stem == t.stem));
        shared.map(|t| t.kind.weight()).sum()
    };
    let mut found: Vec<(f64, &Point)> =
        key_points.iter().map(|(point, told)| (weight(told), point)).filter(|(weight, _)| *weight >= NEAR).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(MOST_NEAR).map(|(_, point)| point.id.clone()).collect()
}

/// A pattern for a deed: its first word near one of those that follow.
fn deed(terms: &[Term]) -> Option<String> {
    const OTHERS: usize = 4;
    let mut own = terms.iter().filter(|t| t.kind >= Kind::Common || matches!(t.kind, Kind::Asked | Kind::Told));
    let first = own.next()?;
    let others: Vec<&str> = own.take(OTHERS).map(|t| t.written[0].as_str()).collect();
    let written = match others[..] {
        [] => return None,
        [one] => format!("{} ~6 {one}", first.written[0]),
        _ => format!("{} ~6 ({})", first.written[0], others.join(" | ")),
    };
    pattern::parse(&written).is_ok().then_some(written)
}

/// What a stage is called: what stands before its colon, bracket or full stop.
fn title(part: &str) -> String {
    let end = part.find([':', '(', '.']).unwrap_or(part.len());
    let title = part[..end].trim();
    let title = if title.len() > LONGEST { title.split([',', ';']).next().unwrap_or(title) } else { title };
    title.trim().to_owned()
}

/// Patterns for a stage: its telling words by twos, or the one that there is.
fn evidence(terms: &[Term]) -> Vec<String> {
    const MOST: usize = 4;
    let own: Vec<&Term> = terms.iter().filter(|t| t.kind >= Kind::Common).collect();
    let telling: Vec<&Term> = own.iter().copied().filter(|t| t.kind >= Kind::Usual).collect();
    let chosen = if telling.len() >= 2 { telling } else { own };
    let chosen = if chosen.is_empty() { terms.iter().take(2).collect() } else { chosen };
    let patterns = match chosen[..] {
        [one] => vec![one.written[0].clone()],
        _ => chosen.windows(2).take(MOST).map(|two| format!("{} ~6 {}", two[0].written[0], two[1].written[0])).collect(),
    };
    patterns.into_iter().filter(|p| pattern::parse(p).is_ok()).collect()
}
