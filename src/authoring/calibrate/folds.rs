//! Cross-validation: which answers are held out together. Must not know what is fitted.

/// Up to so many answers each is held out alone.
const ALONE: usize = 50;
/// Of more answers, so many parts.
const PARTS: usize = 10;
/// From so many answers on something is fitted.
pub(super) const FEWEST_TO_FIT: usize = 10;

/// For each answer the part that it belongs to, and how many parts there are. Answers of one mark are dealt out evenly.
pub(super) fn folds(marks: &[f64]) -> (Vec<usize>, usize) {
    let parts = if marks.len() <= ALONE { marks.len() } else { PARTS };
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by(|&a, &b| marks[a].total_cmp(&marks[b]).then(a.cmp(&b)));
    let mut folds = vec![0; marks.len()];
    order.into_iter().enumerate().for_each(|(nth, at)| folds[at] = nth % parts);
    (folds, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_held_out_alone_and_many_in_even_parts() {
        let (folds_of, parts) = folds(&[3.0, 1.0, 2.0]);
        assert_eq!((folds_of, parts), (vec![2, 0, 1], 3));
        let marks: Vec<f64> = (0..200).map(|n| f64::from(n % 5)).collect();
        let (folds_of, parts) = folds(&marks);
        for part in 0..parts {
            let held = |mark: f64| (0..200).filter(|&at| folds_of[at] == part && marks[at] == mark).count();
            assert!([0.0, 1.0, 2.0, 3.0, 4.0].into_iter().all(|mark| held(mark) == 4));
        }
    }
}
