//! Places with boundaries: one GeoJSON Feature per line, in the properties of OpenStreetMap or of Who's On First, or of a data set of your own.
//!
//! **OpenStreetMap**: `@id`, `name`, `name:XX`, `old_name*`, `alt_name*`, `place`, `admin_level`, `population`, `path` (division.district.…).
//! **Who's On First**: `wof_id`, `placetype`, `name`, `names_XX`.
//! **Your own**: as OpenStreetMap, with `dataset` (its name and licence, kept as written) and an `@id` with a scheme of its own (`survey:12`).

use geojson::{Feature, GeometryValue, JsonObject, JsonValue};
use salient_model::{Diagnostic, LonLat, Place, PlaceId, PlaceKind, Sha256};

use super::{add_name, decode, rings, skipped};

/// Reads the lines. A line that is no feature, or has no name or no polygon, is skipped with a diagnostic.
#[must_use]
pub fn read_place_features_geojson(bytes: &[u8]) -> (Vec<Place>, Vec<Diagnostic>) {
    let mut places = Vec::new();
    let mut diagnostics = Vec::new();
    for (position, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let number = position + 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let line = decode(line, number, &mut diagnostics);
        match read_line(&line, number, &mut diagnostics) {
            Ok(place) => places.push(place),
            Err(found) => diagnostics.push(skipped(number, found)),
        }
    }
    (places, diagnostics)
}

fn read_line(
    line: &str,
    number: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Place, String> {
    let feature: Feature = line.parse().map_err(|error| format!("{error}"))?;
    let properties = feature.properties.ok_or("no properties")?;
    let name = text(&properties, "name")
        .or_else(|| text(&properties, "name:uk"))
        .or_else(|| text(&properties, "name:en"))
        .ok_or("no name")?
        .to_owned();
    let polygons = match feature.geometry.ok_or("no geometry")?.value {
        GeometryValue::Polygon { coordinates } => vec![coordinates],
        GeometryValue::MultiPolygon { coordinates } => coordinates,
        other => return Err(format!("a {}, expected a polygon", other.type_name())),
    };
    let polygons: Vec<Vec<Vec<Vec<f64>>>> = polygons
        .into_iter()
        .map(|rings| {
            rings
                .into_iter()
                .map(|ring| {
                    ring.into_iter()
                        .map(|position| position.as_slice().to_vec())
                        .collect()
                })
                .collect()
        })
        .collect();
    let at = format!("line {number}, {name}");
    let boundary = rings::regular(polygons, &at, diagnostics).ok_or("no ring is left")?;
    let center = rings::center(&boundary).ok_or("no ring is left")?;
    let center = LonLat::new(center.x, center.y).map_err(|error| error.to_string())?;
    let (id, dataset) = identity(&properties, line);
    let mut toponyms = Vec::new();
    for (key, value) in &properties {
        read_names(&mut toponyms, key, value);
    }
    add_name(&mut toponyms, &name, None, false);
    Ok(Place {
        id,
        name,
        toponyms,
        kind: kind(&properties),
        country: None,
        within: within(&properties),
        center,
        boundary: Some(boundary),
        population: number_of(&properties, "population"),
        dataset,
    })
}

fn text<'a>(properties: &'a JsonObject, key: &str) -> Option<&'a str> {
    properties
        .get(key)?
        .as_str()
        .filter(|words| !words.trim().is_empty())
}

fn number_of(properties: &JsonObject, key: &str) -> Option<u64> {
    let value = properties.get(key)?;
    value
        .as_u64()
        .or_else(|| value.as_str()?.replace([' ', '\u{a0}'], "").parse().ok())
}

/// The identifier and the data set. A feature that names its `dataset` is of that one, and of nobody else's licence; where there is no
/// identifier, the hash of the line stands for it, which no spelling of the name decides.
fn identity(properties: &JsonObject, line: &str) -> (PlaceId, String) {
    if let Some(id) = number_of(properties, "wof_id") {
        return (
            PlaceId(format!("wof:{id}")),
            "Who's On First (CC0 and CC BY)".to_owned(),
        );
    }
    let own = text(properties, "dataset");
    let scheme = if own.is_some() { "own" } else { "osm" };
    let id = match text(properties, "@id") {
        Some(id) if own.is_some() && id.contains(':') => id.to_owned(),
        Some(id) => format!("{scheme}:{id}"),
        None => format!(
            "{scheme}:line/{}",
            Sha256::of_parts(&[line.as_bytes()]).short(16)
        ),
    };
    (
        PlaceId(id),
        own.unwrap_or("OpenStreetMap (ODbL)").to_owned(),
    )
}

fn read_names(toponyms: &mut Vec<salient_model::Toponym>, key: &str, value: &JsonValue) {
    if let Some(language) = key.strip_prefix("names_") {
        for name in value.as_array().into_iter().flatten() {
            add_name(
                toponyms,
                name.as_str().unwrap_or_default(),
                Some(language).filter(|language| *language != "other"),
                false,
            );
        }
        return;
    }
    let (base, language) = key.split_once(':').unwrap_or((key, ""));
    let former = match base {
        "name" | "alt_name" | "int_name" | "official_name" => false,
        "old_name" | "was_name" => true,
        _ => return,
    };
    // "name:prefix" is a word for the kind of place; "old_name:1935-2016:uk" has a period before the language.
    let language = language.rsplit(':').next().unwrap_or_default();
    let language = ((2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase()))
    .then_some(language);
    if key.contains(':') && language.is_none() && !former {
        return;
    }
    for name in value.as_str().unwrap_or_default().split(';') {
        add_name(toponyms, name, language, former);
    }
}

fn kind(properties: &JsonObject) -> PlaceKind {
    if text(properties, "placetype") == Some("region") {
        return PlaceKind::Admin1;
    }
    if text(properties, "placetype") == Some("county") {
        return PlaceKind::Admin2;
    }
    if text(properties, "placetype") == Some("locality") {
        return PlaceKind::Settlement;
    }
    if matches!(
        text(properties, "place"),
        Some(
            "city" | "town" | "village" | "hamlet" | "isolated_dwelling" | "suburb" | "allotments"
        )
    ) {
        return PlaceKind::Settlement;
    }
    // Levels as OpenStreetMap uses them in Ukraine: 4 oblast, 6 raion, 7 hromada, 8 to 10 settlement or its part.
    match number_of(properties, "admin_level") {
        Some(2) => PlaceKind::Country,
        Some(4) => PlaceKind::Admin1,
        Some(5 | 6) => PlaceKind::Admin2,
        Some(7) => PlaceKind::Admin3,
        Some(8..=10) => PlaceKind::Settlement,
        _ => PlaceKind::Other,
    }
}

/// `donetska_oblast.pokrovskyy_rayon.pokrovska_miska_hromada` becomes the divisions, smallest first.
fn within(properties: &JsonObject) -> Vec<String> {
    text(properties, "path")
        .map(|path| {
            path.split('.')
                .rev()
                .map(|part| part.replace('_', " "))
                .collect()
        })
        .unwrap_or_default()
}
