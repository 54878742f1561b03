//! Linear models that ship as data: features with a weight per label.
//!
//! **What.** Reads a weight file and scores feature lists. The weights are learned from the development half of our own corpus by
//! [`super::learn`]; features are masked words and grammatical signs, never the name of an actor or a place.
//!
//! **Shape.** A weight file is UTF-8 text: comment lines with `#`, one line `labels` with all labels, one line `words` with the common words
//! that features may show, then one line per feature with `label=weight` pairs. Fields are separated by tabs. Labels keep their order.
//!
//! **Errors and doubt.** A line that cannot be read is skipped: the file is part of the program, and a test reads every line of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A list of features, each as the hash of its text.
#[derive(Debug, Default)]
pub(crate) struct Features {
    keys: Vec<u64>,
    /// Texts beside the keys; kept only when learning.
    names: Option<BTreeMap<u64, String>>,
}

impl Features {
    /// A list that also remembers what its keys mean.
    pub(crate) fn named() -> Self {
        Self {
            keys: Vec::new(),
            names: Some(BTreeMap::new()),
        }
    }

    /// Adds the feature whose text is all `parts` in a row.
    pub(crate) fn add(&mut self, parts: &[&str]) {
        let key = hash(parts);
        self.keys.push(key);
        if let Some(names) = &mut self.names {
            names.entry(key).or_insert_with(|| parts.concat());
        }
    }

    pub(crate) fn keys(&self) -> &[u64] {
        &self.keys
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = (&u64, &String)> {
        self.names.iter().flatten()
    }
}

/// FNV-1a, 64 bit: small, stable, and the same on every machine.
fn hash(parts: &[&str]) -> u64 {
    parts
        .iter()
        .flat_map(|part| part.bytes())
        .fold(0xCBF2_9CE4_8422_2325, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        })
}

/// Weights of every feature for every label.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinearModel {
    labels: Vec<String>,
    words: BTreeSet<String>,
    weights: HashMap<u64, Vec<(usize, i32)>>,
}

impl LinearModel {
    /// Reads a weight file.
    #[must_use]
    pub fn read(file: &str) -> Self {
        let mut model = Self::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            match fields.next() {
                Some("labels") => model.labels = fields.map(ToOwned::to_owned).collect(),
                Some("words") => model.words = fields.map(ToOwned::to_owned).collect(),
                Some(feature) => {
                    let weights = fields
                        .filter_map(|field| {
                            let (label, weight) = field.rsplit_once('=')?;
                            let label = model.labels.iter().position(|known| known == label)?;
                            Some((label, weight.parse().ok()?))
                        })
                        .collect();
                    model.weights.insert(hash(&[feature]), weights);
                }
                None => {}
            }
        }
        model
    }

    /// The labels.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Whether features may show `word`.
    pub(crate) fn is_common(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// One sum per label.
    pub(crate) fn scores(&self, features: &Features) -> Vec<i64> {
        let mut scores = vec![0; self.labels.len()];
        for key in features.keys() {
            for (label, weight) in self.weights.get(key).into_iter().flatten() {
                scores[*label] += i64::from(*weight);
            }
        }
        scores
    }
}
