//! Bodies that any side has ("defence ministry", "troops"), and the words that may stand between a side and its body.

use std::sync::OnceLock;

use salient_model::SourceKind;
use serde::Deserialize;

use crate::NamesError;
use crate::pack::malformed;

/// A body: a role that any side can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Role in words, the key of the body: "general staff".
    pub role: String,
    /// Kind of source that it makes.
    pub kind: SourceKind,
    /// Side when no words for a side stand beside it.
    pub alone: String,
    /// Words for it; those without a capital match in any case.
    pub words: Vec<String>,
}

/// The table of bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bodies {
    /// In order of the file.
    pub bodies: Vec<Body>,
    /// Words that may stand between the words for a side and a body.
    pub modifiers: Vec<String>,
    /// Words that keep the side when a hyphen joins them to it: "-installed".
    pub installed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodiesFile {
    bodies: Vec<BodyEntry>,
    modifiers: Vec<String>,
    installed: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyEntry {
    role: String,
    kind: String,
    alone: Option<String>,
    words: Vec<String>,
}

/// The table that is compiled in.
pub fn bodies() -> Result<&'static Bodies, NamesError> {
    static BODIES: OnceLock<Result<Bodies, NamesError>> = OnceLock::new();
    BODIES
        .get_or_init(|| read_bodies(include_str!("../../../theatres/bodies.toml")))
        .as_ref()
        .map_err(Clone::clone)
}

fn read_bodies(toml: &str) -> Result<Bodies, NamesError> {
    let file: BodiesFile = toml::from_str(toml).map_err(|error| malformed(&error, toml))?;
    let mut bodies = Vec::with_capacity(file.bodies.len());
    for entry in file.bodies {
        let kind = entry
            .kind
            .parse()
            .map_err(|error: salient_model::UnknownWord| NamesError::Invalid {
                pack: "generic".to_owned(),
                entry: format!("body {:?}", entry.role),
                found: format!("kind {:?}", error.found),
                expected: format!("one of {}", error.expected),
            })?;
        bodies.push(Body {
            role: entry.role,
            kind,
            alone: entry.alone.unwrap_or_else(|| "UNKNOWN".to_owned()),
            words: entry.words,
        });
    }
    Ok(Bodies {
        bodies,
        modifiers: file.modifiers,
        installed: file.installed,
    })
}
