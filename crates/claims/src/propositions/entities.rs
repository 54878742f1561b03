//! Subject and object of a proposition.
//!
//! **What.** The subject is the actor before the first verb of the clause, or the words there; "we" is the source itself. The object is the
//! next actor of another name.
//!
//! **Errors and doubt.** Absent when the clause names none: an implied subject is not made up.

use salient_model::{ByteSpan, Entity, Source};
use salient_names::ActorMention;

use super::lexicon::Grammar;
use super::tokens::Token;

/// Longest subject phrase, in words; a longer one is no name of a party.
const N_SUBJECT_WORDS: usize = 8;

/// Subject and object of the clause in `span`.
pub(crate) fn entities(
    span: ByteSpan,
    text: &str,
    tokens: &[Token],
    actors: &[ActorMention],
    source: &Source,
) -> (Option<Entity>, Option<Entity>) {
    let first = actors.partition_point(|actor| actor.span.end() <= span.start());
    let inside: Vec<&ActorMention> = actors[first..]
        .iter()
        .take_while(|actor| actor.span.start() < span.end())
        .filter(|actor| span.contains(actor.span))
        .collect();
    let grammar = Grammar::english();
    let verb = tokens
        .iter()
        .position(|token| grammar.is_verb(&token.word) && !token.opens_sentence);
    let verb_start = verb.map_or(span.end(), |at| tokens[at].span.start());
    let named = inside
        .iter()
        .find(|actor| actor.span.start() < verb_start)
        .map(|actor| entity_of(actor));
    let subject = named.or_else(|| phrase_subject(text, tokens, verb, source));
    let object = inside
        .iter()
        .find(|actor| {
            actor.span.start() >= verb_start
                && subject.as_ref().and_then(|subject| subject.actor.as_ref()) != Some(&actor.actor)
        })
        .map(|actor| entity_of(actor));
    (subject, object)
}

fn entity_of(actor: &ActorMention) -> Entity {
    Entity {
        name: actor.name.clone(),
        span: Some(actor.span),
        actor: Some(actor.actor.clone()),
        side: Some(actor.side.clone()),
    }
}

fn phrase_subject(
    text: &str,
    tokens: &[Token],
    verb: Option<usize>,
    source: &Source,
) -> Option<Entity> {
    let phrase: Vec<&Token> = tokens[..verb?]
        .iter()
        .skip_while(|token| token.is_sign())
        .collect();
    let (first, last) = (phrase.first()?, phrase.last()?);
    if phrase.len() > N_SUBJECT_WORDS || phrase.iter().any(|token| token.word == ",") {
        return None;
    }
    let span = first.span.cover(last.span);
    let speaks_of_itself = matches!(first.word.as_str(), "we" | "i" | "our" | "my");
    Some(if speaks_of_itself {
        Entity {
            name: source.name.clone(),
            span: Some(span),
            actor: source.actor.clone(),
            side: Some(source.side.clone()),
        }
    } else {
        Entity {
            name: span.slice(text)?.to_owned(),
            span: Some(span),
            actor: None,
            side: None,
        }
    })
}
