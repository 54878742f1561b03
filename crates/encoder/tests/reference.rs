//! Words, pieces, and vectors against those of the tokenizer and the network that the model was trained with
//! (`training/attribution/fixtures.py`).

use salient_encoder::{Encoded, Encoder, Tokens, Vocabulary, Weights};
use serde_json::Value;

const CASES: &str = include_str!("fixtures/reference.json");
const VOCABULARY: &str = include_str!("../../../models/en/vocabulary.txt");
const WEIGHTS: &[u8] = include_bytes!("../../../models/en/reader.safetensors");

fn cases() -> Vec<Value> {
    serde_json::from_str(CASES).expect("fixture is JSON")
}

fn encoder() -> Encoder {
    let weights = Weights::read(WEIGHTS).expect("weights are whole");
    Encoder::read(VOCABULARY, &weights).expect("model fits")
}

#[test]
fn words_and_pieces_are_those_of_the_reference() {
    let vocabulary = Vocabulary::read(VOCABULARY).expect("vocabulary is whole");
    for case in cases() {
        let text = case["text"].as_str().expect("a text");
        let tokens = Tokens::of(text, &vocabulary);
        let words: Vec<[usize; 2]> = tokens
            .words
            .iter()
            .map(|word| [word.span.start(), word.span.end()])
            .collect();
        assert_eq!(serde_json::json!(words), case["words"], "{text:?}");
        assert_eq!(
            serde_json::json!(tokens.pieces()),
            case["reference"],
            "{text:?}"
        );
    }
}

/// Weights are rounded to 8 bits and activations to 12; the reference is in floats.
#[test]
fn vectors_are_near_those_of_the_reference() {
    let encoder = encoder();
    let (mut sum, mut n) = (0.0, 0.0);
    for case in cases() {
        let text = case["text"].as_str().expect("a text");
        let encoded = encoder.encode(text);
        let Some(expected) = case["vectors"].as_array() else {
            assert!(encoded.words.is_empty());
            continue;
        };
        assert_eq!(encoded.words.len(), expected.len());
        for (idx, expected) in expected.iter().enumerate() {
            for (at, expected) in expected.as_array().expect("values").iter().enumerate() {
                let off = f64::from(encoded.vector(idx)[at]) - expected.as_f64().expect("a number");
                sum += off * off;
                n += 1.0;
                assert!(
                    off.abs() < 0.5,
                    "{text:?} word {idx} value {at}: off by {off}"
                );
            }
        }
    }
    let typical = (sum / n).sqrt();
    assert!(typical < 0.06, "typical error {typical}");
    assert_eq!(Encoded::WIDTH, 384);
}

#[test]
fn a_text_gives_the_same_bits_beside_others_and_on_other_threads() {
    let encoder = encoder();
    let texts: Vec<String> = cases()
        .iter()
        .map(|case| case["text"].as_str().expect("a text").to_owned())
        .collect();
    let alone: Vec<Encoded> = texts.iter().map(|text| encoder.encode(text)).collect();
    let together: Vec<Encoded> = std::thread::scope(|scope| {
        let handles: Vec<_> = texts
            .iter()
            .rev()
            .map(|text| scope.spawn(|| encoder.encode(text)))
            .collect();
        handles
            .into_iter()
            .rev()
            .map(|handle| handle.join().expect("encoding is total"))
            .collect()
    });
    for (alone, together) in alone.iter().zip(&together) {
        let bits = |encoded: &Encoded| -> Vec<u32> {
            encoded
                .vectors()
                .iter()
                .map(|value| value.to_bits())
                .collect()
        };
        assert_eq!(bits(alone), bits(together));
    }
}

#[test]
fn a_long_text_has_a_vector_for_every_word() {
    let encoder = encoder();
    let sentence = "The ministry said on Monday that the town was not encircled. ";
    let text = format!("{}\n\n{}", sentence.repeat(70), sentence.repeat(3));
    let encoded = encoder.encode(&text);
    assert_eq!(encoded.words.len(), 73 * 12);
    assert_eq!(encoded.vectors().len(), 73 * 12 * Encoded::WIDTH);
}
