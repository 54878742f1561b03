//! The view model of a brief: every piece of text that the three outputs print, already worded and rounded.

use salient_model::Outcome;

use super::sentence::Sentence;

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
    /// 1 to 3 filled squares: up to 24 hours, up to 72, beyond; 0 without a map.
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
    /// Heads of the measures table, one per map: short names.
    pub measure_heads: Vec<String>,
    /// Rows of the measures table.
    pub measures: Vec<Measure>,
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
    /// Footnotes to claims, by text.
    pub notes: Vec<NoteGroup>,
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
    /// Outlet, short.
    pub name: String,
    /// Its footnote letter; the note has the full name.
    pub letter: char,
    /// "19"; absent without a boundary.
    pub share: Option<String>,
    /// "19–23", when the range prints differently from the value.
    pub share_range: Option<String>,
    /// "way out 7.8 km", "closed in", "inside held ground".
    pub enclosure: Option<String>,
    /// "file of 8 Nov: end of 7 Nov".
    pub dates: String,
    /// "5 days old, not in the range", for a map that is too old to decide.
    pub stale: Option<String>,
}

/// A row of the measures table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// "Gained inside".
    pub label: String,
    /// "km², since 1 Nov".
    pub detail: String,
    /// One per map.
    pub cells: Vec<Cell>,
    /// Figures that claims give for it.
    pub said: Vec<Said>,
}

/// A figure that a claim gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whose: position of the side among the first two, if it is one of them.
    pub side: Option<usize>,
    /// "> 70 %".
    pub words: String,
    /// Footnote of the claim.
    pub note: usize,
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
    /// Findings on claims of the first two sides.
    pub checks: Vec<CheckLine>,
    /// Findings on claims of all others.
    pub other_checks: Vec<CheckLine>,
    /// "and 3 more".
    pub more: Option<String>,
}

impl Row {
    /// Whether one of the first two sides speaks here; only then is the silence of the other an absence.
    #[must_use]
    pub fn has_sides(&self) -> bool {
        self.by_side.iter().any(|lines| !lines.is_empty())
    }
}

/// A claim as printed.
#[derive(Debug, Clone)]
pub struct ClaimLine {
    /// Who: the source's name as in the document.
    pub who: String,
    /// "denies".
    pub verb: &'static str,
    /// Style of the line under the verb: `as`, `de`, `es`, `pr`.
    pub act: &'static str,
    /// The quoted words.
    pub quote: String,
    /// Its footnote.
    pub note: usize,
    /// "3–9 Nov · Agency Name".
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

/// Footnotes to the claims of one text.
#[derive(Debug, Clone)]
pub struct NoteGroup {
    /// "The Ridge Wire, 9 Nov 2025, text 5c51d637d844…".
    pub text: String,
    /// Notes, by number.
    pub notes: Vec<Note>,
}

/// A footnote to a claim.
#[derive(Debug, Clone)]
pub struct Note {
    /// Number.
    pub number: usize,
    /// "134–187, official, claim f1fe879a".
    pub words: String,
}
