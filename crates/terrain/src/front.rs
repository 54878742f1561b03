//! The front line: the edge of a held zone without theatre border and coast.
//!
//! **What.** Those stretches of the zone's rings that lie farther than a tolerance from every limit line. Outlets draw borders and coasts by their own
//! base maps, some hundred metres off ours, so the limits need a tolerance; 500 m suits maps of whole theatres. A stretch of real front that runs within
//! the tolerance of a border is left out too: what was left out is reported.
//!
//! **Units and frame.** Lines in WGS 84 degrees; geodesic lengths in metres.
//!
//! **Error.** Each end of a stretch is found to a quarter of the tolerance.

use geo_types::{Coord, LineString, MultiLineString, MultiPolygon};
use rstar::primitives::Line;
use rstar::{AABB, PointDistance, RTree};

use crate::ellipsoid::{cut, line_metres, metres_per_degree};
use crate::ground::{check_ground, check_lines, line_edges, rings};
use crate::{Metres, TerrainError};

/// A front line.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontLine {
    /// Its stretches, in the order of the zone's rings.
    pub lines: MultiLineString<f64>,
    /// Their length.
    pub length: Metres,
    /// Length of the zone's edge that was taken for border or coast.
    pub left_out: Metres,
}

/// The front line of a zone.
///
/// A zone of which the south is a border:
///
/// ```
/// use geo_types::{MultiLineString, MultiPolygon, line_string, polygon};
/// use salient_terrain::{Metres, front_line};
/// let zone = MultiPolygon(vec![polygon![(x: 36., y: 47.), (x: 37., y: 47.), (x: 37., y: 48.), (x: 36., y: 48.)]]);
/// let border = MultiLineString(vec![line_string![(x: 35., y: 47.001), (x: 38., y: 47.001)]]);
/// let front = front_line(&zone, &border, Metres(500.0))?;
/// assert_eq!(front.lines.0.len(), 1);
/// assert!((front.left_out.km() - 76.1).abs() < 2.0);
/// assert!((front.length.km() - 296.9).abs() < 2.0);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn front_line(
    zone: &MultiPolygon<f64>,
    limits: &MultiLineString<f64>,
    tolerance: Metres,
) -> Result<FrontLine, TerrainError> {
    check_ground("zone", zone)?;
    check_lines("limits", limits)?;
    if !(1.0..=100_000.0).contains(&tolerance.0) {
        return Err(TerrainError::Setting {
            name: "tolerance of the front line in metres",
            found: tolerance.0,
            expected: "1 to 100,000",
        });
    }
    let limits = Limits::new(limits);
    // A degree is nowhere longer than 112 km.
    let longest_piece = tolerance.0 / 2.0 / 112_000.0;
    let mut lines = Vec::new();
    for ring in rings(zone) {
        lines.extend(stretches(
            ring,
            |from, to| !limits.within(from + (to - from) * 0.5, tolerance.0),
            longest_piece,
        ));
    }
    let metres = |line: &LineString<f64>| line_metres(line.coords().copied());
    let length: f64 = lines.iter().map(metres).sum();
    let whole: f64 = rings(zone).map(metres).sum();
    Ok(FrontLine {
        lines: MultiLineString(lines),
        length: Metres(length),
        left_out: Metres((whole - length).max(0.0)),
    })
}

/// The stretches of a ring whose pieces are kept. A stretch across the ring's start is one line.
fn stretches(
    ring: &LineString<f64>,
    keep: impl Fn(Coord<f64>, Coord<f64>) -> bool,
    longest_piece: f64,
) -> Vec<LineString<f64>> {
    let mut lines: Vec<LineString<f64>> = Vec::new();
    let mut open = false;
    for (mut from, end) in line_edges(ring) {
        let start = from;
        for to in cut(from, end, longest_piece) {
            let kept = keep(from, to);
            match (kept, open) {
                (true, false) => lines.push(LineString(vec![from, to])),
                (true, true) => {
                    if let Some(line) = lines.last_mut() {
                        // Cuts along an edge are not corners: the end moves on.
                        if from != start {
                            line.0.pop();
                        }
                        line.0.push(to);
                    }
                }
                (false, _) => {}
            }
            open = kept;
            from = to;
        }
    }
    let wraps =
        lines.len() > 1 && open && lines.first().and_then(|line| line.0.first()) == ring.0.first();
    if wraps && let Some(last) = lines.pop() {
        let first = std::mem::replace(&mut lines[0], last);
        lines[0].0.extend(first.0.into_iter().skip(1));
    }
    lines
}

/// Limit lines, indexed in degrees.
struct Limits {
    tree: RTree<Line<[f64; 2]>>,
}

impl Limits {
    fn new(lines: &MultiLineString<f64>) -> Self {
        Self {
            tree: RTree::bulk_load(
                lines
                    .iter()
                    .flat_map(line_edges)
                    .map(|(from, to)| Line::new([from.x, from.y], [to.x, to.y]))
                    .collect(),
            ),
        }
    }

    /// Whether a limit lies within a distance, by the scale of the point's own latitude.
    fn within(&self, at: Coord<f64>, metres: f64) -> bool {
        let (east, north) = metres_per_degree(at.y);
        let reach = [metres / east, metres / north];
        let around = AABB::from_corners(
            [at.x - reach[0], at.y - reach[1]],
            [at.x + reach[0], at.y + reach[1]],
        );
        let scaled = |point: [f64; 2]| [(point[0] - at.x) * east, (point[1] - at.y) * north];
        self.tree
            .locate_in_envelope_intersecting(&around)
            .any(|line| {
                Line::new(scaled(line.from), scaled(line.to)).distance_2(&[0.0, 0.0])
                    <= metres * metres
            })
    }
}
