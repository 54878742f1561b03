//! Figures for quantities, times, polarity, certainty, and modality on gold claims.
//!
//! **What.** For each gold claim of a corpus file (one document per line) the readers get the gold span, type, and force, and their values are
//! compared with the gold ones. Run it as `cargo run --release -p salient-claims --example values_eval -- CORPUS.jsonl [FIELD]`; with a field
//! (`quantity`, `time`, `polarity`, `certainty`, `modality`) it also lists the errors.
//!
//! **Rules.** A quantity is found when value, high end, comparator, and unit group agree, each gold quantity once. A time is right when both
//! ends are exact, or when both windows overlap and neither is more than twice as long as the other.
#![expect(
    clippy::print_stdout,
    reason = "the example reports on standard output"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "the example reads the corpus that it is given"
)]

use std::collections::BTreeMap;

use salient_claims::quantity::{Context, read_quantities, unit_group};
use salient_claims::time::{Anchor, ClaimWords, claim_time, interview_day};
use salient_claims::wording::{Wording, certainty, modality, polarity};
use salient_model::{
    ByteSpan, ClaimTime, ClaimType, CodePointIndex, Comparator, Date, Force, Quantity,
};
use serde_json::Value;

#[derive(Default)]
struct Tally {
    right: usize,
    predicted: usize,
    gold: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("expected a corpus file")?;
    let field = arguments.next();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for line in std::fs::read_to_string(&path)?.lines() {
        let document: Value = serde_json::from_str(line)?;
        judge_document(&document, field.as_deref(), &mut tallies)
            .ok_or("a document without the corpus' fields")?;
    }
    for (name, tally) in &tallies {
        let share = |whole: usize| tally.right as f64 / whole.max(1) as f64;
        println!(
            "{name:<22} right {:>5}  predicted {:>5}  gold {:>5}  P {:.3}  R {:.3}",
            tally.right,
            tally.predicted,
            tally.gold,
            share(tally.predicted),
            share(tally.gold)
        );
    }
    Ok(())
}

fn judge_document(
    document: &Value,
    field: Option<&str>,
    tallies: &mut BTreeMap<&str, Tally>,
) -> Option<()> {
    let text = document["text"].as_str()?;
    let name = document["id"].as_str()?;
    let published: Date = document["published"].as_str()?.parse().ok()?;
    let index = CodePointIndex::new(text);
    let mut previous: Option<(usize, ClaimTime)> = None;
    for claim in document["claims"].as_array()? {
        let span = index.span(at(&claim["span"], 0)?, at(&claim["span"], 1)?)?;
        let claim_type: ClaimType = claim["type"].as_str()?.parse().ok()?;
        let force: Force = claim["force"].as_str()?.parse().ok()?;
        let sentence = sentence_of(text, span)?;
        let words = span.slice(text)?.replace('\n', " / ");
        let wording = Wording {
            text,
            span,
            claim_type,
            force,
        };
        let mut compare = |what: &'static str, ours: &str, gold: &str| {
            let tally = tallies.entry(what).or_default();
            tally.predicted += 1;
            tally.gold += 1;
            if ours == gold {
                tally.right += 1;
            } else if field == Some(what) {
                println!("{name} {claim_type} {force}: {ours}, gold {gold} | {words}");
            }
        };
        compare(
            "polarity",
            polarity(&wording).as_str(),
            claim["polarity"].as_str()?,
        );
        compare(
            "certainty",
            certainty(&wording).as_str(),
            claim["certainty"].as_str()?,
        );
        compare(
            "modality",
            modality(&wording).as_str(),
            claim["modality"].as_str()?,
        );

        let ours = read_quantities(text, span, &Context::new(sentence).with_type(claim_type));
        let gold: Vec<GoldQuantity> = claim["quantities"]
            .as_array()?
            .iter()
            .filter_map(gold_quantity)
            .collect();
        judge_quantities(&ours, &gold, tallies, |remark| {
            if field == Some("quantity") {
                println!("{name} {claim_type}: {remark} | {words}");
            }
        });

        let paragraph = text.get(..span.start())?.matches('\n').count();
        let before = previous
            .as_ref()
            .filter(|(of, _)| *of == paragraph)
            .map(|(_, time)| time);
        // The words of an interview are dated by it; the reporter's own are dated by the publication.
        let spoken = interview_day(text, &Anchor::published(published))
            .filter(|_| force != Force::ReporterVoice);
        let time = claim_time(&ClaimWords {
            text,
            span,
            sentence,
            claim_type,
            force,
            modality: claim["modality"].as_str()?.parse().ok()?,
            anchor: Anchor {
                dateline: spoken,
                ..Anchor::published(published)
            },
            previous: before,
        });
        let day = |value: &Value| value.as_str().and_then(|words| words.parse::<Date>().ok());
        let gold_ends = (day(&claim["time"]["start"]), day(&claim["time"]["end"]));
        let exact = (time.start, time.end) == gold_ends;
        let right = exact || windows_agree((time.start, time.end), gold_ends);
        for (what, holds) in [
            ("time", right),
            ("time (ends exact)", exact),
            (
                "time (relation)",
                time.relation.as_str() == claim["time"]["relation"].as_str()?,
            ),
        ] {
            let tally = tallies.entry(what).or_default();
            tally.predicted += 1;
            tally.gold += 1;
            tally.right += usize::from(holds);
        }
        if !right && field == Some("time") {
            let ends = |(start, end): (Option<Date>, Option<Date>)| {
                let word = |date: Option<Date>| match date {
                    Some(date) if date == published => "PUB".to_owned(),
                    Some(date) => date.to_string(),
                    None => "-".to_owned(),
                };
                format!("{}..{}", word(start), word(end))
            };
            let gold_words = at(&claim["time"]["span"], 0)
                .and_then(|start| index.span(start, at(&claim["time"]["span"], 1)?))
                .and_then(|span| span.slice(text))
                .unwrap_or("-");
            let our_words = time.span.and_then(|span| span.slice(text)).unwrap_or("-");
            println!(
                "{name} {claim_type} {force} {}: {} ({our_words}), gold {} ({gold_words}) | {words}",
                claim["modality"].as_str()?,
                ends((time.start, time.end)),
                ends(gold_ends)
            );
        }
        previous = Some((paragraph, time));
    }
    Some(())
}

fn at(value: &Value, index: usize) -> Option<usize> {
    usize::try_from(value.get(index)?.as_u64()?).ok()
}

/// The sentence around a span by its end marks; good enough to give the readers their context.
fn sentence_of(text: &str, span: ByteSpan) -> Option<ByteSpan> {
    let is_end = |mark: char| matches!(mark, '.' | '!' | '?' | '\n');
    let before = text.get(..span.start())?;
    let start = before
        .char_indices()
        .rev()
        .find(|(at, mark)| {
            is_end(*mark) && (*mark == '\n' || before[at + 1..].starts_with([' ', '”', '"']))
        })
        .map_or(0, |(at, mark)| at + mark.len_utf8());
    let after = text.get(span.end()..)?;
    let end = after
        .char_indices()
        .find(|(_, mark)| is_end(*mark))
        .map_or(text.len(), |(at, mark)| span.end() + at + mark.len_utf8());
    ByteSpan::trimmed(text, start..end)
}

struct GoldQuantity {
    value: Option<f64>,
    high: Option<f64>,
    comparator: Comparator,
    unit: String,
}

fn gold_quantity(value: &Value) -> Option<GoldQuantity> {
    Some(GoldQuantity {
        value: value["value"].as_f64(),
        high: value["high"].as_f64(),
        comparator: value["comparator"].as_str()?.parse().ok()?,
        unit: value["unit"].as_str()?.to_owned(),
    })
}

fn judge_quantities(
    ours: &[Quantity],
    gold: &[GoldQuantity],
    tallies: &mut BTreeMap<&str, Tally>,
    mut remark: impl FnMut(String),
) {
    let mut count = |name: &'static str, loose: bool, remark: &mut dyn FnMut(String)| {
        let tally = tallies.entry(name).or_default();
        tally.predicted += ours.len();
        tally.gold += gold.len();
        let mut taken = vec![false; ours.len()];
        for wanted in gold {
            let found = ours.iter().enumerate().find(|(index, quantity)| {
                !taken[*index]
                    && quantity.value == wanted.value
                    && quantity.high == wanted.high
                    && (loose || quantity.comparator == wanted.comparator)
                    && (loose || unit_group(&quantity.unit) == unit_group(&wanted.unit))
            });
            if let Some((index, _)) = found {
                taken[index] = true;
                tally.right += 1;
            } else {
                remark(format!(
                    "missed {:?} {:?} {} {}",
                    wanted.value, wanted.high, wanted.comparator, wanted.unit
                ));
            }
        }
        for (quantity, _) in ours.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            remark(format!(
                "extra {:?} {:?} {} {}",
                quantity.value, quantity.high, quantity.comparator, quantity.unit
            ));
        }
    };
    count("quantity", false, &mut remark);
    count("quantity (value only)", true, &mut |_| ());
}

/// Rule 5 for windows with both ends.
fn windows_agree(ours: (Option<Date>, Option<Date>), gold: (Option<Date>, Option<Date>)) -> bool {
    let ((Some(start), Some(end)), (Some(gold_start), Some(gold_end))) = (ours, gold) else {
        return false;
    };
    let days = |from: Date, to: Date| (to - from).get_days() + 1;
    let (length, gold_length) = (days(start, end), days(gold_start, gold_end));
    start <= gold_end && gold_start <= end && length <= 2 * gold_length && gold_length <= 2 * length
}
