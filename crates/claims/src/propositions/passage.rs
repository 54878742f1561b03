//! A sentence as clause splitting sees it: tokens with what the attributions and zones say about each.

use salient_model::{Attribution, ByteSpan, Document, TextZoneKind};

use super::lexicon::Grammar;
use super::tokens::{Token, tokenize};

/// What a token does in the attributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TokenRole {
    /// None of them covers it.
    Free,
    /// It is attributed.
    Content,
    /// It stands for the source.
    Source,
    /// It links source and content.
    Cue,
}

impl TokenRole {
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Self::Free => "-",
            Self::Content => "c",
            Self::Source => "s",
            Self::Cue => "q",
        }
    }
}

/// A stretch between two signs or conjunctions.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Chunk {
    pub(crate) has_verb: bool,
    pub(crate) has_number: bool,
    pub(crate) has_name: bool,
    pub(crate) n_words: usize,
}

/// One sentence with everything that its features need.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) span: ByteSpan,
    pub(crate) tokens: Vec<Token>,
    pub(crate) roles: Vec<TokenRole>,
    /// Whether a part of a content starts at the token.
    pub(crate) starts_content: Vec<bool>,
    /// Whether a part of a content ends with the token.
    pub(crate) ends_content: Vec<bool>,
    pub(crate) in_quotes: Vec<bool>,
    /// Index into `chunks` of each token.
    pub(crate) chunk_of: Vec<usize>,
    pub(crate) chunks: Vec<Chunk>,
    /// Words that hold for the whole sentence, as features.
    pub(crate) marks: Vec<&'static str>,
}

impl Passage {
    /// Whether a quotation is open at the token that starts at `at`.
    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        let idx = self.tokens.partition_point(|token| token.span.start() < at);
        self.in_quotes.get(idx).copied().unwrap_or_default()
    }
}

/// The sentences of a document as passages, in text order.
pub(crate) fn passages(
    document: &Document,
    attributions: &[Attribution],
    is_own_voice: bool,
) -> Vec<Passage> {
    let n_paragraphs = document
        .sentences
        .last()
        .map_or(0, |sentence| sentence.paragraph + 1);
    let spans = RoleSpans::new(attributions);
    let mut in_quotes = false;
    let mut previous_paragraph = usize::MAX;
    document
        .sentences
        .iter()
        .enumerate()
        .map(|(idx, sentence)| {
            let is_first = sentence.paragraph != previous_paragraph;
            if is_first {
                in_quotes = false;
            }
            previous_paragraph = sentence.paragraph;
            let is_last = document
                .sentences
                .get(idx + 1)
                .is_none_or(|next| next.paragraph != sentence.paragraph);
            let mut passage = passage(document, &spans, sentence.span, &mut in_quotes);
            if is_own_voice {
                passage.marks.push("own");
            }
            passage.marks.push(match (is_first, is_last) {
                (true, true) => "alone",
                (true, false) => "opens",
                (false, true) => "closes",
                (false, false) => "inner",
            });
            if sentence.paragraph == 0 {
                passage.marks.push("top");
            } else if sentence.paragraph == 1 {
                passage.marks.push("second");
            } else if sentence.paragraph + 1 == n_paragraphs {
                passage.marks.push("bottom");
            }
            passage
        })
        .collect()
}

fn passage(
    document: &Document,
    spans: &RoleSpans,
    span: ByteSpan,
    in_quotes: &mut bool,
) -> Passage {
    let grammar = Grammar::english();
    let tokens = tokenize(&document.text, span);
    let mut passage = Passage {
        span,
        roles: tokens.iter().map(|token| spans.role(token.span)).collect(),
        starts_content: vec![false; tokens.len()],
        ends_content: vec![false; tokens.len()],
        in_quotes: Vec::with_capacity(tokens.len()),
        chunk_of: Vec::with_capacity(tokens.len()),
        chunks: vec![Chunk::default()],
        marks: Vec::new(),
        tokens,
    };
    for (idx, token) in passage.tokens.iter().enumerate() {
        let before = idx
            .checked_sub(1)
            .map(|before| passage.tokens[before].span.end());
        let after = passage.tokens.get(idx + 1).map(|after| after.span.start());
        passage.starts_content[idx] = spans.starts_within(before, token.span);
        passage.ends_content[idx] = spans.ends_within(token.span, after);
        match token.word.as_str() {
            "“" => *in_quotes = true,
            "”" => *in_quotes = false,
            "\"" => *in_quotes = !*in_quotes,
            _ => {}
        }
        passage.in_quotes.push(*in_quotes);
        if token.is_sign() && !token.is_quote() || grammar.is_conjunction(&token.word) {
            passage.chunks.push(Chunk::default());
        }
        let last = passage.chunks.len() - 1;
        passage.chunk_of.push(last);
        let chunk = &mut passage.chunks[last];
        if !token.is_sign() {
            chunk.n_words += 1;
        }
        chunk.has_verb |= grammar.is_verb(&token.word);
        chunk.has_number |= token.shape == super::tokens::TokenShape::Number;
        chunk.has_name |=
            token.shape == super::tokens::TokenShape::Capital && !token.opens_sentence;
    }
    add_marks(document, &mut passage);
    passage
}

fn add_marks(document: &Document, passage: &mut Passage) {
    let last_word = passage
        .tokens
        .iter()
        .rev()
        .find(|token| !token.is_quote())
        .map(|token| token.word.as_str());
    let marks = &mut passage.marks;
    match last_word {
        Some("?") => marks.push("asks"),
        Some("." | "!" | "…") => {}
        Some(":") => marks.push("colon"),
        _ => marks.push("unended"),
    }
    if !passage.chunks.iter().any(|chunk| chunk.has_verb) {
        marks.push("verbless");
    }
    if passage.tokens.len() <= 4 {
        marks.push("short");
    }
    if passage.roles.contains(&TokenRole::Cue) {
        marks.push("cued");
    } else if passage.roles.contains(&TokenRole::Content) {
        marks.push("carried");
    } else {
        marks.push("uncued");
    }
    let first = document
        .zones
        .partition_point(|zone| zone.span.end() <= passage.span.start());
    for zone in document.zones[first..]
        .iter()
        .take_while(|zone| zone.span.start() < passage.span.end())
    {
        if zone.span.overlap(passage.span) * 2 > passage.span.len() {
            marks.push(match zone.kind {
                TextZoneKind::Dateline => "dateline",
                TextZoneKind::Byline => "byline",
                TextZoneKind::Heading => "heading",
                TextZoneKind::Boilerplate => "boilerplate",
                TextZoneKind::Label => "label",
            });
        }
    }
}

/// The spans of all attributions by role, sorted, so that a token finds its role in O(log n).
struct RoleSpans {
    cues: Vec<ByteSpan>,
    sources: Vec<ByteSpan>,
    contents: Vec<ByteSpan>,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl RoleSpans {
    fn new(attributions: &[Attribution]) -> Self {
        let collect = |part: &dyn Fn(&Attribution) -> &Vec<ByteSpan>| {
            let mut spans: Vec<ByteSpan> = attributions
                .iter()
                .flat_map(|attribution| part(attribution).iter().copied())
                .collect();
            spans.sort();
            spans
        };
        let contents = collect(&|attribution| &attribution.content);
        let mut starts: Vec<usize> = contents.iter().map(|span| span.start()).collect();
        let mut ends: Vec<usize> = contents.iter().map(|span| span.end()).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        Self {
            cues: merged(&collect(&|attribution| &attribution.cue)),
            sources: merged(&collect(&|attribution| &attribution.source)),
            contents: merged(&contents),
            starts,
            ends,
        }
    }

    fn role(&self, token: ByteSpan) -> TokenRole {
        if covers(&self.cues, token) {
            TokenRole::Cue
        } else if covers(&self.contents, token) && !covers(&self.sources, token) {
            TokenRole::Content
        } else if covers(&self.sources, token) {
            TokenRole::Source
        } else {
            TokenRole::Free
        }
    }

    /// Whether a content starts after `before` and not after the token's start.
    fn starts_within(&self, before: Option<usize>, token: ByteSpan) -> bool {
        let from = before.unwrap_or_default();
        let first = self.starts.partition_point(|start| *start < from);
        self.starts
            .get(first)
            .is_some_and(|start| *start <= token.start())
    }

    fn ends_within(&self, token: ByteSpan, after: Option<usize>) -> bool {
        let to = after.unwrap_or(usize::MAX);
        let first = self.ends.partition_point(|end| *end < token.end());
        self.ends.get(first).is_some_and(|end| *end <= to)
    }
}

/// Sorted spans without overlap that cover the same bytes.
fn merged(spans: &[ByteSpan]) -> Vec<ByteSpan> {
    let mut merged: Vec<ByteSpan> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.cover(*span),
            _ => merged.push(*span),
        }
    }
    merged
}

fn covers(spans: &[ByteSpan], token: ByteSpan) -> bool {
    let after = spans.partition_point(|span| span.start() <= token.start());
    after
        .checked_sub(1)
        .is_some_and(|idx| spans[idx].end() >= token.end())
}
