//! What two maps draw differently: as a table, as GeoJSON, and as a picture.
//!
//! **Words.** Two maps of one outlet: ground is gained or lost. Maps of two outlets: ground is drawn by one only. Nobody's ground is left over: what neither draws is not
//! drawn. In a picture of a place, pieces outside its limit are left out; the outlines of both maps go on.

use std::fmt::Write as _;

use salient_checks::{ComparedMap, Comparison, Difference};
use salient_model::geometry::{Coord, LineString, MultiPolygon, Polygon, Rect};
use serde_json::{Value as Json, json};

use crate::escape::escaped;
use crate::format::{number, short_date, shortened};
use crate::svg::{Frame, area_path, hatch_patterns, scale};
use crate::table::{Table, Value};

/// Decimals of an area: 0.001 km² is a tenth of a sliver.
const DECIMALS: usize = 3;

/// The two directions in words, the first map's side last.
fn directions(comparison: &Comparison) -> [(String, &Difference); 2] {
    let (one, other) = (&comparison.one, &comparison.other);
    let words = if one.outlet.key == other.outlet.key {
        ["gained".to_owned(), "lost".to_owned()]
    } else {
        let only = |map: &ComparedMap| format!("only {}", map.outlet.name);
        [only(other), only(one)]
    };
    let [gained, lost] = words;
    [(gained, &comparison.gained), (lost, &comparison.lost)]
}

/// "DeepState, file of 8 Nov (end of 7 Nov)".
fn map_words(map: &ComparedMap) -> String {
    let depicts = if map.drawn == map.as_of {
        String::new()
    } else {
        format!(" (end of {})", short_date(map.as_of))
    };
    format!(
        "{}, file of {} {}{depicts}",
        map.outlet.name,
        short_date(map.drawn),
        map.drawn.year()
    )
}

/// Areas and numbers of pieces.
#[must_use]
pub fn difference_table(comparison: &Comparison) -> Table {
    let mut table = Table::new(&[
        ("what", "ground"),
        ("area_km2", "km²"),
        ("pieces", "pieces"),
        ("slivers_km2", "slivers, km²"),
        ("slivers", "slivers"),
    ]);
    for (words, ground) in directions(comparison) {
        table.push(vec![
            words.into(),
            Value::number(Some(ground.area_km2), DECIMALS),
            ground.pieces.len().into(),
            Value::number(Some(ground.slivers_km2), DECIMALS),
            ground.n_slivers.into(),
        ]);
    }
    table.push(vec![
        "net".into(),
        Value::number(Some(comparison.net_km2), DECIMALS),
        Value::Absent,
        Value::Absent,
        Value::Absent,
    ]);
    table
}

/// A feature per piece that is no sliver, largest first, with its area and both maps.
#[must_use]
pub fn difference_geojson(comparison: &Comparison, side: &str) -> String {
    let map = |map: &ComparedMap| {
        json!({
            "outlet": map.outlet.key,
            "drawn": map.drawn.to_string(),
            "as_of": map.as_of.to_string(),
            "sha256": map.raw_hash,
            "credit": map.outlet.credit,
        })
    };
    let mut pieces: Vec<(f64, Json)> = directions(comparison)
        .into_iter()
        .flat_map(|(words, ground)| {
            ground.pieces.iter().map(move |(area, piece)| {
                let feature = json!({
                    "type": "Feature",
                    "properties": {"what": words, "side": side, "area_km2": rounded(*area)},
                    "geometry": {"type": "Polygon", "coordinates": coordinates(piece)},
                });
                (*area, feature)
            })
        })
        .collect();
    pieces.sort_by(|a, b| b.0.total_cmp(&a.0));
    let features: Vec<Json> = pieces.into_iter().map(|(_area, feature)| feature).collect();
    let mut text = json!({
        "type": "FeatureCollection",
        "one": map(&comparison.one),
        "other": map(&comparison.other),
        "features": features,
    })
    .to_string();
    text.push('\n');
    text
}

/// To a square metre.
fn rounded(km2: f64) -> f64 {
    (km2 * 1e6).round() / 1e6
}

fn coordinates(piece: &Polygon<f64>) -> Vec<Vec<[f64; 2]>> {
    let ring = |ring: &LineString<f64>| ring.coords().map(|at| [at.x, at.y]).collect();
    std::iter::once(piece.exterior())
        .chain(piece.interiors())
        .map(ring)
        .collect()
}

const WIDTH: f64 = 760.0;
const MAP_HEIGHT: f64 = 500.0;
const TOP: f64 = 34.0;
const FOOT: f64 = 62.0;
/// Ground around the pieces, as a share of their extent.
const MARGIN: f64 = 0.15;
/// Degrees that the window has at least, about 3 km.
const LEAST_EXTENT: f64 = 0.03;
const NOTE_CHARACTERS: usize = 130;

const STYLE: &str = ".bg{fill:#fbfaf6}text{font:11px Inter,'Noto Sans',system-ui,sans-serif;fill:#1b1a17}.t{font:600 14px Inter,'Noto Sans',system-ui,sans-serif}\
.nt{font-size:10px;fill:#57534b}.both{fill:#e6cfa8}.hl{stroke:#8f5610;stroke-width:1.5;fill:none}.df{fill:#57534b}.edge{fill:none;stroke:#8f5610;stroke-width:.7}.piece{stroke:#1b1a17;stroke-width:1.3;stroke-linejoin:round}\
.city{fill:none;stroke:#1b1a17;stroke-width:1.6}.scale path{fill:none;stroke:#1b1a17}.scale text{font-size:10px}.frame{fill:none;stroke:#dcd8ce}";

/// A picture of the pieces with the ground that both maps draw; `None` when nothing but slivers differs. `limit` is drawn as an outline.
#[must_use]
pub fn difference_picture(
    comparison: &Comparison,
    title: &str,
    limit: Option<&MultiPolygon<f64>>,
) -> Option<String> {
    let ground = |difference: &Difference| -> MultiPolygon<f64> {
        let pieces = difference.pieces.iter();
        pieces.map(|(_area, piece)| piece.clone()).collect()
    };
    let (gained, lost) = (&ground(&comparison.gained), &ground(&comparison.lost));
    if gained.0.is_empty() && lost.0.is_empty() {
        return None;
    }
    let window = match limit {
        Some(limit) => window(&[limit])?,
        None => window(&[gained, lost])?,
    };
    let frame = Frame::new(window, WIDTH - 32.0, MAP_HEIGHT);
    let height = TOP + MAP_HEIGHT + FOOT;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="{0}"><style>{STYLE}</style><defs>{1}<clipPath id="w"><rect width="{2}" height="{MAP_HEIGHT}"/></clipPath></defs><rect width="{WIDTH}" height="{height}" class="bg"/><text class="t" x="16" y="22">{0}</text><g transform="translate(16 {TOP})"><g clip-path="url(#w)">"#,
        escaped(title),
        hatch_patterns(3),
        WIDTH - 32.0
    );
    let (one, other) = (&comparison.one.layers.held, &comparison.other.layers.held);
    let (one_path, other_path) = (area_path(one, &frame), area_path(other, &frame));
    let (gained_path, lost_path) = (area_path(gained, &frame), area_path(lost, &frame));
    let _ = write!(
        svg,
        r#"<clipPath id="o"><path clip-rule="evenodd" d="{other_path}"/></clipPath>"#
    );
    for (attributes, path) in [
        (r#"class="both" clip-path="url(#o)""#, &one_path),
        (r#"class="edge" stroke-dasharray="4 3""#, &one_path),
        (r#"class="edge""#, &other_path),
        (r#"class="piece" fill="url(#h0)""#, &gained_path),
        (
            r#"class="piece" fill="url(#h2)" stroke-dasharray="4 3""#,
            &lost_path,
        ),
    ] {
        let _ = write!(
            svg,
            r#"<path {attributes} fill-rule="evenodd" d="{path}"/>"#
        );
    }
    if let Some(limit) = limit {
        let _ = write!(
            svg,
            r#"<path class="city" d="{}"/>"#,
            area_path(limit, &frame)
        );
    }
    svg.push_str("</g>");
    svg.push_str(&scale(&frame));
    let _ = write!(
        svg,
        r#"<rect class="frame" width="{}" height="{MAP_HEIGHT}"/></g>"#,
        WIDTH - 32.0
    );
    let blank = if limit.is_some() {
        "blank: drawn by neither, or beyond the limit"
    } else {
        "blank: drawn by neither"
    };
    push_key(&mut svg, comparison, blank);
    svg.push_str("</svg>\n");
    Some(svg)
}

/// What fills and lines mean, with the areas, and where the maps come from.
fn push_key(svg: &mut String, comparison: &Comparison, blank: &str) {
    let y = TOP + MAP_HEIGHT + 16.0;
    let [gained, lost] = directions(comparison);
    let area = |(words, ground): &(String, &Difference)| {
        format!("{words} {} km²", number(ground.area_km2, 2))
    };
    let mut x = 16.0;
    for (fill, words) in [
        (r#"class="both""#, "drawn by both".to_owned()),
        (r#"fill="url(#h0)""#, area(&gained)),
        (r#"fill="url(#h2)""#, area(&lost)),
        (r#"class="bg""#, blank.to_owned()),
    ] {
        let _ = write!(
            svg,
            r#"<rect {fill} x="{x:.1}" y="{:.1}" width="18" height="10"/><rect class="edge" x="{x:.1}" y="{:.1}" width="18" height="10"/><text x="{:.1}" y="{y:.1}">{}</text>"#,
            y - 9.0,
            y - 9.0,
            x + 23.0,
            escaped(&words)
        );
        x += 40.0 + 6.2 * words.chars().count() as f64;
    }
    for (n, map) in [&comparison.one, &comparison.other].into_iter().enumerate() {
        let line = if n == 0 { "dashed" } else { "line" };
        let words = format!(
            "{line}: {}, SHA-256 {}…. {}",
            map_words(map),
            map.raw_hash.get(..16).unwrap_or_default(),
            map.outlet.credit
        );
        let _ = write!(
            svg,
            r#"<text class="nt" x="16" y="{:.1}">{}</text>"#,
            y + 16.0 + 13.0 * n as f64,
            escaped(&shortened(&words, NOTE_CHARACTERS))
        );
    }
}

/// The window around all pieces, with a margin; `None` without one.
fn window(grounds: &[&MultiPolygon<f64>]) -> Option<Rect<f64>> {
    let mut corners = grounds
        .iter()
        .flat_map(|ground| ground.iter())
        .flat_map(|piece| piece.exterior().coords());
    let first = *corners.next()?;
    let (low, high) = corners.fold((first, first), |(low, high), at| {
        let low = Coord {
            x: low.x.min(at.x),
            y: low.y.min(at.y),
        };
        let high = Coord {
            x: high.x.max(at.x),
            y: high.y.max(at.y),
        };
        (low, high)
    });
    let half = |low: f64, high: f64| ((high - low) * (0.5 + MARGIN)).max(LEAST_EXTENT / 2.0);
    let (x, y) = (low.x.midpoint(high.x), low.y.midpoint(high.y));
    let (east, north) = (half(low.x, high.x), half(low.y, high.y));
    Some(Rect::new((x - east, y - north), (x + east, y + north)))
}
