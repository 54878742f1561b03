//! Scores the attribution layer against annotated texts.
//!
//! **What.** `attribution_eval FILE.jsonl [--learned | --model=FILE] [--errors]` prints precision, recall, and F1 of cue, source, and content, exact and by overlap.
//! Predicted and gold attributions are linked by overlapping cues, those without a cue by overlapping content.
//!
//! **Shape.** One document per line: `text`, `outlet` or `publisher`, and `attributions` with `source`, `cue`, `content` as code-point ranges;
//! `claims` with `cue`, `source`, and `force` where the file has them (our corpus), without them otherwise (`PolNeAR`).
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an evaluation program reads a file and prints"
)]

mod gold;
mod tally;

use salient_claims::attribution::{AttributionTagger, LearnedTagger, RuleTagger};

fn main() {
    let mut path = None;
    let mut show_errors = false;
    let mut learned: Option<LearnedTagger> = None;
    for argument in std::env::args().skip(1) {
        if argument == "--errors" {
            show_errors = true;
        } else if argument == "--learned" {
            learned = Some(LearnedTagger::embedded().clone());
        } else if let Some(path) = argument.strip_prefix("--model=") {
            let read = |path: &str| std::fs::read(path).unwrap_or_default();
            let vocabulary = include_str!("../../../../models/en/vocabulary.txt");
            let names = include_str!("../../../../models/en/names.txt");
            match LearnedTagger::read(vocabulary, names, &read(path)) {
                Ok(model) => learned = Some(model),
                Err(error) => {
                    println!("{path}: {error}");
                    return;
                }
            }
        } else {
            path = Some(argument);
        }
    }
    let tagger: &dyn AttributionTagger = match &learned {
        Some(learned) => learned,
        None => &RuleTagger,
    };
    let Some(path) = path else {
        println!("usage: attribution_eval FILE.jsonl [--learned | --model=FILE] [--errors]");
        return;
    };
    let lines = match std::fs::read_to_string(&path) {
        Ok(lines) => lines,
        Err(error) => {
            println!("{path}: {error}");
            return;
        }
    };
    let mut tally = tally::Tally::default();
    for line in lines.lines() {
        let Some(gold) = gold::read(line) else {
            println!("a line without text or attributions is left out");
            continue;
        };
        let found = tagger.tag(&gold.document);
        let errors = tally.add(&gold, &found);
        if show_errors && !errors.is_empty() {
            println!("== {}", gold.name);
            for error in errors {
                println!("{error}");
            }
        }
    }
    println!("{tally}");
}
