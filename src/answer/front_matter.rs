//! Front matter: what a file says about itself before the answer begins. Must not know what the keys mean, and must never take an
//! answer for front matter: in doubt there is none.

use std::collections::BTreeMap;
use toml::{Spanned, Value};

/// What the front matter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Keys and values in order, keys in lower case, values without quotes.
    pub entries: Vec<(String, String)>,
}

impl FrontMatter {
    /// Of a text; empty where there is none.
    pub fn of(text: &str) -> Self {
        split(text).0
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    fn from_pairs(pairs: impl Iterator<Item = (String, String)>) -> Self {
        let printable = |text: &str| text.chars().filter(|c| !c.is_control()).collect();
        Self { entries: pairs.map(|(k, v)| (k.to_lowercase(), printable(&v))).collect() }
    }
}

/// The front matter and where the answer begins.
pub(super) fn split(text: &str) -> (FrontMatter, usize) {
    let start = text.len() - text.trim_start_matches(is_blank_line_part).len();
    // The opening mark must stand at the start of its line.
    let start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    parse(&text[start..]).map_or_else(Default::default, |(found, length)| (found, start + length))
}

fn is_blank_line_part(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn parse(text: &str) -> Option<(FrontMatter, usize)> {
    let opening = text.split_inclusive('\n').next()?;
    let mark = Some(opening.trim_end()).filter(|mark| ["+++", "---"].contains(mark))?;
    let closes = |line: &str| line == mark || (mark == "---" && line == "...");
    let mut at = opening.len();
    for line in text[at..].split_inclusive('\n') {
        if closes(line.trim_end()) {
            let inside = &text[opening.len()..at];
            let found = if mark == "+++" { toml_entries(inside) } else { yaml_entries(inside) };
            return found.map(|found| (found, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn toml_entries(text: &str) -> Option<FrontMatter> {
    let table: BTreeMap<Spanned<String>, Value> = toml::from_str(text).ok()?;
    let mut pairs: Vec<(Spanned<String>, Value)> = table.into_iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    Some(FrontMatter::from_pairs(pairs.into_iter().filter_map(|(key, value)| Some((key.into_inner(), scalar(value)?)))))
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Boolean(yes) => Some(yes.to_string()),
        Value::Datetime(when) => Some(when.to_string()),
        Value::Array(_) | Value::Table(_) => None,
    }
}

/// `key: value` lines; lists and indented lines belong to the key above and are passed over. Anything else is no front matter.
fn yaml_entries(text: &str) -> Option<FrontMatter> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for line in text.lines() {
        let belongs_above = line.starts_with([' ', '\t']) && !pairs.is_empty();
        let said = line.trim();
        if said.is_empty() || said.starts_with('#') || said == "-" || said.starts_with("- ") || belongs_above {
            continue;
        }
        pairs.push(key_value(line)?);
    }
    // An answer between two thematic breaks whose paragraphs are labelled is no front matter.
    let is_answer = pairs.iter().any(|(key, _)| ["situation", "action"].contains(&key.to_lowercase().as_str()));
    let values = pairs.iter().filter(|(_, value)| !value.is_empty()).map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    (!pairs.is_empty() && !is_answer).then(|| FrontMatter::from_pairs(values))
}

fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim_end().split_once(':')?;
    let is_key = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let parted = value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && parted).then(|| (key, unquoted(value.trim())))
}

fn unquoted(value: &str) -> &str {
    let inner = |quote| value.strip_prefix(quote).and_then(|v: &str| v.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<(String, String)> {
        split(text).0.entries
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn toml_keeps_the_order_and_leaves_out_what_is_no_scalar() {
        let text = "+++\nRubric = \"devops-03\"\nattempt = 2\nasked = 2026-01-05\ndraft = true\ntags = [\"a\"]\n[extra]\nx = 1\n+++\nBody";
        let expected = pairs(&[("rubric", "devops-03"), ("attempt", "2"), ("asked", "2026-01-05"), ("draft", "true")]);
        assert_eq!(entries(text), expected);
        assert_eq!(&text[split(text).1..], "Body");
        assert_eq!(split(text).0.get("attempt"), Some("2"));
    }

    #[test]
    fn yaml_like_lines_lose_their_quotes() {
        let text = "\r\n---\r\n# who\r\nQuestion: \"devops-03\"\r\nname: 'Ann: B'\r\ntags:\r\n  - one\r\n- two\r\n\r\nround:\tfinal\r\n...\r\nBody";
        assert_eq!(entries(text), pairs(&[("question", "devops-03"), ("name", "Ann: B"), ("round", "final")]));
        assert_eq!(&text[split(text).1..], "Body");
    }

    #[test]
    fn in_doubt_there_is_none() {
        let none = [
            "",
            "---",
            "+++",
            "---\n---\nBody",
            "---\nrubric: never closed\n",
            "---\nWe rolled back at 10:30 and all was well.\n---\n",
            "---\nnote: one\nand prose\n---\n",
            "---\nhttp://example.org\n---\n",
            "+++\nbroken = \n+++\nBody",
            "Text\n---\nrubric: x\n---\n",
            "  ---\nrubric: x\n---\n",
            "---\nSituation: it broke\nTask: mend it\nAction: I did\nResult: fine\n---\n",
        ];
        for text in none {
            assert_eq!(split(text), (FrontMatter::default(), 0), "{text:?}");
        }
    }

    #[test]
    fn values_carry_no_escape_sequences() {
        assert_eq!(entries("+++\nname = \"a\\u001b[31mb\"\n+++\n"), pairs(&[("name", "a[31mb")]));
    }
}
