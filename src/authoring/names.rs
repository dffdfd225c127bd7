//! Names that must differ from one another. Must not make them.

use std::collections::BTreeSet;

/// Names that have been given.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// `base`, or with a number behind it when that has been given; also in other letters of case, as files have it.
    pub(super) fn give(&mut self, base: &str) -> String {
        let mut name = base.to_owned();
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{base}-{number}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ() {
        let mut names = Names::default();
        assert_eq!([names.give("a"), names.give("A"), names.give("a-2")], ["a", "A-2", "a-2-2"]);
    }
}
