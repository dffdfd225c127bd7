//! `--watch` from outside: it scores at once, again when a file is saved in place or replaced by another, and not when nothing was
//! saved. On a pipe, where every report is simply written.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Far above what a save takes, even on a busy machine.
const SOON: Duration = Duration::from_secs(20);

/// Long enough for a report that should not come.
const NEVER: Duration = Duration::from_millis(700);

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn on(folder: &Path, file: &str) -> Self {
        let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bank");
        let mut command = Command::new(snapbox::cmd::cargo_bin!("rubrica"));
        command.args(["score", "--watch", "--quiet", file, "--rubrics"]).arg(bank).current_dir(folder);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let reader = BufReader::new(child.stdout.take().expect("a pipe"));
        let (tell, lines) = channel();
        std::thread::spawn(move || reader.lines().map_while(Result::ok).all(|line| tell.send(line).is_ok()));
        Self { child, lines }
    }

    /// Waits for a line that holds these words.
    fn shows(&self, words: &str) {
        loop {
            let line = self.lines.recv_timeout(SOON).unwrap_or_else(|e| panic!("{words:?} was not shown: {e}"));
            assert!(!line.contains('\u{1b}'), "{line:?}");
            if line.contains(words) {
                return;
            }
        }
    }

    /// Reads until nothing more comes.
    fn settles(&self) {
        while self.lines.recv_timeout(NEVER).is_ok() {}
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_save_in_place_and_a_replaced_file_are_scored_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bakery-01.md");
    fs::write(&file, "").expect("a file");
    let watch = Watch::on(folder.path(), "bakery-01.md");
    watch.shows("empty");
    fs::write(&file, "The dough did not rise.\n").expect("saved in place");
    watch.shows("too short");
    watch.settles();
    fs::write(folder.path().join("bakery-01.md.new"), "").expect("a new file");
    fs::rename(folder.path().join("bakery-01.md.new"), &file).expect("put in its place");
    watch.shows("empty");
}

#[test]
fn without_a_save_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bakery-01.md");
    fs::write(&file, "").expect("a file");
    let watch = Watch::on(folder.path(), "bakery-01.md");
    watch.shows("empty");
    watch.settles();
    fs::write(folder.path().join("neighbour.md"), "words").expect("another file");
    assert_eq!(fs::read(&file).expect("read").len(), 0);
    assert!(watch.lines.recv_timeout(NEVER).is_err());
}
