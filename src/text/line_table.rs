//! The lines of a short text as a map from the first word of a line to the rest of it, hashed when the program is compiled: with
//! nothing to build when it starts, and one line to compare at a look-up. Knows nothing of what the words are for.

use super::fnv;

/// A hash table over the lines of a text, in `N` slots; `N` is a power of two well above the number of lines.
#[derive(Debug)]
pub struct LineTable<const N: usize> {
    text: &'static str,
    /// One more than where a line starts, or 0 for an empty slot. Open addressing, the next slot being tried.
    slots: [u16; N],
}

impl<const N: usize> LineTable<N> {
    /// The table of a text of less than 64 KiB. Empty lines and those that open with `#` are left out; of two lines with the same
    /// first word the first counts.
    pub const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        assert!(N.is_power_of_two() && bytes.len() < u16::MAX as usize);
        let mut slots = [0; N];
        let (mut start, mut lines) = (0, 0);
        while start < bytes.len() {
            let end = end_of(bytes, start, b'\n');
            if start < end && bytes[start] != b'#' {
                lines += 1;
                assert!(lines < N);
                let mut slot = fnv::hash(bytes, start, end_of_key(bytes, start)) as usize % N;
                while slots[slot] != 0 {
                    slot = (slot + 1) % N;
                }
                slots[slot] = start as u16 + 1;
            }
            start = end + 1;
        }
        Self { text, slots }
    }

    /// What follows a word and a space on its line; empty for a line of one word.
    pub fn get(&self, word: &str) -> Option<&'static str> {
        let mut slot = fnv::hash(word.as_bytes(), 0, word.len()) as usize % N;
        while let Some(start) = usize::from(self.slots[slot]).checked_sub(1) {
            let bytes = self.text.as_bytes();
            let key = end_of_key(bytes, start);
            if bytes[start..key] == *word.as_bytes() {
                let end = end_of(bytes, key, b'\n');
                return self.text.get((key + 1).min(end)..end);
            }
            slot = (slot + 1) % N;
        }
        None
    }

    /// Whether a line starts with a word.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

/// Where a byte stands next, or the end.
const fn end_of(bytes: &[u8], from: usize, byte: u8) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != byte {
        at += 1;
    }
    at
}

const fn end_of_key(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != b' ' && bytes[at] != b'\n' {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_first_word() {
        static TABLE: LineTable<8> = LineTable::new("# a comment\ndidn't did not\n\nsaw see\nsaw cut\nrun\n");
        assert_eq!(TABLE.get("didn't"), Some("did not"));
        assert_eq!(TABLE.get("saw"), Some("see"));
        assert_eq!(TABLE.get("run"), Some(""));
        assert!(["", "#", "a", "ru", "runs", "not", "saw see"].into_iter().all(|w| !TABLE.contains(w)));
    }
}
