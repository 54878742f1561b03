//! The JSON of an attribution.

use salient_model::{Attribution, ByteSpan, CodePointIndex};
use serde::{Deserialize, Serialize};

/// One source-cue-content triple: each role a list of `[start, end]` in code points.
///
/// `inside` is the index (from 0) of the attribution whose content this one stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributionRecord {
    /// Parts of the source; empty when unnamed.
    pub source: Vec<[usize; 2]>,
    /// Parts of the cue; empty when a bare name follows a quotation.
    pub cue: Vec<[usize; 2]>,
    /// Parts of the content.
    pub content: Vec<[usize; 2]>,
    /// The outer attribution, if nested.
    pub inside: Option<usize>,
}

/// Writes an attribution with offsets in code points. Spans that are not of the indexed text are left out.
#[must_use]
pub fn attribution_to_record(
    attribution: &Attribution,
    index: &CodePointIndex,
) -> AttributionRecord {
    let pairs = |spans: &[ByteSpan]| {
        spans
            .iter()
            .filter_map(|span| index.code_points(*span))
            .map(|(start, end)| [start, end])
            .collect()
    };
    AttributionRecord {
        source: pairs(&attribution.source),
        cue: pairs(&attribution.cue),
        content: pairs(&attribution.content),
        inside: attribution.inside,
    }
}

impl AttributionRecord {
    /// Reads it back; spans outside the text are left out.
    #[must_use]
    pub fn to_attribution(&self, index: &CodePointIndex) -> Attribution {
        let spans = |pairs: &[[usize; 2]]| {
            pairs
                .iter()
                .filter_map(|[start, end]| index.span(*start, *end))
                .collect()
        };
        Attribution {
            source: spans(&self.source),
            cue: spans(&self.cue),
            content: spans(&self.content),
            inside: self.inside,
        }
    }
}
