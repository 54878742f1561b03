//! What a claim asks of the maps: which side, which place, which date.

use std::rc::Rc;

use salient_model::{Claim, ClaimType, Date, MapValue, PlaceRole, Reason, TimeRelation};
use salient_names::RESERVED_SIDES;
use salient_terrain::{ControlLayers, NamedBoundary, Site, area_rfc7946, share_range};

use super::{STALE_DAYS, is_actual};
use crate::ChecksError;
use crate::access::{KnownPlace, MapAccess, MapDay, MapOutlet, PlaceAccess};

/// A claim made ready for maps.
pub(super) struct Question<'a> {
    pub(super) claim: &'a Claim,
    pub(super) words: &'a str,
    pub(super) maps: &'a dyn MapAccess,
    /// Key of the side whose ground is asked for.
    pub(super) side: String,
    /// The place; absent only for claims about the whole theatre.
    pub(super) place: Option<KnownPlace>,
    /// The date for which maps are asked.
    pub(super) on: Date,
}

/// One outlet's map for the question.
pub(super) struct Asked<'a> {
    pub(super) outlet: &'a MapOutlet,
    pub(super) day: &'a MapDay,
    pub(super) layers: Rc<ControlLayers>,
    /// Whether it is recent enough to decide.
    pub(super) decides: bool,
}

impl<'a> Question<'a> {
    pub(super) fn of(
        claim: &'a Claim,
        words: &'a str,
        maps: &'a dyn MapAccess,
        places: &dyn PlaceAccess,
    ) -> Result<Self, Reason> {
        if !is_actual(claim) && claim.claim_type != ClaimType::Forecast {
            return Err(reason(
                "not_actual",
                "the claim is not put as a fact of its time",
            ));
        }
        let Some(side) = side_of(claim) else {
            return Err(reason(
                "no_actor",
                "the claim does not say whose ground it means",
            ));
        };
        let place = place_of(claim, places)?;
        let Some(on) = date_of(claim) else {
            return Err(reason(
                "no_date",
                "neither the words nor the publication date give a day",
            ));
        };
        Ok(Self {
            claim,
            words,
            maps,
            side,
            place,
            on,
        })
    }

    /// The place, for predicates that need one.
    pub(super) fn known_place(&self) -> Result<&KnownPlace, Reason> {
        self.place
            .as_ref()
            .ok_or_else(|| reason("no_place", "the claim names no place"))
    }

    /// The map of each outlet for `day`, outlets without one left out.
    pub(super) fn asked(&self, day: Date) -> Result<Vec<Asked<'a>>, ChecksError> {
        let mut asked = Vec::new();
        for outlet in self.maps.outlets() {
            let Some(map) = self.maps.drawn_by(&outlet.key, day) else {
                continue;
            };
            let layers = self.maps.layers(&map.id, &self.side)?;
            let decides = days_between(map.as_of, day) <= STALE_DAYS;
            asked.push(Asked {
                outlet,
                day: map,
                layers,
                decides,
            });
        }
        Ok(asked)
    }

    /// The share held, with low and high over the place's other limits and the neighbouring maps of the outlet.
    pub(super) fn share(
        &self,
        known: &KnownPlace,
        asked: &Asked<'_>,
    ) -> Result<Option<salient_terrain::ShareRange>, ChecksError> {
        share_around(
            self.maps,
            known,
            &asked.outlet.key,
            asked.day,
            &asked.layers,
            &self.side,
        )
    }
}

impl Asked<'_> {
    /// Whether the map is about this side's ground, so that a place outside it is said not to be held. A map that draws one side's ground, and
    /// perhaps some of the other's across a border, says nothing about where else the other is.
    pub(super) fn draws_side(&self, question: &Question<'_>) -> Result<bool, ChecksError> {
        if self.outlet.draws_all_sides {
            return Ok(true);
        }
        let area = |ground| {
            area_rfc7946(ground).map_err(ChecksError::measuring(format!(
                "the ground of {}",
                question.side
            )))
        };
        let own = area(&self.layers.held)?;
        Ok(own.0 > 0.0 && own.0 >= area(&self.layers.not_held)?.0)
    }

    /// A value of this map, not yet judged.
    pub(super) fn value(
        &self,
        measure: impl Into<String>,
        value: Option<f64>,
        unit: &'static str,
    ) -> MapValue {
        MapValue {
            outlet: self.outlet.name.clone(),
            drawn: self.day.drawn,
            as_of: self.day.as_of,
            measure: measure.into(),
            value,
            low: value,
            high: value,
            not_drawn: None,
            unit,
            allows: None,
        }
    }
}

/// The share of a place on one map, and its range over other limits and the maps one day either side. `None` without a limit.
pub(crate) fn share_around(
    maps: &dyn MapAccess,
    known: &KnownPlace,
    outlet: &str,
    day: &MapDay,
    layers: &Rc<ControlLayers>,
    side: &str,
) -> Result<Option<salient_terrain::ShareRange>, ChecksError> {
    if known.boundaries.is_empty() {
        return Ok(None);
    }
    let boundaries: Vec<_> = known
        .boundaries
        .iter()
        .map(|(name, ground)| NamedBoundary { name, ground })
        .collect();
    let mut all = vec![Rc::clone(layers)];
    for neighbour in neighbours(maps.days(outlet), day) {
        all.push(maps.layers(&neighbour.id, side)?);
    }
    let all: Vec<&ControlLayers> = all.iter().map(Rc::as_ref).collect();
    share_range(&boundaries, &all)
        .map(Some)
        .map_err(ChecksError::measuring(format!(
            "the share of {}",
            known.place.name
        )))
}

/// The maps drawn one day before and one day after, where the outlet has them.
fn neighbours<'a>(days: &'a [MapDay], day: &MapDay) -> impl Iterator<Item = &'a MapDay> {
    let drawn = day.drawn;
    days.iter().filter(move |other| {
        let apart = days_between(drawn, other.drawn);
        apart == 1 || apart == -1
    })
}

/// The place as the measures want it.
pub(crate) fn site(known: &KnownPlace) -> Site<'_> {
    Site {
        centre: known.place.center,
        boundary: known.boundaries.first().map(|(_, ground)| ground),
    }
}

/// Days from one date to another; negative backwards.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn reason(code: &'static str, words: impl Into<String>) -> Reason {
    Reason {
        code,
        words: words.into(),
    }
}

/// Whose ground the claim means: the side of its subject, which for a withdrawal is the side that leaves. A subject outside the sides of the
/// theatre ("armed men") holds no ground on any map.
fn side_of(claim: &Claim) -> Option<String> {
    let side = claim.subject.as_ref()?.side.as_ref()?;
    (!RESERVED_SIDES.contains(&side.as_str())).then(|| side.clone())
}

/// The first place that the claim puts itself in, at, or around. A place name that resolves to nothing is a reason of its own.
fn place_of(claim: &Claim, places: &dyn PlaceAccess) -> Result<Option<KnownPlace>, Reason> {
    const RANK: [PlaceRole; 6] = [
        PlaceRole::In,
        PlaceRole::At,
        PlaceRole::Within,
        PlaceRole::Around,
        PlaceRole::Toward,
        PlaceRole::From,
    ];
    let rank = |role: PlaceRole| {
        RANK.iter()
            .position(|known| *known == role)
            .unwrap_or(RANK.len())
    };
    let Some(mention) = claim.places.iter().min_by_key(|mention| rank(mention.role)) else {
        return Ok(None);
    };
    if mention.name.contains(',') {
        return Err(reason(
            "part_of_place",
            format!("{} is a part without a limit of its own", mention.name),
        ));
    }
    // "Holds the heights north of the town" is not about the town; the measures that reach beyond a place may still be asked.
    let of_the_place = matches!(
        claim.claim_type,
        ClaimType::ControlStatus
            | ClaimType::ControlShare
            | ClaimType::Withdrawal
            | ClaimType::DefenceStatus
            | ClaimType::Forecast
            | ClaimType::Entry
    );
    let beside = matches!(
        mention.role,
        PlaceRole::Near
            | PlaceRole::NorthOf
            | PlaceRole::NortheastOf
            | PlaceRole::EastOf
            | PlaceRole::SoutheastOf
            | PlaceRole::SouthOf
            | PlaceRole::SouthwestOf
            | PlaceRole::WestOf
            | PlaceRole::NorthwestOf
    );
    let has_area = claim
        .quantities
        .iter()
        .any(|quantity| crate::units::km2_per(&quantity.unit).is_some());
    if of_the_place && beside && !has_area {
        return Err(reason(
            "part_of_place",
            format!("the ground near {} has no limit of its own", mention.name),
        ));
    }
    let found = mention
        .candidates
        .first()
        .and_then(|candidate| places.by_id(&candidate.place))
        .or_else(|| places.by_name(&mention.name));
    found.map(Some).ok_or_else(|| {
        reason(
            "unknown_place",
            format!("{} is not among the places of the case", mention.name),
        )
    })
}

/// The day for which maps are asked: the end of the event time, since a state or an event of an interval must show by then.
fn date_of(claim: &Claim) -> Option<Date> {
    match claim.time.relation {
        TimeRelation::After | TimeRelation::Start => claim.time.start.or(claim.time.end),
        _ => claim.time.end.or(claim.time.start),
    }
}
