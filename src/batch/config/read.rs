//! TOML to [`Config`], with every fault collected. Whether rubrics that are named exist is asked later, when they are known.

use super::globs::{Answers, Mapping, glob_of};
use super::thresholds::{PARTS, Thresholds};
use super::{BaselineConfig, Config, Waivers};
use crate::batch::issue::{IssueCode, Level};
use crate::batch::load;
use crate::diagnostic::{Diagnostic, SourceFile};
use crate::rubric::{Category, Shares};
use crate::score::Points;
use crate::tables::{At, Faults, Reader, Value, document, shown, string};
use globset::{GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What answers are where nothing says so.
const USUAL: [&str; 3] = ["**/*.md", "**/*.markdown", "**/*.txt"];

/// How far a changed answer may fall unless the file says otherwise.
const MARGIN: Points = Points(50);

const CATEGORIES: [Category; 4] = [Category::Behavioral, Category::Technical, Category::Situational, Category::Knowledge];

/// The levels as `[severity]` writes them.
const LEVELS: [(&str, Option<Level>); 4] =
    [("off", None), ("note", Some(Level::Note)), ("warning", Some(Level::Warning)), ("error", Some(Level::Error))];

/// Reads a configuration.
///
/// # Errors
/// Every fault of the file, in order of place; of syntax, the first.
pub fn parse(file: &Arc<SourceFile>) -> Result<Config, Vec<Diagnostic>> {
    let table = document(file).map_err(|fault| vec![fault])?;
    let faults = Faults::new(file);
    let config = read(Reader::root(&table, &faults), file, &faults);
    faults.into_result(config)
}

fn read(mut top: Reader<'_>, file: &Arc<SourceFile>, faults: &Faults) -> Config {
    let answers = answers(top.optional_table("answers"), faults);
    let rubrics = top.optional_table("rubrics").and_then(|mut table| {
        let folder = table.required_str("folder");
        table.finish();
        inner_path(folder, faults)
    });
    let maps = top.tables("map").into_iter().filter_map(|table| mapping(table, faults)).collect();
    let (thresholds, by_category, by_rubric) = thresholds(top.optional_table("thresholds"), faults);
    let mut levels = gates(top.optional_table("gates"));
    levels.extend(severities(top.optional_table("severity"), &levels, faults));
    let waivers = waivers(top.optional_table("waivers"));
    let baseline = baseline(top.optional_table("baseline"), faults);
    let submissions = submissions(top.optional_table("review"), faults);
    top.finish();
    let file = Arc::clone(file);
    Config { file, answers, rubrics, maps, thresholds, by_category, by_rubric, levels, waivers, baseline, submissions }
}

fn answers(table: Option<Reader<'_>>, faults: &Faults) -> Answers {
    let usual = || USUAL.iter().filter_map(|glob| glob_of(glob).ok());
    let Some(mut table) = table else {
        return Answers { include: set(usual()), exclude: GlobSet::empty(), stated: false };
    };
    let stated = table.has("include");
    let include = globs(table.strings("include"), faults);
    let exclude = globs(table.strings("exclude"), faults);
    table.finish();
    let include = if stated { include } else { set(usual()) };
    Answers { include, exclude, stated }
}

fn globs(written: Vec<At<&str>>, faults: &Faults) -> GlobSet {
    let read = |glob: At<&str>| glob_of(glob.value).map_err(|why| bad_glob(faults, glob, &why)).ok();
    set(written.into_iter().filter_map(read))
}

fn set(globs: impl Iterator<Item = globset::Glob>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    globs.for_each(|glob| {
        set.add(glob);
    });
    // Each glob has been built by itself; only all of them together could be too many.
    set.build().unwrap_or_default()
}

fn bad_glob(faults: &Faults, glob: At<&str>, why: &str) {
    faults.add("bad-glob", glob.span, format!("not a glob: {why}"), None);
}

fn mapping(mut table: Reader<'_>, faults: &Faults) -> Option<Mapping> {
    let glob = table.required_str("glob");
    let rubric = table.optional_str("rubric");
    let faulty = table.has("rubric") && rubric.is_none();
    table.finish();
    let rubric = match rubric {
        // What is wrong has been reported.
        _ if faulty || glob.value.is_empty() => return None,
        Some(rubric) => rubric,
        None if glob.value.contains("{rubric}") => At { value: "{rubric}", span: glob.span },
        None => {
            let hint = "add rubric = \"ID\", or write {rubric} where the path holds the id";
            faults.add("missing-key", glob.span, "nothing says which rubric belongs to this glob", Some(hint.to_owned()));
            return None;
        }
    };
    Mapping::new(glob.value, rubric).map_err(|why| bad_glob(faults, glob, &why)).ok()
}

fn submissions(table: Option<Reader<'_>>, faults: &Faults) -> Vec<Mapping> {
    let Some(mut table) = table else { return Vec::new() };
    let written = table.strings("submissions");
    table.finish();
    let read = |glob: At<&str>| {
        let rubric = if glob.value.contains("{rubric}") { "{rubric}" } else { "" };
        if !glob.value.contains("{candidate}") {
            let hint = "write {candidate} where the path names who answers";
            faults.add("missing-capture", glob.span, "nothing in this glob says whose an answer is", Some(hint.to_owned()));
        }
        Mapping::new(glob.value, At { value: rubric, span: glob.span }).map_err(|why| bad_glob(faults, glob, &why)).ok()
    };
    written.into_iter().filter_map(read).collect()
}

type AllThresholds = (Thresholds, BTreeMap<Category, Thresholds>, Vec<(At<String>, Thresholds)>);

fn thresholds(table: Option<Reader<'_>>, faults: &Faults) -> AllThresholds {
    let Some(mut table) = table else { return AllThresholds::default() };
    let overall = asked(&mut table);
    let by_category = table.optional_table("category").map(|mut of| {
        let one = |category: &Category| {
            let mut inner = of.optional_table(category.name())?;
            let asked = asked(&mut inner);
            if *category == Category::Knowledge {
                never_given(&inner, Shares::of(*category), faults);
            }
            inner.finish();
            Some((*category, asked))
        };
        let found = CATEGORIES.iter().filter_map(one).collect();
        of.finish();
        found
    });
    let by_rubric = table.optional_table("rubric").map(|of| {
        let one = |(id, value): (At<&str>, _)| {
            let mut inner = table_of(value, id.value, faults)?;
            let asked = asked(&mut inner);
            inner.finish();
            Some((At { value: id.value.to_owned(), span: id.span }, asked))
        };
        of.entries().filter_map(one).collect()
    });
    table.finish();
    (overall, by_category.unwrap_or_default(), by_rubric.unwrap_or_default())
}

fn table_of<'t>(value: &'t At<Value<'t>>, name: &str, faults: &'t Faults) -> Option<Reader<'t>> {
    let table = Reader::of(value, faults);
    if table.is_none() {
        faults.wrong_type(value, format_args!("`{name}`"), "a table");
    }
    table
}

fn asked(table: &mut Reader<'_>) -> Thresholds {
    let score = table.optional_number("score", 0.0..=100.0);
    let parts = std::array::from_fn(|i| table.optional_number(PARTS[i].0, 0.0..=100.0).map(|n| n.value));
    Thresholds { score: score.map(|n| Points((n.value * 10.0).round() as i32)), parts }
}

/// A part that gives nothing can have no share of it.
fn never_given(table: &Reader<'_>, shares: Shares, faults: &Faults) {
    for (key, share) in [("structure", shares.structure), ("delivery", shares.delivery)] {
        if share == 0.0 && table.has(key) {
            faults.add("never-reached", table.place_of(key), format!("`{key}` gives no points in this category"), None);
        }
    }
}

fn gates(table: Option<Reader<'_>>) -> BTreeMap<IssueCode, Option<Level>> {
    let Some(mut table) = table else { return BTreeMap::new() };
    let keys =
        [("critical_mistake", IssueCode::CriticalMistake), ("star", IssueCode::MissingStarPart), ("framework", IssueCode::MissingStage)];
    let closed = keys.iter().filter(|(key, _)| table.optional_bool(key).unwrap_or(false));
    let closed = closed.map(|(_, code)| (*code, Some(Level::Error))).collect();
    table.finish();
    closed
}

/// The levels of findings. One that a gate turns on can be nothing but an error.
fn severities(
    table: Option<Reader<'_>>,
    gated: &BTreeMap<IssueCode, Option<Level>>,
    faults: &Faults,
) -> BTreeMap<IssueCode, Option<Level>> {
    let Some(table) = table else { return BTreeMap::new() };
    let mut levels = BTreeMap::new();
    for (key, value) in table.entries() {
        let code = IssueCode::all().find(|code| code.name() == key.value);
        if code.is_none() {
            let hint = faults.did_you_mean(key.value, IssueCode::all().map(IssueCode::name));
            let hint = hint.unwrap_or_else(|| "docs/CHECK.md lists the codes".to_owned());
            faults.add("unknown-key", key.span, format!("no finding has the code `{}`", shown(key.value)), Some(hint));
        }
        let Some(word) = string(value, format_args!("`{}`", shown(key.value)), faults) else { continue };
        let level = LEVELS.iter().find(|(name, _)| *name == word.value).map(|(_, level)| *level);
        match (code, level) {
            (Some(code), Some(level)) if gated.contains_key(&code) && level != Some(Level::Error) => {
                let hint = "take out this line or the gate".to_owned();
                faults.add("open-gate", word.span, format!("`{}` is a gate, which is an error", code.name()), Some(hint));
            }
            (Some(code), Some(level)) => drop(levels.insert(code, level)),
            (_, None) => faults.not_allowed(word, "a severity", LEVELS.iter().map(|(name, _)| *name)),
            (None, _) => {}
        }
    }
    levels
}

fn waivers(table: Option<Reader<'_>>) -> Waivers {
    let Some(mut table) = table else { return Waivers::Except(Vec::new()) };
    let allowed = table.optional_bool("allowed").unwrap_or(true);
    let never = table.strings("never").into_iter().map(|id| id.value.to_owned()).collect();
    table.finish();
    if allowed { Waivers::Except(never) } else { Waivers::Forbidden }
}

fn baseline(table: Option<Reader<'_>>, faults: &Faults) -> BaselineConfig {
    let Some(mut table) = table else { return BaselineConfig { file: None, margin: MARGIN } };
    let file = table.optional_str("file").and_then(|path| inner_path(path, faults));
    let margin = table.optional_number("margin", 0.0..=100.0).map_or(MARGIN, |n| Points((n.value * 10.0).round() as i32));
    table.finish();
    BaselineConfig { file, margin }
}

/// A path that stays below the folder of the configuration.
fn inner_path(written: At<&str>, faults: &Faults) -> Option<PathBuf> {
    let inner = load::inner_path(written.value);
    if inner.is_none() {
        let hint = "name a path below the folder of this file".to_owned();
        faults.add("outer-path", written.span, format!("`{}` leads out of the folder", shown(written.value)), Some(hint));
    }
    inner.filter(|_| !written.value.is_empty()).map(Path::to_owned)
}
