//! Asks a person for what a rubric is begun with, one question at a time. Must not decide what is valid: the outline knows that.

use crate::authoring::outline::{Field, Outline, check};
use crate::lexicon::Lexicon;
use std::io::{self, BufRead, Write};

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
        write!(to, "{prompt} ")?;
        to.flush()?;
        let mut line = String::new();
        if from.read_line(&mut line)? == 0 {
            writeln!(to)?;
            return Ok(None);
        }
        let text = line.trim();
        // Without a question there is no rubric: it is asked for again.
        if text.is_empty() && field != Field::Question {
            return Ok(None);
        }
        match check(field, text, lexicon) {
            Ok(()) => return Ok(Some(text.to_owned())),
            Err(refused) => writeln!(to, "  {} {}", if text.is_empty() { "it" } else { "this" }, refused.why)?,
        }
    }
}
