//! A letter to one mentee as Markdown, for e-mail: what each answer got and why, what the coach says, and what to do next. Nothing that others
//! wrote acts as markup. Must not compute.

use super::escape;
use crate::review::{Comment, Overridden, Override, Progress, Review, Standing, Submission};
use crate::score::{Band, Points, Quote, Scorecard, Scored, Status};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The most quotations of what was done well, and the most steps.
const WELL: usize = 5;
const STEPS: usize = 3;

/// The most characters of a quotation.
const QUOTE: usize = 200;

/// Writes the letter to a candidate, by index.
///
/// # Errors
/// Whatever the writer reports.
pub fn letter(out: &mut dyn Write, review: &Review, candidate: usize) -> io::Result<()> {
    let Some(who) = review.candidates.get(candidate) else { return Ok(()) };
    writeln!(out, "# {}", text(&who.name))?;
    writeln!(out, "\n| question | score | band | since the draft before |\n|---|---:|---|---:|")?;
    for submission in review.of_candidate(candidate) {
        let question = &review.questions[submission.question].rubric;
        let score = submission.score().map_or_else(|| "no score".to_owned(), |score| score.to_string());
        let band = submission.band().map_or("", Band::name);
        let by = Progress::of(submission).map(|progress| signed(progress.by())).unwrap_or_default();
        writeln!(out, "| {} {} | {score} | {band} | {by} |", text(&question.id), text(&question.title))?;
    }
    for submission in review.of_candidate(candidate) {
        answer(out, review, submission)?;
    }
    Ok(())
}

fn answer(out: &mut dyn Write, review: &Review, submission: &Submission) -> io::Result<()> {
    let question = &review.questions[submission.question];
    writeln!(out, "\n## {} {}", text(&question.rubric.id), text(&question.rubric.title))?;
    if !question.prompt.trim().is_empty() {
        writeln!(out, "\n> {}", text(&question.prompt))?;
    }
    writeln!(out, "\n{}", head(submission))?;
    coach(out, submission)?;
    let Some(card) = submission.current().card() else { return Ok(()) };
    progress(out, submission)?;
    steps(out, card)?;
    well(out, submission, card)?;
    mistakes(out, submission, card)?;
    missing(out, submission, card)
}

fn head(submission: &Submission) -> String {
    let computed = submission.computed();
    let mut head = match (submission.score(), &submission.current().graded.scorecard) {
        (Some(score), _) => format!("**{score} of 100, {}.**", Band::of(score).name()),
        (None, Scorecard::Unscored(why)) => format!("**No score:** {}.", text(&why.to_string())),
        (None, Scorecard::Scored(_)) => String::new(),
    };
    if submission.judgement.adjusted.is_some() {
        let rules = computed.map_or_else(|| "no score".to_owned(), |score| score.to_string());
        let _ = write!(head, " The rules give {rules}; the coach sees it otherwise.");
    }
    head
}

fn coach(out: &mut dyn Write, submission: &Submission) -> io::Result<()> {
    let judgement = &submission.judgement;
    let overrides: Vec<&Override> = judgement.overrides.iter().filter(|o| o.standing != Standing::Stale).collect();
    if overrides.is_empty() && judgement.comments.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### From your coach\n")?;
    for Comment { text: said, by, .. } in &judgement.comments {
        let by = by.as_ref().map(|by| format!(" ({})", text(by))).unwrap_or_default();
        writeln!(out, "- “{}”{by}", text(said))?;
    }
    for made in overrides {
        let seen = match &made.of {
            Overridden::Score { given, .. } => format!("The score is {given}"),
            Overridden::Criterion { says, given, .. } => format!("“{}” is {}", text(says), given.name()),
            Overridden::Mistake { says, given, .. } => format!("“{}” was {}", text(says), if *given { "made" } else { "not made" }),
        };
        writeln!(out, "- {seen}: “{}” ({})", text(&made.reason), text(&made.by))?;
    }
    Ok(())
}

fn progress(out: &mut dyn Write, submission: &Submission) -> io::Result<()> {
    let Some((progress, before)) = Progress::of(submission).zip(submission.before()) else { return Ok(()) };
    writeln!(out, "\n### Since {}\n", text(&before.label))?;
    writeln!(out, "- {} → {} ({})", progress.from, progress.to, signed(progress.by()))?;
    for step in progress.gained.iter().chain(&progress.lost) {
        writeln!(out, "- {}: “{}”", step.name(), text(&step.now.says))?;
    }
    for mistake in &progress.mended {
        writeln!(out, "- mistake gone: “{}”", text(&mistake.says))?;
    }
    for mistake in &progress.slipped {
        writeln!(out, "- mistake made: “{}”", text(&mistake.says))?;
    }
    Ok(())
}

fn steps(out: &mut dyn Write, card: &Scored) -> io::Result<()> {
    if card.next_steps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Next\n")?;
    for (nth, step) in card.next_steps.iter().take(STEPS).enumerate() {
        writeln!(out, "{}. **{}** {}", nth + 1, signed(step.gain), text(&step.advice))?;
    }
    Ok(())
}

fn well(out: &mut dyn Write, submission: &Submission, card: &Scored) -> io::Result<()> {
    let mut met: Vec<_> = card.key_points.iter().chain(&card.looks_for).filter(|c| submission.status(c) == Status::Met).collect();
    met.sort_by_key(|c| std::cmp::Reverse(c.points));
    if met.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Well done\n")?;
    for criterion in met.into_iter().take(WELL) {
        let quote = criterion.evidence.first().map(quoted).unwrap_or_default();
        writeln!(out, "- “{}”{quote}", text(&criterion.says))?;
    }
    Ok(())
}

fn mistakes(out: &mut dyn Write, submission: &Submission, card: &Scored) -> io::Result<()> {
    let made: Vec<_> = card.mistakes.iter().filter(|m| submission.made(m)).collect();
    if made.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Mistakes\n")?;
    for mistake in made {
        let quote = mistake.evidence.first().map(quoted).unwrap_or_default();
        writeln!(out, "- “{}”{quote} {}", text(&mistake.says), text(&mistake.advice))?;
    }
    Ok(())
}

fn missing(out: &mut dyn Write, submission: &Submission, card: &Scored) -> io::Result<()> {
    let criteria = card.key_points.iter().chain(&card.looks_for);
    let missing: Vec<_> = criteria.filter(|c| matches!(submission.status(c), Status::Missed | Status::Denied)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Not found\n")?;
    missing.iter().try_for_each(|criterion| writeln!(out, "- “{}”", text(&criterion.says)))
}

fn quoted(quote: &Quote) -> String {
    let words: String = quote.text.chars().take(QUOTE).collect();
    let cut = if words.len() < quote.text.len() { "…" } else { "" };
    format!(" You wrote: *“{}{cut}”*", text(&words))
}

fn signed(points: Points) -> String {
    format!("{:+.1}", points.as_f64())
}

/// Text in one line that no reader of Markdown takes for markup, link or HTML: every character that could act stands behind a backslash.
/// What acts only where a line begins cannot, since a word of ours or a quotation mark stands before it, or it is escaped.
fn text(raw: &str) -> String {
    let line = escape::line(raw);
    let mut text = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let opens = at == 0 && matches!(c, '+' | '-' | '=');
        let numbers = matches!(c, '.' | ')') && at > 0 && line[..at].bytes().all(|b| b.is_ascii_digit());
        // What looks like an address becomes a link in many a reader.
        let address = (c == ':' && line[at..].starts_with("://")) || (c == '.' && line[..at].to_ascii_lowercase().ends_with("www"));
        if opens
            || numbers
            || address
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '!' | '$' | '^' | '@')
        {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser};

    #[test]
    fn nothing_acts() {
        let hostile = [
            "<script>alert(1)</script>",
            "![x](http://e.org/a.png) [y](javascript:z) <b@e.org>",
            "# head",
            "- item",
            "1. item",
            "*a* _b_ `c` ~~d~~ | e | &lt; $f$",
            "a\n\n---\n\nb",
            "\\*x\\*",
            "+ x",
            "= x",
        ];
        for raw in hostile {
            let markdown = format!("- {}", text(raw));
            let events: Vec<Event<'_>> = Parser::new_ext(&markdown, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)).collect();
            let words: String = events.iter().filter_map(|e| if let Event::Text(t) = e { Some(t.as_ref()) } else { None }).collect();
            assert_eq!(words, escape::line(raw), "{markdown}");
            assert!(
                !events.iter().any(|e| matches!(e, Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::Rule)),
                "{markdown}"
            );
            assert_eq!(events.iter().filter(|e| matches!(e, Event::Start(_))).count(), 2, "{markdown}");
        }
        assert_eq!(text("see http://e.org and WWW.e.org"), "see http\\://e.org and WWW\\.e.org");
    }
}
