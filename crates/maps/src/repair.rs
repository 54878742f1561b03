//! Polygons of a zone that are wrong, made right; those that are right are left alone.
//!
//! **What.** A broken polygon becomes what its rings enclose by the even-odd rule, less what its holes enclose. Polygons of one zone that overlap or adjoin
//! become their union. Only the polygons concerned are touched; all others keep every bit.
//!
//! **Units and frame.** Planar in degrees, since GeoJSON edges are straight in longitude and latitude. The overlay works on a grid of about a two-billionth
//! of the extent (millimetres); afterwards each corner that came from the input gets its exact coordinates back, if the result stays valid.
//!
//! **Errors and doubt.** What is still wrong after a few rounds is refused with the reason.
//!
//! **Sources.** Even-odd and difference of holes: Ledoux, Arroyo Ohori, Meijers, *A triangulation-based approach to automatically repair GIS polygons*, 2014,
//! section 2.2 ("set difference").

use std::collections::{BTreeMap, HashMap};

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::edges::TooTangled;
use crate::overlay::{difference, enclosed, union};
use crate::pinches::cut_pinches;
use crate::remembered::{Remembered, is_same};
use crate::rings::turn;
use crate::validity::{Survey, survey};

/// Rounds of repair before a zone is refused. Rounding of the overlay can leave a new contact behind once, rarely twice.
const MAX_ROUNDS: usize = 4;

/// A polygon and the feature that it came from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SourcedPolygon {
    pub(crate) feature: usize,
    pub(crate) polygon: Polygon<f64>,
}

/// What was done to the polygons of a zone; lists name features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RepairReport {
    /// One per broken polygon.
    pub(crate) broken: Vec<usize>,
    /// One per broken polygon that enclosed nothing.
    pub(crate) vanished: Vec<usize>,
    /// One per polygon that went into another.
    pub(crate) merged: Vec<usize>,
}

/// Why the polygons stay wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RepairFailure {
    /// Too many edges lie over each other to compare them.
    TooTangled,
    /// Still wrong after all rounds.
    StaysWrong {
        feature: usize,
        reason: &'static str,
    },
}

impl From<TooTangled> for RepairFailure {
    fn from(_: TooTangled) -> Self {
        Self::TooTangled
    }
}

/// Mends zones, and keeps what came of the polygons of the map before.
#[derive(Debug)]
pub(crate) struct Mended {
    max_pairs: u64,
    /// By all polygons of a zone. Features are positions among them; nothing for a zone that stays as it is.
    zones: Remembered<Option<(Vec<SourcedPolygon>, RepairReport)>>,
    /// By a broken polygon.
    parts: Remembered<Vec<Polygon<f64>>>,
    /// By the polygons of a group.
    unions: Remembered<Vec<Polygon<f64>>>,
}

impl Mended {
    /// `max_pairs` are the most pairs of edges that may be compared at a time.
    pub(crate) fn new(max_pairs: u64) -> Self {
        Self {
            max_pairs,
            zones: Remembered::default(),
            parts: Remembered::default(),
            unions: Remembered::default(),
        }
    }

    /// Begins the next map.
    pub(crate) fn next_map(&mut self) {
        self.zones.next_map();
        self.parts.next_map();
        self.unions.next_map();
    }

    /// Mends the polygons until none is broken and no two conflict.
    pub(crate) fn mend_zone(
        &mut self,
        polygons: Vec<SourcedPolygon>,
    ) -> Result<(Vec<SourcedPolygon>, RepairReport), RepairFailure> {
        let Self {
            max_pairs,
            zones,
            parts,
            unions,
        } = self;
        let mut steps = Steps {
            max_pairs: *max_pairs,
            parts,
            unions,
        };
        // The same polygons may belong to other features the next day.
        let feature_of = |position: usize| polygons[position].feature;
        let found = zones.get_or(polygons.iter().map(|sourced| &sourced.polygon), || {
            let numbered = polygons.iter().enumerate();
            let numbered = numbered.map(|(position, sourced)| SourcedPolygon {
                feature: position,
                polygon: sourced.polygon.clone(),
            });
            let (mended, report) = mend_polygons(numbered.collect(), &mut steps)?;
            let is_as_it_was = report == RepairReport::default();
            Ok((!is_as_it_was).then_some((mended, report)))
        });
        match found {
            Ok(None) => Ok((polygons, RepairReport::default())),
            Ok(Some((mut mended, report))) => {
                for sourced in &mut mended {
                    sourced.feature = feature_of(sourced.feature);
                }
                let features =
                    |positions: Vec<usize>| positions.into_iter().map(feature_of).collect();
                Ok((
                    mended,
                    RepairReport {
                        broken: features(report.broken),
                        vanished: features(report.vanished),
                        merged: features(report.merged),
                    },
                ))
            }
            Err(RepairFailure::StaysWrong { feature, reason }) => Err(RepairFailure::StaysWrong {
                feature: feature_of(feature),
                reason,
            }),
            Err(RepairFailure::TooTangled) => Err(RepairFailure::TooTangled),
        }
    }
}

/// The overlays of a repair, done or remembered.
struct Steps<'a> {
    max_pairs: u64,
    parts: &'a mut Remembered<Vec<Polygon<f64>>>,
    unions: &'a mut Remembered<Vec<Polygon<f64>>>,
}

impl Steps<'_> {
    fn split(&mut self, polygon: &Polygon<f64>) -> Result<Vec<Polygon<f64>>, TooTangled> {
        let max_pairs = self.max_pairs;
        self.parts
            .get_or(std::iter::once(polygon), || split(polygon, max_pairs))
    }

    fn unite(&mut self, members: &[Polygon<f64>]) -> Result<Vec<Polygon<f64>>, TooTangled> {
        let max_pairs = self.max_pairs;
        self.unions.get_or(members.iter(), || {
            with_exact_corners(&union(members), members, max_pairs)
        })
    }
}

fn mend_polygons(
    mut polygons: Vec<SourcedPolygon>,
    steps: &mut Steps<'_>,
) -> Result<(Vec<SourcedPolygon>, RepairReport), RepairFailure> {
    let mut report = RepairReport::default();
    drop_duplicates(&mut polygons, &mut report);
    for round in 0..=MAX_ROUNDS {
        let found = survey_sourced(&polygons, steps.max_pairs)?;
        if found.is_clean() {
            break;
        }
        if round == MAX_ROUNDS {
            return Err(stays_wrong(&polygons, &found));
        }
        // Later rounds mend what rounding left behind, and are no repairs of the outlet's drawing.
        let is_first = round == 0;
        if found.broken.is_empty() {
            polygons = merge_conflicts(polygons, &found, steps, &mut report)?;
        } else {
            let mut mended = Vec::with_capacity(polygons.len());
            for (position, sourced) in polygons.into_iter().enumerate() {
                if !found.broken.contains(&position) {
                    mended.push(sourced);
                    continue;
                }
                let feature = sourced.feature;
                let parts = steps.split(&sourced.polygon)?;
                if parts.is_empty() {
                    report.vanished.push(feature);
                } else if is_first {
                    report.broken.push(feature);
                }
                mended.extend(
                    parts
                        .into_iter()
                        .map(|polygon| SourcedPolygon { feature, polygon }),
                );
            }
            polygons = mended;
        }
    }
    Ok((polygons, report))
}

fn stays_wrong(polygons: &[SourcedPolygon], found: &Survey) -> RepairFailure {
    let broken = found.broken.first().copied();
    let conflict = found.conflicts.first().map(|&(first, _)| first);
    RepairFailure::StaysWrong {
        feature: broken
            .or(conflict)
            .map_or(0, |position| polygons[position].feature),
        reason: if broken.is_some() {
            "its rings still cross or touch themselves after repair"
        } else {
            "it still overlaps another polygon of its zone after merging"
        },
    }
}

fn survey_sourced(polygons: &[SourcedPolygon], max_pairs: u64) -> Result<Survey, TooTangled> {
    let polygons: Vec<&Polygon<f64>> = polygons.iter().map(|sourced| &sourced.polygon).collect();
    survey(&polygons, max_pairs)
}

/// 2⁶⁴ over the golden ratio, which spreads what it multiplies (Knuth, *The Art of Computer Programming* 3, section 6.4).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A polygon drawn twice counts once; found before any overlay, so that the one that stays keeps every bit.
fn drop_duplicates(polygons: &mut Vec<SourcedPolygon>, report: &mut RepairReport) {
    // Told apart by a number that is quickly made; only polygons that have it in common are compared.
    let sketch = |polygon: &Polygon<f64>| {
        let corners = polygon.exterior().0.iter();
        corners
            .flat_map(|coord| [coord.x.to_bits(), coord.y.to_bits()])
            .fold(0_u64, |sketch, bits| {
                (sketch.rotate_left(5) ^ bits).wrapping_mul(SPREAD)
            })
    };
    let mut seen: HashMap<_, Vec<usize>> = HashMap::new();
    let mut is_new = Vec::with_capacity(polygons.len());
    for (position, sourced) in polygons.iter().enumerate() {
        let alike = seen.entry(sketch(&sourced.polygon)).or_default();
        let is_known = alike
            .iter()
            .any(|&known| is_same(&polygons[known].polygon, &sourced.polygon));
        if is_known {
            report.merged.push(sourced.feature);
        } else {
            alike.push(position);
        }
        is_new.push(!is_known);
    }
    let mut is_new = is_new.into_iter();
    polygons.retain(|_| is_new.next() == Some(true));
}

/// Valid polygons of the ground that a broken polygon encloses.
fn split(polygon: &Polygon<f64>, max_pairs: u64) -> Result<Vec<Polygon<f64>>, TooTangled> {
    let mut ground = enclosed(polygon.exterior());
    if !polygon.interiors().is_empty() {
        let holes: Vec<MultiPolygon<f64>> = polygon.interiors().iter().map(enclosed).collect();
        ground = difference(&ground, &union(holes.iter().flatten()));
    }
    with_exact_corners(&ground, std::slice::from_ref(polygon), max_pairs)
}

/// Replaces each group of conflicting polygons by its union, at the place of its first member.
fn merge_conflicts(
    polygons: Vec<SourcedPolygon>,
    found: &Survey,
    steps: &mut Steps<'_>,
    report: &mut RepairReport,
) -> Result<Vec<SourcedPolygon>, TooTangled> {
    // Each polygon points to an earlier one of its group, or to itself.
    let mut leaders: Vec<usize> = (0..polygons.len()).collect();
    for &(a, b) in &found.conflicts {
        let (a, b) = (leader_of(&mut leaders, a), leader_of(&mut leaders, b));
        leaders[a.max(b)] = a.min(b);
    }
    let mut groups: BTreeMap<usize, Vec<SourcedPolygon>> = BTreeMap::new();
    for (position, sourced) in polygons.into_iter().enumerate() {
        let leader = leader_of(&mut leaders, position);
        groups.entry(leader).or_default().push(sourced);
    }
    let mut merged = Vec::with_capacity(groups.len());
    for group in groups.into_values() {
        let feature = group[0].feature;
        if group.len() == 1 {
            merged.extend(group);
            continue;
        }
        report
            .merged
            .extend(group[1..].iter().map(|sourced| sourced.feature));
        let members: Vec<Polygon<f64>> = group.into_iter().map(|sourced| sourced.polygon).collect();
        let union = steps.unite(&members)?;
        merged.extend(
            union
                .into_iter()
                .map(|polygon| SourcedPolygon { feature, polygon }),
        );
    }
    Ok(merged)
}

fn leader_of(leaders: &mut [usize], member: usize) -> usize {
    let mut leader = member;
    while leaders[leader] != leader {
        leaders[leader] = leaders[leaders[leader]];
        leader = leaders[leader];
    }
    leader
}

/// Gives corners of an overlay their exact input coordinates back, unless that makes the result worse.
fn with_exact_corners(
    overlay: &MultiPolygon<f64>,
    input: &[Polygon<f64>],
    max_pairs: u64,
) -> Result<Vec<Polygon<f64>>, TooTangled> {
    let corners = Corners::new(input);
    let exact: Vec<Polygon<f64>> = overlay
        .iter()
        .flat_map(|polygon| sound(polygon, |coord| corners.nearest(coord)))
        .collect();
    if survey(&exact.iter().collect::<Vec<_>>(), max_pairs)?.is_clean() {
        return Ok(exact);
    }
    Ok(overlay
        .iter()
        .flat_map(|polygon| sound(polygon, |coord| coord))
        .collect())
}

/// The polygon with moved corners, without rings that thereby lost their area, and in several where its rings now touch themselves.
fn sound(polygon: &Polygon<f64>, place: impl Fn(Coord<f64>) -> Coord<f64>) -> Vec<Polygon<f64>> {
    let ring = |ring: &LineString<f64>, is_exterior| {
        let mut coords: Vec<Coord<f64>> = ring.0.iter().map(|&coord| place(coord)).collect();
        coords.dedup();
        let mut ring = LineString(coords);
        turn(&mut ring, is_exterior);
        (ring.0.len() >= 4).then_some(ring)
    };
    let Some(exterior) = ring(polygon.exterior(), true) else {
        return Vec::new();
    };
    let interiors = polygon
        .interiors()
        .iter()
        .filter_map(|interior| ring(interior, false))
        .collect();
    cut_pinches(Polygon::new(exterior, interiors))
}

/// Input corners, found by a position that is a little off.
struct Corners {
    /// Largest distance along an axis at which a corner is taken for the same.
    tolerance: f64,
    /// Sorted by x, then y.
    sorted: Vec<Coord<f64>>,
}

impl Corners {
    fn new(input: &[Polygon<f64>]) -> Self {
        let mut sorted: Vec<Coord<f64>> = Vec::new();
        for polygon in input {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                sorted.extend(&ring.0);
            }
        }
        sorted.sort_unstable_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        let width = match (sorted.first(), sorted.last()) {
            (Some(west), Some(east)) => east.x - west.x,
            _ => 0.0,
        };
        let south = sorted.iter().map(|coord| coord.y).fold(90.0, f64::min);
        let north = sorted.iter().map(|coord| coord.y).fold(-90.0, f64::max);
        // The overlay's grid has between 2^29 and 2^30 steps over half the extent; two steps cover its rounding.
        let tolerance = width.max(north - south) / f64::from(1 << 29);
        Self { tolerance, sorted }
    }

    /// The nearest input corner within the tolerance, or the position itself. Ties go to the corner further west or south.
    fn nearest(&self, coord: Coord<f64>) -> Coord<f64> {
        let mut best = coord;
        let mut best_distance = self.tolerance;
        let first = self
            .sorted
            .partition_point(|corner| corner.x < coord.x - self.tolerance);
        for &corner in &self.sorted[first..] {
            if corner.x > coord.x + self.tolerance {
                break;
            }
            let distance = (corner.x - coord.x).abs().max((corner.y - coord.y).abs());
            if distance < best_distance {
                best = corner;
                best_distance = distance;
            }
        }
        best
    }
}
