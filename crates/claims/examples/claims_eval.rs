//! Scores extraction against a gold corpus.
//!
//! ```text
//! cargo run --release --example claims_eval -- gold.jsonl [--gold-attributions] [--errors 20] [--examples 2]
//! ```
//!
//! `--gold-attributions` gives the extractor the gold attributions instead of the rule tagger's.

#[path = "shared/mod.rs"]
mod shared;

use salient_claims::{Extraction, Settings, extract_claims};
use shared::{TaggerChoice, print_errors, print_score, read_gold};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments
        .first()
        .ok_or("usage: claims_eval GOLD.jsonl [--gold-attributions] [--errors N] [--examples N]")?;
    let tagger = TaggerChoice::from_arguments(&arguments);
    let gold = read_gold(path)?;
    let settings = Settings::default();
    let extractions: Vec<Extraction> = gold
        .iter()
        .map(|case| extract_claims(&case.document, &case.names, &tagger.of(case), &settings))
        .collect();
    print_score(&gold, &extractions);
    print_errors(&gold, &extractions, &arguments);
    Ok(())
}
