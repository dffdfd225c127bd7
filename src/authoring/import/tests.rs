//! Tests of the import as a whole.
use super::*;
use crate::authoring::gaps::gaps;
use crate::diagnostic::SourceFile;
use crate::rubric::MistakeKind;
use proptest::prelude::*;
use std::sync::{Arc, OnceLock};

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::built_in)
}

/// Every skeleton is a rubric that parses.
fn parses(imported: &Imported) {
    for skeleton in &imported.skeletons {
        let toml = to_toml(skeleton);
        let file = Arc::new(SourceFile { name: "t.toml".to_owned(), text: toml.clone().into() });
        let faults = crate::rubric::parse(&file, lexicon()).err().unwrap_or_default();
        assert!(faults.is_empty(), "{:?}\n{toml}", faults.iter().map(|f| &f.message).collect::<Vec<_>>());
    }
}

#[test]
fn a_question_without_anything_is_all_gaps() {
    let imported = import("7\nHow to Answer\nKey Terminology\n", "q", lexicon());
    parses(&imported);
    let skeleton = &imported.skeletons[0];
    assert_eq!((skeleton.id.as_str(), &skeleton.origin), ("q-07", &Origin::Page { line: 1, notes: Vec::new() }));
    assert_eq!(gaps(&to_toml(skeleton)).len(), 5);
}

#[test]
fn what_is_said_again_is_taken_once_and_what_contradicts_is_told() {
    let page =
        "1TechnicalHighWhy?\n3-4 minutes\nWhy?\n3-4 minutes\n5-6 minutes\nWhy not?\nCommon Mistakes\n- Not asking\n- Guessing at causes\n";
    let imported = import(page, "q", lexicon());
    let told: Vec<(usize, &str)> = imported.unplaced.iter().map(|l| (l.number, l.text.as_str())).collect();
    assert_eq!(told, [(5, "5-6 minutes"), (6, "Why not?")]);
    let kinds: Vec<MistakeKind> = imported.skeletons[0].mistakes.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MistakeKind::Omission, MistakeKind::Commission]);
    parses(&imported);
}

#[test]
fn a_number_given_twice_does_not_cost_a_question() {
    let imported = import("1TechnicalHighWhy?\n1TechnicalHighHow?\n", "q", lexicon());
    let ids: Vec<&str> = imported.skeletons.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["q-01", "q-01-2"]);
}

/// Lines as pages have them, whole and broken.
fn line() -> impl Strategy<Value = String> {
    let known = [
        "1BehavioralMediumTell me of a delay.",
        "2",
        "## 3. What is a quay?",
        "# Page",
        "### Answer Framework",
        "STAR Example",
        "Situation",
        "How to Answer",
        "What Interviewers Look For",
        "**Common Mistakes to Avoid:**",
        "Key Terminology",
        "### Other",
        "⏱ 3-4 minutes · final",
        "โฑ 8-10 minutes ยท final",
        "Category: Odd",
        "- โข**Plan:** berth the ship (tug, pilot).",
        "- โKeeps calm \"under\" pressure \\ 'now'",
        "MECE: 1. Look: see the deck. 2. Act: moor it.",
        "  and so on",
        "- Failing to warn the harbour master",
        "- the",
        "- !!",
        "",
        "**",
    ];
    prop_oneof![4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,40}", 1 => "- [a-zA-Z@~>|()/^= ]{0,30}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_stands_on_a_page_every_rubric_parses_and_no_item_is_lost(lines in prop::collection::vec(line(), 0..40)) {
        let imported = import(&lines.join("\n"), "q", lexicon());
        parses(&imported);
        let kept: usize = imported.skeletons.iter().map(|s| s.key_points.len() + s.looks_for.len() + s.mistakes.len()).sum();
        let items = lines.iter().filter(|l| l.starts_with("- Failing") || l.starts_with("- โKeeps")).count();
        prop_assert!(kept + imported.unplaced.len() + imported.skeletons.iter().map(|s| s.framework_text.len() + s.terminology.len()
            + s.model_answer.iter().flat_map(|m| m.lines()).count()).sum::<usize>() >= items);
        let numbers: Vec<usize> = imported.unplaced.iter().map(|l| l.number).collect();
        prop_assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    }
}
