//! Interim.

use salient_model::*;
use salient_names::Lexicon;
use crate::propositions::OwnVoice;

pub(super) struct Spoken {
    pub(super) source: Source,
    pub(super) force: Force,
    pub(super) directness: Directness,
}

pub(super) struct Speakers<'a> {
    document: &'a Document,
    attributions: &'a [Attribution],
    names: &'a Lexicon,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(document: &'a Document, attributions: &'a [Attribution], names: &'a Lexicon) -> Self {
        Self { document, attributions, names }
    }

    pub(super) fn speak(&self, holder: Option<usize>, _span: ByteSpan, _t: ClaimType, _q: &[Quantity], voice: OwnVoice) -> Spoken {
        let _ = self.names;
        let mention = holder.and_then(|h| self.attributions[h].source.first().copied());
        let source = Source {
            name: mention.map_or_else(|| if holder.is_some() { "unspecified".to_owned() } else { self.document.outlet.clone() }, |m| self.document.words(m).to_owned()),
            span: mention, role: None, kind: SourceKind::Official, side: "UNKNOWN".to_owned(), actor: None, named: true, protected: false };
        let force = if holder.is_some() || voice.is_own { Force::Asserts } else { Force::ReporterVoice };
        Spoken { source, force, directness: if holder.is_some() { Directness::Indirect } else { Directness::Reporter } }
    }
}
