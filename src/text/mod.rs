//! Text as the matcher sees it: decoded bytes, folded words, sentences.
//!
//! Must not know Markdown, rubrics or what counts as evidence. The build script compiles this room too, to fold the phrases that
//! ship in the binary ahead of time; so it depends on nothing above `span`.

pub mod decode;
pub mod english;
pub mod fnv;
pub mod fold;
pub mod line_table;
pub mod lines;
pub mod mapped;
pub mod sentence;
pub mod token;
pub mod words;

pub use fold::{Folded, fold_words};
pub use mapped::MappedText;
pub use token::{Break, Memory, NoSpeller, Sentence, Speller, Text, TextBuilder, Token, TokenKind};
