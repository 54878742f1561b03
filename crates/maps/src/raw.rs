//! A map after its bytes are read and before its legend is applied.
//!
//! **Shape.** Every format reader ends here: features in file order, each with text properties and rings as they came. Nothing is mended yet.

use geo_types::Coord;

use crate::remarks::Remarks;

/// A ring as it came: perhaps unclosed, turned the wrong way, or crossing itself.
pub(crate) type RawRing = Vec<Coord<f64>>;
/// Exterior first, then holes.
pub(crate) type RawPolygon = Vec<RawRing>;

/// Scalar properties as text, in file order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Properties(pub(crate) Vec<(String, String)>);

impl Properties {
    /// The first value of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// For messages: the first few properties, shortened.
    pub(crate) fn summary(&self) -> String {
        if self.0.is_empty() {
            return "without properties".to_owned();
        }
        self.0
            .iter()
            .take(4)
            .map(|(name, value)| {
                let mut short: String = value.chars().take(40).collect();
                if short.len() < value.len() {
                    short.push('…');
                }
                format!("{name} = {short:?}")
            })
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// One feature of a map.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RawFeature {
    /// Position in the file, from 1.
    pub(crate) number: usize,
    pub(crate) properties: Properties,
    pub(crate) polygons: Vec<RawPolygon>,
    /// Lines as they came, where the reader is asked for them.
    pub(crate) lines: Vec<RawRing>,
    /// Names of geometry types that enclose no ground, such as `Point`.
    pub(crate) not_polygons: Vec<String>,
    /// Null or without coordinates.
    pub(crate) is_empty: bool,
}

/// All features of one file or line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RawMap {
    /// Scalar members beside the features.
    pub(crate) properties: Properties,
    pub(crate) features: Vec<RawFeature>,
    /// What the reader noticed: ordinates dropped, coordinates converted, records left out.
    pub(crate) remarks: Remarks,
}
