//! `[[test]]` tables: a rubric's own marked answers and what is expected of them.

use super::evidence::STAR;
use super::owned;
use super::scope::{Ids, Scope};
use crate::rubric::{MarkedAnswer, Star};
use crate::tables::{At, Reader, shown};

/// The highest band.
const TOP: u8 = 4;

/// The marked answers; their names must differ.
pub(super) fn tests(mut tables: Vec<Reader<'_>>, scope: &Scope<'_>) -> Vec<MarkedAnswer> {
    let names: Vec<At<&str>> = tables.iter_mut().map(|t| t.required_str("name")).collect();
    scope.faults.duplicates("test", &names);
    tables.into_iter().zip(names).map(|(table, name)| test(table, name, scope)).collect()
}

fn test(mut table: Reader<'_>, name: At<&str>, scope: &Scope<'_>) -> MarkedAnswer {
    let answer = owned(table.required_str("answer"));
    let mark = table.optional_integer("mark", 0..=i64::from(TOP)).and_then(|mark| u8::try_from(mark.value).ok());
    let expect = table.required_table("expect");
    table.finish();
    let name = owned(name);
    let Some(mut expect) = expect else { return MarkedAnswer { name, answer, ..nothing() } };
    if expect.is_empty() {
        let hint = "for instance expect = { band = \">=3\" }".to_owned();
        scope.faults.add("empty-value", expect.place(), "`expect` holds nothing to check", Some(hint));
    }
    let criteria = [&scope.key_points, &scope.looks_for];
    let expected = MarkedAnswer {
        name,
        answer,
        mark,
        band: expect.optional_str("band").and_then(|b| band(b, scope)).unwrap_or((0, TOP)),
        met: ids(&mut expect, "met", &criteria, scope),
        missed: ids(&mut expect, "missed", &criteria, scope),
        denied: ids(&mut expect, "denied", &criteria, scope),
        committed: ids(&mut expect, "committed", &[&scope.mistakes], scope),
        not_committed: ids(&mut expect, "not_committed", &[&scope.mistakes], scope),
        stages: stages(&mut expect, scope),
    };
    expect.finish();
    expected
}

fn nothing() -> MarkedAnswer {
    MarkedAnswer {
        name: String::new(),
        answer: String::new(),
        mark: None,
        band: (0, TOP),
        met: Vec::new(),
        missed: Vec::new(),
        denied: Vec::new(),
        committed: Vec::new(),
        not_committed: Vec::new(),
        stages: Vec::new(),
    }
}

/// `4`, `>=3`, `<=1`, `1-2`.
fn band(text: At<&str>, scope: &Scope<'_>) -> Option<(u8, u8)> {
    let level = |s: &str| s.trim().parse().ok().filter(|level| *level <= TOP);
    let value = text.value.trim();
    let band = match (value.strip_prefix(">="), value.strip_prefix("<="), value.split_once('-')) {
        (Some(least), _, _) => level(least).map(|least| (least, TOP)),
        (_, Some(most), _) => level(most).map(|most| (0, most)),
        (_, _, Some((least, most))) => level(least).zip(level(most)).filter(|(least, most)| least <= most),
        _ => level(value).map(|only| (only, only)),
    };
    if band.is_none() {
        let hint = "bands go from 0 to 4: \"4\", \">=3\", \"<=1\" or \"1-2\"".to_owned();
        scope.faults.add("bad-band", text.span, format!("`{}` is not a band", shown(text.value)), Some(hint));
    }
    band
}

fn ids(table: &mut Reader<'_>, key: &'static str, kinds: &[&Ids<'_>], scope: &Scope<'_>) -> Vec<String> {
    let known = |id: &At<&str>| {
        let found = kinds.iter().any(|ids| ids.find(id.value).is_some());
        if !found {
            let what: Vec<&str> = kinds.iter().map(|ids| ids.what).collect();
            let hint = scope.faults.did_you_mean(id.value, kinds.iter().flat_map(|ids| ids.names()));
            scope.faults.add("unknown-reference", id.span, format!("no {} has the id `{}`", what.join(" or "), shown(id.value)), hint);
        }
        found
    };
    table.strings(key).into_iter().filter(known).map(|id| id.value.to_owned()).collect()
}

fn stages(table: &mut Reader<'_>, scope: &Scope<'_>) -> Vec<Star> {
    let part = |name: At<&str>| {
        let found = super::evidence::star(name.value);
        if found.is_none() {
            scope.faults.not_allowed(name, "a part of STAR", STAR.iter().map(|(name, _)| *name));
        }
        found
    };
    table.strings("stages").into_iter().filter_map(part).collect()
}
