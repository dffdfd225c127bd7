//! What the fits offer, as TOML that a person may copy: nothing is ever applied. Must not fit.

use super::Calibration;
use std::fmt::Write as _;

/// A piece of TOML and where it would go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// The file that it is for, in words.
    pub target: String,
    /// The lines.
    pub toml: String,
}

/// The patches of everything whose gain holds on answers held out.
pub(super) fn patches(calibration: &Calibration) -> Vec<Patch> {
    let mut patches = Vec::new();
    for rubric in &calibration.rubrics {
        let Some(fit) = rubric.weights.as_ref().filter(|fit| fit.helps()) else { continue };
        let mut toml = String::new();
        for change in &fit.changes {
            // Ids are of letters, digits and hyphens.
            let _ = write!(toml, "[[key_point]]\nid = \"{}\"\nweight = {} # was {}\n\n", change.key_point, change.fitted, change.now);
        }
        let target = format!("the rubric {}: each weight goes into the key point of its id, the rest of which stays", rubric.rubric.id);
        patches.push(Patch { target, toml: toml.trim_end().to_owned() });
    }
    if let Some(fit) = calibration.cuts.as_ref().filter(|fit| fit.helps()) {
        let names = ["poor", "partial", "good", "excellent"];
        let mut toml = String::from("# Bands are the same for every rubric; these marks would begin them at:\n");
        for ((name, now), fitted) in names.iter().zip(fit.now).zip(fit.fitted) {
            let _ = writeln!(toml, "#   {name:<9} {fitted:>5} instead of {now}");
        }
        // A threshold is a whole or a half; upwards, so that it never lets through what the fit would not.
        let good = (f64::from(fit.fitted[2].0) / 5.0).ceil() / 2.0;
        let _ = write!(toml, "[thresholds]\nscore = {good} # where these graders begin to say good");
        patches.push(Patch { target: "rubrica.toml".to_owned(), toml });
    }
    patches
}
