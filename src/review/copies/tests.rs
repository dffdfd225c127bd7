//! What is found and what is not, on answers made up for it, and what must hold for any.

use super::*;
use proptest::prelude::*;

const STORY: &str = "At my last company the nightly export emptied the connection pool of our checkout service. I split the path in \
two, from the load balancer to the service and from there to the database, and saw that all the waiting was in front of the database. \
So I moved the export to a read replica, capped its connections at twenty and wrote an alert on pool saturation for the people on call.";
const OTHER: &str = "Our team ran a payment gateway on virtual machines. When the certificate of a partner ran out on a Sunday, I was the \
one who noticed, since customers called me. I renewed it by hand within an hour, told the partner, and on Monday I put every \
certificate we depend on into a calendar that pages us three weeks ahead.";

fn question<'t>(answers: &[(&'t str, &'t str)]) -> Question<'t> {
    let written = |(author, text): &(&'t str, &'t str)| Written { author, text, span: Span::new(0, text.len()) };
    Question { answers: answers.iter().map(written).collect(), ..Question::default() }
}

/// The text with every `nth` word replaced.
fn reworded(text: &str, nth: usize) -> String {
    let words = text.split(' ').enumerate();
    words.map(|(at, word)| if at % nth == nth - 1 { "something" } else { word }).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_copy_is_found_with_its_passages_and_other_stories_are_not() {
    let copy = format!("I will tell you of a case. {STORY} That was it, and I would do it again.");
    let found = find(&question(&[("anna", STORY), ("ben", OTHER), ("cleo", &copy)]));
    assert_eq!(found.len(), 1);
    let Copied { answer, other, shares, passages, .. } = &found[0];
    assert_eq!((*answer, *other), (0, Other::Answer(2)));
    assert!(shares.0 > 0.99 && shares.1 < 0.95);
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].here.of(STORY), STORY.trim_end_matches('.'));
    assert_eq!(passages[0].there.of(&copy), STORY.trim_end_matches('.'));
}

#[test]
fn a_copy_with_a_few_words_changed_is_found() {
    for nth in [9, 12, 20] {
        let copy = reworded(STORY, nth);
        let found = find(&question(&[("anna", STORY), ("ben", &copy)]));
        assert_eq!(found.len(), 1, "every {nth}th word changed");
        assert!(found[0].shares.0 > 0.7, "{nth}: {:?}", found[0].shares);
        assert!(found[0].passages.len() <= 2, "changed words do not tear a passage apart");
    }
    let tenses = STORY.replace("moved", "move").replace("capped", "cap").replace("our ", "the ").replace("wrote", "writing");
    assert_eq!(find(&question(&[("anna", STORY), ("ben", &tenses)])).len(), 1);
}

#[test]
fn drafts_by_one_person_are_no_copies() {
    assert_eq!(find(&question(&[("anna", STORY), ("anna", STORY)])), []);
}

#[test]
fn the_model_answer_is_one_to_copy_from() {
    let texts: Vec<String> = (0..30).map(|_| STORY.to_owned()).collect();
    let names: Vec<String> = (0..30).map(|n| format!("m{n}")).collect();
    let mut asked = question(&names.iter().zip(&texts).map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>());
    asked.model = STORY;
    let found = find(&asked);
    assert_eq!(found.iter().filter(|copy| copy.other == Other::Model).count(), 30, "however many do it");
    assert!(found.iter().all(|copy| copy.other == Other::Model), "what so many say pairs nobody");
}

#[test]
fn what_the_question_says_does_not_count() {
    let mut asked = question(&[("anna", STORY), ("ben", STORY)]);
    asked.given = vec![STORY];
    assert_eq!(find(&asked), []);
    // Nor does it make a passage longer.
    let (one, two) = (format!("{STORY} {OTHER}"), format!("{STORY} And a few words of my own."));
    let mut asked = question(&[("anna", &one), ("ben", &two)]);
    asked.given = vec![STORY];
    assert_eq!(find(&asked), []);
}

#[test]
fn a_phrase_that_many_have_does_not_count() {
    let phrase = STORY.split_inclusive('.').next().unwrap_or_default();
    let texts: Vec<String> = (0..40).map(|n| format!("{phrase} {}", [n; 40].map(|n| format!("word{n}")).join(" "))).collect();
    let names: Vec<String> = (0..40).map(|n| format!("m{n}")).collect();
    let asked: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(n, t)| (n.as_str(), t.as_str())).collect();
    assert_eq!(find(&question(&asked)), []);
}

#[test]
fn a_text_that_many_have_copied_is_still_found() {
    let own = |n: usize| [n; 60].iter().enumerate().map(|(at, n)| format!("word{n}x{at}")).collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = (0..40).map(|n| if n % 3 == 0 { format!("{STORY} {}", own(n)) } else { own(n) }).collect();
    let names: Vec<String> = (0..40).map(|n| format!("m{n}")).collect();
    let asked: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let found = find(&question(&asked));
    assert!(found.len() < 14 * 13 / 2, "not every pair");
    assert!((0..40).step_by(3).all(|n| found.iter().any(|copy| copy.answer == n || copy.other == Other::Answer(n))));
}

#[test]
fn odd_texts_are_no_trouble() {
    let long = "x".repeat(100_000);
    let again = "one two three four five six ".repeat(20_000);
    let texts = ["", " \n", &long, &again, &again, "😀 😀", "e\u{301}\u{202e}x"];
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    let asked: Vec<(&str, &str)> = names.iter().zip(texts).map(|(n, t)| (*n, t)).collect();
    assert_eq!(find(&question(&asked)).len(), 1);
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-e]{1,2}", 0..120).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn order_tells_nothing(texts in prop::collection::vec(text(), 2..6), by in 0..6usize) {
        let names = ["a", "b", "c", "d", "e", "f"];
        let straight: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(n, t)| (*n, t.as_str())).collect();
        let mut turned = straight.clone();
        turned.rotate_left(by % straight.len());
        let pairs = |asked: &[(&str, &str)]| {
            let mut pairs: Vec<_> = find(&question(asked)).iter().map(|copy| {
                let Other::Answer(other) = copy.other else { unreachable!("there is no model answer") };
                let mut pair = [asked[copy.answer].0, asked[other].0];
                pair.sort_unstable();
                (pair.map(str::to_owned), copy.words, copy.passages.len())
            }).collect();
            pairs.sort();
            pairs
        };
        prop_assert_eq!(pairs(&straight), pairs(&turned));
    }

    #[test]
    fn passages_are_the_same_words_and_do_not_overlap(one in text(), two in text()) {
        for copy in find(&question(&[("a", &one), ("b", &two)])) {
            prop_assert!(copy.words <= one.split(' ').count().min(two.split(' ').count()));
            prop_assert!(copy.passages.is_sorted_by(|a, b| a.here.end <= b.here.start));
            for passage in copy.passages {
                prop_assert!(passage.here.of(&one).split(' ').count() >= passage.words);
                prop_assert!(passage.there.of(&two).split(' ').count() >= passage.words);
            }
        }
    }

    #[test]
    fn an_unrelated_text_shares_nothing(one in prop::collection::vec("[a-m]{3,6}", 0..150), two in prop::collection::vec("[n-z]{3,6}", 0..150)) {
        let (one, two) = (one.join(" "), two.join(" "));
        prop_assert_eq!(find(&question(&[("a", &one), ("b", &two)])), []);
    }

    #[test]
    fn a_text_shares_all_of_itself(words in prop::collection::hash_set("[b-m]{4,8}x", 60..90)) {
        let text = words.into_iter().collect::<Vec<_>>().join(" ");
        let found = find(&question(&[("a", &text), ("b", &text)]));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].shares, (1.0, 1.0));
    }
}
