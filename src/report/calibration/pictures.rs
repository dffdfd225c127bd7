//! The pictures of a calibration as SVG: scores over marks, and bands side by side. Must not hold text of others unescaped.

use super::html::safe;
use crate::agreement::{BANDS, Confusion};
use crate::authoring::calibrate::Calibration;
use crate::score::Band;
use std::io::{self, Write};

/// The sides of the plot, in pixels.
const WIDE: f64 = 480.0;
const HIGH: f64 = 320.0;
/// The room left and below for numbers.
const MARGIN: f64 = 40.0;
/// The side of a cell of the matrix.
const CELL: usize = 56;

/// Writes a dot for each answer: its mark to the right, its score upwards, with lines where bands begin.
pub(super) fn scatter(out: &mut dyn Write, all: &Calibration) -> io::Result<()> {
    let y = |score: f64| HIGH - MARGIN - score / 100.0 * (HIGH - MARGIN - 10.0);
    let x = |share: f64| MARGIN + 16.0 + share * (WIDE - MARGIN - 32.0);
    writeln!(out, "<svg viewBox=\"0 0 {WIDE} {HIGH}\" width=\"{WIDE}\" role=\"img\" aria-label=\"Scores over marks\">")?;
    let edges = Band::EDGES.iter().map(|(from, _)| from.as_f64());
    for score in [0.0].into_iter().chain(edges).chain([100.0]) {
        let at = y(score);
        writeln!(out, "<line class=\"grid\" x1=\"{MARGIN}\" x2=\"{WIDE}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>")?;
        writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{score}</text>", MARGIN - 6.0, at + 4.0)?;
    }
    let mut marks: Vec<f64> = all.answers.iter().map(|answer| answer.pair.mark).collect();
    marks.sort_by(f64::total_cmp);
    marks.dedup();
    // Many different marks would write over one another.
    for mark in marks.iter().filter(|mark| marks.len() <= 12 || mark.fract() == 0.0) {
        writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{mark}</text>", x(all.scale.share(*mark)), HIGH - 20.0)?;
    }
    writeln!(out, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">mark</text>", WIDE / 2.0, HIGH - 4.0)?;
    for answer in &all.answers {
        // Moved a little aside by its line, so that answers of one mark and score stay apart.
        let aside = (answer.line * 7 % 11) as f64 - 5.0;
        let (x, y) = (x(all.scale.share(answer.pair.mark)) + aside, y(answer.pair.score));
        let same = if answer.pair.marked == answer.pair.given { "same" } else { "apart" };
        let title = format!("{}: marked {}, scored {:.1}", answer.name, answer.pair.mark, answer.pair.score);
        writeln!(out, "<circle class=\"{same}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"><title>{}</title></circle>", safe(&title))?;
    }
    writeln!(out, "</svg>")
}

/// Writes how often each band was marked and given: marks downwards, given bands to the right.
pub(super) fn matrix(out: &mut dyn Write, bands: &Confusion) -> io::Result<()> {
    let side = CELL * (BANDS + 1);
    writeln!(out, "<svg viewBox=\"0 0 {side} {side}\" width=\"{side}\" role=\"img\" aria-label=\"Marked against given bands\">")?;
    for level in 0..BANDS {
        let middle = CELL + level * CELL + CELL / 2;
        writeln!(out, "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{level}</text>", CELL - 8)?;
        writeln!(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{level}</text>", CELL - 8, middle + 5)?;
    }
    writeln!(out, "<text x=\"4\" y=\"14\">marked ↓ given →</text>")?;
    for (marked, row) in bands.rows().iter().enumerate() {
        let most = row.iter().sum::<u32>().max(1);
        for (given, n) in row.iter().enumerate() {
            let (x, y) = (CELL + given * CELL, CELL + marked * CELL);
            let class = if marked == given { "same" } else { "apart" };
            let share = f64::from(*n) / f64::from(most);
            writeln!(
                out,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{CELL}\" height=\"{CELL}\" fill-opacity=\"{share:.2}\"/>\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{n}</text>",
                x + CELL / 2,
                y + CELL / 2 + 5
            )?;
        }
    }
    writeln!(out, "</svg>")
}
