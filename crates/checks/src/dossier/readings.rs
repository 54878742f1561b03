//! What each map says about the place.

use std::rc::Rc;

use geo::BoundingRect;
use salient_model::Date;
use salient_model::geometry::{MultiPolygon, Rect};
use salient_terrain::{
    Confinement, ControlLayers, EnclosureSettings, agreed_ground, distance_from_ground,
    distance_from_point, enclosure,
};

use super::types::{EnclosureReading, MapReading, Ranged};
use crate::ChecksError;
use crate::access::{KnownPlace, MapAccess};
use crate::against_maps::date_words;
use crate::against_maps::question::{days_between, share_around, site};

/// Outlets without a reading: name, and the reason in words.
pub(super) type MissingMaps = Vec<(String, String)>;

/// A reading with the whole map behind it.
pub(super) struct Drawn {
    pub(super) reading: MapReading,
    pub(super) layers: Rc<ControlLayers>,
}

/// Reads every outlet's last map by `on`. Outlets without one, or whose map draws nothing of the side, are named with the reason.
pub(super) fn readings(
    known: &KnownPlace,
    on: Date,
    side: &str,
    window: Rect<f64>,
    maps: &dyn MapAccess,
) -> Result<(Vec<Drawn>, MissingMaps), ChecksError> {
    // A little more than the window, so that cut edges fall outside the picture.
    let margin = (window.width() * 0.05, window.height() * 0.05);
    let frame = Rect::new(
        (window.min().x - margin.0, window.min().y - margin.1),
        (window.max().x + margin.0, window.max().y + margin.1),
    );
    let frame = MultiPolygon::from(frame.to_polygon());
    let measuring = || ChecksError::measuring(format!("the ground around {}", known.place.name));
    let (mut drawn, mut missing) = (Vec::new(), Vec::new());
    for outlet in maps.outlets() {
        let Some(day) = maps.drawn_by(&outlet.key, on) else {
            missing.push((outlet.name.clone(), format!("no map by {}", date_words(on))));
            continue;
        };
        let layers = maps.layers(&day.id, side)?;
        if layers.held.0.is_empty() {
            missing.push((
                outlet.name.clone(),
                "the map draws no ground of this side".to_owned(),
            ));
            continue;
        }
        let share = share_around(maps, known, &outlet.key, day, &layers, side)?;
        let mut cut = agreed_ground(&[&layers.held, &layers.contested], &frame)
            .map_err(measuring())?
            .each;
        let contested = cut.pop().unwrap_or_else(|| MultiPolygon(Vec::new()));
        let held = cut.pop().unwrap_or_else(|| MultiPolygon(Vec::new()));
        let distance = match known.boundaries.first() {
            Some((_, ground)) => distance_from_ground(ground, &layers.held),
            None => distance_from_point(known.place.center, &layers.held),
        }
        .map_err(measuring())?;
        let reading = MapReading {
            outlet: outlet.key.clone(),
            name: outlet.name.clone(),
            snapshot: day.id.clone(),
            drawn: day.drawn,
            as_of: day.as_of,
            age_days: days_between(day.as_of, on),
            raw_hash: day.raw_hash.clone(),
            credit: outlet.credit.clone(),
            held,
            contested,
            share: share.as_ref().map(|share| Ranged {
                value: share.stated.held.percent(),
                low: share.low.percent(),
                high: share.high.percent(),
            }),
            contested_share: share
                .as_ref()
                .filter(|_| outlet.draws_contested)
                .map(|share| share.stated.contested.percent()),
            not_drawn_share: share.as_ref().map(|share| share.stated.not_drawn.percent()),
            distance_km: distance.map(|distance| distance.distance.km()),
            enclosure: enclosure_reading(known, &layers)?,
        };
        drawn.push(Drawn { reading, layers });
    }
    Ok((drawn, missing))
}

/// A region is not asked whether it is closed in: above this extent in degrees the circle around it means nothing.
const LARGEST_PLACE_DEGREES: f64 = 0.3;

fn enclosure_reading(
    known: &KnownPlace,
    layers: &ControlLayers,
) -> Result<Option<EnclosureReading>, ChecksError> {
    let bounds = known
        .boundaries
        .first()
        .and_then(|(_, ground)| ground.bounding_rect());
    if bounds.is_some_and(|bounds| bounds.width().max(bounds.height()) > LARGEST_PLACE_DEGREES) {
        return Ok(None);
    }
    let measured = enclosure(&site(known), &layers.held, &EnclosureSettings::default()).map_err(
        ChecksError::measuring(format!("the enclosure of {}", known.place.name)),
    )?;
    let radius_km = measured.settings.radius.km();
    Ok(Some(match measured.confinement {
        Confinement::Held => EnclosureReading::InsideZone,
        Confinement::Closed => EnclosureReading::Closed,
        Confinement::Open(way_out) => EnclosureReading::Open {
            width_km: (way_out.width.km() < radius_km).then(|| way_out.width.km()),
            neck: way_out
                .neck
                .and_then(|neck| neck.opposite.map(|opposite| (neck.edge, opposite))),
            bearings_closed: measured.bearings_closed.percent(),
            error_km: (way_out.high.km() - way_out.low.km()) / 2.0,
        },
    }))
}
