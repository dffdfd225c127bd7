//! Next steps: the few changes that would gain most, as the scorecard ranks them.

use super::page::{Line, Page, Paint};
use super::parts::signed;
use crate::score::NextStep;
use std::io;

/// Writes the steps, if there are any.
pub(super) fn write(page: &mut Page<'_>, steps: &[NextStep]) -> io::Result<()> {
    if steps.is_empty() {
        return Ok(());
    }
    page.section("next steps", Line::new())?;
    let digits = steps.len().to_string().len();
    for (nth, step) in steps.iter().enumerate() {
        let lead = Line::indent(2).and(Paint::Strong, &format!("{:>digits$}.", nth + 1));
        let lead = lead.and(Paint::Good, &format!(" {:>5} ", signed(step.gain))).and(Paint::Plain, " ");
        page.block(lead, Line::new().prose(Paint::Plain, &step.advice), Line::new())?;
    }
    Ok(())
}
