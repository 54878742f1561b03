//! Reads a theatre pack from TOML. The format stands in `docs/theatres.md`.
//!
//! **Errors.** A pack is ours or the user's own, so that a mistake in it is an error with the entry's name, never a diagnostic.

use std::collections::{BTreeMap, BTreeSet};

use salient_model::{Actor, LonLat, Place, PlaceId, PlaceKind, Side, SourceKind, Theatre, Toponym};
use serde::Deserialize;

use crate::{NamesError, fold::exact_key};

/// Side keys that every theatre has without registering them.
pub const RESERVED_SIDES: &[&str] = &["THIRD", "LOCAL", "MEDIA", "UNKNOWN", "MIXED"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    key: String,
    name: String,
    time_zone: Option<String>,
    #[serde(default)]
    sides: Vec<SideEntry>,
    #[serde(default)]
    actors: Vec<ActorEntry>,
    #[serde(default)]
    places: PlaceTables,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SideEntry {
    key: String,
    name: String,
    adjective: String,
    #[serde(default)]
    demonyms: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorEntry {
    key: String,
    name: String,
    side: String,
    kind: String,
    role: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    metonyms: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceTables {
    country: Option<String>,
    #[serde(default)]
    divisions: Vec<PlaceEntry>,
    #[serde(default)]
    districts: Vec<PlaceEntry>,
    #[serde(default)]
    regions: Vec<PlaceEntry>,
    #[serde(default)]
    waters: Vec<PlaceEntry>,
    #[serde(default)]
    facilities: Vec<PlaceEntry>,
    #[serde(default)]
    settlements: Vec<PlaceEntry>,
}

#[derive(Debug, Deserialize)]
struct PlaceEntry {
    name: String,
    id: Option<String>,
    at: [f64; 2],
    #[serde(default, rename = "in")]
    within: Vec<String>,
    country: Option<String>,
    population: Option<u64>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    former: Vec<String>,
    /// What is left: names by language code.
    #[serde(flatten)]
    by_language: BTreeMap<String, toml::Value>,
}

/// Reads a theatre pack.
///
/// ```
/// let theatre = salient_names::read_theatre(r#"
///     key = "ridge"
///     name = "The Ridge"
///     [[sides]]
///     key = "NOR"
///     name = "Northmark"
///     adjective = "Northmarker"
///     [places]
///     settlements = [ { name = "Old Ferry", at = [10.25, 50.5], uk = "Старий Пором" } ]
/// "#).unwrap();
/// assert_eq!(theatre.places[0].id.0, "theatre:ridge/old-ferry");
/// ```
pub fn read_theatre(toml: &str) -> Result<Theatre, NamesError> {
    let file: PackFile = toml::from_str(toml).map_err(|error| malformed(&error, toml))?;
    let pack = &file.key;
    let mut theatre = Theatre {
        key: pack.clone(),
        name: file.name,
        sides: Vec::new(),
        actors: Vec::new(),
        places: Vec::new(),
        time_zone: file.time_zone,
    };
    for side in file.sides {
        let entry = format!("side {:?}", side.key);
        if RESERVED_SIDES.contains(&side.key.as_str()) || theatre.side(&side.key).is_some() {
            return Err(invalid(
                pack,
                entry,
                "a key that is taken",
                "a key of its own",
            ));
        }
        theatre.sides.push(Side {
            key: side.key,
            name: side.name,
            adjective: side.adjective,
            demonyms: side.demonyms,
        });
    }
    for actor in file.actors {
        let actor = read_actor(pack, &theatre, actor)?;
        theatre.actors.push(actor);
    }
    theatre.places = read_places(pack, file.places)?;
    Ok(theatre)
}

pub(crate) fn malformed(error: &toml::de::Error, text: &str) -> NamesError {
    NamesError::Malformed {
        line: error.span().map(|span| {
            1 + text
                .char_indices()
                .take_while(|(at, _)| *at < span.start)
                .filter(|(_, character)| *character == '\n')
                .count()
        }),
        found: error.message().to_owned(),
    }
}

fn invalid(
    pack: &str,
    entry: String,
    found: impl Into<String>,
    expected: impl Into<String>,
) -> NamesError {
    NamesError::Invalid {
        pack: pack.to_owned(),
        entry,
        found: found.into(),
        expected: expected.into(),
    }
}

fn read_actor(pack: &str, theatre: &Theatre, actor: ActorEntry) -> Result<Actor, NamesError> {
    let entry = format!("actor {:?}", actor.key);
    if theatre.actor(&actor.key).is_some() {
        return Err(invalid(
            pack,
            entry,
            "a key that is taken",
            "a key of its own",
        ));
    }
    if !RESERVED_SIDES.contains(&actor.side.as_str()) && theatre.side(&actor.side).is_none() {
        let mut expected: Vec<&str> = theatre.sides.iter().map(|side| side.key.as_str()).collect();
        expected.extend(RESERVED_SIDES);
        return Err(invalid(
            pack,
            entry,
            format!("side {:?}", actor.side),
            format!("one of {}", expected.join(", ")),
        ));
    }
    let kind: SourceKind = actor
        .kind
        .parse()
        .map_err(|error: salient_model::UnknownWord| {
            invalid(
                pack,
                entry.clone(),
                format!("kind {:?}", error.found),
                format!("one of {}", error.expected),
            )
        })?;
    Ok(Actor {
        key: actor.key,
        name: actor.name,
        side: actor.side,
        kind,
        role: actor.role,
        aliases: actor.aliases,
        metonyms: actor.metonyms,
    })
}

fn read_places(pack: &str, tables: PlaceTables) -> Result<Vec<Place>, NamesError> {
    let country = tables.country;
    let mut places = Vec::new();
    let mut ids = BTreeSet::new();
    for (kind, entries) in [
        (PlaceKind::Admin1, tables.divisions),
        (PlaceKind::Admin2, tables.districts),
        (PlaceKind::Region, tables.regions),
        (PlaceKind::Water, tables.waters),
        (PlaceKind::Facility, tables.facilities),
        (PlaceKind::Settlement, tables.settlements),
    ] {
        for entry in entries {
            let place = read_place(pack, kind, country.as_deref(), entry)?;
            if !ids.insert(place.id.clone()) {
                return Err(invalid(
                    pack,
                    format!("place {:?}", place.name),
                    format!("id {} a second time", place.id),
                    "an `id` of its own beside the name",
                ));
            }
            places.push(place);
        }
    }
    Ok(places)
}

fn read_place(
    pack: &str,
    kind: PlaceKind,
    country: Option<&str>,
    entry: PlaceEntry,
) -> Result<Place, NamesError> {
    let label = format!("place {:?}", entry.name);
    let center = LonLat::new(entry.at[0], entry.at[1]).map_err(|error| {
        invalid(
            pack,
            label.clone(),
            format!("at {}, {}", error.lon, error.lat),
            "longitude and latitude in degrees",
        )
    })?;
    let mut toponyms = vec![toponym(&entry.name, Some("en"), false)];
    toponyms.extend(entry.also.iter().map(|name| toponym(name, None, false)));
    for (language, value) in &entry.by_language {
        if !(2..=3).contains(&language.len())
            || !language.bytes().all(|byte| byte.is_ascii_lowercase())
        {
            return Err(invalid(
                pack,
                label,
                format!("key {language:?}"),
                "name, id, at, in, country, population, also, former, or a language code",
            ));
        }
        for name in names_of(value) {
            toponyms.push(toponym(name, Some(language), false));
        }
    }
    toponyms.extend(entry.former.iter().map(|name| toponym(name, None, true)));
    Ok(Place {
        id: PlaceId(format!(
            "theatre:{pack}/{}",
            entry.id.unwrap_or_else(|| slug(&entry.name))
        )),
        name: entry.name,
        toponyms,
        kind,
        country: entry.country.or_else(|| country.map(str::to_owned)),
        within: entry.within,
        center,
        boundary: None,
        population: entry.population,
        dataset: format!("theatre pack {pack} (CC0)"),
    })
}

fn names_of(value: &toml::Value) -> Vec<&str> {
    match value {
        toml::Value::String(name) => vec![name],
        toml::Value::Array(names) => names.iter().filter_map(toml::Value::as_str).collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn toponym(name: &str, language: Option<&str>, former: bool) -> Toponym {
    Toponym {
        name: name.to_owned(),
        language: language.map(str::to_owned),
        former,
    }
}

/// "Old Ferry" → "old-ferry".
pub(crate) fn slug(name: &str) -> String {
    name.split(|character: char| !character.is_alphanumeric() && character != '\'')
        .map(exact_key)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "key = \"ridge\"\nname = \"The Ridge\"\n";

    #[test]
    fn a_mistake_in_a_pack_names_the_entry_and_what_was_expected() {
        for (body, expected) in [
            (
                "[[actors]]\nkey = \"a\"\nname = \"A\"\nside = \"EST\"\nkind = \"state\"",
                "theatre pack \"ridge\", actor \"a\": found side \"EST\"; expected one of THIRD, LOCAL, MEDIA, UNKNOWN, MIXED",
            ),
            (
                "[[sides]]\nkey = \"THIRD\"\nname = \"A\"\nadjective = \"A\"",
                "theatre pack \"ridge\", side \"THIRD\": found a key that is taken; expected a key of its own",
            ),
            (
                "[places]\nsettlements = [ { name = \"Ford\", at = [10, 95] } ]",
                "theatre pack \"ridge\", place \"Ford\": found at 10, 95; expected longitude and latitude in degrees",
            ),
            (
                "[places]\nsettlements = [ { name = \"Ford\", at = [1, 2] }, { name = \"ford\", at = [1, 3] } ]",
                "theatre pack \"ridge\", place \"ford\": found id theatre:ridge/ford a second time; expected an `id` of its own beside the name",
            ),
            (
                "[places]\nsettlements = [ { name = \"Ford\", at = [1, 2], latitude = \"x\" } ]",
                "theatre pack \"ridge\", place \"Ford\": found key \"latitude\"; expected name, id, at, in, country, population, also, former, or a language code",
            ),
        ] {
            let error = read_theatre(&format!("{HEAD}{body}")).unwrap_err();
            assert_eq!(error.to_string(), expected);
        }
    }

    #[test]
    fn text_that_is_no_toml_names_the_line() {
        let error = read_theatre("key = \"ridge\"\nname = [").unwrap_err();
        assert!(
            error.to_string().starts_with("theatre pack, line 2: "),
            "{error}"
        );
    }
}
