//! The file of marks: CSV to rows, each cell with its place, and every fault with line and column. Must not read answers or know rubrics.

use super::scale::Scale;
use crate::diagnostic::{Diagnostic, Severity, SourceFile, did_you_mean};
use crate::span::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The columns that mean the same in every file; others are named by the id of a criterion.
const COLUMNS: [&str; 4] = ["file", "answer", "rubric", "mark"];

/// So many characters of a column's name are shown.
const LONGEST_NAME: usize = 24;

/// A cell as written, without the white space around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) span: Span,
}

/// Where an answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Where {
    /// In a file, named from the folder of the marks.
    File(Cell),
    /// In the cell itself.
    Here(Cell),
}

impl Where {
    pub(super) fn cell(&self) -> &Cell {
        match self {
            Self::File(cell) | Self::Here(cell) => cell,
        }
    }
}

/// One marked answer, not yet read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The line of the file that it begins in, from 1.
    pub(super) line: usize,
    pub(super) answer: Where,
    pub(super) rubric: Cell,
    /// On the scale.
    pub(super) mark: f64,
    /// What stands under other columns, each with the index of its column among them; empty cells are left out.
    pub(super) others: Vec<(usize, Cell)>,
}

/// A file of marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Marks {
    pub(super) rows: Vec<Row>,
    /// The names of the columns that have no fixed meaning.
    pub(super) others: Vec<Cell>,
    /// What is wrong with single rows, which are left out.
    pub(super) faults: Vec<Diagnostic>,
}

/// Reads a file of marks.
///
/// # Errors
/// What keeps the whole file from being read: no header, a column that is missing or there twice, no row.
pub(super) fn read(file: &Arc<SourceFile>, scale: Scale) -> Result<Marks, Vec<Diagnostic>> {
    let (mut records, mut faults) = (records(file), Vec::new());
    if let Some(open) = records.last().and_then(|(_, cells)| open_quote(file, cells)) {
        records.pop();
        faults.push(open);
    }
    let mut records = records.into_iter();
    let whole = Span::new(0, file.text.find('\n').unwrap_or(file.text.len()));
    let Some((_, header)) = records.next() else {
        if !faults.is_empty() {
            return Err(faults);
        }
        let fault = Diagnostic::error("empty-file", file, Span::new(0, 0), "there is nothing in this file");
        return Err(vec![fault.with_hint("its first line names the columns: file,rubric,mark")]);
    };
    let header = Header::of(file, header, whole)?;
    let mut rows = Vec::new();
    let lines = crate::span::LineIndex::new(&file.text);
    for (span, cells) in records {
        match row(file, &header, scale, span, &cells) {
            Ok(row) => rows.push(Row { line: lines.place(span.start).line, ..row }),
            Err(fault) => faults.push(fault),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        let fault = Diagnostic::error("no-answers", file, whole, "there is no answer below the header");
        return Err(vec![fault.with_hint("each line below names one answer, its rubric and its mark")]);
    }
    Ok(Marks { rows, others: header.others.into_iter().map(|(_, cell)| cell).collect(), faults })
}

/// The fault of a last record that a quotation mark keeps open to the end of the file: whatever stands behind it has become one cell.
fn open_quote(file: &Arc<SourceFile>, cells: &[Cell]) -> Option<Diagnostic> {
    let last = cells.last()?.span;
    let text = file.text.get(last.start as usize..)?;
    // A line put below would be swallowed as well.
    let followed = format!("{text}\nnext");
    if !text.starts_with('"') || reader(&followed, separator(&file.text)).records().count() > 1 {
        return None;
    }
    let message = "this quotation mark is never closed: all the rest of the file stands behind it";
    let fault = Diagnostic::error("open-quote", file, Span::new(last.start as usize, last.start as usize + 1), message);
    Some(fault.with_hint("close it; a quotation mark inside of such a cell is written twice"))
}

/// Which column is where.
struct Header {
    width: usize,
    file: Option<usize>,
    answer: Option<usize>,
    rubric: usize,
    mark: usize,
    others: Vec<(usize, Cell)>,
}

impl Header {
    fn of(file: &Arc<SourceFile>, cells: Vec<Cell>, whole: Span) -> Result<Self, Vec<Diagnostic>> {
        let width = cells.len();
        let (mut seen, mut faults) = (BTreeSet::new(), Vec::new());
        for cell in cells.iter().filter(|cell| !cell.text.is_empty()) {
            if !seen.insert(cell.text.as_str()) {
                faults.push(Diagnostic::error("twice", file, cell.span, format!("there are two columns {}", cell.text)));
            }
        }
        let place = |name: &str| cells.iter().position(|cell| cell.text == name);
        let (answers, rubric, mark) = ((place("file"), place("answer")), place("rubric"), place("mark"));
        let wanted = [("file", answers.0.or(answers.1)), ("rubric", rubric), ("mark", mark)];
        let missing: Vec<&str> = wanted.iter().filter(|(_, at)| at.is_none()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            let message = format!("there is no column {}; the first line names {}", missing.join(" and no column "), named(&cells));
            let near = |name: &&str| did_you_mean(name, cells.iter().map(|c| c.text.as_str())).map(|near| format!("{name} for {near}"));
            let near: Vec<String> = missing.iter().filter_map(near).collect();
            let near = if near.is_empty() { String::new() } else { format!("; perhaps {}", near.join(", ")) };
            let hint = format!("the columns are file (or answer, the text itself), rubric and mark{near}");
            faults.push(Diagnostic::error("missing-column", file, whole, message).with_hint(hint));
        }
        let (Some(rubric), Some(mark), true) = (rubric, mark, faults.is_empty()) else { return Err(faults) };
        let others = cells.into_iter().enumerate().filter(|(_, cell)| !cell.text.is_empty() && !COLUMNS.contains(&cell.text.as_str()));
        Ok(Self { width, file: answers.0, answer: answers.1, rubric, mark, others: others.collect() })
    }
}

/// The columns of a header that lacks some, for whoever looks for them.
fn named(cells: &[Cell]) -> String {
    const MOST: usize = 8;
    let short = |name: &str| match name.char_indices().nth(LONGEST_NAME) {
        Some((cut, _)) => format!("{}…", &name[..cut]),
        None => name.to_owned(),
    };
    let mut names: Vec<String> = cells.iter().take(MOST).map(|cell| short(&cell.text)).collect();
    if cells.len() > MOST {
        names.push(format!("{} more", cells.len() - MOST));
    }
    names.join(", ")
}

fn row(file: &Arc<SourceFile>, header: &Header, scale: Scale, span: Span, cells: &[Cell]) -> Result<Row, Diagnostic> {
    let fault = |code, span, message: String| Diagnostic::error(code, file, span, message);
    if cells.len() != header.width {
        let message = format!("this line has {} cells, the header {}", cells.len(), header.width);
        return Err(
            fault("wrong-width", span, message).with_hint("a cell that holds a comma, a quotation mark or a line break stands in \"...\"")
        );
    }
    let filled = |at: usize| Some(&cells[at]).filter(|cell| !cell.text.is_empty());
    let named = header.file.and_then(filled).cloned().map(Where::File);
    let here = header.answer.and_then(filled).cloned().map(Where::Here);
    let answer = match (named, here) {
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return Err(fault("no-answer", span, "this line names no answer".to_owned())),
        (Some(_), Some(_)) => return Err(fault("two-answers", span, "this line has both a file and an answer".to_owned())),
    };
    let Some(rubric) = filled(header.rubric) else {
        return Err(fault("no-rubric", cells[header.rubric].span, "this answer has no rubric".to_owned()));
    };
    let written = &cells[header.mark];
    let mark = match written.text.parse::<f64>() {
        Ok(mark) if scale.has(mark) => mark,
        Ok(mark) if mark.is_finite() => {
            let hint = "another scale is told by --scale, such as --scale 0..5";
            return Err(fault("outside-scale", written.span, format!("the mark {} is outside of {scale}", written.text)).with_hint(hint));
        }
        _ if written.text.is_empty() => return Err(fault("no-mark", written.span, "this answer has no mark".to_owned())),
        _ => {
            let fault = fault("no-number", written.span, format!("the mark {} is no number", written.text));
            return Err(fault.with_hint("it is written as 3 or 2.5"));
        }
    };
    let others = header.others.iter().enumerate();
    let others = others.filter_map(|(nth, (at, _))| filled(*at).map(|cell| (nth, cell.clone()))).collect();
    Ok(Row { line: 0, answer, rubric: rubric.clone(), mark, others })
}

/// What stands between cells: the mark that the first line has most of, as a spreadsheet may write semicolons or tabs.
fn separator(text: &str) -> u8 {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let often = |separator: u8| first.bytes().filter(|b| *b == separator).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|separator| often(*separator)).unwrap_or(b',')
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

/// The records with their cells.
fn records(file: &SourceFile) -> Vec<(Span, Vec<Cell>)> {
    let text = file.text.as_ref();
    let separator = separator(text);
    let mut reader = reader(text, separator);
    let (mut records, mut record) = (Vec::new(), csv::StringRecord::new());
    // The text is UTF-8 and in memory, so that reading it cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, |place| place.byte() as usize);
        let end = reader.position().byte() as usize;
        let spans = cells(text, start..end, separator);
        let whole = spans.first().zip(spans.last()).map_or_else(|| Span::new(start, end), |(first, last)| first.join(*last));
        let cell = |(nth, text): (usize, &str)| Cell { text: text.trim().to_owned(), span: spans.get(nth).copied().unwrap_or(whole) };
        // A line of nothing but separators is what spreadsheets leave below a table.
        if record.iter().any(|text| !text.trim().is_empty()) {
            records.push((whole, record.iter().enumerate().map(cell).collect()));
        }
    }
    records
}

/// Where the cells of a record stand, quotation marks included.
fn cells(text: &str, record: std::ops::Range<usize>, separator: u8) -> Vec<Span> {
    let bytes = text.as_bytes();
    let is_break = |at: usize| matches!(bytes[at], b'\r' | b'\n');
    let start = record.clone().find(|&at| !is_break(at)).unwrap_or(record.end);
    let end = (start..record.end).rev().find(|&at| !is_break(at)).map_or(start, |at| at + 1);
    let (mut spans, mut from, mut quoted) = (Vec::new(), start, false);
    for at in start..end {
        match bytes[at] {
            b'"' if quoted || at == from => quoted = !quoted,
            // The second of two quotation marks inside of quotation marks goes on with the cell.
            b'"' if bytes[at - 1] == b'"' && bytes[from] == b'"' => quoted = true,
            byte if byte == separator && !quoted => {
                spans.push(Span::new(from, at));
                from = at + 1;
            }
            _ => {}
        }
    }
    spans.push(Span::new(from, end));
    spans
}

/// A warning at a place of a file.
pub(super) fn warning(code: &'static str, file: &Arc<SourceFile>, span: Span, message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, file, span, message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile { name: "marks.csv".to_owned(), text: text.to_owned().into() })
    }

    fn places(text: &str) -> Vec<(String, String)> {
        let file = file(text);
        let cells = |(_, cells): (Span, Vec<Cell>)| cells;
        records(&file).into_iter().flat_map(cells).map(|c| (c.span.of(text).to_owned(), c.text)).collect()
    }

    #[test]
    fn cells_have_their_places_however_they_are_quoted() {
        let text = "file,mark\r\n\r\n\"a, \"\"b\"\"\n.md\" , 3\r\nc,\"\"\n,\n";
        let same = |cell: &str| (cell.to_owned(), cell.to_owned());
        let wanted = [
            same("file"),
            same("mark"),
            ("\"a, \"\"b\"\"\n.md\" ".to_owned(), "a, \"b\"\n.md".to_owned()),
            (" 3".to_owned(), "3".to_owned()),
            same("c"),
            ("\"\"".to_owned(), String::new()),
        ];
        assert_eq!(places(text), wanted);
    }

    #[test]
    fn semicolons_and_tabs_separate_too() {
        assert_eq!(read(&file("file;rubric;mark\na.md;r;3\n"), Scale::default()).unwrap().rows[0].mark, 3.0);
        assert_eq!(read(&file("answer\trubric\tmark\na, b; c\tr\t4\n"), Scale::default()).unwrap().rows[0].answer.cell().text, "a, b; c");
    }

    #[test]
    fn a_header_without_a_column_is_refused() {
        let codes = |text: &str| read(&file(text), Scale::default()).unwrap_err().iter().map(|f| f.code).collect::<Vec<_>>();
        assert_eq!(codes(""), ["empty-file"]);
        assert_eq!(codes("files,rubric,grade\n"), ["missing-column"]);
        assert_eq!(codes("file,rubric,\"mark\na,b,1\n"), ["open-quote"]);
        assert_eq!(codes("file,rubric,mark,mark\na,b,1,1"), ["twice"]);
        assert_eq!(codes("file,rubric,mark\n"), ["no-answers"]);
    }

    #[test]
    fn a_quotation_mark_that_stays_open_is_told_where_it_stands() {
        let text = "answer,rubric,mark\n\"one \"\"1\"\"\",r,1\nx,r,2\n\"two,r,3\nthree,r,4\n";
        let marks = read(&file(text), Scale::default()).unwrap();
        let line = text[..marks.faults[0].span.start as usize].lines().count();
        assert_eq!((marks.rows.len(), marks.faults[0].code, line), (2, "open-quote", 3));
        for closed in ["\"a\"", "\"a\"\n", "\"a \"\"", "a\"", "\"a\" \"b"] {
            let open = read(&file(&format!("rubric,mark,answer\nr,1,{closed}")), Scale::default()).unwrap();
            assert_eq!(open.faults.len(), usize::from(closed == "\"a \"\""), "{closed}");
        }
    }

    #[test]
    fn a_row_at_fault_is_told_and_the_others_are_read() {
        let text = "file,rubric,mark,x\na,r,9,\nb,r\nc,r,high,\n,r,1,\nd,,1,\ne,r,,\nf,r,2,yes\ng,r,NaN,\n";
        let marks = read(&file(text), Scale::default()).unwrap();
        let codes: Vec<&str> = marks.faults.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["outside-scale", "wrong-width", "no-number", "no-answer", "no-rubric", "no-mark", "no-number"]);
        assert_eq!(marks.faults[0].span.of(text), "9");
        assert_eq!((marks.rows.len(), marks.rows[0].line, marks.rows[0].others.len()), (1, 8, 1));
    }
}
