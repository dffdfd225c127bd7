//! Whose an answer is, and which draft: by front matter, else by the pattern of the configuration, else by the names of its file and
//! folders. Pure; must not touch the disk. What is ambiguous is decided for all answers together, so that one odd file moves none.

use super::names::{self, DraftNumber, NameParts};
use super::types::Layout;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of an answer before it has a place.
#[derive(Debug, Clone, Default)]
pub(super) struct Claim {
    /// The names of its folders from the reviewed folder on, the outermost first.
    pub(super) folders: Vec<String>,
    /// The name of its file without the extension.
    pub(super) stem: String,
    /// The id of its rubric.
    pub(super) rubric: String,
    /// What its front matter says of the candidate.
    pub(super) candidate: Option<String>,
    /// What its front matter says of the draft.
    pub(super) draft: Option<u32>,
    /// What the configuration's patterns read from its path; none where there are no patterns.
    pub(super) pattern: Option<Pattern>,
}

/// What patterns say of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    /// One fits.
    Fits {
        /// What it has in the place of `{candidate}`.
        candidate: String,
        /// What it has in the place of `{draft}`.
        draft: Option<String>,
    },
    /// There are some, and none fits.
    FitsNone,
}

/// The place of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Whose it is, as written.
    pub(super) who: String,
    /// Which draft, where that is said.
    pub(super) draft: Option<DraftNumber>,
    /// What its path calls them, where that is not who.
    pub(super) also: Option<String>,
}

/// Where the name of a candidate was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    FrontMatter,
    Pattern,
    Folder,
    File,
}

impl Origin {
    fn told(self) -> &'static str {
        match self {
            Self::FrontMatter => "front matter",
            Self::Pattern => "[review] submissions in the configuration",
            Self::Folder => "folder (mentee/question.md)",
            Self::File => "file (question/mentee.md)",
        }
    }
}

/// What the names of a path say.
struct Names {
    folder: Option<String>,
    file: Option<String>,
    draft: Option<DraftNumber>,
}

/// The place of each answer, or why it has none; and how that was told.
pub(super) fn place(claims: &[Claim]) -> (Vec<Result<Place, String>>, Layout) {
    let read: Vec<Names> = claims.iter().map(Names::of).collect();
    let by_file = file_names_tell(claims, &read);
    let outside: Vec<Option<(String, Origin)>> = claims.iter().zip(&read).map(|(claim, names)| names.outside(claim, by_file)).collect();
    let known = spoken_names(claims, &outside);
    let mut origins = BTreeSet::new();
    let places = claims.iter().zip(&read).zip(outside).map(|((claim, names), outside)| {
        let draft = claim.draft.map(DraftNumber::Numbered).or(names.draft).or_else(|| claim.pattern_draft());
        if let Some(who) = &claim.candidate {
            origins.insert(Origin::FrontMatter);
            return Ok(Place { who: who.clone(), draft, also: outside.map(|(written, _)| written) });
        }
        let (written, origin) = outside.ok_or_else(|| claim.why_nobody())?;
        origins.insert(origin);
        let who = known.get(&names::key(&written)).map_or_else(|| written.clone(), |spoken| (*spoken).to_owned());
        Ok(Place { who, draft, also: Some(written) })
    });
    let places = places.collect();
    (places, layout(&origins))
}

fn layout(origins: &BTreeSet<Origin>) -> Layout {
    let told: Vec<&str> = origins.iter().map(|origin| origin.told()).collect();
    let stated = !origins.iter().any(|origin| matches!(origin, Origin::Folder | Origin::File));
    Layout { told: told.join(", "), stated }
}

impl Claim {
    fn pattern_draft(&self) -> Option<DraftNumber> {
        let Some(Pattern::Fits { draft: Some(draft), .. }) = &self.pattern else { return None };
        let digits: String = draft.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok().map(DraftNumber::Numbered)
    }

    fn why_nobody(&self) -> String {
        match self.pattern {
            Some(Pattern::FitsNone) => "its path fits none of [review] submissions, and its front matter names no candidate".to_owned(),
            _ => "nothing says whose answer this is: no folder, file name or front matter (candidate = \"...\") names anybody".to_owned(),
        }
    }
}

impl Names {
    fn of(claim: &Claim) -> Self {
        let file = names::parts(&claim.stem, &claim.rubric);
        let folders: Vec<NameParts> = claim.folders.iter().map(|name| names::parts(name, &claim.rubric)).collect();
        let drafts = folders.iter().rev().find_map(|parts| parts.draft);
        let clean = folders.iter().rev().filter(|parts| !parts.asks).find_map(|parts| parts.rest.clone());
        // `devops-03-anna/draft-1.md`: only where nothing else names anybody.
        let beside_id = || folders.iter().rev().find_map(|parts| parts.rest.clone());
        let folder = if file.rest.is_none() { clean.or_else(beside_id) } else { clean };
        Self { folder, draft: file.draft.or(drafts), file: file.rest }
    }

    /// What path and configuration say.
    fn outside(&self, claim: &Claim, by_file: bool) -> Option<(String, Origin)> {
        match &claim.pattern {
            Some(Pattern::Fits { candidate, .. }) => return Some((candidate.clone(), Origin::Pattern)),
            Some(Pattern::FitsNone) => return None,
            None => {}
        }
        match (&self.folder, &self.file) {
            (Some(_), Some(file)) if by_file => Some((file.clone(), Origin::File)),
            (Some(folder), _) => Some((folder.clone(), Origin::Folder)),
            (None, Some(file)) => Some((file.clone(), Origin::File)),
            (None, None) => None,
        }
    }
}

/// Whether of a folder and a file that both could name the candidate it is the file. The right reading has few candidates and nobody who
/// answers a question twice.
fn file_names_tell(claims: &[Claim], read: &[Names]) -> bool {
    let cost = |name: fn(&Names) -> &Option<String>| {
        let both =
            claims.iter().zip(read).filter(|(claim, names)| claim.pattern.is_none() && names.folder.is_some() && names.file.is_some());
        let (mut who, mut once, mut twice) = (BTreeSet::new(), BTreeSet::new(), 0);
        for (claim, names) in both {
            let name = names::key(name(names).as_deref().unwrap_or_default());
            twice += usize::from(!once.insert((name.clone(), &claim.rubric, names.draft)));
            who.insert(name);
        }
        (who.len() + twice, twice)
    };
    cost(|names| &names.file) < cost(|names| &names.folder)
}

/// For the name of a folder or file, the name that front matter beside it gives, where all that do agree: then the same person is meant
/// where front matter is silent.
fn spoken_names<'c>(claims: &'c [Claim], outside: &[Option<(String, Origin)>]) -> BTreeMap<String, &'c str> {
    let mut spoken: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for (claim, outside) in claims.iter().zip(outside) {
        let (Some(said), Some((written, _))) = (claim.candidate.as_deref(), outside) else { continue };
        let known = spoken.entry(names::key(written)).or_insert(Some(said));
        *known = known.filter(|known| names::key(known) == names::key(said)).map(|known| known.min(said));
    }
    spoken.into_iter().filter_map(|(written, said)| Some((written, said?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claims from `path=rubric`, and for each who it is.
    fn who(paths: &[(&str, &str)]) -> Vec<String> {
        let claim = |(path, rubric): &(&str, &str)| {
            let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
            let stem = folders.pop().unwrap();
            Claim { folders, stem, rubric: (*rubric).to_owned(), ..Claim::default() }
        };
        let claims: Vec<Claim> = paths.iter().map(claim).collect();
        place(&claims).0.into_iter().map(|p| p.map_or_else(|_| "nobody".to_owned(), |p| p.who)).collect()
    }

    #[test]
    fn names_that_hold_the_question_leave_no_doubt() {
        let paths = [
            ("anna/a-1", "a-1"),
            ("a-1/ben", "a-1"),
            ("cleo/a-1/draft-2", "a-1"),
            ("draft-1/dan/a-1", "a-1"),
            ("a-2-eva", "a-2"),
            ("finn", "a-2"),
            ("a-1/a-1-gus", "a-1"),
            ("hal/answers", "a-2"),
            ("a-3-ida/draft-1", "a-3"),
            ("a-1", "a-1"),
        ];
        assert_eq!(who(&paths), ["anna", "ben", "cleo", "dan", "eva", "finn", "gus", "hal", "ida", "nobody"]);
    }

    #[test]
    fn what_could_be_either_is_decided_for_all_together() {
        let mentee_first = [("anna/delays", "a-1"), ("anna/doubter", "a-2"), ("ben/delays", "a-1")];
        assert_eq!(who(&mentee_first), ["anna", "anna", "ben"]);
        let question_first = [("delays/anna", "a-1"), ("doubter/anna", "a-2"), ("delays/ben", "a-1")];
        assert_eq!(who(&question_first), ["anna", "anna", "ben"]);
        let one_question = [("delays/anna", "a-1"), ("delays/ben", "a-1")];
        assert_eq!(who(&one_question), ["anna", "ben"]);
        let groups = [("north/anna", "a-1"), ("north/anna", "a-2"), ("north/ben", "a-1"), ("north/ben", "a-2")];
        assert_eq!(who(&groups), ["anna", "anna", "ben", "ben"]);
        let own_names = [("anna/slow", "a-1"), ("anna/new tool", "a-2"), ("ben/latency", "a-1"), ("ben/my pilot", "a-2")];
        assert_eq!(who(&own_names), ["anna", "anna", "ben", "ben"]);
    }

    #[test]
    fn front_matter_speaks_for_the_folder_that_it_stands_in() {
        let claim = |candidate: Option<&str>, folder: &str, rubric: &str| Claim {
            folders: vec![folder.to_owned()],
            stem: rubric.to_owned(),
            rubric: rubric.to_owned(),
            candidate: candidate.map(str::to_owned),
            ..Claim::default()
        };
        let claims = [
            claim(Some("Anna Berg"), "ab", "a-1"),
            claim(None, "ab", "a-2"),
            claim(Some("Ben"), "x", "a-1"),
            claim(Some("Cleo"), "x", "a-2"),
            claim(None, "x", "a-3"),
        ];
        let (places, layout) = place(&claims);
        let who: Vec<String> = places.into_iter().map(|p| p.unwrap().who).collect();
        assert_eq!(who, ["Anna Berg", "Anna Berg", "Ben", "Cleo", "x"]);
        assert_eq!((layout.told.as_str(), layout.stated), ("front matter, folder (mentee/question.md)", false));
    }

    #[test]
    fn where_patterns_are_set_nothing_is_guessed() {
        let mut claim = Claim { folders: vec!["anna".to_owned()], stem: "a-1".to_owned(), rubric: "a-1".to_owned(), ..Claim::default() };
        claim.pattern = Some(Pattern::FitsNone);
        assert!(place(&[claim.clone()]).0[0].as_ref().unwrap_err().contains("[review] submissions"));
        claim.pattern = Some(Pattern::Fits { candidate: "Anna".to_owned(), draft: Some("no 3".to_owned()) });
        let place = place(&[claim]).0.remove(0).unwrap();
        assert_eq!(place, Place { who: "Anna".to_owned(), draft: Some(DraftNumber::Numbered(3)), also: Some("Anna".to_owned()) });
    }
}
