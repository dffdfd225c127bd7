//! Which rubric an answer belongs to: what its front matter says, else its file's or folder's name, else its heading. Never a silent
//! guess: what is unknown or ambiguous is a reason that names the nearest candidates. Must not read files or score.

use crate::answer::{Answer, BlockKind};
use crate::rubric::{Bank, BankEntry};
use crate::tables::shown;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

/// Keys of the front matter that may name the rubric.
const KEYS: [&str; 2] = ["rubric", "question"];

/// Headings longer than this are no question.
const LONGEST_HEADING: usize = 1000;

/// How a reason begins when nothing names a rubric.
const NONE_NAMED: &str = "no rubric is named for it";

/// How alike a heading and a title or prompt must be, 0 to 1: room for a typo or a missing word, not for another question.
const ALIKE: f64 = 0.9;

/// Finds rubrics for answers. Built once for many answers.
#[derive(Debug)]
pub struct Finder {
    known: Vec<Known>,
}

#[derive(Debug)]
struct Known {
    entry: BankEntry,
    /// The id as names are compared.
    slug: String,
    head: OnceLock<Asked>,
}

/// What a rubric asks; read from its file only when ids did not tell.
#[derive(Debug)]
struct Asked {
    title: String,
    /// The words of the title and of the prompt.
    words: [Vec<String>; 2],
}

impl Finder {
    /// Among the rubrics of a bank.
    pub fn new(bank: &Bank) -> Self {
        let known = |e: &BankEntry| Known { slug: slug(&e.id), entry: e.clone(), head: OnceLock::new() };
        Self { known: bank.entries().iter().map(known).collect() }
    }

    /// The id of the rubric that an answer belongs to. `path` is where it was read from, made absolute, if it is a file.
    ///
    /// # Errors
    /// Why none can be told, in one line with the nearest candidates.
    pub fn find(&self, answer: &Answer, path: Option<&Path>) -> Result<String, String> {
        if let Some(id) = self.named_outside(answer, path, None)? {
            return Ok(id);
        }
        if let Some(id) = self.by_heading(answer)? {
            return Ok(id);
        }
        Err(self.none_named(answer, path))
    }

    /// The rubric that front matter, configuration or the path names for all of a file. `mapped` is what configuration says.
    pub(super) fn named_outside(&self, answer: &Answer, path: Option<&Path>, mapped: Option<&str>) -> Result<Option<String>, String> {
        let mapped = mapped.map(|id| self.by_map(id)).transpose()?;
        match (self.by_front_matter(answer)?, mapped) {
            (Some(said), Some(mapped)) if said != mapped => {
                Err(format!("its front matter says {said}, the configuration maps its path to {mapped}"))
            }
            (Some(id), _) | (None, Some(id)) => Ok(Some(id)),
            (None, None) => path.map_or(Ok(None), |p| self.by_path(p)),
        }
    }

    /// The rubric whose id a mapping gives, however it is spelled.
    fn by_map(&self, id: &str) -> Result<String, String> {
        let meant = slug(id);
        let known = self.known.iter().find(|k| k.slug == meant);
        known
            .map(|k| k.entry.id.clone())
            .ok_or_else(|| format!("the configuration maps its path to `{}`, which is no rubric{}", shown(id), self.near_id(&meant)))
    }

    /// That nothing names a rubric, and which come nearest.
    pub(super) fn none_named(&self, answer: &Answer, path: Option<&Path>) -> String {
        format!("{NONE_NAMED}{}", self.nearest(answer, path))
    }

    fn by_front_matter(&self, answer: &Answer) -> Result<Option<String>, String> {
        let mut found: Vec<(&str, &Known)> = Vec::new();
        for key in KEYS {
            let Some(value) = answer.front_matter.get(key).map(str::trim).filter(|v| !v.is_empty()) else { continue };
            let meant = slug(value);
            let by_id = self.known.iter().find(|k| k.entry.id == value).or_else(|| self.known.iter().find(|k| k.slug == meant));
            let known = match by_id {
                Some(known) => known,
                // `question` may also hold the question itself.
                None => match self.asking(value).as_slice() {
                    [known] => known,
                    [] => {
                        return Err(format!(
                            "its front matter names no known rubric: {key} = \"{}\"{}",
                            shown(value),
                            self.near_id(&meant)
                        ));
                    }
                    several => return Err(format!("its front matter fits several rubrics: {}", ids(several))),
                },
            };
            found.push((key, known));
        }
        match found.as_slice() {
            [(a, one), (b, two)] if one.entry.id != two.entry.id => {
                Err(format!("its front matter names two rubrics: {a} {}, {b} {}", one.entry.id, two.entry.id))
            }
            _ => Ok(found.first().map(|(_, k)| k.entry.id.clone())),
        }
    }

    fn by_path(&self, path: &Path) -> Result<Option<String>, String> {
        let name = |part: Option<&std::ffi::OsStr>| part.map(|n| slug(&n.to_string_lossy())).unwrap_or_default();
        let file = self.opening(&name(path.file_stem()));
        let folder = self.opening(&name(path.parent().and_then(Path::file_name)));
        match (file, folder) {
            (Some(file), Some(folder)) if file.entry.id != folder.entry.id => {
                Err(format!("its file's name says {}, its folder's name {}", file.entry.id, folder.entry.id))
            }
            (file, folder) => Ok(file.or(folder).map(|k| k.entry.id.clone())),
        }
    }

    /// The rubric whose id opens a name; the longest, since `a-1-b` is no `a-1` where both exist.
    fn opening(&self, name: &str) -> Option<&Known> {
        let opens = |k: &&Known| name.strip_prefix(&k.slug).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        self.known.iter().filter(opens).max_by_key(|k| k.slug.len())
    }

    fn by_heading(&self, answer: &Answer) -> Result<Option<String>, String> {
        heading(answer).map_or(Ok(None), |heading| self.named_by(heading).transpose())
    }

    /// The rubric that a heading names: by an id that stands in it, by being the title or the prompt, or by number ("Question 3").
    /// `None` when it names no question at all.
    pub(super) fn named_by(&self, heading: &str) -> Option<Result<String, String>> {
        let mut found = self.named_in(heading);
        if found.is_empty() {
            found = self.asking(heading);
        }
        let number = question_number(heading);
        if let (true, Some(number)) = (found.is_empty(), number) {
            found = self.known.iter().filter(|k| k.number() == Some(number)).collect();
        }
        match (found.as_slice(), number) {
            ([], None) => None,
            ([], Some(number)) => Some(Err(format!("its heading asks for question {number}, and no rubric has that number"))),
            ([known], _) => Some(Ok(known.entry.id.clone())),
            (several, _) => Some(Err(format!("its heading fits several rubrics: {}", ids(several)))),
        }
    }

    /// The rubrics whose id stands in a text; an id inside a longer one does not count.
    fn named_in(&self, text: &str) -> Vec<&Known> {
        let text = format!("-{}-", slug(text));
        let inside: Vec<&Known> = self.known.iter().filter(|k| text.contains(&format!("-{}-", k.slug))).collect();
        let longer = |k: &Known| inside.iter().any(|o| o.entry.id != k.entry.id && o.slug.contains(&k.slug));
        inside.iter().filter(|k| !longer(k)).copied().collect()
    }

    /// The rubrics whose title or prompt a text is, or nearly is.
    fn asking(&self, text: &str) -> Vec<&Known> {
        if text.len() > LONGEST_HEADING {
            return Vec::new();
        }
        let said = words(text);
        self.known.iter().filter(|k| k.asked().words.iter().any(|asked| same_question(&said, asked))).collect()
    }

    fn near_id(&self, slug: &str) -> String {
        let mut near: Vec<(usize, &Known)> = self.known.iter().map(|k| (strsim::osa_distance(slug, &k.slug), k)).collect();
        near.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.entry.id.cmp(&b.1.entry.id)));
        nearest(near.into_iter().map(|(_, k)| k))
    }

    /// The rubrics whose titles and prompts share most words with the answer, or whose ids are nearest to the file's name.
    fn nearest(&self, answer: &Answer, path: Option<&Path>) -> String {
        let said: BTreeSet<String> = answer.blocks.iter().flat_map(|b| words(b.text.text())).collect();
        let stem = path.and_then(Path::file_stem).map(|s| slug(&s.to_string_lossy())).unwrap_or_default();
        let mut near: Vec<(f64, &Known)> = self.known.iter().map(|k| (k.nearness(&said, &stem), k)).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.entry.id.cmp(&b.1.entry.id)));
        nearest(near.into_iter().map(|(_, k)| k))
    }
}

impl Known {
    fn asked(&self) -> &Asked {
        self.head.get_or_init(|| {
            let head = self.entry.head();
            Asked { words: [words(&head.title), words(&head.prompt)], title: head.title }
        })
    }

    /// The number that ends the id: 3 for `devops-03`.
    fn number(&self) -> Option<u32> {
        self.slug.rsplit('-').next()?.parse().ok()
    }

    fn nearness(&self, said: &BTreeSet<String>, stem: &str) -> f64 {
        let asked: BTreeSet<&String> = self.asked().words.iter().flatten().filter(|w| w.chars().count() > 3).collect();
        let shared = asked.iter().filter(|w| said.contains(**w)).count() as f64 / (asked.len().max(1) as f64);
        let like_id = stem.get(..self.slug.len()).unwrap_or(stem);
        let name = strsim::normalized_damerau_levenshtein(like_id, &self.slug);
        shared + if name > 0.7 { name } else { 0.0 }
    }
}

/// Whether the front matter names a rubric, known or not.
pub(super) fn names_a_rubric(answer: &Answer) -> bool {
    KEYS.iter().any(|key| answer.front_matter.get(key).is_some())
}

/// The heading that an answer opens with, or the question that it quotes first.
fn heading(answer: &Answer) -> Option<&str> {
    let first = answer.blocks.first()?;
    matches!(first.kind, BlockKind::Heading(_) | BlockKind::Quote).then(|| first.text.text())
}

/// The number in "Question 3", "Question 3: ...", "Q3". A bare number numbers a step of an answer as often as a question.
fn question_number(heading: &str) -> Option<u32> {
    let said = words(heading);
    match said.first()?.as_str() {
        "question" | "q" => said.get(1)?.parse().ok(),
        first => first.strip_prefix('q')?.parse().ok(),
    }
}

/// Whether one is the other, give or take a typo, or holds all of it ("Question 3: ..."). A title of one or two words must be alike.
fn same_question(said: &[String], asked: &[String]) -> bool {
    if asked.is_empty() || said.is_empty() {
        return false;
    }
    let holds = asked.len() > 2 && said.windows(asked.len()).any(|w| w == asked);
    holds || strsim::normalized_levenshtein(&said.join(" "), &asked.join(" ")) >= ALIKE
}

fn nearest<'k>(best_first: impl Iterator<Item = &'k Known>) -> String {
    let named = |k: &Known| match k.asked().title.as_str() {
        "" => k.entry.id.clone(),
        title => format!("{} ({title})", k.entry.id),
    };
    let names: Vec<String> = best_first.take(3).map(named).collect();
    if names.is_empty() { "; there are no rubrics".to_owned() } else { format!("; nearest: {}", names.join(", ")) }
}

fn ids(known: &[&Known]) -> String {
    known.iter().map(|k| k.entry.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// A name in lower case, with one hyphen for whatever separates its parts: `devops_03`, `DevOps 03` and `devops-03` are one.
fn slug(name: &str) -> String {
    words(name).join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Block, FrontMatter};
    use crate::diagnostic::SourceFile;
    use crate::span::Span;
    use crate::text::MappedText;
    use std::sync::Arc;

    const RUBRICS: [(&str, &str, &str); 4] = [
        ("zz-03", "Diagnosing intermittent delays", "A service is slow now and then. How do you find out why?"),
        ("zz-03-b", "Diagnosing steady delays", "A service is always slow. How do you find out why?"),
        ("zz-06", "Winning over a doubter", "Tell of a colleague who did not want a new tool."),
        ("zz-10", "Twins", "Tell of a colleague who did not want a new tools."),
    ];

    /// Looks among the four rubrics above alone.
    fn finder() -> Finder {
        let mut bank = Bank::built_in();
        for (id, title, prompt) in RUBRICS {
            let text = format!("id = {id:?}\ntitle = {title:?}\n[question]\nprompt = {prompt:?}\n");
            bank.add(BankEntry::new(id.into(), Arc::new(SourceFile { name: id.into(), text: text.into() })));
        }
        let mut finder = Finder::new(&bank);
        finder.known.retain(|k| k.entry.id.starts_with("zz-"));
        finder
    }

    fn answer(front: &[(&str, &str)], opening: Option<(BlockKind, &str)>, body: &str) -> Answer {
        let mut answer = Answer::parse(b"").unwrap();
        let pairs = front.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        answer.front_matter = FrontMatter { entries: pairs };
        for (kind, text) in opening.into_iter().chain([(BlockKind::Paragraph, body)]) {
            let mut mapped = MappedText::default();
            mapped.push(text, Span::new(0, text.len()));
            answer.blocks.push(Block { kind, span: Span::default(), text: mapped, lead: 0 });
        }
        answer
    }

    fn find(front: &[(&str, &str)], path: &str, heading: &str) -> Result<String, String> {
        let opening = (!heading.is_empty()).then_some((BlockKind::Heading(1), heading));
        let path = (!path.is_empty()).then(|| Path::new(path));
        finder().find(&answer(front, opening, "Some words."), path)
    }

    #[test]
    fn front_matter_comes_first_and_may_quote_the_question() {
        assert_eq!(find(&[("question", "zz-06")], "/x/zz-03.md", "zz-03").unwrap(), "zz-06");
        assert_eq!(find(&[("rubric", "ZZ_03")], "", "").unwrap(), "zz-03");
        assert_eq!(find(&[("question", "A service is slow now and then. How do you find out why")], "", "").unwrap(), "zz-03");
    }

    #[test]
    fn front_matter_that_is_wrong_is_never_passed_over() {
        let why = find(&[("question", "zz-30")], "/x/zz-03.md", "").unwrap_err();
        assert!(why.contains("question = \"zz-30\"; nearest: zz-03 (Diagnosing intermittent delays)"), "{why}");
        let why = find(&[("rubric", "zz-03"), ("question", "zz-06")], "", "").unwrap_err();
        assert_eq!(why, "its front matter names two rubrics: rubric zz-03, question zz-06");
    }

    #[test]
    fn names_of_files_and_folders_must_open_with_an_id() {
        for (path, id) in [
            ("/x/zz-03-draft.md", "zz-03"),
            ("/x/zz_03.md", "zz-03"),
            ("/x/ZZ 03 anna.txt", "zz-03"),
            ("/x/zz-03-b-draft.md", "zz-03-b"),
            ("/x/zz-06/anna.md", "zz-06"),
            ("/x/zz_06_anna/2.md", "zz-06"),
            ("/x/zz-06/zz-06-anna.md", "zz-06"),
        ] {
            assert_eq!(find(&[], path, "").as_deref(), Ok(id), "{path}");
        }
        for path in ["/x/zz-031.md", "/x/zz-3.md", "/x/my-zz-03.md", "/zz-03/x/anna.md", "/x/zz.md"] {
            assert!(find(&[], path, "").is_err(), "{path}");
        }
        assert_eq!(find(&[], "/x/zz-03/zz-06.md", "").unwrap_err(), "its file's name says zz-06, its folder's name zz-03");
    }

    #[test]
    fn headings_count_when_they_are_the_question_or_hold_an_id() {
        for (heading, id) in [
            ("Diagnosing Intermittent Delays", "zz-03"),
            ("Question 3: diagnosing intermittent delays", "zz-03"),
            ("Diagnosing intermittant delays", "zz-03"),
            ("Winning over a doubter", "zz-06"),
            ("My answer (zz-03-b)", "zz-03-b"),
            ("ZZ 03", "zz-03"),
            ("Question 6", "zz-06"),
            ("Q6: the new tool", "zz-06"),
            ("Question 1: Diagnosing steady delays", "zz-03-b"),
        ] {
            assert_eq!(find(&[], "/x/draft.md", heading).as_deref(), Ok(id), "{heading}");
        }
        for heading in ["Delays", "Diagnosing", "Intermittent", "zz-033", "Two answers", "3. What I did", "3", "Question of taste"] {
            assert!(find(&[], "/x/draft.md", heading).is_err(), "{heading}");
        }
        let quoted = answer(&[], Some((BlockKind::Quote, "A service is always slow. How do you find out why?")), "x");
        assert_eq!(finder().find(&quoted, None).as_deref(), Ok("zz-03-b"));
    }

    #[test]
    fn what_is_ambiguous_names_all_that_fit() {
        let why = find(&[], "", "zz-03 or zz-06").unwrap_err();
        assert_eq!(why, "its heading fits several rubrics: zz-03, zz-06");
        let why = find(&[], "", "Tell of a colleague who did not want a new tool.").unwrap_err();
        assert_eq!(why, "its heading fits several rubrics: zz-06, zz-10");
    }

    #[test]
    fn a_running_text_is_no_heading_but_tells_the_nearest() {
        let body = answer(&[], None, "One colleague did not want the tool. I asked why.");
        let why = finder().find(&body, Some(Path::new("/x/draft.md"))).unwrap_err();
        assert!(why.starts_with("no rubric is named for it; nearest: zz-06 (Winning over a doubter), zz-10"), "{why}");
    }
}
