//! Where a reader stands in a map, shared by the nested JSON visitors.
//!
//! Visitors of serde hand back only a message, so the place (feature, ring) and the structured reason wait here until the error surfaces.

use std::cell::{Cell, RefCell};

use geo_types::Coord;

use crate::MapsError;
use crate::coordinates::Coordinates;
use crate::limits::Limits;
use crate::projection::Frame;
use crate::remarks::Remarks;

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
    /// Whether lines are read too. A map has no use for them.
    pub(crate) wants_lines: bool,
    /// Feature that is being read, from 1; 0 before the first.
    pub(crate) feature: Cell<usize>,
    /// Ring inside the feature, from 1.
    pub(crate) ring: Cell<usize>,
    pub(crate) points: Cell<usize>,
    pub(crate) polygons: Cell<usize>,
    pub(crate) dropped_ordinates: Cell<usize>,
    /// How ordinates are meant; a file of several layers sets it for each.
    pub(crate) frame: Cell<Frame>,
    /// What else is to be remarked on.
    notes: RefCell<Remarks>,
    pub(crate) refusal: RefCell<Option<MapsError>>,
    /// Coordinate arrays that were taken out of the text; `None` where the text is whole.
    apart: Option<RefCell<Vec<Option<Coordinates>>>>,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(origin: &'a str, limits: &'a Limits, axis_order: AxisOrder) -> Self {
        Self {
            origin,
            limits,
            axis_order,
            wants_lines: false,
            feature: Cell::new(0),
            ring: Cell::new(0),
            points: Cell::new(0),
            polygons: Cell::new(0),
            dropped_ordinates: Cell::new(0),
            frame: Cell::new(Frame::Degrees),
            notes: RefCell::new(Remarks::default()),
            refusal: RefCell::new(None),
            apart: None,
        }
    }

    /// The same for readers of lines.
    pub(crate) fn with_lines(self) -> Self {
        Self {
            wants_lines: true,
            ..self
        }
    }

    /// The same for the text that is left after its coordinate arrays were set apart.
    pub(crate) fn for_rest(&self, arrays: Vec<Coordinates>, dropped_ordinates: usize) -> Self {
        Self {
            wants_lines: self.wants_lines,
            dropped_ordinates: Cell::new(dropped_ordinates),
            apart: Some(RefCell::new(arrays.into_iter().map(Some).collect())),
            ..Self::new(self.origin, self.limits, self.axis_order)
        }
    }

    /// Whether coordinate arrays were set apart, and the text holds their numbers.
    pub(crate) fn has_arrays_apart(&self) -> bool {
        self.apart.is_some()
    }

    /// The array with this number, once.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number that was not written by `set_apart` finds nothing, or is refused afterwards"
    )]
    pub(crate) fn take_array(&self, number: f64) -> Option<Coordinates> {
        let mut arrays = self.apart.as_ref()?.borrow_mut();
        arrays.get_mut(number as usize)?.take()
    }

    /// Whether every array that was set apart went to a reader. One that did not stands where no coordinates are looked for.
    pub(crate) fn has_taken_all(&self) -> bool {
        let apart = self.apart.as_ref();
        apart.is_none_or(|arrays| arrays.borrow().iter().all(Option::is_none))
    }

    /// "feature 3, ring 2".
    pub(crate) fn at(&self) -> String {
        match (self.feature.get(), self.ring.get()) {
            (0, 0) => "top level".to_owned(),
            (feature, 0) => format!("feature {}", feature.max(1)),
            (feature, ring) => format!("feature {}, ring {ring}", feature.max(1)),
        }
    }

    /// Goes on to the next feature and gives its number, from 1.
    pub(crate) fn next_feature(&self) -> Result<usize, MapsError> {
        let number = self.feature.get() + 1;
        self.feature.set(number);
        self.ring.set(0);
        if number > self.limits.features {
            return Err(self.too_large("features", self.limits.features as u64));
        }
        Ok(number)
    }

    pub(crate) fn next_ring(&self) {
        self.ring.set(self.ring.get() + 1);
    }

    /// Notes something that is due to the map as a whole.
    pub(crate) fn note(&self, code: &'static str, at: impl FnOnce() -> String) {
        self.notes.borrow_mut().note(code, at);
    }

    pub(crate) fn drop_ordinates(&self, n_ordinates: usize) {
        self.dropped_ordinates
            .set(self.dropped_ordinates.get() + n_ordinates);
    }

    /// What was noticed so far.
    pub(crate) fn remarks(&self) -> Remarks {
        let mut remarks = self.notes.borrow().clone();
        remarks.note_many("M012", self.dropped_ordinates.get(), || {
            "all features".to_owned()
        });
        remarks
    }

    /// Keeps the structured error and gives serde one to carry upward.
    pub(crate) fn refuse<E: serde::de::Error>(&self, error: MapsError) -> E {
        self.refusal.borrow_mut().get_or_insert(error);
        E::custom("refused")
    }

    /// The refusal of what stands at this place.
    pub(crate) fn shape(&self, found: impl Into<String>, expected: impl Into<String>) -> MapsError {
        MapsError::Shape {
            origin: self.origin.to_owned(),
            at: self.at(),
            found: found.into(),
            expected: expected.into(),
        }
    }

    pub(crate) fn refuse_shape<E: serde::de::Error>(
        &self,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> E {
        self.refuse(self.shape(found, expected))
    }

    pub(crate) fn too_large(&self, what: &'static str, limit: u64) -> MapsError {
        MapsError::TooLarge {
            origin: self.origin.to_owned(),
            at: self.at(),
            what,
            limit,
        }
    }

    /// Refuses more bytes than the limit.
    pub(crate) fn check_size(&self, bytes: &[u8]) -> Result<(), MapsError> {
        if bytes.len() > self.limits.bytes {
            return Err(self.too_large("bytes", self.limits.bytes as u64));
        }
        Ok(())
    }

    pub(crate) fn add_polygon(&self) -> Result<(), MapsError> {
        let polygons = self.polygons.get() + 1;
        self.polygons.set(polygons);
        if polygons > self.limits.polygons {
            return Err(self.too_large("polygons", self.limits.polygons as u64));
        }
        Ok(())
    }

    /// [`Self::add_polygon`] inside serde.
    pub(crate) fn count_polygon<E: serde::de::Error>(&self) -> Result<(), E> {
        self.add_polygon().map_err(|error| self.refuse(error))
    }

    /// Counts the point, brings it to degrees, and checks that it lies on the globe.
    pub(crate) fn position(&self, first: f64, second: f64) -> Result<Coord<f64>, MapsError> {
        let points = self.points.get() + 1;
        self.points.set(points);
        if points > self.limits.points {
            return Err(self.too_large("points", self.limits.points as u64));
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
        let refuse = |looks_like: String| MapsError::Coordinate {
            origin: self.origin.to_owned(),
            at: self.at(),
            found: format!("[{first}, {second}]"),
            looks_like,
        };
        let frame = self.frame.get();
        if frame != Frame::Degrees {
            self.note("M013", || format!("all features, EPSG:{}", frame.epsg()));
            return frame
                .to_degrees(coord)
                .ok_or_else(|| refuse(format!("EPSG:{} has no such point", frame.epsg())));
        }
        // Written so that NaN fails.
        if coord.x.abs() <= 180.0 && coord.y.abs() <= 90.0 {
            return Ok(coord);
        }
        Err(refuse(looks_like(coord).to_owned()))
    }

    /// [`Self::position`] inside serde.
    pub(crate) fn accept<E: serde::de::Error>(
        &self,
        first: f64,
        second: f64,
    ) -> Result<Coord<f64>, E> {
        self.position(first, second)
            .map_err(|error| self.refuse(error))
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
