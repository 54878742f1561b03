//! Counts of what was mended or left out in one map, and the diagnostics made from them.
//!
//! **Shape.** One diagnostic per code, with the count and the first place: a map with ten thousand clockwise rings is one remark and not ten thousand.

use std::collections::BTreeMap;

use salient_model::{Diagnostic, Repairs};

/// What was noticed in one map.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Remarks {
    /// By code: how often, and where first.
    seen: BTreeMap<&'static str, (usize, String)>,
}

impl Remarks {
    pub(crate) fn note(&mut self, code: &'static str, at: impl FnOnce() -> String) {
        self.note_many(code, 1, at);
    }

    pub(crate) fn note_many(
        &mut self,
        code: &'static str,
        count: usize,
        at: impl FnOnce() -> String,
    ) {
        if count > 0 {
            self.seen.entry(code).or_insert_with(|| (0, at())).0 += count;
        }
    }

    pub(crate) fn count(&self, code: &str) -> usize {
        self.seen.get(code).map_or(0, |(count, _)| *count)
    }

    pub(crate) fn repairs(&self) -> Repairs {
        Repairs {
            reoriented: self.count("M001"),
            closed: self.count("M002"),
            repeated_points: self.count("M003"),
            self_crossings: self.count("M004"),
            degenerate_rings: self.count("M005"),
            merged: self.count("M010"),
        }
    }

    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.seen
            .iter()
            .map(|(code, (count, at))| Diagnostic::at(code, words(code, *count), at.clone()))
            .collect()
    }
}

fn words(code: &str, count: usize) -> String {
    let (one, many, then) = match code {
        "M001" => (
            "ring",
            "rings",
            "turned so that exteriors run counter-clockwise",
        ),
        "M002" => ("ring", "rings", "closed"),
        "M003" => ("repeated point", "repeated points", "removed"),
        "M004" => (
            "polygon crossing or touching itself",
            "polygons crossing or touching themselves",
            "split into valid polygons of the same ground",
        ),
        "M005" => (
            "ring with fewer than three corners or no area",
            "rings with fewer than three corners or no area",
            "dropped",
        ),
        "M006" => ("feature", "features", "without geometry"),
        "M007" => (
            "geometry that is no polygon",
            "geometries that are no polygons",
            "ignored",
        ),
        "M010" => (
            "polygon overlapping or adjoining another of its zone",
            "polygons overlapping or adjoining others of their zone",
            "merged",
        ),
        "M011" => (
            "feature with an unknown legend entry",
            "features with unknown legend entries",
            "ignored",
        ),
        "M012" => (
            "height or measure value",
            "height or measure values",
            "dropped",
        ),
        "M013" => (
            "point",
            "points",
            "converted from a projection to longitude and latitude",
        ),
        "M014" => (
            "link to another file",
            "links to other files",
            "not followed",
        ),
        "M015" => ("deleted record", "deleted records", "left out"),
        "M016" => (
            "layer without a coordinate reference system",
            "layers without a coordinate reference system",
            "read as longitude and latitude on WGS 84",
        ),
        "M017" => (
            "text whose encoding is not stated, or that breaks it,",
            "texts whose encoding is not stated, or that break it,",
            "decoded by a fixed rule",
        ),
        "M018" => (
            "feature with its rings wound against the rule of its format",
            "features with their rings wound against the rule of their format",
            "read the other way round",
        ),
        _ => ("part", "parts", "noticed"),
    };
    format!("{count} {} {then}", if count == 1 { one } else { many })
}
