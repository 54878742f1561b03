//! Which coordinate reference system a file says it is in, in any of the ways in which formats say it.
//!
//! **Shape.** A code, a name, or a definition in; a [`Frame`] out, or the words for a refusal.
//!
//! **Units and frame.** Three are read: longitude and latitude on WGS 84, Web Mercator, and UTM on WGS 84. Everything else is refused by its name, since a change
//! of datum needs grids that are not here. Longitude comes first whatever the authority's axis order is: that is what the formats read here say, or what their
//! writers do.

use crate::MapsError;
use crate::projection::Frame;
use crate::wkt::{WktNode, read_wkt};

/// What is said where an error says what was expected.
pub(crate) const EXPECTED: &str = "longitude and latitude on WGS 84 (CRS84, EPSG:4326), Web Mercator (EPSG:3857), or UTM on WGS 84 (EPSG:32601 to 32660, 32701 to 32760)";

/// What a unit of angle is in radians, if it is the degree.
const DEGREE_RADIANS: f64 = std::f64::consts::PI / 180.0;

/// By code. The codes of Esri for the same two frames are taken too.
pub(crate) fn frame_of_code(code: u32) -> Option<Frame> {
    match code {
        // 4979 is the same with heights.
        4326 | 4979 => Some(Frame::Degrees),
        3857 | 3785 | 900_913 | 102_100 | 102_113 => Some(Frame::WebMercator),
        32_601..=32_660 | 32_701..=32_760 => {
            let zone = u8::try_from(code % 100).ok()?;
            Some(Frame::Utm {
                zone,
                is_south: code > 32_700,
            })
        }
        _ => None,
    }
}

/// By a name as GeoJSON's `crs` has it: `urn:ogc:def:crs:OGC:1.3:CRS84`, `EPSG:4326`, an address that ends in the code, or plain words.
pub(crate) fn frame_of_name(name: &str) -> Option<Frame> {
    let upper = name.to_ascii_uppercase();
    let last = upper
        .split([':', '/', '#'])
        .rfind(|part| !part.is_empty())
        .unwrap_or_default();
    match last {
        "CRS84" | "CRS84H" | "WGS84" => Some(Frame::Degrees),
        _ => last
            .trim_start_matches("EPSG")
            .parse()
            .ok()
            .and_then(frame_of_code)
            .or_else(|| frame_of_title(name)),
    }
}

/// By a definition in WKT, as `.prj` files have it.
pub(crate) fn frame_of_wkt(wkt: &str) -> Option<Frame> {
    frame_of_node(&read_wkt(wkt)?)
}

/// The name in a definition, with its code if it has one; or the beginning of the text.
pub(crate) fn wkt_words(wkt: &str) -> String {
    let Some(node) = read_wkt(wkt) else {
        return format!("{:?}", wkt.trim().chars().take(60).collect::<String>());
    };
    match node.code_of("EPSG") {
        Some(code) => format!("{} (EPSG:{code})", node.name()),
        None => node.name().to_owned(),
    }
}

/// The refusal.
pub(crate) fn refusal(origin: &str, found: impl Into<String>) -> MapsError {
    MapsError::Crs {
        origin: origin.to_owned(),
        found: found.into(),
    }
}

fn frame_of_node(node: &WktNode) -> Option<Frame> {
    match node.keyword.as_str() {
        "GEOGCS" | "GEOGCRS" | "GEODCRS" | "GEODETICCRS" | "GEOGRAPHICCRS" => {
            is_wgs84_degrees(node).then_some(Frame::Degrees)
        }
        "PROJCS" | "PROJCRS" | "PROJECTEDCRS" => {
            // A definition with a code of its own, or a name that is known: the parameters are then known as well.
            let by_code = node.code_of("EPSG").and_then(frame_of_code);
            by_code.or_else(|| frame_of_title(node.name()))
        }
        // Heights ride along.
        "COMPD_CS" | "COMPOUNDCRS" => {
            let horizontal = ["GEOGCS", "GEOGCRS", "GEODCRS", "PROJCS", "PROJCRS"];
            frame_of_node(node.child(&horizontal)?)
        }
        _ => None,
    }
}

/// WGS 84, counted from Greenwich, in degrees.
fn is_wgs84_degrees(node: &WktNode) -> bool {
    let datum = node.child(&["DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE"]);
    let is_wgs84 = datum.is_some_and(|datum| {
        matches!(
            plain(datum.name()).as_str(),
            "wgs1984"
                | "dwgs1984"
                | "wgs84"
                | "worldgeodeticsystem1984"
                | "worldgeodeticsystem1984ensemble"
        )
    });
    let is_greenwich = node
        .child(&["PRIMEM", "PRIMEMERIDIAN"])
        .and_then(WktNode::number)
        .is_none_or(|degrees| degrees == 0.0);
    let unit = node.child(&["UNIT", "ANGLEUNIT"]).or_else(|| {
        // WKT 2 gives it to each axis, or beside them.
        node.child(&["AXIS"])
            .and_then(|axis| axis.child(&["ANGLEUNIT", "UNIT"]))
    });
    let is_degrees = unit
        .and_then(WktNode::number)
        .is_none_or(|radians| (radians - DEGREE_RADIANS).abs() < 1e-12);
    is_wgs84 && is_greenwich && is_degrees
}

/// By the names that definitions go by.
fn frame_of_title(title: &str) -> Option<Frame> {
    let plain = plain(title);
    match plain.as_str() {
        "wgs84" | "gcswgs1984" => return Some(Frame::Degrees),
        "wgs1984webmercatorauxiliarysphere"
        | "wgs1984webmercator"
        | "wgs84pseudomercator"
        | "popularvisualisationcrsmercator" => return Some(Frame::WebMercator),
        _ => {}
    }
    let zone = plain
        .strip_prefix("wgs84utmzone")
        .or_else(|| plain.strip_prefix("wgs1984utmzone"))?;
    let is_south = zone.ends_with('s');
    let zone = zone
        .strip_suffix(['n', 's'])?
        .parse()
        .ok()
        .filter(|zone| (1..=60).contains(zone))?;
    Some(Frame::Utm { zone, is_south })
}

/// Letters and digits in lower case; writers differ in all else.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const UTM_37: Option<Frame> = Some(Frame::Utm {
        zone: 37,
        is_south: false,
    });

    #[test]
    fn a_frame_goes_by_many_names() {
        for (name, frame) in [
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Some(Frame::Degrees)),
            ("urn:ogc:def:crs:EPSG::4326", Some(Frame::Degrees)),
            (
                "http://www.opengis.net/def/crs/EPSG/0/3857",
                Some(Frame::WebMercator),
            ),
            ("EPSG:900913", Some(Frame::WebMercator)),
            ("WGS 84 / Pseudo-Mercator", Some(Frame::WebMercator)),
            ("WGS 84 / UTM zone 37N", UTM_37),
            ("EPSG:32637", UTM_37),
            ("WGS_1984_UTM_Zone_61N", None),
            ("EPSG:28407", None),
            ("Pulkovo 1942", None),
            ("", None),
        ] {
            assert_eq!(frame_of_name(name), frame, "{name}");
        }
    }

    #[test]
    fn a_definition_is_known_by_its_datum_its_code_or_its_name() {
        let esri = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
        let pulkovo = esri.replace("D_WGS_1984", "D_Pulkovo_1942");
        let paris = esri.replace("\"Greenwich\",0.0", "\"Paris\",2.337229166667");
        let gons = esri.replace(
            "\"Degree\",0.0174532925199433",
            "\"Grad\",0.01570796326794897",
        );
        let mercator = format!(
            r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",{esri},PROJECTION["Mercator_Auxiliary_Sphere"],UNIT["Meter",1.0]]"#
        );
        let utm = format!(r#"PROJCS["a name",{esri},AUTHORITY["EPSG","32637"]]"#);
        for (wkt, frame) in [
            (esri, Some(Frame::Degrees)),
            (&pulkovo, None),
            (&paris, None),
            (&gons, None),
            (&mercator, Some(Frame::WebMercator)),
            (&utm, UTM_37),
        ] {
            assert_eq!(frame_of_wkt(wkt), frame, "{wkt}");
        }
        assert_eq!(wkt_words(&utm), "a name (EPSG:32637)");
        assert_eq!(wkt_words("whatever it is"), "\"whatever it is\"");
    }
}
