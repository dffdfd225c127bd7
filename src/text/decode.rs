//! Bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one. Never guesses at other encodings and never replaces
//! characters: what cannot be read exactly is an error that says what it looks like.

use std::fmt;

/// The largest file that is read, in bytes (2 MiB): far above any answer, far below what could exhaust memory or patience.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// How the bytes of a file spelled its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8; `bom` tells whether it opened with a byte order mark.
    Utf8 {
        /// Whether the three bytes EF BB BF stood first.
        bom: bool,
    },
    /// UTF-16 with a byte order mark, either byte order.
    Utf16,
}

/// A decoded file. Spans everywhere count bytes of `text`; [`Decoded::original_offset`] leads back to the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without its byte order mark.
    pub text: String,
    /// What it was decoded from.
    pub encoding: Encoding,
}

/// Why bytes could not be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// Control bytes that no text has, at this byte offset.
    Binary {
        /// Offset of the first such byte.
        offset: usize,
    },
    /// Not UTF-8 from this byte offset on; most likely Latin-1 or Windows-1252.
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
    /// UTF-16 with a broken surrogate pair or half a unit.
    NotUtf16,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary { offset } => write!(f, "looks like a binary file (control byte at offset {offset})"),
            Self::NotUtf8 { offset } => {
                write!(f, "is not UTF-8 (byte {offset}); it looks like Latin-1 or Windows-1252: save it as UTF-8")
            }
            Self::NotUtf16 => write!(f, "opens like UTF-16 but is broken: save it as UTF-8"),
        }
    }
}

impl std::error::Error for DecodeError {}

impl Decoded {
    /// The offset in the file's own bytes of an offset in `text`.
    pub fn original_offset(&self, offset: u32) -> usize {
        let offset = (offset as usize).min(self.text.len());
        match self.encoding {
            Encoding::Utf8 { bom } => offset + if bom { 3 } else { 0 },
            Encoding::Utf16 => {
                let before = self.text.get(..offset).unwrap_or(&self.text);
                2 + 2 * before.chars().map(char::len_utf16).sum::<usize>()
            }
        }
    }
}

/// Decodes the bytes of a file.
///
/// # Errors
/// [`DecodeError`] when the bytes are neither UTF-8 nor UTF-16 with a byte order mark, or hold control bytes that no text has.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    match bytes {
        // UTF-32 opens like UTF-16.
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(DecodeError::Binary { offset: 2 }),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, true),
        rest => utf8(rest, false),
    }
}

fn utf8(bytes: &[u8], bom: bool) -> Result<Decoded, DecodeError> {
    if let Some(offset) = bytes.iter().position(|&b| is_binary(b)) {
        return Err(DecodeError::Binary { offset });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8 { bom } }),
        Err(e) => Err(DecodeError::NotUtf8 { offset: e.valid_up_to() }),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(DecodeError::NotUtf16);
    }
    let text = char::decode_utf16(pairs.iter().copied().map(unit)).collect::<Result<String, _>>();
    let text = text.map_err(|_| DecodeError::NotUtf16)?;
    match text.bytes().position(is_binary) {
        Some(offset) => Err(DecodeError::Binary { offset }),
        None => Ok(Decoded { text, encoding: Encoding::Utf16 }),
    }
}

/// Whether no text has this control byte. Escape is let through: answers full of terminal escapes are text, and are shown harmlessly.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0x00..=0x06 | 0x0E..=0x1A | 0x1C..=0x1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_offsets_lead_back_to_the_file() {
        let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain("é😀x".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, "é😀x");
        assert_eq!(decoded.original_offset(6), 2 + 2 * 3);
    }

    #[test]
    fn what_is_not_text_says_what_it_looks_like() {
        assert_eq!(decode(b"caf\xe9 au lait"), Err(DecodeError::NotUtf8 { offset: 3 }));
        assert_eq!(decode(b"\x7fELF\x02\x01"), Err(DecodeError::Binary { offset: 4 }));
        assert_eq!(decode(&[0xFF, 0xFE, 0x41]), Err(DecodeError::NotUtf16));
        assert_eq!(decode(b"\xFF\xFE\0\0a\0\0\0"), Err(DecodeError::Binary { offset: 2 }));
        assert_eq!(decode(&[0xFF, 0xFE, 0x41, 0, 1, 0]), Err(DecodeError::Binary { offset: 1 }));
    }
}
