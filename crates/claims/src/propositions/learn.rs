//! Learns the weights that ship as data.
//!
//! **What.** The averaged perceptron for single decisions and for label sequences. Used by the example `claims_train`, never while reading
//! a text.
//!
//! **Shape.** Cases with integer keys in, a weight file out. The order of cases is shuffled by a fixed seed, so that the same cases give the
//! same bytes.
//!
//! **Sources.** M. Collins, "Discriminative training methods for hidden Markov models" (EMNLP 2002), section 2, for both algorithms and the
//! averaging.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use salient_model::{Attribution, ByteSpan, Claim, ClaimType, Document};

use super::linear::Features;
use super::material::Material;
use super::passage::passages;
use super::segment;
use super::tokens::{TokenShape, tokenize};
use super::typing;
use super::voice::OwnVoice;

/// Head of a weight file.
const HEADER: &str = "# language: en\n# origin: own work, learned by the example claims_train from the development half of the corpus\n# licence: CC0-1.0\n# date: 2026-11-24\n";

/// What is learned from: a document with its attributions and gold claims.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'a> {
    /// The text.
    pub document: &'a Document,
    /// Attributions, from the tagger that will be used when reading.
    pub attributions: &'a [Attribution],
    /// Gold claims.
    pub gold: &'a [Claim],
}

/// How long to learn, and what to keep.
#[derive(Debug, Clone, Copy)]
pub struct LearnSettings {
    /// Passes over all cases.
    pub n_passes: usize,
    /// Documents that a word must occur in, in lower case, before a feature may show it.
    pub n_least_documents: usize,
    /// Cases that a feature must occur in.
    pub n_least_cases: usize,
    /// Weights nearer to zero are left out, in hundredths.
    pub least_weight: i32,
}

/// Learns clause splitting; gives a weight file.
#[must_use]
pub fn learn_segmenter(lessons: &[Lesson<'_>], settings: &LearnSettings) -> String {
    let words = common_words(lessons, settings.n_least_documents);
    let is_common = |word: &str| words.contains(word);
    let mut names = FeatureNames::default();
    let transitions = segment::transition_features(Features::named);
    let mut sequences = Vec::new();
    for lesson in lessons {
        let spans: Vec<ByteSpan> = lesson.gold.iter().map(|claim| claim.span).collect();
        for passage in passages(
            lesson.document,
            lesson.attributions,
            OwnVoice::of(lesson.document).is_own,
        ) {
            let features: Vec<Vec<u64>> = (0..passage.tokens.len())
                .map(|idx| {
                    let mut features = Features::named();
                    segment::add_features(&passage, idx, &is_common, &mut features);
                    names.keep(&features);
                    features.keys().to_vec()
                })
                .collect();
            let labels = segment::gold_labels(&passage, &spans);
            sequences.push((features, labels));
        }
    }
    for features in &transitions {
        names.keep_always(features);
    }
    let mut perceptron = Perceptron::new(segment::LABELS.len());
    for pass in 0..settings.n_passes {
        for idx in shuffled(sequences.len(), pass) {
            let (features, labels) = &sequences[idx];
            perceptron.step();
            let scores: Vec<Vec<f64>> = features
                .iter()
                .map(|keys| perceptron.scores(keys))
                .collect();
            let rows = transitions
                .each_ref()
                .map(|features| perceptron.scores(features.keys()));
            let found = segment::best_sequence(&scores, &rows);
            if found == *labels {
                continue;
            }
            let (mut gold_before, mut found_before) = (3, 3);
            for (position, keys) in features.iter().enumerate() {
                let (gold, guess) = (labels[position], found[position]);
                if gold != guess {
                    perceptron.update(keys, gold, 1.0);
                    perceptron.update(keys, guess, -1.0);
                }
                if (gold_before, gold) != (found_before, guess) {
                    perceptron.update(transitions[gold_before].keys(), gold, 1.0);
                    perceptron.update(transitions[found_before].keys(), guess, -1.0);
                }
                (gold_before, found_before) = (gold, guess);
            }
        }
    }
    perceptron.write(&segment::LABELS, &words, &names, settings)
}

/// Learns typing; gives a weight file.
#[must_use]
pub fn learn_types(lessons: &[Lesson<'_>], settings: &LearnSettings) -> String {
    let words = common_words(lessons, settings.n_least_documents);
    let is_common = |word: &str| words.contains(word);
    let labels: Vec<&str> = ClaimType::ALL.iter().map(|known| known.as_str()).collect();
    let mut names = FeatureNames::default();
    let mut cases = Vec::new();
    for lesson in lessons {
        let voice = OwnVoice::of(lesson.document);
        let mut previous = None;
        let mut gold: Vec<&Claim> = lesson.gold.iter().collect();
        gold.sort_by_key(|claim| (claim.span.start(), claim.span.end()));
        for claim in gold {
            let material = Material::new(
                lesson.document,
                claim.span,
                claim.sentence.cover(claim.span),
                claim.cue,
            );
            let mut features = Features::named();
            typing::add_features(
                &material.input(previous, voice.is_own),
                &is_common,
                &mut features,
            );
            names.keep(&features);
            let label = ClaimType::ALL
                .iter()
                .position(|known| *known == claim.claim_type)
                .unwrap_or_default();
            cases.push((features.keys().to_vec(), label));
            previous = Some(claim.claim_type);
        }
    }
    let mut perceptron = Perceptron::new(labels.len());
    // The word lists are prior knowledge: a trigger points to its type until the cases say otherwise.
    for (label, name) in labels.iter().enumerate() {
        for feature in typing::TRIGGER_FEATURES {
            let mut features = Features::named();
            features.add(&[feature, name]);
            names.keep_always(&features);
            perceptron.update(features.keys(), label, PRIOR);
        }
    }
    for pass in 0..settings.n_passes {
        for idx in shuffled(cases.len(), pass) {
            let (keys, label) = &cases[idx];
            perceptron.step();
            let scores = perceptron.scores(keys);
            let rival = (0..scores.len()).filter(|other| other != label).fold(
                None,
                |top: Option<usize>, other| match top {
                    Some(top) if scores[top] >= scores[other] => Some(top),
                    _ => Some(other),
                },
            );
            // A margin keeps the weights from resting on the last case that was wrong.
            if let Some(rival) = rival
                && scores[*label] < scores[rival] + MARGIN
            {
                perceptron.update(keys, *label, 1.0);
                perceptron.update(keys, rival, -1.0);
            }
        }
    }
    perceptron.write(&labels, &words, &names, settings)
}

/// Weight of a trigger for its type before the first case.
const PRIOR: f64 = 15.0;
/// How far the right type must lie before the next one.
const MARGIN: f64 = 20.0;

/// Words that occur in lower case in at least `n_least` documents: no name is among them.
fn common_words(lessons: &[Lesson<'_>], n_least: usize) -> BTreeSet<String> {
    let mut n_documents: BTreeMap<String, usize> = BTreeMap::new();
    for lesson in lessons {
        let words: BTreeSet<String> = lesson
            .document
            .sentences
            .iter()
            .flat_map(|sentence| tokenize(&lesson.document.text, sentence.span))
            .filter(|token| token.shape == TokenShape::Lower)
            .map(|token| token.word)
            .collect();
        for word in words {
            *n_documents.entry(word).or_insert(0) += 1;
        }
    }
    n_documents
        .into_iter()
        .filter(|(_word, n)| *n >= n_least)
        .map(|(word, _n)| word)
        .collect()
}

/// What the keys of features mean, and in how many cases each occurs.
#[derive(Debug, Default)]
struct FeatureNames(BTreeMap<u64, (String, usize)>);

impl FeatureNames {
    fn keep(&mut self, features: &Features) {
        for (key, name) in features.names() {
            let entry = self.0.entry(*key).or_insert_with(|| (name.clone(), 0));
            entry.1 += 1;
        }
    }

    /// Keeps features in the file however few cases show them.
    fn keep_always(&mut self, features: &Features) {
        for (key, name) in features.names() {
            self.0.insert(*key, (name.clone(), usize::MAX / 2));
        }
    }
}

/// Weights in the making, with what is needed for their mean over all steps.
struct Perceptron {
    n_labels: usize,
    weights: BTreeMap<u64, Vec<f64>>,
    totals: BTreeMap<u64, Vec<(f64, usize)>>,
    n_steps: usize,
}

impl Perceptron {
    fn new(n_labels: usize) -> Self {
        Self {
            n_labels,
            weights: BTreeMap::new(),
            totals: BTreeMap::new(),
            n_steps: 0,
        }
    }

    fn scores(&self, keys: &[u64]) -> Vec<f64> {
        let mut scores = vec![0.0; self.n_labels];
        for key in keys {
            if let Some(weights) = self.weights.get(key) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
        }
        scores
    }

    fn step(&mut self) {
        self.n_steps += 1;
    }

    fn update(&mut self, keys: &[u64], label: usize, by: f64) {
        for key in keys {
            let weights = self
                .weights
                .entry(*key)
                .or_insert_with(|| vec![0.0; self.n_labels]);
            let totals = self
                .totals
                .entry(*key)
                .or_insert_with(|| vec![(0.0, 0); self.n_labels]);
            let (total, since) = &mut totals[label];
            *total += weights[label] * (self.n_steps - *since) as f64;
            *since = self.n_steps;
            weights[label] += by;
        }
    }

    /// The mean of each weight over all steps.
    fn averaged(&self) -> BTreeMap<u64, Vec<f64>> {
        self.weights
            .iter()
            .map(|(key, weights)| {
                let means = weights
                    .iter()
                    .zip(&self.totals[key])
                    .map(|(weight, (total, since))| {
                        (total + weight * (self.n_steps - since) as f64)
                            / self.n_steps.max(1) as f64
                    })
                    .collect();
                (*key, means)
            })
            .collect()
    }

    /// The weight file.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "averaged weights are a few hundred at most"
    )]
    fn write(
        &self,
        labels: &[&str],
        words: &BTreeSet<String>,
        names: &FeatureNames,
        settings: &LearnSettings,
    ) -> String {
        let mut rows: Vec<String> = self
            .averaged()
            .into_iter()
            .filter_map(|(key, means)| {
                let (name, n_cases) = names.0.get(&key)?;
                if *n_cases < settings.n_least_cases {
                    return None;
                }
                let mut row = name.clone();
                let mut is_empty = true;
                for (label, mean) in labels.iter().zip(means) {
                    let weight = (mean * 100.0).round() as i32;
                    if weight.abs() >= settings.least_weight {
                        is_empty = false;
                        let _infallible = write!(row, "\t{label}={weight}");
                    }
                }
                (!is_empty).then_some(row)
            })
            .collect();
        rows.sort();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        format!(
            "{HEADER}labels\t{}\nwords\t{}\n{}\n",
            labels.join("\t"),
            words.join("\t"),
            rows.join("\n")
        )
    }
}

/// A fixed order of `n` cases for one pass, other for each pass.
fn shuffled(n: usize, pass: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64 ^ (pass as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for upper in (1..n).rev() {
        // Marsaglia's xorshift, "Xorshift RNGs" (2003): good enough to mix the order of cases.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the remainder is at most `upper`"
        )]
        let pick = (state % (upper as u64 + 1)) as usize;
        order.swap(upper, pick);
    }
    order
}
