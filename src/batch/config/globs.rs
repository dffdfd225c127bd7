//! Globs over paths: which files are answers, and what the parts of a path say of one. A glob counts from the folder of its
//! `rubrica.toml`; `*` stays within a folder, `**` does not, `{name}` stands for one part of a path and keeps it. Must not touch the
//! disk.

use crate::tables::At;
use globset::{Glob, GlobBuilder, GlobSet};
use regex::bytes::Regex;
use std::collections::BTreeMap;
use std::path::Path;

/// What stands in for a capture while a glob is built: a character for private use, which no path has.
const STAND_IN: char = '\u{f8ff}';

/// Which files are answers.
#[derive(Debug, Clone)]
pub(in crate::batch) struct Answers {
    /// They fit one of these.
    pub(super) include: GlobSet,
    /// And none of these.
    pub(super) exclude: GlobSet,
    /// Whether the file itself says which are answers. Otherwise text files are, and those that no rubric fits are passed over.
    pub(in crate::batch) stated: bool,
}

impl Answers {
    /// Whether a file, by its path from the folder of the configuration, is an answer.
    pub(in crate::batch) fn holds(&self, path: &Path) -> bool {
        self.include.is_match(path) && !self.exclude.is_match(path)
    }
}

/// What paths of one form say of an answer.
#[derive(Debug, Clone)]
pub struct Mapping {
    regex: Regex,
    captures: Vec<String>,
    /// The id of the rubric, in which `{name}` stands for what the path has there, and where it is written.
    rubric: At<String>,
}

impl Mapping {
    /// A glob with captures, and the id of the rubric that they give.
    ///
    /// # Errors
    /// What is wrong with the glob or the id, in one line.
    pub fn new(glob: &str, rubric: At<&str>) -> Result<Self, String> {
        let (plain, captures) = without_captures(glob)?;
        if let Some(unknown) = names(rubric.value)?.into_iter().find(|name| !captures.contains(name)) {
            return Err(format!("`{{{unknown}}}` stands for nothing in the glob"));
        }
        let mut regex = glob_of(&plain)?.regex().to_owned();
        // How the stand-in looks in a regular expression is for globset to say.
        let alone = glob_of(&STAND_IN.to_string())?.regex().to_owned();
        let stand_in = alone.trim_start_matches("(?-u)").trim_start_matches('^').trim_end_matches('$');
        for name in &captures {
            regex = regex.replacen(stand_in, &format!("(?P<{name}>[^/]+)"), 1);
        }
        let regex = Regex::new(&regex).map_err(|e| e.to_string())?;
        Ok(Self { regex, captures, rubric: At { value: rubric.value.to_owned(), span: rubric.span } })
    }

    /// What a path, counted from the folder of the configuration, has in the place of each capture; none when it does not fit.
    pub fn read(&self, path: &Path) -> Option<BTreeMap<&str, String>> {
        let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let found = self.regex.captures(path.as_bytes())?;
        let value = |name: &str| found.name(name).map(|m| String::from_utf8_lossy(m.as_bytes()).into_owned()).unwrap_or_default();
        Some(self.captures.iter().map(|name| (name.as_str(), value(name))).collect())
    }

    /// The id of the rubric that a path names; none when it does not fit.
    pub fn rubric(&self, path: &Path) -> Option<String> {
        let read = self.read(path)?;
        Some(read.iter().fold(self.rubric.value.clone(), |id, (name, value)| id.replace(&format!("{{{name}}}"), value)))
    }

    /// Whether the same rubric belongs to every path that fits, and which.
    pub fn fixed(&self) -> Option<&At<String>> {
        (!self.rubric.value.is_empty() && !self.rubric.value.contains('{')).then_some(&self.rubric)
    }
}

/// A glob as it is meant everywhere in the configuration.
pub(super) fn glob_of(glob: &str) -> Result<Glob, String> {
    let built = GlobBuilder::new(glob.trim_start_matches("./")).literal_separator(true).build();
    built.map_err(|e| e.kind().to_string())
}

/// The names in braces. `{a,b}` is a choice, as in every glob.
fn names(text: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    for part in text.split('{').skip(1) {
        let Some((inside, _)) = part.split_once('}') else { return Err("a brace is never closed".to_owned()) };
        let is_name = inside.starts_with(|c: char| c.is_ascii_lowercase()) && inside.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        match is_name {
            true if found.iter().any(|f| f == inside) => return Err(format!("`{{{inside}}}` stands there twice")),
            true => found.push(inside.to_owned()),
            false => {}
        }
    }
    Ok(found)
}

fn without_captures(glob: &str) -> Result<(String, Vec<String>), String> {
    let captures = names(glob)?;
    let plain = captures.iter().fold(glob.to_owned(), |plain, name| plain.replace(&format!("{{{name}}}"), &STAND_IN.to_string()));
    Ok((plain, captures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn mapping(glob: &str, rubric: &str) -> Result<Mapping, String> {
        Mapping::new(glob, At { value: rubric, span: Span::default() })
    }

    fn rubric(glob: &str, id: &str, path: &str) -> Option<String> {
        mapping(glob, id).unwrap().rubric(Path::new(path))
    }

    #[test]
    fn captures_stand_for_one_part_of_a_path() {
        assert_eq!(rubric("answers/{rubric}/*.md", "{rubric}", "answers/devops-03/anna.md").as_deref(), Some("devops-03"));
        assert_eq!(rubric("{who}/q{number}.md", "devops-{number}", "anna/q07.md").as_deref(), Some("devops-07"));
        assert_eq!(rubric("**/{who}/{rubric}.{md,txt}", "{rubric}", "a/b/anna/devops-01.txt").as_deref(), Some("devops-01"));
        assert_eq!(rubric("outages/**", "devops-07", "outages/a/b.md").as_deref(), Some("devops-07"));
        assert_eq!(rubric("answers/{rubric}/*.md", "{rubric}", "answers/x/y/anna.md"), None);
        assert_eq!(rubric("./a.md", "x", "a.md").as_deref(), Some("x"));
    }

    #[test]
    fn what_is_wrong_with_a_glob_is_said() {
        let why = |glob, id| mapping(glob, id).unwrap_err();
        assert_eq!(why("a/{rubric}/*", "{number}"), "`{number}` stands for nothing in the glob");
        assert_eq!(why("{a}/{a}", "x"), "`{a}` stands there twice");
        assert_eq!(why("a/{b", "x"), "a brace is never closed");
        assert!(why("a/[z-a]", "x").contains("range"), "{}", why("a/[z-a]", "x"));
    }
}
