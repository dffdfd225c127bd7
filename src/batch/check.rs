//! Checks many answers on all cores: reads them, scores them, judges them, compares them with a baseline, and hands them on in order of
//! path. What is handed on is dropped before more is read, so that memory does not grow with the number of answers. Must not print.

use super::baseline::{Baseline, Kept};
use super::checked::{Change, ChangeKind, Checked};
use super::config::Config;
use super::discover::{AnswerFile, Discovered, Lost};
use super::engines::{Engines, Rubrics};
use super::graded::{AnswerName, Graded, Outcome, RubricRef, Verdict, faults_in_brief};
use super::issue::{Issue, IssueCode, Level, Region};
use super::judge::{self, judge};
use super::prepare::answers;
use super::project::Project;
use super::which::names_a_rubric;
use crate::answer::Answer;
use crate::rubric::Rubric;
use crate::score::Points;
use crate::span::LineIndex;
use rayon::prelude::*;
use std::io;
use std::sync::Arc;

/// So many files are in work at a time.
const CHUNK: usize = 512;

/// How to check.
#[derive(Debug, Default)]
pub struct CheckOrder {
    /// Earlier results for each project, in the order of [`Checking::projects`]; none where there is no baseline.
    pub baselines: Vec<Option<Baseline>>,
    /// Whether answers that cannot be judged hold nothing up.
    pub allow_unscored: bool,
    /// Whether to end after the first answer that holds things up.
    pub fail_fast: bool,
    /// Whether what a baseline keeps is handed on.
    pub keep: bool,
    /// Threads; as many as there are cores when 0.
    pub jobs: usize,
}

/// What is to be checked.
#[derive(Debug)]
pub struct Checking<'c> {
    /// The files.
    pub found: &'c Discovered,
    /// The projects that they belong to.
    pub projects: &'c [Arc<Project>],
    /// How.
    pub order: &'c CheckOrder,
}

/// What a baseline is to keep of an answer, and the number of its project.
pub type Keep = (usize, Kept);

/// What happened beside the answers that were handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passed {
    /// Files that no rubric fits and that nothing says to be answers.
    pub over: usize,
    /// Files that were not looked at because the run ended early.
    pub unseen: usize,
}

impl Checking<'_> {
    /// Checks everything; `take` gets each answer in order of path, with what a baseline keeps of it. `done` is called when a file is
    /// done, from many threads and in any order.
    ///
    /// # Errors
    /// When threads cannot be started.
    pub fn run(&self, done: &(dyn Fn() + Sync), take: &mut dyn FnMut(Checked, Option<Keep>)) -> io::Result<Passed> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.order.jobs).build().map_err(io::Error::other)?;
        let rubrics: Vec<Rubrics<'_>> = self.projects.iter().map(|p| Rubrics::of(&p.shelf)).collect();
        let engines: Vec<Engines<'_>> = rubrics.iter().map(Engines::of).collect();
        let mut passed = Passed::default();
        for Lost { shown, why, project } in &self.found.lost {
            let lost = Outcome::Unreadable { name: AnswerName::whole(shown.clone()), why: why.clone() };
            let checked = self.without_score(lost, project);
            let blocked = checked.blocks().is_some();
            take(checked, None);
            if blocked && self.order.fail_fast {
                passed.unseen = self.found.files.len();
                return Ok(passed);
            }
        }
        let mut seen = 0;
        for chunk in self.found.files.chunks(CHUNK) {
            let work = |file: &AnswerFile| {
                let checked = self.file(file, &engines);
                done();
                checked
            };
            let all: Vec<Vec<(Checked, Option<Keep>)>> = pool.install(|| chunk.par_iter().map(work).collect());
            for of_file in all {
                seen += 1;
                passed.over += usize::from(of_file.is_empty());
                let mut blocked = false;
                for (checked, kept) in of_file {
                    blocked |= checked.blocks().is_some();
                    take(checked, kept);
                }
                if blocked && self.order.fail_fast {
                    passed.unseen = self.found.files.len() - seen;
                    return Ok(passed);
                }
            }
        }
        Ok(passed)
    }

    /// Every answer of a file; none when the file turns out to be something else.
    fn file<'r>(&self, file: &AnswerFile, engines: &[Engines<'r>]) -> Vec<(Checked, Option<Keep>)> {
        let name = AnswerName::whole(file.shown.clone());
        let read = file.read().map_err(|e| e.to_string());
        let answer = match read.and_then(|bytes| Answer::parse(&bytes).map_err(|e| e.to_string())) {
            Ok(answer) => answer,
            Err(why) => return vec![(self.without_score(Outcome::Unreadable { name, why }, &file.project), None)],
        };
        let Some(at) = self.projects.iter().position(|p| Arc::ptr_eq(p, &file.project)) else { return Vec::new() };
        let mapped = file.mapped();
        let found = answers(name, answer, Some(&file.path), mapped.as_deref(), &file.project.finder);
        let one = |(name, answer, rubric): (AnswerName, Answer, Result<String, String>)| {
            let rubric = match rubric {
                Ok(id) => engines[at].rubrics().get(&id).ok_or(format!("there is no rubric {id}")),
                // Some other text that happens to lie here; one that names a rubric, if a wrong one, is an answer.
                Err(_) if !file.stated && name.part.is_none() && !names_a_rubric(&answer) => return None,
                Err(why) => Err(why),
            };
            match rubric {
                Ok(Ok(rubric)) => Some(self.graded(name, &answer, rubric, file, at, &engines[at])),
                Ok(Err(faults)) => Some((self.without_score(Outcome::FaultyRubric { name, faults: faults.clone() }, &file.project), None)),
                Err(why) => Some((self.without_score(Outcome::NoRubric { name, why }, &file.project), None)),
            }
        };
        found.into_iter().filter_map(one).collect()
    }

    fn graded<'r>(
        &self,
        name: AnswerName,
        answer: &Answer,
        rubric: &'r Rubric,
        file: &AnswerFile,
        project: usize,
        engines: &Engines<'r>,
    ) -> (Checked, Option<Keep>) {
        let scorecard = engines.grade(answer, rubric);
        let mut graded = Graded {
            source: Arc::clone(&answer.source),
            span: answer.span,
            rubric: RubricRef::of(rubric),
            scorecard,
            verdict: Verdict::None,
            looks_like: None,
            name,
        };
        let judgement = judge(&graded, rubric.question.category, &answer.directives, &file.project.config);
        graded.verdict = judgement.verdict;
        let mut issues = judgement.issues;
        self.lower_unscored(&mut issues);
        let key = AnswerName { file: file.key(), part: graded.name.part.clone() };
        let baseline = self.order.baselines.get(project).and_then(Option::as_ref);
        let concepts = &file.project.shelf.concepts_sha256;
        let kept = (self.order.keep || baseline.is_some()).then(|| Kept::of(key, &graded, concepts));
        let mut checked =
            Checked { outcome: Outcome::Graded(Box::new(graded)), issues, waived: judgement.waived, change: None, known_failure: false };
        if let (Some(baseline), Some(kept)) = (baseline, &kept) {
            compare(&mut checked, kept, baseline, &file.project.config);
        }
        (checked, kept.map(|kept| (project, kept)))
    }

    fn without_score(&self, outcome: Outcome, project: &Project) -> Checked {
        let (code, message) = match &outcome {
            Outcome::NoRubric { why, .. } => (IssueCode::NoRubric, why.clone()),
            Outcome::FaultyRubric { faults, .. } => (IssueCode::FaultyRubric, faults_in_brief(faults)),
            Outcome::Unreadable { why, .. } => (IssueCode::Unreadable, why.clone()),
            Outcome::Graded(_) => (IssueCode::Unscored, String::new()),
        };
        let issue = project.config.level(code).map(|level| Issue { code, level, message, advice: None, criterion: None, region: None });
        Checked { outcome, issues: issue.into_iter().collect(), waived: Vec::new(), change: None, known_failure: false }
    }

    fn lower_unscored(&self, issues: &mut [Issue]) {
        for issue in issues.iter_mut().filter(|i| self.order.allow_unscored && i.code == IssueCode::Unscored) {
            issue.level = issue.level.min(Level::Warning);
        }
    }
}

/// Sets an answer against a baseline: a fall is an issue, and a failure that was there before holds nothing up.
fn compare(checked: &mut Checked, now: &Kept, baseline: &Baseline, config: &Config) {
    let (change, before) = baseline.compare(now);
    let fell = change.from.map(|from| Points(from.0 - now.score.unwrap_or_default().0));
    let regressed = change.kind == ChangeKind::Fell && fell.is_some_and(|by| by > config.baseline.margin);
    // A text that was not touched cannot be at fault for a new version of the program; nor can one that failed already.
    let excused = change.kind == ChangeKind::Regraded || before.is_some_and(|k| k.verdict == checked.verdict());
    let holding = matches!(checked.verdict(), Verdict::Fail | Verdict::Unscored);
    let code = IssueCode::Regression;
    let level = config.level(code).filter(|_| regressed);
    if let Some(level) = level {
        let (message, region) = (fall(&change, now.score), opening(&checked.outcome));
        checked.issues.insert(0, Issue { code, level, message, advice: None, criterion: None, region });
    }
    if level == Some(Level::Error) {
        if let Outcome::Graded(graded) = &mut checked.outcome
            && graded.verdict != Verdict::Unscored
        {
            graded.verdict = Verdict::Fail;
        }
    } else if holding && excused {
        checked.known_failure = true;
        for issue in checked.issues.iter_mut().filter(|i| i.level == Level::Error) {
            issue.level = Level::Note;
        }
        if let Outcome::Graded(graded) = &mut checked.outcome
            && graded.verdict == Verdict::Fail
        {
            graded.verdict = judge::verdict(&checked.issues, true);
        }
    }
    checked.change = Some(change);
}

fn fall(change: &Change, now: Option<Points>) -> String {
    let number = |points: Option<Points>| points.map_or("no score".to_owned(), |p| p.to_string());
    let lost = if change.lost.is_empty() { String::new() } else { format!(": lost {}", change.lost.join(", ")) };
    format!("fell from {} to {}{lost}", number(change.from), number(now))
}

fn opening(outcome: &Outcome) -> Option<Region> {
    let Outcome::Graded(graded) = outcome else { return None };
    let place = LineIndex::new(&graded.source.text).place(graded.span.start);
    Some(Region { start: place, end: place })
}
