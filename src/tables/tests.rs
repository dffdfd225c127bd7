//! Tests of the tables room.
use super::*;
use proptest::collection::{btree_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_oneof};

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile { name: "t.toml".into(), text: text.to_owned().into() })
}

/// What `read` finds wrong with a file, as `code text-under-span: message (hint)`.
fn faults(text: &str, read: impl FnOnce(&mut Reader<'_>)) -> Vec<String> {
    let file = file(text);
    let table = document(&file).unwrap();
    let faults = Faults::new(&file);
    let mut top = Reader::root(&table, &faults);
    read(&mut top);
    top.finish();
    let found = faults.into_result(()).err().unwrap_or_default();
    let show = |d: &Diagnostic| {
        let hint = d.hint.as_ref().map(|h| format!(" ({h})")).unwrap_or_default();
        format!("{} {}: {}{hint}", d.code, d.span.of(text), d.message)
    };
    found.iter().map(show).collect()
}

#[test]
fn every_fault_is_collected_and_sorted_by_place() {
    let found = faults("naem = 'x'\nsize = 'big'\nnote = ' '\ncolour = 'gren'\nshare = 101\n", |top| {
        top.required_str("name");
        top.required_integer("size", 1..=3);
        top.optional_str("note");
        top.optional_choice("colour", &[("red", 1), ("green", 2)]);
        top.optional_number("share", 0.0..=100.0);
    });
    assert_eq!(
        found,
        [
            "missing-key : missing key `name`",
            "unknown-key naem: unknown key `naem` (did you mean `name`?)",
            "wrong-type 'big': `size` must be an integer, not a string",
            "empty-value ' ': `note` is empty",
            "not-allowed 'gren': `colour` cannot be `gren` (did you mean `green`?)",
            "out-of-range 101: share must be at most 100",
        ]
    );
}

#[test]
fn numbers_are_checked_against_their_range() {
    use std::ops::Bound::{Excluded, Included};
    for (text, message) in [
        ("n = 0", Some("n must be above 0")),
        ("n = -1.5", Some("n must be above 0")),
        ("n = nan", Some("n must be above 0")),
        ("n = inf", Some("n must be at most 9")),
        ("n = 0x9", None),
        ("n = 0.5", None),
    ] {
        let found = faults(text, |top| {
            top.required_number("n", (Excluded(0.0), Included(9.0)));
        });
        assert_eq!(found.first().map(|f| f.split_once(": ").unwrap().1), message, "{text}");
    }
    let integer = |text: &str| {
        faults(text, |top| {
            top.required_integer("n", 1..=3);
        })
    };
    assert_eq!(integer("n = 4"), ["out-of-range 4: `n` must be from 1 to 3, not 4"]);
    assert_eq!(
        integer("n = 99999999999999999999"),
        ["out-of-range 99999999999999999999: `n` must be from 1 to 3, not 99999999999999999999"]
    );
}

#[test]
fn tables_and_arrays_are_told_apart() {
    let found = faults("[one]\nx = 1\n[[many]]\nx = 2\n", |top| {
        assert!(top.tables("one").is_empty());
        assert!(top.optional_table("many").is_none());
    });
    assert_eq!(
        found,
        [
            "wrong-type [one]: `one` must be an array of tables, not a table (each starts with a line [[...one]], in two brackets)",
            "wrong-type [[many]]: `many` must be a table, not an array",
        ]
    );
}

#[test]
fn what_is_missing_in_a_table_is_reported_at_its_header() {
    let found = faults("[[a.b]]\nid = 'x'\n[[a.b]]\n", |top| {
        for mut b in top.required_table("a").unwrap().tables("b") {
            b.required_str("id");
            b.finish();
        }
    });
    assert_eq!(found, ["missing-key [[a.b]]: missing key `id`"]);
}

#[test]
fn ids_must_differ() {
    let text = "ids = ['b', 'a', 'b', 'b']";
    let found = faults(text, |top| {
        let ids = top.strings("ids");
        top.faults().duplicates("thing", &ids);
    });
    let fault = "duplicate-id 'b': another thing is called `b` already (the first stands on line 1)";
    assert_eq!(found, [fault, fault]);
}

#[test]
fn a_place_inside_a_text_is_exact_only_where_the_text_is_written_as_it_is() {
    for (text, under) in [
        ("s = \"é bc\"", "bc"),
        ("s = 'é bc'", "bc"),
        ("s = \"\\u00e9 bc\"", "\"\\u00e9 bc\""),
        ("s = \"\"\"é bc\"\"\"", "\"\"\"é bc\"\"\""),
    ] {
        let file = file(text);
        let table = document(&file).unwrap();
        let faults = Faults::new(&file);
        let value = Reader::root(&table, &faults).required_str("s");
        assert_eq!(value.inside(text, 3..5).of(text), under);
    }
}

#[test]
fn the_first_fault_of_syntax_has_a_place() {
    for (text, under) in [
        ("a = 1\nb = \nc = 2", ""),
        ("a = 1\na = 2", "a"),
        ("a = \"x", ""),
        ("[t", ""),
        ("a = bc", "bc"),
        ("a = \"\"\"\nx\nb = 1", "\"\"\""),
    ] {
        let fault = document(&file(text)).unwrap_err();
        assert_eq!((fault.code, fault.span.of(text)), ("toml-syntax", under), "{text:?} {fault:?}");
    }
}

#[test]
fn deep_nesting_and_long_names_are_withstood() {
    assert!(document(&file(&format!("a = {}", "[".repeat(100_000)))).is_err());
    let found = faults(&format!("\"{}\\u001b\" = 1", "x".repeat(500)), |_| {});
    assert!(found[0].contains(&format!("unknown key `{}…`", "x".repeat(60))), "{found:?}");
    assert_eq!(shown("a\u{1b}\n"), "a\u{fffd}\u{fffd}");
}

fn values() -> impl Strategy<Value = Value<'static>> {
    let single = prop_oneof![
        ".*".prop_map(|text| Value::Text(text.into())),
        any::<i64>().prop_map(|number| Value::Integer(number.to_string().into())),
        proptest::num::f64::NORMAL.prop_map(Value::Number),
        any::<bool>().prop_map(Value::Boolean),
        Just(Value::Date("2026-01-05".into())),
    ];
    single.prop_recursive(4, 64, 6, |inner| {
        let array = vec(inner.clone(), 0..6).prop_map(|items| Value::Array(items.into_iter().map(At::nowhere).collect()));
        prop_oneof![array, tables(inner).prop_map(Value::Table)]
    })
}

fn tables(values: impl Strategy<Value = Value<'static>>) -> impl Strategy<Value = Table<'static>> {
    btree_map(".*", values, 0..6).prop_map(|entries| {
        let entries = entries.into_iter().map(|(key, value)| (At::nowhere(key.into()), At::nowhere(value)));
        Table::of_sorted(entries.collect()).unwrap()
    })
}

proptest::proptest! {
    #[test]
    fn a_table_is_read_from_bytes_as_it_was_written(table in tables(values())) {
        let written = bytes::write(&table);
        proptest::prop_assert_eq!(bytes::read(&written), Some(table));
        for end in 0..written.len() {
            proptest::prop_assert_eq!(bytes::read(&written[..end]), None);
        }
    }

    #[test]
    fn whatever_the_bytes_nothing_breaks(bytes in vec(prop_oneof![any::<u8>(), Just(0), Just(b'['), Just(b'{')], 0..200)) {
        let _ = bytes::read(&bytes);
    }
}
