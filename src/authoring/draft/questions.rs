//! Questions with their references, one JSON object a line. Must not draft.

use super::Question;
use crate::batch::json_line;
use serde::Deserialize;
use std::collections::HashMap;

/// A line that holds no question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultyLine {
    /// Which, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

#[derive(Deserialize)]
struct RawQuestion {
    id: String,
    question: String,
    reference: References,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "`reference` must be a text or a list of texts")]
enum References {
    One(String),
    Several(Vec<String>),
}

/// Every question of a text with the number of its line, or what is wrong with the line; blank lines are passed over. An id that a line
/// before has, also in other letters of case, is a fault: two files of these names cannot stand side by side everywhere.
pub fn read(text: &str) -> Vec<Result<(usize, Question), FaultyLine>> {
    let mut taken: HashMap<String, usize> = HashMap::new();
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let question = |(line, text): (usize, &str)| {
        let faulty = |why: String| FaultyLine { line, why };
        let raw: RawQuestion = json_line(text.trim_start_matches('\u{FEFF}').as_bytes()).map_err(faulty)?;
        if let Some(before) = taken.get(&raw.id.to_lowercase()) {
            return Err(faulty(format!("the id {} stands in line {before} already", raw.id)));
        }
        taken.insert(raw.id.to_lowercase(), line);
        let references = match raw.reference {
            References::One(text) => vec![text],
            References::Several(texts) => texts,
        };
        Ok((line, Question { id: raw.id, prompt: raw.question, references }))
    };
    lines.map(question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faulty_lines_are_told_and_the_others_read() {
        let text = "{\"id\":\"a\",\"question\":\"Q\",\"reference\":[\"R\"]}\n\n{\"id\":\n{\"id\":\"A\",\"question\":\"Q\",\"reference\":\"R\"}\n\
                    {\"id\":\"c\",\"question\":\"Q\"}\n{\"id\":\"d\",\"question\":\"Q\",\"reference\":[1]}\n{\"id\":\"e\",\"question\":\"Q\",\"reference\":\"R\"}";
        let read: Vec<Result<(usize, String), String>> =
            read(text).into_iter().map(|r| r.map(|(line, q)| (line, q.id)).map_err(|f| format!("{}: {}", f.line, f.why))).collect();
        assert_eq!(
            read,
            [
                Ok((1, "a".to_owned())),
                Err("3: no JSON: EOF while parsing a value, column 6".to_owned()),
                Err("4: the id A stands in line 1 already".to_owned()),
                Err("5: missing field `reference`".to_owned()),
                Err("6: `reference` must be a text or a list of texts".to_owned()),
                Ok((7, "e".to_owned())),
            ]
        );
    }
}
