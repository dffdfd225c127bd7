//! A calibration as one page without anything from elsewhere: no script, no link, no font. Every text of others passes [`safe`].
//! Must not compute.

use super::pictures;
use crate::authoring::calibrate::{Agreement, Apart, Calibration, Estimate};
use crate::report::escape;
use crate::span::LineIndex;
use std::io::{self, Write};

/// The most answers of the list of those that differ.
const MOST_APART: usize = 50;

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\"><head><meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width\">
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top; }
td.n { text-align: right; white-space: nowrap; } svg { max-width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; } .grid { stroke: currentColor; stroke-opacity: .2; }
.same { fill: #2a7; } .apart { fill: #d62; } q { font-style: italic; } pre { padding: 1rem; border: 1px solid; white-space: pre-wrap; }
</style>";

/// A text in one line that is nothing but text, in an element or in an attribute.
pub(super) fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in escape::line(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Writes the page.
///
/// # Errors
/// Those of the writer.
pub fn html(out: &mut dyn Write, all: &Calibration) -> io::Result<()> {
    let file = safe(&all.file);
    writeln!(out, "{HEAD}\n<title>Calibration: {file}</title></head><body>\n<h1>Calibration: {file}</h1>")?;
    writeln!(out, "<p>{} answers marked on {}, {} rubrics.</p>", all.answers.len(), all.scale, all.rubrics.len())?;
    figures(out, &all.agreement)?;
    writeln!(out, "<h2>Scores over marks</h2>")?;
    pictures::scatter(out, all)?;
    writeln!(out, "<h2>Bands side by side</h2>")?;
    pictures::matrix(out, &all.agreement.bands)?;
    criteria(out, all)?;
    writeln!(out, "<h2>Furthest apart</h2>")?;
    for one in all.apart.iter().take(MOST_APART) {
        apart(out, all, one)?;
    }
    helps(out, all)?;
    writeln!(out, "</body></html>")
}

fn figures(out: &mut dyn Write, of: &Agreement) -> io::Result<()> {
    writeln!(out, "<h2>Agreement</h2>\n<table><tr><th>figure</th><th>value</th><th>95 % interval</th></tr>")?;
    let mut row = |name: &str, one: Estimate| {
        let value = figure(one.value);
        let interval = one.interval.map_or_else(String::new, |(low, high)| format!("{low:.2} to {high:.2}"));
        writeln!(out, "<tr><td>{name}</td><td class=\"n\">{value}</td><td>{interval}</td></tr>")
    };
    row("quadratic weighted kappa", of.kappa)?;
    row("share in the band of the mark", of.exact)?;
    row("share at most one band off", of.adjacent)?;
    row("Pearson’s correlation", of.pearson)?;
    row("Spearman’s correlation", of.spearman)?;
    row("mean difference in bands", of.mean_difference)?;
    writeln!(out, "</table>")
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

fn criteria(out: &mut dyn Write, all: &Calibration) -> io::Result<()> {
    if all.rubrics.iter().all(|rubric| rubric.criteria.is_empty()) {
        return Ok(());
    }
    writeln!(out, "<h2>Criteria</h2>\n<table><tr><th>rubric</th><th>criterion</th><th>answers</th><th>as marked</th><th>kappa</th></tr>")?;
    for rubric in &all.rubrics {
        for one in &rubric.criteria {
            let (id, says, n) = (safe(&one.id), safe(&one.says), one.levels.count());
            let (same, kappa) = (one.levels.within(0), figure(one.levels.kappa()));
            let figures = format!("<td class=\"n\">{n}</td><td class=\"n\">{same:.2}</td><td class=\"n\">{kappa}</td>");
            writeln!(out, "<tr><td>{}</td><td><b>{id}</b> {says}</td>{figures}</tr>", safe(&rubric.rubric.id))?;
        }
    }
    writeln!(out, "</table>")
}

fn apart(out: &mut dyn Write, all: &Calibration, one: &Apart) -> io::Result<()> {
    let answer = &all.answers[one.answer];
    let (name, id, pair) = (safe(&answer.name), safe(&all.rubrics[answer.rubric].rubric.id), answer.pair);
    writeln!(out, "<h3>{name}</h3>\n<p>{id}: marked {}, scored {:.1}, {} off</p>\n<ul>", pair.mark, pair.score, one.by)?;
    let lines = LineIndex::new(&one.source.text);
    for reason in &one.reasons {
        let quote = reason.quote.as_ref().map_or_else(String::new, |quote| {
            let place = lines.place(quote.span.start);
            format!(" <q>{}</q> {}:{}", safe(&quote.text), place.line, place.column)
        });
        writeln!(out, "<li>{} {}: {}{quote}</li>", reason.points, reason.how, safe(&reason.what))?;
    }
    writeln!(out, "</ul>")
}

fn helps(out: &mut dyn Write, all: &Calibration) -> io::Result<()> {
    writeln!(out, "<h2>Patterns one after another</h2>\n<table>")?;
    writeln!(out, "<tr><th>criterion</th><th>pattern</th><th>reach</th><th>newly right, wrong</th><th>right, wrong</th></tr>")?;
    for rubric in &all.rubrics {
        for fall in &rubric.waterfalls {
            for step in fall.steps.iter().filter(|step| step.caught > 0) {
                let doubt = if step.doubtful { " ⚠ doubtful" } else { "" };
                let (id, pattern) = (safe(&format!("{} {}", rubric.rubric.id, fall.id)), safe(&step.pattern));
                let newly = format!("{}, {}", step.newly_right, step.newly_wrong);
                let figures = format!("<td class=\"n\">{}</td><td class=\"n\">{newly}</td>", step.reach);
                writeln!(
                    out,
                    "<tr><td>{id}</td><td>{pattern}{doubt}</td>{figures}<td class=\"n\">{}, {}</td></tr>",
                    step.right, step.wrong
                )?;
            }
        }
    }
    writeln!(out, "</table>\n<h2>Phrases of good answers that no pattern catches</h2>\n<ul>")?;
    for rubric in &all.rubrics {
        for phrase in &rubric.phrases {
            let (id, words, first) = (safe(&rubric.rubric.id), safe(&phrase.words), safe(&all.answers[phrase.first].name));
            let ((good, goods), (poor, poors)) = (phrase.good, phrase.poor);
            writeln!(out, "<li>{id} <q>{words}</q>: {good} of {goods} good, {poor} of {poors} poor, first in {first}</li>")?;
        }
    }
    writeln!(out, "</ul>\n<h2>Fitted to these marks</h2>\n<ul>")?;
    if let Some(fit) = &all.cuts {
        let from = fit.fitted.map(|p| p.to_string()).join(", ");
        let (now, then) = (figure(fit.kappa_now), figure(fit.kappa_held_out));
        writeln!(out, "<li>bands from {from}: kappa {now}, on answers held out {then}</li>")?;
    }
    for rubric in &all.rubrics {
        let Some(fit) = &rubric.weights else { continue };
        let (id, changes) = (safe(&rubric.rubric.id), fit.changes.len());
        let (now, then) = (figure(fit.pearson_now), figure(fit.pearson_held_out));
        writeln!(out, "<li>{id}, {changes} other weights: Pearson {now}, on answers held out {then}</li>")?;
    }
    writeln!(out, "</ul>")?;
    for patch in &all.patches {
        let lines: Vec<String> = patch.toml.lines().map(safe).collect();
        writeln!(out, "<p>For {}; nothing was changed.</p>\n<pre>{}</pre>", safe(&patch.target), lines.join("\n"))?;
    }
    Ok(())
}
