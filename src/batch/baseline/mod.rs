//! Earlier results to compare with: what was kept of each answer, and how an answer stands to it. Comparing is by content where an answer
//! was moved, else by name. Must not judge: what a change means for a verdict is decided in `check`.

mod file;
mod store;

pub use file::{parse, render};
pub use store::{load, save};

use super::checked::{Change, ChangeKind};
use super::graded::{AnswerName, Graded, Verdict};
use crate::score::{Points, Scorecard, Scored, Status};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the file where configuration names none.
pub const FILE_NAME: &str = "rubrica-baseline.toml";

/// What is kept of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its file, from the folder of the configuration on, with `/` between the parts; and the part of it.
    pub name: AnswerName,
    /// The id of its rubric.
    pub rubric: String,
    /// A digest of its text; line ends and white space around it do not count.
    pub content: String,
    /// A digest of what graded it: the program's version, the rubric and the lexicon.
    pub stamp: String,
    /// What it scored; none when it had no score.
    pub score: Option<Points>,
    /// How it was judged.
    pub verdict: Verdict,
    /// The key points and looks-for that it met, in order.
    pub met: Vec<String>,
}

impl Kept {
    /// What is to be kept of a graded answer that goes by this name. `concepts` is a digest of the concepts that graded it.
    pub fn of(name: AnswerName, graded: &Graded, concepts: &str) -> Self {
        let card = match &graded.scorecard {
            Scorecard::Scored(card) => Some(card),
            Scorecard::Unscored(_) => None,
        };
        Self {
            name,
            rubric: graded.rubric.id.clone(),
            content: content(graded.span.of(&graded.source.text)),
            stamp: short(&[env!("CARGO_PKG_VERSION"), &graded.rubric.sha256, concepts]),
            score: card.map(|card| card.score),
            verdict: graded.verdict,
            met: card.map(|card| met(card)).unwrap_or_default(),
        }
    }
}

fn met(card: &Scored) -> Vec<String> {
    let criteria = card.key_points.iter().chain(&card.looks_for);
    criteria.filter(|c| c.status == Status::Met).map(|c| c.id.clone()).collect()
}

fn content(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    short(&lines)
}

/// The first 16 hexadecimal digits of the SHA-256 of some lines: enough to tell the answers of one repository apart.
fn short(lines: &[&str]) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().iter().take(8).fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

/// Earlier results.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    by_name: BTreeMap<AnswerName, Kept>,
    /// Answers that may go by another name now: those of files that are gone, and those that share a file with others.
    movable: BTreeMap<(String, String), AnswerName>,
}

impl Baseline {
    /// Of what was kept; `is_there` tells whether a file still is.
    pub fn new(kept: Vec<Kept>, is_there: impl Fn(&str) -> bool) -> Self {
        // A copy of an answer that is still there is a new answer, and is not let through for the failure of the other.
        let movable = kept.iter().rev().filter(|k| k.name.part.is_some() || !is_there(&k.name.file));
        let movable = movable.map(|k| ((k.rubric.clone(), k.content.clone()), k.name.clone())).collect();
        Self { by_name: kept.into_iter().map(|k| (k.name.clone(), k)).collect(), movable }
    }

    /// How an answer stands to what was kept, and what that is.
    pub fn compare(&self, now: &Kept) -> (Change, Option<&Kept>) {
        let named = self.by_name.get(&now.name).filter(|k| k.rubric == now.rubric);
        let moved = || self.by_name.get(self.movable.get(&(now.rubric.clone(), now.content.clone()))?);
        let before = named.filter(|k| k.content == now.content).or_else(moved).or(named);
        let Some(before) = before else {
            let change = Change { kind: ChangeKind::New, from: None, moved_from: None, lost: Vec::new(), gained: Vec::new() };
            return (change, None);
        };
        let kind = match () {
            () if before.content == now.content && before.stamp == now.stamp => ChangeKind::Unchanged,
            () if before.content == now.content => ChangeKind::Regraded,
            () if now.score > before.score => ChangeKind::Improved,
            () if now.score < before.score => ChangeKind::Fell,
            () => ChangeKind::Level,
        };
        let without = |these: &[String], those: &[String]| these.iter().filter(|id| !those.contains(id)).cloned().collect();
        let change = Change {
            kind,
            from: before.score,
            moved_from: (before.name != now.name).then(|| before.name.to_string()),
            lost: without(&before.met, &now.met),
            gained: without(&now.met, &before.met),
        };
        (change, Some(before))
    }

    /// What is to be kept after a run: its results, and the old ones of files that it did not score, while these are there.
    pub fn updated(&self, now: &[Kept], is_there: impl Fn(&str) -> bool) -> Vec<Kept> {
        let scored: BTreeSet<&str> = now.iter().map(|kept| kept.name.file.as_str()).collect();
        let old = self.by_name.values().filter(|k| !scored.contains(k.name.file.as_str()) && is_there(&k.name.file));
        let mut all: Vec<Kept> = old.chain(now).cloned().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(file: &str, text: &str, score: i32, met: &[&str]) -> Kept {
        Kept {
            name: AnswerName::whole(file),
            rubric: "devops-03".to_owned(),
            content: content(text),
            stamp: "s".to_owned(),
            score: Some(Points(score)),
            verdict: Verdict::Pass,
            met: met.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn answers_are_found_by_name_or_by_content() {
        let baseline = Baseline::new(vec![kept("a.md", "One.", 700, &["x", "y"]), kept("b.md", "Two.", 500, &[])], |file| file != "b.md");
        let kind = |now: &Kept| baseline.compare(now).0.kind;
        assert_eq!(kind(&kept("a.md", " One.\r\n", 700, &["x"])), ChangeKind::Unchanged);
        assert_eq!(kind(&Kept { stamp: "t".to_owned(), ..kept("a.md", "One.", 600, &[]) }), ChangeKind::Regraded);
        assert_eq!(kind(&kept("b.md", "Three.", 600, &[])), ChangeKind::Improved);
        assert_eq!(kind(&kept("c.md", "Four.", 600, &[])), ChangeKind::New);
        let (change, _) = baseline.compare(&kept("a.md", "Changed.", 600, &["y", "z"]));
        assert_eq!((change.kind, change.lost, change.gained), (ChangeKind::Fell, vec!["x".to_owned()], vec!["z".to_owned()]));
        let (change, _) = baseline.compare(&kept("moved.md", "Two.", 500, &[]));
        assert_eq!((change.kind, change.moved_from.as_deref()), (ChangeKind::Unchanged, Some("b.md")));
        assert_eq!(kind(&kept("copy.md", "One.", 700, &[])), ChangeKind::New);
    }

    #[test]
    fn an_answer_that_moves_up_in_its_file_is_the_same_answer() {
        let part = |name: &str, text: &str, score| Kept {
            name: AnswerName { file: "a.md".to_owned(), part: Some(name.to_owned()) },
            ..kept("a.md", text, score, &[])
        };
        let baseline = Baseline::new(vec![part("devops-03", "One.", 900), part("devops-03-2", "Two.", 300)], |_| true);
        let (change, _) = baseline.compare(&part("devops-03", "Two.", 300));
        assert_eq!((change.kind, change.moved_from.as_deref()), (ChangeKind::Unchanged, Some("a.md#devops-03-2")));
    }

    #[test]
    fn files_that_were_not_scored_are_kept_while_they_are_there() {
        let all = vec![kept("a.md", "1", 1, &[]), kept("b.md", "2", 2, &[]), kept("gone.md", "3", 3, &[])];
        let baseline = Baseline::new(all, |file| file != "gone.md");
        let all = baseline.updated(&[kept("b.md", "2", 9, &[])], |file| file != "gone.md");
        let names: Vec<(&str, Option<Points>)> = all.iter().map(|k| (k.name.file.as_str(), k.score)).collect();
        assert_eq!(names, [("a.md", Some(Points(1))), ("b.md", Some(Points(9)))]);
    }
}
