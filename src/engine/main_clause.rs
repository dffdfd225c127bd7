//! Where a main clause starts that follows a subordinate one without a comma: "When the doctor did not come I called the consultant."
//! A negation in front must not reach what was done about it. Must not know triggers.

use crate::text::english::VerbForm;
use crate::text::{Break, Text, fold};
use std::ops::Range;

/// Marks, sentence by sentence, the subjects that open a main clause.
pub(super) fn mark(text: &Text, starts: &mut [bool]) {
    for sentence in text.sentences() {
        Sentence { text, tokens: sentence.tokens.clone() }.mark(starts);
    }
}

/// How far a subordinate clause in front of its main clause has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Front {
    /// There is none, or it is over.
    None,
    /// It has no verb yet.
    Open {
        /// Where the word stands that opens it.
        opener: usize,
    },
    /// It has its verb: the next subject is that of the main clause.
    Told,
}

struct Sentence<'t> {
    text: &'t Text,
    tokens: Range<usize>,
}

impl Sentence<'_> {
    fn mark(&self, starts: &mut [bool]) {
        let mut front = Front::None;
        // Whether the part of the sentence so far has a verb: a subordinate clause after that is an afterthought ("I waited, because").
        let mut told = false;
        for at in self.tokens.clone() {
            if at == self.tokens.start || self.parts(at) {
                (front, told) = (Front::None, false);
            }
            let joined = at > self.tokens.start && matches!(self.word(at - 1), "and" | "but" | "so" | "or" | "then");
            let first = at == self.tokens.start || self.parts(at) || joined || !told;
            front = match front {
                _ if self.is_subordinator(at) && (front != Front::None || first) => Front::Open { opener: at },
                // "Not waiting for the round": the verb follows at once.
                _ if first && self.word(at) == "not" && self.verb(at + 1) == Some(VerbForm::Ing) => Front::Open { opener: at },
                Front::None => Front::None,
                // After a comma the main clause is under way, whoever its subject is.
                _ if self.mark_before(at) == Break::Comma => Front::None,
                // "When he did not answer and she was out": another subject of the same front.
                _ if starts[at] && matches!(self.word(at), "and" | "or") => Front::Open { opener: at },
                _ if starts[at] => Front::None,
                Front::Open { opener } if self.is_subject(at) && at > opener + 1 && self.opens_phrase(opener) => Front::None,
                Front::Told if self.is_subject(at) && !self.is_governed(at) => {
                    starts[at] = true;
                    Front::None
                }
                Front::Open { opener } if self.tells(at, opener) => Front::Told,
                same => same,
            };
            told |= self.tells(at, at);
        }
    }

    fn word(&self, at: usize) -> &str {
        if self.tokens.contains(&at) { self.text.plain(at) } else { "" }
    }

    fn verb(&self, at: usize) -> Option<VerbForm> {
        if self.tokens.contains(&at) { self.text.tokens().get(at)?.verb } else { None }
    }

    fn mark_before(&self, at: usize) -> Break {
        self.text.tokens().get(at).map_or(Break::Sentence, |token| token.before)
    }

    /// Whether the mark before a token sets apart what follows as a sentence does.
    fn parts(&self, at: usize) -> bool {
        matches!(self.mark_before(at), Break::Semicolon | Break::Colon | Break::Dash | Break::Arrow)
    }

    fn is_subject(&self, at: usize) -> bool {
        matches!(self.word(at), "i" | "we" | "he" | "she" | "they")
    }

    fn is_subordinator(&self, at: usize) -> bool {
        match self.word(at) {
            // "As a rule", "as usual": no clause.
            "as" => {
                !matches!(self.word(at + 1), "a" | "an" | "usual" | "always" | "ever" | "far" | "for" | "to" | "part" | "well" | "such")
            }
            "when" | "because" | "since" | "if" | "although" | "though" | "while" | "once" | "after" | "before" | "unless" | "until"
            | "whenever" => true,
            _ => false,
        }
    }

    /// Whether a word opens phrases as well as clauses: "after lunch I" is the main clause already.
    fn opens_phrase(&self, opener: usize) -> bool {
        matches!(self.word(opener), "as" | "since" | "after" | "before" | "until" | "once")
    }

    /// Whether a token is the verb of a clause, which only a word that stands as one can be: "the plan" is none.
    fn tells(&self, at: usize, opener: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let noun = matches!(
            before,
            "a" | "an"
                | "the"
                | "my"
                | "our"
                | "his"
                | "its"
                | "their"
                | "your"
                | "this"
                | "these"
                | "those"
                | "no"
                | "any"
                | "some"
                | "every"
        );
        match self.word(at) {
            "can" | "could" | "would" | "should" | "might" | "must" | "will" | "was" | "were" | "is" | "are" | "am" | "do" | "does"
            | "did" | "had" | "has" | "have" => true,
            _ if noun => false,
            _ => match self.verb(at) {
                Some(VerbForm::Past | VerbForm::ThirdPerson) => true,
                Some(VerbForm::Ing) => opener + 1 == at && before == "not",
                Some(VerbForm::Base) => {
                    let subject = at.checked_sub(1).is_some_and(|before| self.is_subject(before));
                    subject || matches!(before, "not" | "never" | "to" | "you" | "it" | "people" | "who")
                }
                None => false,
            },
        }
    }

    /// Whether a subject belongs to a clause inside the front: what was thought or said, or what is told of the word before.
    fn is_governed(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let auxiliary = |word: &str| {
            matches!(
                word,
                "can" | "could" | "should" | "would" | "might" | "may" | "must" | "will" | "was" | "were" | "am" | "are" | "had" | "have"
            )
        };
        let (next, after) = (self.word(at + 1), self.word(at + 2));
        match before {
            "that" | "what" | "which" | "how" | "whether" | "who" | "whom" | "where" | "why" | "than" => true,
            _ if self.is_verb_of(
                at,
                &[
                    "think", "say", "believe", "feel", "hope", "wish", "guess", "suppose", "assume", "realize", "imagine", "pretend",
                    "claim",
                ],
            ) =>
            {
                true
            }
            // What one does not know, or who did not see, may as well end the clause: "If I do not know I ask."
            _ if self.is_verb_of(
                at,
                &["know", "see", "hear", "notice", "remember", "understand", "agree", "mean", "admit", "promise", "expect", "find"],
            ) =>
            {
                auxiliary(next)
            }
            "sure" | "certain" | "afraid" | "glad" | "aware" => auxiliary(next),
            "me" | "us" | "him" | "her" | "them" | "you" => at >= 2 && self.is_verb_of(at - 1, &["tell", "promise"]),
            // "There was nobody I could call."
            "nobody" | "nothing" | "anybody" | "anyone" | "anything" | "somebody" | "someone" | "something" | "everything" | "one" => {
                auxiliary(next)
            }
            // "There was no doctor I could call, so I ...": where another subject follows this one is told of the doctor.
            _ if matches!(next, "can" | "could" | "should") && after != "not" => {
                self.verb(at - 1).is_none() && (at + 1..self.tokens.end).any(|later| self.is_subject(later))
            }
            _ => false,
        }
    }

    /// Whether the word before a token is a form of one of some verbs.
    fn is_verb_of(&self, at: usize, bases: &[&str]) -> bool {
        let before = at.checked_sub(1).filter(|before| self.tokens.contains(before)).map_or("", |before| self.text.stem(before));
        !before.is_empty() && bases.iter().any(|base| fold::stem(base) == before)
    }
}
