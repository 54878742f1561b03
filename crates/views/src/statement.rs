//! Who says what, in words that mean what the text means.
//!
//! **What.** "{who} {verb} “{words}”". The verb is that of the speech act only where the cue said it: words that carry their denial or estimate themselves ("the town
//! is not surrounded") are said, not denied again. A short piece without a place, a number, or a party in it ("it by nightfall") means something only together with
//! its cue: then the outlet reports the whole stretch as it stands.

use salient_checks::dossier::{LoadedClaim, TopicClaim};
use salient_model::{ByteSpan, Claim, Force, ForceBasis};

use crate::format::verb_of;

/// Words up to which a piece without arguments is not quoted alone.
const SHORT_WORDS: usize = 5;

/// A claim ready to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement<'a> {
    /// The source, or the outlet.
    pub(crate) who: &'a str,
    /// The speech act that the quoted words need.
    pub(crate) act: Force,
    /// The quoted words.
    pub(crate) quote: &'a str,
    /// Whether words were cut off at the end.
    pub(crate) cut: bool,
    /// Whether the outlet reports the attribution as it stands.
    pub(crate) is_reported: bool,
}

impl<'a> Statement<'a> {
    fn new(
        claim: &'a Claim,
        quote: &'a str,
        cut: bool,
        in_context: Option<&'a str>,
        outlet: &'a str,
    ) -> Self {
        match in_context.filter(|_| needs_context(claim, quote)) {
            Some(stretch) => Self {
                who: outlet,
                act: Force::ReporterVoice,
                quote: stretch,
                cut: false,
                is_reported: true,
            },
            None => Self {
                who: &claim.source.name,
                act: match claim.force_from {
                    ForceBasis::Cue => claim.force,
                    ForceBasis::Words => Force::Asserts,
                    ForceBasis::Voice => Force::ReporterVoice,
                },
                quote,
                cut,
                is_reported: false,
            },
        }
    }

    /// The verb for `who`.
    pub(crate) fn verb(&self) -> &'static str {
        verb_of(self.who, self.act)
    }

    /// "Vale denies “the ridge is lost …”".
    pub(crate) fn line(&self) -> String {
        format!("{} {} “{}”", self.who, self.verb(), self.words())
    }

    /// The quoted words, with an ellipsis where they were cut.
    pub(crate) fn words(&self) -> String {
        if self.cut {
            format!("{} …", self.quote)
        } else {
            self.quote.to_owned()
        }
    }
}

impl<'a> From<&'a TopicClaim> for Statement<'a> {
    fn from(claim: &'a TopicClaim) -> Self {
        Self::new(
            &claim.claim,
            &claim.quote,
            claim.cut,
            claim.in_context.as_deref(),
            &claim.outlet,
        )
    }
}

impl<'a> From<&'a LoadedClaim> for Statement<'a> {
    fn from(loaded: &'a LoadedClaim) -> Self {
        Self::new(
            &loaded.claim,
            &loaded.quote,
            loaded.cut,
            loaded.in_context.as_deref(),
            &loaded.outlet,
        )
    }
}

fn needs_context(claim: &Claim, quote: &str) -> bool {
    let is_inside = |span: Option<ByteSpan>| {
        span.is_some_and(|span| {
            claim.span.start() <= span.start() && span.end() <= claim.span.end()
        })
    };
    let has_argument = is_inside(claim.subject.as_ref().and_then(|entity| entity.span))
        || is_inside(claim.object.as_ref().and_then(|entity| entity.span))
        || claim.places.iter().any(|place| is_inside(place.span))
        || claim
            .quantities
            .iter()
            .any(|quantity| is_inside(quantity.span));
    claim.force_from == ForceBasis::Cue
        && claim.force != Force::Asserts
        && !has_argument
        && quote.split_whitespace().count() <= SHORT_WORDS
}
