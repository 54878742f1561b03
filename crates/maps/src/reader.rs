//! Reads the maps of one outlet, one after the other.

use salient_model::{Sha256, Snapshot};

use crate::MapsError;
use crate::assemble::{Provenance, snapshots_of};
use crate::date_rule::DateRule;
use crate::limits::Limits;
use crate::manifest::OutletManifest;
use crate::read::{MapInput, read_raw};
use crate::repair::Mended;

/// A reader of maps that keeps in mind what it mended in the map before.
///
/// It gives what [`read_map`](crate::read_map) gives for each map alone. In a series, whose maps differ little from day to day, it does so in a fraction of the time:
/// polygons that were drawn the day before are not checked and mended again.
///
/// ```
/// use salient_maps::{Limits, MapInput, MapReader, OutletManifest};
///
/// let manifest = OutletManifest::generic("ridge", "NORTH");
/// let limits = Limits::default();
/// let mut reader = MapReader::new(&manifest, &manifest.date, &limits);
/// let bytes = br#"{"type": "Polygon", "coordinates": [[[10, 50], [10, 51], [11, 51], [10, 50]]]}"#;
/// for file in ["ridge-2031-05-04.geojson", "ridge-2031-05-05.geojson"] {
///     let snapshots = reader.read(MapInput { bytes, file, line: None })?;
///     assert_eq!(snapshots[0].repairs.reoriented, 1);
/// }
/// # Ok::<(), salient_maps::MapsError>(())
/// ```
#[derive(Debug)]
pub struct MapReader<'a> {
    manifest: &'a OutletManifest,
    date: &'a DateRule,
    limits: &'a Limits,
    mended: Mended,
}

impl<'a> MapReader<'a> {
    /// `date` overrides the manifest's own rule; hand in `&manifest.date` to keep it.
    #[must_use]
    pub fn new(manifest: &'a OutletManifest, date: &'a DateRule, limits: &'a Limits) -> Self {
        Self {
            manifest,
            date,
            limits,
            mended: Mended::new(limits.edge_pairs),
        }
    }

    /// Reads one map: a whole file, or one line of a series. Several snapshots come from a collection whose features carry several dates; they are sorted by date.
    /// None come from a map of which the legend ignores every feature.
    pub fn read(&mut self, input: MapInput<'_>) -> Result<Vec<Snapshot>, MapsError> {
        self.mended.next_map();
        let origin = input.origin();
        let map = read_raw(input.bytes, &origin, self.manifest.format, self.limits)?;
        let provenance = Provenance {
            origin: &origin,
            file: input.file,
            raw_hash: Sha256::of(input.bytes),
        };
        snapshots_of(
            map,
            provenance,
            self.manifest,
            self.date,
            self.limits,
            &mut self.mended,
        )
    }
}
