//! Sorted lines of a text as a set of words: searched where they lie, with nothing to build when the program starts. Knows nothing of
//! what the words are for.

/// Words, one a line, sorted by bytes.
#[derive(Debug, Clone, Copy)]
pub struct SortedLines(&'static str);

impl SortedLines {
    /// The lines of a text that is sorted already.
    pub const fn new(sorted: &'static str) -> Self {
        Self(sorted)
    }

    /// Whether a word is one of the lines.
    pub fn contains(self, word: &str) -> bool {
        let from = self.first_not_below(word.as_bytes());
        self.0[from..].lines().next() == Some(word)
    }

    /// The lines that start with a byte.
    pub fn starting(self, byte: u8) -> impl Iterator<Item = &'static str> {
        let from = self.first_not_below(&[byte]);
        let upto = byte.checked_add(1).map_or(self.0.len(), |next| self.first_not_below(&[next]));
        self.0[from..upto].lines()
    }

    /// The lines that begin with some letters.
    pub fn beginning(self, letters: &str) -> impl Iterator<Item = &'static str> {
        let from = self.first_not_below(letters.as_bytes());
        self.0[from..].lines().take_while(move |line| line.starts_with(letters))
    }

    /// Where the first line starts that is not below some bytes: a binary search over the text itself.
    fn first_not_below(self, wanted: &[u8]) -> usize {
        let bytes = self.0.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[..middle].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
            let end = bytes[middle..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| middle + at);
            if &bytes[start..end] < wanted {
                low = (end + 1).min(bytes.len());
            } else {
                high = start;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_where_they_lie() {
        let lines = SortedLines::new("ab\nabc\nb\nca\ncb");
        assert!(["ab", "abc", "b", "ca", "cb"].into_iter().all(|w| lines.contains(w)));
        assert!(["", "a", "abcd", "bb", "c", "cc", "ab\nabc"].into_iter().all(|w| !lines.contains(w)));
        assert_eq!(lines.starting(b'c').collect::<Vec<_>>(), ["ca", "cb"]);
        assert_eq!(lines.starting(b'x').count(), 0);
        assert_eq!(lines.beginning("ab").collect::<Vec<_>>(), ["ab", "abc"]);
        assert_eq!((lines.beginning("x").count(), lines.beginning("").count()), (0, 5));
        assert!(!SortedLines::new("").contains("a"));
    }
}
