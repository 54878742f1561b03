//! Units at the public face of this room, so that no bare number leaves it.
//!
//! **Units.** [`Metres`] on the ground, [`SquareKilometres`] on the ellipsoid, [`Share`] from 0 to 1, [`Bearing`] in degrees clockwise from north.
//!
//! ```
//! use salient_terrain::{Metres, Share, SquareKilometres};
//! assert_eq!(Metres(7_800.0).km(), 7.8);
//! assert_eq!((SquareKilometres(3.0) - SquareKilometres(1.0)).0, 2.0);
//! assert_eq!(Share::new(0.25).percent(), 25.0);
//! ```

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// A length on the ground, in metres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Metres(pub f64);

impl Metres {
    /// A length given in kilometres.
    #[must_use]
    pub fn from_km(km: f64) -> Self {
        Self(km * 1000.0)
    }

    /// In kilometres.
    #[must_use]
    pub fn km(self) -> f64 {
        self.0 / 1000.0
    }
}

impl fmt::Display for Metres {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} m", self.0)
    }
}

impl Add for Metres {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Metres {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

/// An area on the ellipsoid, in square kilometres. Negative only for a net loss.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct SquareKilometres(pub f64);

impl fmt::Display for SquareKilometres {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} km²", self.0)
    }
}

impl Add for SquareKilometres {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for SquareKilometres {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for SquareKilometres {
    fn sum<I: Iterator<Item = Self>>(areas: I) -> Self {
        Self(areas.map(|area| area.0).sum())
    }
}

/// A part of a whole, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Share(f64);

impl Share {
    /// Nothing.
    pub const NONE: Self = Self(0.0);
    /// The whole.
    pub const WHOLE: Self = Self(1.0);

    /// A share. Values outside 0 to 1 come from rounding in the last digits and are brought back to the nearer end; not-a-number becomes 0.
    #[must_use]
    pub fn new(value: f64) -> Self {
        if value > 0.0 {
            Self(value.min(1.0))
        } else {
            Self(0.0)
        }
    }

    /// From 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// From 0 to 100.
    #[must_use]
    pub fn percent(self) -> f64 {
        self.0 * 100.0
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} %", self.percent())
    }
}

/// A direction over the ground: degrees clockwise from north, at least 0 and below 360.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Bearing(f64);

impl Bearing {
    /// A bearing; any number of full turns is taken off.
    #[must_use]
    pub fn new(degrees: f64) -> Self {
        let turned = degrees.rem_euclid(360.0);
        Self(if turned >= 360.0 { 0.0 } else { turned })
    }

    /// Degrees clockwise from north.
    #[must_use]
    pub fn degrees(self) -> f64 {
        self.0
    }

    /// The smaller angle to another bearing, from 0 to 180 degrees.
    #[must_use]
    pub fn angle_to(self, other: Self) -> f64 {
        let turned = (self.0 - other.0).rem_euclid(360.0);
        turned.min(360.0 - turned)
    }
}

impl fmt::Display for Bearing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}°", self.0)
    }
}
