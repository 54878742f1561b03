//! The brief as one self-contained HTML file: fonts, styles, and pictures inside, no script, printable on A4.

use askama::Template;
use base64::Engine as _;
use salient_checks::dossier::Dossier;
use salient_model::{GENERATOR, Outcome};

use super::chart::chart;
use super::view::BriefView;
use crate::ViewError;
use crate::svg::{fill_of, key_swatch, main_map, small_map};

const INTER: &[u8] = include_bytes!("../../assets/inter-latin.woff2");
const NEWSREADER: &[u8] = include_bytes!("../../assets/newsreader-latin.woff2");

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPage<'a> {
    view: &'a BriefView,
    css: &'static str,
    inter: String,
    newsreader: String,
    map: String,
    small_maps: Vec<String>,
    swatches: Vec<String>,
    chart: Option<String>,
    has_contested: bool,
}

/// Renders the page.
pub fn render_html(dossier: &Dossier) -> Result<String, ViewError> {
    let view = super::brief_view(dossier);
    let encode = |bytes| base64::engine::general_purpose::STANDARD.encode(bytes);
    let page = BriefPage {
        css: include_str!("../../templates/brief.css"),
        inter: encode(INTER),
        newsreader: encode(NEWSREADER),
        map: main_map(
            dossier,
            &format!("{}, {}", view.place, view.on),
            &view.map_description,
        ),
        small_maps: dossier
            .maps
            .iter()
            .enumerate()
            .map(|(n, map)| small_map(dossier, n, map))
            .collect(),
        swatches: (0..dossier.maps.len())
            .map(|n| key_swatch(n, fill_of(dossier, n)))
            .collect(),
        chart: chart(dossier, &view.chart_description),
        has_contested: dossier.maps.iter().any(|map| !map.contested.0.is_empty()),
        view: &view,
    };
    page.render().map_err(|source| ViewError::Template {
        template: "brief.html",
        source,
    })
}

/// The class that gives a claimant its colour and marker.
#[expect(clippy::ref_option, reason = "the template engine passes references")]
fn side_class(side: &Option<usize>) -> &'static str {
    match side {
        Some(0) => "a",
        Some(_) => "b",
        None => "t",
    }
}

/// The glyph of an outcome: the claim is a dot, what the maps allow is a box. No ticks, crosses, or traffic lights.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the template engine passes references"
)]
fn glyph(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Consistent => {
            r#"<svg class="gl" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true"><rect x="1" y="1" width="10" height="10"/><circle class="f" cx="6" cy="6" r="2.2"/></svg>"#
        }
        Outcome::Inconsistent => {
            r#"<svg class="gl" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true"><rect x="1" y="1" width="10" height="10"/><circle class="f" cx="15" cy="6" r="2.2"/></svg>"#
        }
        Outcome::MapsDisagree => {
            r#"<svg class="gl" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true"><rect x="1" y="1" width="9" height="9"/><rect x="6" y="3" width="9" height="8.5"/><circle class="f" cx="4" cy="5" r="1.8"/></svg>"#
        }
        Outcome::NotComputable => {
            r#"<svg class="gl" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true"><rect x="1" y="1" width="10" height="10" stroke-dasharray="2 2"/></svg>"#
        }
        Outcome::Pending => {
            r#"<svg class="gl" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true"><rect x="1" y="1" width="10" height="10"/><path d="M6 3.2V6H9"/></svg>"#
        }
    }
}
