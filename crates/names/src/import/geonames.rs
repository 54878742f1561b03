//! `GeoNames` dump: 19 columns, tab-separated, no header.
//!
//! **Sources.** The readme of the dump: geonameid, name, asciiname, alternatenames (by comma), latitude, longitude, feature class, feature code,
//! country code, cc2, admin1 to admin4 code, population, elevation, dem, timezone, modification date.

use salient_model::{Diagnostic, LonLat, Place, PlaceId, PlaceKind};

use super::{add_name, decode, skipped};

const N_COLUMNS: usize = 19;

/// Reads the dump. Lines with too few columns or a point off the globe are skipped with a diagnostic.
#[must_use]
pub fn read_geonames_dump(bytes: &[u8]) -> (Vec<Place>, Vec<Diagnostic>) {
    let mut places = Vec::new();
    let mut diagnostics = Vec::new();
    for (position, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let number = position + 1;
        if line.iter().all(u8::is_ascii_whitespace) || line.starts_with(b"#") {
            continue;
        }
        let line = decode(line, number, &mut diagnostics);
        match read_line(&line) {
            Ok(place) => places.push(place),
            Err(found) => diagnostics.push(skipped(number, found)),
        }
    }
    (places, diagnostics)
}

fn read_line(line: &str) -> Result<Place, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    if cells.len() < N_COLUMNS {
        return Err(format!("{} columns, expected {N_COLUMNS}", cells.len()));
    }
    let degrees = |column: usize| -> Result<f64, String> {
        cells[column]
            .parse()
            .map_err(|error| format!("column {}: {:?}: {error}", column + 1, cells[column]))
    };
    let center = LonLat::new(degrees(5)?, degrees(4)?).map_err(|error| error.to_string())?;
    if cells[0].is_empty() || cells[1].is_empty() {
        return Err("no geonameid or no name".to_owned());
    }
    // PPLH: "historical populated place, no longer exists".
    let former = cells[7].ends_with('H') && cells[6] == "P";
    let mut toponyms = Vec::new();
    add_name(&mut toponyms, cells[1], None, former);
    add_name(&mut toponyms, cells[2], None, former);
    for name in cells[3].split(',') {
        add_name(&mut toponyms, name, None, former);
    }
    Ok(Place {
        id: PlaceId(format!("geonames:{}", cells[0])),
        name: cells[1].to_owned(),
        toponyms,
        kind: kind(cells[6], cells[7]),
        country: (!cells[8].is_empty()).then(|| cells[8].to_owned()),
        within: Vec::new(),
        center,
        boundary: None,
        population: cells[14].parse().ok().filter(|population| *population > 0),
        dataset: "GeoNames (CC BY 4.0)".to_owned(),
    })
}

fn kind(class: &str, code: &str) -> PlaceKind {
    match (class, code) {
        ("P", _) => PlaceKind::Settlement,
        ("A", "ADM1") => PlaceKind::Admin1,
        ("A", "ADM2") => PlaceKind::Admin2,
        ("A", "ADM3") => PlaceKind::Admin3,
        ("A", code) if code.starts_with("PCL") => PlaceKind::Country,
        ("H", _) => PlaceKind::Water,
        ("L" | "T" | "V", _) => PlaceKind::Region,
        ("S" | "R", _) => PlaceKind::Facility,
        _ => PlaceKind::Other,
    }
}
