//! Where the scores of bands would begin if the marks alone decided it, with the gain that is left on answers held out. Must not change
//! any band.

use super::folds::{FEWEST_TO_FIT, folds};
use super::statistics::Pair;
use crate::agreement::{BANDS, Confusion};
use crate::score::{Band, Points};

/// Rounds over all cut-points; it settles in two or three.
const ROUNDS: usize = 4;
/// A gain in kappa below this helps nobody.
const WORTHWHILE: f64 = 0.02;
/// A band of fewer tenths of a point would be none.
const NARROWEST: usize = 50;
/// Scores in tenths of a point are below this.
const SCORES: usize = 1001;

/// Cut-points fitted to marks.
#[derive(Debug, Clone, PartialEq)]
pub struct CutFit {
    /// The scores that bands 1 to 4 begin at.
    pub now: [Points; BANDS - 1],
    /// Those that agree best with all the marks.
    pub fitted: [Points; BANDS - 1],
    /// Quadratic weighted kappa as it is.
    pub kappa_now: Option<f64>,
    /// Kappa of answers each banded by cut-points that were fitted without it.
    pub kappa_held_out: Option<f64>,
    /// Into how many parts the answers were dealt.
    pub folds: usize,
}

impl CutFit {
    /// Whether the gain holds on answers held out.
    pub fn helps(&self) -> bool {
        self.kappa_now.zip(self.kappa_held_out).is_some_and(|(now, then)| then - now >= WORTHWHILE)
    }
}

/// Fits cut-points to marks; `None` of fewer than ten answers.
pub(super) fn fit(pairs: &[Pair]) -> Option<CutFit> {
    if pairs.len() < FEWEST_TO_FIT {
        return None;
    }
    let now = Band::EDGES.map(|(from, _)| from);
    let start = now.map(|p| usize::try_from(p.0).unwrap_or(0));
    let scores: Vec<(usize, u8)> = pairs.iter().map(|p| ((p.score * 10.0).round().max(0.0) as usize, p.marked)).collect();
    let marks: Vec<f64> = pairs.iter().map(|p| p.mark).collect();
    let (folds_of, folds) = folds(&marks);
    let (mut as_is, mut held_out) = (Confusion::default(), Confusion::default());
    for fold in 0..folds {
        let kept: Vec<(usize, u8)> = scores.iter().zip(&folds_of).filter(|(_, of)| **of != fold).map(|(s, _)| *s).collect();
        let cuts = best(&kept, start);
        for ((score, marked), _) in scores.iter().zip(&folds_of).filter(|(_, of)| **of == fold) {
            held_out.add(*marked, band(&cuts, *score));
            as_is.add(*marked, band(&start, *score));
        }
    }
    let fitted = best(&scores, start).map(|cut| Points(cut as i32));
    Some(CutFit { now, fitted, kappa_now: as_is.kappa(), kappa_held_out: held_out.kappa(), folds })
}

fn band(cuts: &[usize; BANDS - 1], score: usize) -> u8 {
    cuts.iter().filter(|cut| score >= **cut).count() as u8
}

/// The cut-points with the highest kappa that one move at a time leads to from `start`; of equals, those nearest to it.
fn best(scores: &[(usize, u8)], start: [usize; BANDS - 1]) -> [usize; BANDS - 1] {
    // below[mark][score]: how many answers of the mark have less than the score.
    let mut below = vec![[0u32; BANDS]; SCORES + 1];
    for (score, marked) in scores {
        below[(*score).min(SCORES - 1) + 1][usize::from(*marked).min(BANDS - 1)] += 1;
    }
    let mut so_far = [0u32; BANDS];
    for row in &mut below {
        so_far.iter_mut().zip(row.iter()).for_each(|(sum, n)| *sum += n);
        *row = so_far;
    }
    let kappa = |cuts: &[usize; BANDS - 1]| {
        let edge = |band: usize| if band == 0 { 0 } else { cuts.get(band - 1).copied().unwrap_or(SCORES) };
        let cells = std::array::from_fn(|mark| std::array::from_fn(|band| below[edge(band + 1)][mark] - below[edge(band)][mark]));
        Confusion::of(cells).kappa().unwrap_or(f64::NEG_INFINITY)
    };
    let mut distinct: Vec<usize> = scores.iter().map(|(score, _)| *score).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let between: Vec<usize> = distinct.windows(2).map(|two| (two[0] + two[1]).div_ceil(2)).collect();
    let (mut cuts, mut reached) = (start, kappa(&start));
    for _ in 0..ROUNDS {
        let before = cuts;
        for (nth, from) in start.iter().enumerate() {
            let mut tries = between.clone();
            tries.sort_by_key(|cut| (cut.abs_diff(*from), *cut));
            for cut in tries {
                let Some(moved) = moved(cuts, nth, cut) else { continue };
                let kappa = kappa(&moved);
                if kappa > reached + 1e-9 {
                    (cuts, reached) = (moved, kappa);
                }
            }
        }
        if cuts == before {
            break;
        }
    }
    cuts
}

/// The cut-points with one of them elsewhere; those in its way go along. `None` where there is no room for them.
fn moved(mut cuts: [usize; BANDS - 1], nth: usize, to: usize) -> Option<[usize; BANDS - 1]> {
    cuts[nth] = to;
    for above in nth + 1..cuts.len() {
        cuts[above] = cuts[above].max(cuts[above - 1] + NARROWEST);
    }
    for below in (0..nth).rev() {
        cuts[below] = cuts[below].min(cuts[below + 1].checked_sub(NARROWEST)?);
    }
    (cuts[0] > 0 && cuts[BANDS - 2] + NARROWEST <= SCORES).then_some(cuts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(shift: f64) -> Vec<Pair> {
        let centres = [5.0, 30.0, 50.0, 70.0, 90.0];
        let one = |n: usize| {
            let marked = n % 5;
            let score = centres[marked] + shift * f64::from(marked > 1) + (n / 5) as f64 - 4.0;
            let given = Band::of(Points((score * 10.0) as i32)).level();
            Pair { mark: marked as f64, marked: marked as u8, score, given }
        };
        (0..45).map(one).collect()
    }

    #[test]
    fn what_agrees_already_is_left_alone() {
        let fit = fit(&pairs(0.0)).unwrap();
        assert_eq!((fit.fitted, fit.helps(), fit.folds), (fit.now, false, 45));
        assert_eq!(fit.kappa_now, Some(1.0));
    }

    #[test]
    fn a_cut_point_takes_along_those_in_its_way() {
        assert_eq!(moved([150, 400, 600, 800], 1, 625), Some([150, 625, 675, 800]));
        assert_eq!(moved([150, 400, 600, 800], 3, 300), Some([150, 200, 250, 300]));
        assert_eq!((moved([150, 400, 600, 800], 3, 120), moved([150, 400, 600, 800], 0, 850)), (None, None));
        let scores: Vec<(usize, u8)> = [(0, 0), (250, 0), (500, 1), (750, 2), (1000, 4)].repeat(4);
        let cuts = best(&scores, [150, 400, 600, 800]);
        assert!(scores.iter().all(|(score, marked)| band(&cuts, *score) == *marked), "{cuts:?}");
    }

    #[test]
    fn scores_that_are_too_low_have_their_bands_begin_lower() {
        let fit = fit(&pairs(-15.0)).unwrap();
        assert!(fit.helps() && fit.fitted[2] < fit.now[2] && fit.fitted[3] < fit.now[3], "{fit:?}");
        assert!(fit.kappa_held_out > fit.kappa_now);
        assert_eq!(super::fit(&pairs(0.0)[..9]), None);
    }
}
