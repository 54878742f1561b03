//! Joins words for a side with words for a body into one mention.

use salient_model::{Actor, ByteSpan, SourceKind};

use super::scan::{Hit, leftmost_longest};
use super::{ActorMention, Lexicon, SideForm, Target, Via};
use crate::pack::slug;

/// At most so many words between a side and its body.
const MAX_WORDS_BETWEEN: usize = 4;

impl Lexicon {
    pub(super) fn compose(&self, text: &str, hits: &[Hit]) -> Vec<ActorMention> {
        let selected = leftmost_longest(hits, |target| !matches!(target, Target::Place { .. }));
        let mut mentions = Vec::with_capacity(selected.len());
        let mut position = 0;
        while let Some(hit) = selected.get(position) {
            if let Some(n_used) = self.side_and_body(text, &selected[position..], &mut mentions) {
                position += n_used;
            } else if let Some(n_used) =
                self.body_of_named_side(text, &selected[position..], &mut mentions)
            {
                position += n_used;
            } else {
                self.single(hit, &mut mentions);
                position += 1;
            }
        }
        mentions
    }

    /// "Kenya's defence ministry", "Kenyan 5th Brigade", "Kenyan-installed administration".
    fn side_and_body(
        &self,
        text: &str,
        hits: &[Hit],
        mentions: &mut Vec<ActorMention>,
    ) -> Option<usize> {
        let first = hits.first()?;
        let second = hits.get(1)?;
        let sides = sides_of(first);
        let mut body = body_of(second)?;
        if sides.is_empty() || !self.joins(text.get(first.span.end()..second.span.start())?, &sides)
        {
            return None;
        }
        // "Kenyan army spokesman": the last body gives the kind, the first the actor.
        let mut n_used = 2;
        let mut last = body;
        let mut span = first.span.cover(second.span);
        while let Some(next) = hits.get(n_used)
            && let Some(next_body) = body_of(next)
            && text.get(span.end()..next.span.start()) == Some(" ")
        {
            last = next_body;
            span = span.cover(next.span);
            n_used += 1;
        }
        if self.bodies.bodies[last].kind != SourceKind::Official {
            body = last;
        }
        let words = text.get(span.range())?;
        for (side, form) in sides {
            mentions.push(self.body_mention(span, side, form, body, last, words));
        }
        Some(n_used)
    }

    /// "the Ministry of Defence of Kenya", "president of Kenya".
    fn body_of_named_side(
        &self,
        text: &str,
        hits: &[Hit],
        mentions: &mut Vec<ActorMention>,
    ) -> Option<usize> {
        let first = hits.first()?;
        let second = hits.get(1)?;
        let body = body_of(first)?;
        let between = text.get(first.span.end()..second.span.start())?;
        if !matches!(between, " of " | " of the " | " for " | " for the ") {
            return None;
        }
        // A spokesman for a body of a side ("spokesman for Kenya's army") is that body's mention with the spokesman outside.
        if hits.len() > 2
            && self
                .side_and_body(text, &hits[1..], &mut Vec::new())
                .is_some()
        {
            return None;
        }
        let sides: Vec<(usize, SideForm)> = sides_of(second)
            .into_iter()
            .filter(|(_, form)| *form == SideForm::Name)
            .collect();
        if sides.is_empty() {
            return None;
        }
        let span = first.span.cover(second.span);
        let words = text.get(span.range())?;
        for (side, form) in sides {
            mentions.push(self.body_mention(span, side, form, body, body, words));
        }
        Some(2)
    }

    /// A hit that joins with nothing: names first, then adjectives, then bodies alone.
    fn single(&self, hit: &Hit, mentions: &mut Vec<ActorMention>) {
        let before = mentions.len();
        for target in &hit.targets {
            if let Target::Actor { index, via } = target {
                mentions.push(mention(hit.span, &self.actors[*index], *via));
            }
        }
        if mentions.len() > before {
            mentions[before..].sort_by_key(|found| found.via);
            return;
        }
        for (side, form) in sides_of(hit) {
            let via = match form {
                SideForm::Name => Via::Alias,
                SideForm::Adjective => Via::Adjective,
                SideForm::Metonym => Via::Metonym,
            };
            if let Some(actor) = self.principals[side] {
                mentions.push(mention(hit.span, &self.actors[actor], via));
            }
        }
        if mentions.len() == before
            && let Some(body) = body_of(hit)
        {
            mentions.push(mention(hit.span, &self.body_alone(body), Via::Role));
        }
    }

    fn body_mention(
        &self,
        span: ByteSpan,
        side: usize,
        form: SideForm,
        body: usize,
        last: usize,
        words: &str,
    ) -> ActorMention {
        let actor = self.body_of_side(side, body);
        let via = match form {
            SideForm::Name => Via::Alias,
            SideForm::Adjective => Via::Adjective,
            SideForm::Metonym => Via::Metonym,
        };
        let mut found = mention(span, &actor, via);
        if body != last {
            found.role = Some(format!(
                "{} {}",
                self.bodies.bodies[body].role, self.bodies.bodies[last].role
            ));
        }
        if self.is_armed_group(side) && speaks_through_media(words) {
            found.kind = SourceKind::ArmedGroupMedia;
        }
        found
    }

    /// The actor that a side and a body make: the theatre's own entry if it has one with that role.
    pub(super) fn body_of_side(&self, side: usize, body: usize) -> Actor {
        let side_entry = &self.sides[side];
        let body = &self.bodies.bodies[body];
        if let Some(actor) = self.actors.iter().find(|actor| {
            actor.side == side_entry.key && actor.role.as_deref() == Some(body.role.as_str())
        }) {
            return actor.clone();
        }
        Actor {
            key: format!("{}/{}", side_entry.key, slug(&body.role)),
            name: format!("{} {}", side_entry.adjective, body.role),
            side: side_entry.key.clone(),
            kind: if self.is_armed_group(side) {
                kind_in_armed_group(body.kind)
            } else {
                body.kind
            },
            role: Some(body.role.clone()),
            aliases: Vec::new(),
            metonyms: Vec::new(),
        }
    }

    pub(super) fn body_alone(&self, body: usize) -> Actor {
        let body = &self.bodies.bodies[body];
        Actor {
            key: format!("{}/{}", body.alone, slug(&body.role)),
            name: body.role.clone(),
            side: body.alone.clone(),
            kind: body.kind,
            role: Some(body.role.clone()),
            aliases: Vec::new(),
            metonyms: Vec::new(),
        }
    }

    fn is_armed_group(&self, side: usize) -> bool {
        self.principals[side].is_some_and(|actor| self.actors[actor].kind == SourceKind::ArmedGroup)
    }

    /// Whether the words between a side and a body join them: a possessive or nothing, then modifiers and ordinals.
    fn joins(&self, between: &str, sides: &[(usize, SideForm)]) -> bool {
        let mut rest = between;
        if let Some(after) = ["'s", "’s", "'", "’"]
            .iter()
            .find_map(|ending| rest.strip_prefix(ending))
        {
            rest = after;
        } else if let Some(after) = self.bodies.installed.iter().find_map(|word| {
            rest.strip_prefix('-')
                .and_then(|rest| rest.strip_prefix(word.as_str()))
        }) {
            rest = after;
        } else if !rest.starts_with(char::is_whitespace)
            || sides.iter().all(|(_, form)| *form == SideForm::Metonym)
        {
            // "Nairobi police" are the city's; "Nairobi's police" may be the state's. "The Kremlin spokesman" has an entry of its own.
            return false;
        }
        if !rest.starts_with(char::is_whitespace) || rest.contains("\n\n") {
            return false;
        }
        let words: Vec<&str> = rest.split_whitespace().collect();
        words.len() <= MAX_WORDS_BETWEEN
            && words.iter().all(|word| {
                is_ordinal(word)
                    || self
                        .bodies
                        .modifiers
                        .iter()
                        .any(|modifier| modifier.eq_ignore_ascii_case(word))
            })
    }
}

fn mention(span: ByteSpan, actor: &Actor, via: Via) -> ActorMention {
    ActorMention {
        span,
        actor: actor.key.clone(),
        name: actor.name.clone(),
        side: actor.side.clone(),
        kind: actor.kind,
        role: actor.role.clone(),
        via,
    }
}

fn sides_of(hit: &Hit) -> Vec<(usize, SideForm)> {
    let mut sides: Vec<(usize, SideForm)> = Vec::new();
    for target in &hit.targets {
        if let Target::Side { index, form } = target
            && !sides.iter().any(|(known, _)| known == index)
        {
            sides.push((*index, *form));
        }
    }
    sides
}

fn body_of(hit: &Hit) -> Option<usize> {
    hit.targets.iter().find_map(|target| match target {
        Target::Body { index } => Some(*index),
        Target::Actor { .. } | Target::Side { .. } | Target::Place { .. } => None,
    })
}

/// "5th", "57", "1st".
fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A body of an armed group is no state's: its government is the group, its officials speak for the group.
fn kind_in_armed_group(kind: SourceKind) -> SourceKind {
    match kind {
        SourceKind::State | SourceKind::Official => SourceKind::ArmedGroup,
        SourceKind::HeadOfState => SourceKind::Commander,
        SourceKind::StateMedia => SourceKind::ArmedGroupMedia,
        other => other,
    }
}

fn speaks_through_media(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["media", "radio", "television", "channel", "press service"]
        .iter()
        .any(|word| lower.contains(word))
}
