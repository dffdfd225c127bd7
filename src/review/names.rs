//! What names of files and folders say of an answer: which draft it is, and whose. Pure; must not touch the disk or know rubrics beyond
//! their ids.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest plain name.
const LONGEST: usize = 60;

/// Words that say "this is a draft", before its number.
const DRAFT: [&str; 8] = ["draft", "version", "ver", "v", "attempt", "take", "revision", "rev"];

/// Words that name neither a person nor a question.
const NEUTRAL: [&str; 12] =
    ["answer", "answers", "draft", "drafts", "file", "files", "final", "interview", "response", "responses", "submission", "submissions"];

/// Which draft a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DraftNumber {
    /// The draft of this number.
    Numbered(u32),
    /// The last one, whatever its number.
    Final,
}

/// What a name says once the question and the draft are taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NameParts {
    /// What is left, as it is written; none when nothing is, or only words that name nobody.
    pub(super) rest: Option<String>,
    /// The draft.
    pub(super) draft: Option<DraftNumber>,
    /// Whether the name holds the id of the question.
    pub(super) asks: bool,
}

/// The words of a name with their places.
fn words(name: &str) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in name.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + c.len_utf8(),
            None => found.push(at..at + c.len_utf8()),
        }
    }
    found.into_iter().map(|range| (range.clone(), name[range].to_lowercase())).collect()
}

/// The form under which names are one: lower case, one hyphen for whatever parts the words, composed letters.
pub(super) fn key(name: &str) -> String {
    let name: String = name.nfkc().collect();
    words(&name).into_iter().map(|(_, word)| word).collect::<Vec<_>>().join("-")
}

/// The name in letters that every file system and link takes: `a-z`, `0-9`, hyphens; `mentee` where nothing is left.
pub(super) fn plain(name: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
        c if c.is_alphanumeric() || is_combining_mark(c) => None,
        _ => Some('-'),
    };
    let plain: String = name.nfkd().filter_map(letter).collect();
    let words: Vec<&str> = plain.split('-').filter(|w| !w.is_empty()).collect();
    if words.is_empty() { "mentee".to_owned() } else { words.join("-").chars().take(LONGEST).collect() }
}

/// Takes the id of a rubric and the words of a draft out of a name.
pub(super) fn parts(name: &str, rubric: &str) -> NameParts {
    let mut words = words(name);
    let id: Vec<String> = self::words(rubric).into_iter().map(|(_, word)| word).collect();
    let at = words.windows(id.len().max(1)).position(|window| window.iter().map(|(_, w)| w).eq(id.iter()));
    if let Some(at) = at {
        words.drain(at..at + id.len());
    }
    let draft = take_draft(&mut words);
    let named = words.iter().any(|(_, word)| !NEUTRAL.contains(&word.as_str()));
    let rest = named.then(|| rest(name, &words)).filter(|rest| !rest.is_empty());
    NameParts { rest, draft, asks: at.is_some() }
}

/// A name without what says which draft it is.
pub(super) fn without_draft(name: &str) -> String {
    let mut words = words(name);
    take_draft(&mut words);
    rest(name, &words)
}

/// What is left of a name: the words that were not taken, with what parts neighbours as it is written.
fn rest(name: &str, words: &[(Range<usize>, String)]) -> String {
    let mut rest = String::new();
    let mut end: Option<usize> = None;
    for (range, _) in words {
        match end {
            Some(end) if !name[end..range.start].contains(char::is_alphanumeric) => rest.push_str(&name[end..range.start]),
            Some(_) => rest.push(' '),
            None => {}
        }
        rest.push_str(&name[range.clone()]);
        end = Some(range.end);
    }
    rest
}

/// Takes out `draft-2`, `draft2`, `v2`, `draft` or `final`; the last that is there counts.
fn take_draft(words: &mut Vec<(Range<usize>, String)>) -> Option<DraftNumber> {
    for at in (0..words.len()).rev() {
        let word = words[at].1.as_str();
        let number = |word: &str| word.parse::<u32>().ok();
        let glued = DRAFT.iter().find_map(|d| word.strip_prefix(d).and_then(number));
        let next = words.get(at + 1).and_then(|(_, next)| number(next));
        let (taken, draft) = match (glued, next) {
            (Some(n), _) => (1, DraftNumber::Numbered(n)),
            (None, Some(n)) if DRAFT.contains(&word) => (2, DraftNumber::Numbered(n)),
            _ if word == "final" => (1, DraftNumber::Final),
            _ => continue,
        };
        words.drain(at..at + taken);
        return Some(draft);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> (Option<String>, Option<DraftNumber>) {
        let NameParts { rest, draft, .. } = parts(name, "devops-03");
        (rest, draft)
    }

    #[test]
    fn the_question_and_the_draft_are_no_part_of_a_name() {
        let draft = |n| Some(DraftNumber::Numbered(n));
        let rest = |name: &str| Some(name.to_owned());
        assert_eq!(read("devops-03"), (None, None));
        assert_eq!(read("devops_03.v2"), (None, draft(2)));
        assert_eq!(read("DevOps 03 draft 12"), (None, draft(12)));
        assert_eq!(read("draft-1"), (None, draft(1)));
        assert_eq!(read("draft2"), (None, draft(2)));
        assert_eq!(read("Anna_Berg"), (rest("Anna_Berg"), None));
        assert_eq!(read("anna-devops-03-berg-final"), (rest("anna berg"), Some(DraftNumber::Final)));
        assert_eq!(read("devops-03-Žofie"), (rest("Žofie"), None));
        assert_eq!(read("my answers"), (rest("my answers"), None));
        assert_eq!(read("answers"), (None, None));
        assert_eq!(read("drafts"), (None, None));
        assert_eq!(read("vera"), (rest("vera"), None));
        assert_eq!(read("---"), (None, None));
        assert_eq!(parts("anna", "").rest, rest("anna"));
    }

    #[test]
    fn names_are_one_however_they_are_spelled_and_plain_for_files() {
        assert_eq!(key("Anna_Berg"), key("anna  berg"));
        assert_eq!(key("Zoe\u{308}"), key("Zoë"));
        assert_eq!(plain("Žofie  O’Hara / ../x"), "zofie-o-hara-x");
        assert_eq!(plain("李"), "mentee");
    }
}
