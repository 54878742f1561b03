//! Where a reader stands in a map, shared by the nested JSON visitors.
//!
//! Visitors of serde hand back only a message, so the place (feature, ring) and the structured reason wait here until the error surfaces.

use std::cell::{Cell, RefCell};

use geo_types::Coord;

use crate::MapsError;
use crate::limits::Limits;

/// Which ordinate comes first in a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AxisOrder {
    LonLat,
    LatLon,
}

/// Counters and limits of one reading.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    pub(crate) origin: &'a str,
    pub(crate) limits: &'a Limits,
    pub(crate) axis_order: AxisOrder,
    /// Feature that is being read, from 1; 0 before the first.
    pub(crate) feature: Cell<usize>,
    /// Ring inside the feature, from 1.
    pub(crate) ring: Cell<usize>,
    pub(crate) points: Cell<usize>,
    pub(crate) polygons: Cell<usize>,
    pub(crate) dropped_ordinates: Cell<usize>,
    pub(crate) refusal: RefCell<Option<MapsError>>,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(origin: &'a str, limits: &'a Limits, axis_order: AxisOrder) -> Self {
        Self {
            origin,
            limits,
            axis_order,
            feature: Cell::new(0),
            ring: Cell::new(0),
            points: Cell::new(0),
            polygons: Cell::new(0),
            dropped_ordinates: Cell::new(0),
            refusal: RefCell::new(None),
        }
    }

    /// "feature 3, ring 2".
    pub(crate) fn at(&self) -> String {
        match (self.feature.get(), self.ring.get()) {
            (0, 0) => "top level".to_owned(),
            (feature, 0) => format!("feature {}", feature.max(1)),
            (feature, ring) => format!("feature {}, ring {ring}", feature.max(1)),
        }
    }

    pub(crate) fn next_feature(&self) {
        self.feature.set(self.feature.get() + 1);
        self.ring.set(0);
    }

    pub(crate) fn next_ring(&self) {
        self.ring.set(self.ring.get() + 1);
    }

    /// Keeps the structured error and gives serde one to carry upward.
    pub(crate) fn refuse<E: serde::de::Error>(&self, error: MapsError) -> E {
        self.refusal.borrow_mut().get_or_insert(error);
        E::custom("refused")
    }

    pub(crate) fn refuse_shape<E: serde::de::Error>(
        &self,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> E {
        self.refuse(MapsError::Shape {
            origin: self.origin.to_owned(),
            at: self.at(),
            found: found.into(),
            expected: expected.into(),
        })
    }

    pub(crate) fn count_polygon<E: serde::de::Error>(&self) -> Result<(), E> {
        let polygons = self.polygons.get() + 1;
        self.polygons.set(polygons);
        if polygons > self.limits.polygons {
            return Err(self.too_large("polygons", self.limits.polygons));
        }
        Ok(())
    }

    /// Counts the point and checks that it lies on the globe.
    pub(crate) fn accept<E: serde::de::Error>(
        &self,
        first: f64,
        second: f64,
    ) -> Result<Coord<f64>, E> {
        let points = self.points.get() + 1;
        self.points.set(points);
        if points > self.limits.points {
            return Err(self.too_large("points", self.limits.points));
        }
        let coord = match self.axis_order {
            AxisOrder::LonLat => Coord {
                x: first,
                y: second,
            },
            AxisOrder::LatLon => Coord {
                x: second,
                y: first,
            },
        };
        // Written so that NaN fails.
        if coord.x.abs() <= 180.0 && coord.y.abs() <= 90.0 {
            return Ok(coord);
        }
        Err(self.refuse(MapsError::Coordinate {
            origin: self.origin.to_owned(),
            at: self.at(),
            found: format!("[{first}, {second}]"),
            looks_like: looks_like(coord).to_owned(),
        }))
    }

    fn too_large<E: serde::de::Error>(&self, what: &'static str, limit: usize) -> E {
        self.refuse(MapsError::TooLarge {
            origin: self.origin.to_owned(),
            at: self.at(),
            what,
            limit: limit as u64,
        })
    }
}

/// A guess at what a pair off the globe is, from its size alone.
fn looks_like(coord: Coord<f64>) -> &'static str {
    let (x, y) = (coord.x.abs(), coord.y.abs());
    if !x.is_finite() || !y.is_finite() {
        "it is not finite"
    } else if x > 1000.0 || y > 1000.0 {
        "it looks like projected metres (Web Mercator, UTM); reproject the file to EPSG:4326"
    } else if x <= 90.0 && y <= 180.0 {
        "it looks like latitude before longitude; swap the two"
    } else if y <= 90.0 && x <= 360.0 {
        "it looks like longitudes that run past ±180; wrap them into ±180"
    } else {
        "it lies on no globe"
    }
}
