//! Nested coordinate arrays, straight from JSON into rings.
//!
//! **What.** A GeoJSON `coordinates` member can stand before the `type` that gives its depth, so the depth is found from the arrays themselves:
//! the first element of each array decides, and its siblings must be alike.
//!
//! **Units and frame.** Degrees; the order of the two ordinates is the caller's. Further ordinates (height, measure) are dropped and counted.

use std::fmt;

use geo_types::Coord;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

use crate::progress::Progress;
use crate::raw::{RawPolygon, RawRing};

/// A coordinate array of a depth found while reading.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Coordinates {
    /// `[]`, `[[]]`, … or null.
    Empty,
    Number(f64),
    Position(Coord<f64>),
    Line(RawRing),
    Polygon(RawPolygon),
    MultiPolygon(Vec<RawPolygon>),
}

impl Coordinates {
    /// For messages.
    pub(crate) fn depth_words(&self) -> &'static str {
        match self {
            Self::Empty => "nothing",
            Self::Number(_) => "a number",
            Self::Position(_) => "one position",
            Self::Line(_) => "a list of positions",
            Self::Polygon(_) => "a list of rings",
            Self::MultiPolygon(_) => "a list of polygons",
        }
    }
}

/// Reads an array of any depth up to that of a `MultiPolygon`.
#[derive(Clone, Copy)]
pub(crate) struct AnyDepth<'p, 'a>(pub(crate) &'p Progress<'a>);

impl<'de> DeserializeSeed<'de> for AnyDepth<'_, '_> {
    type Value = Coordinates;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Coordinates, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyDepth<'_, '_> {
    type Value = Coordinates;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number or an array of coordinates")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number as f64))
    }

    fn visit_unit<E: Error>(self) -> Result<Coordinates, E> {
        Ok(Coordinates::Empty)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Coordinates, A::Error> {
        let progress = self.0;
        // Empty arrays fit any depth; how many came first matters, because the first ring of a polygon is its exterior.
        let mut leading_empties = 0;
        let first = loop {
            match elements.next_element_seed(self)? {
                None => return Ok(Coordinates::Empty),
                Some(Coordinates::Empty) => leading_empties += 1,
                Some(first) => break first,
            }
        };
        match first {
            Coordinates::Empty => Ok(Coordinates::Empty),
            Coordinates::Number(first) => {
                if leading_empties > 0 {
                    return Err(progress.refuse_shape("null or [] in a position", "numbers"));
                }
                if progress.has_arrays_apart() {
                    let array = progress.take_array(first);
                    return match (array, elements.next_element::<IgnoredAny>()?) {
                        (Some(array), None) => Ok(array),
                        _ => Err(A::Error::custom("no number of an array set apart")),
                    };
                }
                progress_position(progress, first, &mut elements).map(Coordinates::Position)
            }
            Coordinates::Position(first) => {
                if leading_empties > 0 {
                    return Err(progress
                        .refuse_shape("null or [] among positions", "positions of two numbers"));
                }
                // The ring is counted late: its first position is read before it is known to be a ring.
                progress.next_ring();
                let mut line = vec![first];
                while let Some(coord) = elements.next_element_seed(Position(progress))? {
                    line.push(coord);
                }
                Ok(Coordinates::Line(line))
            }
            Coordinates::Line(first) => {
                let mut polygon = vec![RawRing::new(); leading_empties];
                polygon.push(first);
                while let Some(ring) = elements.next_element_seed(Line(progress))? {
                    polygon.push(ring);
                }
                progress.count_polygon()?;
                Ok(Coordinates::Polygon(polygon))
            }
            Coordinates::Polygon(first) => {
                let mut polygons = vec![first];
                while let Some(polygon) = elements.next_element_seed(Polygon(progress))? {
                    progress.count_polygon()?;
                    polygons.push(polygon);
                }
                Ok(Coordinates::MultiPolygon(polygons))
            }
            Coordinates::MultiPolygon(_) => Err(progress.refuse_shape(
                "coordinates nested deeper",
                "arrays nested at most four deep (MultiPolygon)",
            )),
        }
    }
}

/// The rest of a position whose first number has been read.
fn progress_position<'de, A: SeqAccess<'de>>(
    progress: &Progress<'_>,
    first: f64,
    elements: &mut A,
) -> Result<Coord<f64>, A::Error> {
    let Some(second) = elements.next_element::<f64>()? else {
        return Err(progress.refuse_shape("a position of one number", "two numbers"));
    };
    while elements.next_element::<IgnoredAny>()?.is_some() {
        progress.drop_ordinates(1);
    }
    progress.accept(first, second)
}

/// A seed that reads an array of one known depth with a tight loop.
macro_rules! array_seed {
    ($name:ident, $value:ty, $expecting:literal, |$progress:ident, $elements:ident| $body:block) => {
        #[derive(Clone, Copy)]
        struct $name<'p, 'a>(&'p Progress<'a>);

        impl<'de> DeserializeSeed<'de> for $name<'_, '_> {
            type Value = $value;

            fn deserialize<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<$value, D::Error> {
                deserializer.deserialize_seq(self)
            }
        }

        impl<'de> Visitor<'de> for $name<'_, '_> {
            type Value = $value;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str($expecting)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut $elements: A) -> Result<$value, A::Error> {
                let $progress = self.0;
                $body
            }
        }
    };
}

array_seed!(
    Position,
    Coord<f64>,
    "a position of two numbers",
    |progress, elements| {
        let Some(first) = elements.next_element::<f64>()? else {
            return Err(progress.refuse_shape("an empty position", "two numbers"));
        };
        progress_position(progress, first, &mut elements)
    }
);

array_seed!(
    Line,
    RawRing,
    "a list of positions",
    |progress, elements| {
        progress.next_ring();
        let mut line = RawRing::new();
        while let Some(coord) = elements.next_element_seed(Position(progress))? {
            line.push(coord);
        }
        Ok(line)
    }
);

array_seed!(
    Polygon,
    RawPolygon,
    "a list of rings",
    |progress, elements| {
        let mut polygon = RawPolygon::new();
        while let Some(ring) = elements.next_element_seed(Line(progress))? {
            polygon.push(ring);
        }
        Ok(polygon)
    }
);
