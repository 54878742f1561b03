//! What two maps of a case draw differently, for one side.
//!
//! **What.** Ground in the second map's zone only, and in the first's only: gained and lost when both are by one outlet, disagreement when they are not. Slivers are
//! apart, by the rule of `salient_terrain::change`.
//!
//! **Errors and doubt.** Outside both zones nothing is drawn; that two maps are blank there is no agreement about who holds it.

use std::rc::Rc;

use salient_model::Date;
use salient_model::geometry::{MultiPolygon, Polygon};
use salient_terrain::{
    ChangedGround, ControlLayers, SliverRule, TerrainError, area_rfc7946, change,
};

use crate::ChecksError;
use crate::access::{MapAccess, MapOutlet};

/// A map by its outlet and a day: the last one drawn on that day or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapReference {
    /// Key of the outlet.
    pub outlet: String,
    /// The day.
    pub day: Date,
}

/// A map that was compared.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedMap {
    /// Its outlet.
    pub outlet: MapOutlet,
    /// The date on its file.
    pub drawn: Date,
    /// The day whose end it depicts.
    pub as_of: Date,
    /// SHA-256 of its bytes, in hexadecimal.
    pub raw_hash: String,
    /// What it draws, seen from the side.
    pub layers: Rc<ControlLayers>,
}

/// Ground that one of two maps draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Area in km², slivers included.
    pub area_km2: f64,
    /// Area of the slivers in it, in km².
    pub slivers_km2: f64,
    /// Number of slivers.
    pub n_slivers: usize,
    /// The pieces that are no slivers with their areas in km², largest first.
    pub pieces: Vec<(f64, Polygon<f64>)>,
}

/// Two maps and what differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The first map.
    pub one: ComparedMap,
    /// The second map.
    pub other: ComparedMap,
    /// In the second only.
    pub gained: Difference,
    /// In the first only.
    pub lost: Difference,
    /// Area gained less area lost, in km².
    pub net_km2: f64,
}

/// Compares what two maps draw as held by `side`, everywhere or inside a window. `None` when one of the days has no map yet.
pub fn compare_maps(
    maps: &dyn MapAccess,
    (one, other): (&MapReference, &MapReference),
    side: &str,
    window: Option<&MultiPolygon<f64>>,
) -> Result<Option<Comparison>, ChecksError> {
    let (Some(one), Some(other)) = (compared(maps, one, side)?, compared(maps, other, side)?)
    else {
        return Ok(None);
    };
    let what = || {
        ChecksError::measuring(format!(
            "the difference of {} of {} and {} of {}",
            one.outlet.name, one.drawn, other.outlet.name, other.drawn
        ))
    };
    let rule = SliverRule::default();
    let change = change(&one.layers.held, &other.layers.held, window, &rule).map_err(what())?;
    let gained = difference(change.gained).map_err(what())?;
    let lost = difference(change.lost).map_err(what())?;
    Ok(Some(Comparison {
        one,
        other,
        gained,
        lost,
        net_km2: change.net.0,
    }))
}

fn difference(changed: ChangedGround) -> Result<Difference, TerrainError> {
    let mut pieces = Vec::with_capacity(changed.ground.0.len());
    for piece in changed.ground {
        let area = area_rfc7946(&MultiPolygon(vec![piece.clone()]))?;
        pieces.push((area.0, piece));
    }
    pieces.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(Difference {
        area_km2: changed.total.0,
        slivers_km2: changed.slivers.0,
        n_slivers: changed.n_slivers,
        pieces,
    })
}

fn compared(
    maps: &dyn MapAccess,
    reference: &MapReference,
    side: &str,
) -> Result<Option<ComparedMap>, ChecksError> {
    let outlet = maps
        .outlets()
        .iter()
        .find(|outlet| outlet.key == reference.outlet);
    let (Some(outlet), Some(day)) = (outlet, maps.drawn_by(&reference.outlet, reference.day))
    else {
        return Ok(None);
    };
    Ok(Some(ComparedMap {
        outlet: outlet.clone(),
        drawn: day.drawn,
        as_of: day.as_of,
        raw_hash: day.raw_hash.clone(),
        layers: maps.layers(&day.id, side)?,
    }))
}
