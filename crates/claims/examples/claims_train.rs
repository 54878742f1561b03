//! Learns the weights of clause splitting and typing from a gold corpus, or tells by cross-validation how well they would do.
//!
//! ```text
//! cargo run --release --example claims_train -- dev.jsonl lexicons/en    # writes weights-clauses.tsv and weights-types.tsv
//! cargo run --release --example claims_train -- dev.jsonl --folds 5      # cross-validation by document, end to end
//! ```

#![expect(clippy::print_stdout, reason = "an example prints its findings")]

#[path = "shared/mod.rs"]
mod shared;

use std::borrow::Cow;

use salient_claims::propositions::learn::{LearnSettings, Lesson, learn_segmenter, learn_types};
use salient_claims::propositions::{LinearModel, Models};
use salient_claims::{Extraction, Settings, extract_claims};
use shared::{Gold, TaggerChoice, print_errors, print_score, read_gold};

/// Chosen by cross-validation on the development half.
const CLAUSES: LearnSettings = LearnSettings {
    n_passes: 10,
    n_least_documents: 6,
    n_least_cases: 10,
    least_weight: 80,
};
const TYPES: LearnSettings = LearnSettings {
    n_passes: 8,
    n_least_documents: 3,
    n_least_cases: 4,
    least_weight: 250,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage =
        "usage: claims_train GOLD.jsonl (FOLDER | --folds N) [--gold-attributions] [--errors N]";
    let path = arguments.first().ok_or(usage)?;
    let tagger = TaggerChoice::from_arguments(&arguments);
    let gold = read_gold(path)?;
    match arguments.get(1).map(String::as_str).ok_or(usage)? {
        "--folds" => {
            let n_folds: usize = arguments.get(2).ok_or(usage)?.parse()?;
            let mut extractions: Vec<Extraction> = Vec::with_capacity(gold.len());
            let models: Vec<Models> = (0..n_folds)
                .map(|fold| {
                    let (clauses, types) = learn(&gold, tagger, |idx| idx % n_folds != fold);
                    Models {
                        clauses: LinearModel::read(&clauses),
                        types: LinearModel::read(&types),
                    }
                })
                .collect();
            for (idx, case) in gold.iter().enumerate() {
                let settings = Settings {
                    models: Cow::Owned(models[idx % n_folds].clone()),
                };
                extractions.push(extract_claims(
                    &case.document,
                    &case.names,
                    &tagger.of(case),
                    &settings,
                ));
            }
            print_score(&gold, &extractions);
            print_errors(&gold, &extractions, &arguments);
        }
        folder => {
            let (clauses, types) = learn(&gold, tagger, |_idx| true);
            for (name, file) in [
                ("weights-clauses.tsv", clauses),
                ("weights-types.tsv", types),
            ] {
                println!("{name}: {} bytes", file.len());
                shared::write(folder, name, &file)?;
            }
        }
    }
    Ok(())
}

/// Learns both models from the documents that `is_in` lets in.
fn learn(gold: &[Gold], tagger: TaggerChoice, is_in: impl Fn(usize) -> bool) -> (String, String) {
    let attributions: Vec<_> = gold
        .iter()
        .map(|case| {
            use salient_claims::attribution::AttributionTagger as _;
            tagger.of(case).tag(&case.document)
        })
        .collect();
    let lessons: Vec<Lesson<'_>> = gold
        .iter()
        .zip(&attributions)
        .enumerate()
        .filter(|(idx, _case)| is_in(*idx))
        .map(|(_idx, (case, attributions))| Lesson {
            document: &case.document,
            attributions,
            gold: &case.gold.claims,
        })
        .collect();
    (
        learn_segmenter(&lessons, &CLAUSES),
        learn_types(&lessons, &TYPES),
    )
}
