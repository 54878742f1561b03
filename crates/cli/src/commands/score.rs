//! `salient score`.

use std::path::{Path, PathBuf};

use clap::Args;
use salient_checks::{WordedClaim, relate_claims};
use salient_claims::score::{
    AttributionPair, ScoredDocument, list_errors, score_attributions, score_claims,
};
use salient_intake::{Limits, open_lines, read_all};
use salient_model::{Attribution, Claim, Relation, Sha256};
use salient_record::{
    AttributionRecord, ClaimRecord, GoldDocument, claim_from_record, read_corpus_line, read_sample,
};

use crate::failure::{Ended, Failure};
use crate::output;
use crate::wiring::{DocumentFlags, Reader, Tagger, read_item};

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient score --gold corpus.jsonl\n         salient score --gold corpus.jsonl --pred mine.jsonl --errors\n\nA gold file has one document per line with text, claims, and attributions (docs/json.md). A sample's `NAME.gold.jsonl` beside `NAME.txt` works too. A prediction file holds what `salient read --format jsonl` prints, for any of the gold documents, with `document_id`."
)]
pub(crate) struct Score {
    /// Gold files
    #[arg(long, required = true, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// Predictions; this program's own extraction when not given
    #[arg(long)]
    pred: Option<PathBuf>,
    /// What finds attributions in this program's own extraction
    #[arg(long, value_enum, default_value = "rules", conflicts_with = "pred")]
    tagger: Tagger,
    /// Score attributions instead of claims
    #[arg(long)]
    attributions: bool,
    /// Only every second document by name: `odd` or `even` (the halves that rules were written on, and not)
    #[arg(long, value_parser = ["odd", "even"])]
    half: Option<String>,
    /// The most frequent kinds of error, with examples
    #[arg(long)]
    errors: bool,
    /// Print JSON
    #[arg(long, value_parser = ["table", "json"], default_value = "table")]
    format: String,
}

/// One document with what was predicted for it.
struct Pair {
    gold: GoldDocument,
    claims: Vec<Claim>,
    relations: Vec<Relation>,
    attributions: Vec<Attribution>,
}

impl Score {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let mut documents = Vec::new();
        for path in &self.gold {
            documents.extend(gold_file(path)?);
        }
        documents.sort_by(|one, other| one.name.cmp(&other.name));
        if let Some(half) = &self.half {
            let rest = usize::from(half == "odd");
            documents = documents
                .into_iter()
                .enumerate()
                .filter(|(n, _)| n % 2 == rest)
                .map(|(_, document)| document)
                .collect();
        }
        let pairs = match &self.pred {
            None => extracted(documents, self.tagger)?,
            Some(path) => predicted(path, documents)?,
        };
        let report = if self.attributions {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|pair| AttributionPair {
                    gold: &pair.gold.attributions,
                    predicted: &pair.attributions,
                })
                .collect();
            score_attributions(&pairs)
        } else {
            score_claims(&pairs.iter().map(scored).collect::<Vec<_>>())
        };
        if self.format == "json" {
            let measures: serde_json::Map<String, serde_json::Value> = report
                .measures
                .iter()
                .map(|measure| {
                    let value = serde_json::json!({
                        "value": measure.value(),
                        "low": measure.interval.map(|interval| interval.low),
                        "high": measure.interval.map(|interval| interval.high),
                        "precision": measure.tally.precision(),
                        "recall": measure.tally.recall(),
                        "hits": measure.tally.hits,
                        "predicted": measure.tally.predicted,
                        "gold": measure.tally.gold,
                    });
                    (measure.name.to_owned(), value)
                })
                .collect();
            output::write(
                &serde_json::json!({"documents": report.n_documents, "measures": measures})
                    .to_string(),
            )?;
        } else {
            output::write(&report.to_string())?;
        }
        if self.errors && !self.attributions {
            for (n, kind) in list_errors(&pairs.iter().map(scored).collect::<Vec<_>>())
                .iter()
                .take(10)
                .enumerate()
            {
                output::write(&format!(
                    "{:2}. {} ({} times)",
                    n + 1,
                    kind.kind,
                    kind.examples.len()
                ))?;
                for (document, words) in kind.examples.iter().take(3) {
                    output::write(&format!("      {document}: {words}"))?;
                }
            }
        }
        Ok(Ended::Fine)
    }
}

fn scored(pair: &Pair) -> ScoredDocument<'_> {
    ScoredDocument {
        name: &pair.gold.name,
        text: &pair.gold.text,
        gold: &pair.gold.claims,
        gold_relations: &pair.gold.relations,
        predicted: &pair.claims,
        predicted_relations: &pair.relations,
    }
}

fn gold_file(path: &Path) -> Result<Vec<GoldDocument>, Failure> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if let Some(stem) = name.strip_suffix(".gold.jsonl") {
        let read = |path: &Path| {
            read_all(path, &Limits::default())
                .map_err(Failure::data)
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let text = read(&path.with_file_name(format!("{stem}.txt")))?;
        return Ok(vec![
            read_sample(stem, &text, &read(path)?, "Sample Agency").map_err(Failure::data)?,
        ]);
    }
    let mut documents = Vec::new();
    for line in open_lines(path, &Limits::default()).map_err(Failure::data)? {
        let (number, bytes) = line.map_err(Failure::data)?;
        if !bytes.trim_ascii().is_empty() {
            documents.push(
                read_corpus_line(
                    &String::from_utf8_lossy(&bytes),
                    &format!("{}:{number}", path.display()),
                )
                .map_err(Failure::data)?,
            );
        }
    }
    Ok(documents)
}

/// This program's own claims.
fn extracted(documents: Vec<GoldDocument>, tagger: Tagger) -> Result<Vec<Pair>, Failure> {
    let mut reader = Reader::with(tagger);
    let mut pairs = Vec::new();
    for gold in documents {
        let item = salient_intake::RawItem {
            origin: gold.name.clone(),
            hash: Sha256::of(gold.text.as_bytes()),
            bytes: gold.text.clone().into_bytes(),
            kind: salient_intake::RawKind::Text,
            fields: salient_intake::ItemFields {
                outlet: Some(gold.outlet.clone()),
                theatre: gold.theatre.clone(),
                ..salient_intake::ItemFields::default()
            },
        };
        let document = read_item(
            &item,
            &DocumentFlags {
                published: gold.published,
                ..DocumentFlags::default()
            },
        )?;
        let extraction = reader.extract(&document)?;
        let relations = relate_claims(&WordedClaim::of_text(&extraction.claims, &document.text));
        pairs.push(Pair {
            gold,
            claims: extraction.claims,
            relations,
            attributions: extraction.attributions,
        });
    }
    Ok(pairs)
}

/// Claims or attributions from a file, sorted to their documents.
fn predicted(path: &Path, documents: Vec<GoldDocument>) -> Result<Vec<Pair>, Failure> {
    let mut pairs: Vec<Pair> = documents
        .into_iter()
        .map(|gold| Pair {
            gold,
            claims: Vec::new(),
            relations: Vec::new(),
            attributions: Vec::new(),
        })
        .collect();
    for line in open_lines(path, &Limits::default()).map_err(Failure::data)? {
        let (number, bytes) = line.map_err(Failure::data)?;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let at = format!("{}:{number}", path.display());
        let json: serde_json::Value = serde_json::from_slice(&bytes)
            .map_err(|error| Failure::data_words(format!("{at}: {error}")))?;
        let id = json
            .get("document_id")
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let single = pairs.len() == 1;
        let Some(pair) = pairs
            .iter_mut()
            .find(|pair| single || pair.gold.id.as_str() == id || pair.gold.name == id)
        else {
            return Err(Failure::data_words(format!(
                "{at}: document_id {id:?} is no gold document"
            )));
        };
        let index = salient_model::CodePointIndex::new(&pair.gold.text);
        let wrong = |error: serde_json::Error| Failure::data_words(format!("{at}: {error}"));
        if json.get("force").is_some() {
            let record: ClaimRecord = serde_json::from_value(json).map_err(wrong)?;
            pair.claims
                .push(claim_from_record(&record, &pair.gold.id, &index).map_err(Failure::data)?);
        } else {
            let record: AttributionRecord = serde_json::from_value(json).map_err(wrong)?;
            pair.attributions.push(record.to_attribution(&index));
        }
    }
    for pair in &mut pairs {
        pair.relations = relate_claims(&WordedClaim::of_text(&pair.claims, &pair.gold.text));
    }
    Ok(pairs)
}
