//! The long coordinate arrays of a JSON text, read first and set apart.
//!
//! **What.** Nearly all bytes of a map are its coordinates. They are read here, number by number, and what remains of the text, a few kilobytes with `[0]`, `[1]`, … in
//! the places of the arrays, goes through the readers as any text does; where those read coordinates, they take the array with that number.
//!
//! **Shape.** Only plain arrays are taken: numbers on the globe, in positions, lines, polygons, or lists of polygons, within the limits. Anything else, and any text that
//! the readers refuse afterwards or of which they leave an array, is read the usual way from the bytes as they came. So this way adds no error and no remark of its own, and its
//! numbers are the same bits.
//!
//! **Sources.** Clinger, *How to read floating point numbers accurately*, 1990: a whole number below 2⁵³ divided by a power of ten up to 10²² is rounded once, so exactly.

use geo_types::Coord;

use crate::coordinates::Coordinates;
use crate::limits::Limits;
use crate::progress::AxisOrder;
use crate::raw::{RawPolygon, RawRing};

/// A text without its coordinate arrays.
#[derive(Debug)]
pub(crate) struct SetApart {
    pub(crate) text: Vec<u8>,
    /// By the number that stands in the text.
    pub(crate) arrays: Vec<Coordinates>,
    /// Heights and measures that were passed over.
    pub(crate) dropped_ordinates: usize,
}

/// Ends of member names whose arrays are taken. A reader that turns positions reads no other arrays than its own.
fn member_of(axis_order: AxisOrder) -> (&'static [u8], &'static [u8]) {
    match axis_order {
        AxisOrder::LonLat => (b"coordinates\"", b"latlon\""),
        AxisOrder::LatLon => (b"latlon\"", b"coordinates\""),
    }
}

/// Sets the coordinate arrays of a text apart; `None` where it has any that is not plain, or none at all. With `by_line` no array may run over a line's end.
pub(crate) fn set_apart(
    bytes: &[u8],
    axis_order: AxisOrder,
    by_line: bool,
    limits: &Limits,
) -> Option<SetApart> {
    if bytes.len() > limits.bytes {
        return None;
    }
    let (wanted, other) = member_of(axis_order);
    let finder = memchr::memmem::Finder::new(wanted);
    let mut text = Vec::new();
    let mut arrays = Vec::new();
    let mut cursor = Cursor {
        bytes,
        at: 0,
        axis_order,
        n_points: 0,
        n_polygons: 0,
        n_dropped: 0,
    };
    let mut n_copied = 0;
    while let Some(found) = finder.find(&bytes[cursor.at..]) {
        cursor.at += found + wanted.len();
        // A name inside some text, or a member that is no array, stays as it is.
        if cursor.next_byte() != Some(b':') {
            continue;
        }
        cursor.at += 1;
        if cursor.next_byte() != Some(b'[') {
            continue;
        }
        let start = cursor.at;
        if cursor.is_empty_array() {
            continue;
        }
        arrays.push(cursor.array()?);
        let is_over_limit = cursor.n_points > limits.points || cursor.n_polygons > limits.polygons;
        if is_over_limit || (by_line && bytes[start..cursor.at].contains(&b'\n')) {
            return None;
        }
        text.extend_from_slice(&bytes[n_copied..start]);
        text.extend_from_slice(format!("[{}]", arrays.len() - 1).as_bytes());
        n_copied = cursor.at;
    }
    text.extend_from_slice(&bytes[n_copied..]);
    // An array of the other kind, or one whose name is written with escapes, would be taken for a number of one that was set apart.
    let strange: [&[u8]; 3] = [other, b"\\u006", b"\\u007"];
    let is_plain = !arrays.is_empty()
        && strange
            .iter()
            .all(|strange| memchr::memmem::find(&text, strange).is_none());
    is_plain.then_some(SetApart {
        text,
        arrays,
        dropped_ordinates: cursor.n_dropped,
    })
}

/// Where the reading stands. Every function leaves it behind what it has read; what returns `None` ends the reading.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    axis_order: AxisOrder,
    n_points: usize,
    n_polygons: usize,
    n_dropped: usize,
}

impl Cursor<'_> {
    /// The next byte that is no white space, not taken.
    #[inline]
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at)? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                &byte => return Some(byte),
            }
        }
    }

    #[inline]
    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.next_byte()? == wanted).then(|| self.at += 1)
    }

    /// Whether the array that starts here has nothing in it; stays in front of it.
    fn is_empty_array(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        let is_empty = self.next_byte() == Some(b']');
        self.at = start;
        is_empty
    }

    /// An array whose depth its beginning tells.
    fn array(&mut self) -> Option<Coordinates> {
        let start = self.at;
        let mut depth = 0;
        while self.next_byte()? == b'[' {
            self.at += 1;
            depth += 1;
        }
        self.at = start;
        match depth {
            1 => self.position().map(Coordinates::Position),
            2 => self.line().map(Coordinates::Line),
            3 => self.polygon().map(Coordinates::Polygon),
            4 => self.list(Self::polygon, 1).map(Coordinates::MultiPolygon),
            _ => None,
        }
    }

    /// One or more elements in brackets.
    #[inline]
    fn list<T>(
        &mut self,
        element: impl Fn(&mut Self) -> Option<T>,
        n_expected: usize,
    ) -> Option<Vec<T>> {
        self.take(b'[')?;
        let mut elements = Vec::with_capacity(n_expected);
        loop {
            elements.push(element(self)?);
            match self.next_byte()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Some(elements);
                }
                _ => return None,
            }
        }
    }

    fn polygon(&mut self) -> Option<RawPolygon> {
        self.n_polygons += 1;
        self.list(Self::line, 1)
    }

    fn line(&mut self) -> Option<RawRing> {
        self.list(Self::position, 64)
    }

    #[inline]
    fn position(&mut self) -> Option<Coord<f64>> {
        self.take(b'[')?;
        let first = self.number()?;
        self.take(b',')?;
        let second = self.number()?;
        while self.next_byte()? == b',' {
            self.at += 1;
            self.number()?;
            self.n_dropped += 1;
        }
        self.take(b']')?;
        self.n_points += 1;
        let (x, y) = match self.axis_order {
            AxisOrder::LonLat => (first, second),
            AxisOrder::LatLon => (second, first),
        };
        (x.abs() <= 180.0 && y.abs() <= 90.0).then_some(Coord { x, y })
    }

    /// A number as RFC 8259 spells it.
    #[inline]
    fn number(&mut self) -> Option<f64> {
        self.next_byte()?;
        let start = self.at;
        let is_negative = self.bytes[self.at] == b'-';
        self.at += usize::from(is_negative);
        let whole_at = self.at;
        let mut digits = 0_u64;
        self.digits(&mut digits);
        let n_whole = self.at - whole_at;
        if n_whole == 0 || (n_whole > 1 && self.bytes[whole_at] == b'0') {
            return None;
        }
        let mut n_decimals = 0;
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            let decimals_at = self.at;
            self.digits(&mut digits);
            n_decimals = self.at - decimals_at;
            if n_decimals == 0 {
                return None;
            }
        }
        let has_exponent = matches!(self.bytes.get(self.at), Some(b'e' | b'E'));
        if has_exponent || n_whole + n_decimals > MAX_DIGITS {
            return self.long_number(start);
        }
        let number = digits as f64 / POWERS_OF_TEN[n_decimals];
        Some(if is_negative { -number } else { number })
    }

    /// Adds the digits that follow to a number, which runs over when there are too many.
    #[inline]
    fn digits(&mut self, number: &mut u64) {
        while let Some(&byte) = self.bytes.get(self.at) {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            *number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
            self.at += 1;
        }
    }

    /// A number with an exponent or many digits, of which the part up to here is sound.
    #[cold]
    fn long_number(&mut self, start: usize) -> Option<f64> {
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            let exponent_at = self.at;
            self.digits(&mut 0);
            if self.at == exponent_at {
                return None;
            }
        }
        let number: f64 = std::str::from_utf8(&self.bytes[start..self.at])
            .ok()?
            .parse()
            .ok()?;
        number.is_finite().then_some(number)
    }
}

/// Digits with which any whole number lies below 2⁵³.
const MAX_DIGITS: usize = 15;

/// Exact, as all up to 10²² are.
const POWERS_OF_TEN: [f64; MAX_DIGITS + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

#[cfg(test)]
#[path = "set_apart_tests.rs"]
mod tests;
