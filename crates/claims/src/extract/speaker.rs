//! Who holds a claim: from the words for the source to name, kind, side, and what the text said of the same source before.
//!
//! **What.** A pronoun or a definite role ("he", "the spokesman") stands for the last source that fits; a surname for the full name; "we" for
//! the outlet. Stated anonymity and call signs make a source protected, and it keeps the words that the text uses.
//!
//! **Errors and doubt.** What cannot be resolved stays as written, of side `UNKNOWN`.

use salient_model::{
    Attribution, ByteSpan, ClaimType, Directness, Document, Force, ForceBasis, Quantity, Source,
    SourceKind,
};
use salient_names::{ActorMention, Lexicon, RESERVED_SIDES, Via};

use super::force::{ForceInput, directness, force};
use crate::attribution::roles;
use crate::attribution::token::{Token, tokens};
use crate::propositions::{OwnVoice, is_verdict};

/// Words around a source that ask for its protection.
const PROTECTION: [&str; 9] = [
    "call sign",
    "callsign",
    "not to be named",
    "anonymity",
    "asked to be called",
    "gave his name only",
    "gave her name only",
    "gives his name only",
    "goes by",
];

/// How many sources back a pronoun or a surname may reach.
const N_SOURCES_BACK: usize = 40;

/// Source, speech act, and directness of one claim.
#[derive(Debug)]
pub(super) struct Spoken {
    pub(super) source: Source,
    pub(super) force: Force,
    pub(super) force_from: ForceBasis,
    pub(super) directness: Directness,
}

/// The sources of a document: one per attribution, and the outlet.
pub(super) struct Speakers<'a> {
    document: &'a Document,
    attributions: &'a [Attribution],
    outlet: Source,
    voice: OwnVoice,
    sources: Vec<(Source, bool)>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(
        document: &'a Document,
        attributions: &'a [Attribution],
        names: &Lexicon,
        actors: &[ActorMention],
        voice: OwnVoice,
    ) -> Self {
        let outlet = outlet_source(document, names, voice);
        let mut sources: Vec<(Source, bool)> = Vec::with_capacity(attributions.len());
        for attribution in attributions {
            let outer = attribution.inside.and_then(|outer| attributions.get(outer));
            // A verdict is that of whoever states it: of the source around it, or of the body whose text it is.
            let source = match outer {
                Some(judge) if is_verdict(attribution) => {
                    resolve(document, judge, None, actors, &outlet, &sources)
                }
                None if is_verdict(attribution) && voice.is_own => (outlet.clone(), false),
                _ => resolve(document, attribution, outer, actors, &outlet, &sources),
            };
            sources.push(source);
        }
        Self {
            document,
            attributions,
            outlet,
            voice,
            sources,
        }
    }

    /// The outlet as a source.
    pub(super) fn outlet(&self) -> &Source {
        &self.outlet
    }

    /// How the claim in `span` is put by the source of attribution `holder`, or by the outlet.
    pub(super) fn speak(
        &self,
        holder: Option<usize>,
        span: ByteSpan,
        sentence: ByteSpan,
        claim_type: ClaimType,
        quantities: &[Quantity],
    ) -> Spoken {
        let text = &self.document.text;
        let cue_span = holder.and_then(|holder| self.attributions[holder].cue.first());
        let cue = cue_span.and_then(|cue| cue.slice(text));
        let between = cue_span.and_then(|cue| text.get(cue.end()..span.start()));
        let speaker = holder.map_or(&self.outlet, |holder| &self.sources[holder].0);
        let (force, force_from) = force(&ForceInput {
            is_party: is_party(speaker.kind),
            cue: cue.unwrap_or_default(),
            is_behind_colon: between.is_some_and(|between| between.contains(':')),
            content: span.slice(text).unwrap_or_default(),
            claim_type,
            quantities,
            is_reporter: holder.is_none() && !self.voice.is_own,
        });
        let Some(holder) = holder else {
            return Spoken {
                source: self.outlet.clone(),
                force,
                force_from,
                directness: Directness::Reporter,
            };
        };
        let (source, is_plural) = &self.sources[holder];
        let is_outlet = source.name == self.outlet.name;
        Spoken {
            source: source.clone(),
            force,
            force_from,
            directness: if is_outlet {
                Directness::Reporter
            } else {
                directness(text, sentence, span, cue.is_some(), source.kind, *is_plural)
            },
        }
    }
}

fn outlet_source(document: &Document, names: &Lexicon, voice: OwnVoice) -> Source {
    let mentioned = names.actors_in(&document.outlet);
    // "General Staff of the Armed Forces of Ukraine": the words that name a side tell more than the body before them.
    let actor = mentioned
        .iter()
        .find(|actor| !RESERVED_SIDES.contains(&actor.side.as_str()))
        .or(mentioned.first())
        .cloned();
    let kind = actor
        .as_ref()
        .filter(|_actor| matches!(voice.kind, SourceKind::Official | SourceKind::Monitor))
        .map_or(voice.kind, |actor| actor.kind);
    let side = match kind {
        SourceKind::NewsAgency => "MEDIA".to_owned(),
        SourceKind::AidAgency | SourceKind::ThinkTank | SourceKind::Monitor => "THIRD".to_owned(),
        _ => actor
            .as_ref()
            .map_or_else(|| "UNKNOWN".to_owned(), |actor| actor.side.clone()),
    };
    Source {
        name: document.outlet.clone(),
        span: None,
        role: None,
        kind,
        side,
        actor: actor.map(|actor| actor.actor),
        named: true,
        protected: false,
    }
}

/// The source of one attribution, and whether it is an unnamed plural.
fn resolve(
    document: &Document,
    attribution: &Attribution,
    outer: Option<&Attribution>,
    actors: &[ActorMention],
    outlet: &Source,
    before: &[(Source, bool)],
) -> (Source, bool) {
    let Some(&span) = attribution.source.first() else {
        return (unnamed("unspecified", None), true);
    };
    let mention = document.words(span);
    let words = tokens(mention);
    // "An aid worker says she saw": who speaks inside is who spoke.
    if let (Some(outer), true) = (outer, is_pronoun(&words))
        && outer
            .source
            .first()
            .is_some_and(|outer| !is_pronoun(&tokens(document.words(*outer))))
    {
        return resolve(document, outer, None, actors, outlet, before);
    }
    let head = words
        .first()
        .map(|token| token.lower.as_str())
        .unwrap_or_default();
    if matches!(head, "we" | "our" | "us" | "i" | "my") && words.len() == 1 {
        return (
            Source {
                span: Some(span),
                ..outlet.clone()
            },
            false,
        );
    }
    if let Some(body) = subject_before(document, span, &words, actors, before) {
        return described(
            document,
            body.span,
            &tokens(document.words(body.span)),
            actors,
            outlet,
        );
    }
    // "Russia says" after "Russia's ministry said": a name of its own is no short form of an earlier source.
    let is_name = actors
        .iter()
        .any(|actor| actor.span == span && matches!(actor.via, Via::Alias | Via::Metonym));
    if let Some((known, is_plural)) = antecedent(&words, before).filter(|_| !is_name) {
        return (
            Source {
                span: Some(span),
                ..known.clone()
            },
            *is_plural,
        );
    }
    described(document, span, &words, actors, outlet)
}

/// Whether a mention is a pronoun alone.
fn is_pronoun(words: &[Token]) -> bool {
    const PRONOUNS: [&str; 12] = [
        "i",
        "we",
        "he",
        "she",
        "it",
        "they",
        "himself",
        "herself",
        "itself",
        "themselves",
        "who",
        "which",
    ];
    matches!(words, [only] if PRONOUNS.contains(&only.lower.as_str()))
}

/// "Moscow did not comment. It denies …": the body with which the sentence before begins, when "it" opens the next and no source came between.
fn subject_before<'a>(
    document: &Document,
    span: ByteSpan,
    words: &[Token],
    actors: &'a [ActorMention],
    before: &[(Source, bool)],
) -> Option<&'a ActorMention> {
    let at = document
        .sentences
        .partition_point(|sentence| sentence.span.end() <= span.start());
    let (sentence, previous) = (
        document.sentences.get(at)?,
        document.sentences.get(at.checked_sub(1)?)?,
    );
    let opens =
        matches!(words, [only] if only.lower == "it") && sentence.span.start() == span.start();
    if !opens || sentence.paragraph != previous.paragraph {
        return None;
    }
    let spoke = before.iter().any(|(source, _)| {
        source
            .span
            .is_some_and(|source| previous.span.contains(source))
    });
    let first = actors.partition_point(|actor| actor.span.start() < previous.span.start());
    actors[first..]
        .iter()
        .find(|actor| !spoke && actor.via != Via::Adjective)
        .filter(|actor| {
            let lead = previous.span.start()..actor.span.start();
            document
                .text
                .get(lead)
                .is_some_and(|lead| lead.trim().is_empty() || lead.eq_ignore_ascii_case("the "))
        })
}

/// The earlier source that a pronoun, a definite role, or a surname stands for.
fn antecedent<'s>(words: &[Token], before: &'s [(Source, bool)]) -> Option<&'s (Source, bool)> {
    let before = &before[before.len().saturating_sub(N_SOURCES_BACK)..];
    let first = words.first()?;
    let last = words.last()?;
    let is_person = |source: &Source| {
        !matches!(
            source.kind,
            SourceKind::State
                | SourceKind::Igo
                | SourceKind::ThinkTank
                | SourceKind::Monitor
                | SourceKind::AidAgency
                | SourceKind::Document
                | SourceKind::Collective
                | SourceKind::Sensor
        )
    };
    if words.len() == 1 {
        match first.lower.as_str() {
            "he" | "she" | "his" | "her" | "him" => {
                return before
                    .iter()
                    .rev()
                    .find(|(source, is_plural)| is_person(source) && !is_plural);
            }
            "it" | "its" | "they" | "their" | "them" | "which" | "who" => return before.last(),
            _ => {}
        }
        if first.capital {
            return before.iter().rev().find(|(source, _is_plural)| {
                tokens(&source.name)
                    .iter()
                    .any(|token| token.capital && token.lower == first.lower)
            });
        }
    }
    if first.lower == "the" && words.len() == 2 {
        return before.iter().rev().find(|(source, _is_plural)| {
            tokens(&source.name)
                .iter()
                .any(|token| token.lower == last.lower)
                || source.role.as_deref() == Some(last.lower.as_str())
        });
    }
    None
}

/// A source by its own words.
fn described(
    document: &Document,
    span: ByteSpan,
    words: &[Token],
    actors: &[ActorMention],
    outlet: &Source,
) -> (Source, bool) {
    let mention = document.words(span);
    let first = actors.partition_point(|actor| actor.span.end() <= span.start());
    let actor = actors[first..]
        .iter()
        .take_while(|actor| actor.span.start() < span.end())
        .max_by_key(|actor| (actor.span.len(), std::cmp::Reverse(actor.span.start())));
    let hits = roles::english().all(words);
    let role = hits.first();
    let role_kind = hits
        .iter()
        .map(|hit| hit.kind)
        .find(|kind| *kind != SourceKind::Official)
        .or(role.map(|hit| hit.kind));
    let is_whole =
        actor.is_some_and(|actor| 2 * actor.span.len() > span.len() && actor.via != Via::Adjective);
    let kind = match (actor, role_kind) {
        (Some(actor), _) if is_whole => actor.kind,
        (Some(actor), Some(SourceKind::Official)) if actor.kind == SourceKind::ArmedGroup => {
            SourceKind::ArmedGroup
        }
        (Some(actor), Some(SourceKind::StateMedia)) if actor.kind == SourceKind::ArmedGroup => {
            SourceKind::ArmedGroupMedia
        }
        (_, Some(kind)) => kind,
        (Some(actor), None) => actor.kind,
        (None, None) => SourceKind::Witness,
    };
    let side = actor.map_or_else(
        || side_of(kind).to_owned(),
        |actor| match side_of(kind) {
            "UNKNOWN" if actor.via == Via::Role => side_of_body(actor, actors, outlet),
            "UNKNOWN" => actor.side.clone(),
            fixed => fixed.to_owned(),
        },
    );
    let is_named = actor.is_some() || words.iter().skip(1).any(|token| token.capital);
    let is_plural = !is_named
        && words.iter().any(|token| {
            token.lower.ends_with('s') && token.is_word() && token.lower.len() > 4
                || token.lower == "people"
        })
        && !matches!(
            words.first().map(|token| token.lower.as_str()),
            Some("a" | "an" | "the" | "one" | "its" | "his")
        );
    let sentence = document
        .sentences
        .partition_point(|sentence| sentence.span.end() <= span.start());
    let around = document
        .sentences
        .get(sentence)
        .map(|sentence| document.words(sentence.span).to_lowercase())
        .unwrap_or_default();
    let is_protected = PROTECTION.iter().any(|words| around.contains(words))
        || is_named && actor.is_none() && matches!(kind, SourceKind::Witness | SourceKind::Soldier);
    // A bare "general staff" is nobody's until the words say whose: it keeps the words of the mention.
    let resolved = actor.filter(|actor| is_whole && !is_protected && actor.side != "UNKNOWN");
    let apposed = apposed_name(document, span).filter(|_| role.is_some() && resolved.is_none());
    let is_named = is_named || apposed.is_some();
    let source = Source {
        name: match (resolved, apposed) {
            (Some(actor), _) => actor.name.clone(),
            (None, Some(name)) => name.to_owned(),
            (None, None) => nominative(mention),
        },
        span: Some(span),
        role: role
            .and_then(|hit| words.get(hit.at..hit.at + hit.n_tokens))
            .map(|role| {
                role.iter()
                    .map(|token| token.lower.as_str())
                    .collect::<Vec<_>>()
                    .join(" ")
            }),
        kind,
        side,
        actor: resolved.map(|actor| actor.actor.clone()),
        named: is_named,
        protected: is_protected,
    };
    (source, is_plural)
}

/// "The governor, Ada Vell, said": the name between commas behind a role.
fn apposed_name(document: &Document, span: ByteSpan) -> Option<&str> {
    const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=4;
    let behind = document.text.get(span.end()..)?.strip_prefix(", ")?;
    let name = &behind[..behind.find([',', '.', '\n', '“', '"'])?];
    let is_name = name
        .split(' ')
        .all(|word| word.starts_with(char::is_uppercase) || word.starts_with("al-"));
    let closes = behind[name.len()..].starts_with(',');
    (is_name && closes && NAME_WORDS.contains(&name.split(' ').count())).then_some(name)
}

/// "The enemy's claim": its source is the enemy.
fn nominative(mention: &str) -> String {
    ["'s", "’s"]
        .iter()
        .find_map(|ending| mention.strip_suffix(ending))
        .unwrap_or(mention)
        .to_owned()
}

/// Whose "the general staff" or "the ministry" is: that of the one side whose body of that role the text names, else, in a text by a party, its own.
fn side_of_body(body: &ActorMention, actors: &[ActorMention], outlet: &Source) -> String {
    let is_side = |side: &str| !RESERVED_SIDES.contains(&side);
    let mut sides = actors
        .iter()
        .filter(|actor| body.role.is_some() && actor.role == body.role && is_side(&actor.side))
        .map(|actor| actor.side.as_str());
    match sides.next() {
        Some(first) if sides.all(|side| side == first) => first.to_owned(),
        None if is_party(outlet.kind) && is_side(&outlet.side) => outlet.side.clone(),
        _ => body.side.clone(),
    }
}

fn is_party(kind: SourceKind) -> bool {
    matches!(
        kind,
        SourceKind::State
            | SourceKind::Official
            | SourceKind::Commander
            | SourceKind::Soldier
            | SourceKind::HeadOfState
            | SourceKind::ArmedGroup
            | SourceKind::ArmedGroupMedia
            | SourceKind::StateMedia
            | SourceKind::PartisanMedia
    )
}

/// Sides that a kind alone decides.
fn side_of(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Witness | SourceKind::CivilSociety => "LOCAL",
        SourceKind::NewsAgency => "MEDIA",
        SourceKind::Analyst
        | SourceKind::ThinkTank
        | SourceKind::OsintGroup
        | SourceKind::Monitor
        | SourceKind::ImageryLab
        | SourceKind::Sensor
        | SourceKind::Igo
        | SourceKind::AidAgency => "THIRD",
        _ => "UNKNOWN",
    }
}

fn unnamed(name: &str, span: Option<ByteSpan>) -> Source {
    Source {
        name: name.to_owned(),
        span,
        role: None,
        kind: SourceKind::Collective,
        side: "UNKNOWN".to_owned(),
        actor: None,
        named: false,
        protected: false,
    }
}
