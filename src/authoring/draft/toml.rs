//! A drafted rubric as the TOML that a person reads, checks and mends: what was taken from where, and what to look at, stands beside it
//! in comments. Must not decide anything.

use super::{Draft, Kind, Point, Term, Worth};
use std::fmt::Write as _;
use toml::Value;

/// The lower limit of weights in a rubric is above 0, the upper 1000.
const HEAVIEST: f64 = 1000.0;

/// The draft as a rubric's file.
pub fn to_toml(draft: &Draft) -> String {
    let mut out = String::new();
    // Writing to a string never fails.
    let _ = write(&mut out, draft);
    out
}

fn write(out: &mut String, draft: &Draft) -> std::fmt::Result {
    let from = if draft.references == 1 { "one reference answer".to_owned() } else { format!("{} reference answers", draft.references) };
    writeln!(out, "# Drafted by rubrica from {from}. Check by hand, best against a few real answers:")?;
    writeln!(out, "# - Is every key point worth asking for? Take out examples and asides, and give the weights that you mean.")?;
    let weights = match draft.points.iter().flat_map(|p| &p.terms).any(|t| t.among_many) {
        true => "8 rare, 4 usual, 2 common or a word that turns the",
        false => "5 rare, 4 usual, 3 common, 2 a word that turns the",
    };
    writeln!(out, "# - Are the heavy terms those that a right answer cannot do without? Weights: {weights}")?;
    writeln!(out, "#   meaning, less stands in the question or further up already.")?;
    writeln!(
        out,
        "# - `hint` holds words of the same family or of about the same meaning, worth half, from lists that do not know the subject:"
    )?;
    writeln!(out, "#   take out what is wrong here, and put what is as good as the term itself into its pattern: \"stone | rock\".")?;
    if draft.is_thin() {
        writeln!(
            out,
            "# - It is thin: one term decides everything. Put other words for the same into its pattern, or draft again from longer or"
        )?;
        writeln!(out, "#   more reference answers.")?;
    }
    writeln!(out, "schema = 1")?;
    writeln!(out, "id = {}", text(&draft.id))?;
    writeln!(out, "title = {}", text(&draft.title))?;
    writeln!(out, "\n[question]")?;
    writeln!(out, "prompt = {}", text(&draft.prompt))?;
    writeln!(out, "category = \"knowledge\"")?;
    writeln!(out, "difficulty = \"medium\" # a guess")?;
    for point in &draft.points {
        self::point(out, point)?;
    }
    writeln!(out, "\n[scoring]")?;
    writeln!(out, "min_words = 1")?;
    if let Some(words) = draft.full_words {
        writeln!(out, "full_words = {words} # fewer words hardly say all that the reference says, and earn less")?;
    }
    let half_at = draft.half_at;
    writeln!(out, "half_at = {half_at} # a right answer need not have all the terms: with {half_at} % of their weight it has 50 points")?;
    if let Some(enough) = draft.enough {
        writeln!(out, "enough = {enough} # the question asks for so many of these points")?;
    }
    writeln!(out, "form = \"facts\" # a word, a list or a denial can be the answer; \"account\" asks for sentences")?;
    writeln!(out, "\n[model_answer]")?;
    writeln!(out, "text = {}", text(&draft.model_answer))
}

/// A key point as its table, with a weight that comes from its terms.
pub(in crate::authoring) fn point(out: &mut String, point: &Point) -> std::fmt::Result {
    let why = match point.worth {
        Worth::Terms => "from the weights of its terms",
        Worth::Marked(_) => "the points that the reference gives",
        Worth::Equal => "as much as any other",
    };
    point_worth(out, point, &format!("{} # {why}", number(point.weight())), "")
}

/// A key point as its table, with its weight as it is to be written, and what is to stand behind the way in which it is credited.
pub(in crate::authoring) fn point_worth(out: &mut String, point: &Point, weight: &str, behind: &str) -> std::fmt::Result {
    writeln!(out, "\n[[key_point]]")?;
    writeln!(out, "id = {}", text(&point.id))?;
    writeln!(out, "says = {}", text(&point.says))?;
    writeln!(out, "weight = {weight}")?;
    writeln!(out, "credit = \"shared\"{behind}")?;
    writeln!(out, "evidence = [")?;
    for term in &point.terms {
        self::term(out, term)?;
    }
    writeln!(out, "]")
}

fn term(out: &mut String, term: &Term) -> std::fmt::Result {
    write!(out, "  {{ pattern = {}, weight = {}", text(&term.written.join(" | ")), number(term.weight()))?;
    if !term.weaker.is_empty() {
        write!(out, ", hint = {}", text(&term.weaker.join(" | ")))?;
    }
    let why = match term.kind {
        Kind::Asked => " # stands in the question",
        Kind::Told => " # the question says it already",
        Kind::Again => " # asked for above",
        _ if term.example => " # in an example",
        _ => "",
    };
    writeln!(out, " }},{why}")
}

/// A TOML string.
pub(in crate::authoring) fn text(text: &str) -> String {
    Value::from(text).to_string()
}

/// A weight, with two decimals at most.
fn number(weight: f64) -> String {
    let rounded = ((weight * 100.0).round() / 100.0).clamp(0.01, HEAVIEST);
    format!("{rounded}")
}
