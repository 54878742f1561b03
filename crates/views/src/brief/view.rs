//! The view model of a brief: every piece of text that the three outputs print, already worded and rounded.

use salient_checks::dossier::{Dossier, EnclosureReading, MapReading, Ranged, Topic, TopicClaim};
use salient_model::{Finding, Outcome, RelationKind};

use super::sentence::{Sentence, state_sentence};
use crate::format::{counted, date_range, long_date, number, outcome, range, short_date, verb};

/// How many claims of one side a topic shows; the rest is counted.
const CLAIMS_PER_SIDE: usize = 3;

/// A brief in words.
#[derive(Debug, Clone)]
pub struct BriefView {
    /// "Pokrovsk".
    pub place: String,
    /// Names in other scripts.
    pub native_names: String,
    /// "8 November 2025".
    pub on: String,
    /// "Maps 0–1 day old", "No map".
    pub age: String,
    /// 1 to 3 filled squares: up to 24 hours, up to 72, beyond.
    pub age_squares: usize,
    /// First digits of the edition.
    pub edition: String,
    /// The state sentence.
    pub sentence: Sentence,
    /// "Russian-held ground, by three maps".
    pub map_title: String,
    /// What the map shows, in words.
    pub map_description: String,
    /// One card per map.
    pub cards: Vec<MapCard>,
    /// Outlets without a map, with the reason.
    pub missing_maps: Vec<String>,
    /// Shares on all, some, no maps.
    pub agreement: Option<AgreementBar>,
    /// Heading of the column for each of the first two sides.
    pub sides: Vec<String>,
    /// Rival claims, a row per topic.
    pub rows: Vec<Row>,
    /// "Against the maps of 8 November".
    pub checks_title: String,
    /// Heads of the measures table, one per map.
    pub measure_heads: Vec<String>,
    /// Measures: label, detail, cells, what was said.
    pub measures: Vec<(String, String, Vec<Cell>, String)>,
    /// Title of the chart.
    pub chart_title: String,
    /// What the chart shows, in words.
    pub chart_description: String,
    /// "What changed since 1 November".
    pub changes_title: String,
    /// Date and words.
    pub changes: Vec<(String, String)>,
    /// Method and limits, one sentence each.
    pub methods: Vec<String>,
    /// Footnotes to claims.
    pub notes: Vec<Note>,
    /// Footnotes to maps: letter, words.
    pub map_notes: Vec<(char, String)>,
    /// Whether sample data is shown.
    pub synthetic: bool,
    /// Claims that the case holds about the place beyond those shown.
    pub n_more_claims: usize,
}

/// Shares of the place on all, some, and no maps, in per cent, with widths for a bar of 260 units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementBar {
    /// Held on all maps.
    pub all: String,
    /// Held on some.
    pub some: String,
    /// Held on none.
    pub none: String,
    /// Width of `all`.
    pub all_width: String,
    /// Width of `some`.
    pub some_width: String,
}

/// A card of the column "share, map by map".
#[derive(Debug, Clone)]
pub struct MapCard {
    /// Outlet.
    pub name: String,
    /// Its footnote letter.
    pub letter: char,
    /// "19"; absent without a boundary.
    pub share: Option<String>,
    /// "19–23", when the range prints differently from the value.
    pub share_range: Option<String>,
    /// "way out 7.8 km", "closed in", "inside held ground".
    pub enclosure: Option<String>,
    /// "file of 8 Nov: end of 7 Nov".
    pub dates: String,
}

/// A cell of the measures table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The value; absent when the measure is not computable for this map.
    pub value: Option<String>,
    /// The range, when it prints differently.
    pub range: Option<String>,
}

/// A topic.
#[derive(Debug, Clone)]
pub struct Row {
    /// "Who holds it?"
    pub question: String,
    /// "≠ contradict", "one source".
    pub relation: String,
    /// Whether the relation is a contradiction.
    pub contradicts: bool,
    /// Claims of the first two sides, in order; an empty list is an absence.
    pub by_side: [Vec<ClaimLine>; 2],
    /// Claims of all others.
    pub others: Vec<ClaimLine>,
    /// Findings.
    pub checks: Vec<CheckLine>,
    /// "and 3 more".
    pub more: Option<String>,
}

/// A claim as printed.
#[derive(Debug, Clone)]
pub struct ClaimLine {
    /// Who: the source's name as in the document.
    pub who: String,
    /// "denies".
    pub verb: &'static str,
    /// Style of the underline: `as`, `de`, `es`, `pr`.
    pub act: &'static str,
    /// The quoted words.
    pub quote: String,
    /// Its footnote.
    pub note: usize,
    /// "3–9 Nov · official · Agency Name, 9 Nov".
    pub meta: String,
    /// "hedged as possible", "negated", when the words need it.
    pub hedge: Option<String>,
    /// End of the withholding period, when the claim is withheld.
    pub withheld: Option<String>,
}

/// A finding as printed.
#[derive(Debug, Clone)]
pub struct CheckLine {
    /// Its claim's footnote.
    pub note: usize,
    /// The outcome; decides the glyph.
    pub outcome: Outcome,
    /// "inconsistent".
    pub label: &'static str,
    /// The reason in words, with values by map.
    pub words: String,
}

/// A footnote to a claim.
#[derive(Debug, Clone)]
pub struct Note {
    /// Number.
    pub number: usize,
    /// "134–187, claim f1fe879a, text 5c51d637d844…, The Ridge Wire, 9 Nov 2025".
    pub words: String,
}

/// Builds the view.
pub(super) fn build(dossier: &Dossier) -> BriefView {
    let n_maps = dossier.maps.len();
    let lower = |words: String| {
        words.chars().next().map_or_else(String::new, |first| {
            first.to_lowercase().chain(words.chars().skip(1)).collect()
        })
    };
    let ages: Vec<i64> = dossier.maps.iter().map(|map| map.age_days).collect();
    let oldest = ages.iter().copied().max().unwrap_or(0);
    let age = match (ages.iter().copied().min(), ages.iter().copied().max()) {
        (Some(youngest), Some(oldest)) if youngest == oldest => format!(
            "Maps {oldest} {} old",
            if oldest == 1 { "day" } else { "days" }
        ),
        (Some(youngest), Some(oldest)) => format!(
            "Maps {youngest}–{oldest} {} old",
            if oldest == 1 { "day" } else { "days" }
        ),
        _ => "No map".to_owned(),
    };
    let rows: Vec<Row> = dossier
        .topics
        .iter()
        .map(|topic| row(topic, dossier))
        .collect();
    let place = dossier.place.name.clone();
    BriefView {
        native_names: dossier.native_names.join(" "),
        on: long_date(dossier.on),
        age,
        age_squares: if n_maps == 0 || oldest > 3 {
            3
        } else if oldest > 1 {
            2
        } else {
            1
        },
        edition: dossier.edition.clone(),
        sentence: state_sentence(dossier),
        map_title: match n_maps {
            0 => "No map of this ground in the case".to_owned(),
            _ => format!(
                "{}-held ground, by {}",
                dossier.holder.adjective,
                lower(counted(n_maps, "map", "maps"))
            ),
        },
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
        agreement: dossier
            .agreement
            .as_ref()
            .and_then(|agreement| agreement.shares)
            .map(|(all, some, none)| AgreementBar {
                all: number(all, 0),
                some: number(some, 0),
                none: number(none, 0),
                all_width: format!("{:.1}", all * 2.6),
                some_width: format!("{:.1}", some * 2.6),
            }),
        sides: dossier
            .sides
            .iter()
            .take(2)
            .map(|side| side.name.clone())
            .collect(),
        checks_title: format!("Against the maps of {}", short_date(dossier.on)),
        measure_heads: dossier.maps.iter().map(|map| map.name.clone()).collect(),
        measures: dossier
            .measures
            .iter()
            .map(|row| {
                let cells = row
                    .cells
                    .iter()
                    .map(|cell| measure_cell(*cell, row.decimals))
                    .collect();
                let said = row
                    .said
                    .iter()
                    .map(|(note, words)| format!("{words} [{note}]"))
                    .collect::<Vec<_>>()
                    .join(", ");
                (row.label.clone(), row.detail.clone(), cells, said)
            })
            .collect(),
        chart_title: format!("Share of {place} held by {}, %", dossier.holder.name),
        chart_description: chart_description(dossier),
        changes_title: format!("What changed since {}", short_date(dossier.since)),
        changes: dossier
            .changes
            .iter()
            .map(|change| {
                (
                    short_date(change.date),
                    with_notes(&change.words, &change.notes),
                )
            })
            .collect(),
        methods: dossier.methods.clone(),
        notes: dossier
            .topics
            .iter()
            .flat_map(|topic| &topic.claims)
            .filter(|claim| is_shown(&rows, claim.note))
            .map(note)
            .collect(),
        map_notes: dossier
            .maps
            .iter()
            .enumerate()
            .map(|(n, map)| (letter(n), map_note(map)))
            .collect(),
        synthetic: dossier.synthetic,
        n_more_claims: dossier.n_claims.0.saturating_sub(dossier.n_claims.1),
        rows,
        place,
    }
}

fn letter(n: usize) -> char {
    u8::try_from(n)
        .ok()
        .and_then(|n| b'a'.checked_add(n))
        .map_or('?', char::from)
}

fn is_shown(rows: &[Row], note: usize) -> bool {
    rows.iter().any(|row| {
        row.by_side
            .iter()
            .flatten()
            .chain(&row.others)
            .any(|line| line.note == note)
    })
}

fn row(topic: &Topic, dossier: &Dossier) -> Row {
    let side_of = |claim: &TopicClaim| {
        dossier
            .sides
            .iter()
            .take(2)
            .position(|side| side.key == claim.claim.source.side)
    };
    let mut by_side: [Vec<ClaimLine>; 2] = [Vec::new(), Vec::new()];
    let mut others = Vec::new();
    let mut shown = Vec::new();
    let mut n_left_out = 0;
    for claim in &topic.claims {
        let list = match side_of(claim) {
            Some(n) => &mut by_side[n],
            None => &mut others,
        };
        if list.len() < CLAIMS_PER_SIDE {
            list.push(claim_line(claim));
            shown.push(claim);
        } else {
            n_left_out += 1;
        }
    }
    let contradicts = matches!(topic.relation, Some((RelationKind::Contradicts, _)));
    let relation = match &topic.relation {
        Some((RelationKind::Contradicts, _)) => "≠ contradict".to_owned(),
        Some((RelationKind::InTension, _)) => "in tension".to_owned(),
        _ if topic.claims.len() == 1 => "one source".to_owned(),
        _ => "no rival claim".to_owned(),
    };
    Row {
        question: topic.family.question().to_owned(),
        relation,
        contradicts,
        by_side,
        others,
        checks: shown
            .iter()
            .filter_map(|claim| {
                claim
                    .finding
                    .as_ref()
                    .map(|finding| check_line(claim.note, finding))
            })
            .collect(),
        more: (n_left_out > 0).then(|| format!("and {n_left_out} more")),
    }
}

fn claim_line(claim: &TopicClaim) -> ClaimLine {
    use salient_model::{Certainty, Force, Modality, Polarity};
    let record = &claim.claim;
    let mut hedges = Vec::new();
    if record.polarity == Polarity::Negative
        && !matches!(record.force, Force::Denies | Force::Doubts)
    {
        hedges.push("put as not so");
    }
    match record.certainty {
        Certainty::Probable if record.force != Force::Predicts => hedges.push("put as likely"),
        Certainty::Possible => hedges.push("put as possible"),
        _ => {}
    }
    match record.modality {
        Modality::Conditional => hedges.push("under a condition"),
        Modality::Intended => hedges.push("as a plan"),
        Modality::Normative => hedges.push("as a demand"),
        _ => {}
    }
    let mut meta = vec![
        date_range(record.time.start, record.time.end),
        record.source.kind.as_str().replace(['_', '-'], " "),
    ];
    meta.push(claim.published.map_or_else(
        || claim.outlet.clone(),
        |published| format!("{}, {}", claim.outlet, short_date(published)),
    ));
    ClaimLine {
        who: record.source.name.clone(),
        verb: verb(record.force),
        act: match record.force {
            Force::Denies | Force::Doubts => "de",
            Force::Estimates => "es",
            Force::Predicts | Force::Warns => "pr",
            _ => "as",
        },
        quote: if claim.cut {
            format!("{} …", claim.quote)
        } else {
            claim.quote.clone()
        },
        note: claim.note,
        meta: meta.join(" · "),
        hedge: (!hedges.is_empty()).then(|| hedges.join(", ")),
        withheld: claim.withheld_until.map(long_date),
    }
}

fn check_line(note: usize, finding: &Finding) -> CheckLine {
    CheckLine {
        note,
        outcome: finding.outcome,
        label: outcome(finding.outcome),
        words: finding.reason.words.clone(),
    }
}

fn card(map: &MapReading, letter: char) -> MapCard {
    MapCard {
        name: map.name.clone(),
        letter,
        share: map.share.map(|share| number(share.value, 0)),
        share_range: map.share.and_then(|share| {
            let printed = range(share.low, share.high, 0);
            (printed != number(share.value, 0)).then_some(printed)
        }),
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

fn measure_cell(cell: Option<Ranged>, decimals: usize) -> Cell {
    let value = cell.map(|cell| number(cell.value, decimals));
    let printed = cell.map(|cell| range(cell.low, cell.high, decimals));
    Cell {
        range: printed.filter(|printed| Some(printed) != value.as_ref()),
        value,
    }
}

fn note(claim: &TopicClaim) -> Note {
    let published = claim
        .published
        .map(|date| format!(", {}", long_date(date)))
        .unwrap_or_default();
    Note {
        number: claim.note,
        words: format!(
            "{}–{}, claim {}, text {}…, {}{published}",
            claim.code_points.0,
            claim.code_points.1,
            &claim.claim.id.as_str().get(..8).unwrap_or_default(),
            claim.text_hash.get(..12).unwrap_or_default(),
            claim.outlet
        ),
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
    format!(
        "{words} [{}]",
        notes
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    )
}

fn map_description(dossier: &Dossier) -> String {
    let shares = dossier
        .agreement
        .as_ref()
        .and_then(|agreement| agreement.shares);
    let inside = shares.map(|(all, some, none)| {
        format!(" Inside the limit, all maps agree on {} per cent, some draw {} per cent more, none draws {} per cent.", number(all, 0), number(some, 0), number(none, 0))
    });
    format!(
        "Solid: every map draws {}-held ground. Hatched: some do. Blank: none does, which is not drawn.{}",
        dossier.holder.adjective,
        inside.unwrap_or_default()
    )
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
