//! Sentences: Unicode sentence boundaries (UAX #29), mended where notes and technical writing differ from print. Only finds ranges.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 25] = [
    "approx", "ca", "cf", "dept", "dr", "e.g", "eg", "esp", "etc", "excl", "fig", "i.e", "ie", "inc", "incl", "jr", "max", "mr", "mrs",
    "ms", "no", "prof", "resp", "st", "vs",
];

/// The sentences of one block of text, in order, as byte ranges without surrounding white space. A line break always ends one
/// (soft breaks of wrapped text have become spaces before).
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let mut start = line_start;
        let bounds = line.split_sentence_bound_indices().map(|(at, piece)| line_start + at + piece.len());
        for end in bounds {
            for cut in lower_case_starts(&text[start..end]).map(|c| start + c).chain([end]).collect::<Vec<_>>() {
                if cut < line_start + line.len() && ends_with_abbreviation(&text[start..cut]) {
                    continue;
                }
                let body = text[start..cut].trim();
                if !body.is_empty() {
                    let from = start + (text[start..cut].len() - text[start..cut].trim_start().len());
                    sentences.push(from..from + body.len());
                }
                start = cut;
            }
        }
        line_start += line.len();
    }
    sentences
}

/// Where a sentence starts in lower case, as hurried notes do; UAX #29 does not break there.
fn lower_case_starts(piece: &str) -> impl Iterator<Item = usize> {
    piece.match_indices(['.', '!', '?']).filter_map(|(at, mark)| {
        let after = &piece[at + mark.len()..];
        let rest = after.trim_start();
        let spaced = rest.len() < after.len() && rest.starts_with(char::is_lowercase);
        let word = piece[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        (spaced && word.chars().count() > 1).then(|| piece.len() - rest.len())
    })
}

fn ends_with_abbreviation(piece: &str) -> bool {
    let Some(head) = piece.trim_end().strip_suffix('.') else { return false };
    let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("").to_ascii_lowercase();
    // A single letter is an initial ("J. Smith"); "I." is not.
    ABBREVIATIONS.binary_search(&word.as_str()).is_ok() || (word.len() == 1 && word != "i" && word.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn technical_writing_survives() {
        assert_eq!(
            of("We used tools, e.g. Grafana, on v1.2. Then p99.9 fell."),
            ["We used tools, e.g. Grafana, on v1.2.", "Then p99.9 fell."]
        );
        assert_eq!(of("I ran kubectl get pods. It was fine."), ["I ran kubectl get pods.", "It was fine."]);
        assert_eq!(of("And then... we waited. Ok?"), ["And then... we waited.", "Ok?"]);
        assert_eq!(of("It took approx. 40 minutes."), ["It took approx. 40 minutes."]);
    }

    #[test]
    fn notes_without_capitals_or_full_stops() {
        assert_eq!(of("rolled it back. then checked p99\nall fine"), ["rolled it back.", "then checked p99", "all fine"]);
    }
}
