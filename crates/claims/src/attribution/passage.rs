//! Passages: sentences, joined where a quotation runs over a sentence end, as ranges of tokens.
//!
//! **Shape.** A passage never crosses a paragraph. Headings, bylines, and notices yield none; a dateline or a label at the head of a
//! sentence is left out of its passage.

use salient_documents::speaker_label;
use salient_model::{ByteSpan, Document, TextZoneKind};

use super::token::{self, Token, TokenKind};

/// Half-open range of tokens.
pub(crate) type Range = std::ops::Range<usize>;

/// A stretch of text that the rules read as one.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    pub(crate) tokens: Range,
    pub(crate) paragraph: usize,
    /// The speaker's label in force ("Governor:"), without its marks.
    pub(crate) label: Option<ByteSpan>,
}

/// A sentence as tokens.
struct Line {
    tokens: Range,
    paragraph: usize,
    label: Option<ByteSpan>,
}

/// A quotation: positions of its marks. `close` is absent where the paragraph ends first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quotation {
    pub(crate) open: usize,
    pub(crate) close: Option<usize>,
}

/// A text with its tokens, quotations, and passages.
#[derive(Debug)]
pub(crate) struct Analysis<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) quotations: Vec<Quotation>,
    /// For each token, the index of the quotation that it stands in; marks belong to their quotation.
    quotation_of: Vec<Option<usize>>,
    pub(crate) passages: Vec<Passage>,
    /// First token of each sentence.
    sentence_starts: Vec<usize>,
}

impl<'a> Analysis<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let tokens = token::tokens(&document.text);
        let at = |byte: usize| tokens.partition_point(|token| token.start < byte);
        let mut lines: Vec<Line> = Vec::new();
        let covering: Vec<ByteSpan> = document
            .zones
            .iter()
            .filter(|zone| !matches!(zone.kind, TextZoneKind::Dateline | TextZoneKind::Label))
            .map(|zone| zone.span)
            .collect();
        for sentence in &document.sentences {
            let first = covering.partition_point(|zone| zone.end() <= sentence.span.start());
            let skip = covering
                .get(first)
                .is_some_and(|zone| zone.overlap(sentence.span) * 2 > sentence.span.len());
            let range = at(sentence.span.start())..at(sentence.span.end());
            if !skip && !range.is_empty() {
                lines.push(Line {
                    tokens: range,
                    paragraph: sentence.paragraph,
                    label: speaker_label(document, sentence),
                });
            }
        }
        let quotations = quotations(&tokens, &lines);
        let mut quotation_of = vec![None; tokens.len()];
        for (index, quotation) in quotations.iter().enumerate() {
            let end = quotation
                .close
                .unwrap_or_else(|| paragraph_end(&lines, quotation.open));
            for slot in quotation_of
                .iter_mut()
                .take((end + 1).min(tokens.len()))
                .skip(quotation.open)
            {
                *slot = Some(index);
            }
        }
        let sentence_starts = lines.iter().map(|line| line.tokens.start).collect();
        let passages = passages(&tokens, &lines, &quotation_of);
        Self {
            text: &document.text,
            tokens,
            quotations,
            quotation_of,
            passages,
            sentence_starts,
        }
    }

    /// The quotation around a token.
    pub(crate) fn quotation(&self, token: usize) -> Option<Quotation> {
        self.quotations
            .get((*self.quotation_of.get(token)?)?)
            .copied()
    }

    /// Whether the token lies between quotation marks; the marks themselves do not.
    pub(crate) fn quoted(&self, token: usize) -> bool {
        self.quotation(token).is_some_and(|quotation| {
            quotation.open < token && quotation.close.is_none_or(|close| token < close)
        })
    }

    /// Whether a sentence starts at this token.
    pub(crate) fn starts_sentence(&self, token: usize) -> bool {
        self.sentence_starts.binary_search(&token).is_ok()
    }

    pub(crate) fn kind(&self, token: usize) -> Option<TokenKind> {
        self.tokens.get(token).map(|token| token.kind)
    }

    pub(crate) fn lower(&self, token: usize) -> &str {
        self.tokens
            .get(token)
            .map_or("", |token| token.lower.as_str())
    }

    /// The bytes from the first to the last token of a range.
    pub(crate) fn span(&self, range: &Range) -> Option<ByteSpan> {
        if range.is_empty() {
            return None;
        }
        let first = self.tokens.get(range.start)?;
        let last = self.tokens.get(range.end - 1)?;
        ByteSpan::new(first.start, last.end).ok()
    }
}

fn paragraph_end(lines: &[Line], token: usize) -> usize {
    let first = lines.partition_point(|line| line.tokens.end <= token);
    let Some(paragraph) = lines.get(first).map(|line| line.paragraph) else {
        return token;
    };
    lines[first..]
        .iter()
        .take_while(|line| line.paragraph == paragraph)
        .last()
        .map_or(token, |line| line.tokens.end.saturating_sub(1))
}

/// Quotations at depth one; an opening mark inside a quotation is ignored, and so is a closing mark without an opening one.
fn quotations(tokens: &[Token], lines: &[Line]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut depth = 0_usize;
    for Line {
        tokens: range,
        paragraph,
        ..
    } in lines
    {
        for index in range.clone() {
            if let Some((at, in_paragraph)) = open
                && in_paragraph != *paragraph
            {
                found.push(Quotation {
                    open: at,
                    close: None,
                });
                open = None;
            }
            match (tokens[index].kind, open) {
                (TokenKind::OpenQuote, None) => {
                    open = Some((index, *paragraph));
                    depth = 1;
                }
                (TokenKind::OpenQuote, Some(_)) => depth += 1,
                (TokenKind::CloseQuote, Some((at, _))) => {
                    depth -= 1;
                    if depth == 0 {
                        found.push(Quotation {
                            open: at,
                            close: Some(index),
                        });
                        open = None;
                    }
                }
                _ => {}
            }
        }
    }
    if let Some((at, _)) = open {
        found.push(Quotation {
            open: at,
            close: None,
        });
    }
    found
}

fn passages(tokens: &[Token], lines: &[Line], quotation_of: &[Option<usize>]) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    for line in lines {
        let start = line.tokens.start;
        if let Some(last) = found.last_mut()
            && last.paragraph == line.paragraph
            && last.label == line.label
        {
            let before = last.tokens.end - 1;
            let in_quotation = quotation_of[before].is_some()
                && quotation_of[before] == quotation_of[start]
                && !tokens[before].is(TokenKind::CloseQuote);
            // "“Never!” he said.": a sentence does not start with a small letter after a quotation.
            let after_quotation = tokens[before].is(TokenKind::CloseQuote)
                && tokens[start].is_word()
                && !tokens[start].capital;
            if in_quotation || after_quotation {
                last.tokens.end = line.tokens.end;
                continue;
            }
        }
        found.push(Passage {
            tokens: line.tokens.clone(),
            paragraph: line.paragraph,
            label: line.label,
        });
    }
    found
}
