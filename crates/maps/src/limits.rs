//! How much of one map is read before it is refused.

/// Bounds on the size of one map, so that a broken or hostile file ends in an error and not in exhausted memory or an endless run.
///
/// The defaults are some hundred times what the largest real series holds (13,457 points on one day).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file or line.
    pub bytes: usize,
    /// Points of one map, all features together.
    pub points: usize,
    /// Polygons of one map, all features together.
    pub polygons: usize,
    /// Geometry collections inside geometry collections.
    pub collection_depth: usize,
    /// Pairs of edges compared while looking for crossings, for one zone. Ordinary maps need some ten pairs per point.
    pub edge_pairs: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 512 * 1024 * 1024,
            points: 2_000_000,
            polygons: 500_000,
            collection_depth: 8,
            edge_pairs: 2_000_000_000,
        }
    }
}
