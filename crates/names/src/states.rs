//! States of the world, as sides, actors, and places of the generic pack.

use salient_model::{Actor, LonLat, Place, PlaceId, PlaceKind, Side, SourceKind, Theatre};
use serde::Deserialize;

use crate::NamesError;
use crate::pack::{malformed, slug, toponym};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatesFile {
    states: Vec<StateEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StateEntry {
    key: String,
    name: String,
    adjective: String,
    demonyms: Vec<String>,
    at: [f64; 2],
    capital: String,
    capital_at: [f64; 2],
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    capital_aliases: Vec<String>,
    /// Other cities that stand for the state.
    #[serde(default)]
    seats: Vec<String>,
    #[serde(default)]
    metonyms: Vec<String>,
}

/// Adds every state of `toml` to `theatre`: a side, the state as its first actor, the country and the capital as places.
pub(crate) fn add_states(theatre: &mut Theatre, toml: &str) -> Result<(), NamesError> {
    let file: StatesFile = toml::from_str(toml).map_err(|error| malformed(&error, toml))?;
    for state in file.states {
        let country = country_code(&state.key).to_owned();
        let mut metonyms = vec![state.capital.clone()];
        metonyms.extend(state.capital_aliases.iter().cloned());
        metonyms.extend(state.seats);
        metonyms.extend(state.metonyms);
        theatre.places.push(read_place(
            &state.name,
            &state.aliases,
            state.at,
            PlaceKind::Country,
            &country,
            Vec::new(),
        )?);
        theatre.places.push(read_place(
            &state.capital,
            &state.capital_aliases,
            state.capital_at,
            PlaceKind::Settlement,
            &country,
            vec![state.name.clone()],
        )?);
        theatre.sides.push(Side {
            key: state.key.clone(),
            name: state.name.clone(),
            adjective: state.adjective,
            demonyms: state.demonyms,
        });
        theatre.actors.push(Actor {
            key: state.key.to_lowercase(),
            name: state.name,
            side: state.key,
            kind: SourceKind::State,
            role: None,
            aliases: state.aliases,
            metonyms,
        });
    }
    Ok(())
}

/// Two side keys differ from the ISO 3166 code: reports write UK, and IS means Islamic State.
fn country_code(key: &str) -> &str {
    match key {
        "UK" => "GB",
        "ISL" => "IS",
        other => other,
    }
}

fn read_place(
    name: &str,
    aliases: &[String],
    at: [f64; 2],
    kind: PlaceKind,
    country: &str,
    within: Vec<String>,
) -> Result<Place, NamesError> {
    let center = LonLat::new(at[0], at[1]).map_err(|error| NamesError::Invalid {
        pack: "generic".to_owned(),
        entry: format!("state or capital {name:?}"),
        found: format!("at {}, {}", error.lon, error.lat),
        expected: "longitude and latitude in degrees".to_owned(),
    })?;
    let mut toponyms = vec![toponym(name, Some("en"), false)];
    toponyms.extend(aliases.iter().map(|alias| toponym(alias, None, false)));
    Ok(Place {
        id: PlaceId(format!(
            "theatre:generic/{}-{}",
            country.to_lowercase(),
            slug(name)
        )),
        name: name.to_owned(),
        toponyms,
        kind,
        country: Some(country.to_owned()),
        within,
        center,
        boundary: None,
        population: None,
        dataset: "theatre pack generic (CC0)".to_owned(),
    })
}
