//! Numbers and marks as people read them, the same in every report. Must not know a format.

use crate::score::{Band, Bearing, Points, Status};

/// A count with its noun, in the plural where it is not 1.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Points without a decimal that says nothing.
pub(super) fn whole(points: Points) -> String {
    let text = points.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// The mark of a band: the fuller, the better.
pub(super) fn band_mark(band: Band) -> &'static str {
    match band {
        Band::None => "○",
        Band::Poor => "◔",
        Band::Partial => "◑",
        Band::Good => "◕",
        Band::Excellent => "●",
    }
}

/// The mark of a status.
pub(super) fn status_mark(status: Status) -> &'static str {
    match status {
        Status::Met => "✔",
        Status::Partial => "◐",
        Status::Missed => "✘",
        Status::Denied => "⊘",
    }
}

/// Why a sentence counts little for the question, if it does.
pub(super) fn bearing(bearing: Bearing) -> Option<&'static str> {
    match bearing {
        Bearing::Aside => Some("nothing near it speaks of the question"),
        Bearing::Loose => Some("little near it speaks of the question"),
        Bearing::OnTopic => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_say_no_more_than_they_must() {
        assert_eq!([count(1, "word"), count(0, "word")], ["1 word", "0 words"]);
        assert_eq!([whole(Points(520)), whole(Points(65))], ["52", "6.5"]);
    }
}
