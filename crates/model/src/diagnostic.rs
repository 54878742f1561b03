//! Remarks about input that could not be read fully.

use crate::ByteSpan;

/// A short stable code. Each has a page in `docs/diagnostics.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DiagnosticCode(pub &'static str);

/// All codes, in order; documentation tests hold this list against `docs/diagnostics.md`.
pub const CODES: &[(&str, &str)] = &[
    (
        "D001",
        "text was not UTF-8 and was decoded from another encoding",
    ),
    ("D002", "bytes that are no valid text were replaced"),
    ("D003", "control characters in the text"),
    ("D004", "HTML without main content"),
    (
        "D005",
        "publication date in the document differs from the one given",
    ),
    ("D006", "very long paragraph or line without a sentence end"),
    ("D008", "line of a JSON Lines file that could not be read"),
    ("C002", "date that does not exist"),
    ("M001", "ring orientation reversed"),
    ("M002", "ring closed"),
    ("M003", "repeated points removed"),
    ("M004", "self-crossing ring repaired"),
    ("M005", "ring with fewer than three corners dropped"),
    ("M006", "empty geometry"),
    ("M007", "feature that is no polygon ignored"),
    ("M008", "two snapshots for one day"),
    ("M010", "overlapping polygons of one zone merged"),
    ("M011", "feature with an unknown legend entry ignored"),
    ("M012", "height or measure values of coordinates dropped"),
    ("M013", "coordinates converted from a projection"),
    ("M014", "link to another file not followed"),
    ("M015", "deleted record left out"),
    ("M016", "no coordinate reference system stated"),
    ("M017", "text of a map decoded by a fixed rule"),
    ("M018", "rings wound against the rule of the format"),
];

/// Codes that nothing emits any more. Cases hold them, and a case is read for good, so a code is never dropped or used again.
pub const RETIRED_CODES: &[(&str, &str)] = &[
    ("D007", "script that the extractor does not read"),
    ("D009", "text stopped at a limit"),
    ("C001", "quotation that never closes"),
    ("C003", "number too large to hold"),
    ("C004", "sentence too long to analyse"),
    ("M009", "snapshot without a date"),
];

/// A remark with a code, a place in the input, and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, one of [`CODES`] or, from an older case, of [`RETIRED_CODES`].
    pub code: DiagnosticCode,
    /// What was found, and what was done.
    pub message: String,
    /// Where in the text, if in a text.
    pub span: Option<ByteSpan>,
    /// Where else: "line 12", "feature 3, ring 2".
    pub at: Option<String>,
}

impl Diagnostic {
    /// A remark about a place in a text.
    pub fn in_text(code: &'static str, message: impl Into<String>, span: Option<ByteSpan>) -> Self {
        Self {
            code: DiagnosticCode(code),
            message: message.into(),
            span,
            at: None,
        }
    }

    /// A remark about a part of a file.
    pub fn at(code: &'static str, message: impl Into<String>, at: impl Into<String>) -> Self {
        Self {
            code: DiagnosticCode(code),
            message: message.into(),
            span: None,
            at: Some(at.into()),
        }
    }
}
