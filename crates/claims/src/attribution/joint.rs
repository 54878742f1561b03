//! Rules and the learned model together.

use salient_model::{Attribution, ByteSpan, Document, ExtractorInfo, Sha256};

use super::{AttributionTagger, LearnedTagger, RuleTagger, nesting};

/// What the learned model is sure of, and what it thinks possible at cues where the rules see one too.
///
/// Either alone misses what the other finds; what only one of them half believes is wrong more often than right.
#[derive(Debug, Clone, Copy, Default)]
pub struct JointTagger;

/// How much less likely than none, in log probabilities, an attribution may be to the model where the rules see a cue.
const LEAN: f32 = 1.0;

impl AttributionTagger for JointTagger {
    fn tag(&self, document: &Document) -> Vec<Attribution> {
        let rules = RuleTagger.tag(document);
        let found = LearnedTagger::embedded()
            .leaning(document, LEAN)
            .into_iter()
            .filter_map(|(mut attribution, is_sure)| {
                let rule = rules.iter().find(|rule| share_cue(rule, &attribution));
                if let Some(rule) = rule
                    && attribution.source.is_empty()
                {
                    attribution.source.clone_from(&rule.source);
                }
                (is_sure || rule.is_some()).then_some(attribution)
            })
            .collect();
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

fn share_cue(one: &Attribution, other: &Attribution) -> bool {
    let overlap = |cue: &ByteSpan| other.cue.iter().any(|also| also.overlap(*cue) > 0);
    one.cue.iter().any(overlap)
}
