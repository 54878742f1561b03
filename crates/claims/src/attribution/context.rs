//! What every rule looks at: the analysed text and the lexicons.

use super::grammar::{self, Grammar};
use super::lexicon::{self, CueLexicon};
use super::passage::{Analysis, Range};
use super::roles::{self, Roles};
use super::token::{Token, TokenKind};

/// Text and lexicons.
pub(crate) struct Context<'a> {
    pub(crate) analysis: &'a Analysis<'a>,
    pub(crate) grammar: &'static Grammar,
    pub(crate) lexicon: &'static CueLexicon,
    pub(crate) roles: &'static Roles,
}

impl<'a> Context<'a> {
    pub(crate) fn english(analysis: &'a Analysis<'a>) -> Self {
        Self {
            analysis,
            grammar: grammar::english(),
            lexicon: lexicon::english(),
            roles: roles::english(),
        }
    }

    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.analysis.tokens.get(at)
    }

    pub(crate) fn is(&self, at: usize, kind: TokenKind) -> bool {
        self.analysis.kind(at) == Some(kind)
    }

    /// The words of a range in lower case, for matching against lists.
    pub(crate) fn lower_words(&self, range: &Range) -> Vec<&str> {
        self.analysis.tokens[range.clone()]
            .iter()
            .map(|token| token.lower.as_str())
            .collect()
    }
}

/// An attribution as ranges of tokens, before its spans are cut.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) source: Option<Range>,
    pub(crate) cue: Option<Range>,
    pub(crate) content: Vec<Range>,
    /// The content stands before the cue, so that what follows the cue belongs to another statement.
    pub(crate) closed: bool,
}

impl Draft {
    /// One past the last token of source and cue.
    pub(crate) fn frame_end(&self) -> usize {
        let source = self.source.as_ref().map_or(0, |range| range.end);
        self.cue.as_ref().map_or(source, |cue| cue.end.max(source))
    }
}
