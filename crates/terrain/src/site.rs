//! A place as the measures see it: a point, and its limit where one is known.

use geo_types::MultiPolygon;
use salient_model::LonLat;

use crate::ground::check_ground;
use crate::{TerrainError, area};

/// A place on the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site<'a> {
    /// A point in it, from which bearings are taken.
    pub centre: LonLat,
    /// Its limit; without one, the point stands for the place.
    pub boundary: Option<&'a MultiPolygon<f64>>,
}

impl Site<'_> {
    /// Refuses a limit without extent or off the globe.
    pub(crate) fn check(&self) -> Result<(), TerrainError> {
        let Some(boundary) = self.boundary else {
            return Ok(());
        };
        check_ground("boundary", boundary)?;
        if area::area_of_checked(boundary).0 > 0.0 {
            Ok(())
        } else {
            Err(TerrainError::NoExtent {
                what: "boundary",
                expected: "a polygon with an area above zero",
            })
        }
    }
}
