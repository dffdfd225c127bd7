//! `shadowed-phrase` and `worn-phrase`: phrases that say nothing beside others, or less than they seem to.

use super::Linted;
use super::concepts::entries;
use crate::diagnostic::Diagnostic;
use crate::lexicon::Packed;
use crate::lexicon::packed::{Part, PhraseView, View};

/// Words that turn what follows them. A phrase with one of them inside is not turned by it; the shorter phrase behind it would be.
const TURNING: [&str; 14] =
    ["no", "not", "never", "nobody", "nothing", "none", "neither", "nor", "cannot", "without", "instead", "hardly", "should", "if"];

pub(super) fn lint(of: Linted<'_>, findings: &mut Vec<Diagnostic>) {
    let patterns = entries(of.rubric).map(|e| (e.source.to_string(), &e.pattern, false));
    let hints = entries(of.rubric).filter_map(|e| e.hint.as_ref()).map(|hint| (hint.source.to_string(), &hint.pattern, false));
    // Other patterns may measure from a concept.
    let concepts = of.rubric.concepts.iter().map(|(name, pattern)| (format!("\n{name} ="), pattern, true));
    let all: Vec<(String, &Packed, bool)> = patterns.chain(hints).chain(concepts).collect();
    for (after, pattern, measured) in all {
        walk(pattern.part(), measured, &mut |alternatives, measured| {
            shadowed(of, &after, &alternatives, measured, findings);
            alternatives.iter().for_each(|phrase| worn(of, &after, *phrase, findings));
        });
    }
    findings.dedup_by(|a, b| a.code == b.code && a.span == b.span);
}

/// Calls back with the phrases of every list of alternatives, single phrases being a list of one, and whether something else must stand
/// so many words from them.
fn walk<'p>(part: Part<'p>, measured: bool, each: &mut impl FnMut(Vec<PhraseView<'p>>, bool)) {
    match part.view() {
        View::Phrase(phrase) => each(vec![phrase], measured),
        View::Any(any) => {
            let phrase = |part: Part<'p>| if let View::Phrase(phrase) = part.view() { Some(phrase) } else { None };
            each(any.all().filter_map(phrase).collect(), measured);
            any.all().filter(|part| phrase(*part).is_none()).for_each(|part| walk(part, measured, each));
        }
        View::Near { left, right, .. } => [left, right].into_iter().for_each(|part| walk(part, true, each)),
        View::Negated(inner) | View::Opening(inner) => walk(inner, measured, each),
        View::Concept(_) | View::Word(_) | View::Regex(_) => {}
    }
}

fn shadowed(of: Linted<'_>, after: &str, phrases: &[PhraseView<'_>], measured: bool, findings: &mut Vec<Diagnostic>) {
    for (at, phrase) in phrases.iter().enumerate() {
        let same = phrases[..at].iter().find(|other| other.folded == phrase.folded && other.tight == phrase.tight);
        // Where a distance is measured, a longer phrase reaches farther than the shorter one inside it.
        let within = || phrases.iter().find(|other| !other.tight && other.words < phrase.words && holds(phrase, other));
        if let Some(other) = same.or_else(|| if measured { None } else { within() }) {
            let message = format!("\"{}\" hits only where \"{}\" does", phrase.written(), other.written());
            findings.push(of.of_phrase(
                "shadowed-phrase",
                after,
                &phrase.written(),
                message,
                "take out the longer one, or the shorter if it is too loose",
            ));
        }
    }
}

/// Whether the words of one phrase stand in another, side by side.
fn holds(long: &PhraseView<'_>, short: &PhraseView<'_>) -> bool {
    let (long, short) = (long.written().to_lowercase(), short.written().to_lowercase());
    let (long, short): (Vec<&str>, Vec<&str>) = (long.split_whitespace().collect(), short.split_whitespace().collect());
    let turns = long.iter().any(|word| TURNING.contains(word) && !short.contains(word));
    !short.is_empty() && !turns && long.windows(short.len()).any(|window| window == short)
}

/// Dropped words leave a phrase of several words as a single one.
fn worn(of: Linted<'_>, after: &str, phrase: PhraseView<'_>, findings: &mut Vec<Diagnostic>) {
    let written = phrase.written();
    let several = written.split_whitespace().count() > 1;
    if several && phrase.words == 1 {
        let kept = String::from_utf8_lossy(phrase.folded).into_owned();
        let message = format!("\"{written}\" looks for nothing but \"{kept}\": the other words are dropped");
        findings.push(of.of_phrase(
            "worn-phrase",
            after,
            &written,
            message,
            "write =word for a word that must stand there in just this form",
        ));
    }
}
