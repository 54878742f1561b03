//! Looks names up among places.
//!
//! **What.** An index over the names of imported places and of theatre packs.
//!
//! **Shape.** [`Gazetteer::find`] gives candidates, best first, each with its reasons. Points of one name within five kilometres are one
//! candidate: the place with a boundary stands for it, and the reasons name the others. Several candidates stay several.
//!
//! **Rules of order**, each only where the ones before are equal: how the name matches (name, other spelling, former name, loose
//! romanization); near the places given as context; in the theatre's box; settlement before other kinds; boundary before point; population;
//! identifier.

use std::collections::BTreeMap;

use salient_model::geometry::{LineString, MultiPolygon};
use salient_model::{Candidate, LonLat, Place, PlaceId, PlaceKind};

use crate::fold::{exact_key, keys, loose_key};
use crate::geodesy::distance_m;
use crate::transliterate::{Romanization, transliterate};

/// Entries of one name within this distance are one place. Data sets put the point of a town anywhere in it.
pub const SAME_PLACE_M: f64 = 5_000.0;

/// A candidate within this distance of a context place is near it.
const NEAR_M: f64 = 60_000.0;

/// What helps to order candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindContext {
    /// Places that the same text names with more certainty.
    pub near: Vec<LonLat>,
    /// South-west and north-east corner of the theatre.
    pub theatre_box: Option<(LonLat, LonLat)>,
}

impl FindContext {
    /// The box that holds all `places`, with nothing near. `None` in it when there are no places.
    #[must_use]
    pub fn of_places(places: &[Place]) -> Self {
        let mut corners: Option<(f64, f64, f64, f64)> = None;
        for place in places {
            let (lon, lat) = (place.center.lon(), place.center.lat());
            corners = Some(
                corners.map_or((lon, lat, lon, lat), |(west, south, east, north)| {
                    (west.min(lon), south.min(lat), east.max(lon), north.max(lat))
                }),
            );
        }
        let theatre_box = corners.and_then(|(west, south, east, north)| {
            Some((
                LonLat::new(west, south).ok()?,
                LonLat::new(east, north).ok()?,
            ))
        });
        Self {
            near: Vec::new(),
            theatre_box,
        }
    }
}

/// How a name matches, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Name,
    OtherName,
    Romanization,
    Former,
    Loose,
}

/// An in-memory index over places.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    places: Vec<Place>,
    by_id: BTreeMap<PlaceId, usize>,
    by_key: BTreeMap<String, Vec<(usize, Match)>>,
    by_loose_key: BTreeMap<String, Vec<usize>>,
}

impl Gazetteer {
    /// Indexes `places`. Two entries with one identifier, such as the point and the polygon that one data set gives for a town, become one.
    #[must_use]
    pub fn new(places: Vec<Place>) -> Self {
        let mut gazetteer = Self::default();
        for place in joined_by_id(places) {
            let index = gazetteer.places.len();
            gazetteer.by_id.insert(place.id.clone(), index);
            gazetteer.index_name(index, &place.name, Match::Name);
            for toponym in &place.toponyms {
                let how = if toponym.former {
                    Match::Former
                } else {
                    Match::OtherName
                };
                gazetteer.index_name(index, &toponym.name, how);
            }
            gazetteer.places.push(place);
        }
        gazetteer
    }

    fn index_name(&mut self, index: usize, name: &str, how: Match) {
        for (position, key) in keys(name).into_iter().enumerate() {
            let how = if position > 0 && how < Match::Former {
                Match::Romanization
            } else {
                how
            };
            let entries = self.by_key.entry(key).or_default();
            match entries.iter_mut().find(|(known, _)| *known == index) {
                Some((_, known)) => *known = (*known).min(how),
                None => entries.push((index, how)),
            }
        }
        let loose = self.by_loose_key.entry(loose_key(name)).or_default();
        if !loose.contains(&index) {
            loose.push(index);
        }
    }

    /// The places, in order of input.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The place with `id`.
    #[must_use]
    pub fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.by_id.get(id).map(|index| &self.places[*index])
    }

    /// What `name` may refer to, best first, without context.
    #[must_use]
    pub fn find(&self, name: &str) -> Vec<Candidate> {
        self.find_near(name, &FindContext::default())
    }

    /// What `name` may refer to, best first.
    ///
    /// ```
    /// use salient_names::{FindContext, Gazetteer, read_theatre};
    /// let theatre = read_theatre(r#"
    ///     key = "ridge"
    ///     name = "The Ridge"
    ///     [places]
    ///     settlements = [
    ///       { name = "Ford", id = "ford-east", at = [12.0, 50.0] },
    ///       { name = "Ford", id = "ford-west", at = [10.0, 50.0], uk = "Брід" },
    ///       { name = "Mill", at = [10.1, 50.0] },
    ///     ]
    /// "#).unwrap();
    /// let gazetteer = Gazetteer::new(theatre.places);
    /// assert_eq!(gazetteer.find("FORD").len(), 2);
    /// let mill = gazetteer.find("Mill")[0].center;
    /// let context = FindContext { near: vec![mill], ..FindContext::default() };
    /// assert_eq!(gazetteer.find_near("Ford", &context)[0].place.0, "theatre:ridge/ford-west");
    /// assert_eq!(gazetteer.find("Brid")[0].reasons[0], "romanization of Брід");
    /// ```
    #[must_use]
    pub fn find_near(&self, name: &str, context: &FindContext) -> Vec<Candidate> {
        let mut matches: BTreeMap<usize, Match> = BTreeMap::new();
        for key in keys(name) {
            for (index, how) in self.by_key.get(&key).into_iter().flatten() {
                let known = matches.entry(*index).or_insert(*how);
                *known = (*known).min(*how);
            }
        }
        if matches.is_empty() {
            for index in self
                .by_loose_key
                .get(&loose_key(name))
                .into_iter()
                .flatten()
            {
                matches.insert(*index, Match::Loose);
            }
        }
        let mut groups = self.group(&matches);
        groups.sort_by_cached_key(|members| self.order(members, &matches, context));
        groups
            .into_iter()
            .filter_map(|members| self.candidate(name, &members, &matches, context))
            .collect()
    }

    /// Joins entries of one place. The first member of a group stands for it.
    fn group(&self, matches: &BTreeMap<usize, Match>) -> Vec<Vec<usize>> {
        let mut ordered: Vec<usize> = matches.keys().copied().collect();
        ordered.sort_by_key(|index| self.standing(*index));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for index in ordered {
            let place = &self.places[index];
            let same = groups.iter_mut().find(|members| {
                let first = &self.places[members[0]];
                is_same_kind(first.kind, place.kind) && is_same_ground(first, place)
            });
            match same {
                Some(members) => members.push(index),
                None => groups.push(vec![index]),
            }
        }
        groups
    }

    /// Which entry stands for a place: OpenStreetMap boundaries, other boundaries, theatre packs, other points.
    fn standing(&self, index: usize) -> (u8, u64, &PlaceId) {
        let place = &self.places[index];
        let rank = match (&place.boundary, place.id.0.split_once(':')) {
            (Some(_), Some(("osm", _))) => 0,
            (Some(_), _) => 1,
            (None, Some(("theatre", _))) => 2,
            (None, _) => 3,
        };
        (
            rank,
            u64::MAX - place.population.unwrap_or_default(),
            &place.id,
        )
    }

    fn order(
        &self,
        members: &[usize],
        matches: &BTreeMap<usize, Match>,
        context: &FindContext,
    ) -> (Match, u64, bool, bool, bool, u64, PlaceId) {
        let first = &self.places[members[0]];
        let how = best_match(members, matches);
        // The name in the main field counts like any other current name: which field a data set puts it in says nothing about the place.
        let how = if how == Match::OtherName || how == Match::Romanization {
            Match::Name
        } else {
            how
        };
        let near_step = nearest_m(first.center, context)
            .filter(|distance| *distance <= NEAR_M)
            .map_or(u64::MAX, whole_kilometres);
        let population = self.population(members);
        (
            how,
            near_step,
            !in_box(first.center, context).unwrap_or(true),
            first.kind != PlaceKind::Settlement,
            population.is_none() && !members.iter().any(|m| self.places[*m].boundary.is_some()),
            u64::MAX - population.unwrap_or_default(),
            first.id.clone(),
        )
    }

    fn population(&self, members: &[usize]) -> Option<u64> {
        members
            .iter()
            .filter_map(|index| self.places[*index].population)
            .max()
    }

    fn candidate(
        &self,
        asked: &str,
        members: &[usize],
        matches: &BTreeMap<usize, Match>,
        context: &FindContext,
    ) -> Option<Candidate> {
        let place = &self.places[*members.first()?];
        let how = best_match(members, matches);
        let mut reasons = vec![self.match_reason(asked, members, how)];
        if let Some(distance) = nearest_m(place.center, context)
            && distance <= NEAR_M
        {
            reasons.push(format!(
                "{} km from a place in the same text",
                whole_kilometres(distance)
            ));
        }
        if in_box(place.center, context) == Some(true) {
            reasons.push("in the theatre".to_owned());
        }
        if !place.within.is_empty() {
            reasons.push(format!("in {}", place.within.join(", ")));
        }
        if let Some(population) = self.population(members) {
            reasons.push(format!("population {population}"));
        }
        if place.boundary.is_some() {
            reasons.push("has a boundary".to_owned());
        }
        for other in &members[1..] {
            reasons.push(format!("same place as {}", self.places[*other].id));
        }
        Some(Candidate {
            place: place.id.clone(),
            name: self.english_name(members),
            center: place.center,
            reasons,
        })
    }

    fn match_reason(&self, asked: &str, members: &[usize], how: Match) -> String {
        match how {
            Match::Name | Match::OtherName => "name".to_owned(),
            Match::Former => "former name".to_owned(),
            Match::Loose => "similar romanization".to_owned(),
            Match::Romanization => {
                let asked_keys = keys(asked);
                let of = members
                    .iter()
                    .flat_map(|index| {
                        let place = &self.places[*index];
                        std::iter::once(&place.name)
                            .chain(place.toponyms.iter().map(|toponym| &toponym.name))
                    })
                    .find(|name| {
                        keys(name).iter().any(|key| asked_keys.contains(key))
                            && exact_key(name) != exact_key(asked)
                    });
                of.map_or_else(
                    || "romanization".to_owned(),
                    |of| format!("romanization of {of}"),
                )
            }
        }
    }

    /// The usual English name: of a theatre pack if one is in the group, else the first English toponym that is not former, else the name.
    fn english_name(&self, members: &[usize]) -> String {
        let members = || members.iter().map(|index| &self.places[*index]);
        if let Some(place) = members().find(|place| place.id.0.starts_with("theatre:")) {
            return place.name.clone();
        }
        let Some(first) = members().next() else {
            return String::new();
        };
        // Data sets list English names of several romanizations in any order; the official Ukrainian one is today's usual form.
        let official: Vec<String> = first
            .toponyms
            .iter()
            .filter(|toponym| toponym.language.as_deref() == Some("uk") && !toponym.former)
            .map(|toponym| transliterate(&toponym.name, Romanization::UkrainianKmu2010))
            .collect();
        let english = || {
            first
                .toponyms
                .iter()
                .filter(|toponym| toponym.language.as_deref() == Some("en") && !toponym.former)
        };
        first
            .toponyms
            .iter()
            .find(|toponym| official.contains(&toponym.name))
            .or_else(|| english().next())
            .map_or_else(|| first.name.clone(), |toponym| toponym.name.clone())
    }

    /// The boundaries of a place: its own first, then those of other data sets for the same place.
    #[must_use]
    pub fn boundaries(&self, id: &PlaceId) -> Vec<(&PlaceId, &MultiPolygon<f64>)> {
        let Some(place) = self.place(id) else {
            return Vec::new();
        };
        let mut same: Vec<usize> = Vec::new();
        let names =
            std::iter::once(&place.name).chain(place.toponyms.iter().map(|toponym| &toponym.name));
        for key in names.flat_map(|name| keys(name)) {
            for (index, _) in self.by_key.get(&key).into_iter().flatten() {
                let other = &self.places[*index];
                if other.id != *id
                    && !same.contains(index)
                    && is_same_kind(place.kind, other.kind)
                    && is_same_ground(place, other)
                {
                    same.push(*index);
                }
            }
        }
        same.sort_by_key(|index| self.standing(*index));
        std::iter::once(place)
            .chain(same.into_iter().map(|index| &self.places[index]))
            .filter_map(|place| Some((&place.id, place.boundary.as_ref()?)))
            .collect()
    }
}

/// Whether entries of one name and kind are one place: their centres lie close together, or one inside the limit of the other. Data sets put the centre of a large city
/// many kilometres apart.
fn is_same_ground(one: &Place, other: &Place) -> bool {
    let holds = |limit: &Place, place: &Place| {
        let boundary = limit.boundary.as_ref();
        boundary.is_some_and(|boundary| is_inside(boundary, place.center))
    };
    distance_m(one.center, other.center) <= SAME_PLACE_M || holds(one, other) || holds(other, one)
}

/// Even-odd test in degrees; which side a point on the limit itself counts to does not matter here.
fn is_inside(ground: &MultiPolygon<f64>, at: LonLat) -> bool {
    let rings = ground
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let n_crossed = rings
        .flat_map(LineString::lines)
        .filter(|edge| {
            let (from, to) = (edge.start, edge.end);
            (from.y > at.lat()) != (to.y > at.lat())
                && at.lon() < from.x + (at.lat() - from.y) / (to.y - from.y) * (to.x - from.x)
        })
        .count();
    n_crossed % 2 == 1
}

fn joined_by_id(places: Vec<Place>) -> Vec<Place> {
    let mut joined: Vec<Place> = Vec::with_capacity(places.len());
    let mut positions: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for place in places {
        let Some(first) = positions.get(&place.id).map(|at| &mut joined[*at]) else {
            positions.insert(place.id.clone(), joined.len());
            joined.push(place);
            continue;
        };
        for toponym in place.toponyms {
            if !first
                .toponyms
                .iter()
                .any(|known| known.name == toponym.name)
            {
                first.toponyms.push(toponym);
            }
        }
        first.boundary = first.boundary.take().or(place.boundary);
        first.population = first.population.or(place.population);
    }
    joined
}

/// A settlement and its own municipality are drawn as one area by some data sets, so an unknown kind goes with any.
fn is_same_kind(left: PlaceKind, right: PlaceKind) -> bool {
    left == right || left == PlaceKind::Other || right == PlaceKind::Other
}

fn best_match(members: &[usize], matches: &BTreeMap<usize, Match>) -> Match {
    members
        .iter()
        .filter_map(|index| matches.get(index).copied())
        .min()
        .unwrap_or(Match::Loose)
}

fn nearest_m(center: LonLat, context: &FindContext) -> Option<f64> {
    context
        .near
        .iter()
        .map(|near| distance_m(center, *near))
        .min_by(f64::total_cmp)
}

fn in_box(center: LonLat, context: &FindContext) -> Option<bool> {
    context.theatre_box.map(|(low, high)| {
        (low.lon()..=high.lon()).contains(&center.lon())
            && (low.lat()..=high.lat()).contains(&center.lat())
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a distance on Earth is positive and below 20,100 km"
)]
fn whole_kilometres(distance_m: f64) -> u64 {
    (distance_m / 1_000.0).round() as u64
}
