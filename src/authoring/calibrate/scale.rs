//! The scale that marks are given on, and what a mark on it means as a band. Must not know answers.

use std::fmt;
use std::str::FromStr;

/// The steps between the lowest and the highest band.
const TOP_BAND: f64 = 4.0;

/// The lowest and the highest mark; both are finite and the first is below the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// Whether a mark stands on it.
    pub fn has(self, mark: f64) -> bool {
        (self.low..=self.high).contains(&mark)
    }

    /// The band level, 0 to 4, that a mark means: its place on the scale, to the nearest band, and of two as near the upper one.
    pub fn level(self, mark: f64) -> u8 {
        (self.share(mark) * TOP_BAND).round() as u8
    }

    /// How far up the scale a mark stands, 0 to 1.
    pub fn share(self, mark: f64) -> f64 {
        ((mark - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

impl Default for Scale {
    /// The bands themselves: 0 to 4.
    fn default() -> Self {
        Self { low: 0.0, high: TOP_BAND }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.low, self.high)
    }
}

impl FromStr for Scale {
    type Err = String;

    /// Reads `0..5`.
    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite() && n.abs() <= 1e6);
        let ends = text.split_once("..").and_then(|(low, high)| Some((number(low)?, number(high)?)));
        match ends {
            Some((low, high)) if low < high => Ok(Self { low, high }),
            Some(_) => Err("its first number must be below its second".to_owned()),
            None => Err("it is written as LOW..HIGH, such as 0..5".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_bands() {
        let five: Scale = "0..5".parse().unwrap();
        assert_eq!([0.0, 1.0, 2.0, 2.5, 3.0, 4.0, 5.0].map(|m| five.level(m)), [0, 1, 2, 2, 2, 3, 4]);
        assert_eq!([0.0, 1.0, 2.5, 4.0].map(|m| Scale::default().level(m)), [0, 1, 3, 4]);
        let school: Scale = "1 .. 6".parse().unwrap();
        assert!(!school.has(0.5) && school.has(6.0) && school.to_string() == "1..6");
    }

    #[test]
    fn what_is_no_scale_is_refused() {
        for wrong in ["", "5", "0-5", "5..0", "1..1", "a..b", "0..inf", "NaN..1"] {
            assert!(wrong.parse::<Scale>().is_err(), "{wrong}");
        }
    }
}
