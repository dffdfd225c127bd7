//! Asks a person for what a rubric is begun with, one question at a time. Must not decide what is valid: the outline knows that.

use crate::authoring::outline::{Field, Outline, check};
use crate::lexicon::Lexicon;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

/// Asks for everything that has not been said. An empty line takes what stands in square brackets, or ends a list; so does the end of
/// the input.
pub(super) fn ask(outline: &mut Outline, lexicon: &Lexicon, from: &mut impl BufRead, to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "An empty line takes what stands in [brackets], passes over a question without them, and ends a list.\n")?;
    for field in Field::ALL {
        let open = outline.said(field).is_empty() && (field != Field::Stage || outline.has_own_framework());
        let Some(asked) = words(field).filter(|_| open) else { continue };
        if field.is_list() {
            writeln!(to, "{asked}:")?;
            while let Some(text) = one(field, "  -", lexicon, from, to)? {
                outline.say(field, &text);
            }
            continue;
        }
        let usual = outline.usual(field);
        let prompt = usual.as_ref().map_or_else(|| format!("{asked}:"), |usual| format!("{asked} [{usual}]:"));
        if let Some(text) = one(field, &prompt, lexicon, from, to)? {
            outline.say(field, &text);
        }
    }
    Ok(())
}

/// Asks for the folder to write to; `None` at the end of the input.
pub(super) fn folder(from: &mut impl BufRead, to: &mut impl Write) -> io::Result<Option<PathBuf>> {
    let line = line("The folder to write it to [.]:", from, to)?;
    Ok(line.map(|line| if line.is_empty() { PathBuf::from(".") } else { PathBuf::from(line) }))
}

/// How a field is asked for; a model answer is too long to be typed here.
fn words(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::Question => "The question, as the candidate hears it",
        Field::Id => "What the rubric is called",
        Field::Title => "A short title",
        Field::Category => "Its kind: behavioral, situational, technical or knowledge",
        Field::Difficulty => "How hard it is",
        Field::Minutes => "Minutes to speak, as in 3-4",
        Field::Framework => "How an answer is told: STAR, none, or a name of your own",
        Field::Stage => "Its stages, one a line, as in \"Listen: let the guest speak\"",
        Field::KeyPoint => "What an answer should mention, one a line",
        Field::LooksFor => "What an interviewer looks for beyond that, one a line",
        Field::Mistake => "Mistakes to avoid, one a line",
        Field::ModelAnswer => return None,
    })
}

/// One line that can be said of the field, asked for until there is one; `None` for an empty one and at the end of the input.
fn one(field: Field, prompt: &str, lexicon: &Lexicon, from: &mut impl BufRead, to: &mut impl Write) -> io::Result<Option<String>> {
    loop {
        let Some(text) = line(prompt, from, to)? else { return Ok(None) };
        // Without a question there is no rubric: it is asked for again.
        if text.is_empty() && field != Field::Question {
            return Ok(None);
        }
        match check(field, &text, lexicon) {
            Ok(()) => return Ok(Some(text)),
            Err(refused) if text.is_empty() => writeln!(to, "  it {}", refused.why)?,
            Err(refused) => writeln!(to, "  {}", refused.why)?,
        }
    }
}

/// One line without the spaces around it; `None` at the end of the input.
fn line(prompt: &str, from: &mut impl BufRead, to: &mut impl Write) -> io::Result<Option<String>> {
    write!(to, "{prompt} ")?;
    to.flush()?;
    let mut line = String::new();
    if from.read_line(&mut line)? == 0 {
        writeln!(to)?;
        return Ok(None);
    }
    Ok(Some(line.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::outline::skeleton;
    use crate::authoring::skeleton::to_toml;

    fn answered(lines: &str, mut outline: Outline) -> (String, String) {
        let lexicon = Lexicon::built_in();
        let mut asked = Vec::new();
        ask(&mut outline, &lexicon, &mut lines.as_bytes(), &mut asked).unwrap();
        let toml = skeleton(&outline, &lexicon).map_or_else(|refused| format!("{refused:?}"), |skeleton| to_toml(&skeleton));
        (toml, String::from_utf8(asked).unwrap())
    }

    fn outline(said: &[(Field, &str)]) -> Outline {
        let mut outline = Outline::default();
        said.iter().for_each(|(field, text)| outline.say(*field, text));
        outline
    }

    #[test]
    fn answers_give_the_same_file_as_options() {
        let lines = "What if a dish comes back?\nkitchen-02\n\nsituational\n\n2\nLAST\nListen: let the guest speak\n\n\
                     Asks the guest\nTastes the dish\n\nStays calm\n\nNot asking\nBlaming the waiter\n";
        let (asked, _) = answered(lines, Outline::default());
        let options = outline(&[
            (Field::Question, "What if a dish comes back?"),
            (Field::Id, "kitchen-02"),
            (Field::Category, "situational"),
            (Field::Minutes, "2"),
            (Field::Framework, "LAST"),
            (Field::Stage, "Listen: let the guest speak"),
            (Field::KeyPoint, "Asks the guest"),
            (Field::KeyPoint, "Tastes the dish"),
            (Field::LooksFor, "Stays calm"),
            (Field::Mistake, "Not asking"),
            (Field::Mistake, "Blaming the waiter"),
        ]);
        let options = to_toml(&skeleton(&options, &Lexicon::built_in()).unwrap());
        assert_eq!(asked, options);
    }

    #[test]
    fn what_cannot_be_is_asked_again_and_what_was_said_is_not() {
        let said = outline(&[(Field::Id, "kitchen-03"), (Field::KeyPoint, "Asks the guest")]);
        let (toml, asked) = answered("\nWhy?\n\ntricky\nTechnical\n\nsoon\n3\n", said);
        assert!(toml.contains("category = \"technical\"") && toml.contains("minutes = [3, 3]"), "{toml}");
        assert!(asked.contains("  it is empty") && asked.contains("  `tricky` is none of behavioral"), "{asked}");
        assert!(
            asked.contains("A short title [Why?]: ") && !asked.contains("rubric is called") && !asked.contains("should mention"),
            "{asked}"
        );
    }

    #[test]
    fn the_end_of_the_input_ends_everything() {
        let (refused, _) = answered("", Outline::default());
        assert!(refused.contains("Question"), "{refused}");
        assert!(answered("Why?", Outline::default()).0.contains("Why?"));
        let folder = |lines: &str| folder(&mut lines.as_bytes(), &mut Vec::new()).unwrap();
        assert_eq!([folder(""), folder("\n"), folder("a b\n")], [None, Some(".".into()), Some("a b".into())]);
    }
}
