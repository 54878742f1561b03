//! What the examples of this room share: reading a gold corpus, and printing scores and errors.

#![allow(
    clippy::print_stdout,
    dead_code,
    reason = "examples print, and each uses a part of this file"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "an example reads and writes files; the room itself does not"
)]

use salient_claims::Extraction;
use salient_claims::attribution::{AttributionTagger, RuleTagger};
use salient_claims::score::{
    AttributionPair, ScoredDocument, list_errors, score_attributions, score_claims,
};
use salient_documents::{DocumentInput, Limits, read_document};
use salient_model::{Attribution, Document, DocumentFormat, ExtractorInfo, TextPolicy};
use salient_names::{GENERIC, Lexicon, theatre};
use salient_record::{GoldDocument, read_corpus_line};

type Failure = Box<dyn std::error::Error>;

/// A gold document, read as any document, with the names of its theatre.
pub(crate) struct Gold {
    pub(crate) gold: GoldDocument,
    pub(crate) document: Document,
    pub(crate) names: Lexicon,
}

/// Reads a gold corpus, one document per line.
pub(crate) fn read_gold(path: &str) -> Result<Vec<Gold>, Failure> {
    let file = std::fs::read_to_string(path)?;
    file.lines()
        .enumerate()
        .map(|(idx, line)| {
            let gold = read_corpus_line(line, &format!("{path}:{}", idx + 1))?;
            let document = read_document(
                &DocumentInput {
                    bytes: gold.text.as_bytes(),
                    format: DocumentFormat::PlainText,
                    outlet: gold.outlet.clone(),
                    published: gold.published,
                    theatre: gold.theatre.clone(),
                    title: None,
                    url: None,
                    origin: gold.name.clone(),
                    text_policy: TextPolicy::Store,
                },
                &Limits::default(),
            )?;
            let pack = gold
                .theatre
                .as_deref()
                .and_then(|key| theatre(key).ok())
                .map_or_else(|| theatre(GENERIC), Ok)?;
            let names = Lexicon::new(pack)?;
            Ok(Gold {
                gold,
                document,
                names,
            })
        })
        .collect()
}

/// Writes one file into a folder.
pub(crate) fn write(folder: &str, name: &str, words: &str) -> Result<(), Failure> {
    Ok(std::fs::write(
        std::path::Path::new(folder).join(name),
        words,
    )?)
}

/// Which attributions claims are read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaggerChoice {
    /// Those of the rule tagger.
    Rules,
    /// Those of the gold, to see what the rest of the room does.
    Gold,
}

impl TaggerChoice {
    pub(crate) fn from_arguments(arguments: &[String]) -> Self {
        if arguments
            .iter()
            .any(|argument| argument == "--gold-attributions")
        {
            Self::Gold
        } else {
            Self::Rules
        }
    }

    pub(crate) fn of(self, case: &Gold) -> ChosenTagger {
        ChosenTagger((self == Self::Gold).then(|| case.gold.attributions.clone()))
    }
}

/// A tagger that gives the attributions that it was made with, or the rule tagger's.
#[derive(Debug)]
pub(crate) struct ChosenTagger(Option<Vec<Attribution>>);

impl AttributionTagger for ChosenTagger {
    fn tag(&self, document: &Document) -> Vec<Attribution> {
        self.0.clone().unwrap_or_else(|| RuleTagger.tag(document))
    }

    fn info(&self) -> ExtractorInfo {
        RuleTagger.info()
    }
}

fn scored<'a>(gold: &'a [Gold], extractions: &'a [Extraction]) -> Vec<ScoredDocument<'a>> {
    gold.iter()
        .zip(extractions)
        .map(|(case, extraction)| ScoredDocument {
            name: &case.gold.name,
            text: &case.gold.text,
            gold: &case.gold.claims,
            gold_relations: &case.gold.relations,
            predicted: &extraction.claims,
            predicted_relations: &[],
        })
        .collect()
}

/// Prints the scores of claims and attributions.
pub(crate) fn print_score(gold: &[Gold], extractions: &[Extraction]) {
    println!("{}", score_claims(&scored(gold, extractions)));
    let pairs: Vec<AttributionPair<'_>> = gold
        .iter()
        .zip(extractions)
        .map(|(case, extraction)| AttributionPair {
            gold: &case.gold.attributions,
            predicted: &extraction.attributions,
        })
        .collect();
    println!("{}", score_attributions(&pairs));
}

/// Prints the most frequent kinds of error; `--errors N` says how many, `--examples N` with how many cases each.
pub(crate) fn print_errors(gold: &[Gold], extractions: &[Extraction], arguments: &[String]) {
    let number_after = |flag: &str, default: usize| {
        arguments
            .iter()
            .position(|argument| argument == flag)
            .and_then(|at| arguments.get(at + 1))
            .and_then(|number| number.parse().ok())
            .unwrap_or(default)
    };
    let n_examples = number_after("--examples", 2);
    for kind in list_errors(&scored(gold, extractions))
        .iter()
        .take(number_after("--errors", 20))
    {
        println!("{:>5}  {}", kind.examples.len(), kind.kind);
        for (document, words) in kind.examples.iter().take(n_examples) {
            println!("         {document}: {words}");
        }
    }
}
