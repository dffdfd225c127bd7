//! A fast hash for short words of our own lists (FNV-1a, Fowler, Noll and Vo 1991), also for tables that are built when the program is
//! compiled. Must not be used for tables that grow with what others send: keys can be chosen that all meet.

const PRIME: u32 = 0x0100_0193;

/// The hash of no bytes.
pub const EMPTY: u32 = 0x811c_9dc5;

/// The hash of the bytes `from..upto`.
pub const fn hash(bytes: &[u8], from: usize, upto: usize) -> u32 {
    continued(EMPTY, bytes, from, upto)
}

/// The hash of what `hash` is the hash of, followed by the bytes `from..upto`.
pub const fn continued(mut hash: u32, bytes: &[u8], from: usize, upto: usize) -> u32 {
    let mut at = from;
    while at < upto {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(PRIME);
        at += 1;
    }
    hash
}
