//! Thresholds, gates, severities and waivers: what an answer must reach, and what is said when it does not.

use super::{FAIR, GOOD, POOR, Repo, SIXTY, codes, issue};
use serde_json::Value;

/// An answer that makes a mistake: it never asks why.
const HASTY: &str = "The dough has not risen, so I warm the dough at 28 degrees at once and start a new batch with fresh yeast for the \
rolls. Then I call the shop at five and tell them that the rolls come an hour late today.\n";

/// The only answer of a repository with this configuration.
fn judged(config: &str, text: &str) -> Value {
    let repo = Repo::new(&[("rubrica.toml", config), ("bakery-01.md", text)]);
    let mut answers = repo.answers(&[]);
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

fn verdict(config: &str, text: &str) -> String {
    judged(config, text)["verdict"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn without_a_threshold_nothing_passes_and_that_is_said() {
    for config in ["", "[answers]\n", "[thresholds]\n", "[gates]\nstar = false\n", "[thresholds.rubric.bakery-02]\nscore = 60\n"] {
        let repo = Repo::new(&[("rubrica.toml", config), ("bakery-01.md", GOOD)]);
        repo.check(&[]).ends(0).says("1 scored without a threshold").says("no threshold is set, so nothing passes or fails");
        assert_eq!(verdict(config, GOOD), "none", "{config}");
    }
}

#[test]
fn the_narrowest_threshold_holds() {
    assert_eq!(verdict(SIXTY, POOR), "fail");
    assert_eq!(verdict(SIXTY, GOOD), "pass");
    assert_eq!(verdict(&format!("{SIXTY}[thresholds.category.situational]\nscore = 0\n"), POOR), "pass");
    assert_eq!(verdict(&format!("{SIXTY}[thresholds.category.technical]\nscore = 0\n"), POOR), "fail");
    let both = format!("{SIXTY}[thresholds.category.situational]\nscore = 0\n[thresholds.rubric.bakery-01]\nscore = 100\n");
    assert_eq!(verdict(&both, GOOD), "fail");
}

#[test]
fn parts_have_thresholds_of_their_own() {
    let answer = judged("[thresholds]\nkey_points = 90\n", FAIR);
    assert_eq!(answer["verdict"], "fail");
    let message = issue(&answer, "part-below-threshold")["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("key points: ") && message.ends_with("the threshold is 90 %"), "{message}");
    assert_eq!(verdict("[thresholds]\nkey_points = 90\n", GOOD), "pass");
    // What a narrower table does not say is asked as elsewhere.
    assert_eq!(verdict("[thresholds]\nkey_points = 90\n[thresholds.rubric.bakery-01]\nscore = 1\n", FAIR), "fail");
}

#[test]
fn a_threshold_for_what_gives_no_points_judges_nothing() {
    let repo = Repo::new(&[
        ("rubrica.toml", "[thresholds]\nstructure = 50\n"),
        ("bakery-02.md", "Gluten is a network of two proteins that kneading lines up."),
    ]);
    assert_eq!(repo.answers(&[])[0]["verdict"], "none");
    repo.write("rubrica.toml", "[gates]\nframework = true\n");
    assert_eq!(repo.answers(&[])[0]["verdict"], "none");
}

#[test]
fn a_gate_fails_an_answer_whatever_its_score() {
    let answer = judged("[thresholds]\nscore = 1\n[gates]\nstar = true\n", GOOD);
    assert_eq!((&answer["verdict"], &issue(&answer, "missing-star-part")["level"]), (&"fail".into(), &"error".into()));
    let answer = judged("[gates]\nframework = true\n", POOR);
    assert_eq!(answer["verdict"], "fail");
    assert!(codes(&answer).contains(&"missing-stage"));
    assert_eq!(verdict("[gates]\nframework = true\n", GOOD), "pass");
}

#[test]
fn severities_say_what_holds_things_up() {
    assert_eq!(verdict("[severity]\nmistake = \"error\"\n", HASTY), "fail");
    assert_eq!(verdict("[severity]\nmistake = \"error\"\n", GOOD), "pass");
    let answer = judged(&format!("{SIXTY}[severity]\nmissed = \"off\"\nmistake = \"note\"\n"), HASTY);
    assert!(!codes(&answer).contains(&"missed"));
    assert_eq!(issue(&answer, "mistake")["level"], "note");
    let repo = Repo::new(&[("rubrica.toml", "[thresholds]\nscore = 1\n[severity]\nunscored = \"warning\"\n"), ("bakery-01.md", "")]);
    repo.check(&[]).ends(0).says("1 without a score");
    assert_eq!(repo.answers(&[])[0]["verdict"], "unscored");
}

fn waived(criterion: &str, reason: &str) -> String {
    format!("<!-- rubrica: waive {criterion} \"{reason}\" -->\n\n{FAIR}")
}

#[test]
fn a_waiver_changes_the_verdict_and_never_the_score() {
    let plain = judged("[thresholds]\nscore = 90\n", FAIR);
    let answer = judged("[thresholds]\nscore = 90\n", &waived("tell-shop", "there is no shop"));
    assert_eq!((&plain["verdict"], &answer["verdict"]), (&"fail".into(), &"pass".into()));
    assert_eq!(plain["score"], answer["score"]);
    let listed = &answer["waived"][0];
    assert_eq!((&listed["criterion"], &listed["reason"], &listed["line"]), (&"tell-shop".into(), &"there is no shop".into(), &1.into()));
    assert!(listed["points"].as_f64() > Some(0.0));
    let repo = Repo::new(&[("rubrica.toml", "[thresholds]\nscore = 90\n"), ("bakery-01.md", &waived("tell-shop", "there is no shop"))]);
    repo.check(&[]).ends(0).says("1 waiver");
    repo.check(&["--verbose"]).ends(0).says("waived   tell-shop costs").says("there is no shop");
}

#[test]
fn a_waiver_that_is_not_enough_says_what_it_gave_back() {
    let said = judged("[thresholds]\nscore = 99\n", &format!("<!-- rubrica: waive tell-shop \"x\" -->\n\n{POOR}"));
    assert_eq!(said["verdict"], "fail");
    let message = issue(&said, "score-below-threshold")["message"].as_str().unwrap_or_default();
    assert!(message.contains(" with what is waived), the threshold is 99"), "{message}");
}

#[test]
fn waivers_may_be_forbidden() {
    for config in ["[waivers]\nallowed = false\n", "[waivers]\nnever = [\"tell-shop\"]\n"] {
        let answer = judged(&format!("[thresholds]\nscore = 1\n{config}"), &waived("tell-shop", "x"));
        assert_eq!((&answer["verdict"], &issue(&answer, "forbidden-waiver")["line"]), (&"fail".into(), &1.into()), "{config}");
        assert_eq!(answer["waived"].as_array().map(Vec::len), Some(0));
    }
    assert_eq!(verdict("[thresholds]\nscore = 90\n[waivers]\nnever = [\"calm\"]\n", &waived("tell-shop", "x")), "pass");
}

#[test]
fn a_waiver_that_does_nothing_is_reported() {
    let answer = judged(SIXTY, &waived("tel-shop", "x"));
    assert_eq!(issue(&answer, "unknown-waiver")["message"], "the rubric has no criterion `tel-shop`");
    assert_eq!(issue(&answer, "unknown-waiver")["advice"], "did you mean `tell-shop`?");
    let answer = judged(SIXTY, &waived("find-cause", "x"));
    assert_eq!(issue(&answer, "unused-waiver")["criterion"], "find-cause");
    let answer = judged(SIXTY, &waived("tell-shop", ""));
    assert_eq!(issue(&answer, "unclear-directive")["message"], "this comment is not understood: its reason is empty");
    // A comment that is shown as code is no comment.
    let answer = judged(SIXTY, &format!("```html\n<!-- rubrica: waive calm \"x\" -->\n```\n\n{FAIR}"));
    assert!(!codes(&answer).iter().any(|code| code.contains("waiver") || code.contains("directive")));
}

#[test]
fn what_is_waived_twice_is_waived_once() {
    let twice = format!("<!-- rubrica: waive tell-shop \"one\" -->\n{}", waived("tell-shop", "two"));
    let answer = judged("[thresholds]\nscore = 90\n", &twice);
    assert_eq!(answer["waived"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["waived"][0]["reason"], "one");
}
