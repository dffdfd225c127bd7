//! What testing rubrics gave, for people. Must not judge: whether a rubric passes is the check's own.

use super::page::{Line, Page, Paint, count};
use super::{Style, Verbosity};
use crate::agreement::Confusion;
use crate::authoring::check::{AttackCheck, RubricCheck, Standing};
use crate::report::escape;
use crate::score::Points;
use std::io::{self, Write};

/// The most patterns that are listed of one kind.
const MOST_LISTED: usize = 40;

/// Writes a line or more for each rubric, and a summary.
///
/// # Errors
/// Those of the writer.
pub fn rubric_checks(out: &mut dyn Write, checks: &[RubricCheck], style: Style) -> io::Result<()> {
    let page = &mut Page::new(out, style.width);
    for check in checks {
        head(page, check)?;
        if style.verbosity != Verbosity::Quiet {
            faults(page, check)?;
        }
        if style.verbosity == Verbosity::Verbose {
            details(page, check)?;
        }
    }
    summary(page, checks)
}

fn head(page: &mut Page<'_>, check: &RubricCheck) -> io::Result<()> {
    let right = check.answers.iter().filter(|a| a.faults.is_empty()).count();
    let held = check.attacks.iter().filter(|a| a.held).count();
    let answers = match check.answers.len() {
        0 if check.standing() == Standing::Untested => "  untested: no marked answers".to_owned(),
        0 => "  no marked answers".to_owned(),
        all => format!("  {right} of {} as expected", count(all, "marked answer")),
    };
    let body = Line::new()
        .and(Paint::Strong, &escape::line(&check.id))
        .and(Paint::Plain, &answers)
        .and(Paint::Plain, &check.confusion.kappa().map_or_else(String::new, |kappa| format!(", kappa {kappa:.2}")))
        .and(Paint::Plain, &format!(", {held} of {} held", count(check.attacks.len(), "attack")));
    page.block(mark(check.standing()), body, Line::new())
}

fn mark(standing: Standing) -> Line {
    match standing {
        Standing::Pass => Line::new().and(Paint::Good, "✓ "),
        Standing::Fail => Line::new().and(Paint::Bad, "✗ "),
        Standing::Untested => Line::new().and(Paint::Fair, "○ "),
    }
}

fn kappa(confusion: &Confusion) -> String {
    confusion.kappa().map_or_else(|| "not known".to_owned(), |kappa| format!("{kappa:.2}"))
}

fn points(score: Option<Points>) -> String {
    score.map_or_else(|| "unscored".to_owned(), |score| score.to_string())
}

fn faults(page: &mut Page<'_>, check: &RubricCheck) -> io::Result<()> {
    let lead = || Line::indent(4);
    for answer in check.answers.iter().filter(|a| !a.faults.is_empty()) {
        let what = format!("\"{}\" {}: {}", answer.name, points(answer.score), answer.faults.join("; "));
        page.block(lead(), Line::new().prose(Paint::Bad, &escape::line(&what)), Line::new())?;
    }
    if let Some(first) = check.answers.iter().find(|a| !a.faults.is_empty()) {
        // What is to be typed must be one word for every shell.
        let plain = first.name.chars().all(|c| c.is_alphanumeric() || " ,.:;'()+-_?/&".contains(c));
        let name = if plain { format!("\"{}\"", first.name) } else { "NAME".to_owned() };
        let next = format!("Add --test {name} to see its report, and --explain CRITERION for what was searched.");
        page.block(lead(), Line::new().prose(Paint::Faint, &next), Line::new())?;
    }
    for attack in check.attacks.iter().filter(|a| !a.held) {
        page.block(lead(), Line::new().prose(Paint::Bad, &escape::line(&attacked(attack))), Line::new())?;
    }
    for pattern in &check.dead {
        page.block(lead(), Line::new().prose(Paint::Bad, &escape::line(&format!("can never fire: {pattern}"))), Line::new())?;
    }
    Ok(())
}

fn attacked(attack: &AttackCheck) -> String {
    format!("{} got {} (band {})", attack.attack.kind.describe(), points(attack.score), attack.level)
}

/// The confusion of bands, every attack, and what patterns did.
fn details(page: &mut Page<'_>, check: &RubricCheck) -> io::Result<()> {
    confusion(page, &check.confusion)?;
    page.line(&Line::indent(4).and(Paint::Faint, "attacks"))?;
    for attack in &check.attacks {
        page.block(Line::indent(6), Line::new().prose(Paint::Plain, &escape::line(&attacked(attack))), Line::new())?;
    }
    let wrongly = check
        .patterns
        .iter()
        .filter(|p| p.wrongly > 0)
        .map(|p| format!("{}: {} (in {} good, {} poor)", p.key_point, p.pattern, count(p.rightly as usize, "answer"), p.wrongly));
    listed(page, "fired in poor answers", &wrongly.collect::<Vec<_>>())?;
    let never = check.patterns.iter().filter(|p| p.fired == 0).map(|p| format!("{}: {}", p.key_point, p.pattern));
    listed(page, "never fired here, which is no fault", &never.collect::<Vec<_>>())?;
    let missed = check.missed_points.iter().map(|m| {
        let nearest = m.nearest.as_ref().map_or_else(String::new, |(quote, why)| format!(": nearest \"{quote}\", {why}"));
        format!("{} in \"{}\"{nearest}", m.key_point, m.answer)
    });
    listed(page, "missed in excellent answers", &missed.collect::<Vec<_>>())
}

fn confusion(page: &mut Page<'_>, confusion: &Confusion) -> io::Result<()> {
    page.line(&Line::indent(4).and(Paint::Faint, "marked / given     0    1    2    3    4"))?;
    for (mark, row) in confusion.rows().iter().enumerate() {
        let cells: String = row.iter().map(|n| format!("{n:>5}")).collect();
        page.line(&Line::indent(4).and(Paint::Plain, &format!("{mark:>14}{cells}")))?;
    }
    Ok(())
}

fn listed(page: &mut Page<'_>, title: &str, lines: &[String]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    page.line(&Line::indent(4).and(Paint::Faint, &format!("{title} ({})", lines.len())))?;
    for line in lines.iter().take(MOST_LISTED) {
        page.block(Line::indent(6), Line::new().prose(Paint::Plain, &escape::line(line)), Line::new())?;
    }
    if lines.len() > MOST_LISTED {
        page.line(&Line::indent(6).and(Paint::Faint, &format!("and {} more", lines.len() - MOST_LISTED)))?;
    }
    Ok(())
}

fn summary(page: &mut Page<'_>, checks: &[RubricCheck]) -> io::Result<()> {
    let mut all = Confusion::default();
    checks.iter().for_each(|c| all.extend(&c.confusion));
    let those = |standing| checks.iter().filter(|c| c.standing() == standing).count();
    let (passing, untested) = (those(Standing::Pass), those(Standing::Untested));
    let answers: usize = checks.iter().map(|c| c.answers.len()).sum();
    page.blank()?;
    let agreement = match all.count() {
        0 if answers == 0 => String::new(),
        0 => ", none of them with a mark to agree with".to_owned(),
        _ => format!(
            ", kappa {}, {:.0} % in the band of their mark, {:.0} % at most one off",
            kappa(&all),
            100.0 * all.within(0),
            100.0 * all.within(1)
        ),
    };
    let standing = match (those(Standing::Fail), untested) {
        (1.., _) => Standing::Fail,
        (0, 1..) => Standing::Untested,
        (0, 0) => Standing::Pass,
    };
    let untested = if untested == 0 { String::new() } else { format!(", {untested} untested") };
    let body = format!("{passing} of {} pass{untested}; {}{agreement}", count(checks.len(), "rubric"), count(answers, "marked answer"));
    page.block(mark(standing), Line::new().and(Paint::Strong, &body), Line::new())
}
