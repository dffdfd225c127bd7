//! The page of one answer: what to do next on top, then the text with its evidence in place beside the list of what was found. Must not
//! judge, and knows no other answer.

use super::evidence::{self, DELIVERY, Evidence, Part, earned, status_class};
use super::judged::{Changes, Coach};
use super::passage::{Paragraph, STOPS, Stop, paragraphs};
use super::shown::{Shown, band_class, percent, signed, status};
use crate::batch::{Graded, Verdict};
use crate::report::words::{band_mark, count, whole};
use crate::score::{Band, CriterionResult, Ownership, Points, Scorecard, Scored};
use askama::Template;

/// What a page says of an answer beside its scorecard.
#[derive(Default)]
pub(super) struct Around<'r> {
    /// The element that stands for the page; every other name on it begins with this.
    pub(super) id: String,
    /// Whose answer it is.
    pub(super) who: Option<Shown<'r>>,
    /// The question as it is asked.
    pub(super) prompt: Shown<'r>,
    /// What counts, where the coach changed the score.
    pub(super) adjusted: Option<Points>,
    /// What the coach says.
    pub(super) coach: Coach<'r>,
    /// What changed since an earlier draft.
    pub(super) progress: Option<Changes<'r>>,
    /// For each text that the answer shares passages with: how much, and the address of both side by side.
    pub(super) alike: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "answer.html", whitespace = "minimize")]
pub(super) struct AnswerPage<'r> {
    id: String,
    who: Option<Shown<'r>>,
    question: Shown<'r>,
    rubric: Shown<'r>,
    file: Shown<'r>,
    prompt: Shown<'r>,
    coach: Coach<'r>,
    progress: Option<Changes<'r>>,
    alike: Vec<(String, String)>,
    verdict: Option<(&'static str, &'static str)>,
    looks_like: Option<Shown<'r>>,
    adjusted: Option<Score>,
    result: Result<Card<'r>, Shown<'r>>,
    evidence: Vec<Evidence<'r>>,
    paragraphs: Vec<Paragraph<'r>>,
}

/// A score with its band.
pub(super) struct Score {
    pub(super) points: Points,
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) band: &'static str,
}

impl Score {
    pub(super) fn of(points: Points) -> Self {
        let band = Band::of(points);
        Self { points, class: band_class(band), sign: band_mark(band), band: band.name() }
    }

    /// How much of a bar it fills, in percent.
    pub(super) fn fill(&self) -> u32 {
        percent(self.points.as_f64() / 100.0)
    }
}

/// A scorecard as the page shows it.
struct Card<'r> {
    score: Score,
    confidence: (&'static str, Shown<'r>),
    steps: Vec<(String, Shown<'r>)>,
    bars: Vec<Bar<'r>>,
    caps: Vec<(String, Shown<'r>, bool)>,
    star: Vec<(Stop, bool, u32)>,
    /// Each part of STAR where it begins and ends on a rail, in percent.
    rail: Vec<(Stop, u32, u32)>,
    groups: Vec<Group<'r>>,
    facts: Vec<(&'static str, String)>,
}

/// A line of the account.
struct Bar<'r> {
    name: Shown<'r>,
    points: String,
    max: Option<(String, u32)>,
    why: Shown<'r>,
}

/// Everything of one part.
struct Group<'r> {
    part: Part,
    title: Shown<'r>,
    total: String,
    /// Whether its evidence is highlighted when the page is opened.
    shown: bool,
    pieces: usize,
    items: Vec<Item<'r>>,
    more: String,
}

/// A criterion, a mistake, a stage or the like.
struct Item<'r> {
    class: &'static str,
    sign: &'static str,
    word: &'static str,
    says: Shown<'r>,
    points: String,
    advice: Shown<'r>,
    /// Its evidence, by place in the list.
    evidence: Vec<usize>,
}

impl<'r> AnswerPage<'r> {
    /// The page of an answer.
    pub(super) fn of(graded: &'r Graded, around: Around<'r>) -> Self {
        let Around { id, who, prompt, adjusted, coach, progress, alike } = around;
        let text = &graded.source.text;
        let (result, evidence, star) = match &graded.scorecard {
            Scorecard::Scored(card) => {
                let evidence = evidence::of(card, text, graded.span);
                (Ok(Card::of(card, &evidence)), evidence, Some(&card.star))
            }
            Scorecard::Unscored(why) => (Err(Shown::line(&why.to_string())), Vec::new(), None),
        };
        let no_star = std::array::from_fn(|_| crate::score::StarPart { present: false, share: 0.0, evidence: Vec::new() });
        Self {
            id,
            who,
            question: Shown::line(&graded.rubric.title),
            rubric: Shown::line(&graded.rubric.id),
            file: Shown::line(&graded.name.to_string()),
            prompt,
            coach,
            progress,
            alike,
            verdict: match graded.verdict {
                Verdict::Pass => Some(("pass", "✔ passes the threshold")),
                Verdict::Fail => Some(("fail", "✘ below the threshold")),
                Verdict::Unscored | Verdict::None => None,
            },
            looks_like: graded.looks_like.as_ref().map(|other| {
                let (rubric, score) = (&other.rubric, other.score);
                Shown::line(&format!("It looks like an answer to {} ({}): it scores {score} there.", rubric.id, rubric.title))
            }),
            adjusted: adjusted.map(Score::of),
            result,
            paragraphs: paragraphs(text, graded.span, &evidence, star.unwrap_or(&no_star)),
            evidence,
        }
    }

    /// What a tip says of a segment: a line for each piece of evidence, the narrowest first.
    fn tips(&self, at: &[usize]) -> String {
        at.iter().filter_map(|at| self.evidence.get(*at)).take(4).map(|e| e.tip.to_string()).collect::<Vec<_>>().join("\n")
    }
}

impl<'r> Card<'r> {
    fn of(card: &'r Scored, evidence: &[Evidence<'_>]) -> Self {
        let mut at = 0;
        let rail = STOPS.iter().zip(&card.star).filter(|(_, part)| part.present).map(|(stop, part)| {
            let from = at;
            at += percent(part.share);
            (*stop, from, percent(part.share))
        });
        let rail = rail.collect();
        Self {
            score: Score::of(card.score),
            confidence: (card.confidence.level.name(), Shown::line(&card.confidence.reason)),
            steps: card.next_steps.iter().map(|step| (signed(step.gain), Shown::line(&step.advice))).collect(),
            bars: bars(card),
            caps: card
                .caps
                .iter()
                .map(|cap| {
                    (whole(cap.limit), Shown::line(&cap.why), card.parts.iter().any(|p| p.name.strip_prefix("cap: ") == Some(cap.id)))
                })
                .collect(),
            star: STOPS.iter().zip(&card.star).map(|(stop, part)| (*stop, part.present, percent(part.share))).collect(),
            rail,
            groups: groups(card, evidence),
            facts: facts(card),
        }
    }
}

fn bars(card: &Scored) -> Vec<Bar<'_>> {
    let bar = |part: &crate::score::Part| {
        let why = match part.name.split_once(": ") {
            Some(("mistake", id)) => card.mistakes.iter().find(|m| m.id == id).map_or("", |m| m.says.as_str()),
            Some(("cap", id)) => card.caps.iter().find(|c| c.id == id).map_or("", |c| c.why.as_str()),
            _ if part.name == "floor" => "an honest attempt does not fall lower through mistakes",
            _ => "",
        };
        let name = if why.is_empty() { part.name.as_str() } else { part.name.split(": ").next().unwrap_or_default() };
        let share = |max: Points| percent(part.points.as_f64() / max.as_f64().max(0.1));
        Bar {
            name: Shown::line(name),
            points: if part.max.is_some() { part.points.to_string() } else { signed(part.points) },
            max: part.max.map(|max| (whole(max), share(max))),
            why: Shown::line(why),
        }
    };
    // A part that this rubric gives no points for says nothing.
    card.parts.iter().filter(|part| part.max.is_none_or(|max| max.0 > 0 || part.points.0 != 0)).map(bar).collect()
}

fn groups<'r>(card: &'r Scored, evidence: &[Evidence<'_>]) -> Vec<Group<'r>> {
    let of = |part: Part, of: usize| -> Vec<usize> {
        evidence.iter().enumerate().filter(|(_, e)| e.part == part && e.of == of).map(|(at, _)| at).collect()
    };
    let criteria = |part: Part, criteria: &'r [CriterionResult]| -> Vec<Item<'r>> {
        let item = |(at, c): (usize, &'r CriterionResult)| {
            let (sign, word) = status(c.status);
            let advice = if c.status == crate::score::Status::Met { Shown::default() } else { Shown::line(&c.advice) };
            Item {
                class: status_class(c.status),
                sign,
                word,
                says: Shown::line(&c.says),
                points: earned(c),
                advice,
                evidence: of(part, at),
            }
        };
        criteria.iter().enumerate().map(item).collect()
    };
    let total = |name: &str| {
        let part = card.parts.iter().find(|p| p.name == name);
        part.and_then(|p| Some(format!("{} of {} points", p.points, whole(p.max?)))).unwrap_or_default()
    };
    let made = card.mistakes.iter().enumerate().filter(|(_, m)| m.committed).map(|(at, m)| Item {
        class: "missed",
        sign: "!",
        word: m.severity.name(),
        says: Shown::line(&m.says),
        points: signed(m.deduction),
        advice: Shown::line(&m.advice),
        evidence: of(Part::Mistake, at),
    });
    let stages = card.stages.iter().enumerate().map(|(at, stage)| Item {
        class: if stage.present { "met" } else { "missed" },
        sign: if stage.present { "✔" } else { "✘" },
        word: if stage.present { "there" } else { "not there" },
        says: Shown::line(&stage.name),
        points: String::new(),
        advice: Shown::default(),
        evidence: if stage.present { of(Part::Stage, at) } else { Vec::new() },
    });
    let plain = |says: Shown<'r>, points: String, evidence: Vec<usize>| Item {
        class: "fact",
        sign: "•",
        word: "",
        says,
        points,
        advice: Shown::default(),
        evidence,
    };
    let delivery = DELIVERY.iter().enumerate().map(|(at, name)| {
        let found = of(Part::Delivery, at);
        plain(Shown::line(name), found.len().to_string(), found)
    });
    let signals = card.signals.iter().enumerate().filter(|(_, s)| s.strength > 0.0 || !s.evidence.is_empty());
    let signals = signals.map(|(at, s)| plain(Shown::line(&s.id), format!("{} %", percent(s.strength)), of(Part::Signal, at)));
    let avoided = card.mistakes.iter().filter(|m| m.judged && !m.committed).count();
    let unjudged = card.mistakes.iter().filter(|m| !m.judged).count();
    let group = |part: Part, title: &str, total: String, items: Vec<Item<'r>>| Group {
        part,
        title: Shown::line(title),
        total,
        // Framework and signals say much of the same places again.
        shown: !matches!(part, Part::Stage | Part::Signal),
        pieces: evidence.iter().filter(|e| e.part == part).count(),
        items,
        more: String::new(),
    };
    let mut groups = vec![
        group(Part::KeyPoint, "Key points", total("key points"), criteria(Part::KeyPoint, &card.key_points)),
        group(Part::LooksFor, "Looks for", total("looks for"), criteria(Part::LooksFor, &card.looks_for)),
        Group {
            more: match (avoided, unjudged) {
                (0, 0) => String::new(),
                (0, _) => format!("– {} not judged, since there is no answer", count(unjudged, "common mistake")),
                (_, _) => format!("✔ {} not made", count(avoided, "common mistake")),
            },
            ..group(Part::Mistake, "Mistakes", String::new(), made.collect())
        },
        group(Part::Stage, &format!("Framework: {}", card.framework), String::new(), stages.collect()),
        group(Part::Delivery, "Delivery", total("delivery"), delivery.collect()),
        group(Part::Signal, "Signals", String::new(), signals.collect()),
    ];
    groups.retain(|group| !group.items.is_empty() || !group.more.is_empty());
    groups
}

fn facts(card: &Scored) -> Vec<(&'static str, String)> {
    let delivery = &card.delivery;
    let asked = match delivery.target_minutes {
        Some((least, most)) if least == most => format!(" ({most} asked for)"),
        Some((least, most)) => format!(" ({least} to {most} asked for)"),
        None => String::new(),
    };
    let acts = match delivery.ownership {
        Ownership::I => "mainly “I”",
        Ownership::We => "mainly “we”: say which part was yours",
        Ownership::None => "nobody is named: say what you did yourself",
    };
    vec![
        ("length", format!("{}, about {:.1} min spoken{asked}", count(delivery.words, "word"), delivery.minutes)),
        ("who acts", acts.to_owned()),
    ]
}
