//! How much of one map is read before it is refused.

/// Bounds on the size of one map, so that a broken or hostile file ends in an error and not in exhausted memory or an endless run.
///
/// The defaults are some hundred times what the largest real series holds (13,457 points on one day).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file or line.
    pub bytes: usize,
    /// Features of one map, those that are no polygons too.
    pub features: usize,
    /// Points of one map, all features together.
    pub points: usize,
    /// Polygons of one map, all features together.
    pub polygons: usize,
    /// Geometry collections inside geometry collections.
    pub collection_depth: usize,
    /// Folders inside folders of a KML file.
    pub folder_depth: usize,
    /// Layers of one file: feature tables, or Shapefiles in an archive.
    pub layers: usize,
    /// Files in an archive.
    pub archive_entries: usize,
    /// Bytes that are unpacked from one archive, all files together.
    pub archive_bytes: u64,
    /// Largest expansion of a file in an archive, in bytes out per byte in.
    pub archive_ratio: u64,
    /// From how many unpacked bytes on the expansion is checked: a short file of zeros harms nobody.
    pub archive_ratio_from_bytes: u64,
    /// Steps of the database engine for one file. A feature takes some hundred.
    pub database_steps: u64,
    /// Pairs of edges compared while looking for crossings, for one zone. Ordinary maps need some ten pairs per point.
    pub edge_pairs: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 512 * 1024 * 1024,
            features: 1_000_000,
            points: 2_000_000,
            polygons: 500_000,
            collection_depth: 8,
            folder_depth: 32,
            layers: 256,
            archive_entries: 4_096,
            archive_bytes: 1024 * 1024 * 1024,
            archive_ratio: 200,
            archive_ratio_from_bytes: 16 * 1024 * 1024,
            database_steps: 1_000_000_000,
            edge_pairs: 2_000_000_000,
        }
    }
}
