//! Many answers: reading them, which rubric belongs to which, the verdict on each. Must not print; reading what was named is its only
//! contact with the world.

mod baseline;
mod check;
mod checked;
mod config;
mod discover;
mod engines;
mod git;
mod graded;
mod issue;
mod json_line;
mod judge;
mod likeness;
mod load;
mod past;
mod prepare;
mod project;
mod replace;
mod rubrics;
mod run;
mod sections;
mod stream;
mod summary;
mod which;

pub use baseline::{
    Baseline, FILE_NAME as BASELINE_FILE_NAME, Kept, load as load_baseline, parse as parse_baseline, render as render_baseline,
    save as save_baseline,
};
pub use check::{CheckOrder, Checking, Keep, Passed};
pub use checked::{Block, Change, ChangeKind, Checked, Waived};
pub use config::{BaselineConfig, Config, FILE_NAME, Mapping, PARTS, TEMPLATE, Thresholds, Waivers, parse as parse_config};
pub use discover::{AnswerFile, Discovered, Lost, Search, discover};
pub use engines::{Engines, Rubrics};
pub use git::Changed;
pub use graded::{AnswerName, Graded, Likeness, Outcome, RubricRef, Verdict, faults_in_brief};
pub use issue::{Issue, IssueCode, Level, Region};
pub use json_line::json_line;
pub use load::{Input, LoadError, inner_path, read};
pub use past::discover_at;
pub use project::{Project, Projects, shown_path};
pub use replace::replace;
pub use rubrics::{Shelf, ShelfError};
pub use run::{Explained, Order, Unexplained, explain_answer, explain_files, score_answer, score_files};
pub use stream::{Refusal, Reply, stream};
pub use summary::Summary;
pub use which::Finder;
