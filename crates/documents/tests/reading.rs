//! Plain text, Markdown, and JSON lines through the public function.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use salient_documents::{
    DocumentError, DocumentInput, Limits, dateline, read_document, speaker_label,
};
use salient_model::{ByteSpan, Date, Document, DocumentFormat, TextPolicy, TextZoneKind};

fn input(bytes: &[u8], format: DocumentFormat) -> DocumentInput<'_> {
    DocumentInput {
        bytes,
        format,
        outlet: "Vale Courier".to_owned(),
        published: None,
        theatre: Some("vale".to_owned()),
        title: None,
        url: None,
        origin: "in.txt".to_owned(),
        text_policy: TextPolicy::OffsetsOnly,
    }
}

fn read(text: &str, format: DocumentFormat) -> Document {
    read_document(&input(text.as_bytes(), format), &Limits::default()).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    read_document(&input(bytes, DocumentFormat::PlainText), &Limits::default())
        .expect_err("these bytes are no document")
        .to_string()
}

/// Zones and sentences in text order, a line each.
fn dump(document: &Document) -> String {
    let zones = document
        .zones
        .iter()
        .map(|zone| (zone.span, zone.kind.as_str().to_owned()));
    let sentences = document
        .sentences
        .iter()
        .map(|sentence| (sentence.span, format!("sentence {}", sentence.paragraph)));
    let mut parts: Vec<(ByteSpan, String)> = zones.chain(sentences).collect();
    parts.sort_by_key(|(span, kind)| (span.start(), kind.starts_with("sentence")));
    parts
        .iter()
        .map(|(span, kind)| format!("{kind}: {}", document.words(*span)))
        .collect::<Vec<String>>()
        .join("\n")
}

#[test]
fn a_wire_report_has_byline_dateline_and_sentences() {
    let document = read(
        "SYNTHETIC TEXT FOR SOFTWARE TESTING. Persons are invented.\r\n\r\nBy Ana Holm\r\n\r\nRIDGE, Vale, April 2, 2031 — The army said it had left. “We are gone,” a colonel said. “Nobody stays.”\r\n\r\nFollow us for more\r\n",
        DocumentFormat::PlainText,
    );
    insta::assert_snapshot!(dump(&document), @r"
    boilerplate: SYNTHETIC TEXT FOR SOFTWARE TESTING. Persons are invented.
    sentence 0: SYNTHETIC TEXT FOR SOFTWARE TESTING.
    sentence 0: Persons are invented.
    byline: By Ana Holm
    sentence 1: By Ana Holm
    dateline: RIDGE, Vale, April 2, 2031 —
    sentence 2: The army said it had left.
    sentence 2: “We are gone,” a colonel said.
    sentence 2: “Nobody stays.”
    boilerplate: Follow us for more
    sentence 3: Follow us for more
    ");
    let dateline = dateline(&document).unwrap();
    assert_eq!(document.words(dateline.place), "RIDGE, Vale");
    assert_eq!(dateline.date, Some(Date::constant(2031, 4, 2)));
}

#[test]
fn an_interview_and_a_live_page_have_labels() {
    let document = read(
        "“We live by the fog”\nVale Review, 4 April 2031\n\nHas Ridge fallen?\nRYBA: No. Not yet.\n\n14:20 Silence from Vale\nThe ministry does not answer.\n\n[SOT: harbour master]\nNo ship has left.",
        DocumentFormat::PlainText,
    );
    insta::assert_snapshot!(dump(&document), @r"
    heading: “We live by the fog”
    sentence 0: “We live by the fog”
    heading: Vale Review, 4 April 2031
    sentence 1: Vale Review, 4 April 2031
    sentence 2: Has Ridge fallen?
    label: RYBA:
    sentence 3: No.
    sentence 3: Not yet.
    label: 14:20
    heading: Silence from Vale
    sentence 4: Silence from Vale
    sentence 5: The ministry does not answer.
    label: [SOT: harbour master]
    sentence 7: No ship has left.
    ");
    let speaker = |words: &str| {
        let sentence = document
            .sentences
            .iter()
            .find(|sentence| document.words(sentence.span) == words)?;
        speaker_label(&document, sentence).map(|label| document.words(label))
    };
    assert_eq!(speaker("Not yet."), Some("RYBA:"));
    assert_eq!(speaker("No ship has left."), Some("[SOT: harbour master]"));
    assert_eq!(speaker("The ministry does not answer."), None);
    assert_eq!(speaker("Has Ridge fallen?"), None);
}

#[test]
fn markdown_stays_as_it_is_and_its_marks_are_zones() {
    let text = "---\ntitle: Ridge report\npublished: 2031-04-02\n---\n# Ridge report\n\n- The [mayor](https://x.example/m) left.\n1. Two bridges fell.\n\n```\nlet x = 1;\n```\n";
    let document = read(text, DocumentFormat::Markdown);
    assert_eq!(document.text, text);
    assert_eq!(document.title.as_deref(), Some("Ridge report"));
    assert_eq!(document.published, Some(Date::constant(2031, 4, 2)));
    insta::assert_snapshot!(dump(&document), @r"
    boilerplate: ---
    title: Ridge report
    published: 2031-04-02
    ---
    label: #
    heading: Ridge report
    sentence 0: Ridge report
    label: -
    sentence 1: The [mayor](https://x.example/m) left.
    boilerplate: (https://x.example/m)
    label: 1.
    sentence 2: Two bridges fell.
    boilerplate: ```
    boilerplate: let x = 1;
    boilerplate: ```
    ");
}

#[test]
fn text_is_kept_byte_for_byte_with_mark_and_line_ends() {
    let text = "\u{feff}Ridge held.\r\nСело трималося.\u{2028}End\u{301}.";
    for format in [DocumentFormat::PlainText, DocumentFormat::JsonLine] {
        let document = read(text, format);
        assert_eq!(document.text, text);
        assert_eq!(document.raw_hash, document.text_hash);
        let all = ByteSpan::new(0, text.len()).unwrap();
        assert_eq!(document.offset_map.raw_range(all), Some((0, text.len())));
        assert_eq!(document.sentences.len(), 3);
        assert!(document.diagnostics.is_empty());
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_by_name() {
    assert_eq!(refusal(b""), "in.txt: the document is empty; expected text");
    assert_eq!(
        refusal(" \r\n\u{feff}\u{a0}".as_bytes()),
        "in.txt: 8 bytes of white space only; expected text"
    );
    assert_eq!(
        refusal(b"%PDF-1.7"),
        "in.txt: byte 0: found a PDF file; expected text"
    );
    assert_eq!(
        refusal(b"Ridge \x00\x01"),
        "in.txt: byte 6: found binary data (00 01); expected text"
    );
}

#[test]
fn a_text_over_the_limit_is_refused_with_size_and_limit_and_the_limit_can_be_set() {
    let text = "Ridge held. ".repeat(100);
    let small = Limits {
        max_bytes: 1_000,
        ..Limits::default()
    };
    let error = read_document(&input(text.as_bytes(), DocumentFormat::PlainText), &small);
    assert_eq!(
        error,
        Err(DocumentError::TooLarge {
            origin: "in.txt".to_owned(),
            n_bytes: 1_200,
            limit: 1_000
        })
    );
    assert!(
        read_document(
            &input(text.as_bytes(), DocumentFormat::PlainText),
            &Limits::default()
        )
        .is_ok()
    );
}

#[test]
fn a_text_in_another_encoding_keeps_its_raw_hash_and_its_way_back() {
    let text = "Село Роботине тримається. Військо не відійшло.";
    let raw: Vec<u8> = text
        .chars()
        .map(|c| match c {
            'і' => 0xb3,
            'є' => 0xba,
            'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xc0).unwrap(),
            other => u8::try_from(u32::from(other)).unwrap(),
        })
        .collect();
    let document =
        read_document(&input(&raw, DocumentFormat::PlainText), &Limits::default()).unwrap();
    assert_eq!(document.text, text);
    assert_ne!(document.raw_hash, document.text_hash);
    assert_eq!(document.diagnostics[0].code.0, "D001");
    let second = document.sentences[1].span;
    let (start, end) = document.offset_map.raw_range(second).unwrap();
    assert_eq!(
        raw[start..end].len(),
        "Військо не відійшло.".chars().count()
    );
}

#[test]
fn what_was_given_wins_over_what_the_document_says() {
    let text = "---\ntitle: Theirs\npublished: 2031-04-02\nsource: Their Paper\n---\nRidge held.\n";
    let mut given = input(text.as_bytes(), DocumentFormat::Markdown);
    given.published = Some(Date::constant(2031, 4, 3));
    given.title = Some("Ours".to_owned());
    let document = read_document(&given, &Limits::default()).unwrap();
    assert_eq!(document.published, Some(Date::constant(2031, 4, 3)));
    assert_eq!(document.title.as_deref(), Some("Ours"));
    assert_eq!(document.outlet, "Vale Courier");
    assert_eq!(document.diagnostics[0].code.0, "D005");
    assert_eq!(
        document.diagnostics[0].message,
        "the document says that it was published on 2031-04-02; 2031-04-03 was given and is kept"
    );
    given.outlet = String::new();
    let document = read_document(&given, &Limits::default()).unwrap();
    assert_eq!(document.outlet, "Their Paper");
}

#[test]
fn a_date_in_the_text_that_differs_from_the_given_one_is_remarked() {
    let remarks = |text: &str| {
        let mut given = input(text.as_bytes(), DocumentFormat::PlainText);
        given.published = Some(Date::constant(2031, 4, 20));
        let document = read_document(&given, &Limits::default()).unwrap();
        assert_eq!(document.published, given.published);
        document
            .diagnostics
            .into_iter()
            .map(|found| found.message)
            .collect::<Vec<String>>()
    };
    assert_eq!(
        remarks("RIDGE, April 2, 2031 — The army left.\n"),
        [
            "the dateline says 2031-04-02; 2031-04-20 was given as the date of publication and is kept"
        ]
    );
    assert_eq!(
        remarks("Ridge falls silent\nPublished: 2 April 2031, 14:05\n\nThe army left.\n"),
        ["the document says that it was published on 2031-04-02; 2031-04-20 was given and is kept"]
    );
    for fine in [
        "RIDGE, April 19 — The army left.\n",
        "Posted on April 20, 2031\n\nThe army left.\n",
        "The army published on 2 April 2031 that it had left.\n",
    ] {
        assert!(remarks(fine).is_empty(), "{fine}");
    }
}

#[test]
fn a_line_without_end_is_cut_and_told() {
    let text = "ridge ".repeat(20_000);
    let document = read(&text, DocumentFormat::PlainText);
    assert!(document.sentences.iter().all(|s| s.span.len() <= 4_000));
    assert_eq!(document.diagnostics.len(), 1);
    assert_eq!(document.diagnostics[0].code.0, "D006");
    assert!(
        document
            .zones
            .iter()
            .all(|zone| zone.kind != TextZoneKind::Heading)
    );
}
