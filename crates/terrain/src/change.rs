//! Ground gained and lost between two snapshots of one outlet.
//!
//! **What.** Area in the later zone and not in the earlier, and the other way round, anywhere or inside a window. Between maps of *different* outlets the
//! same figures are no change but a disagreement; ask for those by their name.
//!
//! **Slivers.** Outlets redraw the same line a little differently from day to day. A piece is a sliver when it is smaller than [`SliverRule::least_area`]
//! or thinner on average, 2 · area / perimeter, than [`SliverRule::least_width`]. Slivers are counted in the totals, so that the balance closes, and
//! their sum stands beside, so that a reader can take it off. The rule is applied to whole pieces, before the window cuts them.
//!
//! **Units.** Square kilometres (RFC 7946), metres. `gained − lost = net` holds to the last bit, and net equals the difference of the two areas to
//! 10⁻⁸ km².
//!
//! **Source of the defaults.** 0.01 km² is a field of 100 m by 100 m, below which no outlet claims to see; 20 m is twice the horizontal error that
//! free satellite imagery is delivered with (Sentinel-2: 10 m pixels, geolocation better than 12.5 m), on which such lines are drawn.

use geo_types::{LineString, MultiPolygon, Polygon};

use crate::area::area_of_checked;
use crate::difference::{Difference, difference};
use crate::ellipsoid::line_metres;
use crate::ground::check_ground;
use crate::overlay::intersection;
use crate::{Metres, SquareKilometres, TerrainError};

/// When a changed piece counts as a sliver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SliverRule {
    /// Smaller pieces are slivers.
    pub least_area: SquareKilometres,
    /// Pieces of smaller mean width are slivers.
    pub least_width: Metres,
}

impl Default for SliverRule {
    fn default() -> Self {
        Self {
            least_area: SquareKilometres(0.01),
            least_width: Metres(20.0),
        }
    }
}

/// One direction of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedGround {
    /// Area of all pieces, slivers included.
    pub total: SquareKilometres,
    /// Area of the slivers in it.
    pub slivers: SquareKilometres,
    /// Number of pieces that are no slivers.
    pub n_pieces: usize,
    /// Number of slivers.
    pub n_slivers: usize,
    /// The pieces that are no slivers, valid, exteriors counter-clockwise.
    pub ground: MultiPolygon<f64>,
}

impl ChangedGround {
    /// Area without slivers.
    #[must_use]
    pub fn beyond_slivers(&self) -> SquareKilometres {
        self.total - self.slivers
    }
}

/// What changed between two zones.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// In the later zone only.
    pub gained: ChangedGround,
    /// In the earlier zone only.
    pub lost: ChangedGround,
    /// `gained.total − lost.total`.
    pub net: SquareKilometres,
    /// The rule by which slivers were told.
    pub rule: SliverRule,
}

/// Change from one zone to another, anywhere, or inside a window.
///
/// ```
/// use geo_types::{MultiPolygon, polygon};
/// use salient_terrain::{SliverRule, change};
/// let monday = MultiPolygon(vec![polygon![(x: 30.0, y: 50.0), (x: 30.2, y: 50.0), (x: 30.2, y: 50.1), (x: 30.0, y: 50.1)]]);
/// let friday = MultiPolygon(vec![polygon![(x: 30.1, y: 50.0), (x: 30.4, y: 50.0), (x: 30.4, y: 50.1), (x: 30.1, y: 50.1)]]);
/// let change = change(&monday, &friday, None, &SliverRule::default())?;
/// assert_eq!(change.gained.n_pieces, 1);
/// assert!((change.gained.total.0 - 2.0 * change.lost.total.0).abs() < 1e-6);
/// assert_eq!(change.net, change.gained.total - change.lost.total);
/// # Ok::<(), salient_terrain::TerrainError>(())
/// ```
pub fn change(
    earlier: &MultiPolygon<f64>,
    later: &MultiPolygon<f64>,
    window: Option<&MultiPolygon<f64>>,
    rule: &SliverRule,
) -> Result<Change, TerrainError> {
    check_ground("earlier zone", earlier)?;
    check_ground("later zone", later)?;
    if let Some(window) = window {
        check_ground("window", window)?;
    }
    Ok(sorted_change(difference(earlier, later), window, rule))
}

/// A change from its pieces.
pub(crate) fn sorted_change(
    pieces: Difference,
    window: Option<&MultiPolygon<f64>>,
    rule: &SliverRule,
) -> Change {
    let gained = sort_out(pieces.gained, window, rule);
    let lost = sort_out(pieces.lost, window, rule);
    Change {
        net: gained.total - lost.total,
        gained,
        lost,
        rule: *rule,
    }
}

/// Pieces and slivers apart, each cut by the window.
fn sort_out(
    pieces: MultiPolygon<f64>,
    window: Option<&MultiPolygon<f64>>,
    rule: &SliverRule,
) -> ChangedGround {
    let mut ground = Vec::new();
    let mut total = SquareKilometres(0.0);
    let mut slivers = SquareKilometres(0.0);
    let mut n_slivers = 0;
    for piece in pieces {
        let sliver = is_sliver(&piece, rule);
        let piece = MultiPolygon(vec![piece]);
        let piece = window.map_or_else(|| piece.clone(), |window| intersection(&piece, window));
        let area = area_of_checked(&piece);
        if area.0 <= 0.0 {
            continue;
        }
        total = total + area;
        if sliver {
            slivers = slivers + area;
            n_slivers += 1;
        } else {
            ground.extend(piece);
        }
    }
    ChangedGround {
        total,
        slivers,
        n_pieces: ground.len(),
        n_slivers,
        ground: MultiPolygon(ground),
    }
}

fn is_sliver(piece: &Polygon<f64>, rule: &SliverRule) -> bool {
    let area = area_of_checked(&MultiPolygon(vec![piece.clone()]));
    if area < rule.least_area {
        return true;
    }
    let length = |ring: &LineString<f64>| line_metres(ring.coords().copied());
    let perimeter = length(piece.exterior()) + piece.interiors().iter().map(length).sum::<f64>();
    2.0 * area.0 * 1e6 / perimeter < rule.least_width.0
}
