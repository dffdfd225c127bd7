//! The engine: an answer and a compiled rubric in, findings out. It finds evidence with its polarity, stages, signals and delivery
//! facts. Must not decide points, and must not print.

mod automaton;
mod bearing;
mod clauses;
mod copying;
mod distance;
mod findings;
mod instance;
mod labels;
mod main_clause;
mod manner;
mod matching;
mod near_miss;
mod numbering;
mod phrases;
mod polarity;
mod presence;
mod probing;
mod program;
mod prospects;
mod reading;
mod search;
mod spelling;
mod star;
mod telling;
mod wording;

pub use bearing::Bearing;
pub use findings::{EntryFindings, Findings, KeyPointFindings, LinkedFindings, Manner, Ownership, Quote, SignalFindings, StarFindings};
pub use instance::instance;
pub use near_miss::{NearMiss, near_miss};

use crate::answer::Answer;
use crate::lexicon::Lexicon;
use crate::rubric::Rubric;
use crate::text::Memory;
use matching::Matches;
use numbering::Numbering;
use polarity::Turns;
use presence::Presence;
use probing::Prober;
use program::Program;
use reading::Reading;
use search::Search;
use spelling::Vocabulary;
use star::Stages;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use wording::Wording;

/// Finds things in answers for one rubric.
pub struct Engine<'r> {
    rubric: &'r Rubric,
    lexicon: &'r Lexicon,
    vocabulary: Vocabulary<'r>,
    whole: Option<(Program<'r>, Search<'r>)>,
    wording: OnceLock<Wording>,
    /// Memories of words that no thread is using.
    memories: Mutex<Vec<Memory>>,
}

impl<'r> Engine<'r> {
    /// For a few answers: for each answer only the patterns that can hit there are compiled. Compiling everything would take longer
    /// than all the rest of scoring one answer.
    pub fn for_few(rubric: &'r Rubric, lexicon: &'r Lexicon) -> Self {
        Self {
            rubric,
            lexicon,
            vocabulary: Vocabulary::new(lexicon, rubric),
            whole: None,
            wording: OnceLock::new(),
            memories: Mutex::default(),
        }
    }

    /// For many answers: everything is compiled once. Finds the same.
    pub fn for_many(rubric: &'r Rubric, lexicon: &'r Lexicon) -> Self {
        let program = Program::new(rubric, lexicon, None, &[]);
        let search = Search::for_many(&program);
        Self { whole: Some((program, search)), ..Self::for_few(rubric, lexicon) }
    }

    /// The rubric.
    pub fn rubric(&self) -> &'r Rubric {
        self.rubric
    }

    fn wording(&self) -> &Wording {
        self.wording.get_or_init(|| Wording::of(self.rubric))
    }

    fn memories(&self) -> MutexGuard<'_, Vec<Memory>> {
        // What a thread that ended badly has left behind is still true.
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Finds everything in one answer.
    pub fn findings(&self, answer: &Answer) -> Findings {
        let mut memory = self.memories().pop().unwrap_or_default();
        let reading = Reading::new(answer, self.wording(), &self.vocabulary, &mut memory);
        self.memories().push(memory);
        let words = Numbering::of(&reading.text);
        match &self.whole {
            Some((program, search)) => find(program, search, self.wording(), &reading, &words),
            None => {
                let program = Program::new(self.rubric, self.lexicon, Some(&Presence::of(&reading.text)), &[]);
                find(&program, &Search::rows(&program), self.wording(), &reading, &words)
            }
        }
    }
}

fn find(program: &Program<'_>, search: &Search<'_>, wording: &Wording, reading: &Reading<'_>, words: &Numbering<'_>) -> Findings {
    let text = &reading.text;
    let matches = Matches::find(program, search, reading, words);
    let turns = Turns::find(program, &matches, text);
    let listed = manner::listed(text);
    let bearings = bearing::bearings(program, &matches, text, &listed);
    let stages = Stages::find(program, &matches, reading, &bearings);
    let prober = Prober { bearings: &bearings, program, reading, matches: &matches, turns: &turns, stages: &stages, listed: &listed };
    Findings {
        key_points: program
            .key_points
            .iter()
            .map(|(evidence, hints)| KeyPointFindings { evidence: prober.entries(evidence), hints: prober.entries(hints) })
            .collect(),
        needs: program.needs.iter().map(|n| prober.linked(n)).collect(),
        looks_for: program.looks_for.iter().map(|l| prober.linked(l)).collect(),
        mistakes: program.mistakes.iter().map(|m| prober.linked(m)).collect(),
        stages: program.stages.iter().map(|s| prober.entries(s)).collect(),
        star: prober.star(),
        signals: prober.signals(),
        quantified: prober.outcomes(),
        hedges: prober.quotes(program.hedges, "hedge"),
        fillers: prober.quotes(program.fillers, "filler"),
        ownership: probing::ownership(text),
        manner: Manner {
            words: probing::words(reading),
            own_words: probing::own_words(reading),
            sentences: text.sentences().len(),
            on_topic: bearing::on_topic(&bearings, &reading.ignored),
            listed: probing::listed_share(text, &listed),
            denial: stages.denial,
            misplaced: manner::misplaced(text),
            criteria_copied: copying::criteria_copied(text, words, wording),
            english: manner::english(text, wording.form),
            model_copied: copying::model_copied(words, wording),
        },
    }
}
