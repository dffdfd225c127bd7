//! The binary `rubrica`: calls the command line and nothing else. See the library for how answers are scored.

use std::process::ExitCode;

fn main() -> ExitCode {
    rubrica::cli::main()
}
