//! Who's On First localities as a table with a header line, tab-separated.
//!
//! **Columns** read by name: `wof_id`, `geonames_id`, `lat`, `lon`, `name`, `names_uk`, `names_ru`, `names_en`, `names_other` (several names by
//! `|`), `population`, `cessation`. Any other column `names_XX` is read as names in language XX.

use salient_model::{Diagnostic, LonLat, Place, PlaceId, PlaceKind};

use super::{add_name, decode, skipped};

/// Reads the table. Rows without identifier, name, or a point on the globe are skipped with a diagnostic.
#[must_use]
pub fn read_wof_localities_tsv(bytes: &[u8]) -> (Vec<Place>, Vec<Diagnostic>) {
    let mut places = Vec::new();
    let mut diagnostics = Vec::new();
    let mut header: Vec<String> = Vec::new();
    for (position, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let number = position + 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let line = decode(line, number, &mut diagnostics);
        let cells: Vec<&str> = line.split('\t').collect();
        if header.is_empty() {
            header = cells.iter().map(|cell| (*cell).to_owned()).collect();
            continue;
        }
        match read_row(&header, &cells) {
            Ok(place) => places.push(place),
            Err(found) => diagnostics.push(skipped(number, found)),
        }
    }
    (places, diagnostics)
}

fn read_row(header: &[String], cells: &[&str]) -> Result<Place, String> {
    let cell = |column: &str| {
        let position = header.iter().position(|known| known == column)?;
        cells
            .get(position)
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    };
    let id = cell("wof_id").ok_or("no wof_id")?;
    let name = cell("name").ok_or("no name")?;
    let degrees = |column: &str| -> Result<f64, String> {
        let words = cell(column).ok_or_else(|| format!("no {column}"))?;
        words
            .parse()
            .map_err(|error| format!("{column} {words:?}: {error}"))
    };
    let center =
        LonLat::new(degrees("lon")?, degrees("lat")?).map_err(|error| error.to_string())?;
    let mut toponyms = Vec::new();
    for (column, value) in header.iter().zip(cells) {
        if let Some(language) = column.strip_prefix("names_") {
            let language = (language != "other").then_some(language);
            for alternative in value.split('|') {
                add_name(&mut toponyms, alternative, language, false);
            }
        }
    }
    add_name(&mut toponyms, name, None, false);
    Ok(Place {
        id: PlaceId(format!("wof:{id}")),
        name: name.to_owned(),
        toponyms,
        kind: PlaceKind::Settlement,
        country: None,
        within: Vec::new(),
        center,
        boundary: None,
        population: cell("population").and_then(|words| words.parse().ok()),
        dataset: "Who's On First (CC0 and CC BY)".to_owned(),
    })
}
