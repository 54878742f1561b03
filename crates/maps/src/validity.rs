//! What is wrong with the polygons of a zone.
//!
//! **Shape.** A polygon is *broken* when one of its rings meets itself, when two of its rings meet in more than points, or when a hole is not inside
//! its exterior and outside its other holes. Two polygons *conflict* when they share ground or a stretch of edge. Polygons may touch in points.
//!
//! **Errors and doubt.** As in `geo`, holes that touch in a chain and so cut a polygon in two are not noticed; area and containment are right all the same.
//!
//! **Sources.** OGC 06-103r4 (Simple Features), section 6.1.11.1 and 6.1.14.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::{Coord, LineString, Polygon};

use crate::edges::{Contact, EdgeStrips, Meeting, TooTangled};

/// What is wrong, by positions in the list of polygons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    pub(crate) broken: BTreeSet<usize>,
    /// The lower position first.
    pub(crate) conflicts: BTreeSet<(usize, usize)>,
}

impl Survey {
    pub(crate) fn is_clean(&self) -> bool {
        self.broken.is_empty() && self.conflicts.is_empty()
    }
}

/// Where a ring belongs.
#[derive(Debug, Clone, Copy)]
struct Owner {
    polygon: usize,
    /// Number of the ring that is the polygon's exterior.
    exterior: usize,
}

/// Looks for everything that is wrong with the polygons. Their rings must be closed, with three corners or more.
pub(crate) fn survey(polygons: &[&Polygon<f64>], max_pairs: u64) -> Result<Survey, TooTangled> {
    let mut rings: Vec<&LineString<f64>> = Vec::new();
    let mut owners: Vec<Owner> = Vec::new();
    for (polygon, geometry) in polygons.iter().enumerate() {
        let owner = Owner {
            polygon,
            exterior: rings.len(),
        };
        rings.push(geometry.exterior());
        rings.extend(geometry.interiors());
        owners.resize(rings.len(), owner);
    }
    let strips = EdgeStrips::new(&rings);
    let contacts = strips.contacts(max_pairs)?;

    // Rings that touch once do not cross, and any other point of theirs tells which is inside which: they need no comparison of their own.
    let mut lone_touches: BTreeMap<usize, Vec<Coord<f64>>> = BTreeMap::new();
    for (&(a, b), meeting) in &contacts {
        if let (Some(point), true) = (meeting.only_point, a != b) {
            lone_touches.entry(a).or_default().push(point);
            lone_touches.entry(b).or_default().push(point);
        }
    }
    let representatives: Vec<Option<Coord<f64>>> = rings
        .iter()
        .enumerate()
        .map(|(ring_idx, ring)| {
            let touches = lone_touches.get(&ring_idx);
            ring.0
                .iter()
                .find(|coord| touches.is_none_or(|touches| !touches.contains(coord)))
                .copied()
        })
        .collect();

    let mut survey = Survey::default();
    let mut compared = BTreeSet::new();
    let mut touching_polygons = BTreeSet::new();
    for (
        &(a, b),
        &Meeting {
            contact,
            only_point,
        },
    ) in &contacts
    {
        let (polygon_a, polygon_b) = (owners[a].polygon, owners[b].polygon);
        let has_representatives = representatives[a].is_some() && representatives[b].is_some();
        if a != b && only_point.is_some() && has_representatives {
            continue;
        }
        compared.insert((a, b));
        if polygon_a == polygon_b {
            let is_sound = a != b
                && contact == Contact::Touch
                && touch_is_sound(&strips, a, b, &rings, &owners);
            if !is_sound {
                survey.broken.insert(polygon_a);
            }
        } else if contact == Contact::Touch {
            touching_polygons.insert((polygon_a, polygon_b));
        } else {
            survey.conflicts.insert((polygon_a, polygon_b));
        }
    }
    for &(a, b) in &touching_polygons {
        let grounds = (polygons[a], polygons[b]);
        let first = [a, b].map(|polygon| owners.partition_point(|owner| owner.polygon < polygon));
        if !survey.conflicts.contains(&(a, b)) && grounds_meet(&strips, grounds, first) {
            survey.conflicts.insert((a, b));
        }
    }

    for (ring_idx, ring) in rings.iter().enumerate() {
        let Owner { polygon, exterior } = owners[ring_idx];
        let Some(point) = representatives[ring_idx].or(ring.0.first().copied()) else {
            continue;
        };
        let pair = |other: usize| (ring_idx.min(other), ring_idx.max(other));
        // The point may lie on rings that have been compared above.
        let around: Vec<usize> = strips
            .rings_around(point)
            .into_iter()
            .filter(|&other| other != ring_idx && !compared.contains(&pair(other)))
            .collect();
        if ring_idx == exterior {
            for run in around.chunk_by(|&a, &b| owners[a].polygon == owners[b].polygon) {
                let other = owners[run[0]];
                // Inside an exterior and inside none of its holes. A hole that touches this ring has been dealt with.
                let is_in_its_ground = run == [other.exterior];
                let polygons_pair = (polygon.min(other.polygon), polygon.max(other.polygon));
                if is_in_its_ground && !touching_polygons.contains(&polygons_pair) {
                    survey.conflicts.insert(polygons_pair);
                }
            }
        } else {
            let is_in_exterior = around.contains(&exterior) || compared.contains(&pair(exterior));
            let is_in_hole = around
                .iter()
                .any(|&other| other != exterior && owners[other].polygon == polygon);
            if !is_in_exterior || is_in_hole {
                survey.broken.insert(polygon);
            }
        }
    }
    Ok(survey)
}

/// Two rings of one polygon that meet in points only: a hole must stay inside the exterior, and outside another hole.
fn touch_is_sound(
    strips: &EdgeStrips,
    a: usize,
    b: usize,
    rings: &[&LineString<f64>],
    owners: &[Owner],
) -> bool {
    let within = |ring: usize, other: usize| {
        move |around: &[usize]| around.contains(&other) && ring != other
    };
    // The exterior of a polygon has the lowest number of its rings.
    if owners[a].exterior == a {
        !runs_where(strips, rings[b], |around| !within(b, a)(around))
    } else {
        !runs_where(strips, rings[a], within(a, b)) && !runs_where(strips, rings[b], within(b, a))
    }
}

/// Whether two polygons whose rings meet in points only share ground: then a ring of one runs through the ground of the other. `first` are the numbers of their
/// exteriors; their holes follow.
fn grounds_meet(
    strips: &EdgeStrips,
    (a, b): (&Polygon<f64>, &Polygon<f64>),
    [first_a, first_b]: [usize; 2],
) -> bool {
    let in_ground = |polygon: &Polygon<f64>, first: usize| {
        let holes = first + 1..=first + polygon.interiors().len();
        move |around: &[usize]| {
            around.contains(&first) && !around.iter().any(|ring| holes.contains(ring))
        }
    };
    runs_where(strips, a.exterior(), in_ground(b, first_b))
        || runs_where(strips, b.exterior(), in_ground(a, first_a))
}

/// Whether an edge of a ring lies where a condition on the rings around it holds. Between two touches an edge stays on one side of another ring; two points of each
/// are asked, since one of them may be the touch itself.
fn runs_where(
    strips: &EdgeStrips,
    ring: &LineString<f64>,
    holds: impl Fn(&[usize]) -> bool,
) -> bool {
    const ALONG: [f64; 2] = [0.37, 0.61];
    ring.0.windows(2).any(|ends| {
        ALONG.iter().all(|along| {
            let at = ends[0] + (ends[1] - ends[0]) * *along;
            holds(&strips.rings_around(at))
        })
    })
}
