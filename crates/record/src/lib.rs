//! The promised JSON of claims and attributions: written by `read` and `attributions`, read back by `score` and the ledger.
//!
//! **What.** One object per claim with the field names and vocabularies of the corpus format, and one object per document of a gold corpus.
//! The shapes are documented in `docs/json.md`; changing a name here breaks a promise.
//!
//! **Units.** Offsets are Unicode code points, half-open, into the document's text. Dates are ISO 8601.
//!
//! **Errors.** [`RecordError`] names the field, what was found, and what was expected.

mod attribution;
mod claim;
mod corpus;
mod error;
mod samples;

pub use attribution::{AttributionRecord, attribution_to_record};
pub use claim::{
    CandidateRecord, ClaimRecord, EntityRecord, ExtractorRecord, PlaceRecord, QuantityRecord,
    RelationRecord, RelativeRecord, SourceRecord, TimeRecord, claim_from_record, claim_to_record,
    with_relations,
};
pub use corpus::{GoldDocument, read_corpus_line};
pub use error::RecordError;
pub use samples::read_sample;
