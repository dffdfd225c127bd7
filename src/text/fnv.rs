//! A fast hash for short words of our own lists (FNV-1a, Fowler, Noll and Vo 1991). The standard hasher withstands chosen keys and
//! costs more than the rest of a look-up; here the keys that could be chosen meet tables whose other keys are fixed. Must not be used
//! for tables that grow with what others send.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds [`Fnv`] hashers.
pub type BuildFnv = BuildHasherDefault<Fnv>;

const OFFSET: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// The hash of some bytes.
pub fn hash(bytes: &[u8]) -> u32 {
    add(OFFSET, bytes)
}

fn add(hash: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(hash, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(PRIME))
}

/// The hasher.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u32);

impl Default for Fnv {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        // Tables look at the upper bits too, which 32 bits alone leave empty.
        u64::from(self.0).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = add(self.0, bytes);
    }
}
