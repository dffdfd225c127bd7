//! What opens a section or a question on a page, and the facts that stand beside a question. Reads single lines; must not keep state.

use crate::rubric::Category;

/// The sections of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Framework,
    Example,
    HowToAnswer,
    KeyPoints,
    Terminology,
    LooksFor,
    Mistakes,
}

const SECTIONS: [(&str, Section); 19] = [
    ("answer framework", Section::Framework),
    ("framework", Section::Framework),
    ("star example", Section::Example),
    ("example", Section::Example),
    ("example answer", Section::Example),
    ("sample answer", Section::Example),
    ("how to answer", Section::HowToAnswer),
    ("model answer", Section::HowToAnswer),
    ("key points", Section::KeyPoints),
    ("key points to mention", Section::KeyPoints),
    ("key terminology", Section::Terminology),
    ("terminology", Section::Terminology),
    ("key terms", Section::Terminology),
    ("what interviewers look for", Section::LooksFor),
    ("what the interviewer looks for", Section::LooksFor),
    ("looks for", Section::LooksFor),
    ("common mistakes to avoid", Section::Mistakes),
    ("common mistakes", Section::Mistakes),
    ("mistakes to avoid", Section::Mistakes),
];

const CATEGORIES: [(&str, Category); 5] = [
    ("behavioral", Category::Behavioral),
    ("behavioural", Category::Behavioral),
    ("technical", Category::Technical),
    ("situational", Category::Situational),
    ("knowledge", Category::Knowledge),
];

const DIFFICULTIES: [&str; 5] = ["Low", "Easy", "Medium", "High", "Hard"];

/// The longest name of a category that is not one of ours, in letters.
const LONGEST_KIND: usize = 30;

/// The section that a line opens; `#`, bold type and a colon around the name are passed over.
pub(super) fn section(line: &str) -> Option<Section> {
    let name = line.trim().trim_start_matches('#').trim_matches(|c: char| c.is_whitespace() || c == '*' || c == ':').to_lowercase();
    SECTIONS.iter().find(|(known, _)| *known == name).map(|(_, section)| *section)
}

/// A category by its name, in any letters.
pub(super) fn category(name: &str) -> Option<Category> {
    let name = name.trim().to_lowercase();
    CATEGORIES.iter().find(|(known, _)| *known == name).map(|(_, category)| *category)
}

/// Whether a word says how hard a question is.
pub(super) fn is_difficulty(word: &str) -> bool {
    DIFFICULTIES.iter().any(|known| known.eq_ignore_ascii_case(word.trim()))
}

/// A line that opens a question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Opening<'l> {
    pub(super) number: Option<u32>,
    /// The kind of question, as the page calls it.
    pub(super) kind: Option<&'l str>,
    pub(super) difficulty: Option<&'l str>,
    pub(super) prompt: Option<&'l str>,
}

/// "1BehavioralMediumDescribe ...": number, kind, difficulty and question run together, as a browser copies them from cards.
pub(super) fn card(line: &str) -> Option<Opening<'_>> {
    let (number, rest) = number(line.trim())?;
    let at = |word: &str| rest.find(word).map(|at| (at, at + word.len()));
    let (start, end) = DIFFICULTIES.iter().filter_map(|word| at(word)).min()?;
    let kind = rest[..start].trim();
    let named = !kind.is_empty() && kind.len() <= LONGEST_KIND && kind.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-');
    // "5 High loads" is a sentence; on a card the question opens with a capital right behind.
    let prompt = rest[end..].trim();
    let opens = kind.starts_with(char::is_uppercase) && prompt.chars().next().is_none_or(|c| !c.is_lowercase());
    (named && opens && (category(kind).is_some() || !rest.starts_with(' '))).then_some(Opening {
        number: Some(number),
        kind: Some(kind),
        difficulty: Some(&rest[start..end]),
        prompt: (!prompt.is_empty()).then_some(prompt),
    })
}

/// "## 3. How would you ...?" or "## Question 3: ...", of level one or two.
pub(super) fn heading(line: &str) -> Option<Opening<'_>> {
    let text = line.strip_prefix("## ").or_else(|| line.strip_prefix("# "))?.trim().trim_matches('*').trim();
    let text = text.strip_prefix("Question ").or_else(|| text.strip_prefix("Q")).filter(|rest| number(rest).is_some()).unwrap_or(text);
    let (number, prompt) = match number(text) {
        Some((number, rest)) if rest.is_empty() || rest.starts_with(['.', ':', ')', ' ']) => {
            (Some(number), rest.trim_start_matches(['.', ':', ')', ' ']))
        }
        _ => (None, text),
    };
    Some(Opening { number, prompt: (!prompt.is_empty()).then_some(prompt), ..Opening::default() })
}

/// A line that is nothing but a number.
pub(super) fn bare_number(line: &str) -> Option<u32> {
    number(line.trim()).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number)
}

fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (1..=4).contains(&digits).then(|| text.split_at(digits)).and_then(|(number, rest)| Some((number.parse().ok()?, rest)))
}

/// "⏱ 3-4 minutes · final round": the time, and the round behind it.
pub(super) fn time(line: &str) -> Option<((u32, u32), Option<&str>)> {
    let text = line.trim().trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let (time, rest) = text.split_once(['·', '|', '•']).map_or((text, None), |(time, rest)| (time, Some(rest.trim())));
    let minutes = minutes(time)?;
    Some((minutes, rest.filter(|r| !r.is_empty())))
}

/// "3-4 minutes", "5 min": from 1 to 600.
pub(super) fn minutes(text: &str) -> Option<(u32, u32)> {
    let (least, rest) = number(text.trim())?;
    let rest = rest.trim_start();
    let (most, rest) = match rest.strip_prefix(['-', '–', '—']).or_else(|| rest.strip_prefix("to ")) {
        Some(rest) => number(rest.trim_start())?,
        None => (least, rest),
    };
    let unit = rest.trim().trim_end_matches('.').to_lowercase();
    (matches!(unit.as_str(), "minutes" | "minute" | "mins" | "min") && least >= 1 && least <= most && most <= 600).then_some((least, most))
}

/// "**Category:** Technical": a name, in lower case, and what stands behind its colon.
pub(super) fn fact(line: &str) -> Option<(String, &str)> {
    let line = line.trim().trim_start_matches(['-', '*', '+', ' ']);
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches(['*', ' ']).to_lowercase();
    let known = ["category", "type", "difficulty", "level", "time", "minutes", "duration", "round", "question", "prompt"];
    known.contains(&name.as_str()).then(|| (name, value.trim_matches(['*', ' ', '_'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_taken_apart() {
        let opening = card("12SituationalHighDuring an upgrade, a High wind blew.").unwrap();
        assert_eq!((opening.number, opening.kind, opening.difficulty), (Some(12), Some("Situational"), Some("High")));
        assert_eq!(opening.prompt, Some("During an upgrade, a High wind blew."));
        assert_eq!(card("3Culture FitEasyWhy us?").unwrap().kind, Some("Culture Fit"));
        assert_eq!(card("3 days of High load"), None);
        assert_eq!(card("2"), None);
    }

    #[test]
    fn headings_and_facts_are_read() {
        assert_eq!(section("### Common Mistakes to Avoid:"), Some(Section::Mistakes));
        assert_eq!(section("**How to Answer**"), Some(Section::HowToAnswer));
        assert_eq!(section("How to answer this"), None);
        let opening = heading("## 3. Why?").unwrap();
        assert_eq!((opening.number, opening.prompt), (Some(3), Some("Why?")));
        assert_eq!(heading("## Why now?").unwrap().prompt, Some("Why now?"));
        assert_eq!(heading("## 5xx errors: why?").unwrap().prompt, Some("5xx errors: why?"));
        assert_eq!(time("⏱ 3-4 minutes · final round"), Some(((3, 4), Some("final round"))));
        assert_eq!(time("5 min"), Some(((5, 5), None)));
        assert_eq!(time("9-3 minutes"), None);
        assert_eq!(fact("- **Category:** Technical"), Some(("category".to_owned(), "Technical")));
    }
}
