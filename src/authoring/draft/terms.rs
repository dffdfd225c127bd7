//! The terms of a passage: its words of content and those that turn it, each with what else would say the same. Must not split
//! references.

use super::family::family;
use super::words::{self, Frequency};
use super::{Kind, Term, folded};
use crate::lexicon::Lexicon;
use crate::text::{Break, Text, TokenKind, fold, sentence};
use std::collections::BTreeSet;

/// The most words of the same meaning that a term lists.
const MOST_ALIKE: usize = 8;

/// The stems of a question's words.
pub(super) struct Asked {
    /// Those of the sentences that ask; of the last one where none ends in a question mark.
    asks: BTreeSet<String>,
    /// Those of the others, which only tell what the question is about.
    tells: BTreeSet<String>,
}

impl Asked {
    pub(super) fn of(prompt: &str) -> Self {
        let sentences: Vec<&str> = sentence::split(prompt).into_iter().map(|range| &prompt[range]).collect();
        let questions = sentences.iter().any(|s| s.ends_with('?'));
        let mut all = Self { asks: BTreeSet::new(), tells: BTreeSet::new() };
        for (left, sentence) in (0..sentences.len()).rev().zip(&sentences) {
            let asks = if questions { sentence.ends_with('?') } else { left == 0 };
            let text = folded(sentence);
            let stems = (0..text.tokens().len()).map(|t| text.stem(t).to_owned()).filter(|s| !s.is_empty());
            if asks { all.asks.extend(stems) } else { all.tells.extend(stems) }
        }
        all
    }

    fn has(&self, stem: &str) -> bool {
        self.asks.contains(stem) || self.tells.contains(stem)
    }

    /// What a term weighs that would be of a kind if the question did not have it.
    fn kind(&self, stem: &str, kind: Kind) -> Kind {
        match () {
            () if self.asks.contains(stem) => Kind::Asked,
            () if self.tells.contains(stem) => Kind::Told,
            () => kind,
        }
    }
}

/// The terms of a passage, each once, in order. A passage of grammar alone gives its words of grammar.
pub(super) fn terms(passage: &str, asked: &Asked, lexicon: &Lexicon) -> Vec<Term> {
    let text = folded(passage);
    let mut terms: Vec<Term> = Vec::new();
    let examples = examples(&text);
    for at in 0..text.tokens().len() {
        let (plain, stem) = (text.plain(at), text.stem(at));
        let Some(kind) = kind(&text, at).filter(|_| !stem.is_empty()) else { continue };
        if in_brackets_of(&text, at, passage)
            && let Some(before) = terms.last_mut()
        {
            before.written.push(plain.to_owned());
            continue;
        }
        if !terms.iter().any(|known| known.stem == stem) {
            let kind = asked.kind(stem, kind);
            terms.push(Term { example: at >= examples, ..term(plain, stem, kind, asked, lexicon) });
        }
    }
    if terms.is_empty() {
        for at in (0..text.tokens().len()).filter(|&t| !text.stem(t).is_empty() && is_word(text.plain(t))) {
            if !terms.iter().any(|known| known.stem == text.stem(at)) {
                terms.push(bare(text.plain(at), text.stem(at), Kind::Turning));
            }
        }
    }
    terms
}

/// The neighbours among some terms, each pair a term of its own; what the question says is passed over.
pub(super) fn pairs(terms: &[Term]) -> Vec<Term> {
    let own: Vec<&Term> = terms.iter().filter(|t| t.kind >= Kind::Turning).collect();
    let pair = |two: &[&Term]| {
        let near = format!("{} ~6 {}", two[0].written[0], two[1].written[0]);
        Term { example: two.iter().any(|t| t.example), ..bare(&near, &format!("{} {}", two[0].stem, two[1].stem), Kind::Pair) }
    };
    own.windows(2).map(pair).collect()
}

/// The token from which on a passage only gives examples; past its end where it gives none, or nothing else.
fn examples(text: &Text) -> usize {
    let two = |at: usize| matches!((text.plain(at), text.plain(at + 1)), ("for", "example" | "instance") | ("such", "as") | ("e", "g"));
    (1..text.tokens().len()).find(|&at| two(at) || matches!(text.plain(at), "e.g" | "eg")).unwrap_or(usize::MAX)
}

/// Whether a word can stand in a pattern. A mark that a combining character makes a word of ("/" with an accent) would mean something
/// else there.
fn is_word(plain: &str) -> bool {
    plain.starts_with(char::is_alphanumeric) && !plain.contains(['|', '(', ')', '@', '~', '>', '=', '^'])
}

fn kind(text: &Text, at: usize) -> Option<Kind> {
    let (plain, stem) = (text.plain(at), text.stem(at));
    if matches!(plain, "e.g" | "eg" | "i.e" | "ie" | "etc") || !is_word(plain) {
        return None;
    }
    match text.tokens()[at].kind {
        TokenKind::Number | TokenKind::NumberWord => Some(Kind::Common),
        TokenKind::Function => words::turns(plain).then_some(Kind::Turning),
        TokenKind::Content => Some(match words::frequency(stem) {
            Frequency::Common => Kind::Common,
            Frequency::Usual => Kind::Usual,
            Frequency::Rare => Kind::Rare,
        }),
    }
}

fn bare(plain: &str, stem: &str, kind: Kind) -> Term {
    Term { stem: stem.to_owned(), written: vec![plain.to_owned()], weaker: Vec::new(), kind, share: 1.0, example: false, among_many: false }
}

fn term(plain: &str, stem: &str, kind: Kind, asked: &Asked, lexicon: &Lexicon) -> Term {
    let mut term = bare(plain, stem, kind);
    term.written.extend(words::other_number(plain).map(str::to_owned));
    if kind >= Kind::Common {
        // A word that matching drops has no stem, and can never be found.
        let mut known: BTreeSet<String> = BTreeSet::from([stem.to_owned(), String::new()]);
        // What a common word means about the same as is no rare word: "low" is hardly ever meant as what cows do.
        let alike =
            words::alike(stem).iter().copied().filter(|word| kind > Kind::Common || words::frequency(&fold::stem(word)) != Frequency::Rare);
        for word in family(stem).into_iter().chain(alike) {
            let stem = fold::stem(word);
            if !asked.has(&stem) && term.weaker.len() < MOST_ALIKE && known.insert(stem) {
                term.weaker.push(word.to_owned());
            }
        }
        if lexicon.knows(plain) && !crate::lexicon::TOKEN_CLASSES.contains(&plain) {
            term.weaker.push(format!("@{plain}"));
        }
    }
    term
}

/// Whether a word stands alone in brackets behind another: a second name for it ("an alias (synonym)"). "P(B)" and "(DHCP)" are none.
fn in_brackets_of(text: &Text, at: usize, passage: &str) -> bool {
    let token = text.tokens()[at];
    let alone = passage[..token.span.start as usize].ends_with(" (") && passage[token.span.end as usize..].starts_with(')');
    let follows = at > 0 && text.tokens()[at - 1].kind == TokenKind::Content;
    alone && follows && !token.capital && token.kind == TokenKind::Content && token.before == Break::Bracket
}
