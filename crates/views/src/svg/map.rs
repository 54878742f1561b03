//! The main map and the small one of each outlet.
//!
//! Solid: all maps agree. Hatched: some do. Blank: none does, which is "not drawn", never the other side's. No arrows of attack, no unit
//! symbols, nothing finer than a settlement.

use std::fmt::Write as _;

use salient_checks::dossier::{Dossier, EnclosureReading, MapReading};

use super::frame::Frame;
use super::hatch::{Fill, dash_attribute, fill_of, hatch_patterns};
use super::path::area_path;
use crate::escape::escaped;
use crate::format::number;

const WIDTH: f64 = 412.0;
const HEIGHT: f64 = 258.0;
/// The small maps show the same window as the main one.
const SMALL_WIDTH: f64 = 100.0;
const SMALL_HEIGHT: f64 = 62.6;

/// The main map. `title` and `description` are its text equivalents.
pub(crate) fn main_map(dossier: &Dossier, title: &str, description: &str) -> String {
    let frame = Frame::new(dossier.window, WIDTH, HEIGHT);
    let mut svg = format!(
        r#"<svg id="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="mt md"><title id="mt">{}</title><desc id="md">{}</desc><defs>{}</defs>"#,
        escaped(title),
        escaped(description),
        hatch_patterns(dossier.maps.len())
    );
    for neighbour in &dossier.neighbours {
        if let Some(boundary) = &neighbour.boundary {
            let _ = write!(
                svg,
                r#"<path class="fabric" d="{}"/>"#,
                area_path(boundary, &frame)
            );
        }
    }
    if let Some(boundary) = &dossier.boundary {
        let _ = write!(
            svg,
            r#"<path class="fabric" d="{}"/>"#,
            area_path(&boundary.geometry, &frame)
        );
    }
    for (n, map) in dossier.maps.iter().enumerate() {
        if fill_of(dossier, n) == Fill::Hatch {
            let _ = write!(
                svg,
                r#"<path fill="url(#h{n})" fill-rule="evenodd" d="{}"/>"#,
                area_path(&map.held, &frame)
            );
        }
    }
    if let Some(agreement) = &dossier.agreement {
        let _ = write!(
            svg,
            r#"<path class="agree" fill-rule="evenodd" d="{}"/>"#,
            area_path(&agreement.all, &frame)
        );
    }
    for (n, map) in dossier.maps.iter().enumerate() {
        let _ = write!(
            svg,
            r#"<path class="edge"{} d="{}"/>"#,
            dash_attribute(n),
            area_path(&map.held, &frame)
        );
        if !map.contested.0.is_empty() {
            let _ = write!(
                svg,
                r#"<path fill="url(#dot)" d="{}"/>"#,
                area_path(&map.contested, &frame)
            );
        }
    }
    svg.push_str(&limits(dossier, &frame));
    svg.push_str(&labels(dossier, &frame));
    svg.push_str(&scale(&frame));
    svg.push_str("</svg>");
    svg
}

/// The limits of the places around, and of the place itself above them.
fn limits(dossier: &Dossier, frame: &Frame) -> String {
    let mut svg = String::new();
    for boundary in dossier
        .neighbours
        .iter()
        .filter_map(|neighbour| neighbour.boundary.as_ref())
    {
        let _ = write!(
            svg,
            r#"<path class="town" d="{}"/>"#,
            area_path(boundary, frame)
        );
    }
    if let Some(boundary) = &dossier.boundary {
        let _ = write!(
            svg,
            r#"<path class="city" d="{}"/>"#,
            area_path(&boundary.geometry, frame)
        );
    }
    svg
}

/// The map of the outlet at position `n`, with its way out.
pub(crate) fn small_map(dossier: &Dossier, n: usize, map: &MapReading) -> String {
    let frame = Frame::new(dossier.window, SMALL_WIDTH, SMALL_HEIGHT);
    let mut svg = format!(
        r#"<svg class="mm" viewBox="0 0 {SMALL_WIDTH} {SMALL_HEIGHT}" role="img" aria-label="{}"><path class="{}" fill-rule="evenodd" d="{}"/><path class="edge"{} d="{}"/>"#,
        escaped(&format!(
            "{}, {}",
            map.name,
            crate::format::long_date(map.drawn)
        )),
        if fill_of(dossier, n) == Fill::Nothing {
            "none"
        } else {
            "agree"
        },
        area_path(&map.held, &frame),
        dash_attribute(n),
        area_path(&map.held, &frame)
    );
    svg.push_str(&limits(dossier, &frame));
    if dossier.boundary.is_none() {
        let (x, y) = frame.point(dossier.place.center);
        let _ = write!(
            svg,
            r#"<circle class="dotp" cx="{x:.1}" cy="{y:.1}" r="2.2"/>"#
        );
    }
    if let Some(EnclosureReading::Open {
        neck: Some((one, other)),
        ..
    }) = &map.enclosure
    {
        let ((x1, y1), (x2, y2)) = (frame.point(*one), frame.point(*other));
        let _ = write!(
            svg,
            r#"<path class="gap" d="M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}"/>"#
        );
        svg.push_str(&tick((x1, y1), (x2, y2)));
        svg.push_str(&tick((x2, y2), (x1, y1)));
    }
    svg.push_str("</svg>");
    svg
}

/// A short tick across the end of a bar.
fn tick((x, y): (f64, f64), (toward_x, toward_y): (f64, f64)) -> String {
    let (dx, dy) = (toward_x - x, toward_y - y);
    let length = (dx * dx + dy * dy).sqrt().max(1e-9);
    let (across_x, across_y) = (-dy / length * 3.0, dx / length * 3.0);
    format!(
        r#"<path class="gap" d="M{:.1} {:.1}L{:.1} {:.1}"/>"#,
        x - across_x,
        y - across_y,
        x + across_x,
        y + across_y
    )
}

/// Names of the place and its neighbours. A label that would be cut by the frame or would meet another one is dropped.
fn labels(dossier: &Dossier, frame: &Frame) -> String {
    let mut svg = String::from(r#"<g class="lab">"#);
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let (x, y) = frame.point(dossier.place.center);
    let half_width = width_of(&dossier.place.name, 14.0) / 2.0;
    if dossier.boundary.is_none() {
        let _ = write!(
            svg,
            r#"<circle class="dotp" cx="{x:.1}" cy="{y:.1}" r="3"/>"#
        );
    }
    let label_y = if dossier.boundary.is_none() {
        y - 8.0
    } else {
        y
    };
    taken.push([
        x - half_width,
        label_y - 12.0,
        x + half_width,
        label_y + 4.0,
    ]);
    let _ = write!(
        svg,
        r#"<text class="c" x="{x:.1}" y="{label_y:.1}" text-anchor="middle">{}</text>"#,
        escaped(&dossier.place.name)
    );
    for neighbour in &dossier.neighbours {
        let (x, y) = frame.point(neighbour.center);
        let width = width_of(&neighbour.name, 11.0);
        let (left, anchor) = if neighbour.boundary.is_some() {
            (x - width / 2.0, "middle")
        } else {
            (x + 5.0, "start")
        };
        let area = [left, y - 9.0, left + width, y + 4.0];
        let fits = frame.holds((area[0], area[1]), 2.0) && frame.holds((area[2], area[3]), 2.0);
        if !fits || taken.iter().any(|other| meet(other, &area)) {
            continue;
        }
        if anchor == "start" {
            let _ = write!(
                svg,
                r#"<circle class="dotp" cx="{x:.1}" cy="{y:.1}" r="1.8"/>"#
            );
        }
        let at = if anchor == "start" { left } else { x };
        let _ = write!(
            svg,
            r#"<text class="t" x="{at:.1}" y="{:.1}" text-anchor="{anchor}">{}</text>"#,
            y + 3.5,
            escaped(&neighbour.name)
        );
        taken.push(area);
    }
    svg.push_str("</g>");
    svg
}

fn meet(one: &[f64; 4], other: &[f64; 4]) -> bool {
    one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]
}

/// A label's width in pixels: Inter's letters are a little over half as wide as they are high.
fn width_of(words: &str, size: f64) -> f64 {
    words.chars().count() as f64 * size * 0.58
}

/// The scale bar at the lower left.
pub(crate) fn scale(frame: &Frame) -> String {
    let (km, pixels) = frame.scale_bar();
    let (x, y) = (12.0, frame.height - 10.0);
    let decimals = usize::from(km < 1.0);
    format!(
        r#"<g class="scale"><path d="M{x} {:.1}V{y:.1}H{:.1}V{:.1}"/><text x="{:.1}" y="{:.1}" text-anchor="middle">{} km</text></g>"#,
        y - 4.0,
        x + pixels,
        y - 4.0,
        x + pixels / 2.0,
        y - 4.0,
        number(km, decimals)
    )
}
