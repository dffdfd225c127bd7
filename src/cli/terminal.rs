//! What the terminal can do: its size, and whether to colour. Must not write to it.

use crate::report::text::{Style, Verbosity};
use clap::ValueEnum;
use std::ffi::OsString;
use std::io::{IsTerminal, stdout};
use terminal_size::{Height, Width, terminal_size_of};

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// The terminal, or whatever stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terminal {
    /// Columns.
    pub(crate) width: usize,
    /// Rows; none when the output is no terminal.
    pub(crate) height: Option<usize>,
}

impl Terminal {
    /// As it is now. A pipe is as wide as COLUMNS says, else 80.
    pub(crate) fn now() -> Self {
        let size = terminal_size_of(stdout());
        let columns = || std::env::var("COLUMNS").ok()?.trim().parse::<usize>().ok();
        let width = size.map(|(Width(w), _)| usize::from(w)).filter(|w| *w > 0).or_else(columns).unwrap_or(80);
        Self { width: width.clamp(20, 1000), height: size.map(|(_, Height(h))| usize::from(h)) }
    }
}

/// How text is to look on it, given whether little or much is to be said.
pub(crate) fn style(quiet: bool, verbose: bool) -> Style {
    let verbosity = match (quiet, verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Normal,
    };
    Style { width: Terminal::now().width, verbosity, threshold: None }
}

/// Decides on colour once for the whole process.
pub(crate) fn set_color(choice: Color) {
    colored::control::set_override(colors(choice, stdout().is_terminal(), |name| std::env::var_os(name)));
}

/// NO_COLOR wins over CLICOLOR_FORCE, and both over what the output is; `--color` wins over all of them.
fn colors(choice: Color, terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name| variable(name).filter(|v| !v.is_empty());
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR").is_some() => false,
        Color::Auto if set("CLICOLOR_FORCE").is_some_and(|v| v != "0") => true,
        Color::Auto if set("CLICOLOR").is_some_and(|v| v == "0") || set("TERM").is_some_and(|v| v == "dumb") => false,
        Color::Auto => terminal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(terminal: bool, set: &[(&str, &str)]) -> bool {
        colors(Color::Auto, terminal, |name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).into()))
    }

    #[test]
    fn variables_and_pipes_decide_unless_the_option_does() {
        assert!(auto(true, &[]));
        assert!(!auto(false, &[]));
        assert!(!auto(true, &[("NO_COLOR", "1")]));
        assert!(auto(true, &[("NO_COLOR", "")]));
        assert!(auto(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!auto(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!auto(true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(!auto(true, &[("CLICOLOR", "0")]));
        assert!(!auto(true, &[("TERM", "dumb")]));
        assert!(colors(Color::Always, false, |_| Some("1".into())));
        assert!(!colors(Color::Never, true, |_| Some("1".into())));
    }
}
