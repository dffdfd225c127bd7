//! From reference answers to key points: one for each sentence, clause between semicolons, or item of a list. Must not weigh words.

use super::count::asked_for;
use super::terms::{Asked, pairs, terms};
use super::{Kind, Point, Question, Term, Worth, folded};
use crate::authoring::names::Names;
use crate::lexicon::Lexicon;
use crate::text::sentence;
use std::collections::BTreeSet;

/// The most key points of one rubric; what a longer reference says is put to the last of them.
const MOST: usize = 40;
/// From so many words on neighbours in a reference are terms of their own, and common words are met by chance.
const LONG: usize = 40;
/// The fewest bytes of a line that may have been cut because it was full.
const FULL: usize = 50;
/// The share of terms from which two passages of different references make one point.
const SAME: f64 = 0.5;

/// A passage of a reference that makes a point.
struct Passage {
    says: String,
    /// The points that a mark before it gives.
    marked: Option<f64>,
}

/// The key points of a question's references, and how many of them are enough.
pub(super) fn points(question: &Question, lexicon: &Lexicon) -> (Vec<Point>, Option<usize>) {
    let listed = |reference: &String, asked: usize| lines(reference).iter().filter(|line| is_item(line)).count() > asked;
    let enough = asked_for(&question.prompt).filter(|&asked| question.references.iter().all(|reference| listed(reference, asked)));
    let asked = Asked::of(&question.prompt);
    let mut points: Vec<Point> = Vec::new();
    let references = question.references.len() as f64;
    for reference in &question.references {
        let known = points.len();
        let mut before: BTreeSet<String> = BTreeSet::new();
        let long = reference.split_whitespace().count() >= LONG;
        for passage in passages(reference, enough.is_some()) {
            let mut terms = terms(&passage.says, &asked, lexicon);
            if long {
                let pairs = pairs(&terms);
                terms.extend(pairs);
            }
            for term in &mut terms {
                term.share = 1.0 / references;
                term.among_many = long;
                if !before.insert(term.stem.clone()) {
                    term.kind = term.kind.min(Kind::Again);
                    term.weaker.clear();
                }
            }
            if terms.is_empty() {
                continue;
            }
            let same = points[..known].iter_mut().find(|p| alike(&p.terms, &terms) >= SAME);
            match same {
                Some(point) => merge(&mut point.terms, terms),
                None => {
                    let worth = passage.marked.map_or(if enough.is_some() { Worth::Equal } else { Worth::Terms }, Worth::Marked);
                    points.push(Point { id: String::new(), says: passage.says, terms, worth });
                }
            }
        }
    }
    if let Some(worth) = points.iter().map(|p| p.worth).find(|w| !matches!(w, Worth::Marked(_))) {
        points.iter_mut().for_each(|p| p.worth = worth);
    }
    if points.len() > MOST {
        let rest = points.split_off(MOST);
        if let Some(last) = points.last_mut() {
            rest.into_iter().for_each(|point| merge(&mut last.terms, point.terms));
        }
    }
    name(&mut points);
    let enough = enough.filter(|&enough| enough < points.len());
    (points, enough)
}

/// Whether a line of a list is one of its items: it says something, and is not the head of what follows.
fn is_item(line: &str) -> bool {
    !line.trim_end().ends_with(':') && !folded(line).tokens().is_empty()
}

/// The share of the fewer terms that both have.
fn alike(one: &[Term], two: &[Term]) -> f64 {
    let shared = one.iter().filter(|a| two.iter().any(|b| a.stem == b.stem)).count();
    shared as f64 / one.len().min(two.len()).max(1) as f64
}

fn merge(into: &mut Vec<Term>, terms: Vec<Term>) {
    for term in terms {
        match into.iter_mut().find(|known| known.stem == term.stem) {
            Some(known) => known.share = (known.share + term.share).min(1.0),
            None => into.push(term),
        }
    }
}

/// Gives each point an id from the rarest of its words.
fn name(points: &mut [Point]) {
    const WORDS: usize = 3;
    let mut names = Names::default();
    for point in points {
        let mut telling: Vec<usize> = (0..point.terms.len()).collect();
        telling.retain(|&at| point.terms[at].kind != Kind::Pair);
        telling.sort_by_key(|&at| std::cmp::Reverse(point.terms[at].kind));
        telling.truncate(WORDS);
        telling.sort_unstable();
        let slug = |term: &Term| -> String { term.written[0].chars().filter(char::is_ascii_alphanumeric).collect() };
        let words: Vec<String> = telling.iter().map(|&at| slug(&point.terms[at])).filter(|w| !w.is_empty()).collect();
        let base = if words.is_empty() { "point".to_owned() } else { words.join("-") };
        point.id = names.give(&base);
    }
}

/// The passages of a reference, of which every line is one where it only lists items.
fn passages(reference: &str, items: bool) -> Vec<Passage> {
    let mut all = Vec::new();
    for line in lines(reference).iter().filter(|line| !items || is_item(line)) {
        let (line, marked) = unmarked(line);
        // What is marked as a whole is one point.
        if marked.is_some() || items {
            all.push(Passage { says: plain(line), marked });
            continue;
        }
        for range in sentence::split(line) {
            for clause in line[range].split(';') {
                let (says, marked) = unmarked(clause);
                if !folded(says).tokens().is_empty() {
                    all.push(Passage { says: plain(says), marked });
                }
            }
        }
    }
    all
}

/// The lines of a reference as its author meant them: one that goes on in the next, since it was full, is put together with it.
fn lines(reference: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut full = false;
    for line in reference.lines().map(str::trim) {
        let goes_on = line.starts_with(char::is_lowercase) && unmarked(line).0.len() == line.len();
        match lines.last_mut() {
            Some(before) if full && goes_on => *before = format!("{before} {line}"),
            _ => lines.push(line.to_owned()),
        }
        full = line.len() >= FULL && !line.ends_with(['.', '!', '?', ':', ';']);
    }
    lines
}

/// A passage with single spaces.
fn plain(passage: &str) -> String {
    passage.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line without the marks that open it, and the points that one of them gives: "1)", "-", "b.", "2 points:", "0.5P for".
fn unmarked(line: &str) -> (&str, Option<f64>) {
    let mut rest = line.trim();
    let mut marked = None;
    loop {
        let before = rest;
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-*+•●○◦▪–—·".contains(c));
        if let Some((points, after)) = points_mark(rest) {
            marked = marked.or(Some(points));
            rest = after;
        } else if let Some(after) = number_mark(rest) {
            rest = after;
        }
        if rest == before {
            return (rest, marked);
        }
    }
}

/// What follows "1)", "(2)", "3.", "a)" or "iv.".
fn number_mark(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (mark, after) = inner.split_at(length);
    let digits = (1..=2).contains(&length) && mark.bytes().all(|b| b.is_ascii_digit());
    let letter = (length == 1 || (length <= 4 && mark.bytes().all(|b| b"ivx".contains(&b)))) && after.starts_with(')');
    let after = after.strip_prefix(')').or_else(|| after.strip_prefix('.').filter(|_| digits))?;
    // "1.5 volts" is no mark.
    ((digits || letter) && !after.starts_with(|c: char| c.is_ascii_digit()) && !after.trim().is_empty()).then_some(after)
}

/// The number and what follows "2 points:", "0.5 P for", "1pt -".
fn points_mark(text: &str) -> Option<(f64, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
    let number: f64 = text[..digits].replace(',', ".").parse().ok().filter(|n| *n > 0.0 && *n <= 100.0)?;
    let rest = text[digits..].trim_start();
    let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    if !matches!(rest[..word].to_lowercase().as_str(), "p" | "pt" | "pts" | "point" | "points" | "mark" | "marks") {
        return None;
    }
    let after = rest[word..].trim_start_matches(['.', ')']).trim_start();
    let after = after.strip_prefix(':').or_else(|| after.strip_prefix('-')).or_else(|| after.strip_prefix("for "))?;
    Some((number, after.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(reference: &str) -> Vec<String> {
        passages(reference, false).into_iter().map(|p| p.says).collect()
    }

    #[test]
    fn sentences_clauses_and_items_are_points() {
        assert_eq!(says("They repeat; they end. Both may run for ever."), ["They repeat", "they end.", "Both may run for ever."]);
        assert_eq!(says("1) push\n2. pop\n- (3) top\n● a) size"), ["push", "pop", "top", "size"]);
        assert_eq!(says("It takes 1.5 volts."), ["It takes 1.5 volts."]);
    }

    #[test]
    fn a_full_line_that_goes_on_is_put_together() {
        let wrapped =
            "The stack gives back what was put on it last, and so the\nitems leave in the reverse of the order in which they\ncame.";
        assert_eq!(says(wrapped), [wrapped.replace('\n', " ")]);
        let items = "what was put on it last leaves it first, as from a pile of\na) plates\n- trays\nBooks";
        assert_eq!(says(items).len(), 4);
        assert_eq!(says("push\npop"), ["push", "pop"]);
    }

    #[test]
    fn marks_that_give_points_are_read() {
        let marks = |text| passages(text, false).into_iter().map(|p| (p.says, p.marked)).collect::<Vec<_>>();
        assert_eq!(marks("2 points: it is fast\n0.5P for the price"), [("it is fast".into(), Some(2.0)), ("the price".into(), Some(0.5))]);
        assert_eq!(marks("2 points are joined."), [("2 points are joined.".into(), None)]);
    }
}
