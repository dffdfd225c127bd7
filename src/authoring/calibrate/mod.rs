//! `rubrica calibrate`: rubrics held against the marks of people: how well they agree, where they do not and on what evidence, and what
//! would help. Fits are told with what they gain on answers held out, and never applied. Must not print.

mod apart;
mod criteria;
mod cuts;
mod folds;
mod gather;
mod marks;
mod patch;
mod phrases;
mod scale;
mod statistics;
mod weights;

pub use apart::{Apart, Reason};
pub use criteria::{CriterionAgreement, Step, Waterfall};
pub use cuts::CutFit;
pub use gather::CriterionKind;
pub use patch::Patch;
pub use phrases::Phrase;
pub use scale::Scale;
pub use statistics::{Agreement, CONFIDENCE, Estimate, FEWEST_FOR_INTERVALS, Pair, RESAMPLES};
pub use weights::{WeightChange, WeightFit};

use crate::batch::{Engines, RubricRef, Rubrics, Shelf};
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::score::{Scorecard, Unscored};
use gather::{Gatherer, Scored};
use std::path::Path;
use std::sync::Arc;

/// Everything that calibrating gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The name of the file of marks.
    pub file: String,
    /// The scale of the marks.
    pub scale: Scale,
    /// The scored answers, in the order of the file.
    pub answers: Vec<Compared>,
    /// The agreement over all of them.
    pub agreement: Agreement,
    /// The rubrics, in the order of their first answer.
    pub rubrics: Vec<Calibrated>,
    /// The answers whose band is not that of their mark, furthest apart first.
    pub apart: Vec<Apart>,
    /// Cut-points of the bands, fitted to all answers; `None` of fewer than ten.
    pub cuts: Option<CutFit>,
    /// What the fits offer.
    pub patches: Vec<Patch>,
    /// What is wrong with the file of marks, by line; its rows at fault are left out.
    pub faults: Vec<Diagnostic>,
    /// The faults of rubrics that could not be used.
    pub faulty_rubrics: Vec<Diagnostic>,
}

/// One answer with its mark and its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Its file as the marks name it, or the line that it stands in.
    pub name: String,
    /// The line of the file of marks, from 1.
    pub line: usize,
    /// Its rubric, as an index.
    pub rubric: usize,
    /// Mark and score.
    pub pair: Pair,
    /// Why it has no score; it counts as 0 then.
    pub unscored: Option<Unscored>,
}

/// What came of the answers to one rubric.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibrated {
    /// The rubric.
    pub rubric: RubricRef,
    /// The agreement over its answers.
    pub agreement: Agreement,
    /// The agreement on each criterion that has marks.
    pub criteria: Vec<CriterionAgreement>,
    /// What each pattern does.
    pub waterfalls: Vec<Waterfall>,
    /// Phrases of good answers that no pattern catches.
    pub phrases: Vec<Phrase>,
    /// Weights fitted to the marks; `None` of fewer than ten scored answers.
    pub weights: Option<WeightFit>,
}

/// Holds rubrics against a file of marks; the files that it names are looked for in `folder`.
///
/// # Errors
/// What keeps the whole file of marks from being read.
pub fn calibrate(file: &Arc<SourceFile>, folder: &Path, scale: Scale, shelf: &Shelf) -> Result<Calibration, Vec<Diagnostic>> {
    let mut marks = marks::read(file, scale)?;
    let rubrics = Rubrics::of(shelf);
    let engines = Engines::of(&rubrics);
    let gathered = Gatherer { file, folder, scale, shelf, engines: &engines }.gather(&marks);
    let mut faults = std::mem::take(&mut marks.faults);
    faults.extend(gathered.faults);
    faults.sort_by_key(|fault| fault.span);
    let all: Vec<Pair> = gathered.answers.iter().map(|one| one.pair).collect();
    let of_rubric = |(nth, rubric): (usize, &&crate::rubric::Rubric)| {
        let own: Vec<(usize, &Scored)> = gathered.answers.iter().enumerate().filter(|(_, one)| one.rubric == nth).collect();
        Calibrated {
            rubric: RubricRef::of(rubric),
            agreement: Agreement::of(&own.iter().map(|(_, one)| one.pair).collect::<Vec<_>>()),
            criteria: criteria::agreements(rubric, &own),
            waterfalls: criteria::waterfalls(rubric, &own),
            phrases: phrases::uncaught(rubric, &own),
            weights: weights::fit(rubric, &own),
        }
    };
    let mut calibration = Calibration {
        file: file.name.clone(),
        scale,
        answers: gathered.answers.iter().map(compared).collect(),
        agreement: Agreement::of(&all),
        rubrics: gathered.rubrics.iter().enumerate().map(of_rubric).collect(),
        apart: apart::furthest(&gathered.answers),
        cuts: cuts::fit(&all),
        patches: Vec::new(),
        faults,
        faulty_rubrics: gathered.faulty,
    };
    calibration.patches = patch::patches(&calibration);
    Ok(calibration)
}

fn compared(one: &Scored) -> Compared {
    let unscored = if let Scorecard::Unscored(why) = &one.card { Some(*why) } else { None };
    Compared { name: one.name.clone(), line: one.line, rubric: one.rubric, pair: one.pair, unscored }
}
