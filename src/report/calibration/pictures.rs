//! Where everything stands in the pictures of a calibration: scores over marks, and bands side by side. Must not draw: the template does.

use crate::agreement::{BANDS, Confusion};
use crate::authoring::calibrate::Calibration;
use crate::report::html::Shown;
use crate::score::Band;

/// The sides of the plot, in pixels.
const WIDE: f64 = 480.0;
const HIGH: f64 = 320.0;
/// The room left and below for numbers.
const MARGIN: f64 = 40.0;
/// The side of a cell of the matrix.
const CELL: usize = 56;
/// More different marks than this would write over one another.
const MOST_MARKS: usize = 12;

/// A dot for each answer: its mark to the right, its score upwards, with lines where bands begin.
pub(super) struct Scatter<'c> {
    pub(super) wide: f64,
    pub(super) high: f64,
    pub(super) margin: f64,
    /// Where the numbers of the lines end.
    pub(super) numbers: String,
    /// The lines: their place, that of the number, and the number.
    pub(super) lines: Vec<(String, String, f64)>,
    /// Where the marks stand.
    pub(super) below: String,
    /// Marks, each with its place.
    pub(super) marks: Vec<(String, f64)>,
    /// Where the word below the marks stands.
    pub(super) word: (String, String),
    pub(super) dots: Vec<Dot<'c>>,
}

/// An answer in the plot.
pub(super) struct Dot<'c> {
    pub(super) class: &'static str,
    pub(super) at: (String, String),
    pub(super) title: Shown<'c>,
}

/// A length for the picture.
fn pixels(length: f64) -> String {
    format!("{length:.1}")
}

/// Whether a mark and a score agree, as a class of the style.
fn class(same: bool) -> &'static str {
    if same { "same" } else { "apart" }
}

impl<'c> Scatter<'c> {
    /// Of all answers.
    pub(super) fn of(all: &'c Calibration) -> Self {
        let y = |score: f64| HIGH - MARGIN - score / 100.0 * (HIGH - MARGIN - 10.0);
        let x = |mark: f64| MARGIN + 16.0 + all.scale.share(mark) * (WIDE - MARGIN - 32.0);
        let edges = Band::EDGES.iter().map(|(from, _)| from.as_f64());
        let line = |score: f64| (pixels(y(score)), pixels(y(score) + 4.0), score);
        let mut marks: Vec<f64> = all.answers.iter().map(|answer| answer.pair.mark).collect();
        marks.sort_by(f64::total_cmp);
        marks.dedup();
        let shown = marks.iter().filter(|mark| marks.len() <= MOST_MARKS || mark.fract() == 0.0);
        let dots = all.answers.iter().map(|answer| {
            let pair = answer.pair;
            // Moved a little aside by its line, so that answers of one mark and score stay apart.
            let aside = (answer.line * 7 % 11) as f64 - 5.0;
            Dot {
                class: class(pair.marked == pair.given),
                at: (pixels(x(pair.mark) + aside), pixels(y(pair.score))),
                title: Shown::line(&format!("{}: marked {}, scored {:.1}", answer.name, pair.mark, pair.score)),
            }
        });
        Self {
            wide: WIDE,
            high: HIGH,
            margin: MARGIN,
            numbers: pixels(MARGIN - 6.0),
            lines: [0.0].into_iter().chain(edges).chain([100.0]).map(line).collect(),
            below: pixels(HIGH - 20.0),
            marks: shown.map(|mark| (pixels(x(*mark)), *mark)).collect(),
            word: (pixels(WIDE / 2.0), pixels(HIGH - 4.0)),
            dots: dots.collect(),
        }
    }
}

/// How often each band was marked and given: marks downwards, given bands to the right.
pub(super) struct Matrix {
    pub(super) side: usize,
    pub(super) cell: usize,
    /// Where numbers end that stand left of the cells, and where those above them stand.
    pub(super) edge: usize,
    /// For each band the middle of its column, and the place of the number beside its row.
    pub(super) bands: Vec<(usize, usize)>,
    pub(super) cells: Vec<Cell>,
}

/// One pair of bands.
pub(super) struct Cell {
    pub(super) class: &'static str,
    pub(super) at: (usize, usize),
    pub(super) number_at: (usize, usize),
    /// How often.
    pub(super) number: u32,
    /// The share of its row.
    pub(super) share: String,
}

impl Matrix {
    /// Of bands marked and given.
    pub(super) fn of(bands: &Confusion) -> Self {
        let middle = |level: usize| CELL + level * CELL + CELL / 2;
        let cells = bands.rows().iter().enumerate().flat_map(|(marked, row)| {
            let most = row.iter().sum::<u32>().max(1);
            row.iter().enumerate().map(move |(given, number)| Cell {
                class: class(marked == given),
                at: (CELL + given * CELL, CELL + marked * CELL),
                number_at: (middle(given), middle(marked) + 5),
                number: *number,
                share: format!("{:.2}", f64::from(*number) / f64::from(most)),
            })
        });
        Self {
            side: CELL * (BANDS + 1),
            cell: CELL,
            edge: CELL - 8,
            bands: (0..BANDS).map(|level| (middle(level), middle(level) + 5)).collect(),
            cells: cells.collect(),
        }
    }
}
