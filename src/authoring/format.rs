//! The stable form of a rubric's file: tables and keys in the order of `docs/FORMAT.md`, one blank line before each table, every comment
//! kept where it belongs. Must not change a value, and must not read rubrics: a file that has faults can be put in order too.

use toml_edit::{DocumentMut, Item, RawString, Table, TomlError};

/// Keys in the order in which they are written; others follow as they stand.
const ORDER: [&str; 41] = [
    "schema",
    "id",
    "name",
    "title",
    "prompt",
    "category",
    "difficulty",
    "minutes",
    "round",
    "question",
    "topic",
    "says",
    "met_by",
    "need",
    "framework",
    "stage",
    "key_point",
    "looks_for",
    "mistake",
    "scoring",
    "concept",
    "model_answer",
    "test",
    "kind",
    "severity",
    "weight",
    "credit",
    "supported_by",
    "when_missing",
    "evidence",
    "hints",
    "at_least",
    "advice",
    "shares",
    "min_words",
    "full_words",
    "half_at",
    "enough",
    "answer",
    "mark",
    "expect",
];

/// The file in its stable form; the same for a file that has it.
///
/// # Errors
/// When the file is no TOML.
pub fn format(text: &str) -> Result<String, TomlError> {
    let mut document: DocumentMut = text.replace("\r\n", "\n").parse()?;
    // What stands above the first key is the head of the file, whichever key comes first then.
    let head = first_prefix(document.as_table_mut());
    let mut position = 0;
    arrange(document.as_table_mut(), &mut position, true);
    let body = document.to_string();
    let whole = format!("{}{}", head.trim_start_matches('\n'), body.trim_start_matches('\n'));
    let lines: Vec<&str> = whole.trim_end().lines().collect();
    Ok(lines.join("\n") + "\n")
}

fn rank(key: &str) -> usize {
    ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len())
}

/// Takes what stands before the first key of the file, when that is no table.
fn first_prefix(table: &mut Table) -> String {
    let first = table.iter().find(|(_, item)| item.is_value()).map(|(key, _)| key.to_owned());
    let Some(mut key) = first.and_then(|first| table.key_mut(&first)) else { return String::new() };
    let prefix = text_of(key.leaf_decor().prefix());
    key.leaf_decor_mut().set_prefix("");
    prefix
}

fn text_of(raw: Option<&RawString>) -> String {
    raw.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// Puts the keys of a table in order, and numbers the tables below it in the order in which they are written.
fn arrange(table: &mut Table, position: &mut isize, top: bool) {
    if !top {
        table.set_position(Some(*position));
        *position += 1;
        let prefix = text_of(table.decor().prefix());
        table.decor_mut().set_prefix(format!("\n{}", prefix.trim_start_matches('\n')));
    }
    table.sort_values_by(|one, _, two, _| rank(one.get()).cmp(&rank(two.get())));
    let mut keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    keys.sort_by_key(|key| rank(key));
    for key in keys {
        if table.get(&key).is_some_and(Item::is_value)
            && let Some(mut key) = table.key_mut(&key)
        {
            key.leaf_decor_mut().set_suffix(" ");
        }
        match table.get_mut(&key) {
            Some(Item::Value(value)) => value.decor_mut().set_prefix(" "),
            Some(Item::Table(inner)) => {
                let unwritten = inner.is_implicit();
                arrange(inner, position, unwritten);
            }
            Some(Item::ArrayOfTables(list)) => list.iter_mut().for_each(|inner| arrange(inner, position, false)),
            _ => {}
        }
    }
}
