//! A page cut into questions, and each question into its sections: every line goes to one place or is told as not placed. Must not know
//! what a rubric is made of.

use super::Line;
use super::headings::{self, Opening, Section};

/// The most items that one section of a question keeps; no page for people has more.
const MOST: usize = 100;

/// A page as its lines say.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) questions: Vec<Asked>,
    pub(super) unplaced: Vec<Line>,
}

/// A question with what stands under it, word for word.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) line: usize,
    pub(super) number: Option<u32>,
    pub(super) kind: Option<String>,
    pub(super) difficulty: Option<String>,
    pub(super) prompt: Option<String>,
    pub(super) minutes: Option<(u32, u32)>,
    pub(super) round: Option<String>,
    pub(super) framework: Vec<Line>,
    pub(super) example: Vec<Line>,
    pub(super) points: Vec<Line>,
    pub(super) terminology: Vec<Line>,
    pub(super) looks_for: Vec<Line>,
    pub(super) mistakes: Vec<Line>,
}

impl Asked {
    fn of(opening: &Opening<'_>, line: usize) -> Self {
        let owned = |text: Option<&str>| text.map(plain).filter(|t| !t.is_empty());
        Self {
            line,
            number: opening.number,
            kind: owned(opening.kind),
            difficulty: owned(opening.difficulty),
            prompt: owned(opening.prompt),
            ..Self::default()
        }
    }

    fn items(&mut self, section: Section) -> &mut Vec<Line> {
        match section {
            Section::Framework => &mut self.framework,
            Section::Example => &mut self.example,
            Section::HowToAnswer | Section::KeyPoints => &mut self.points,
            Section::Terminology => &mut self.terminology,
            Section::LooksFor => &mut self.looks_for,
            Section::Mistakes => &mut self.mistakes,
        }
    }
}

/// Where the next line would go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first question, or below a heading that is none of ours.
    Nowhere,
    /// Between a question and its first section.
    Head,
    /// In a section; `marked` when its first item has a bullet or a number before it.
    Section { section: Section, marked: Option<bool> },
}

/// Cuts a page.
pub(super) fn read(text: &str) -> Page {
    let lines: Vec<&str> = text.lines().collect();
    let sections: Vec<Option<Section>> = lines.iter().map(|line| headings::section(line)).collect();
    let mut page = Page::default();
    let mut place = Place::Nowhere;
    let mut last_number = 0;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if let Some(section) = sections[at]
            && !page.questions.is_empty()
        {
            place = Place::Section { section, marked: None };
        } else if let Some(opening) = opening(&lines, &sections, at, last_number) {
            last_number = opening.number.unwrap_or(last_number + 1);
            page.questions.push(Asked::of(&opening, at + 1));
            place = Place::Head;
        } else {
            let line_of = |text: String| Line { number: at + 1, text };
            let placed = match page.questions.last_mut() {
                Some(asked) if !line.starts_with('#') || matches!(place, Place::Section { section: Section::Example, .. }) => {
                    put(asked, &mut place, line, at + 1)
                }
                _ => false,
            };
            if !placed {
                if line.starts_with('#') {
                    place = Place::Nowhere;
                }
                page.unplaced.push(line_of(line.trim().to_owned()));
            }
        }
    }
    page
}

/// The question that a line opens: a card; a heading that has sections below; a number alone with a section or a time behind it.
fn opening<'l>(lines: &[&'l str], sections: &[Option<Section>], at: usize, last: u32) -> Option<Opening<'l>> {
    let line = lines[at];
    if let Some(card) = headings::card(line) {
        return Some(card);
    }
    let after = at + 1;
    if let Some(number) = headings::bare_number(line) {
        let next = (after..lines.len()).find(|&n| !lines[n].trim().is_empty())?;
        let begins = sections[next].is_some() || headings::time(lines[next]).is_some();
        return (begins && number > last).then(|| Opening { number: Some(number), ..Opening::default() });
    }
    let opening = headings::heading(line)?;
    let ends = |&n: &usize| sections[n].is_some() || headings::heading(lines[n]).is_some();
    (after..lines.len()).find(ends).filter(|&n| sections[n].is_some()).map(|_| opening)
}

/// Puts a line where it belongs; whether there is such a place.
fn put(asked: &mut Asked, place: &mut Place, line: &str, number: usize) -> bool {
    match place {
        Place::Nowhere => false,
        Place::Head => head(asked, line),
        Place::Section { section: section @ (Section::Framework | Section::Example), .. } => {
            asked.items(*section).push(Line { number, text: plain(line) });
            true
        }
        Place::Section { section, marked } => {
            let (text, mark) = unmarked(line);
            let items = asked.items(*section);
            let goes_on = !mark && (line.starts_with("  ") || line.starts_with('\t') || text.starts_with(char::is_lowercase));
            let full = items.len() >= MOST;
            match items.last_mut() {
                Some(item) if marked.is_some() && goes_on => {
                    item.text = format!("{} {}", item.text, plain(text));
                    return true;
                }
                // A line without a bullet among lines that have one is no item.
                _ if *marked == Some(true) && !mark => return false,
                _ if full => return false,
                _ => {}
            }
            let text = plain(text);
            if !text.is_empty() {
                marked.get_or_insert(mark);
                items.push(Line { number, text });
            }
            true
        }
    }
}

/// Takes a line between a question and its first section; what is said again is taken as well.
fn head(asked: &mut Asked, line: &str) -> bool {
    fn set<T: PartialEq>(slot: &mut Option<T>, value: T) -> bool {
        let same = slot.as_ref().is_none_or(|known| *known == value);
        slot.get_or_insert(value);
        same
    }
    if let Some((minutes, round)) = headings::time(line) {
        let fits = set(&mut asked.minutes, minutes);
        return fits && round.is_none_or(|round| set(&mut asked.round, plain(round)));
    }
    let cut: Vec<&str> = line.split(['·', '|']).collect();
    if cut.len() > 1 && cut.iter().all(|part| headings::fact(part).is_some()) {
        // Every part is taken, also behind one that has no place.
        return cut.into_iter().filter(|part| !head(asked, part)).count() == 0;
    }
    if let Some((name, value)) = headings::fact(line) {
        let value = plain(value);
        return match name.as_str() {
            _ if value.is_empty() => true,
            "category" | "type" => set(&mut asked.kind, value),
            "difficulty" | "level" => set(&mut asked.difficulty, value),
            "round" => set(&mut asked.round, value),
            "question" | "prompt" => set(&mut asked.prompt, value),
            _ => headings::minutes(&value).is_some_and(|minutes| set(&mut asked.minutes, minutes)),
        };
    }
    let parts: Vec<&str> = line.split(['·', '|', '•']).map(str::trim).collect();
    let known = |part: &&str| headings::category(part).is_some() || headings::is_difficulty(part);
    if parts.iter().any(known) && parts.iter().all(|p| known(p) || headings::minutes(p).is_some()) {
        return parts.into_iter().fold(true, |fits, part| {
            let this = match headings::minutes(part) {
                Some(minutes) => set(&mut asked.minutes, minutes),
                None if headings::is_difficulty(part) => set(&mut asked.difficulty, part.to_owned()),
                None => set(&mut asked.kind, part.to_owned()),
            };
            fits && this
        });
    }
    let text = plain(line);
    text.is_empty() || set(&mut asked.prompt, text)
}

/// An item without the marks before it, and whether there were any.
fn unmarked(line: &str) -> (&str, bool) {
    let mut text = line.trim();
    let mut marked = false;
    loop {
        let bullet = text.strip_prefix(['•', '●', '○', '▪', '✓', '✔', '✗', '✘', '✅', '❌', '\u{FE0F}']);
        let dash = ["- ", "* ", "+ ", "– "].iter().find_map(|mark| text.strip_prefix(mark));
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let numbered =
            Some(digits).filter(|d| (1..=2).contains(d)).and_then(|d| text[d..].strip_prefix(". ").or(text[d..].strip_prefix(") ")));
        match bullet.or(dash).or(numbered.filter(|_| !marked)) {
            Some(rest) => (text, marked) = (rest.trim_start(), true),
            None => return (text, marked),
        }
    }
}

/// A text without the stars of bold type, with single spaces.
fn plain(text: &str) -> String {
    text.replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ")
}
