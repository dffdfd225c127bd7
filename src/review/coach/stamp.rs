//! Writes into the coach's file which text each override was made for. Only adds lines; what the coach wrote stays as it is.

use super::apply::digest_for;
use super::file::CoachFile;
use crate::review::types::Review;

/// The text of a coach's file with a digest in every override that had none and belongs to an answer, and how many that were. Overrides
/// that are not written as `[[override]]` on a line of their own cannot be stamped and are left out.
pub fn stamped(text: &str, file: &CoachFile, review: &Review) -> (String, usize) {
    let mut inserts: Vec<(usize, String)> = Vec::new();
    for entry in file.overrides.iter().filter(|entry| entry.digest.is_none()) {
        let Some(digest) = digest_for(&entry.about, review) else { continue };
        let start = entry.place.start as usize;
        let Some(after) = text.get(start..).filter(|rest| rest.starts_with("[[")) else { continue };
        let end = after.find('\n').map_or(text.len(), |at| start + at + 1);
        // Where the header is the last line and has no line break, it needs one.
        let opening = if text[..end].ends_with('\n') { "" } else { "\n" };
        let line_end = if text[..end].ends_with("\r\n") { "\r\n" } else { "\n" };
        inserts.push((end, format!("{opening}digest = \"{digest}\"{line_end}")));
    }
    inserts.sort();
    let mut stamped = text.to_owned();
    for (at, line) in inserts.iter().rev() {
        stamped.insert_str(*at, line);
    }
    (stamped, inserts.len())
}
