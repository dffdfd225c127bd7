//! The framework that a page names, and its stages where the page lists them. Must not guess: prose without a list has no stages.

use crate::authoring::skeleton::{Framework, stages};
use crate::lexicon::Lexicon;

/// What may follow the name of a framework.
const KINDS: [&str; 6] = ["framework", "method", "model", "approach", "structure", "technique"];

/// The framework of a question, from what the page says of it; `None` when it names none.
pub(super) fn framework(text: &str, prompt: &str, lexicon: &Lexicon) -> Option<Framework> {
    let name = name(text)?;
    // What spells the name is its stages; numbers may as well count tasks that are put in order by it.
    let parts = spelled(text, &name).or_else(|| numbered(text)).unwrap_or_default();
    Some(Framework { name, stages: stages(&parts, prompt, lexicon).unwrap_or_default() })
}

/// The first name in capitals that opens the text or stands before a word such as "method".
fn name(text: &str) -> Option<String> {
    let mut words = text.split_whitespace().peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        let (word, based) = word.split_once('-').map_or((word, false), |(word, rest)| (word, rest.starts_with("based")));
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capitals = (3..=12).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        let next = words.peek().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        if capitals && (first || based || next.is_some_and(|n| KINDS.contains(&n.as_str()))) {
            return Some(word.to_owned());
        }
        first = false;
    }
    None
}

/// What stands behind "1. ", "2. " and so on, where there are two at least.
fn numbered(text: &str) -> Option<Vec<&str>> {
    let mut starts = Vec::new();
    let mut from = 0;
    for number in 1..=20 {
        let mark = [format!("{number}. "), format!("{number}) ")];
        let opens = |at: usize| text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let found = mark.iter().filter_map(|m| text[from..].match_indices(m.as_str()).map(|(at, _)| from + at).find(|at| opens(*at))).min();
        let Some(at) = found else { break };
        from = at + mark[0].len();
        starts.push((at, from));
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let parts: Vec<&str> = starts.iter().zip(ends).map(|((_, start), end)| text[*start..end].trim()).collect();
    (parts.len() >= 2).then_some(parts)
}

/// Parts in a row whose first letters spell the name: "Reach, Impact, Confidence, Effort".
fn spelled<'t>(text: &'t str, name: &str) -> Option<Vec<&'t str>> {
    let inner = text.match_indices('(').filter_map(|(at, _)| text[at + 1..].find(')').map(|end| &text[at + 1..at + 1 + end]));
    [text].into_iter().chain(inner).find_map(|region| {
        let parts = parts(region);
        let initial = |part: &&str, letter: char| part.starts_with(letter) || part.starts_with(letter.to_ascii_lowercase());
        let spells = |window: &&[&str]| window.iter().zip(name.chars()).all(|(part, letter)| initial(part, letter));
        parts.windows(name.len()).find(spells).map(<[&str]>::to_vec)
    })
}

/// The parts of a text between marks that stand outside of brackets.
fn parts(text: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    let cut = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | '.' | ';' | ':')
    };
    let part = |part: &'_ str| part.trim().len();
    let parts = text.split(cut).filter(|p| part(p) > 0).map(str::trim);
    parts.map(|p| p.strip_prefix("and ").unwrap_or(p)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staged(text: &str) -> (String, Vec<String>) {
        let found = framework(text, "", &Lexicon::built_in()).unwrap();
        (found.name, found.stages.into_iter().map(|s| s.name).collect())
    }

    #[test]
    fn numbered_and_spelled_stages_are_found() {
        let (name, found) = staged("Use the MECE framework: 1. Classify: sort letters. 2. Store & lock: keep them in a safe (1.5 tons).");
        assert_eq!((name.as_str(), &found[..]), ("MECE", &["Classify".to_owned(), "Store & lock".to_owned()][..]));
        let (name, found) = staged("I'd apply the RICE method (Reach, Impact, Confidence, Effort) here.");
        assert_eq!((name.as_str(), found.len()), ("RICE", 4));
        let (_, found) =
            staged("Use the RICE method (Reach, Impact, Confidence, Effort). Order: 1. The oven (it leaks). 2. The new menu (guests ask).");
        assert_eq!(found, ["Reach", "Impact", "Confidence", "Effort"]);
        let (_, found) = staged("LAST method: Listen (all of it), Apologise, Solve, and Thank the guest.");
        assert_eq!(found, ["Listen", "Apologise", "Solve", "Thank the guest"]);
        assert_eq!(staged("A STAR-based tale without a list.").1, [""; 0]);
    }

    #[test]
    fn capitals_alone_are_no_framework() {
        assert!(framework("Describe how the API answers.", "", &Lexicon::built_in()).is_none());
        assert!(framework("", "", &Lexicon::built_in()).is_none());
    }
}
