//! How well two graders agree: counts of bands given side by side and what is computed from them. Must not know answers or rubrics.

/// The number of bands.
pub const BANDS: usize = 5;

/// How often one grader gave band `i` where the other gave band `j`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confusion {
    cells: [[u32; BANDS]; BANDS],
}

impl Confusion {
    /// For each marked band, how often each band was given.
    pub fn of(cells: [[u32; BANDS]; BANDS]) -> Self {
        Self { cells }
    }

    /// Counts one answer. Bands above 4 count as 4.
    pub fn add(&mut self, marked: u8, given: u8) {
        let band = |level: u8| usize::from(level).min(BANDS - 1);
        self.cells[band(marked)][band(given)] += 1;
    }

    /// Counts everything that another has counted.
    pub fn extend(&mut self, other: &Self) {
        for (row, more) in self.cells.iter_mut().zip(&other.cells) {
            row.iter_mut().zip(more).for_each(|(cell, more)| *cell += more);
        }
    }

    /// For each marked band (0 to 4), how often each band (0 to 4) was given.
    pub fn rows(&self) -> &[[u32; BANDS]; BANDS] {
        &self.cells
    }

    /// How many answers were counted.
    pub fn count(&self) -> u32 {
        self.cells.iter().flatten().sum()
    }

    /// Quadratic weighted kappa (Cohen 1968): 1 for full agreement, 0 for as much as chance gives. `None` where chance alone agrees
    /// fully, as when nothing was counted or only one band was ever given.
    pub fn kappa(&self) -> Option<f64> {
        let total = f64::from(self.count());
        let marked: Vec<f64> = self.cells.iter().map(|row| row.iter().map(|&n| f64::from(n)).sum()).collect();
        let given: Vec<f64> = (0..BANDS).map(|j| self.cells.iter().map(|row| f64::from(row[j])).sum()).collect();
        let (mut observed, mut expected) = (0.0, 0.0);
        for (i, row) in self.cells.iter().enumerate() {
            for (j, &count) in row.iter().enumerate() {
                let apart = i.abs_diff(j) as f64;
                observed += apart * apart * f64::from(count);
                expected += apart * apart * marked[i] * given[j] / total;
            }
        }
        (expected > 0.0).then(|| 1.0 - observed / expected)
    }

    /// The share, 0 to 1, of answers on which the bands differ by at most `bands`; 1 when nothing was counted.
    pub fn within(&self, bands: usize) -> f64 {
        let near = (0..BANDS).flat_map(|i| (0..BANDS).map(move |j| (i, j))).filter(|(i, j)| i.abs_diff(*j) <= bands);
        let near: u32 = near.map(|(i, j)| self.cells[i][j]).sum();
        if self.count() == 0 { 1.0 } else { f64::from(near) / f64::from(self.count()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(u8, u8)]) -> Confusion {
        let mut confusion = Confusion::default();
        pairs.iter().for_each(|&(marked, given)| confusion.add(marked, given));
        confusion
    }

    #[test]
    fn kappa_is_one_for_agreement_and_none_where_there_is_nothing_to_agree_on() {
        assert_eq!(of(&[(0, 0), (4, 4), (2, 2)]).kappa(), Some(1.0));
        assert_eq!(of(&[]).kappa(), None);
        assert_eq!(of(&[(3, 3), (3, 3)]).kappa(), None);
    }

    #[test]
    fn kappa_agrees_with_a_sum_done_by_hand() {
        // Observed 1 + 1; expected over the margins (2, 2) against (1, 2, 1) on bands 0, 1, 2.
        let kappa = of(&[(0, 0), (0, 1), (2, 1), (2, 2)]).kappa().unwrap();
        assert!((kappa - (1.0 - 2.0 / 6.0)).abs() < 1e-12, "{kappa}");
        assert!((of(&[(0, 4), (4, 0)]).kappa().unwrap() + 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_near_is_counted_by_distance() {
        let confusion = of(&[(0, 0), (0, 1), (4, 2), (3, 3)]);
        assert_eq!([confusion.within(0), confusion.within(1), confusion.within(2)], [0.5, 0.75, 1.0]);
    }
}
