//! How many things a question asks for: "Name two ways", "State at least 4 of the differences". Must not read references.

use super::folded;

/// Verbs that ask for things told one by one.
const TELL: [&str; 13] =
    ["cite", "describe", "discuss", "explain", "give", "identify", "list", "mention", "name", "outline", "provide", "state", "suggest"];

/// What may stand between the verb and the number.
const BETWEEN: [&str; 8] = ["and", "any", "at", "briefly", "least", "me", "or", "us"];

/// Words that count how long an answer is to be.
const LENGTH: [&str; 8] = ["line", "lines", "minutes", "paragraphs", "seconds", "sentences", "words", "word"];

/// How many things are asked for, from 2 to 10; none where the question tells no number, or several. "The two ways" are all there are.
pub(super) fn asked_for(prompt: &str) -> Option<usize> {
    let text = folded(prompt);
    let words: Vec<&str> = (0..text.tokens().len()).map(|at| text.plain(at)).collect();
    let mut found = None;
    for (at, _) in words.iter().enumerate().filter(|(_, word)| TELL.contains(word)) {
        let mut rest = words[at + 1..].iter().skip_while(|word| BETWEEN.contains(word) || TELL.contains(word));
        let Some(number) = rest.next().and_then(|word| number(word)) else { continue };
        if rest.next().is_none_or(|noun| LENGTH.contains(noun)) {
            continue;
        }
        if found.is_some_and(|known| known != number) {
            return None;
        }
        found = Some(number);
    }
    found
}

fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let digits = word.parse().ok().filter(|n| (2..=10).contains(n));
    digits.or_else(|| WORDS.iter().position(|w| *w == word).map(|at| at + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_things_are_read() {
        for (prompt, number) in [
            ("Name two ways to boil an egg.", Some(2)),
            ("State at least 4 of the differences between a hill and a hole.", Some(4)),
            ("How do bees talk? Please NAME and DESCRIBE three dances.", Some(3)),
            ("Give us any five.", None),
            ("Name the two ways to boil an egg.", None),
            ("Explain in 2 sentences why it rains.", None),
            ("Describe two sentences of the play.", None),
            ("Two hens lay 4 eggs. Why?", None),
            ("Give two reasons and name three birds.", None),
            ("", None),
        ] {
            assert_eq!(asked_for(prompt), number, "{prompt}");
        }
    }
}
