//! Readers of gazetteer files. Bytes in, places and diagnostics out.
//!
//! **Shape.** Every reader returns the places in the order of the file and a diagnostic with the line number for each line or ring that it
//! could not take as it stands. No input makes a reader fail.
//!
//! **Traps that the readers handle.** Latin words in a column of Cyrillic names (the script tells, not the column), one name in several
//! columns, names that a renaming made former kept as main name (both stay; [`crate::Gazetteer`] joins the entries), several entries for one
//! place, rings that run the wrong way or do not close.

mod features;
mod geonames;
mod rings;
mod wof;

pub use features::read_place_features_geojson;
pub use geonames::read_geonames_dump;
pub use wof::read_wof_localities_tsv;

use salient_model::{Diagnostic, Toponym};

/// Decodes one line, with bytes that are no UTF-8 replaced and remarked on.
fn decode(line: &[u8], number: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
    let text = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
    if matches!(text, std::borrow::Cow::Owned(_)) {
        diagnostics.push(Diagnostic::at(
            "D002",
            "bytes that are no UTF-8 were replaced",
            format!("line {number}"),
        ));
    }
    text.into_owned()
}

fn skipped(number: usize, found: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::at(
        "D008",
        format!("line skipped: {found}"),
        format!("line {number}"),
    )
}

/// Adds `name` unless it is empty or there already. A name in Latin letters under a language written otherwise loses the language.
fn add_name(toponyms: &mut Vec<Toponym>, name: &str, language: Option<&str>, former: bool) {
    let name = name.trim();
    if name.is_empty() || toponyms.iter().any(|known| known.name == name) {
        return;
    }
    let is_latin = name.chars().any(|letter| letter.is_ascii_alphabetic());
    let language =
        language.filter(|language| !(is_latin && matches!(*language, "uk" | "ru" | "be" | "ar")));
    toponyms.push(Toponym {
        name: name.to_owned(),
        language: language.map(str::to_owned),
        former,
    });
}
