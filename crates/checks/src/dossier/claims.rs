//! Claims with what a reader needs to walk back to them.

use salient_ledger::{Case, ClaimFilter};
use salient_model::{Claim, CodePointIndex, Date, Document, TextPolicy};

use crate::ChecksError;

/// At most this many words of a claim are shown when the document's text must not be.
const MOST_WORDS: usize = 25;

/// A claim with its words and its document's data.
#[derive(Debug, Clone)]
pub struct LoadedClaim {
    /// The claim.
    pub claim: Claim,
    /// The whole span's words; for checks, not for views.
    pub words: String,
    /// The words that may be shown.
    pub quote: String,
    /// Whether `quote` is shorter than `words`.
    pub cut: bool,
    /// Words of the cue.
    pub cue: Option<String>,
    /// Span in code points.
    pub code_points: (usize, usize),
    /// Outlet of the document.
    pub outlet: String,
    /// Publication date.
    pub published: Option<Date>,
    /// SHA-256 of the text, in hexadecimal.
    pub text_hash: String,
    /// Text policy.
    pub policy: TextPolicy,
}

/// Joins the claims of one document with it.
#[must_use]
pub fn claims_with_words(document: &Document, claims: Vec<Claim>) -> Vec<LoadedClaim> {
    let index = CodePointIndex::new(&document.text);
    claims
        .into_iter()
        .map(|claim| {
            let words = document
                .words(claim.span)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let may_show_all =
                document.text_policy == TextPolicy::Store || words.split(' ').count() <= MOST_WORDS;
            let quote = if may_show_all {
                words.clone()
            } else {
                words
                    .split(' ')
                    .take(MOST_WORDS)
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            LoadedClaim {
                cut: quote.len() < words.len(),
                cue: claim.cue.map(|cue| document.words(cue).to_owned()),
                code_points: index.code_points(claim.span).unwrap_or_default(),
                outlet: document.outlet.clone(),
                published: document.published,
                text_hash: document.text_hash.to_string(),
                policy: document.text_policy,
                claim,
                words,
                quote,
            }
        })
        .collect()
}

/// Every claim of a case that `filter` lets through, with its words, in the order of publication.
pub fn load_claims(case: &Case, filter: &ClaimFilter) -> Result<Vec<LoadedClaim>, ChecksError> {
    let mut loaded = Vec::new();
    let mut pending: Vec<Claim> = Vec::new();
    let mut flush = |pending: &mut Vec<Claim>| -> Result<(), ChecksError> {
        let Some(first) = pending.first() else {
            return Ok(());
        };
        if let Some(document) = case.document(&first.document)? {
            loaded.extend(claims_with_words(&document, std::mem::take(pending)));
        }
        pending.clear();
        Ok(())
    };
    for claim in case.claims(filter)? {
        if pending
            .first()
            .is_some_and(|first| first.document != claim.document)
        {
            flush(&mut pending)?;
        }
        pending.push(claim);
    }
    flush(&mut pending)?;
    Ok(loaded)
}
