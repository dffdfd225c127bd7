//! Characters that were read in the wrong encoding somewhere on their way, put right where there is no doubt: UTF-8 that was taken for
//! Windows-874 or Windows-1252, also where the control characters among it have been lost. Must not touch anything else.

use encoding_rs::{Encoding, WINDOWS_874, WINDOWS_1252};

/// What was mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repairs {
    /// How many runs of broken characters were put right.
    pub mended: usize,
    /// The lines with a character of which a part is lost, so that what it was had to be told from what stands around it; from 1,
    /// each once.
    pub told_by_place: Vec<usize>,
    /// The lines with one that nothing could be made of.
    pub left: Vec<usize>,
}

/// The mark that stands for an item's bullet of which too little is left to say which it was.
pub(super) const BULLET: char = '•';

/// What a few bytes were before the control characters among them were lost.
const SHORTENED: [(&[u8], char); 3] = [(b"\xE2\xA2", BULLET), (b"\xE2\xA6", '…'), (b"\xE2\xB1", '⏱')];

/// The first byte of dashes, quotation marks, arrows and ticks.
const LONE: &[u8] = b"\xE2";

/// The text with what could be mended, and what that was. Lines stay lines.
pub(super) fn repair(text: &str) -> (String, Repairs) {
    let mut repairs = Repairs::default();
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        lines.push(mend(line, number, &mut repairs));
    }
    (lines.join("\n"), repairs)
}

fn mend(line: &str, number: usize, repairs: &mut Repairs) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (plain, broken) = rest.split_at(start);
        out.push_str(plain);
        let end = broken.find(|c: char| c.is_ascii()).unwrap_or(broken.len());
        let (run, after) = broken.split_at(end);
        match read_again(run) {
            Some(Read::Whole(right)) => {
                repairs.mended += 1;
                out.push_str(&right);
            }
            Some(Read::Lone) => match told_by_place(&out, after) {
                Some(right) => {
                    repairs.mended += 1;
                    // A bullet is no text: which it was makes no difference.
                    if right != BULLET && repairs.told_by_place.last() != Some(&number) {
                        repairs.told_by_place.push(number);
                    }
                    out.push(right);
                }
                None => {
                    if repairs.left.last() != Some(&number) {
                        repairs.left.push(number);
                    }
                    out.push_str(run);
                }
            },
            None => out.push_str(run),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What a run of characters beyond ASCII was.
enum Read {
    Whole(String),
    /// Only the first byte is left.
    Lone,
}

/// Turns a run back into the bytes it was read from, and reads them as UTF-8. Text in Thai or French never makes UTF-8 this way, but for
/// a single letter that stands alone; such a one is only taken for broken in Thai, which has no words of one vowel.
fn read_again(run: &str) -> Option<Read> {
    [WINDOWS_874, WINDOWS_1252].into_iter().find_map(|encoding| {
        let bytes = bytes(run, encoding)?;
        let whole = std::str::from_utf8(&bytes).ok().filter(|text| !text.contains(char::is_control));
        let short = || SHORTENED.iter().find(|(short, _)| *short == bytes).map(|(_, right)| right.to_string());
        match whole.map(str::to_owned).or_else(short) {
            Some(right) => Some(Read::Whole(right)),
            None if bytes == LONE && encoding == WINDOWS_874 => Some(Read::Lone),
            None => None,
        }
    })
}

fn bytes(run: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = encoding.encode(run);
    (!unmappable).then(|| bytes.into_owned())
}

/// What a lone first byte must have been, by its neighbours.
fn told_by_place(before: &str, after: &str) -> Option<char> {
    let opens_item = before.trim_matches(|c: char| c.is_whitespace() || "-*+".contains(c)).is_empty();
    let (left, right) = (before.chars().next_back(), after.chars().next());
    match (left, right) {
        _ if opens_item && right.is_some() => Some(BULLET),
        (Some(l), Some(r)) if l.is_whitespace() && r.is_whitespace() => Some('–'),
        (Some(l), Some(r)) if l.is_ascii_digit() && r.is_ascii_digit() => Some('–'),
        (Some(l), Some(r)) if l.is_alphabetic() && r.is_alphabetic() => Some('’'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        repair(text).0
    }

    #[test]
    fn what_was_read_in_the_wrong_encoding_is_put_right() {
        assert_eq!(mended("โฑ 3-4 minutes ยท final"), "⏱ 3-4 minutes · final");
        assert_eq!(mended("- โข**Now:** it"), "- •**Now:** it");
        assert_eq!(mended("donâ€™t â€“ a cafÃ©"), "don’t – a café");
        assert_eq!(mended("- โWell done"), "- •Well done");
        assert_eq!(mended("the 'how' โ the steps"), "the 'how' – the steps");
        assert_eq!(mended("itโs 5โ6"), "it’s 5–6");
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in ["a café – naïve “quotes” • Größe", "ไทยทั้งหมด โรงเรียน", "Ünïcödé 日本語 🦀", "Â", "é"]
        {
            assert_eq!(repair(text), (text.to_owned(), Repairs::default()));
        }
    }

    #[test]
    fn what_had_to_be_told_by_its_place_is_named() {
        let (_, repairs) = repair("- โone\nโข two\nthe โ last\nend โ");
        assert_eq!(repairs, Repairs { mended: 3, told_by_place: vec![3], left: vec![4] });
    }
}
