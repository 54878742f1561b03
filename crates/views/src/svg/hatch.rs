//! Outlets have no colour: each has a hatch direction and a line style, by its place in the alphabetical list.

/// Degrees by which the hatch of outlet `n` is turned.
const DIRECTIONS: [i32; 4] = [45, 90, -45, 0];

/// The dash pattern of outlet `n`.
const DASHES: [&str; 4] = ["", "2 2", "7 3", "1 3"];

/// Pattern definitions for `n_outlets`, with identifiers that start with `prefix`.
pub(crate) fn hatch_patterns(n_outlets: usize, prefix: &str) -> String {
    let hatches: String = (0..n_outlets)
        .map(|n| {
            format!(
                r#"<pattern id="{prefix}h{n}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate({})"><path d="M0 0V5" class="hl"/></pattern>"#,
                DIRECTIONS[n % DIRECTIONS.len()]
            )
        })
        .collect();
    format!(
        r#"{hatches}<pattern id="{prefix}dot" width="4" height="4" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r=".8" class="df"/></pattern>"#
    )
}

/// The `stroke-dasharray` attribute of outlet `n`, empty for a solid line.
pub(crate) fn dash_attribute(n: usize) -> String {
    match DASHES[n % DASHES.len()] {
        "" => String::new(),
        dashes => format!(r#" stroke-dasharray="{dashes}""#),
    }
}

/// A key entry for outlet `n`: its hatch in a box with its line style. One outlet alone is drawn as a flat tint.
pub(crate) fn key_swatch(n: usize, n_outlets: usize) -> String {
    let fill = if n_outlets == 1 {
        r#"class="agree""#.to_owned()
    } else {
        format!(r##"fill="url(#h{n})""##)
    };
    format!(
        r#"<svg width="18" height="10" viewBox="0 0 18 10" aria-hidden="true"><rect x=".5" y=".5" width="17" height="9" {fill}/><rect x=".5" y=".5" width="17" height="9" class="edge"{}/></svg>"#,
        dash_attribute(n)
    )
}
