//! Comments in an answer that speak to the program: `<!-- rubrica: waive ID "reason" -->`. Found and read here; what they do is
//! decided where verdicts are made. Must not know criteria.

use crate::span::Span;

/// A comment that speaks to the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// Where the comment stands.
    pub span: Span,
    /// What it asks for.
    pub asks: Asks,
}

/// What a comment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// That a criterion not count against the answer.
    Waive {
        /// The criterion, by id.
        criterion: String,
        /// Why; never empty.
        reason: String,
    },
    /// Something that cannot be understood; why, in one line.
    Unclear(String),
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The directives among the comments of a stretch of HTML that starts at `start` in the file.
pub(super) fn find(html: &str, start: usize) -> Vec<Directive> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find(OPEN).map(|open| at + open) {
        let body = open + OPEN.len();
        let Some(close) = html[body..].find(CLOSE).map(|close| body + close) else { break };
        let inside = html[body..close].trim();
        at = close + CLOSE.len();
        if let Some(said) = inside.strip_prefix("rubrica:") {
            found.push(Directive { span: Span::new(start + open, start + at), asks: read(said.trim()) });
        }
    }
    found
}

fn read(said: &str) -> Asks {
    let (verb, rest) = word(said);
    if verb != "waive" {
        return Asks::Unclear(format!("`{verb}` is no directive; there is only `waive`"));
    }
    let (criterion, rest) = word(rest);
    let quoted = rest.strip_prefix('"').and_then(|r| r.strip_suffix('"')).map(str::trim);
    match quoted {
        _ if criterion.is_empty() || criterion.starts_with('"') => Asks::Unclear("it names no criterion".to_owned()),
        Some(reason) if !reason.is_empty() => Asks::Waive { criterion: criterion.to_owned(), reason: reason.to_owned() },
        Some(_) => Asks::Unclear("its reason is empty".to_owned()),
        None => Asks::Unclear("it gives no reason in double quotes".to_owned()),
    }
}

fn word(text: &str) -> (&str, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(html: &str) -> Vec<Asks> {
        find(html, 0).into_iter().map(|d| d.asks).collect()
    }

    fn unclear(why: &str) -> Asks {
        Asks::Unclear(why.to_owned())
    }

    #[test]
    fn a_waiver_names_a_criterion_and_a_reason() {
        let waive = |criterion: &str, reason: &str| Asks::Waive { criterion: criterion.into(), reason: reason.into() };
        assert_eq!(asks("<!-- rubrica: waive cost \"figures are secret\" -->"), [waive("cost", "figures are secret")]);
        assert_eq!(
            asks("<!--rubrica:waive\n  cost\n  \"two\nlines\"--> x <!-- rubrica: waive b \"c\" -->"),
            [waive("cost", "two\nlines"), waive("b", "c")]
        );
    }

    #[test]
    fn what_cannot_be_understood_says_why() {
        assert_eq!(asks("<!-- rubrica: wave cost \"x\" -->"), [unclear("`wave` is no directive; there is only `waive`")]);
        assert_eq!(asks("<!-- rubrica: waive \"x\" -->"), [unclear("it names no criterion")]);
        assert_eq!(asks("<!-- rubrica: waive cost -->"), [unclear("it gives no reason in double quotes")]);
        assert_eq!(asks("<!-- rubrica: waive cost \" \" -->"), [unclear("its reason is empty")]);
    }

    #[test]
    fn other_comments_and_open_ones_are_none() {
        for html in ["<!-- waive cost \"x\" -->", "<!-- rubrica: waive cost \"x\"", "<b>rubrica: waive</b>", "-->", "<!-->", "<!--é"] {
            assert_eq!(asks(html), [], "{html}");
        }
    }

    #[test]
    fn a_directive_knows_its_place() {
        assert_eq!(find("é<!-- rubrica: x -->", 10)[0].span, Span::new(12, 31));
    }
}
