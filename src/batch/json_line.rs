//! One line of JSON as what it must be, or why it is not, in words for whoever wrote it. Must not know what lines are for.

use crate::diagnostic::did_you_mean;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Reads a line that holds one JSON object; keys that nobody asks for are passed over.
///
/// # Errors
/// What is wrong with it: no JSON (with the column), no object, a key that is missing (with the one that may be meant) or of another type.
pub fn json_line<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    let read = serde_json::from_slice::<T>(line);
    // Lists of the right length would be taken as well.
    let is_object = line.trim_ascii_start().starts_with(b"{");
    match read {
        Ok(read) if is_object => Ok(read),
        Err(error) if !error.is_data() => Err(format!("no JSON: {}, column {}", said(&error), error.column())),
        Err(error) if is_object => Err(said(&error) + &meant(line, &error)),
        Ok(_) | Err(_) => Err("no JSON object: it is written as {\"...\": ..., ...}".to_owned()),
    }
}

/// The parser's message without its line, which is always 1.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The key that may be meant where one is missing.
fn meant(line: &[u8], error: &serde_json::Error) -> String {
    let said = said(error);
    let missing = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let object: Map<String, Value> = serde_json::from_slice(line).unwrap_or_default();
    let near = missing.and_then(|missing| did_you_mean(missing, object.keys().map(String::as_str)));
    near.map_or_else(String::new, |near| format!("; `{near}` is near"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Pair {
        id: u8,
        answer: String,
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told() {
        let why = |line: &str| json_line::<Pair>(line.as_bytes()).unwrap_err();
        assert_eq!(json_line(b" {\"id\": 1, \"answer\": \"x\", \"more\": []}"), Ok(Pair { id: 1, answer: "x".to_owned() }));
        assert_eq!(why("[1, \"x\"]"), "no JSON object: it is written as {\"...\": ..., ...}");
        assert_eq!(why("3"), "no JSON object: it is written as {\"...\": ..., ...}");
        assert_eq!(why("{\"id\": 1, \"anwser\": \"x\"}"), "missing field `answer`; `anwser` is near");
        assert_eq!(why("{\"id\": 1}"), "missing field `answer`");
        assert_eq!(why("{\"id\": 1, \"id\": 2}"), "duplicate field `id`");
        assert_eq!(why("{\"id\": 1"), "no JSON: EOF while parsing an object, column 8");
    }
}
