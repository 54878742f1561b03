//! Rules and the learned model together.

use salient_model::{Attribution, ByteSpan, Document, ExtractorInfo, Sha256};

use super::{AttributionTagger, LearnedTagger, RuleTagger, nesting};

/// What the rules find, and what the learned model finds at cues that the rules do not see. The rules know sources better, the model more cues.
#[derive(Debug, Clone, Copy, Default)]
pub struct JointTagger;

impl AttributionTagger for JointTagger {
    fn tag(&self, document: &Document) -> Vec<Attribution> {
        let mut found = RuleTagger.tag(document);
        let seen: Vec<ByteSpan> = found
            .iter()
            .flat_map(|attribution| attribution.cue.iter().copied())
            .collect();
        found.extend(
            LearnedTagger::embedded()
                .tag(document)
                .into_iter()
                .filter(|attribution| {
                    !attribution
                        .cue
                        .iter()
                        .any(|cue| seen.iter().any(|seen| seen.overlap(*cue) > 0))
                }),
        );
        // Positions in the two lists do not fit each other; who stands inside whom is found again.
        for attribution in &mut found {
            attribution.inside = None;
        }
        nesting::nested(found)
    }

    fn info(&self) -> ExtractorInfo {
        let hash = |tagger: &dyn AttributionTagger| {
            tagger
                .info()
                .model_hash
                .map_or_else(Vec::new, |hash| hash.to_string().into_bytes())
        };
        ExtractorInfo {
            name: "joint".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model_hash: Some(Sha256::of_parts(&[
                &hash(&RuleTagger),
                &hash(LearnedTagger::embedded()),
            ])),
        }
    }
}
