//! Outlets have no colour: each has a hatch direction and a line style, by its place in the alphabetical list.

use std::fmt::Write as _;

use salient_checks::STALE_DAYS;
use salient_checks::dossier::Dossier;

/// Degrees by which the hatch of outlet `n` is turned.
const DIRECTIONS: [i32; 4] = [45, 90, -45, 0];

/// The dash pattern of outlet `n`.
const DASHES: [&str; 4] = ["", "2 2", "7 3", "1 3"];

/// Pattern definitions for `n_outlets`: `h0`, `h1`, …, and `dot` for contested ground.
pub(crate) fn hatch_patterns(n_outlets: usize) -> String {
    let mut patterns = String::new();
    for n in 0..n_outlets {
        let _ = write!(
            patterns,
            r#"<pattern id="h{n}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate({})"><path d="M0 0V5" class="hl"/></pattern>"#,
            DIRECTIONS[n % DIRECTIONS.len()]
        );
    }
    let _ = write!(
        patterns,
        r#"<pattern id="dot" width="4" height="4" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r=".8" class="df"/></pattern>"#
    );
    patterns
}

/// The `stroke-dasharray` attribute of outlet `n`, empty for a solid line.
pub(crate) fn dash_attribute(n: usize) -> String {
    match DASHES[n % DASHES.len()] {
        "" => String::new(),
        dashes => format!(r#" stroke-dasharray="{dashes}""#),
    }
}

/// How the ground of one outlet is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// The flat tint: one map alone.
    Tint,
    /// Its hatch.
    Hatch,
    /// Nothing: the map is too old to decide and keeps only its outline.
    Nothing,
}

/// The fill of the map at position `n`.
pub(crate) fn fill_of(dossier: &Dossier, n: usize) -> Fill {
    match dossier.maps.get(n) {
        Some(map) if map.age_days > STALE_DAYS => Fill::Nothing,
        _ if dossier.maps.len() == 1 => Fill::Tint,
        _ => Fill::Hatch,
    }
}

/// A key entry for outlet `n`: its fill in a box with its line style.
pub(crate) fn key_swatch(n: usize, fill: Fill) -> String {
    let fill = match fill {
        Fill::Tint => r#"class="agree""#.to_owned(),
        Fill::Hatch => format!(r#"fill="url(#h{n})""#),
        Fill::Nothing => r#"fill="none""#.to_owned(),
    };
    format!(
        r#"<svg width="18" height="10" viewBox="0 0 18 10" aria-hidden="true"><rect x=".5" y=".5" width="17" height="9" {fill}/><rect x=".5" y=".5" width="17" height="9" class="edge"{}/></svg>"#,
        dash_attribute(n)
    )
}
