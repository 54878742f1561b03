//! The cue lexicon: words that link a source with its content, each with its speech act and what may follow.
//!
//! **Shape.** Read once from `lexicons/en/cues.toml`. Verbs are looked up by the form of their first word; the longest entry that fits wins.
//!
//! **Sources.** The lists are our own; frequencies in public news annotation (`PolNeAR`) told which verbs are worth an entry.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use salient_model::{Force, Sha256};
use serde::Deserialize;

use super::morphology::{self, Form};
use super::token::{Token, TokenKind};

const CUES_EN: &str = include_str!("../../../../lexicons/en/cues.toml");

/// What may follow a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one frame of the lexicon file"
)]
pub(crate) struct Frames {
    pub(crate) clause: bool,
    pub(crate) that: bool,
    pub(crate) aside: bool,
    pub(crate) quote: bool,
    pub(crate) object: bool,
    pub(crate) infinitive: bool,
    pub(crate) recipient: bool,
    pub(crate) place: bool,
    pub(crate) name: bool,
    pub(crate) sensor: bool,
    /// An object that is itself a report: "withdrew its claim".
    pub(crate) report: bool,
}

impl Frames {
    fn read(words: &[String]) -> Self {
        let has = |word: &str| words.iter().any(|known| known == word);
        Self {
            clause: has("clause"),
            that: has("that") || has("clause"),
            aside: has("aside"),
            quote: has("quote") || has("aside") || has("clause"),
            object: has("object"),
            infinitive: has("infinitive"),
            recipient: has("recipient"),
            place: has("place"),
            name: has("name"),
            sensor: has("sensor"),
            report: has("report"),
        }
    }

    /// All that either allows.
    fn or(self, other: Self) -> Self {
        Self {
            clause: self.clause || other.clause,
            that: self.that || other.that,
            aside: self.aside || other.aside,
            quote: self.quote || other.quote,
            object: self.object || other.object,
            infinitive: self.infinitive || other.infinitive,
            recipient: self.recipient || other.recipient,
            place: self.place || other.place,
            name: self.name || other.name,
            sensor: self.sensor || other.sensor,
            // A restriction, not a licence: it holds only where both have it.
            report: self.report && other.report,
        }
    }
}

/// One verb of the lexicon.
#[derive(Debug, Clone)]
pub(crate) struct Verb {
    /// Base form of the first word.
    pub(crate) lemma: String,
    /// Words after the first.
    pub(crate) rest: Vec<String>,
    pub(crate) frames: Frames,
    pub(crate) force: Force,
    /// Whether the content may still turn the force (rule 7).
    pub(crate) neutral: bool,
}

/// A force and whether the content may still turn it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CueForce {
    pub(crate) force: Force,
    pub(crate) neutral: bool,
}

/// A verb found in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VerbHit {
    /// Index into [`CueLexicon::verbs`].
    pub(crate) verb: usize,
    pub(crate) form: Form,
    /// How many tokens it takes.
    pub(crate) n_tokens: usize,
}

/// The lexicon.
#[derive(Debug)]
pub(crate) struct CueLexicon {
    pub(crate) verbs: Vec<Verb>,
    by_form: BTreeMap<String, Vec<(usize, Form)>>,
    nouns: BTreeMap<String, CueForce>,
    phrases: Vec<(Vec<String>, CueForce)>,
    possessed: BTreeMap<String, CueForce>,
    adverbs: BTreeMap<String, CueForce>,
    passives: BTreeMap<String, CueForce>,
    verdicts: Vec<(Vec<String>, CueForce)>,
    /// Hash of the file.
    pub(crate) hash: Sha256,
}

#[derive(Deserialize)]
struct CueFile {
    verbs: Vec<Group>,
    nouns: Vec<Group>,
    phrases: Vec<Group>,
    possessed: Vec<Group>,
    adverbs: Vec<Group>,
    passives: Vec<Group>,
    verdicts: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    force: String,
    #[serde(default)]
    neutral: bool,
    #[serde(default)]
    frames: Vec<String>,
    words: Vec<String>,
}

impl Group {
    fn cue_force(&self) -> CueForce {
        CueForce {
            force: self
                .force
                .parse()
                .expect("the embedded cue list uses known forces"),
            neutral: self.neutral,
        }
    }
}

/// English.
pub(crate) fn english() -> &'static CueLexicon {
    static ENGLISH: LazyLock<CueLexicon> = LazyLock::new(|| CueLexicon::read(CUES_EN));
    &ENGLISH
}

fn split(words: &str) -> Vec<String> {
    words.split(' ').map(str::to_owned).collect()
}

fn table(groups: &[Group]) -> BTreeMap<String, CueForce> {
    groups
        .iter()
        .flat_map(|group| {
            group
                .words
                .iter()
                .map(|word| (word.clone(), group.cue_force()))
        })
        .collect()
}

fn sequences(groups: &[Group]) -> Vec<(Vec<String>, CueForce)> {
    groups
        .iter()
        .flat_map(|group| {
            group
                .words
                .iter()
                .map(|word| (split(word), group.cue_force()))
        })
        .collect()
}

impl CueLexicon {
    fn read(words: &str) -> Self {
        let file: CueFile = toml::from_str(words).expect("the embedded cue list is well-formed");
        let mut verbs: Vec<Verb> = Vec::new();
        let mut by_form: BTreeMap<String, Vec<(usize, Form)>> = BTreeMap::new();
        for group in &file.verbs {
            let frames = Frames::read(&group.frames);
            let CueForce { force, neutral } = group.cue_force();
            for entry in &group.words {
                let mut parts = split(entry);
                let paradigm = parts.remove(0);
                let forms = morphology::forms(&paradigm);
                let lemma = forms[0].0.clone();
                // A verb listed twice keeps its first force and may be followed by what either entry allows.
                if let Some(known) = verbs
                    .iter_mut()
                    .find(|known| known.lemma == lemma && known.rest == parts)
                {
                    known.frames = known.frames.or(frames);
                    continue;
                }
                verbs.push(Verb {
                    lemma,
                    rest: parts,
                    frames,
                    force,
                    neutral,
                });
                for (form, kind) in forms {
                    by_form
                        .entry(form)
                        .or_default()
                        .push((verbs.len() - 1, kind));
                }
            }
        }
        Self {
            verbs,
            by_form,
            nouns: table(&file.nouns),
            phrases: sequences(&file.phrases),
            possessed: table(&file.possessed),
            adverbs: table(&file.adverbs),
            passives: table(&file.passives),
            verdicts: sequences(&file.verdicts),
            hash: Sha256::of_parts(&[words.as_bytes()]),
        }
    }

    /// Every reading of the verb at the head of `tokens`, longest entry first.
    pub(crate) fn verbs_at(&self, tokens: &[Token]) -> Vec<VerbHit> {
        let Some(first) = tokens
            .first()
            .filter(|token| token.is_word() && !token.possessive)
        else {
            return Vec::new();
        };
        // "A think tank" thinks nothing.
        if first.lower == "think"
            && tokens
                .get(1)
                .is_some_and(|next| next.lower.starts_with("tank"))
        {
            return Vec::new();
        }
        let mut hits: Vec<VerbHit> = self
            .by_form
            .get(&first.lower)
            .into_iter()
            .flatten()
            .filter(|(verb, _)| starts_with(&tokens[1..], &self.verbs[*verb].rest))
            .map(|&(verb, form)| VerbHit {
                verb,
                form,
                n_tokens: 1 + self.verbs[verb].rest.len(),
            })
            .collect();
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.n_tokens), hit.verb));
        hits
    }

    /// The reporting noun that `token` is.
    pub(crate) fn noun(&self, token: &Token) -> Option<CueForce> {
        let lower = token.lower.as_str();
        if !token.is_word() {
            return None;
        }
        let singular = lower.strip_suffix('s').unwrap_or(lower);
        self.nouns
            .get(lower)
            .or_else(|| self.nouns.get(singular))
            .copied()
    }

    /// The prepositional cue at the head of `tokens` and its length.
    pub(crate) fn phrase_at(&self, tokens: &[Token]) -> Option<(usize, CueForce)> {
        self.phrases
            .iter()
            .filter(|(words, _)| starts_with(tokens, words))
            .max_by_key(|(words, _)| words.len())
            .map(|(words, force)| (words.len(), *force))
    }

    /// The noun of "by X's count".
    pub(crate) fn possessed(&self, token: &Token) -> Option<CueForce> {
        self.possessed
            .get(&token.lower)
            .copied()
            .filter(|_| token.is_word())
    }

    /// The hearsay adverb that `token` is.
    pub(crate) fn adverb(&self, token: &Token) -> Option<CueForce> {
        self.adverbs
            .get(&token.lower)
            .copied()
            .filter(|_| token.is_word())
    }

    /// The hearsay participle at the head of `tokens` and its length.
    pub(crate) fn passive_at(&self, tokens: &[Token]) -> Option<(usize, CueForce)> {
        let two = tokens
            .get(..2)
            .map(|pair| format!("{} {}", pair[0].lower, pair[1].lower));
        if let Some(force) = two.and_then(|words| self.passives.get(&words)) {
            return Some((2, *force));
        }
        let first = tokens.first()?;
        self.passives.get(&first.lower).map(|force| (1, *force))
    }

    /// The verdict at the head of `tokens` and its length.
    pub(crate) fn verdict_at(&self, tokens: &[Token]) -> Option<(usize, CueForce)> {
        self.verdicts
            .iter()
            .filter(|(words, _)| starts_with(tokens, words))
            .max_by_key(|(words, _)| words.len())
            .map(|(words, force)| (words.len(), *force))
    }
}

fn starts_with(tokens: &[Token], words: &[String]) -> bool {
    tokens.len() >= words.len()
        && words
            .iter()
            .zip(tokens)
            .all(|(word, token)| token.lower == *word && !token.is(TokenKind::Comma))
}
