//! Claims with what a reader needs to walk back to them.

use salient_ledger::{Case, ClaimFilter};
use salient_model::{ByteSpan, Claim, CodePointIndex, Date, Document, TextPolicy};

use crate::{ChecksError, WordedClaim};

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
    /// The claim's words with what attributes them, as one stretch of its sentence; absent without a cue, or where the stretch is long.
    pub in_context: Option<String>,
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

impl LoadedClaim {
    /// The claim as relations are looked for among it and others.
    #[must_use]
    pub fn worded(&self) -> WordedClaim<'_> {
        WordedClaim {
            claim: &self.claim,
            words: &self.words,
        }
    }
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
                in_context: in_context(document, &claim),
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

/// "Vale denied it in the morning": the words around cue and claim, with the source where it stands beside them.
fn in_context(document: &Document, claim: &Claim) -> Option<String> {
    let cue = claim.cue?;
    let inside = |span: &ByteSpan| {
        claim.sentence.start() <= span.start() && span.end() <= claim.sentence.end()
    };
    let spans = [
        Some(claim.span),
        Some(cue),
        claim.source.span.filter(inside),
    ];
    let start = spans.iter().flatten().map(|span| span.start()).min()?;
    let end = spans.iter().flatten().map(|span| span.end()).max()?;
    let stretch = ByteSpan::new(start, end).ok().filter(inside)?;
    let words: Vec<&str> = document.words(stretch).split_whitespace().collect();
    (words.len() <= MOST_WORDS).then(|| words.join(" "))
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
