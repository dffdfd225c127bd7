//! A realistic answer with its scorecard, made by hand: what reports are tested on. Scores nothing.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test uses its own part of it")]

pub mod checks;
pub mod small;

use rubrica::batch::{AnswerName, Graded, RubricRef, Verdict};
use rubrica::engine::Bearing;
use rubrica::lexicon::Polarity;
use rubrica::rubric::{MistakeKind, MistakeSeverity};
use rubrica::score::*;
use rubrica::span::Span;
use rubrica::text::decode::{Decoded, decode};

pub const ANSWER: &str = include_str!("../fixtures/latency.md");

/// A quotation of words that stand in `text`.
pub fn quote(text: &str, words: &str, pattern: &str) -> Quote {
    let start = text.find(words).unwrap_or_else(|| panic!("not in the answer: {words}"));
    let span = Span::new(start, start + words.len());
    Quote {
        text: words.to_owned(),
        span,
        polarity: Polarity::Asserted,
        trigger: None,
        pattern: pattern.to_owned().into(),
        listed: false,
        bearing: Bearing::OnTopic,
    }
}

pub fn turned(quote: Quote, polarity: Polarity, trigger: &str) -> Quote {
    Quote { polarity, trigger: Some(trigger.to_owned()), ..quote }
}

pub fn listed(quote: Quote) -> Quote {
    Quote { listed: true, ..quote }
}

fn said(words: &str, pattern: &str) -> Quote {
    quote(ANSWER, words, pattern)
}

fn criterion(id: &str, says: &str, advice: &str, status: Status, points: i32, max: i32, evidence: Vec<Quote>) -> CriterionResult {
    let (id, says, advice) = (id.to_owned(), says.to_owned(), advice.to_owned());
    CriterionResult { id, says, advice, status, points: Points(points), max: Points(max), evidence }
}

fn mistake(
    id: &str,
    says: &str,
    kind: MistakeKind,
    severity: MistakeSeverity,
    cost: i32,
    advice: &str,
    evidence: Vec<Quote>,
) -> MistakeResult {
    let (id, says, advice) = (id.to_owned(), says.to_owned(), advice.to_owned());
    MistakeResult { id, says, kind, severity, committed: cost < 0, judged: true, deduction: Points(cost), advice, evidence }
}

fn part(name: &str, points: i32, max: Option<i32>) -> Part {
    Part { name: name.to_owned(), points: Points(points), max: max.map(Points) }
}

fn step(gain: i32, criterion: &str, advice: &str) -> NextStep {
    NextStep { gain: Points(gain), advice: advice.to_owned(), criterion: criterion.to_owned() }
}

fn key_points() -> Vec<CriterionResult> {
    use Status::*;
    vec![
        criterion(
            "symptom",
            "Describes the symptom with numbers: which percentile, how often, how long",
            "",
            Met,
            65,
            65,
            vec![said("the p99 went from 240 ms to 1.8 s a few times a day", "@percentile ~8 @duration")],
        ),
        criterion(
            "isolate-layer",
            "Narrows the fault to one layer before changing anything",
            "",
            Met,
            97,
            98,
            vec![
                said(
                    "Then I split the path in two: from the load balancer to the app, and from the app to the database",
                    "@isolate ~8 @component",
                ),
                said("all the waiting was on the way to the database", "@wait ~6 @component"),
            ],
        ),
        criterion(
            "hypothesis",
            "States a hypothesis and tests it against data",
            "",
            Met,
            65,
            65,
            vec![said(
                "My hypothesis was connection pool exhaustion, because the spikes lined up with the nightly export — so I plotted the pool size against the p99 and they matched",
                "@hypothesis ~20 @measure",
            )],
        ),
        criterion(
            "network",
            "Checks the network: DNS, packet loss, retransmits",
            "Say how you ruled the network out yourself: DNS timings, retransmits, packet loss.",
            Partial,
            22,
            65,
            vec![turned(
                said("I think the network was fine, but the vendor checked that one for us", "@network ~6 @check"),
                Polarity::SomeoneElse,
                "the vendor",
            )],
        ),
        criterion(
            "tools",
            "Uses tracing or profiling to see where the time goes",
            "Say what each tool showed you.",
            Partial,
            33,
            65,
            vec![listed(said("Prometheus, Grafana, Jaeger, eBPF", "@tracing"))],
        ),
        criterion(
            "fix",
            "Fixes the cause, not the symptom",
            "",
            Met,
            65,
            65,
            vec![said("moved the export to a read replica and capped its connections at 20", "@move ~8 @replica")],
        ),
        criterion(
            "post-mortem",
            "Writes down what happened so that it does not happen again",
            "Tell how the lesson was written down and who read it; if it was not, say what you would do now.",
            Denied,
            0,
            49,
            vec![turned(said("We never wrote a post-mortem", "@write ~6 @postmortem"), Polarity::Negated, "never")],
        ),
        criterion(
            "load-test",
            "Verifies the fix under load before it goes live",
            "Describe how you proved the fix: a load test, a canary, the same export run on purpose.",
            Missed,
            0,
            48,
            vec![],
        ),
    ]
}

fn looks_for() -> Vec<CriterionResult> {
    use Status::*;
    vec![
        criterion(
            "structured-thinking",
            "Works through the layers in an order and says why",
            "",
            Met,
            75,
            75,
            vec![said(
                "First I looked at the dashboards and saw that the error rate was flat, so I ruled out failing requests",
                "signal:sequence",
            )],
        ),
        criterion(
            "data-driven",
            "Lets data decide, not a hunch",
            "",
            Met,
            75,
            75,
            vec![said("I plotted the pool size against the p99 and they matched", "@measure ~6 @percentile")],
        ),
        criterion(
            "prevention",
            "Adds an alert or a limit so that it is seen earlier the next time",
            "Name the alert you added, its threshold, and who it wakes.",
            Missed,
            0,
            50,
            vec![turned(
                said("maybe we should have added an alert on pool saturation", "@add ~6 @alert"),
                Polarity::Hypothetical,
                "should have",
            )],
        ),
        criterion(
            "communication",
            "Keeps the people affected informed while it lasts",
            "Say whom you told what, and when.",
            Partial,
            13,
            25,
            vec![said("keep the sales team calm", "@calm ~4 @stakeholder")],
        ),
        criterion("trade-offs", "Weighs the ways to fix it", "Name a second way and why you did not take it.", Missed, 0, 25, vec![]),
    ]
}

fn mistakes() -> Vec<MistakeResult> {
    use {MistakeKind::*, MistakeSeverity::*};
    vec![
        mistake(
            "restart",
            "Restarts things and hopes",
            Commission,
            Major,
            -40,
            "Say what the restart told you about the cause, or leave it out.",
            vec![said("just restarted the pods to get us through the evening", "just ~2 restart")],
        ),
        mistake(
            "no-verification",
            "Does not verify that the fix held",
            Omission,
            Major,
            0,
            "Say how you watched the numbers afterwards.",
            vec![],
        ),
        mistake(
            "no-learning",
            "Learns nothing from it as a team",
            Omission,
            Minor,
            -20,
            "Tell what the team changed for good because of it.",
            vec![turned(said("We never wrote a post-mortem", "@write ~6 @postmortem"), Polarity::Negated, "never")],
        ),
        mistake("blame", "Blames another team", Commission, Critical, 0, "Say what you would ask of them.", vec![]),
    ]
}

fn star() -> [StarPart; 4] {
    let part = |share, words: &str| StarPart { present: true, share, evidence: vec![said(words, "situation")] };
    [
        part(0.181_818, "our checkout API had random spikes"),
        StarPart { present: false, share: 0.0, evidence: vec![] },
        part(0.607_142, "First I looked at the dashboards"),
        part(0.211_04, "checkout errors dropped by 40 %"),
    ]
}

fn stages() -> Vec<StageResult> {
    let stage = |id: &str, name: &str, words: Option<&str>| {
        let evidence: Vec<Quote> = words.map(|w| said(w, id)).into_iter().collect();
        StageResult { id: id.to_owned(), name: name.to_owned(), present: !evidence.is_empty(), evidence }
    };
    vec![
        stage("observe", "Monitor and observe", Some("I looked at the dashboards")),
        stage("isolate", "Split into layers", Some("I split the path in two")),
        stage("hypothesise", "Form a hypothesis", Some("My hypothesis was connection pool exhaustion")),
        stage("test", "Test it", Some("I plotted the pool size against the p99")),
        stage("prevent", "Prevent it", None),
    ]
}

/// What the answer got.
pub fn scored() -> Scored {
    let parts = vec![
        part("key points", 347, Some(520)),
        part("looks for", 163, Some(250)),
        part("structure", 135, Some(180)),
        part("delivery", 50, Some(50)),
        part("mistake: restart", -40, None),
        part("mistake: no-learning", -20, None),
    ];
    let score = Points(parts.iter().map(|p| p.points.0).sum());
    Scored {
        score,
        band: Band::of(score),
        confidence: Confidence {
            level: ConfidenceLevel::Medium,
            reason: "on topic and specific, but two key points rest on a list and on others’ doing".to_owned(),
        },
        parts,
        key_points: key_points(),
        looks_for: looks_for(),
        mistakes: mistakes(),
        star: star(),
        framework: "MECE".to_owned(),
        stages: stages(),
        signals: vec![
            SignalResult {
                id: "sequence".to_owned(),
                strength: 0.75,
                evidence: vec![said("First I looked", "first"), said("Then I split", "then")],
            },
            SignalResult { id: "causality".to_owned(), strength: 0.333_33, evidence: vec![said("because the spikes lined up", "because")] },
            SignalResult { id: "reflection".to_owned(), strength: 0.0, evidence: vec![] },
        ],
        delivery: Delivery {
            words: 236,
            minutes: 1.685_714,
            target_minutes: Some((8, 10)),
            quantified: vec![
                said("the p99 stayed at 250 ms", "@percentile ~4 @duration"),
                said("checkout errors dropped by 40 %", "@drop ~4 @percent"),
            ],
            ownership: Ownership::I,
            hedges: vec![
                turned(said("I think", "i think"), Polarity::Hedged, "I think"),
                turned(said("maybe", "maybe"), Polarity::Hedged, "maybe"),
            ]
            .into_iter()
            .map(|q| Quote { polarity: Polarity::Asserted, trigger: None, ..q })
            .collect(),
            fillers: vec![said("basically", "basically")],
        },
        caps: vec![],
        next_steps: vec![
            step(63, "prevention", "Name the alert you added, its threshold, and who it wakes; “we should have” earns nothing."),
            step(49, "post-mortem", "Tell how the lesson was written down and who read it; if it was not, say what you would do now."),
            step(48, "load-test", "Describe how you proved the fix: a load test, a canary, the same export run on purpose."),
            step(40, "restart", "Say what the restart told you about the cause, or leave it out."),
        ],
    }
}

/// What a rubric's reference looks like.
pub fn rubric() -> RubricRef {
    let (id, title) = ("devops-03".to_owned(), "Diagnosing intermittent latency spikes".to_owned());
    RubricRef { id, title, sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned() }
}

/// A graded answer with this card.
pub fn with(scorecard: Scorecard, least: Option<Points>) -> Graded {
    let verdict = Verdict::of(&scorecard, least);
    let source = source(ANSWER.as_bytes());
    Graded {
        name: AnswerName::whole("answers/latency.md"),
        span: Span::new(0, source.text.len()),
        source: source.into(),
        rubric: rubric(),
        scorecard,
        verdict,
        looks_like: None,
    }
}

/// The answer as graded, against a threshold of 60.
pub fn graded() -> Graded {
    with(Scorecard::Scored(Box::new(scored())), Some(Points(600)))
}

/// The same answer without a score.
pub fn unscored(reason: Unscored) -> Graded {
    with(Scorecard::Unscored(reason), None)
}

pub fn source(bytes: &[u8]) -> Decoded {
    decode(bytes).unwrap_or_else(|e| panic!("{e}"))
}

/// The next draft of the same answer: an alert added, a list spelled out, the restart gone, somebody blamed.
pub fn next_draft() -> Graded {
    let mut card = scored();
    let mut change = |id: &str, status, points| {
        let all = card.key_points.iter_mut().chain(&mut card.looks_for);
        for criterion in all.filter(|c| c.id == id) {
            (criterion.status, criterion.points) = (status, Points(points));
        }
    };
    change("tools", Status::Met, 65);
    change("prevention", Status::Partial, 25);
    change("communication", Status::Missed, 0);
    for mistake in &mut card.mistakes {
        mistake.committed = ["no-learning", "blame"].contains(&mistake.id.as_str());
    }
    card.mistakes[3].evidence = vec![said("the vendor checked that one for us", "@vendor ~4 @fault")];
    card.score = Points(678);
    with(Scorecard::Scored(Box::new(card)), Some(Points(600)))
}

/// Why the key point on networks came out as it did.
pub fn explained() -> Explanation {
    let tried = |pattern: &str, hint, hits, near_miss| Tried {
        wants_negation: pattern.starts_with("not "),
        pattern: pattern.to_owned(),
        hint,
        hits,
        near_miss,
    };
    let vendor =
        turned(said("the network was fine, but the vendor checked that one", "@network ~6 @check"), Polarity::SomeoneElse, "the vendor");
    Explanation {
        id: "network".to_owned(),
        says: "Checks the network: DNS, packet loss, retransmits".to_owned(),
        outcome: "partial".to_owned(),
        links: vec![
            ("key:isolate-layer".to_owned(), Standing::There),
            ("stage:observe".to_owned(), Standing::There),
            ("signal:reflection".to_owned(), Standing::Missing),
        ],
        omission: false,
        links_needed: 2,
        lacks_ground: false,
        tried: vec![
            tried("@network ~6 @check", false, vec![vendor], None),
            tried(
                "packet loss | retransmit",
                false,
                vec![],
                Some((said("ruled out failing requests", "packet loss"), "“requests” is not @packet".to_owned())),
            ),
            tried("dns ~4 @duration", false, vec![], None),
            tried("not fine", false, vec![said("the network was fine", "not fine")], None),
            tried("@network", true, vec![said("the network was fine", "@network")], None),
        ],
    }
}
