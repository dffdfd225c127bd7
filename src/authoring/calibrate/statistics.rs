//! Figures of agreement between marks and scores, each with an interval. Must not know answers or rubrics.
//!
//! Kappa: Cohen 1968. Spearman: Pearson's correlation of ranks, ties at their mean rank. Intervals: the percentile bootstrap over answers
//! (Efron and Tibshirani 1993, chapter 13), 1000 resamples, from SplitMix64 (Steele, Lea and Flood 2014) with a fixed seed, so that the same
//! marks give the same bytes.

use crate::agreement::Confusion;

/// How often answers are drawn anew for an interval.
pub const RESAMPLES: usize = 1000;
/// The share of resamples that an interval holds.
pub const CONFIDENCE: f64 = 0.95;
/// Of fewer answers than this no interval is told.
pub const FEWEST_FOR_INTERVALS: usize = 5;
const SEED: u64 = 0x5275_6272_6963_6131;

/// One answer as marked and as scored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The mark, on its own scale.
    pub mark: f64,
    /// The band level that the mark means, 0 to 4.
    pub marked: u8,
    /// The computed score, 0 to 100.
    pub score: f64,
    /// The computed band level, 0 to 4.
    pub given: u8,
}

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// The figure; `None` where it is not defined, as a correlation of marks that are all the same.
    pub value: Option<f64>,
    /// The interval that holds the figure of 95 of 100 resamples; `None` where there are too few answers.
    pub interval: Option<(f64, f64)>,
}

/// How well the scores agree with the marks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Agreement {
    /// Marked against given bands.
    pub bands: Confusion,
    /// Quadratic weighted kappa of the bands.
    pub kappa: Estimate,
    /// The share of answers in the band of their mark.
    pub exact: Estimate,
    /// The share of answers at most one band off.
    pub adjacent: Estimate,
    /// Pearson's correlation of marks and scores.
    pub pearson: Estimate,
    /// Spearman's rank correlation of marks and scores.
    pub spearman: Estimate,
    /// The mean of given minus marked bands: above 0 where the rules are milder than the marks.
    pub mean_difference: Estimate,
}

impl Agreement {
    /// The agreement over some answers.
    pub fn of(pairs: &[Pair]) -> Self {
        let ranking = Ranking::of(pairs);
        let all: Vec<usize> = (0..pairs.len()).collect();
        let bands = confusion(pairs, &all);
        let values = figures(pairs, &all, &ranking);
        let mut drawn: [Vec<f64>; FIGURES] = Default::default();
        if pairs.len() >= FEWEST_FOR_INTERVALS {
            let mut random = SplitMix(SEED);
            let mut sample = all;
            for _ in 0..RESAMPLES {
                sample.iter_mut().for_each(|at| *at = random.below(pairs.len()));
                for (drawn, figure) in drawn.iter_mut().zip(figures(pairs, &sample, &ranking)) {
                    drawn.extend(figure);
                }
            }
        }
        let mut estimates = values.into_iter().zip(&mut drawn).map(|(value, drawn)| Estimate { value, interval: percentiles(drawn) });
        let mut next = || estimates.next().unwrap_or_default();
        let [kappa, exact, adjacent, pearson, spearman, mean_difference] = std::array::from_fn(|_| next());
        Self { bands, kappa, exact, adjacent, pearson, spearman, mean_difference }
    }
}

/// How many figures there are.
const FIGURES: usize = 6;

fn figures(pairs: &[Pair], sample: &[usize], ranking: &Ranking) -> [Option<f64>; FIGURES] {
    let bands = confusion(pairs, sample);
    let any = !sample.is_empty();
    let differences: f64 = sample.iter().map(|&at| f64::from(pairs[at].given) - f64::from(pairs[at].marked)).sum();
    [
        bands.kappa(),
        any.then(|| bands.within(0)),
        any.then(|| bands.within(1)),
        pearson(sample.iter().map(|&at| (pairs[at].mark, pairs[at].score))),
        ranking.spearman(sample),
        any.then(|| differences / sample.len() as f64),
    ]
}

fn confusion(pairs: &[Pair], sample: &[usize]) -> Confusion {
    let mut bands = Confusion::default();
    sample.iter().for_each(|&at| bands.add(pairs[at].marked, pairs[at].given));
    bands
}

/// Pearson's product-moment correlation; `None` of fewer than two pairs, or where one side never varies.
pub(super) fn pearson(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let (n, x, y) = pairs.clone().fold((0.0, 0.0, 0.0), |(n, x, y), (a, b)| (n + 1.0, x + a, y + b));
    let (x, y) = (x / n, y / n);
    let (xx, yy, xy) = pairs.fold((0.0, 0.0, 0.0), |(xx, yy, xy), (a, b)| {
        let (a, b) = (a - x, b - y);
        (xx + a * a, yy + b * b, xy + a * b)
    });
    // Means are rounded, so that what never varies may seem to by a hair.
    let varies = |squares: f64, mean: f64| squares > 1e-18 * (1.0 + mean * mean) * n;
    (n >= 2.0 && varies(xx, x) && varies(yy, y)).then(|| (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0))
}

/// The places of marks and scores among the distinct ones, so that a resample is ranked by counting.
struct Ranking {
    places: Vec<(usize, usize)>,
    distinct: (usize, usize),
}

impl Ranking {
    fn of(pairs: &[Pair]) -> Self {
        let (marks, marks_distinct) = places(&pairs.iter().map(|p| p.mark).collect::<Vec<_>>());
        let (scores, scores_distinct) = places(&pairs.iter().map(|p| p.score).collect::<Vec<_>>());
        Self { places: marks.into_iter().zip(scores).collect(), distinct: (marks_distinct, scores_distinct) }
    }

    fn spearman(&self, sample: &[usize]) -> Option<f64> {
        let marks = ranks(sample.iter().map(|&at| self.places[at].0), self.distinct.0);
        let scores = ranks(sample.iter().map(|&at| self.places[at].1), self.distinct.1);
        pearson(sample.iter().map(|&at| (marks[self.places[at].0], scores[self.places[at].1])))
    }
}

/// For each value its place among the distinct ones, and how many those are.
fn places(values: &[f64]) -> (Vec<usize>, usize) {
    let mut distinct = values.to_vec();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    (values.iter().map(|value| distinct.partition_point(|d| d < value)).collect(), distinct.len())
}

/// For each place the mean rank of what stands there.
fn ranks(places: impl Iterator<Item = usize>, distinct: usize) -> Vec<f64> {
    let mut counts = vec![0usize; distinct];
    places.for_each(|place| counts[place] += 1);
    let mut before = 0;
    counts
        .into_iter()
        .map(|count| {
            let rank = before as f64 + (count as f64 + 1.0) / 2.0;
            before += count;
            rank
        })
        .collect()
}

/// The ends of the middle 95 of 100; `None` where the figure was defined in less than half of the resamples.
fn percentiles(drawn: &mut [f64]) -> Option<(f64, f64)> {
    if drawn.len() * 2 < RESAMPLES {
        return None;
    }
    drawn.sort_by(f64::total_cmp);
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let at = |share: f64| drawn[((drawn.len() - 1) as f64 * share).round() as usize];
    Some((at(tail), at(1.0 - tail)))
}

/// SplitMix64.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is at least 1; the bias of the method is below one in 2^40 for what is drawn here.
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(of: &[(u8, f64)]) -> Vec<Pair> {
        let band = |score: f64| [15.0, 40.0, 60.0, 80.0].iter().filter(|edge| score >= **edge).count() as u8;
        of.iter().map(|&(mark, score)| Pair { mark: mark.into(), marked: mark, score, given: band(score) }).collect()
    }

    fn near(value: Option<f64>, wanted: f64) {
        assert!(value.is_some_and(|value| (value - wanted).abs() < 1e-9), "{value:?}, not {wanted}");
    }

    #[test]
    fn correlations_are_those_of_published_examples() {
        // Anscombe 1973: all four sets have a correlation of .816; scipy gives the first more exactly.
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        near(pearson(x.into_iter().zip(y)), 0.816_420_516_344_84);
        let ranked = |x: &[f64], y: &[f64]| {
            let pairs: Vec<Pair> = x.iter().zip(y).map(|(&mark, &score)| Pair { mark, marked: 0, score, given: 0 }).collect();
            Ranking::of(&pairs).spearman(&(0..pairs.len()).collect::<Vec<_>>())
        };
        near(ranked(&x, &y), 0.818_181_818_181_818_2);
        // IQ and hours of television, a common textbook example without ties: -29/165.
        let (iq, hours) = ([106., 100., 86., 101., 99., 103., 97., 113., 112., 110.], [7., 27., 2., 50., 28., 29., 20., 12., 6., 17.]);
        near(ranked(&iq, &hours), -29.0 / 165.0);
        // Ties have their mean rank: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
        near(ranked(&[1., 2., 2., 3.], &[1., 2., 3., 4.]), 0.948_683_298_050_513_8);
    }

    #[test]
    fn what_never_varies_has_no_correlation() {
        assert_eq!(pearson([(0.1, 1.0), (0.1, 2.0), (0.1, 3.0)].into_iter()), None);
        assert_eq!(pearson(std::iter::empty()), None);
        assert_eq!(Agreement::of(&[]).exact, Estimate::default());
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // The first numbers of the reference implementation from the seed 1234567.
        let mut random = SplitMix(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn figures_lie_in_their_intervals_which_are_the_same_every_time() {
        let marked = pairs(&[(0, 5.0), (1, 30.0), (1, 44.0), (2, 41.0), (2, 58.0), (3, 52.0), (3, 75.0), (4, 79.0), (4, 90.0), (4, 95.0)]);
        let agreement = Agreement::of(&marked);
        assert_eq!(agreement, Agreement::of(&marked));
        near(agreement.exact.value, 0.7);
        near(agreement.adjacent.value, 1.0);
        near(agreement.mean_difference.value, -0.1);
        for estimate in [agreement.kappa, agreement.exact, agreement.pearson, agreement.spearman, agreement.mean_difference] {
            let (value, (low, high)) = (estimate.value.unwrap(), estimate.interval.unwrap());
            assert!(low < high && (low..=high).contains(&value), "{estimate:?}");
        }
        assert_eq!(Agreement::of(&marked[..4]).kappa.interval, None);
    }

    #[test]
    fn the_interval_of_a_share_is_about_that_of_the_binomial() {
        // 50 of 100: the exact 2.5 and 97.5 percentiles of the binomial distribution are .40 and .60.
        let marked: Vec<(u8, f64)> = (0..100).map(|n| if n % 2 == 0 { (4, 90.0) } else { (4, 70.0) }).collect();
        let (low, high) = Agreement::of(&pairs(&marked)).exact.interval.unwrap();
        assert!((low - 0.40).abs() < 0.015 && (high - 0.60).abs() < 0.015, "{low} {high}");
    }
}
