//! Where something stands in a rubric's file. Rubrics do not keep places once they are valid; a lint finds them again by their words.

use crate::span::Span;

/// Where `words` stand first from where `near` stands on, as words of their own if they do anywhere; the start of the file when they
/// cannot be found, as with escaped text.
pub(super) fn place_of(text: &str, near: &str, words: &str) -> Span {
    if words.is_empty() {
        return Span::default();
    }
    let from = text.find(near).unwrap_or(0);
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
}
