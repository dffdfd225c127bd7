//! A profile as a picture: one axis for each question, the score as the distance from the middle. The table beside it says the same in
//! words. Must not know what is measured.

use super::shown::Shown;
use std::f64::consts::TAU;

/// Half the width of the picture, in its own units; labels take what the circle leaves.
const HALF: f64 = 130.0;
const RADIUS: f64 = 95.0;

/// A picture with at least three axes.
pub(super) struct Radar<'r> {
    /// The outlines of 25, 50, 75 and 100 percent.
    pub(super) rings: [String; 4],
    /// The outline of the values.
    pub(super) area: String,
    /// The axes.
    pub(super) axes: Vec<Axis<'r>>,
}

/// An axis: where its end, its value and its label stand.
pub(super) struct Axis<'r> {
    pub(super) end: (String, String),
    pub(super) value: (String, String),
    pub(super) label: Shown<'r>,
    pub(super) label_at: (String, String),
    /// How the label is set against its place.
    pub(super) anchor: &'static str,
}

impl<'r> Radar<'r> {
    /// Of values from 0 to 1 with their labels; none for fewer than three, which make no picture.
    pub(super) fn of(values: Vec<(Shown<'r>, f64)>) -> Option<Self> {
        let all = values.len();
        if all < 3 {
            return None;
        }
        let around = |share: f64| (0..all).map(|nth| point(nth, all, share)).map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        let points = values.iter().enumerate().map(|(nth, (_, value))| point(nth, all, value.clamp(0.0, 1.0)));
        let area = points.map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        let axis = |(nth, (label, value)): (usize, (Shown<'r>, f64))| Axis {
            end: point(nth, all, 1.0),
            value: point(nth, all, value.clamp(0.0, 1.0)),
            label,
            label_at: point(nth, all, 1.08),
            anchor: match (angle(nth, all).sin() * 10.0).round() as i32 {
                -1..=1 => "middle",
                2.. => "start",
                _ => "end",
            },
        };
        Some(Self { rings: [0.25, 0.5, 0.75, 1.0].map(around), area, axes: values.into_iter().enumerate().map(axis).collect() })
    }
}

/// The first axis points upwards, the others follow clockwise.
fn angle(nth: usize, of: usize) -> f64 {
    TAU * nth as f64 / of as f64
}

fn point(nth: usize, of: usize, share: f64) -> (String, String) {
    let angle = angle(nth, of);
    let at = |middle: f64, part: f64| format!("{:.1}", middle + RADIUS * share * part);
    (at(HALF, angle.sin()), at(HALF, -angle.cos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_axis_ends_on_the_outer_ring() {
        let radar = Radar::of(vec![(Shown::line("a"), 1.0), (Shown::line("b"), 0.5), (Shown::line("c"), f64::NAN)]).unwrap();
        assert_eq!(radar.axes[0].value, radar.axes[0].end);
        assert!(radar.area.starts_with("130.0,35.0 "));
        assert!(Radar::of(vec![(Shown::line("a"), 1.0), (Shown::line("b"), 0.5)]).is_none());
    }
}
