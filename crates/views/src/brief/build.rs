//! From a dossier to its view: header, maps, measures, changes, and notes on maps. Claims are worded in `rows`.

use salient_checks::STALE_DAYS;
use salient_checks::dossier::{
    Dossier, EnclosureReading, MapReading, MeasureRow, Ranged, short_name,
};

use super::rows::{is_shown, note_groups, row};
use super::sentence::state_sentence;
use super::view::{AgreementBar, BriefView, Cell, MapCard, Measure, Row, Said};
use crate::format::{counted, long_date, number, range, short_date};

/// Width of the agreement bar in units of its picture.
const BAR_UNITS: f64 = 260.0;

/// Builds the view.
pub(super) fn build(dossier: &Dossier) -> BriefView {
    let rows: Vec<Row> = dossier
        .topics
        .iter()
        .map(|topic| row(topic, dossier))
        .collect();
    let n_shown = dossier
        .topics
        .iter()
        .flat_map(|topic| &topic.claims)
        .filter(|claim| is_shown(&rows, claim.note))
        .count();
    BriefView {
        place: dossier.place.name.clone(),
        native_names: dossier.native_names.join(" "),
        on: long_date(dossier.on),
        age: age(dossier),
        age_squares: age_squares(dossier),
        edition: dossier.edition.clone(),
        sentence: state_sentence(dossier),
        map_title: map_title(dossier),
        map_description: map_description(dossier),
        cards: dossier
            .maps
            .iter()
            .enumerate()
            .map(|(n, map)| card(map, letter(n)))
            .collect(),
        missing_maps: dossier
            .missing_maps
            .iter()
            .map(|(outlet, reason)| format!("{outlet}: {reason}"))
            .collect(),
        agreement: agreement_bar(dossier),
        sides: dossier
            .sides
            .iter()
            .take(2)
            .map(|side| side.name.clone())
            .collect(),
        checks_title: format!("Against the maps of {}", short_date(dossier.on)),
        measure_heads: dossier
            .maps
            .iter()
            .map(|map| short_name(&map.name).to_owned())
            .collect(),
        measures: dossier
            .measures
            .iter()
            .map(|row| measure(row, dossier))
            .collect(),
        chart_title: format!(
            "Share of {} held by {}, %",
            dossier.place.name, dossier.holder.name
        ),
        chart_description: chart_description(dossier),
        changes_title: format!("What changed since {}", short_date(dossier.since)),
        changes: dossier
            .changes
            .iter()
            .map(|change| {
                let words = with_notes(&change.words, &change.notes);
                (short_date(change.date), words)
            })
            .collect(),
        methods: dossier.methods.clone(),
        notes: note_groups(dossier, &rows),
        map_notes: dossier
            .maps
            .iter()
            .enumerate()
            .map(|(n, map)| (letter(n), map_note(map)))
            .collect(),
        synthetic: dossier.synthetic,
        n_more_claims: dossier.n_claims.0.saturating_sub(n_shown),
        rows,
    }
}

fn age(dossier: &Dossier) -> String {
    let ages = || dossier.maps.iter().map(|map| map.age_days);
    let (Some(youngest), Some(oldest)) = (ages().min(), ages().max()) else {
        return "No map".to_owned();
    };
    let maps = if dossier.maps.len() == 1 {
        "Map"
    } else {
        "Maps"
    };
    let days = if oldest == 1 { "day" } else { "days" };
    if youngest == oldest {
        format!("{maps} {oldest} {days} old")
    } else {
        format!("{maps} {youngest}–{oldest} {days} old")
    }
}

fn age_squares(dossier: &Dossier) -> usize {
    match dossier.maps.iter().map(|map| map.age_days).max() {
        None => 0,
        Some(..=1) => 1,
        Some(oldest) if oldest <= STALE_DAYS => 2,
        Some(_) => 3,
    }
}

fn map_title(dossier: &Dossier) -> String {
    let n_maps = dossier.maps.len();
    if n_maps == 0 {
        return "No map of this ground in the case".to_owned();
    }
    format!(
        "{}-held ground, by {}",
        dossier.holder.adjective,
        counted(n_maps, "map", "maps").to_lowercase()
    )
}

fn agreement_bar(dossier: &Dossier) -> Option<AgreementBar> {
    let (all, some, none) = dossier.agreement.as_ref()?.shares?;
    Some(AgreementBar {
        all: number(all, 0),
        some: number(some, 0),
        none: number(none, 0),
        all_width: format!("{:.1}", all / 100.0 * BAR_UNITS),
        some_width: format!("{:.1}", some / 100.0 * BAR_UNITS),
    })
}

/// The footnote letter of the map at position `n`.
fn letter(n: usize) -> char {
    u8::try_from(n)
        .ok()
        .and_then(|n| b'a'.checked_add(n))
        .map_or('?', char::from)
}

fn card(map: &MapReading, letter: char) -> MapCard {
    MapCard {
        name: short_name(&map.name).to_owned(),
        letter,
        share: map.share.map(|share| number(share.value, 0)),
        share_range: map
            .share
            .and_then(|share| measure_cell(Some(share), 0).range),
        enclosure: map.enclosure.as_ref().map(enclosure_words),
        dates: if map.drawn == map.as_of {
            format!("day of {}", short_date(map.drawn))
        } else {
            format!(
                "file of {}: end of {}",
                short_date(map.drawn),
                short_date(map.as_of)
            )
        },
        stale: (map.age_days > STALE_DAYS)
            .then(|| format!("{} days old: outline only, not in the range", map.age_days)),
    }
}

fn enclosure_words(enclosure: &EnclosureReading) -> String {
    match enclosure {
        EnclosureReading::InsideZone => "inside held ground".to_owned(),
        EnclosureReading::Closed => "no way out".to_owned(),
        EnclosureReading::Open {
            width_km: Some(width),
            ..
        } => format!("way out {} km", number(*width, 1)),
        EnclosureReading::Open { width_km: None, .. } => "way out not bounded".to_owned(),
    }
}

fn measure(row: &MeasureRow, dossier: &Dossier) -> Measure {
    let side_of = |note: usize| {
        let mut claims = dossier.topics.iter().flat_map(|topic| &topic.claims);
        let claim = claims.find(|claim| claim.note == note)?;
        super::side_position(dossier, &claim.claim.source.side)
    };
    Measure {
        label: row.label.clone(),
        detail: row.detail.clone(),
        cells: row
            .cells
            .iter()
            .map(|cell| measure_cell(*cell, row.decimals))
            .collect(),
        said: row
            .said
            .iter()
            .map(|(note, words)| Said {
                side: side_of(*note),
                words: words.clone(),
                note: *note,
            })
            .collect(),
    }
}

fn measure_cell(cell: Option<Ranged>, decimals: usize) -> Cell {
    let value = cell.map(|cell| number(cell.value, decimals));
    let printed = cell.map(|cell| range(cell.low, cell.high, decimals));
    Cell {
        range: printed.filter(|printed| Some(printed) != value.as_ref()),
        value,
    }
}

fn map_note(map: &MapReading) -> String {
    format!(
        "{}, SHA-256 {}…. {}",
        map.name,
        map.raw_hash.get(..16).unwrap_or_default(),
        map.credit
    )
}

fn with_notes(words: &str, notes: &[usize]) -> String {
    if notes.is_empty() {
        return words.to_owned();
    }
    let numbers: Vec<String> = notes.iter().map(usize::to_string).collect();
    format!("{words} [{}]", numbers.join(", "))
}

fn map_description(dossier: &Dossier) -> String {
    let adjective = &dossier.holder.adjective;
    if dossier.maps.is_empty() {
        return "The case holds no map of this ground; the outlines are limits of places."
            .to_owned();
    }
    let ground = if dossier.maps.len() == 1 {
        format!("Solid: the map draws {adjective}-held ground. Blank: not drawn.")
    } else {
        format!(
            "Solid: every map draws {adjective}-held ground. Hatched: some do. Blank: none does, which is not drawn."
        )
    };
    let shares = dossier
        .agreement
        .as_ref()
        .and_then(|agreement| agreement.shares)
        .filter(|_| dossier.maps.len() > 1);
    let inside = shares.map(|(all, some, none)| {
        format!(
            " Inside the limit, all maps agree on {} per cent, some draw {} per cent more, none draws {} per cent.",
            number(all, 0),
            number(some, 0),
            number(none, 0)
        )
    });
    ground + &inside.unwrap_or_default()
}

fn chart_description(dossier: &Dossier) -> String {
    let ends: Vec<String> = dossier
        .series
        .iter()
        .filter_map(|series| Some((series, series.points.first()?, series.points.last()?)))
        .map(|(series, first, last)| {
            format!(
                "{}: {} per cent on {}, {} on {}",
                series.name,
                number(first.1, 0),
                short_date(first.0),
                number(last.1, 0),
                short_date(last.0)
            )
        })
        .collect();
    if ends.is_empty() {
        "No series".to_owned()
    } else {
        ends.join("; ")
    }
}
