//! `rubrica score --watch`: scores again when a file is saved, and says what changed. Folders are watched, not files, because many
//! editors save by putting a new file in the place of the old one. Must not decide how results look.

use super::exit::Exit;
use super::output::{Streams, outcome_errors};
use super::score::Args;
use super::shelf;
use super::terminal::Terminal;
use crate::batch::{Outcome, score_files};
use crate::report::text;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// A save is over when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(60);

/// A file that is saved without pause is scored at least so often.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a file may be gone, or empty, while an editor replaces it.
const REPLACING: Duration = Duration::from_millis(150);

/// Runs until the reader of the output goes or the process is ended.
pub(crate) fn run(args: &Args, streams: &mut Streams) -> io::Result<Exit> {
    let (tell, told) = channel();
    let watched = match Watched::start(args, move |event| drop(tell.send(event))) {
        Ok(watched) => watched,
        Err(why) => {
            streams.error(&format!("cannot watch: {why}"), None);
            return Ok(Exit::Unread);
        }
    };
    let Some(mut shown) = score(args, streams) else { return Ok(Exit::Fault) };
    let mut screen = Screen { drawn: None, terminal: Terminal::now().height.is_some() };
    screen.draw(args, streams, None, &shown)?;
    while !streams.out.gone() && watched.wait(&told) {
        let mut outcomes = score(args, streams);
        if outcomes.iter().flatten().any(|o| Exit::of(o) == Exit::Unread) {
            std::thread::sleep(REPLACING);
            outcomes = score(args, streams);
        }
        match outcomes {
            Some(outcomes) => {
                screen.draw(args, streams, Some(&shown), &outcomes)?;
                shown = outcomes;
            }
            // The rubrics are at fault, which has been said below what was drawn.
            None => screen.drawn = None,
        }
    }
    Ok(Exit::of_all(&shown))
}

/// Everything anew: rubrics may have been saved as well.
fn score(args: &Args, streams: &mut Streams) -> Option<Vec<Outcome>> {
    let (shelf, order) = args.prepare(streams)?;
    Some(score_files(&args.inputs(), &shelf, &order))
}

/// A terminal, redrawn from its upper left corner in one write, or a pipe, simply written to.
struct Screen {
    drawn: Option<Vec<u8>>,
    terminal: bool,
}

impl Screen {
    /// Draws results and what changed; nothing when they look as before.
    fn draw(&mut self, args: &Args, streams: &mut Streams, before: Option<&[Outcome]>, now: &[Outcome]) -> io::Result<()> {
        let mut frame = Vec::new();
        args.report(&mut frame, now)?;
        let mut errors = Vec::new();
        outcome_errors(&mut errors, now)?;
        let looks = [frame.as_slice(), &errors].concat();
        if self.drawn.as_ref() == Some(&looks) {
            return Ok(());
        }
        if let Some(before) = before {
            for (old, new) in before.iter().zip(now) {
                if let (Outcome::Graded(old), Outcome::Graded(new)) = (old, new) {
                    text::changes(&mut frame, old, new, args.style())?;
                }
            }
        }
        if self.terminal {
            frame.extend(errors);
            self.redraw(&frame, &mut streams.out)?;
        } else {
            streams.out.write_all(&frame)?;
            streams.out.flush()?;
            streams.outcome_errors(now);
        }
        self.drawn = Some(looks);
        Ok(())
    }

    /// Cleared line by line behind the text and below it, never the whole screen before: that would flicker.
    fn redraw(&self, frame: &[u8], out: &mut impl Write) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(frame.len() * 2);
        bytes.extend_from_slice(if self.drawn.is_none() { b"\x1b[2J\x1b[H" } else { b"\x1b[H" });
        for line in frame.split_inclusive(|b| *b == b'\n') {
            bytes.extend_from_slice(line.strip_suffix(b"\n").unwrap_or(line));
            bytes.extend_from_slice(b"\x1b[K\n");
        }
        bytes.extend_from_slice(b"\x1b[J");
        out.write_all(&bytes)?;
        out.flush()
    }
}

/// The folders that are watched, and what in them matters.
struct Watched {
    files: BTreeSet<PathBuf>,
    trees: Vec<PathBuf>,
    _watcher: RecommendedWatcher,
}

impl Watched {
    fn start(args: &Args, tell: impl Fn(notify::Result<Event>) + Send + 'static) -> Result<Self, String> {
        let rubric = args.rubric.as_deref().and_then(shelf::as_path);
        let named = args.files.iter().map(PathBuf::as_path).chain(rubric);
        let mut files = BTreeSet::new();
        for path in named {
            files.extend(places(path).map_err(|why| format!("{}: {why}", path.display()))?);
        }
        let trees: Vec<PathBuf> = args.source.rubrics.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
        let mut watcher = notify::recommended_watcher(tell).map_err(|why| why.to_string())?;
        let folders: BTreeSet<&Path> = files.iter().filter_map(|f| f.parent()).collect();
        for folder in folders {
            let say = |why| format!("{}: {why}", folder.display());
            watcher.watch(folder, RecursiveMode::NonRecursive).map_err(say)?;
        }
        for tree in &trees {
            watcher.watch(tree, RecursiveMode::Recursive).map_err(|why| format!("{}: {why}", tree.display()))?;
        }
        Ok(Self { files, trees, _watcher: watcher })
    }

    /// Waits until something that matters has been saved; false when nothing more can come.
    fn wait(&self, told: &Receiver<notify::Result<Event>>) -> bool {
        loop {
            match told.recv() {
                Ok(event) if self.matters(&event) => break,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            match told.recv_timeout(QUIET) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }

    /// Reading a file is no change, or scoring would set itself off for ever.
    fn matters(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        let ours = |path: &PathBuf| self.files.contains(path) || self.trees.iter().any(|t| path.starts_with(t));
        event.need_rescan() || (!event.kind.is_access() && event.paths.iter().any(ours))
    }
}

/// A file as events name it: in its folder, and where it leads to if it is a link.
fn places(path: &Path) -> io::Result<Vec<PathBuf>> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut places: Vec<PathBuf> = path.canonicalize().into_iter().collect();
    if let Some(name) = path.file_name() {
        places.push(folder.canonicalize()?.join(name));
    }
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_redrawn_in_place() {
        let shown = |drawn: Option<Vec<u8>>| {
            let mut out = Vec::new();
            Screen { drawn, terminal: true }.redraw(b"a\nb\n", &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(shown(None), "\x1b[2J\x1b[Ha\x1b[K\nb\x1b[K\n\x1b[J");
        assert_eq!(shown(Some(Vec::new())), "\x1b[Ha\x1b[K\nb\x1b[K\n\x1b[J");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_watched_at_both_ends() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        std::fs::create_dir(&inner).unwrap();
        std::fs::write(inner.join("real.md"), "").unwrap();
        std::os::unix::fs::symlink(inner.join("real.md"), folder.path().join("link.md")).unwrap();
        let places = places(&folder.path().join("link.md")).unwrap();
        assert!(places.iter().any(|p| p.ends_with("inner/real.md")) && places.iter().any(|p| p.ends_with("link.md")));
    }
}
