//! What is known about one place at one date, as plain data for views.

use salient_model::geometry::{MultiPolygon, Rect};
use salient_model::{Claim, Date, Finding, LonLat, Place, RelationKind, SnapshotId, TextPolicy};

use crate::family::Family;

/// Everything that a brief shows, computed; views only format it.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The place.
    pub place: Place,
    /// Names in other languages, for the header: at most one per script.
    pub native_names: Vec<String>,
    /// What the shares refer to; absent when no boundary is known (then the measures that need one are absent too).
    pub boundary: Option<Boundary>,
    /// The as-of date of the brief.
    pub on: Date,
    /// The first day of "what changed".
    pub since: Date,
    /// The sides, in order of registration.
    pub sides: Vec<SideLabel>,
    /// The side whose ground the maps were asked for.
    pub holder: SideLabel,
    /// Hash of the ledger up to the entry that this was computed from.
    pub edition: String,
    /// One reading per outlet, in alphabetical order of names.
    pub maps: Vec<MapReading>,
    /// Outlets in the case without a map by `on`, with the reason in words.
    pub missing_maps: Vec<(String, String)>,
    /// Where the maps agree; absent without maps.
    pub agreement: Option<Agreement>,
    /// The part of the ground to draw, in degrees.
    pub window: Rect<f64>,
    /// Other places in the window, largest first.
    pub neighbours: Vec<Neighbour>,
    /// Topics with their claims, in reading order.
    pub topics: Vec<Topic>,
    /// Rows of the measures table.
    pub measures: Vec<MeasureRow>,
    /// Share held over time, one series per outlet, in the order of `maps`.
    pub series: Vec<ShareSeries>,
    /// What changed since `since`, newest first.
    pub changes: Vec<Change>,
    /// How many claims about the place the case holds by `on`, and how many of them are shown.
    pub n_claims: (usize, usize),
    /// Notes on method: definitions used, with their parameters.
    pub methods: Vec<String>,
    /// Whether any document in the brief is synthetic (the sample case says so on its face).
    pub synthetic: bool,
}

/// A side as views name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideLabel {
    /// Key.
    pub key: String,
    /// "Russia".
    pub name: String,
    /// "Russian".
    pub adjective: String,
}

/// The limit that shares refer to.
#[derive(Debug, Clone)]
pub struct Boundary {
    /// Ground.
    pub geometry: MultiPolygon<f64>,
    /// Data set and identifier.
    pub name: String,
    /// RFC 7946 area in square kilometres.
    pub area_km2: f64,
    /// Other limits of the same place that the range was computed with: data set and area.
    pub alternatives: Vec<(String, f64)>,
}

/// What one map says about the place.
#[derive(Debug, Clone)]
pub struct MapReading {
    /// Outlet key.
    pub outlet: String,
    /// Name as printed.
    pub name: String,
    /// Snapshot.
    pub snapshot: SnapshotId,
    /// The date on the outlet's file.
    pub drawn: Date,
    /// The day whose end it depicts.
    pub as_of: Date,
    /// Days between `as_of` and the brief's date.
    pub age_days: i64,
    /// SHA-256 of the file or line, in hexadecimal.
    pub raw_hash: String,
    /// Credit and licence, as the manifest has them.
    pub credit: String,
    /// Held ground within the window.
    pub held: MultiPolygon<f64>,
    /// Contested ground within the window.
    pub contested: MultiPolygon<f64>,
    /// Share of the boundary that is held, in per cent, with low and high over other limits and neighbouring days.
    pub share: Option<Ranged>,
    /// Share that is contested, in per cent; absent when the outlet draws no contested ground.
    pub contested_share: Option<f64>,
    /// Share that the map does not draw, in per cent.
    pub not_drawn_share: Option<f64>,
    /// Distance in kilometres from the boundary (or centre) to held ground; 0 inside.
    pub distance_km: Option<f64>,
    /// Whether the place is closed in.
    pub enclosure: Option<EnclosureReading>,
}

/// A value with its lowest and highest under the alternatives tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranged {
    /// The value.
    pub value: f64,
    /// Lowest.
    pub low: f64,
    /// Highest.
    pub high: f64,
}

/// Whether a place is closed in, by one map.
#[derive(Debug, Clone, PartialEq)]
pub enum EnclosureReading {
    /// The place lies wholly in held ground.
    InsideZone,
    /// Ground not held does not lead out.
    Closed,
    /// There is a way out.
    Open {
        /// Least width of the widest way out, in kilometres; absent when no second edge bounds it within the radius.
        width_km: Option<f64>,
        /// The two held edges at the neck, for drawing.
        neck: Option<(LonLat, LonLat)>,
        /// Share of bearings closed, in per cent.
        bearings_closed: f64,
        /// Error bound of the width, in kilometres.
        error_km: f64,
    },
}

/// Where the maps agree about the holder.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Held on every map, within the window.
    pub all: MultiPolygon<f64>,
    /// Held on at least one map, within the window.
    pub any: MultiPolygon<f64>,
    /// Shares of the boundary, in per cent: on all maps, on some, on none. Absent without a boundary.
    pub shares: Option<(f64, f64, f64)>,
}

/// Another place on the map.
#[derive(Debug, Clone)]
pub struct Neighbour {
    /// Name.
    pub name: String,
    /// Where.
    pub center: LonLat,
    /// Its limit, if known.
    pub boundary: Option<MultiPolygon<f64>>,
    /// Population, if known; decides which labels survive.
    pub population: Option<u64>,
}

/// Claims about one question.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Proposition family.
    pub family: Family,
    /// Claims, by side order, then time.
    pub claims: Vec<TopicClaim>,
    /// The strongest relation among them, with its reason.
    pub relation: Option<(RelationKind, String)>,
    /// Keys of sides (of those in the theatre) without a claim here.
    pub silent_sides: Vec<String>,
}

/// A claim with what was found about it.
#[derive(Debug, Clone)]
pub struct TopicClaim {
    /// Number of its footnote, from 1.
    pub note: usize,
    /// The claim.
    pub claim: Claim,
    /// Its words, cut to the text policy.
    pub quote: String,
    /// Whether words were cut off.
    pub cut: bool,
    /// Its words with what attributes them, as one stretch of the text; absent without a cue, or where the stretch is long.
    pub in_context: Option<String>,
    /// Span in code points.
    pub code_points: (usize, usize),
    /// Document metadata.
    pub outlet: String,
    /// Publication date.
    pub published: Option<Date>,
    /// SHA-256 of the document's text, in hexadecimal.
    pub text_hash: String,
    /// Text policy of the document.
    pub policy: TextPolicy,
    /// Until when the claim's place is withheld (a unit's present location), if it is.
    pub withheld_until: Option<Date>,
    /// Finding against maps; absent for claims that are not about ground.
    pub finding: Option<Finding>,
}

/// A row of the measures table.
#[derive(Debug, Clone)]
pub struct MeasureRow {
    /// What is measured: "Share of the city".
    pub label: String,
    /// Smaller print: unit, dates.
    pub detail: String,
    /// Unit.
    pub unit: &'static str,
    /// One cell per map, in the order of `maps`.
    pub cells: Vec<Option<Ranged>>,
    /// Decimals that the measure's error bound allows.
    pub decimals: usize,
    /// Footnotes of claims that give a figure for this measure, with the figure in words.
    pub said: Vec<(usize, String)>,
}

/// Share held over time by one outlet.
#[derive(Debug, Clone)]
pub struct ShareSeries {
    /// Outlet key.
    pub outlet: String,
    /// Name as printed.
    pub name: String,
    /// Date on the file and share in per cent, in order of date; a map is redrawn, not interpolated.
    pub points: Vec<(Date, f64)>,
}

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub date: Date,
    /// What, as a sentence from a template.
    pub words: String,
    /// Footnotes, for changes that are claims.
    pub notes: Vec<usize>,
}
