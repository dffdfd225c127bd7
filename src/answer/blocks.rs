//! Markdown to blocks of text. Must not judge what a block is worth, and must not recurse: answers nest as deep as they like.

use super::directives::{self, Directive};
use super::leaf::{Gap, Leaf};
use super::{Block, BlockKind, controls, nesting};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The element that text is being read in, as far as it decides what becomes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flow,
    Heading(u8),
    Row,
    Fenced,
    Indented,
    /// Gives no text.
    Html,
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    directives: Vec<Directive>,
    leaf: Option<Leaf>,
    mode: Mode,
    /// Where the present element stands, if it is one block.
    element: Option<Range<usize>>,
    quotes: usize,
    items: usize,
    /// Inside bold text that opens the block.
    leading: bool,
    /// Inside a link whose text is its target.
    muted: bool,
}

/// The blocks of the text from `body_start` on, and the comments that speak to the program. Every place counts from the start of the
/// text.
pub(super) fn parse(text: &str, body_start: usize) -> (Vec<Block>, Vec<Directive>) {
    let masked = nesting::limit(controls::mask(text));
    let body = masked.get(body_start..).unwrap_or("");
    let shift = |r: Range<usize>| r.start + body_start..r.end + body_start;
    let mut reader = Reader::new(&masked);
    let mut events = Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS).into_offset_iter();
    for (event, range) in events.by_ref() {
        reader.event(event, shift(range));
    }
    reader.close();
    for (_, definition) in events.reference_definitions().iter() {
        reader.definition(&definition.dest, shift(definition.span.clone()));
    }
    reader.blocks.sort_by_key(|b| b.span.start);
    (reader.blocks, reader.directives)
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let (mode, element) = (Mode::Flow, None);
        let (blocks, directives) = (Vec::new(), Vec::new());
        Self { text, blocks, directives, leaf: None, mode, element, quotes: 0, items: 0, leading: false, muted: false }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(_) => self.inline_code(&range),
            Event::SoftBreak => self.part(Gap::Soft),
            Event::HardBreak => self.part(Gap::Line),
            Event::InlineHtml(tag) if is_line_break(&tag) => self.part(Gap::Line),
            Event::InlineHtml(_) => {
                self.speaks(&range);
                self.part(Gap::Blank);
            }
            Event::Html(line) => self.after_comment(&line, range.start),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(Mode::Flow, Some(range)),
            Tag::Heading { level, .. } => self.open(Mode::Heading(*level as u8), Some(range)),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.open(Mode::Fenced, Some(range)),
            Tag::CodeBlock(CodeBlockKind::Indented) => self.open(Mode::Indented, None),
            Tag::TableHead | Tag::TableRow => self.open(Mode::Row, Some(range)),
            Tag::HtmlBlock => self.open(Mode::Html, Some(range)),
            Tag::TableCell => self.part(Gap::Cell),
            Tag::List(_) | Tag::Table(_) => self.close(),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::Item => {
                self.close();
                self.items += 1;
            }
            Tag::Strong => self.leading = self.leading || self.leaf.as_ref().is_none_or(Leaf::is_empty),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.muted = true;
                self.part(Gap::Blank);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Strong if self.leading => {
                self.leading = false;
                self.cover(range);
                if let Some(leaf) = &mut self.leaf {
                    leaf.close_lead();
                }
            }
            TagEnd::Link => {
                self.muted = false;
                self.cover(range);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                self.speaks(range);
                self.close();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
            }
            _ => self.cover(range),
        }
    }

    /// Comments in HTML may speak to the program.
    fn speaks(&mut self, html: &Range<usize>) {
        self.directives.extend(directives::find(self.text.get(html.clone()).unwrap_or(""), html.start));
    }

    fn open(&mut self, mode: Mode, element: Option<Range<usize>>) {
        self.close();
        self.mode = mode;
        self.element = element.map(|r| r.start..r.start + self.text.get(r).map_or(0, |t| t.trim_end().len()));
    }

    /// Ends the block in the making, if there is one.
    fn close(&mut self) {
        if let Some(mut leaf) = self.leaf.take() {
            if matches!(self.mode, Mode::Heading(_)) && self.is_underlined() {
                leaf.unless_title(self.kind(Mode::Flow));
            }
            self.blocks.extend(leaf.finish());
        }
        self.mode = Mode::Flow;
        self.element = None;
        self.leading = false;
    }

    /// A heading that is marked by a line below it takes at least two lines.
    fn is_underlined(&self) -> bool {
        self.element.clone().and_then(|r| self.text.get(r)).is_some_and(|t| t.trim().contains(['\n', '\r']))
    }

    /// What text read in `mode` here belongs to. All that is quoted is a quotation, whatever it is inside.
    fn kind(&self, mode: Mode) -> BlockKind {
        match mode {
            Mode::Fenced => BlockKind::Code,
            _ if self.quotes > 0 => BlockKind::Quote,
            Mode::Heading(level) => BlockKind::Heading(level),
            Mode::Row => BlockKind::TableRow,
            _ if self.items > 0 => BlockKind::ListItem,
            _ => BlockKind::Paragraph,
        }
    }

    /// The block in the making; a new one if text comes where none is.
    fn leaf(&mut self, at: usize) -> &mut Leaf {
        let kind = self.kind(self.mode);
        let span = self.element.clone().unwrap_or(at..at);
        self.leaf.get_or_insert_with(|| Leaf::new(kind, span))
    }

    fn part(&mut self, gap: Gap) {
        if let Some(leaf) = &mut self.leaf {
            leaf.part(gap);
        }
    }

    fn cover(&mut self, range: &Range<usize>) {
        if let Some(leaf) = &mut self.leaf {
            leaf.cover(range);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        match self.mode {
            Mode::Html => {}
            _ if self.muted => {}
            Mode::Fenced | Mode::Indented => self.lines(text, range),
            _ => self.piece(text, range),
        }
    }

    fn piece(&mut self, text: &str, range: Range<usize>) {
        let verbatim = self.text.get(range.clone()) == Some(text);
        let leaf = self.leaf(range.start);
        if verbatim {
            leaf.push(text, range.start);
        } else {
            leaf.push_rewritten(text, range);
        }
    }

    /// Markdown counts the rest of a line that opens with a comment as HTML; whoever wrote it meant text.
    fn after_comment(&mut self, line: &str, start: usize) {
        let in_comment = self.element.clone().and_then(|r| self.text.get(r)).is_some_and(|t| t.starts_with("<!--"));
        if let Some(end) = line.find("-->").filter(|_| in_comment).map(|at| at + "-->".len()) {
            let rest = line[end..].split('<').next().unwrap_or("");
            let words = rest.trim();
            let at = start + end + (rest.len() - rest.trim_start().len());
            self.piece(words, at..at + words.len());
        }
    }

    /// Text in which line feeds stand as such.
    fn lines(&mut self, text: &str, range: Range<usize>) {
        // Only the columns of a tab are written differently here; they matter to code alone.
        if self.text.get(range.clone()) != Some(text) {
            if self.mode == Mode::Fenced {
                self.piece(text, range);
            }
            return;
        }
        let mut at = range.start;
        for line in text.split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']);
            match self.mode {
                Mode::Fenced if !body.is_empty() => self.leaf(at).push(body, at),
                Mode::Indented if !body.trim().is_empty() => {
                    let start = at + (body.len() - body.trim_start().len());
                    self.leaf(start).push(body.trim(), start);
                }
                _ => {}
            }
            at += line.len();
            if line.ends_with('\n') {
                self.line_feed(at);
            }
        }
    }

    fn line_feed(&mut self, at: usize) {
        match (&mut self.leaf, self.mode) {
            (Some(leaf), Mode::Fenced) => leaf.line_feed(at),
            // An empty line parts indented paragraphs as it does others; indented text is the candidate's own.
            (Some(leaf), _) if leaf.at_line_start() => {
                self.close();
                self.mode = Mode::Indented;
            }
            (Some(leaf), _) => leaf.part(Gap::Soft),
            (None, _) => {}
        }
    }

    /// Inline code is text. It is read from the file, line by line, as what runs over a line break reads otherwise than it stands; the
    /// marks of a quote that its later lines open with are no part of it.
    fn inline_code(&mut self, range: &Range<usize>) {
        let whole = self.text.get(range.clone()).unwrap_or("");
        let code = whole.trim_start_matches('`');
        let mut at = range.start + (whole.len() - code.len());
        for (nth, line) in code.trim_end_matches('`').split(['\n', '\r']).enumerate() {
            let words = if nth == 0 { line } else { line.trim_start_matches([' ', '\t', '>']) };
            if nth > 0 {
                self.part(Gap::Blank);
            }
            let start = at + (line.len() - words.len());
            self.leaf(start).push(words, start);
            at += line.len() + 1;
        }
        self.cover(range);
    }

    /// "[Result]: recovered" is a link definition to Markdown, and words to whoever wrote it: only what looks like a target is one.
    fn definition(&mut self, target: &str, range: Range<usize>) {
        if !target.contains(['/', '.', '#', '@', ':']) && !target.is_empty() {
            let text = self.text;
            self.element = Some(range.clone());
            self.piece(text.get(range.clone()).unwrap_or("").trim_end(), range);
            self.close();
        }
    }
}

fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}
