//! A history as bytes, and back, bit for bit.
//!
//! **Shape.** The line `salient zone history 1`, the days, and the SHA-256 of all that. Numbers are unsigned LEB128; signed ones in zigzag.
//!
//! | part | numbers |
//! |---|---|
//! | history | number of days, then each day |
//! | day | days since the day before it (the first: since 1970-01-01, signed), number of polygons, the number of rings of each, then each ring |
//! | ring | number of pieces, then each piece |
//! | piece | twice its number of corners, plus 1 when copied |
//! | copied | index of the ring of the day before, less the index of this ring, signed; index of the first corner, less where the last copy from that ring ended, signed |
//! | new | for each corner the bits of longitude and of latitude, each less those of the new corner before, as 64-bit integers, signed |
//!
//! What a cycle holds follows from the scripts and is not written.
//!
//! **Size.** A series of 505 maps of some 3,000 corners, which takes 24 MB as binary geometry, takes about a hundredth of that.
//!
//! **Errors and doubt.** Bytes that differ from what was written fail at their digest; a later version fails by its name. Whatever the bytes, reading ends with
//! an error or a history and never a panic; a day of more than 2²² corners is refused.
//!
//! **Example.**
//!
//! ```
//! use geo_types::{MultiPolygon, polygon};
//! use salient_model::Date;
//! use salient_terrain::ZoneHistory;
//! let zone = MultiPolygon(vec![polygon![(x: 36., y: 47.), (x: 37., y: 47.), (x: 37., y: 48.)]]);
//! let history = ZoneHistory::of_days(&[(Date::constant(2031, 5, 5), &zone), (Date::constant(2031, 5, 6), &zone)])?;
//! let bytes = history.to_bytes();
//! assert_eq!(ZoneHistory::from_bytes(&bytes)?, history);
//! assert!(ZoneHistory::from_bytes(&bytes[1..]).is_err());
//! # Ok::<(), salient_terrain::TerrainError>(())
//! ```

use geo_types::{Coord, LineString};
use salient_model::{Date, Sha256};

use super::script::{Piece, RingList, Script, next_corners};
use super::{Day, ZoneHistory};
use crate::TerrainError;
use crate::cycle::Cancelling;
use crate::ground::is_on_globe;

const TITLE: &[u8] = b"salient zone history 1\n";
const DIGEST_LEN: usize = 32;
const MOST_CORNERS: usize = 1 << 22;
const FIRST_DAY: Date = Date::constant(1970, 1, 1);

impl ZoneHistory {
    /// The history as bytes. The same history gives the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.bytes.extend_from_slice(TITLE);
        out.count(self.days.len());
        let mut before = FIRST_DAY;
        for (idx, day) in self.days.iter().enumerate() {
            let days = i64::from((day.date - before).get_days());
            if idx == 0 {
                out.signed(days);
            } else {
                out.unsigned(days.unsigned_abs());
            }
            before = day.date;
            out.count(day.script.rings_per_polygon.len());
            for n_rings in &day.script.rings_per_polygon {
                out.count(*n_rings);
            }
            let mut new = day.script.new.as_slice();
            for (ring_idx, pieces) in day.script.rings().enumerate() {
                out.ring(ring_idx, pieces, &mut new);
            }
        }
        let digest = Sha256::of(&out.bytes);
        out.bytes.extend_from_slice(digest.as_bytes());
        out.bytes
    }

    /// The history that [`Self::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TerrainError> {
        let n_told = bytes.len().saturating_sub(DIGEST_LEN);
        let (told, digest) = bytes.split_at(n_told);
        if !told.starts_with(TITLE) {
            return Err(TerrainError::Encoding {
                at: 0,
                found: String::from_utf8_lossy(&bytes[..bytes.len().min(TITLE.len())]).into_owned(),
                expected: "the line `salient zone history 1`",
            });
        }
        let computed = Sha256::of(told);
        if computed.as_bytes() != digest {
            return Err(TerrainError::Encoding {
                at: n_told,
                found: "another digest".to_owned(),
                expected: "the digest of the bytes before it",
            });
        }
        let mut input = Input {
            bytes: told,
            at: TITLE.len(),
            last: (0, 0),
        };
        let history = input.history()?;
        if input.at < told.len() {
            return Err(input.error("more bytes", "the end of the history"));
        }
        Ok(history)
    }
}

#[derive(Default)]
struct Out {
    bytes: Vec<u8>,
    /// Bits of the last new corner.
    last: (u64, u64),
}

impl Out {
    fn ring(&mut self, ring_idx: usize, pieces: &[Piece], new: &mut &[Coord<f64>]) {
        self.count(pieces.len());
        let mut ends = Ends::default();
        for piece in pieces {
            match *piece {
                Piece::Copied { ring, first, n } => {
                    self.count(2 * n + 1);
                    self.less(ring, ring_idx);
                    self.less(first, ends.of(ring));
                    ends.set(ring, first + n);
                }
                Piece::New { n } => {
                    self.count(2 * n);
                    for at in next_corners(new, n) {
                        let bits = (at.x.to_bits(), at.y.to_bits());
                        self.signed(bits.0.wrapping_sub(self.last.0).cast_signed());
                        self.signed(bits.1.wrapping_sub(self.last.1).cast_signed());
                        self.last = bits;
                    }
                }
            }
        }
    }

    fn count(&mut self, n: usize) {
        self.unsigned(n as u64);
    }

    fn less(&mut self, n: usize, other: usize) {
        self.signed((n as u64).wrapping_sub(other as u64).cast_signed());
    }

    fn signed(&mut self, value: i64) {
        self.unsigned((value << 1 ^ value >> 63).cast_unsigned());
    }

    fn unsigned(&mut self, mut value: u64) {
        while value > 0x7F {
            self.bytes.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.bytes.push(value.to_le_bytes()[0]);
    }
}

/// Where the last copy from a ring ended; 0 before the first.
#[derive(Default)]
struct Ends(Option<(usize, usize)>);

impl Ends {
    fn of(&self, ring: usize) -> usize {
        self.0
            .filter(|(last, _)| *last == ring)
            .map_or(0, |(_, end)| end)
    }

    fn set(&mut self, ring: usize, end: usize) {
        self.0 = Some((ring, end));
    }
}

struct Input<'b> {
    bytes: &'b [u8],
    at: usize,
    last: (u64, u64),
}

impl Input<'_> {
    fn history(&mut self) -> Result<ZoneHistory, TerrainError> {
        let mut history = ZoneHistory::default();
        let mut rings: Vec<LineString<f64>> = Vec::new();
        let nothing = Script::default();
        let mut cancelling = Cancelling::default();
        let mut date = FIRST_DAY;
        for idx in 0..self.count()? {
            date = self.date(date, idx == 0)?;
            let script = self.script(&rings)?;
            let written = script.replay(&rings);
            if !written.iter().all(LineString::is_closed) {
                return Err(self.error("an open ring", "closed rings"));
            }
            let before = history.days.last().map_or(&nothing, |day| &day.script);
            let cycle = script.cycle(
                &RingList::of_rings(&rings, before),
                &RingList::of_rings(&written, &script),
                &mut cancelling,
            );
            rings = written;
            history.days.push(Day {
                date,
                script,
                cycle,
            });
        }
        Ok(history)
    }

    fn date(&mut self, before: Date, is_first: bool) -> Result<Date, TerrainError> {
        let days = if is_first {
            self.signed()?
        } else {
            i64::try_from(self.unsigned()?).unwrap_or(i64::MAX)
        };
        jiff::Span::new()
            .try_days(days)
            .and_then(|span| before.checked_add(span))
            .map_err(|_out_of_range| self.error(days, "days to a date of the calendar"))
    }

    fn script(&mut self, before: &[LineString<f64>]) -> Result<Script, TerrainError> {
        let mut n_rings = 0_usize;
        let mut rings_per_polygon = Vec::new();
        for _ in 0..self.count()? {
            let n = self.count()?;
            if n == 0 {
                return Err(self.error(n, "at least one ring"));
            }
            n_rings = n_rings.saturating_add(n);
            rings_per_polygon.push(n);
        }
        let mut n_corners = 0;
        let mut script = Script {
            rings_per_polygon,
            ..Script::default()
        };
        for ring_idx in 0..n_rings {
            self.ring(ring_idx, before, &mut n_corners, &mut script)?;
        }
        Ok(script)
    }

    fn ring(
        &mut self,
        ring_idx: usize,
        before: &[LineString<f64>],
        n_corners: &mut usize,
        script: &mut Script,
    ) -> Result<(), TerrainError> {
        let mut ends = Ends::default();
        for _ in 0..self.count()? {
            let head = self.count()?;
            let n = head / 2;
            *n_corners = n_corners.saturating_add(n);
            if n == 0 || *n_corners > MOST_CORNERS {
                return Err(self.error(n, "at least one corner, and at most 2^22 in a day"));
            }
            script.pieces.push(if head % 2 == 1 {
                let ring = self.more(ring_idx)?;
                let first = self.more(ends.of(ring))?;
                let end = first.saturating_add(n);
                if before.get(ring).is_none_or(|old| old.0.len() < end) {
                    return Err(self.error(end, "a run of corners of the day before"));
                }
                ends.set(ring, end);
                Piece::Copied { ring, first, n }
            } else {
                for _ in 0..n {
                    script.new.push(self.corner()?);
                }
                Piece::New { n }
            });
        }
        script.end_ring();
        Ok(())
    }

    fn corner(&mut self) -> Result<Coord<f64>, TerrainError> {
        let x = self.last.0.wrapping_add(self.signed()?.cast_unsigned());
        let y = self.last.1.wrapping_add(self.signed()?.cast_unsigned());
        self.last = (x, y);
        let at = Coord {
            x: f64::from_bits(x),
            y: f64::from_bits(y),
        };
        if is_on_globe(at) {
            Ok(at)
        } else {
            Err(self.error(format_args!("{}, {}", at.x, at.y), "degrees on the globe"))
        }
    }

    fn count(&mut self) -> Result<usize, TerrainError> {
        let n = self.unsigned()?;
        usize::try_from(n).map_err(|_too_large| self.error(n, "a count"))
    }

    fn more(&mut self, base: usize) -> Result<usize, TerrainError> {
        let n = (base as u64).wrapping_add(self.signed()?.cast_unsigned());
        usize::try_from(n).map_err(|_too_large| self.error(n, "an index"))
    }

    fn signed(&mut self) -> Result<i64, TerrainError> {
        let value = self.unsigned()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn unsigned(&mut self) -> Result<u64, TerrainError> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let Some(&byte) = self.bytes.get(self.at) else {
                return Err(self.error("nothing", "a number"));
            };
            self.at += 1;
            let bits = u64::from(byte & 0x7F);
            if bits.leading_zeros() < shift {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.error("a longer one", "a number of 64 bits"))
    }

    fn error(&self, found: impl std::fmt::Display, expected: &'static str) -> TerrainError {
        TerrainError::Encoding {
            at: self.at,
            found: found.to_string(),
            expected,
        }
    }
}
