//! What holds for any bytes.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use proptest::prelude::*;
use salient_documents::{DocumentInput, Limits, dateline, read_document, speaker_label};
use salient_model::{ByteSpan, Document, DocumentFormat, TextPolicy};

const FORMATS: [DocumentFormat; 4] = [
    DocumentFormat::PlainText,
    DocumentFormat::Markdown,
    DocumentFormat::Html,
    DocumentFormat::JsonLine,
];

fn read(bytes: &[u8], format: DocumentFormat) -> Option<Document> {
    let input = DocumentInput {
        bytes,
        format,
        outlet: String::new(),
        published: None,
        theatre: None,
        title: None,
        url: None,
        origin: "-".to_owned(),
        text_policy: TextPolicy::OffsetsOnly,
    };
    let limits = Limits {
        max_sentence_bytes: 64,
        ..Limits::default()
    };
    read_document(&input, &limits).ok()
}

/// Spans are on character boundaries, trimmed, sorted, apart; the way back ascends; what is derived holds together.
fn check(document: &Document, n_raw: usize) {
    let text = &document.text;
    let mut end = 0;
    let mut paragraph = 0;
    for sentence in &document.sentences {
        let words = sentence.span.slice(text).unwrap();
        assert_eq!(words.trim(), words);
        assert!(words.len() <= 64);
        assert!(sentence.span.start() >= end && sentence.paragraph >= paragraph);
        (end, paragraph) = (sentence.span.end(), sentence.paragraph);
        // Any sentence may have a label; asking must not fail.
        let _label = speaker_label(document, sentence);
    }
    let mut start = 0;
    for zone in &document.zones {
        assert!(zone.span.slice(text).is_some());
        assert!(zone.span.start() >= start);
        start = zone.span.start();
    }
    let mut raw_end = 0;
    for &(text_start, raw_start, text_len, raw_len) in document.offset_map.segments() {
        assert!(text.get(text_start..text_start + text_len).is_some());
        assert!(raw_start + raw_len >= raw_end && raw_start + raw_len <= n_raw);
        raw_end = raw_start + raw_len;
    }
    if let Some(dateline) = dateline(document) {
        assert!(dateline.span.contains(dateline.place));
    }
    assert!(
        document
            .diagnostics
            .iter()
            .all(|one| one.span.is_none_or(|span| span.slice(text).is_some()))
    );
}

/// Text made of the things that the rules look at.
fn report_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Zа-яіїА-Я]{1,9}",
        Just("RIDGE, April 2 (AP) — The".to_owned()),
        Just("By Ana Holm".to_owned()),
        Just("14:20 ".to_owned()),
        Just("Q: ".to_owned()),
        Just("[HOST]".to_owned()),
        Just("U.S. ".to_owned()),
        Just("a.m. ".to_owned()),
        Just("no. The".to_owned()),
        "[.!?…,:;“”«»\"'()\\[\\]*_#>•—–-]{1,3}",
        "[ \t\u{a0}\u{feff}\r\n\u{2028}]{1,3}",
        "[0-9]{1,4}",
        Just("🔦❗\u{fe0f}".to_owned()),
        Just("\u{301}\u{200d}".to_owned()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// HTML made of tags, references, and words.
fn page_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Zа-я]{1,9}[.,]? ",
        Just("<p>".to_owned()),
        Just("</p>".to_owned()),
        Just("<div class='a>b'>".to_owned()),
        Just("</div>".to_owned()),
        Just("<b>".to_owned()),
        Just("<br/>".to_owned()),
        Just("<!-- x -->".to_owned()),
        Just("<script>x < y</script>".to_owned()),
        Just("<article>".to_owned()),
        Just("&amp;&nbsp;&#8217;&bogus;&".to_owned()),
        Just("<".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just("<meta property='article:published_time' content='2031-04-02'>".to_owned()),
        Just("<time datetime='2031-02-30'>".to_owned()),
        "[\u{0}-\u{10ffff}]{0,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_give_a_document_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for format in FORMATS {
            if let Some(document) = read(&bytes, format) {
                check(&document, bytes.len());
            }
        }
    }

    #[test]
    fn any_text_is_kept_byte_for_byte(text in ".{1,200}") {
        for format in [DocumentFormat::PlainText, DocumentFormat::Markdown, DocumentFormat::JsonLine] {
            if let Some(document) = read(text.as_bytes(), format) {
                prop_assert_eq!(&document.text, &text);
                let all = ByteSpan::new(0, text.len()).unwrap();
                prop_assert_eq!(document.offset_map.raw_range(all), Some((0, text.len())));
                check(&document, text.len());
            }
        }
    }

    #[test]
    fn reports_hold_their_invariants(text in report_like()) {
        for format in FORMATS {
            if let Some(document) = read(text.as_bytes(), format) {
                check(&document, text.len());
            }
        }
    }

    #[test]
    fn no_word_of_plain_text_is_lost_between_sentences_and_zones(text in report_like()) {
        if let Some(document) = read(text.as_bytes(), DocumentFormat::PlainText) {
            let spans = document.sentences.iter().map(|sentence| sentence.span)
                .chain(document.zones.iter().map(|zone| zone.span));
            let mut is_covered = vec![false; text.len()];
            for span in spans {
                is_covered[span.range()].fill(true);
            }
            for (at, character) in text.char_indices() {
                prop_assert!(is_covered[at] || !character.is_alphanumeric(), "{:?} at {}", character, at);
            }
        }
    }

    #[test]
    fn pages_hold_their_invariants_and_lead_back_to_their_words(page in page_like()) {
        if let Some(document) = read(page.as_bytes(), DocumentFormat::Html) {
            check(&document, page.len());
            for &(text_start, raw_start, text_len, raw_len) in document.offset_map.segments() {
                if text_len == raw_len && document.diagnostics.iter().all(|one| one.code.0 != "D001") {
                    prop_assert_eq!(
                        &document.text[text_start..text_start + text_len],
                        &page[raw_start..raw_start + raw_len]
                    );
                }
            }
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_document(text in report_like()) {
        prop_assert_eq!(read(text.as_bytes(), DocumentFormat::PlainText), read(text.as_bytes(), DocumentFormat::PlainText));
    }
}
