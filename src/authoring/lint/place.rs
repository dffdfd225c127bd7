//! Where something stands in a rubric's file. Rubrics do not keep places once they are valid; a lint finds them again by their words.

use crate::span::Span;

/// Where `words` stand first from where `near` stands on, as words of their own if they do anywhere; the start of the file when they
/// cannot be found, as with escaped text.
pub(super) fn place_of(text: &str, near: &str, words: &str) -> Span {
    place_of_from(text, text.find(near).unwrap_or(0), words)
}

/// Keys whose values are prose, which may well say what a pattern says.
const PROSE: [&str; 7] = ["advice", "answer", "id", "name", "prompt", "says", "title"];

/// Where a pattern stands from `from` on: between quotes if it does anywhere, and not as the value of a key that holds prose.
pub(super) fn pattern_at(text: &str, from: usize, pattern: &str) -> usize {
    let quotes = ["\"", "'"].map(|quote| format!("{quote}{pattern}{quote}"));
    let is_prose = |at: usize| {
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        line.trim_end().strip_suffix('=').is_some_and(|key| PROSE.contains(&key.trim()))
    };
    let quoted = quotes.iter().flat_map(|quoted| text[from..].match_indices(quoted.as_str())).map(|(at, _)| from + at);
    quoted.filter(|&at| !is_prose(at)).min().unwrap_or_else(|| text[from..].find(pattern).map_or(from, |at| from + at))
}

/// Where a phrase stands as a whole alternative in the list that `near` begins: of "where it hurts" and "it hurts", only the second is the
/// phrase "it hurts". As [`place_of`] where it does not.
pub(super) fn phrase_of(text: &str, near: &str, phrase: &str) -> Span {
    let from = text.find(near).unwrap_or(0);
    let end = text[from..].find("]\n").map_or(text.len(), |length| from + length);
    let whole = |&at: &usize| {
        let (before, behind) = (text[..at].trim_end_matches(' '), text[at + phrase.len()..].trim_start_matches(' '));
        before.ends_with(['"', '\'', '|', '(']) && behind.starts_with(['"', '\'', '|', ')'])
    };
    let found = text[from..end].match_indices(phrase).map(|(at, _)| from + at).find(whole);
    found.map_or_else(|| place_of_from(text, from, phrase), |at| Span::new(at, at + phrase.len()))
}

/// As [`place_of`], from a place on.
pub(super) fn place_of_from(text: &str, from: usize, words: &str) -> Span {
    if words.is_empty() {
        return Span::default();
    }
    let inside_a_word = |at: usize| {
        let letter = |c: char| c.is_alphanumeric() || c == '-';
        let behind = text[..at].ends_with(letter) && words.starts_with(letter);
        behind || (text[at + words.len()..].starts_with(letter) && words.ends_with(letter))
    };
    let mut places = text[from..].match_indices(words).map(|(at, _)| from + at);
    let found = places.clone().find(|&at| !inside_a_word(at)).or_else(|| places.next()).or_else(|| text.find(words));
    found.map_or(Span::default(), |at| Span::new(at, at + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_words_and_near_what_they_belong_to() {
        let text = "random = 1\nran = [\"random | ran\"]\nlast = [\"ran\"]";
        assert_eq!(place_of(text, "", "ran").start, 11);
        assert_eq!(place_of(text, "[\"random | ran\"]", "ran").start, 28);
        assert_eq!(place_of(text, "last", "ran").start, 43);
        assert_eq!(place_of(text, "", "rando").start, 0);
        assert_eq!(place_of(text, "", "absent"), Span::default());
    }

    #[test]
    fn a_phrase_is_not_the_end_of_a_longer_one() {
        let text = "evidence = [\"where it hurts\", \"(aches | it hurts) >2 here\"]\n";
        assert_eq!(phrase_of(text, "evidence", "it hurts").start, 40);
        assert_eq!(phrase_of(text, "evidence", "where it").start, 13);
        assert_eq!(phrase_of(text, "evidence", "absent"), Span::default());
    }

    #[test]
    fn a_pattern_is_not_what_the_prose_before_it_says() {
        let text = "id = \"plan\"\nsays = \"plan\"\nadvice = \"the plan\"\nevidence = [\"a plan\", \"plan\"]";
        assert_eq!(pattern_at(text, 0, "plan"), text.rfind("\"plan\"").unwrap());
        assert_eq!(pattern_at(text, 0, "a plan"), text.find("\"a plan\"").unwrap());
        assert_eq!(pattern_at(text, 0, "absent"), 0);
    }
}
