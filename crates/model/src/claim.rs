//! An attribution with its proposition: who says what.

use std::fmt;

use crate::{
    ByteSpan, Candidate, Certainty, ClaimTime, ClaimType, Directness, DocumentId, Force,
    ForceBasis, MapCheckable, Modality, PlaceRole, Polarity, Quantity, RelationKind, Sha256,
    SourceKind, Tier,
};

/// Identifies a claim by document, span, source, and proposition: the same on every machine. 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(String);

impl ClaimId {
    /// Derives the identifier. Two claims over one span (two claimants, say) differ by source, type, or polarity.
    #[must_use]
    pub fn derive(
        document: &DocumentId,
        span: ByteSpan,
        source: &str,
        claim_type: ClaimType,
        polarity: Polarity,
    ) -> Self {
        let range = format!("{}-{}", span.start(), span.end());
        Self(
            Sha256::of_parts(&[
                b"salient claim 1",
                document.as_str().as_bytes(),
                range.as_bytes(),
                source.as_bytes(),
                claim_type.as_str().as_bytes(),
                polarity.as_str().as_bytes(),
            ])
            .short(16),
        )
    }

    /// An identifier read back from a record.
    #[must_use]
    pub fn from_record(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClaimId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// The one who speaks.
///
/// A call sign, a first name only, or stated anonymity makes a source `protected`: its name is never expanded, merged, or linked, and
/// `actor` stays empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Resolved name, or the mention as written.
    pub name: String,
    /// The mention; absent in the reporter's voice.
    pub span: Option<ByteSpan>,
    /// Role in words, as far as the text gives it.
    pub role: Option<String>,
    /// Kind.
    pub kind: SourceKind,
    /// Key of the side in the theatre: `RU`, `SAF`, or one of `THIRD`, `LOCAL`, `MEDIA`, `UNKNOWN`.
    pub side: String,
    /// Key of the registered actor, if resolved.
    pub actor: Option<String>,
    /// Whether the text names it.
    pub named: bool,
    /// Whether it must not be expanded.
    pub protected: bool,
}

/// Subject or object of a proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Resolved name, or the mention as written.
    pub name: String,
    /// The mention; absent when implied.
    pub span: Option<ByteSpan>,
    /// Key of the registered actor, if resolved.
    pub actor: Option<String>,
    /// Key of its side in the theatre, if resolved.
    pub side: Option<String>,
}

/// "12 km north of": an area with doubt, never a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelativePosition {
    /// Stated distance in metres, if any.
    pub distance_m: Option<f64>,
    /// Radius in metres within which it may lie.
    pub uncertainty_m: f64,
}

/// A place as a claim mentions it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// Resolved name in its usual English form, or the mention as written.
    pub name: String,
    /// How it relates to the proposition.
    pub role: PlaceRole,
    /// The mention; absent when implied by its antecedent.
    pub span: Option<ByteSpan>,
    /// What the name may refer to, best first, with reasons. Empty when nothing is known.
    pub candidates: Vec<Candidate>,
    /// Set for relative places.
    pub relative: Option<RelativePosition>,
}

/// Which program found the claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractorInfo {
    /// Name: `rules`, or a model's.
    pub name: String,
    /// Version.
    pub version: String,
    /// Hash of lexicons or weights.
    pub model_hash: Option<Sha256>,
}

/// X says P, in this document version, in this span.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Identifier.
    pub id: ClaimId,
    /// The document.
    pub document: DocumentId,
    /// The proposition's words, without cue and source.
    pub span: ByteSpan,
    /// The sentence or sentences that hold the span.
    pub sentence: ByteSpan,
    /// The cue; absent in the reporter's voice.
    pub cue: Option<ByteSpan>,
    /// Who speaks.
    pub source: Source,
    /// Speech act.
    pub force: Force,
    /// What the speech act was read from.
    pub force_from: ForceBasis,
    /// How the words reach us.
    pub directness: Directness,
    /// What it is about.
    pub claim_type: ClaimType,
    /// Who does or holds.
    pub subject: Option<Entity>,
    /// What is acted on.
    pub object: Option<Entity>,
    /// Places.
    pub places: Vec<PlaceMention>,
    /// Event time.
    pub time: ClaimTime,
    /// Numbers.
    pub quantities: Vec<Quantity>,
    /// What the source commits to.
    pub polarity: Polarity,
    /// How sure the words are.
    pub certainty: Certainty,
    /// How it is put.
    pub modality: Modality,
    /// Whether a map can be asked.
    pub map: MapCheckable,
    /// How much an extraction may miss it.
    pub tier: Tier,
    /// Who found it.
    pub extractor: ExtractorInfo,
}

/// A relation between two claims, with its reason and what was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The first claim.
    pub from: ClaimId,
    /// How it relates.
    pub kind: RelationKind,
    /// The second claim.
    pub to: ClaimId,
    /// Why, in words: family, what differs, what was compared.
    pub reason: String,
}
