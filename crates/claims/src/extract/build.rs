//! Builds claims from propositions, one after another, with what the text said before.

use std::collections::BTreeSet;

use salient_model::{
    Attribution, Claim, ClaimId, ClaimTime, ClaimType, Diagnostic, Document, ExtractorInfo, Source,
    SourceKind, TextZoneKind,
};
use salient_names::{ActorMention, Lexicon};

use super::speaker::Speakers;
use crate::propositions::{
    Holders, Material, Models, OwnVoice, Parties, PlaceMemory, PlaceName, Proposition,
    SubjectInput, Triggers, Weighing, claim_type, entities, map_value, place_names, places_of,
    tier, tokenize, topic_of,
};
use crate::quantity::{Context, read_quantities};
use crate::time::{Anchor, ClaimWords, claim_time, read_times};
use crate::wording::{Wording, certainty, modality, polarity};

/// What stays the same for a document, and what the claims so far have said.
pub(super) struct ClaimBuilder<'a> {
    document: &'a Document,
    attributions: &'a [Attribution],
    models: &'a Models,
    extractor: ExtractorInfo,
    voice: OwnVoice,
    speakers: Speakers<'a>,
    holders: Holders<'a>,
    actors: Vec<ActorMention>,
    parties: Parties<'a>,
    place_names: Vec<PlaceName>,
    places: PlaceMemory,
    anchor: Anchor,
    previous_type: Option<ClaimType>,
    /// The attribution that held the last attributed claim, with its paragraph.
    last_holder: Option<(usize, usize)>,
    /// Time of the last claim, with its paragraph.
    previous_time: Option<(usize, ClaimTime)>,
    ids: BTreeSet<ClaimId>,
    claims: Vec<Claim>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> ClaimBuilder<'a> {
    pub(super) fn new(
        document: &'a Document,
        names: &'a Lexicon,
        attributions: &'a [Attribution],
        propositions: &[Proposition],
        models: &'a Models,
        extractor: ExtractorInfo,
    ) -> Self {
        let voice = OwnVoice::of(document);
        let actors = names.actors_in(&document.text);
        let place_names = place_names(document, attributions, names);
        let places = PlaceMemory {
            topic: topic_of(&place_names, propositions, &document.zones),
            last: None,
        };
        Self {
            document,
            attributions,
            models,
            extractor,
            voice,
            speakers: Speakers::new(document, attributions, names, &actors, voice),
            holders: Holders::new(attributions),
            parties: Parties::new(names, &actors),
            actors,
            place_names,
            places,
            anchor: anchor_of(document),
            previous_type: None,
            last_holder: None,
            previous_time: None,
            ids: BTreeSet::new(),
            claims: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Adds the claims of one proposition: one per claimant.
    pub(super) fn add(&mut self, proposition: &Proposition) {
        let holders = self.holders.of(proposition.span);
        // A quotation that goes on past its attribution keeps its source.
        let holders = match (holders.is_empty(), self.last_holder) {
            (true, Some((paragraph, holder)))
                if proposition.is_quoted && paragraph == proposition.paragraph =>
            {
                vec![holder]
            }
            _ => holders,
        };
        if holders.is_empty() {
            self.add_claim(proposition, None);
        }
        for holder in holders {
            self.last_holder = Some((proposition.paragraph, holder));
            self.add_claim(proposition, Some(holder));
        }
    }

    pub(super) fn finish(self) -> (Vec<Claim>, Vec<Diagnostic>) {
        (self.claims, self.diagnostics)
    }

    fn add_claim(&mut self, proposition: &Proposition, holder: Option<usize>) {
        let text = &self.document.text;
        let span = proposition.span;
        let cue = holder.and_then(|holder| self.attributions[holder].cue.first().copied());
        let sentence = proposition.sentence;
        let material = Material::new(self.document, span, sentence, cue);
        let claim_type = claim_type(
            &material.input(self.previous_type, self.voice.is_own),
            &self.models.types,
        );
        let quantities = read_quantities(text, span, &Context::new(sentence).with_type(claim_type));
        let mut spoken = self
            .speakers
            .speak(holder, span, sentence, claim_type, &quantities);
        self.side_with_enemy(&mut spoken.source);
        let wording = Wording {
            text,
            span,
            claim_type,
            force: spoken.force,
        };
        let modality = modality(&wording);
        let time = claim_time(&ClaimWords {
            text,
            span,
            sentence,
            claim_type,
            force: spoken.force,
            modality,
            anchor: self.anchor,
            previous: self
                .previous_time
                .as_ref()
                .filter(|(paragraph, _time)| *paragraph == proposition.paragraph)
                .map(|(_paragraph, time)| time),
        });
        let places = places_of(
            span,
            proposition.paragraph,
            &material.tokens,
            claim_type,
            &quantities,
            &self.place_names,
            &mut self.places,
        );
        let (subject, object) =
            entities(span, text, &material.tokens, &self.actors, &spoken.source);
        let subject = self.parties.subject(SubjectInput {
            subject,
            tokens: &material.tokens,
            source: &spoken.source,
            claim_type,
            force: spoken.force,
            places: &places,
        });
        let triggers = Triggers::english().count(&material.tokens);
        let weighing = Weighing {
            claim_type,
            force: spoken.force,
            modality,
            places: &places,
            quantities: &quantities,
            triggers: &triggers,
        };
        let polarity = polarity(&wording);
        let id = ClaimId::derive(
            &self.document.id,
            span,
            &spoken.source.name,
            claim_type,
            polarity,
        );
        self.previous_type = Some(claim_type);
        if time.span.is_some() {
            self.previous_time = Some((proposition.paragraph, time.clone()));
        }
        // Two attributions of one span to one source are one claim.
        if !self.ids.insert(id.clone()) {
            return;
        }
        self.claims.push(Claim {
            id,
            document: self.document.id.clone(),
            span,
            sentence,
            cue,
            force: spoken.force,
            force_from: spoken.force_from,
            directness: spoken.directness,
            claim_type,
            subject,
            object,
            map: map_value(&weighing),
            tier: tier(&weighing),
            places,
            quantities,
            time,
            polarity,
            certainty: certainty(&wording),
            modality,
            source: spoken.source,
            extractor: self.extractor.clone(),
        });
    }
}

impl ClaimBuilder<'_> {
    /// "The enemy claims that …", in a text by a party: the source is the other side.
    fn side_with_enemy(&self, source: &mut Source) {
        let Some(span) = source.span.filter(|_| source.actor.is_none()) else {
            return;
        };
        let mention = tokenize(&self.document.text, span);
        if let Some(side) = self
            .parties
            .enemy_source(&mention, &self.speakers.outlet().side)
        {
            side.clone_into(&mut source.side);
            source.kind = SourceKind::State;
        }
    }
}

/// Times are counted from the publication, or from the dateline's day where it names another.
fn anchor_of(document: &Document) -> Anchor {
    let published = document
        .published
        .map(Anchor::published)
        .unwrap_or_default();
    let dateline = document
        .zones
        .iter()
        .find(|zone| zone.kind == TextZoneKind::Dateline)
        .and_then(|zone| {
            read_times(&document.text, zone.span, &published)
                .expressions
                .into_iter()
                .find_map(|expression| {
                    expression
                        .start
                        .filter(|_start| expression.start == expression.end)
                })
        });
    Anchor {
        dateline,
        ..published
    }
}
