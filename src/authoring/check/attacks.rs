//! Texts made from a rubric itself that no interviewer would reward, and what each may get at most. Must not score them.

use crate::engine::instance;
use crate::lexicon::Lexicon;
use crate::rubric::{Form, Rubric};
use crate::text::english::{self, VerbForm};
use crate::text::fnv;
use unicode_segmentation::UnicodeSegmentation;

/// What is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttackKind {
    /// The rubric's own model answer, which must be excellent.
    ModelAnswer,
    /// The words of its patterns, one after another.
    KeywordList,
    /// The words of the model answer in another order.
    Shuffled,
    /// The criteria themselves.
    CriteriaEchoed,
    /// The model answer with every deed denied.
    Denial,
    /// The model answer of another question, by its id.
    Stranger(String),
    /// A marked answer twice, by its name.
    Twice(String),
    /// A weak marked answer, by its name, with good prose about something else behind it.
    Padded(String),
    /// The question, three times.
    QuestionRepeated,
}

impl AttackKind {
    /// As reports write it.
    pub fn describe(&self) -> String {
        match self {
            Self::ModelAnswer => "the model answer".to_owned(),
            Self::KeywordList => "its own words as a keyword list".to_owned(),
            Self::Shuffled => "the model answer, shuffled".to_owned(),
            Self::CriteriaEchoed => "its criteria, echoed".to_owned(),
            Self::Denial => "the model answer, denied".to_owned(),
            Self::Stranger(id) => format!("the model answer of {id}"),
            Self::Twice(name) => format!("\"{name}\" pasted twice"),
            Self::Padded(name) => format!("\"{name}\" padded with other prose"),
            Self::QuestionRepeated => "the question repeated".to_owned(),
        }
    }
}

/// What an attack may get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bar {
    /// At most this band level.
    AtMost(u8),
    /// At least this band level.
    AtLeast(u8),
    /// No more points than this text.
    GainsNothing(String),
}

/// One attack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attack {
    /// What is tried.
    pub kind: AttackKind,
    /// The text to score.
    pub text: String,
    /// What it may get.
    pub bar: Bar,
}

/// Good prose about nothing that any rubric asks for.
const OTHER_PROSE: &str = "My grandmother kept bees behind the railway cottage, eleven hives painted in whatever colour the village shop \
had left over. In the August of the long drought she let me lift my first frame. It weighed nearly four kilos and hummed like a fridge. \
She showed me how to slide the knife under the wax so that it came away in one sheet, and we set the frames in the old churn and took \
turns at the handle until the honey ran. We filled thirty-one jars that afternoon. I wrote the labels, she corrected my spelling, and we \
walked the crate down to the chapel sale in a borrowed pram. By three o'clock they were gone, and the curate asked whether there would be \
more at harvest. She said that depended on the limes by the churchyard. I still have one of the labels, and the smell of smoke on a \
jersey brings the whole day back.";

/// The highest band level that an attack may reach.
const HELD: u8 = 1;

/// All attacks on one rubric, the model answer first.
pub(super) fn attacks(rubric: &Rubric, others: &[Rubric], lexicon: &Lexicon) -> Vec<Attack> {
    let at_most = |kind, text: String| Attack { kind, text, bar: Bar::AtMost(HELD) };
    let model = || rubric.model_answer.clone();
    let mut attacks = vec![
        Attack { kind: AttackKind::ModelAnswer, text: model(), bar: Bar::AtLeast(4) },
        at_most(AttackKind::KeywordList, keywords(rubric, lexicon)),
        at_most(AttackKind::Shuffled, shuffled(&rubric.model_answer)),
        at_most(AttackKind::CriteriaEchoed, echoed(rubric)),
        at_most(AttackKind::Denial, denied(&rubric.model_answer)),
        at_most(AttackKind::QuestionRepeated, [rubric.question.prompt.as_str(); 3].join("\n\n")),
    ];
    // Where facts are asked for, the right words in any order are an answer: only what must be excellent, and what must gain nothing by
    // being said twice, can be tried.
    let facts = rubric.form == Form::Facts;
    attacks.retain(|a| !facts || a.kind == AttackKind::ModelAnswer);
    // A rubric without a model answer has nothing to attack with, and lends nothing to others.
    if rubric.model_answer.is_empty() {
        attacks.retain(|a| !a.text.is_empty() && a.kind != AttackKind::ModelAnswer);
    }
    let strangers = others.iter().filter(|other| other.id != rubric.id && !other.model_answer.is_empty());
    attacks.extend(strangers.filter(|_| !facts).map(|other| at_most(AttackKind::Stranger(other.id.clone()), other.model_answer.clone())));
    for test in &rubric.tests {
        let appended = |more: &str| format!("{}\n\n{more}", test.answer.trim());
        let gains_nothing = || Bar::GainsNothing(test.answer.clone());
        if test.band.0 >= 1 || test.mark.is_some_and(|mark| mark >= 1) {
            attacks.push(Attack { kind: AttackKind::Twice(test.name.clone()), text: appended(test.answer.trim()), bar: gains_nothing() });
        }
        if test.band.1 <= HELD && !facts {
            attacks.push(Attack { kind: AttackKind::Padded(test.name.clone()), text: appended(OTHER_PROSE), bar: gains_nothing() });
        }
    }
    attacks
}

/// Words for every pattern of the key points, as a list.
fn keywords(rubric: &Rubric, lexicon: &Lexicon) -> String {
    let entries = rubric.key_points.iter().flat_map(|k| k.evidence.iter().chain(&k.hints));
    let words = entries.filter_map(|e| instance(rubric, lexicon, &e.pattern)).map(|words| words.trim_end_matches('.').to_owned());
    words.collect::<Vec<_>>().join(", ")
}

/// The words of a text in an order that has nothing to do with theirs, the same every time.
fn shuffled(text: &str) -> String {
    let mut words: Vec<(u32, usize, &str)> = Vec::new();
    for (at, word) in text.split_whitespace().enumerate() {
        let salted = format!("{at} {word}");
        words.push((fnv::hash(salted.as_bytes(), 0, salted.len()), at, word));
    }
    words.sort_unstable();
    words.into_iter().map(|(_, _, word)| word).collect::<Vec<_>>().join(" ")
}

fn echoed(rubric: &Rubric) -> String {
    let says = rubric.key_points.iter().map(|k| &k.says).chain(rubric.looks_for.iter().map(|l| &l.says));
    says.map(|s| format!("{}.", s.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
}

/// A text with every deed and every state in it denied.
fn denied(text: &str) -> String {
    let pieces: Vec<&str> = text.split_word_bounds().collect();
    let lower = |at: usize| pieces.get(at).map_or_else(String::new, |piece| piece.to_lowercase());
    let mut denied = String::with_capacity(text.len() * 2);
    let mut said = false;
    for (at, piece) in pieces.iter().enumerate() {
        if !piece.contains(char::is_alphanumeric) {
            denied.push_str(piece);
            continue;
        }
        let (word, before, after) = (lower(at), lower(at.saturating_sub(2)), lower(at + 2));
        let opens = at == 0 || pieces[..at].iter().rev().find(|p| !p.trim().is_empty()).is_some_and(|p| p.ends_with(['.', ':', '\n', '-']));
        // "Never" once: a second one in a row would deny the denial.
        let side = denial(&word, &before, &after, opens).filter(|_| !said);
        match side {
            Some(Denial::Before) => denied.push_str(&format!("{} {word}", if opens { "Never" } else { "never" })),
            Some(Denial::After) => denied.push_str(&format!("{piece} never")),
            None => denied.push_str(piece),
        }
        said = side.is_some();
    }
    denied
}

/// On which side of a word its denial stands.
enum Denial {
    Before,
    After,
}

fn denial(word: &str, before: &str, after: &str, opens: bool) -> Option<Denial> {
    const HELPERS: [&str; 17] =
        ["are", "can", "could", "did", "had", "has", "have", "i'd", "i'll", "is", "must", "should", "was", "we'd", "were", "will", "would"];
    if HELPERS.binary_search(&word).is_ok() {
        return Some(Denial::After);
    }
    let subject = matches!(before, "i" | "we" | "you" | "they" | "and" | "then");
    let leads_on = english::is_function_word(after) && !matches!(after, "of" | "and" | "or");
    let noun = matches!(before, "the" | "a" | "an" | "of" | "its" | "their" | "my" | "our");
    let verb = match english::verb_form(word)? {
        VerbForm::Past => !noun,
        VerbForm::Base => subject || opens,
        VerbForm::ThirdPerson => leads_on && !noun,
        VerbForm::Ing => false,
    };
    verb.then_some(Denial::Before)
}
