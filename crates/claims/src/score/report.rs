//! The figures, and how they print.

use std::collections::BTreeMap;
use std::fmt;

use super::interval::{Interval, bootstrap};

/// Measures in the order in which they print, with what `predicted` and `gold` count: `true` when both are the same (a plain share).
const MEASURES: &[(&str, bool)] = &[
    ("core", false),
    ("core_strict", false),
    ("all", false),
    ("all_strict", false),
    ("secondary_recall", false),
    ("optional_recall", false),
    ("source", true),
    ("source_kind", true),
    ("side", true),
    ("force", true),
    ("directness", true),
    ("type", true),
    ("polarity", true),
    ("certainty", true),
    ("modality", true),
    ("map", true),
    ("tier", true),
    ("quantity", false),
    ("time", true),
    ("time_window", true),
    ("place", false),
    ("place_role", true),
    ("subject", false),
    ("contradicts", false),
    ("in_tension", false),
];

/// Counts behind one measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right ones.
    pub hits: usize,
    /// All predicted.
    pub predicted: usize,
    /// All in the gold.
    pub gold: usize,
}

impl Tally {
    /// Right among predicted.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.predicted)
    }

    /// Right among gold.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        share(self.hits, self.gold)
    }

    /// Harmonic mean of both; of the one that exists when the other counts nothing.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hits, self.predicted + self.gold)
    }

    fn plus(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            predicted: self.predicted + other.predicted,
            gold: self.gold + other.gold,
        }
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// One measure over all documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its name: `core`, `source`, `quantity`.
    pub name: &'static str,
    /// Whether it is a plain share of matched pairs instead of precision and recall.
    pub is_share: bool,
    /// The counts.
    pub tally: Tally,
    /// Interval of the F1, or of the share.
    pub interval: Option<Interval>,
}

impl Measure {
    /// The figure that the interval belongs to: the share, recall where nothing is predicted by design, else F1.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        value_of(self.tally)
    }
}

fn value_of(tally: Tally) -> Option<f64> {
    if tally.predicted == 0 {
        tally.recall()
    } else {
        tally.f1()
    }
}

/// Every measure of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreReport {
    /// Documents.
    pub n_documents: usize,
    /// Measures, in fixed order.
    pub measures: Vec<Measure>,
}

impl ScoreReport {
    /// The measure called `name`.
    #[must_use]
    pub fn measure(&self, name: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.name == name)
    }

    pub(super) fn from_documents(documents: &[DocumentTallies]) -> Self {
        let names: Vec<(&'static str, bool)> = MEASURES
            .iter()
            .copied()
            .chain(super::attributions::MEASURES.iter().copied())
            .filter(|(name, _is_share)| {
                documents
                    .iter()
                    .any(|document| document.tallies.contains_key(name))
            })
            .collect();
        let measures = names
            .into_iter()
            .map(|(name, is_share)| {
                let column: Vec<Tally> = documents
                    .iter()
                    .map(|document| document.tallies.get(name).copied().unwrap_or_default())
                    .collect();
                let sum = |picks: &mut dyn Iterator<Item = usize>| {
                    picks.fold(Tally::default(), |total, pick| total.plus(column[pick]))
                };
                Measure {
                    name,
                    is_share,
                    tally: sum(&mut (0..column.len())),
                    interval: bootstrap(column.len(), |sample| {
                        value_of(sum(&mut sample.iter().copied()))
                    }),
                }
            })
            .collect();
        Self {
            n_documents: documents.len(),
            measures,
        }
    }
}

impl fmt::Display for ScoreReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "{} documents; F1, or share of matched claims, with a 95 percent interval by document",
            self.n_documents
        )?;
        writeln!(
            formatter,
            "{:<20} {:>6} {:>15} {:>6} {:>6}  counts (right, predicted, gold)",
            "measure", "value", "interval", "P", "R"
        )?;
        for measure in &self.measures {
            let number = |value: Option<f64>| {
                value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
            };
            let interval = measure.interval.map_or_else(
                || "–".to_owned(),
                |interval| format!("{:.3}–{:.3}", interval.low, interval.high),
            );
            let (precision, recall) = if measure.is_share {
                (String::new(), String::new())
            } else {
                (
                    number(measure.tally.precision()),
                    number(measure.tally.recall()),
                )
            };
            writeln!(
                formatter,
                "{:<20} {:>6} {:>15} {:>6} {:>6}  {} {} {}",
                measure.name,
                number(measure.value()),
                interval,
                precision,
                recall,
                measure.tally.hits,
                measure.tally.predicted,
                measure.tally.gold
            )?;
        }
        Ok(())
    }
}

/// The counts of one document, by measure.
#[derive(Debug, Clone, Default)]
pub(super) struct DocumentTallies {
    tallies: BTreeMap<&'static str, Tally>,
}

impl DocumentTallies {
    pub(super) fn add(&mut self, name: &'static str, hits: usize, predicted: usize, gold: usize) {
        let tally = self.tallies.entry(name).or_default();
        *tally = tally.plus(Tally {
            hits,
            predicted,
            gold,
        });
    }

    /// Counts one case of a plain share.
    pub(super) fn add_case(&mut self, name: &'static str, is_right: bool) {
        self.add(name, usize::from(is_right), 1, 1);
    }
}
