//! Which part of a place an actor holds.
//!
//! **What.** Zone ∩ boundary over boundary, for each layer of the map apart. The parts are disjoint and add up to 1: ground that two layers cover counts
//! for the first of held, contested, unknown, not held; the rest is *not drawn*. The boundary decides the figure, so it is named, and [`share_range`]
//! gives the lowest and highest figure over other boundaries of the place and over neighbouring snapshots.
//!
//! **Units and frame.** Shares from 0 to 1 of the RFC 7946 area; WGS 84 degrees.
//!
//! **Error.** That of the overlay: below 10⁻¹⁰ of the place. The zone is clipped to the place's surroundings first.

use geo_types::MultiPolygon;

use crate::area::area_of_checked;
use crate::ground::check_ground;
use crate::overlay::{intersection, outside};
use crate::{ControlLayers, Share, SquareKilometres, TerrainError};

/// A limit of a place together with the name under which it is cited.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedBoundary<'a> {
    /// Such as `osm:relation/1`.
    pub name: &'a str,
    /// The ground.
    pub ground: &'a MultiPolygon<f64>,
}

/// How a place divides among the layers of one map.
#[derive(Debug, Clone, PartialEq)]
pub struct ControlShare {
    /// Name of the boundary.
    pub boundary: String,
    /// Area inside the boundary.
    pub area: SquareKilometres,
    /// Held by the actor.
    pub held: Share,
    /// Contested, and not held.
    pub contested: Share,
    /// Drawn as unknown, and neither of the former.
    pub unknown: Share,
    /// Drawn as somebody else's, and none of the former.
    pub not_held: Share,
    /// What no layer covers. It says nothing about who is there.
    pub not_drawn: Share,
    /// Claimed by the actor without being assessed as held, beside the others: it may overlap any of them.
    pub claimed: Share,
}

/// A share with the lowest and highest figure under the alternatives tried.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRange {
    /// Under the first boundary and the first map.
    pub stated: ControlShare,
    /// Lowest held share.
    pub low: Share,
    /// Highest held share.
    pub high: Share,
}

/// Share of a place.
///
/// The west half of an invented town is held, and nothing is said about the east:
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_terrain::{ControlLayers, NamedBoundary, control_share};
/// let town = MultiPolygon(vec![polygon![(x: 30.0, y: 50.0), (x: 30.2, y: 50.0), (x: 30.2, y: 50.1), (x: 30.0, y: 50.1)]]);
/// let west = MultiPolygon(vec![polygon![(x: 29.0, y: 49.0), (x: 30.1, y: 49.0), (x: 30.1, y: 51.0), (x: 29.0, y: 51.0)]]);
/// let boundary = NamedBoundary { name: "invented:town", ground: &town };
/// let share = control_share(&boundary, &ControlLayers::of_held(west))?;
/// assert!((share.held.value() - 0.5).abs() < 1e-8);
/// assert!((share.not_drawn.value() - 0.5).abs() < 1e-8);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn control_share(
    boundary: &NamedBoundary<'_>,
    layers: &ControlLayers,
) -> Result<ControlShare, TerrainError> {
    check_ground("boundary", boundary.ground)?;
    for (what, ground) in [
        ("held zone", &layers.held),
        ("contested zone", &layers.contested),
        ("unknown zone", &layers.unknown),
        ("zone held by others", &layers.not_held),
        ("claimed zone", &layers.claimed),
    ] {
        check_ground(what, ground)?;
    }
    let area = area_of_checked(boundary.ground);
    if area.0 <= 0.0 {
        return Err(TerrainError::NoExtent {
            what: "boundary",
            expected: "a polygon with an area above zero",
        });
    }
    let of_place = |part: &MultiPolygon<f64>| area_of_checked(part).0 / area.0;

    // Each layer takes its part of what the layers before it have left.
    let mut left = boundary.ground.clone();
    let mut parts = [0.0; 4];
    let order = [
        &layers.held,
        &layers.contested,
        &layers.unknown,
        &layers.not_held,
    ];
    for (part, layer) in parts.iter_mut().zip(order) {
        if !layer.0.is_empty() && !left.0.is_empty() {
            *part = of_place(&intersection(layer, &left)).clamp(0.0, 1.0);
            if *part > 0.0 {
                left = outside(&left, layer);
            }
        }
    }
    let [held, contested, unknown, not_held] = parts;
    Ok(ControlShare {
        boundary: boundary.name.to_owned(),
        area,
        held: Share::new(held),
        contested: Share::new(contested),
        unknown: Share::new(unknown),
        not_held: Share::new(not_held),
        not_drawn: Share::new(1.0 - held - contested - unknown - not_held),
        claimed: Share::new(of_place(&intersection(&layers.claimed, boundary.ground))),
    })
}

/// Share under the first boundary and map, with the range over all others: other boundaries of the place, and the outlet's maps of the days around.
pub fn share_range(
    boundaries: &[NamedBoundary<'_>],
    maps: &[&ControlLayers],
) -> Result<ShareRange, TerrainError> {
    let mut range: Option<ShareRange> = None;
    for boundary in boundaries {
        for map in maps {
            let share = control_share(boundary, map)?;
            range = Some(match range {
                None => ShareRange {
                    low: share.held,
                    high: share.held,
                    stated: share,
                },
                Some(range) => ShareRange {
                    low: if share.held < range.low {
                        share.held
                    } else {
                        range.low
                    },
                    high: if share.held > range.high {
                        share.held
                    } else {
                        range.high
                    },
                    stated: range.stated,
                },
            });
        }
    }
    range.ok_or(TerrainError::NoExtent {
        what: "boundaries and maps",
        expected: "at least one of each",
    })
}

/// The share of a boundary inside one zone, both checked.
pub(crate) fn part_inside(boundary: &MultiPolygon<f64>, zone: &MultiPolygon<f64>) -> f64 {
    area_of_checked(&intersection(zone, boundary)).0 / area_of_checked(boundary).0
}
