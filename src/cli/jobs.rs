//! How many threads a subcommand may use. Must not start any.

/// More threads than this only stand in each other's way.
const MOST: i64 = 512;

/// The argument for it.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Jobs {
    /// Threads to use; as many as there are cores when not given
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST))]
    jobs: Option<u16>,
}

impl Jobs {
    /// As many threads; 0 for as many as there are cores.
    pub(crate) fn count(&self) -> usize {
        self.jobs.map_or(0, usize::from)
    }
}
