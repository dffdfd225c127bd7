//! Which other question a poor answer rather answers: somebody has mixed up two files. Every other rubric is asked, which takes a few
//! milliseconds each, and only where an answer has earned next to nothing. Must not change the score.

use super::graded::{Likeness, RubricRef};
use super::rubrics::Shelf;
use crate::answer::Answer;
use crate::rubric::Lookup;
use crate::score::{Band, Points, Scorecard, Scored};

/// From this score on an answer fits a question.
const FITS: Points = Points(600);
/// By so much it must fit better than the question that it was given for.
const AHEAD: Points = Points(300);

/// The question that a poor answer fits best, if it fits one far better than its own.
pub(super) fn likeness(answer: &Answer, given: &str, card: &Scored, shelf: &Shelf) -> Option<Likeness> {
    if !matches!(card.band, Band::None | Band::Poor) {
        return None;
    }
    let others = shelf.bank.entries().iter().filter(|entry| entry.id != given);
    let fits = others.filter_map(|entry| {
        let Lookup::Found(rubric) = shelf.bank.get(&entry.id, &shelf.lexicon) else { return None };
        let Scorecard::Scored(there) = crate::grade(answer, &rubric, &shelf.lexicon) else { return None };
        let enough = there.score >= FITS && there.score.0 >= card.score.0 + AHEAD.0;
        enough.then(|| Likeness { rubric: RubricRef::of(&rubric), score: there.score })
    });
    // Of equals the first, so that the same is said every time.
    fits.fold(None, |best: Option<Likeness>, next| match best {
        Some(best) if best.score >= next.score => Some(best),
        _ => Some(next),
    })
}
