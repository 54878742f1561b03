//! What a claim asks of the maps: which side, which place, which date.

use std::rc::Rc;

use salient_model::{Claim, ClaimType, Date, MapValue, Modality, Reason, TimeRelation};
use salient_names::RESERVED_SIDES;
use salient_terrain::{ControlLayers, NamedBoundary, Site, area_rfc7946, share_range};

use super::STALE_DAYS;
use super::places::{AskedPlace, asked_about};
use super::predicate::Asks;
use crate::ChecksError;
use crate::access::{KnownPlace, MapAccess, MapDay, MapOutlet, PlaceAccess};
use crate::units::Stated;

/// A claim made ready for maps.
pub(super) struct Question<'a> {
    pub(super) claim: &'a Claim,
    pub(super) words: &'a str,
    pub(super) asks: Asks,
    pub(super) maps: &'a dyn MapAccess,
    /// Key of the side whose ground is asked for.
    pub(super) side: String,
    /// The place; absent only for claims about the whole theatre.
    pub(super) place: Option<KnownPlace>,
    /// The date for which maps are asked.
    pub(super) on: Date,
    /// The last date whose files are known.
    pub(super) today: Date,
}

/// What a claim asks about one of its places, or why it cannot be asked; without a name when the claim names no place.
pub(super) struct OfPlace<'a> {
    pub(super) name: String,
    pub(super) question: Result<Question<'a>, Reason>,
}

/// One outlet's map for the question.
pub(super) struct Asked<'a> {
    pub(super) outlet: &'a MapOutlet,
    pub(super) day: &'a MapDay,
    pub(super) layers: Rc<ControlLayers>,
    /// Whether it is recent enough to decide.
    pub(super) decides: bool,
}

/// What one map gives, and, where it does not decide, why.
pub(super) struct Judged {
    pub(super) value: MapValue,
    pub(super) undecided: Option<Undecided>,
}

/// Why a map does not decide; where several maps give several reasons, the first of this list stands in the finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Undecided {
    /// The maps show no change of state that the event could be.
    NoChange,
    /// The place is the side's own already.
    WhollyHeld,
    /// There is no map from before the event.
    NoEarlierMap,
    /// The map ends before the day of the event.
    BeforeEvent,
    /// The question needs a limit of the place.
    NoLimit,
    /// The map says nothing about it, or is too old.
    NotDrawn,
}

impl Undecided {
    /// The code of the reason.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::NoChange => "no_change",
            Self::WhollyHeld => "wholly_held",
            Self::NoEarlierMap => "no_earlier_map",
            Self::BeforeEvent => "map_before_event",
            Self::NoLimit => "no_limit",
            Self::NotDrawn => "not_drawn",
        }
    }

    /// What to add to the values, where they do not say it.
    pub(super) fn words(self) -> Option<&'static str> {
        match self {
            Self::NoChange => Some("the maps show no change that it could be"),
            Self::WhollyHeld => Some("nothing of the place is left to surround"),
            Self::NoEarlierMap => Some("no map shows what was before"),
            Self::BeforeEvent => Some("the maps end before the day of the event"),
            Self::NoLimit | Self::NotDrawn => None,
        }
    }
}

impl<'a> Question<'a> {
    /// The questions that a claim puts: one for each place that it names, under its name, or one without a place.
    pub(super) fn all(
        claim: &'a Claim,
        words: &'a str,
        asks: Asks,
        maps: &'a dyn MapAccess,
        places: &dyn PlaceAccess,
        today: Date,
    ) -> Result<Vec<OfPlace<'a>>, Reason> {
        if !is_put_as_fact(claim) {
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
        let asked = asked_about(claim, asks, places);
        // What is wrong with the only place is told before what is wrong with the date.
        if let [
            AskedPlace {
                found: Err(why), ..
            },
        ] = asked.as_slice()
        {
            return Err(why.clone());
        }
        let Some(on) = date_of(claim) else {
            return Err(reason(
                "no_date",
                "neither the words nor the publication date give a day",
            ));
        };
        let question = |place| Self {
            claim,
            words,
            asks,
            maps,
            side: side.clone(),
            place,
            on,
            today,
        };
        if asked.is_empty() {
            return Ok(vec![OfPlace {
                name: String::new(),
                question: Ok(question(None)),
            }]);
        }
        let of_place = |place: AskedPlace| OfPlace {
            name: place.name,
            question: place.found.map(|known| question(Some(known))),
        };
        Ok(asked.into_iter().map(of_place).collect())
    }

    /// The place, for predicates that need one.
    pub(super) fn known_place(&self) -> Result<&KnownPlace, Reason> {
        self.place
            .as_ref()
            .ok_or_else(|| reason("no_place", "the claim names no place"))
    }

    /// What the first number of the claim whose unit has a `factor` says, in the common unit of these.
    pub(super) fn stated(&self, factor: impl Fn(&str) -> Option<f64>) -> Option<Stated> {
        self.claim.quantities.iter().find_map(|quantity| {
            let factor = factor(&quantity.unit)?;
            let stated = Stated::of(quantity, self.claim.polarity)?;
            Some(stated.scaled(factor))
        })
    }

    /// Whether the claim tells of something that happened on a day, and not of how things stand by then.
    pub(super) fn is_dated_event(&self) -> bool {
        !matches!(
            self.claim.time.relation,
            TimeRelation::AsOf | TimeRelation::Past | TimeRelation::Habitual
        )
    }

    /// The map of each outlet for `day`, outlets without one left out.
    pub(super) fn asked(&self, day: Date) -> Result<Vec<Asked<'a>>, ChecksError> {
        let mut asked = Vec::new();
        for outlet in self.maps.outlets() {
            asked.extend(self.map_of(outlet, day)?);
        }
        Ok(asked)
    }

    /// The last map of an outlet that depicts `day` or a day before it, among those drawn by today.
    pub(super) fn map_of(
        &self,
        outlet: &'a MapOutlet,
        day: Date,
    ) -> Result<Option<Asked<'a>>, ChecksError> {
        let days = self.maps.days(&outlet.key);
        let Some(map) = days
            .iter()
            .rfind(|map| map.as_of <= day && map.drawn <= self.today)
        else {
            return Ok(None);
        };
        Ok(Some(Asked {
            outlet,
            day: map,
            layers: self.maps.layers(&map.id, &self.side)?,
            decides: days_between(map.as_of, day) <= STALE_DAYS,
        }))
    }

    /// A map with those that its outlet drew one day before and after: what a map gives is what any of them gives.
    pub(super) fn with_neighbours(
        &self,
        asked: &Asked<'_>,
    ) -> Result<Vec<Rc<ControlLayers>>, ChecksError> {
        layers_around(
            self.maps,
            &asked.outlet.key,
            asked.day,
            &asked.layers,
            &self.side,
        )
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
    /// Whether the map is about the ground of the question's side.
    pub(super) fn draws_side(&self, question: &Question<'_>) -> Result<bool, ChecksError> {
        draws_side(self.outlet, &self.layers, &question.side)
    }

    /// A value with what it says about the claim. A map that is too old decides nothing, and one that ends before the day of an event does not
    /// refute it.
    pub(super) fn judged(
        &self,
        question: &Question<'_>,
        value: MapValue,
        verdict: Result<bool, Undecided>,
    ) -> Judged {
        let ends_before = question.is_dated_event() && self.day.as_of < question.on;
        let verdict = match verdict {
            _ if !self.decides => Err(Undecided::NotDrawn),
            Ok(false) if ends_before => Err(Undecided::BeforeEvent),
            verdict => verdict,
        };
        Judged {
            value: MapValue {
                allows: verdict.ok(),
                ..value
            },
            undecided: verdict.err(),
        }
    }

    /// A map that gives no value, for the reason that stands in its measure.
    pub(super) fn silent(&self, why: &str, unit: &'static str, undecided: Undecided) -> Judged {
        Judged {
            value: self.value(why, None, unit),
            undecided: Some(undecided),
        }
    }

    /// A map that is about somebody else's ground.
    pub(super) fn not_about_side(&self, unit: &'static str) -> Judged {
        self.silent(
            "the map does not draw this side's ground",
            unit,
            Undecided::NotDrawn,
        )
    }

    /// A map of a place whose limit nobody knows.
    pub(super) fn without_limit(&self) -> Judged {
        self.silent(
            "no limit of the place is known, so no share",
            "percent",
            Undecided::NoLimit,
        )
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

/// Whether a map is about a side's ground, so that a place outside it is said not to be held. A map that draws one side's ground, and perhaps
/// some of the other's across a border, says nothing about where else the other is.
pub(crate) fn draws_side(
    outlet: &MapOutlet,
    layers: &ControlLayers,
    side: &str,
) -> Result<bool, ChecksError> {
    if outlet.draws_all_sides {
        return Ok(true);
    }
    let area = |ground| {
        area_rfc7946(ground).map_err(ChecksError::measuring(format!("the ground of {side}")))
    };
    let own = area(&layers.held)?;
    Ok(own.0 > 0.0 && own.0 >= area(&layers.not_held)?.0)
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
    let all = layers_around(maps, outlet, day, layers, side)?;
    let all: Vec<&ControlLayers> = all.iter().map(Rc::as_ref).collect();
    share_range(&boundaries, &all)
        .map(Some)
        .map_err(ChecksError::measuring(format!(
            "the share of {}",
            known.place.name
        )))
}

/// A map's layers, and those of the maps drawn one day before and after.
fn layers_around(
    maps: &dyn MapAccess,
    outlet: &str,
    day: &MapDay,
    layers: &Rc<ControlLayers>,
    side: &str,
) -> Result<Vec<Rc<ControlLayers>>, ChecksError> {
    let mut all = vec![Rc::clone(layers)];
    for neighbour in neighbours(maps.days(outlet), day) {
        all.push(maps.layers(&neighbour.id, side)?);
    }
    Ok(all)
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

/// A date some days earlier; the date itself at the beginning of time.
pub(crate) fn earlier(date: Date, n_days: i64) -> Date {
    date.checked_sub(jiff::Span::new().days(n_days))
        .unwrap_or(date)
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

/// Whether a claim is put as a fact, so that a map of the time can be asked. A forecast is one of a later time, unless it stands under a
/// condition that may never be met.
fn is_put_as_fact(claim: &Claim) -> bool {
    match claim.modality {
        Modality::Actual | Modality::Habitual => true,
        Modality::Future | Modality::Intended => claim.claim_type == ClaimType::Forecast,
        Modality::Conditional | Modality::Normative => false,
    }
}

/// The day for which maps are asked: the end of the event time, since a state or an event of an interval must show by then.
fn date_of(claim: &Claim) -> Option<Date> {
    match claim.time.relation {
        TimeRelation::After | TimeRelation::Start => claim.time.start.or(claim.time.end),
        _ => claim.time.end.or(claim.time.start),
    }
}
