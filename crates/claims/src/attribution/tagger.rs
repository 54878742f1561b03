//! The rule tagger: passages, rules, spans.

use salient_model::{Attribution, ByteSpan, Document, ExtractorInfo};

use super::context::{Context, Draft};
use super::lexicon;
use super::passage::Analysis;
use super::{AttributionTagger, nesting, rules};

/// Finds attributions by English cue lexicons and constructions.
#[derive(Debug, Clone, Copy, Default)]
pub struct RuleTagger;

impl AttributionTagger for RuleTagger {
    fn tag(&self, document: &Document) -> Vec<Attribution> {
        let analysis = Analysis::new(document);
        let context = Context::english(&analysis);
        let mut drafts: Vec<Draft> = Vec::new();
        for passage in &analysis.passages {
            rules::read(&context, passage, &mut drafts);
        }
        nesting::nested(
            drafts
                .iter()
                .filter_map(|draft| cut(&context, draft))
                .collect(),
        )
    }

    fn info(&self) -> ExtractorInfo {
        ExtractorInfo {
            name: "rules".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model_hash: Some(lexicon::english().hash),
        }
    }
}

/// Spans of a draft; `None` when no content is left.
fn cut(context: &Context<'_>, draft: &Draft) -> Option<Attribution> {
    let spans = |range: &Option<super::passage::Range>| -> Vec<ByteSpan> {
        range
            .iter()
            .filter_map(|range| context.analysis.span(range))
            .collect()
    };
    let mut content: Vec<ByteSpan> = draft
        .content
        .iter()
        .filter_map(|part| context.analysis.span(&context.trimmed(part)))
        .collect();
    content.sort();
    content.dedup();
    (!content.is_empty()).then(|| Attribution {
        source: spans(&draft.source),
        cue: spans(&draft.cue),
        content,
        inside: None,
    })
}
