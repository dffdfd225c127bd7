//! Line breaks inside a block: which ones the writer meant, and which only wrap prose at the margin. Must not know Markdown.
//!
//! Joining what was wrapped keeps phrases whole; parting what was noted line by line keeps sentences apart.

/// A line shorter than this (in characters) was not ended by the margin.
const SHORT: usize = 45;
/// A line longer than this was not wrapped by hand.
const LONG: usize = 120;
/// The narrowest margin that prose is taken to be wrapped at.
const NARROWEST_MARGIN: usize = 60;
/// So many columns left free after a line are no accident of wrapping: before a capital, and before a small letter.
const ROOM: [usize; 2] = [12, 20];
/// The most words of a label ("Task:", "What I did -").
const LABEL_WORDS: usize = 4;
/// Words that no line that was meant to end ends with.
const DANGLING: [&str; 20] = [
    "a", "an", "and", "because", "for", "from", "into", "its", "my", "of", "or", "our", "than", "that", "the", "their", "to", "which",
    "with", "your",
];

struct Line<'t> {
    text: &'t str,
    width: usize,
}

/// What the lines of a block have in common.
struct Page {
    margin: usize,
    notes: bool,
    all_notes: bool,
    all_fresh: bool,
}

/// The offsets of the line feeds in `text` that end a line on purpose. `notes` tells whether short lines may be notes, one a line;
/// within an item of a list they are not, as the next note would be the next item.
pub(super) fn true_breaks(text: &str, notes: bool) -> Vec<usize> {
    let lines: Vec<Line<'_>> = text.split('\n').map(Line::new).collect();
    let page = Page::of(&lines, notes);
    let breaks = text.match_indices('\n').map(|(at, _)| at).zip(lines.windows(2));
    breaks.filter(|(_, pair)| page.breaks(&pair[0], &pair[1])).map(|(at, _)| at).collect()
}

impl Page {
    fn of(lines: &[Line<'_>], notes: bool) -> Self {
        let widest = lines.iter().map(|l| l.width).max().unwrap_or(0);
        Self {
            margin: widest.max(NARROWEST_MARGIN),
            notes,
            all_notes: notes && widest < SHORT,
            // Wrapped prose hardly ever opens three lines with a capital; notes do.
            all_fresh: lines.len() > 2 && lines.iter().all(Line::starts_fresh),
        }
    }

    fn breaks(&self, before: &Line<'_>, after: &Line<'_>) -> bool {
        let short = before.width < SHORT;
        if after.starts_with_bullet() || (after.starts_with_number() && (short || before.ends_sentence())) {
            return true;
        }
        if before.dangles() {
            return false;
        }
        if after.starts_with_label() && (after.starts_fresh() || short || before.ends_sentence()) {
            return true;
        }
        // What wraps at a margin wraps because the next word did not fit.
        let left_free = self.margin.saturating_sub(before.width + 1 + after.first_word_width());
        if after.starts_fresh() {
            short || left_free >= ROOM[0] || self.all_fresh || before.text.ends_with(':') || before.width > LONG
        } else {
            self.all_notes || (short && (before.ends_sentence() || (self.notes && left_free >= ROOM[1])))
        }
    }
}

impl<'t> Line<'t> {
    fn new(text: &'t str) -> Self {
        let text = text.trim();
        Self { text, width: text.chars().count() }
    }

    fn first_word_width(&self) -> usize {
        self.text.split_whitespace().next().map_or(0, |w| w.chars().count())
    }

    /// Opens as a new sentence or note does.
    fn starts_fresh(&self) -> bool {
        let opens = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '\'' | '“' | '‘' | '’' | '«' | '„');
        self.text.starts_with(opens) || self.starts_with_bullet()
    }

    fn starts_with_bullet(&self) -> bool {
        const DOTS: [char; 17] = ['•', '‣', '▪', '▫', '●', '○', '◦', '◆', '■', '□', '✓', '✔', '✗', '☐', '☑', '→', '➤'];
        // These stand for themselves in prose too, and there have no blank after them.
        const MARKS: [&str; 8] = ["- ", "– ", "— ", "* ", "+ ", "· ", "-> ", "=> "];
        self.text.starts_with(DOTS) || MARKS.iter().any(|m| self.text.starts_with(m)) || self.opens_with_star() || self.enumerates(&[')'])
    }

    /// "*item": a bullet whose blank was forgotten.
    fn opens_with_star(&self) -> bool {
        self.text.strip_prefix('*').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    }

    /// "2. Then": an item, or a number that wrapped prose happened to end a sentence with.
    fn starts_with_number(&self) -> bool {
        self.enumerates(&['.'])
    }

    /// "2)", "(2)", "b)" and the like, before a blank.
    fn enumerates(&self, closers: &[char]) -> bool {
        let text = self.text.strip_prefix('(').unwrap_or(self.text);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.len() - rest.len();
        let rest = if digits == 0 { text.strip_prefix(|c: char| c.is_ascii_lowercase()) } else { Some(rest) };
        let closed = rest.and_then(|r| r.strip_prefix(closers));
        digits <= 2 && closed.is_some_and(|after| after.starts_with(char::is_whitespace))
    }

    /// A few words, then a colon or a dash that stands free: "Task:", "What I did - ".
    fn starts_with_label(&self) -> bool {
        let words = self.text.split_whitespace().take(LABEL_WORDS + 1);
        words.enumerate().any(|(at, w)| (w.ends_with(':') && w.len() > 1 && at < LABEL_WORDS) || (at > 0 && matches!(w, "-" | "–" | "—")))
    }

    fn ends_sentence(&self) -> bool {
        self.text.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['.', '!', '?', ':', ';', '…'])
    }

    /// Ends where no sentence or note can end.
    fn dangles(&self) -> bool {
        let last = self.text.rsplit(char::is_whitespace).next().unwrap_or("");
        // One word alone is a label or an item, whatever the word.
        self.text.ends_with(',') || (last.len() < self.text.len() && DANGLING.binary_search(&last).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` for a break that was meant and a blank for one that was not.
    fn shown(text: &str) -> String {
        let breaks = true_breaks(text, true);
        let show = |(at, c)| {
            if c != '\n' {
                c
            } else if breaks.contains(&at) {
                '|'
            } else {
                ' '
            }
        };
        text.char_indices().map(show).collect()
    }

    fn joined(text: &str) -> bool {
        true_breaks(text, true).is_empty()
    }

    fn parted(text: &str) -> bool {
        true_breaks(text, true).len() == text.matches('\n').count()
    }

    #[test]
    fn the_list_of_dangling_words_can_be_searched() {
        assert!(DANGLING.is_sorted());
    }

    #[test]
    fn wrapped_prose_is_joined() {
        assert!(joined(
            "When the latency alarm fired I first looked at the dashboards that my team\n\
             keeps for the checkout service. The p99 had doubled since the last deployment\n\
             of the cart, so I rolled it back within ten minutes and then asked\n\
             Maria from the database team to confirm that the connection pool was the\n\
             cause."
        ));
        assert!(joined("We moved every service onto the new cluster and switched to\nArgo CD for the delivery."));
        assert!(joined("which cut the number of pages that on-call had to answer to\n40 a month, from 90."));
    }

    #[test]
    fn notes_are_parted() {
        assert!(parted("Situation\nAdvocated for GitOps with Argo CD at a company that deployed by hand over SSH every Thursday"));
        assert!(parted("rolled it back\nthen checked p99\nall fine"));
        assert!(parted(
            "Migrated the whole platform from virtual machines to Kubernetes\nWrote the Helm charts and trained six teams in using them\n\
             Reduced the time a deployment takes from two hours to ten minutes"
        ));
        assert!(parted("checked grafana\nsaw that p99 of the checkout service had gone up five times since the deploy"));
    }

    #[test]
    fn an_item_of_a_list_goes_on_in_lower_case() {
        assert!(true_breaks("rolled it back\nthen checked p99", false).is_empty());
        assert_eq!(true_breaks("rolled it back\nThen checked p99", false), [14]);
    }

    #[test]
    fn bullets_and_labels_open_a_line() {
        let long = "We had four incidents in a single month and nobody could say what they had in common";
        for next in ["• item", "– item", "‣ item", "*item", "2) item", "(b) item", "Task: find out", "What I did - I asked", "→ so"]
        {
            assert!(parted(&format!("{long}\n{next}")), "{next}");
        }
        for next in ["result: better was not in sight", "http://example.org", "*", "12:30 that day we stopped", "2025) had been the same"] {
            assert!(joined(&format!("{long}, or when they would stop\n{next}")), "{next}");
        }
    }

    #[test]
    fn a_line_that_cannot_end_there_is_joined() {
        assert_eq!(shown("I paged the\nOracle team\nDone"), "I paged the Oracle team|Done");
        assert_eq!(shown("Kubernetes,\nHelm"), "Kubernetes, Helm");
        assert_eq!(shown("That\nHelped"), "That|Helped");
    }

    #[test]
    fn lines_that_nobody_wrapped_are_parted() {
        let long = "word ".repeat(40);
        assert!(parted(&format!("{long}\nAnother {long}")));
    }
}
