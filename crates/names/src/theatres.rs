//! The theatre packs that are compiled in.

use std::sync::OnceLock;

use salient_model::Theatre;

use crate::states::add_states;
use crate::{NamesError, read_theatre};

/// Key of the pack that serves where no other does.
pub const GENERIC: &str = "generic";

struct Pack {
    key: &'static str,
    toml: &'static str,
    read: OnceLock<Result<Theatre, NamesError>>,
}

macro_rules! packs {
    ($($key:literal),+ $(,)?) => {
        const KEYS: &[&str] = &[$($key),+];
        static PACKS: [Pack; KEYS.len()] = [$(Pack {
            key: $key,
            toml: include_str!(concat!("../../../theatres/", $key, ".toml")),
            read: OnceLock::new(),
        }),+];
    };
}

packs!(
    "generic",
    "drc",
    "ethiopia",
    "gaza",
    "iraq",
    "lebanon",
    "libya",
    "myanmar",
    "nagorno-karabakh",
    "sahel",
    "somalia",
    "south-sudan",
    "sudan",
    "syria",
    "ukraine",
    "yemen",
);

/// The keys of all theatre packs, sorted, after `generic`.
#[must_use]
pub fn theatre_keys() -> &'static [&'static str] {
    KEYS
}

/// The theatre pack with `key`, without the generic entries; [`crate::Lexicon`] puts those beneath it.
///
/// ```
/// let theatre = salient_names::theatre("ukraine").unwrap();
/// assert_eq!(theatre.sides[0].key, "RU");
/// let error = salient_names::theatre("atlantis").unwrap_err();
/// assert!(error.to_string().contains("expected one of generic"));
/// ```
pub fn theatre(key: &str) -> Result<&'static Theatre, NamesError> {
    let pack =
        PACKS
            .iter()
            .find(|pack| pack.key == key)
            .ok_or_else(|| NamesError::UnknownTheatre {
                found: key.to_owned(),
                expected: KEYS.join(", "),
            })?;
    pack.read
        .get_or_init(|| {
            let mut theatre = read_theatre(pack.toml)?;
            if pack.key == GENERIC {
                add_states(&mut theatre, include_str!("../../../theatres/states.toml"))?;
            }
            Ok(theatre)
        })
        .as_ref()
        .map_err(Clone::clone)
}
