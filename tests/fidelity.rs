//! Keeps the figures of `docs/FIDELITY.md` true: they are computed anew and compared with the page. `FIDELITY=overwrite` writes them.

use rubrica::agreement::Confusion;
use rubrica::answer::Answer;
use rubrica::authoring::check::{AttackKind, RubricCheck, check};
use rubrica::engine::Engine;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::{Bank, Rubric, parse};
use rubrica::score::{ConfidenceLevel, Scorecard};
use std::fmt::Write as _;
use std::path::Path;

const PAGE: &str = "docs/FIDELITY.md";

fn bank(lexicon: &Lexicon) -> Vec<Rubric> {
    Bank::built_in().entries().iter().map(|e| parse(&e.file, lexicon).unwrap_or_else(|f| panic!("{}: {f:?}", e.id))).collect()
}

/// Every rubric of the bank with how it agrees with its marks.
fn agreement(checks: &[RubricCheck]) -> String {
    let mut table = "| rubric | answers | kappa | in their band | at most one off | attacks held |\n|---|---|---|---|---|---|\n".to_owned();
    let mut all = Confusion::default();
    let (mut held, mut tried) = (0, 0);
    let mut row = |name: &str, confusion: &Confusion, held: usize, tried: usize| {
        let kappa = confusion.kappa().unwrap_or_default();
        let (exact, near) = (100.0 * confusion.within(0), 100.0 * confusion.within(1));
        let _ = writeln!(table, "| {name} | {} | {kappa:.2} | {exact:.0} % | {near:.0} % | {held} of {tried} |", confusion.count());
    };
    for check in checks {
        let of_check = check.attacks.iter().filter(|a| a.held).count();
        row(&check.id, &check.confusion, of_check, check.attacks.len());
        all.extend(&check.confusion);
        held += of_check;
        tried += check.attacks.len();
    }
    row("all", &all, held, tried);
    table
}

/// What each model answer scores under each rubric: rows are answers, columns rubrics.
fn crossed(rubrics: &[Rubric], checks: &[RubricCheck]) -> String {
    let number = |id: &str| id.rsplit('-').next().unwrap_or(id).to_owned();
    let mut table = format!("| answer to | {} |\n", rubrics.iter().map(|r| number(&r.id)).collect::<Vec<_>>().join(" | "));
    let _ = writeln!(table, "|---|{}", "---|".repeat(rubrics.len()));
    for answer in rubrics {
        let cells = checks.iter().map(|check| {
            let own = check.id == answer.id;
            let wanted = if own { AttackKind::ModelAnswer } else { AttackKind::Stranger(answer.id.clone()) };
            let score = check.attacks.iter().find(|a| a.attack.kind == wanted).and_then(|a| a.score);
            let score = score.map_or_else(|| "-".to_owned(), |s| format!("{:.0}", s.as_f64()));
            if own { format!("**{score}**") } else { score }
        });
        let _ = writeln!(table, "| {} | {} |", number(&answer.id), cells.collect::<Vec<_>>().join(" | "));
    }
    table
}

/// How near to their marks the answers are, by how sure the program says to be.
fn confidence(rubrics: &[Rubric], lexicon: &Lexicon) -> String {
    let mut of: [Confusion; 3] = Default::default();
    for rubric in rubrics {
        let engine = Engine::for_many(rubric, lexicon);
        for test in &rubric.tests {
            let answer = Answer::parse(test.answer.as_bytes()).expect("marked answers are text");
            let Scorecard::Scored(card) = rubrica::grade_with(&engine, &answer) else { continue };
            let level = match card.confidence.level {
                ConfidenceLevel::High => 0,
                ConfidenceLevel::Medium => 1,
                ConfidenceLevel::Low => 2,
            };
            of[level].add(test.mark.expect("every answer of the bank is marked"), card.band.level());
        }
    }
    let mut table = "| confidence | answers | in their band | at most one off |\n|---|---|---|---|\n".to_owned();
    for (name, confusion) in ["high", "medium", "low"].into_iter().zip(&of) {
        let (exact, near) = (100.0 * confusion.within(0), 100.0 * confusion.within(1));
        let _ = writeln!(table, "| {name} | {} | {exact:.0} % | {near:.0} % |", confusion.count());
    }
    table
}

/// The page with a table in the place of the one between its marks.
fn with_table(page: &str, name: &str, table: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let start = page.find(&open).unwrap_or_else(|| panic!("no mark {open}")) + open.len();
    let end = page[start..].find(&close).unwrap_or_else(|| panic!("no mark {close}")) + start;
    format!("{}\n{table}\n{}", &page[..start], &page[end..])
}

#[test]
fn the_figures_of_the_page_are_those_of_the_bank() {
    let lexicon = Lexicon::built_in();
    let rubrics = bank(&lexicon);
    let checks: Vec<RubricCheck> = rubrics.iter().map(|rubric| check(rubric, &rubrics, &lexicon)).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = std::fs::read_to_string(&path).unwrap();
    let mut wanted = with_table(&page, "agreement", &agreement(&checks));
    wanted = with_table(&wanted, "crossed", &crossed(&rubrics, &checks));
    wanted = with_table(&wanted, "confidence", &confidence(&rubrics, &lexicon));
    if std::env::var_os("FIDELITY").is_some_and(|how| how == "overwrite") {
        std::fs::write(&path, &wanted).unwrap();
    } else {
        assert_eq!(page, wanted, "run the test with FIDELITY=overwrite and look at what changed");
    }
}
