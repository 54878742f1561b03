//! What has to be known about an outlet to read its maps: an outlet manifest in TOML.
//!
//! **Shape.** Key, format, where the date is, the as-of rule, the legend, and the words that a reader is owed: licence, attribution, precision. Unknown keys are
//! errors. `docs/outlets.md` describes every key.
//!
//! **Example.**
//!
//! ```
//! let manifest = salient_maps::read_manifest(r#"
//!     key = "ridge"
//!     name = "Ridge Map"
//!     format = "geojson"
//!     date = "from_name"
//!     as_of = "previous_day"
//!     draws = "one_side"
//!     licence = "CC BY 4.0"
//!     attribution = "Ridge Map"
//!     precision = "about 100 m"
//!
//!     [[legend]]
//!     when.status = ["held*", "old ground"]
//!     state = "held"
//!     actor = "NORTH"
//! "#)?;
//! assert_eq!(manifest.key, "ridge");
//! assert!(salient_maps::read_manifest("key = 1").is_err());
//! # Ok::<(), salient_maps::MapsError>(())
//! ```

use serde::Deserialize;

use salient_model::{ControlState, Date, FetchRule};

use crate::MapsError;
use crate::date_rule::DateRule;
use crate::fetch_table::FetchTable;
use crate::legend::{LegendEntry, LegendEntryToml, Meaning};
use crate::raw::Properties;

/// The outlets whose manifests are compiled in, by key.
const BUILTIN: &[(&str, &str)] = &[
    ("deepstate", include_str!("../../../outlets/deepstate.toml")),
    (
        "deepstate_history",
        include_str!("../../../outlets/deepstate_history.toml"),
    ),
    ("isw", include_str!("../../../outlets/isw.toml")),
    ("nzz", include_str!("../../../outlets/nzz.toml")),
    ("owlmaps", include_str!("../../../outlets/owlmaps.toml")),
];

/// What is known about an outlet's maps.
#[derive(Debug, Clone, PartialEq)]
pub struct OutletManifest {
    /// Key of the outlet: `deepstate`.
    pub key: String,
    /// Its name in views.
    pub name: String,
    /// How its files are written.
    pub format: MapFormat,
    /// Where its files carry their date; a user may override it.
    pub date: DateRule,
    /// Which day's end a map shows.
    pub as_of: AsOfRule,
    /// Whether ground outside the zones is said to be the other side's.
    pub draws: Draws,
    /// Ground that its maps never leave: west, south, east, north in degrees. Used to notice swapped coordinates.
    pub extent: Option<[f64; 4]>,
    /// Entries tried in order.
    pub legend: Vec<LegendEntry>,
    /// Terms of use, as far as known.
    pub licence: String,
    /// Whom views credit.
    pub attribution: String,
    /// How exact the lines are, in words.
    pub precision: String,
    /// How its series is fetched, where its address is known.
    pub fetch: Option<FetchRule>,
}

/// How map files are written. One reader each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapFormat {
    /// Any of the next six, told by the content of each file.
    #[default]
    ByContent,
    /// GeoJSON: a whole file, or a `Feature` or `FeatureCollection` per line.
    Geojson,
    /// Answers of an ArcGIS feature service.
    EsriJson,
    /// KML or KMZ.
    Kml,
    /// `.shp` with `.dbf`, `.prj`, and `.cpg` in a ZIP archive.
    Shapefile,
    /// An SQLite database with feature tables.
    Geopackage,
    /// FlatGeobuf.
    Flatgeobuf,
    /// `{ts, utc, features: [{name, key, fill, type, coordinates}]}` per line.
    DeepstateHistory,
    /// `{date, features: [{type, asof, from, geometry}]}` per line.
    Nzz,
    /// `{date, areas_latlon, areas_ua_latlon}` per line.
    Owlmaps,
    /// `{date, layer, geometries}` or `{date, layer, geojson}` per line.
    DayLayers,
}

/// Which day's end a map shows, given the date it was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AsOfRule {
    /// The day on the file.
    SameDay,
    /// The day before: files taken in the small hours.
    PreviousDay,
    /// The date in this property of the features or the map; the day on the file where it is absent.
    Property(String),
}

/// What the ground outside all zones means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draws {
    /// The map draws what one side holds; elsewhere it says nothing.
    OneSide,
    /// The map draws what each side holds.
    AllSides,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestToml {
    key: String,
    name: String,
    #[serde(default)]
    format: MapFormat,
    date: DateToml,
    as_of: AsOfToml,
    draws: Draws,
    extent: Option<[f64; 4]>,
    legend: Vec<LegendEntryToml>,
    licence: String,
    attribution: String,
    precision: String,
    fetch: Option<FetchTable>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DateToml {
    FromName,
    Property(String),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AsOfToml {
    SameDay,
    PreviousDay,
    Property(String),
}

/// Reads a manifest. Unknown keys, states, and formats are errors that name the line and the key.
pub fn read_manifest(toml: &str) -> Result<OutletManifest, MapsError> {
    let wrong = |message: String| MapsError::Manifest { message };
    let manifest: ManifestToml =
        toml::from_str(toml).map_err(|error| wrong(error.to_string().trim().to_owned()))?;
    if !manifest
        .key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        || manifest.key.is_empty()
    {
        return Err(wrong(format!(
            "expected a key of letters, digits, _ and -, found {:?}",
            manifest.key
        )));
    }
    if manifest.legend.is_empty() {
        return Err(wrong(
            "expected at least one [[legend]] entry, found none".to_owned(),
        ));
    }
    if let Some([west, south, east, north]) = manifest.extent
        && !(west < east && south < north)
    {
        return Err(wrong(format!(
            "expected extent as west, south, east, north, found {west}, {south}, {east}, {north}"
        )));
    }
    let legend = (1..)
        .zip(manifest.legend)
        .map(|(number, entry)| {
            entry
                .check()
                .map_err(|message| wrong(format!("legend entry {number}: {message}")))
        })
        .collect::<Result<_, _>>()?;
    let fetch = manifest
        .fetch
        .map(FetchTable::check)
        .transpose()
        .map_err(|message| wrong(format!("fetch: {message}")))?;
    Ok(OutletManifest {
        key: manifest.key,
        name: manifest.name,
        format: manifest.format,
        date: match manifest.date {
            DateToml::FromName => DateRule::FromName,
            DateToml::Property(name) => DateRule::Property(name),
        },
        as_of: match manifest.as_of {
            AsOfToml::SameDay => AsOfRule::SameDay,
            AsOfToml::PreviousDay => AsOfRule::PreviousDay,
            AsOfToml::Property(name) => AsOfRule::Property(name),
        },
        draws: manifest.draws,
        extent: manifest.extent,
        legend,
        licence: manifest.licence,
        attribution: manifest.attribution,
        precision: manifest.precision,
        fetch,
    })
}

/// The manifest of a built-in outlet.
pub fn builtin(key: &str) -> Result<OutletManifest, MapsError> {
    let (_, toml) = BUILTIN
        .iter()
        .find(|(known, _)| *known == key)
        .ok_or_else(|| MapsError::UnknownOutlet {
            found: key.to_owned(),
            known: builtin_keys().collect::<Vec<_>>().join(", "),
        })?;
    read_manifest(toml)
}

/// Keys of the built-in outlets, in alphabetical order.
pub fn builtin_keys() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|(key, _)| *key)
}

impl OutletManifest {
    /// Whether its legend has contested or operated-in ground. An outlet that draws none says nothing about contest.
    #[must_use]
    pub fn draws_contested(&self) -> bool {
        self.legend.iter().any(|entry| {
            matches!(
                entry.meaning,
                Meaning::Zone {
                    state: ControlState::Contested | ControlState::Advance,
                    ..
                }
            )
        })
    }

    /// A manifest for an outlet that nobody described: maps of any format whose polygons are all ground held by `actor`, dated by file name, as of that day.
    #[must_use]
    pub fn generic(key: &str, actor: &str) -> Self {
        Self {
            key: key.to_owned(),
            name: key.to_owned(),
            format: MapFormat::ByContent,
            date: DateRule::FromName,
            as_of: AsOfRule::SameDay,
            draws: Draws::OneSide,
            extent: None,
            legend: vec![LegendEntry {
                when: std::collections::BTreeMap::new(),
                meaning: Meaning::Zone {
                    state: ControlState::Held,
                    actor: Some(actor.to_owned()),
                },
            }],
            licence: "not stated".to_owned(),
            attribution: key.to_owned(),
            precision: "not stated".to_owned(),
            fetch: None,
        }
    }
}

impl OutletManifest {
    /// The first legend entry that fits.
    pub(crate) fn entry_for(&self, properties: &Properties) -> Option<&LegendEntry> {
        self.legend.iter().find(|entry| entry.fits(properties))
    }
}

impl MapFormat {
    /// Whether it is a series that only one outlet writes.
    pub(crate) fn is_own_json(self) -> bool {
        matches!(
            self,
            Self::DeepstateHistory | Self::Nzz | Self::Owlmaps | Self::DayLayers
        )
    }

    /// For messages.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::ByContent => "a map",
            Self::Geojson => "GeoJSON",
            Self::EsriJson => "the JSON of an ArcGIS server",
            Self::Kml => "KML or KMZ",
            Self::Shapefile => "a Shapefile (.zip with .shp, .dbf, and .prj)",
            Self::Geopackage => "a GeoPackage",
            Self::Flatgeobuf => "FlatGeobuf",
            Self::DeepstateHistory => "a day of the format deepstate_history",
            Self::Nzz => "a day of the format nzz",
            Self::Owlmaps => "a day of the format owlmaps",
            Self::DayLayers => "a layer of the format day_layers",
        }
    }
}

impl AsOfRule {
    /// The day whose end a map shows, given the date on it and what the named property holds.
    pub(crate) fn as_of(&self, drawn: Date, in_property: Option<Date>) -> Date {
        match self {
            Self::SameDay => drawn,
            // The day before the first day of the calendar does not exist; no map is that old.
            Self::PreviousDay => drawn.yesterday().unwrap_or(drawn),
            Self::Property(_) => in_property.unwrap_or(drawn),
        }
    }
}
