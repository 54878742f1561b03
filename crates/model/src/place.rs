//! Things on the ground, with identity and geometry.

use std::fmt;

use geo_types::MultiPolygon;
use thiserror::Error;

/// Identifies a place: `osm:relation/1`, `wof:101752471`, `geonames:1`, `theatre:ukraine/pokrovsk`. Never depends on a spelling alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub String);

impl fmt::Display for PlaceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// A point in WGS 84 degrees. Finite, longitude within ±180, latitude within ±90.
///
/// ```
/// use salient_model::LonLat;
/// assert!(LonLat::new(37.18, 48.28).is_ok());
/// assert!(LonLat::new(37.18, 148.28).is_err());
/// assert!(LonLat::new(f64::NAN, 0.0).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// A coordinate pair that lies on no globe.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("expected longitude within ±180 and latitude within ±90 degrees, found {lon}, {lat}")]
pub struct InvalidLonLat {
    /// The longitude that was given.
    pub lon: f64,
    /// The latitude that was given.
    pub lat: f64,
}

impl LonLat {
    /// A point from longitude and latitude in degrees.
    pub fn new(lon: f64, lat: f64) -> Result<Self, InvalidLonLat> {
        if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
            Ok(Self { lon, lat })
        } else {
            Err(InvalidLonLat { lon, lat })
        }
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// City, town, village.
    Settlement,
    /// First-level division: oblast, state, governorate.
    Admin1,
    /// Second-level division: raion, district.
    Admin2,
    /// Third-level division: hromada, locality.
    Admin3,
    /// A country.
    Country,
    /// A region without a fixed boundary.
    Region,
    /// River, lake, sea.
    Water,
    /// Airport, plant, station, crossing.
    Facility,
    /// Not known.
    Other,
}

impl PlaceKind {
    /// The word as the ledger writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Settlement => "settlement",
            Self::Admin1 => "admin1",
            Self::Admin2 => "admin2",
            Self::Admin3 => "admin3",
            Self::Country => "country",
            Self::Region => "region",
            Self::Water => "water",
            Self::Facility => "facility",
            Self::Other => "other",
        }
    }

    /// The kind that a word means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Settlement,
            Self::Admin1,
            Self::Admin2,
            Self::Admin3,
            Self::Country,
            Self::Region,
            Self::Water,
            Self::Facility,
            Self::Other,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == word)
    }
}

/// A name of a place in a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Toponym {
    /// The name.
    pub name: String,
    /// Language code (`uk`, `ru`, `en`, `ar`), if known.
    pub language: Option<String>,
    /// Whether it is a former name.
    pub former: bool,
}

/// A place with its names and geometry.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Identifier.
    pub id: PlaceId,
    /// Usual English name.
    pub name: String,
    /// All names.
    pub toponyms: Vec<Toponym>,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166 country code, if known.
    pub country: Option<String>,
    /// Names of the divisions that it lies in, smallest first, if known.
    pub within: Vec<String>,
    /// A point in it.
    pub center: LonLat,
    /// Its limit, if known.
    pub boundary: Option<MultiPolygon<f64>>,
    /// Population, if known.
    pub population: Option<u64>,
    /// Data set and licence that it came from.
    pub dataset: String,
}

/// A place that a name might refer to, with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which place.
    pub place: PlaceId,
    /// Its usual English name.
    pub name: String,
    /// A point in it.
    pub center: LonLat,
    /// Why it is here, strongest first: "name in the theatre pack", "former name", "same oblast as Myrnohrad".
    pub reasons: Vec<String>,
}
