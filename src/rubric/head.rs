//! What can be told of a rubric without checking it: its id, its title, what it asks. Finding the rubric of an answer needs no
//! more, and must work while another rubric of the bank has faults. Must not judge a file: `parse` does.

use crate::diagnostic::SourceFile;
use crate::span::Span;
use serde::Deserialize;

/// The opening of a rubric.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Its short title; empty when the file has none.
    pub title: String,
    /// What the candidate is asked; empty when the file has none.
    pub prompt: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RawHead {
    title: String,
    question: RawQuestion,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RawQuestion {
    prompt: String,
}

impl Head {
    /// The head of a rubric's file; empty when the file is no TOML.
    pub fn of(file: &SourceFile) -> Self {
        let raw: RawHead = toml::from_str(&file.text).unwrap_or_default();
        Self { title: raw.title, prompt: raw.question.prompt }
    }
}

/// The id that a rubric's file gives itself, and where it stands; `None` when there is none above its first table.
pub fn id_of(file: &SourceFile) -> Option<(String, Span)> {
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            return None;
        }
        if let Some(found) = id_in(line, start) {
            return Some(found);
        }
        start += line.len();
    }
    None
}

fn id_in(line: &str, start: usize) -> Option<(String, Span)> {
    let value = line.trim_start().strip_prefix("id")?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = &value[1..];
    let id = &inner[..inner.find(quote)?];
    let at = start + line.len() - inner.len();
    (!id.is_empty()).then(|| (id.to_owned(), Span::new(at, at + id.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile { name: "x.toml".into(), text: text.to_owned().into() }
    }

    #[test]
    fn the_id_is_found_without_parsing_and_only_above_the_first_table() {
        let source = file("schema = 1\n  id='a-1'\n[x]\n");
        let (id, span) = id_of(&source).unwrap();
        assert_eq!((id.as_str(), span.of(&source.text)), ("a-1", "a-1"));
        assert_eq!(id_of(&file("[key_point]\nid = \"b\"\n")), None);
        assert_eq!(id_of(&file("idle = \"b\"\nid = 3\n")), None);
    }

    #[test]
    fn a_head_needs_no_valid_rubric() {
        let head = Head::of(&file("title = 'T'\nevidnce = 3\n[question]\nprompt = 'Why?'\nround = []\n"));
        assert_eq!(head, Head { title: "T".into(), prompt: "Why?".into() });
        assert_eq!(Head::of(&file("title = ")), Head::default());
    }
}
