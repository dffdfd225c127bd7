//! `likely-slip`: patterns that say something else than their author is likely to have meant: a comma or "or" for `|`, and a number
//! whose `~` was forgotten.

use super::Linted;
use super::concepts::entries;
use crate::diagnostic::Diagnostic;
use crate::lexicon::Packed;
use crate::lexicon::pattern::MAX_WITHIN;
use crate::lexicon::written::alternatives;
use crate::rubric::Rubric;
use crate::text::english::{VerbForm, is_function_word, is_number_word, is_time_unit, verb_form};
use std::ops::Range;

/// Words around "or" that belong together with it.
const SAYINGS: [(&str, &str); 12] = [
    ("better", "worse"),
    ("black", "white"),
    ("for", "against"),
    ("it", "leave"),
    ("later", "sooner"),
    ("less", "more"),
    ("more", "less"),
    ("right", "wrong"),
    ("sink", "swim"),
    ("sooner", "later"),
    ("up", "down"),
    ("yes", "no"),
];
/// Words that close a saying behind "or", whatever stands before.
const CLOSING: [&str; 5] = ["else", "more", "not", "rather", "so"];

/// What looks like a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    Comma,
    Or,
    Number,
}

pub(super) fn lint(of: Linted<'_>, findings: &mut Vec<Diagnostic>) {
    let rubric = of.rubric;
    for written in patterns(rubric) {
        for (slip, at) in slips(&written) {
            let words = &written[at];
            let (message, hint) = match slip {
                Slip::Comma => (
                    format!("a comma in \"{words}\" is no \"or\": these words are looked for in a row"),
                    "write | between ways of saying it, or an entry of its own",
                ),
                Slip::Or => (format!("\"{words}\" is looked for as one phrase"), "write | for \"or\""),
                Slip::Number => (
                    format!("the number in \"{words}\" is looked for as a word"),
                    "write ~ before it for \"within so many words\", or > where the order matters",
                ),
            };
            findings.push(of.in_pattern("likely-slip", &written, words, message, hint));
        }
    }
    findings.dedup_by(|a, b| a.code == b.code && a.span == b.span);
}

/// Every pattern as it is written, or, where a rubric does not keep that, as it could be.
fn patterns(rubric: &Rubric) -> Vec<String> {
    let own = entries(rubric).map(|e| e.source.to_string());
    let hints = entries(rubric).filter_map(|e| e.hint.as_ref()).map(|hint| hint.source.to_string());
    let unless = entries(rubric).filter_map(|e| e.unless.as_ref());
    let packed = unless.chain(rubric.concepts.values()).flat_map(|packed: &Packed| alternatives(packed));
    own.chain(hints).chain(packed).collect()
}

/// The slips of one pattern, and the words that show each.
fn slips(pattern: &str) -> Vec<(Slip, Range<usize>)> {
    if pattern.trim_start().starts_with('/') {
        return Vec::new();
    }
    let tokens = tokens(pattern);
    let mut found = Vec::new();
    for at in 1..tokens.len().saturating_sub(1) {
        let (before, here, after) = (tokens[at - 1].clone(), tokens[at].clone(), tokens[at + 1].clone());
        let text = |token: &Range<usize>| pattern[token.clone()].to_lowercase();
        let (left, word, right) = (text(&before), text(&here), text(&after));
        let around = before.start..after.end;
        // A number past the farthest that `~` reaches was never meant for one.
        let number = word.parse().is_ok_and(|n: u8| (1..=MAX_WITHIN).contains(&n));
        if word == "," && ends(&left) && opens(&right) {
            found.push((Slip::Comma, around));
        } else if word == "or" && ends(&left) && opens(&right) && !is_saying(&left, &right) {
            found.push((Slip::Or, around));
        } else if number && ends(&left) && opens(&right) && !counts(&left, &tokens[at + 1..], pattern) {
            let end = if is_word(&right) { after.end } else { here.end };
            found.push((Slip::Number, before.start..end));
        }
    }
    found
}

/// Words, marks and operators, each with its place. A comma between digits belongs to its number.
fn tokens(pattern: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    for (at, c) in pattern.char_indices() {
        let end = at + c.len_utf8();
        let inside = c == ',' && digit(pattern[..at].chars().next_back()) && digit(pattern[end..].chars().next());
        let alone = matches!(c, '(' | ')' | '|') || c == ',' && !inside;
        match tokens.last_mut().filter(|_| open && !alone && !c.is_whitespace()) {
            Some(last) => last.end = end,
            None if c.is_whitespace() => {}
            None => tokens.push(at..end),
        }
        open = !alone && !c.is_whitespace();
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric)
}

/// Whether something that is looked for ends with this.
fn ends(token: &str) -> bool {
    is_word(token) || token == ")" || token.starts_with(['@', '='])
}

/// Whether something that is looked for opens with this.
fn opens(token: &str) -> bool {
    is_word(token) || token == "(" || token.starts_with(['@', '=', '^'])
}

fn is_saying(left: &str, right: &str) -> bool {
    let counted = |word: &str| is_number_word(word) || word.parse::<u32>().is_ok() || matches!(word, "once" | "twice");
    CLOSING.contains(&right) || SAYINGS.contains(&(left, right)) || counted(left) && counted(right)
}

/// Whether a number counts what follows it ("5 minutes"), or stands behind a word that leads up to a number ("within 5", "level 2").
fn counts(left: &str, rest: &[Range<usize>], pattern: &str) -> bool {
    let deed = || matches!(verb_form(left), Some(VerbForm::Past | VerbForm::Ing)) && !is_function_word(left);
    if is_word(left) && !deed() {
        return true;
    }
    // Of a bracket behind the number every way is asked.
    let mut depth = 0;
    for token in rest {
        match &pattern[token.clone()] {
            "(" => depth += 1,
            ")" if depth <= 1 => return false,
            ")" => depth -= 1,
            word if is_unit(&word.to_lowercase()) => return true,
            _ if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// A plural, or a unit.
fn is_unit(word: &str) -> bool {
    is_time_unit(word)
        || word.starts_with('@')
        || matches!(word, "percent" | "%" | "am" | "pm" | "people" | "men" | "women" | "children")
        || word.ends_with('s') && !word.ends_with("ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str) -> Vec<(Slip, &str)> {
        slips(pattern).into_iter().map(|(slip, at)| (slip, &pattern[at])).collect()
    }

    #[test]
    fn a_slip_is_found_with_the_words_that_show_it() {
        assert_eq!(found("told, said"), [(Slip::Comma, "told, said")]);
        assert_eq!(found("(asked | told, said) ~4 doctor"), [(Slip::Comma, "told, said")]);
        assert_eq!(found("told or said"), [(Slip::Or, "told or said")]);
        assert_eq!(found("@told or (said)"), [(Slip::Or, "@told or (")]);
        assert_eq!(found("(told | said) 6 doctor"), [(Slip::Number, ") 6 doctor")]);
        assert_eq!(found("(told | said) 6 (doctor | nurse)"), [(Slip::Number, ") 6")]);
        assert_eq!(found("told 6 doctor"), [(Slip::Number, "told 6 doctor")]);
    }

    #[test]
    fn what_is_meant_is_left_alone() {
        for meant in [
            "told | said",
            "within 5 minutes",
            "(within | in) 5 (minutes | hours)",
            "waited 5 minutes",
            "level 2 support",
            "sooner or later",
            "two or three",
            "whether or not",
            "checked or not",
            "1,000 rows",
            "(told | said) ~6 doctor",
            "or",
            "dropped from 20 to 4",
            "(fell | went) from 20",
            "cut it to 4",
            "got 5 | left",
            "one to one | 1 on 1",
            "take it or leave it",
            "/told, said or 6 doctor/",
        ] {
            assert_eq!(found(meant), [], "{meant}");
        }
    }
}
