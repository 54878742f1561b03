//! Writes briefs of the invented dossier into a folder, one file per state, for looking at them in a browser.
//!
//! `cargo run -p salient-views --example invented_brief -- FOLDER`
#![expect(
    clippy::disallowed_methods,
    reason = "an example writes files; the room itself does not"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::error::Error;
use std::path::PathBuf;

use salient_views::brief::render_html;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("expected a folder")?);
    let briefs = [
        ("full", common::dossier()),
        ("no-claims", common::without_claims()),
        ("no-maps", common::without_maps()),
        ("one-map", common::with_maps(1)),
        ("two-maps", common::with_maps(2)),
        ("stale", common::with_a_stale_map()),
        ("no-limit", common::without_a_limit()),
    ];
    for (name, dossier) in briefs {
        std::fs::write(folder.join(format!("{name}.html")), render_html(&dossier)?)?;
    }
    Ok(())
}
