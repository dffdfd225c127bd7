//! Answers as people hand them in: what is text, what is not, and that every word leads back to its place in the file.

use proptest::prelude::*;
use rubrica::answer::{Answer, Block, BlockKind};
use rubrica::text::{Memory, NoSpeller, TextBuilder};
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

fn parse(text: &str) -> Answer {
    Answer::parse(text.as_bytes()).expect("text")
}

/// Kinds and texts of the blocks.
fn blocks(text: &str) -> Vec<(BlockKind, String)> {
    parse(text).blocks.iter().map(|b| (b.kind, b.text.text().to_owned())).collect()
}

fn texts(text: &str) -> Vec<String> {
    blocks(text).into_iter().map(|(_, t)| t).collect()
}

/// The bold words that open each block.
fn leads(text: &str) -> Vec<String> {
    parse(text).blocks.iter().map(|b| b.text.text()[..b.lead].to_owned()).collect()
}

fn block(kind: BlockKind, text: &str) -> (BlockKind, String) {
    (kind, text.to_owned())
}

/// Every word as it was read and as it stands in the file.
fn words(answer: &Answer) -> Vec<(String, String)> {
    let mut memory = Memory::default();
    let mut builder = TextBuilder::new(&NoSpeller, &mut memory);
    for (at, block) in answer.blocks.iter().enumerate() {
        builder.block(at, &block.text);
    }
    let text = builder.finish();
    let word = |at: usize| (text.plain(at).to_owned(), text.tokens()[at].span.of(&answer.source.text).to_owned());
    (0..text.tokens().len()).map(word).collect()
}

const SAMPLE: &str = "# Naïve title\n\n**Situation:** The *café* service `checkout-api` was\ndown for 40 minutes; see [the notes](https://example.org/secret).\n\n\
    - rolled back\n- paged “Zoë”\n\n| Stage | What |\n|---|---|\n| Result | p99 fell |\n\n    indented words\n";

#[test]
fn every_word_leads_back_to_its_place() {
    let found = words(&parse(SAMPLE));
    assert!(found.len() > 25);
    for (word, stands) in found {
        assert_eq!(word, stands.to_lowercase());
    }
}

#[test]
fn places_survive_byte_order_marks_and_line_ends_and_utf_16() {
    let plain = words(&parse(SAMPLE));
    let windows = SAMPLE.replace('\n', "\r\n");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(windows.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [[b"\xEF\xBB\xBF", SAMPLE.as_bytes()].concat(), windows.into_bytes(), utf16] {
        let answer = Answer::parse(&bytes).expect("text");
        assert_eq!(words(&answer), plain);
        assert!(answer.blocks.iter().all(|b| !b.text.text().contains('\r')));
    }
}

#[test]
fn code_comments_html_and_targets_are_no_text() {
    let text = "See [runbook](https://secret.example \"secret\") and ![diagram](secret.png) <https://secret.example> or\n\
        a <!-- secret --><span title=\"secret\">b</span>c.\n\n<!--\nsecret\n-->\n\n<div>\nsecret\n</div>\n\n[ref]: https://secret.example\n";
    let found = texts(text);
    assert!(!found.concat().contains("secret"), "{found:?}");
    assert_eq!(found, ["See runbook and diagram  or a b c."]);
    assert_eq!(texts("<!-- secret --> I rolled back <!-- secret -->\n\n<!--\nsecret\n--> and paged."), ["I rolled back", "and paged."]);
    assert_eq!(blocks("```sh\nkubectl get pods\n\n  -A\n```"), [block(BlockKind::Code, "kubectl get pods\n\n  -A")]);
}

#[test]
fn inline_code_and_entities_are_text() {
    let answer = parse("Ran `kubectl   get\npods` on AT&amp;T&#39;s\u{a0}`a|b`.");
    assert_eq!(answer.blocks[0].text.text(), "Ran kubectl   get pods on AT&T's\u{a0}a|b.");
    let text = &answer.blocks[0].text;
    let at = text.text().find("AT&T").expect("stands there");
    assert_eq!(text.span(at..at + 4).of(&answer.source.text), "AT&amp;T");
    assert_eq!(text.span(at + 2..at + 3).of(&answer.source.text), "&amp;");
    let pods = text.text().find("pods").expect("stands there");
    assert_eq!(text.span(pods..pods + 4).of(&answer.source.text), "pods");
}

#[test]
fn headings_and_what_only_looks_like_one() {
    let prose = "The outage lasted for two hours because nobody on call knew how to fail the database over\n---";
    assert_eq!(blocks("## What I *did* ##"), [block(BlockKind::Heading(2), "What I did")]);
    assert_eq!(blocks("Situation\n---"), [block(BlockKind::Heading(2), "Situation")]);
    for text in [prose, "Two lines\nof it\n---", "We rolled back.\n---"] {
        assert_eq!(blocks(text)[0].0, BlockKind::Paragraph, "{text}");
    }
    assert_eq!(parse("# Latency\n\ntext").title(), Some("Latency"));
    assert_eq!(parse("text\n\n# Latency").title(), None);
}

#[test]
fn bold_leads() {
    assert_eq!(leads("**Situation:** it broke"), ["Situation:"]);
    assert_eq!(leads("- __Task__ - mend it\n- no **lead**"), ["Task", ""]);
    assert_eq!(blocks("**Situation**\n\ntext")[0], block(BlockKind::Paragraph, "Situation"));
    assert_eq!(leads("**Situation**\n\ntext"), ["Situation", ""]);
    assert_eq!(leads("| ***S*** | it broke |\n|---|---|"), ["S"]);
}

#[test]
fn tables_rows_join_their_cells() {
    let text = "| Stage | What |\n|---|:-:|\n| Action | rolled **back** \\| paged |\n|  | alone |\n| Result | a<br>b |";
    let expected = ["Stage; What", "Action; rolled back | paged", "alone", "Result; a\nb"].map(|t| block(BlockKind::TableRow, t));
    assert_eq!(blocks(text), expected);
    let answer = parse(text);
    assert_eq!(answer.blocks[0].text.span(5..7).of(text), " | ");
    assert_eq!(answer.blocks[0].span.of(text), "| Stage | What |");
}

#[test]
fn lists_give_a_block_for_every_stretch_of_text() {
    let text = "1. first\n   - inner *one*\n     - inmost\n\n   second paragraph\n2. [ ] last\n\n   > quoted\n";
    let item = |t| block(BlockKind::ListItem, t);
    let expected =
        [item("first"), item("inner one"), item("inmost"), item("second paragraph"), item("last"), block(BlockKind::Quote, "quoted")];
    assert_eq!(blocks(text), expected.map(|b| b));
    assert_eq!(parse(text).blocks[1].span.of(text), "inner *one*");
}

#[test]
fn all_that_is_quoted_is_a_quotation() {
    let kinds: Vec<BlockKind> = blocks("> # Question\n> Tell me\n> - one\n\nAnswer").into_iter().map(|(k, _)| k).collect();
    assert_eq!(kinds, [BlockKind::Quote, BlockKind::Quote, BlockKind::Quote, BlockKind::Paragraph]);
}

#[test]
fn indented_text_is_the_candidates_own() {
    let text = "    I rolled the release back\n    and paged the team.\n\n\n\tThen I wrote it up.\n";
    let expected = ["I rolled the release back\nand paged the team.", "Then I wrote it up."].map(|t| block(BlockKind::Paragraph, t));
    assert_eq!(blocks(text), expected);
}

#[test]
fn wrapped_lines_are_joined_and_noted_lines_are_not() {
    let wrapped = "I looked at the dashboards first, and saw that the latency had doubled since\nthe last deployment, so I rolled it back.";
    assert_eq!(texts(wrapped), [wrapped.replace('\n', " ")]);
    for noted in ["Situation\nAdvocated for GitOps with Argo CD", "rolled it back\nchecked p99", "Two spaces  \nend a line"] {
        assert_eq!(texts(noted), [noted.replace("  \n", "\n")]);
    }
}

#[test]
fn escape_sequences_and_controls_are_no_text() {
    let answer = parse("We \u{1B}[31mrolled\u{1B}[0m ba\u{7}ck \u{1B}]8;;http://x\u{7}now &#27;[2J\u{7F}");
    assert_eq!(answer.blocks[0].text.text(), "We rolled back now [2J");
    assert_eq!(words(&answer)[2], ("back".to_owned(), "ba\u{7}ck".to_owned()));
}

#[test]
fn front_matter_is_no_text_and_moves_no_places() {
    let answer = parse("+++\nrubric = \"devops-03\"\n+++\n# Title\n");
    assert_eq!(answer.front_matter.get("rubric"), Some("devops-03"));
    assert_eq!(answer.blocks[0].span.of(&answer.source.text), "# Title");
    assert_eq!(texts("---\nSo it began, at 10:30.\n---\n\nmore"), ["So it began, at 10:30.", "more"]);
}

#[test]
fn words_that_look_like_a_link_definition_are_kept() {
    assert_eq!(
        texts("[Situation]: outage\n[docs]: https://example.org\n\n[Result]: recovered"),
        ["[Situation]: outage", "[Result]: recovered"]
    );
}

#[test]
fn hostile_nesting_costs_no_stack_and_little_time() {
    let many = 100_000;
    let nested = |open: &str| open.repeat(many) + "word";
    let mut cases: Vec<String> =
        [">", "> ", "- ", "1. ", "[", "![", "*", "*a ", "**a_ ", "`a", "<!-- ", "&#", "\u{1B}]"].map(nested).into();
    cases.push("word ".repeat(200_000));
    cases.push("word\n".repeat(200_000));
    // Every open list and quote is looked at again on every line.
    cases.extend(["- ", "> "].map(|open| open.repeat(many / 4) + "a" + &"\nb".repeat(many)));
    for case in cases {
        let start = Instant::now();
        parse(&case);
        // Generous: without optimization, on a busy machine.
        assert!(start.elapsed() < Duration::from_secs(20), "{case:.20}");
    }
}

/// Text made of what Markdown, terminals and encodings find hard.
fn hostile() -> impl Strategy<Value = String> {
    const PARTS: [&str; 62] = [
        "\n",
        "\n",
        "\n\n",
        " ",
        "  ",
        "    ",
        "\t",
        "a",
        "word",
        "Übung",
        "I did it.",
        "😀",
        "\u{a0}",
        "# ",
        "## x",
        "---",
        "===",
        "***",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        ">",
        "```",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "__",
        "_",
        "[",
        "](x)",
        "]",
        "[a]: b",
        "![",
        "<",
        ">",
        "<br>",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<?",
        "<![CDATA[",
        "&amp;",
        "&#27;",
        "&#10;",
        "&lt",
        "\\",
        "|",
        "|-|-|",
        "| a | b |",
        "+++",
        "k: v",
        "x = 1",
        "• ",
        "S:",
        "\u{1B}[31m",
        "\u{1B}]8;;",
        "\u{7}\u{C}\u{9B}\u{85}\u{7F}\u{2028}",
    ];
    prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..40).prop_map(|parts| parts.concat())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let Ok(answer) = Answer::parse(text.as_bytes()) else { return Ok(()) };
    let source = &answer.source.text;
    for block in &answer.blocks {
        let shown = block.text.text();
        prop_assert!(source.get(block.span.range()).is_some());
        prop_assert!(shown.get(..block.lead).is_some());
        prop_assert!(!shown.trim().is_empty());
        prop_assert!(!shown.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{shown:?}");
        for (at, c) in shown.char_indices() {
            let span = block.text.span(at..at + c.len_utf8());
            prop_assert!(source.get(span.range()).is_some());
            prop_assert!(block.span.contains(span), "{:?} {span:?}", block);
        }
    }
    prop_assert!(answer.blocks.is_sorted_by_key(|b| b.span.start));
    Ok(())
}

fn content(blocks: &[Block]) -> Vec<(BlockKind, &str, usize)> {
    blocks.iter().map(|b| (b.kind, b.text.text(), b.lead)).collect()
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_span_fits(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn hostile_text_is_read_and_every_span_fits(text in hostile()) {
        check(&text)?;
    }

    #[test]
    fn line_ends_of_either_kind_give_the_same_blocks(text in hostile()) {
        let (unix, windows) = (parse(&text), parse(&text.replace('\n', "\r\n")));
        prop_assert_eq!(&unix.front_matter, &windows.front_matter);
        prop_assert_eq!(content(&unix.blocks), content(&windows.blocks));
    }

    #[test]
    fn every_word_stands_where_it_says(text in "[a-zé*_`#>|\n -]{0,80}") {
        // Markup may stand inside a word ("un*believ*able").
        let letters = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let answer = parse(&text);
        for block in &answer.blocks {
            for (at, word) in block.text.text().unicode_word_indices() {
                let stands = block.text.span(at..at + word.len()).of(&answer.source.text);
                prop_assert_eq!(letters(word), letters(stands));
            }
        }
    }

    #[test]
    fn plain_words_are_never_lost(lines in prop::collection::vec("[a-zA-Z]{1,9}( [a-zA-Z]{1,9}){0,12}[.:,]?", 1..8)) {
        let text = lines.join("\n");
        let read: Vec<String> = texts(&text).iter().flat_map(|t| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
        let wrote: Vec<&str> = text.split_whitespace().collect();
        prop_assert_eq!(read, wrote);
    }
}
