//! Diagnostics as a JSON column, in documents and snapshots alike.

use salient_model::{CODES, CodePointIndex, Diagnostic, DiagnosticCode, RETIRED_CODES};
use serde::{Deserialize, Serialize};

use crate::row_reader::json;

/// One remark. `span` counts code points; snapshots have no text and no spans.
#[derive(Serialize, Deserialize)]
pub(crate) struct DiagnosticRecord {
    code: String,
    message: String,
    span: Option<[usize; 2]>,
    at: Option<String>,
}

/// Writes the column.
pub(crate) fn to_json(diagnostics: &[Diagnostic], index: &CodePointIndex) -> String {
    let records: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| DiagnosticRecord {
            code: diagnostic.code.0.to_owned(),
            message: diagnostic.message.clone(),
            span: diagnostic
                .span
                .and_then(|span| index.code_points(span))
                .map(|(start, end)| [start, end]),
            at: diagnostic.at.clone(),
        })
        .collect();
    json(&records)
}

/// Reads the column back; `None` for a code or span that is not known.
pub(crate) fn from_records(
    records: Vec<DiagnosticRecord>,
    index: &CodePointIndex,
) -> Option<Vec<Diagnostic>> {
    records
        .into_iter()
        .map(|record| {
            let (code, _) = CODES
                .iter()
                .chain(RETIRED_CODES)
                .find(|(code, _)| *code == record.code)?;
            let span = match record.span {
                None => None,
                Some([start, end]) => Some(index.span(start, end)?),
            };
            Some(Diagnostic {
                code: DiagnosticCode(code),
                message: record.message,
                span,
                at: record.at,
            })
        })
        .collect()
}
