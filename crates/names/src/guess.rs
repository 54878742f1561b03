//! Which theatre a text is about, from the names in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use salient_model::Theatre;

use crate::theatres::{GENERIC, theatre, theatre_keys};
use crate::{Lexicon, NamesError};

/// A theatre with the names that point to it.
#[derive(Debug, Clone, PartialEq)]
pub struct TheatreGuess {
    /// The theatre; the generic one when no other leads.
    pub theatre: &'static Theatre,
    /// Per theatre with any name: what was counted, most first.
    pub reasons: Vec<String>,
}

/// The theatre whose own names are most in `text`.
///
/// A name that only one pack has counts two, one that several share counts one; each name counts once. With fewer than two points, or when
/// two theatres have the same, the generic theatre serves.
///
/// ```
/// let guess = salient_names::guess_theatre("Fighting went on near Pokrovsk and Myrnohrad.").unwrap();
/// assert_eq!(guess.theatre.key, "ukraine");
/// assert_eq!(salient_names::guess_theatre("Nothing is known.").unwrap().theatre.key, "generic");
/// ```
pub fn guess_theatre(text: &str) -> Result<TheatreGuess, NamesError> {
    let mut packs_by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (pack, lexicon) in own_lexicons()?.iter().enumerate() {
        for name in lexicon.own_names_in(text) {
            packs_by_name.entry(name).or_default().insert(pack);
        }
    }
    let mut points: BTreeMap<usize, (usize, Vec<String>)> = BTreeMap::new();
    for (name, packs) in packs_by_name {
        for pack in &packs {
            let (sum, names) = points.entry(*pack).or_default();
            *sum += if packs.len() == 1 { 2 } else { 1 };
            names.push(name.clone());
        }
    }
    let mut ranked: Vec<(usize, usize, Vec<String>)> = points
        .into_iter()
        .map(|(pack, (sum, names))| (sum, pack, names))
        .collect();
    ranked.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let key = match ranked.as_slice() {
        [(first, ..), (second, ..), ..] if first == second => GENERIC,
        [(first, pack, _), ..] if *first >= 2 => packs()[*pack],
        _ => GENERIC,
    };
    Ok(TheatreGuess {
        theatre: theatre(key)?,
        reasons: ranked
            .iter()
            .map(|(sum, pack, names)| format!("{}: {sum} ({})", packs()[*pack], names.join(", ")))
            .collect(),
    })
}

/// The packs that can be guessed: all but the generic one.
fn packs() -> Vec<&'static str> {
    theatre_keys()
        .iter()
        .copied()
        .filter(|key| *key != GENERIC)
        .collect()
}

fn own_lexicons() -> Result<&'static [Lexicon], NamesError> {
    static LEXICONS: OnceLock<Result<Vec<Lexicon>, NamesError>> = OnceLock::new();
    LEXICONS
        .get_or_init(|| {
            packs()
                .into_iter()
                .map(|key| Lexicon::without_generic(theatre(key)?))
                .collect()
        })
        .as_ref()
        .map(Vec::as_slice)
        .map_err(Clone::clone)
}
