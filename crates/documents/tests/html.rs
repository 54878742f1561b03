//! HTML pages through the public function.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use salient_documents::{DocumentError, DocumentInput, Limits, read_document};
use salient_model::{ByteSpan, Date, Document, DocumentFormat, Sha256, TextPolicy};

const PAGE: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ridge falls silent | Vale Courier</title>
<meta property="og:title" content="Ridge falls silent"><meta property="og:site_name" content="Vale Courier">
<link rel="canonical" href="https://vale.example/ridge">
<meta property="article:published_time" content="2031-04-02T23:30:00+02:00">
<style>p { color: red }</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/war">War in the Vale: all the news</a></li></ul></nav>
<article><h1>Ridge falls silent</h1>
<p>RIDGE, April 2, 2031 &mdash; The army&#8217;s spokesman said on <b>Tues</b>day that it had taken &quot;all of Ridge&quot; &amp; the road north, a claim that the rebels denied.</p>
<p>Residents told the Courier, however, that fighting went on<br>until noon, and that <a href="x">twelve people</a> had been killed.</p>
<!-- a remark -->
<p>“We left in good order,” a commander said, adding that the town would be retaken within weeks, come what may.</p>
<ul><li>Two bridges are down, engineers say.</li><li>The mill still works, its owner says.</li></ul>
<script>var x = "<p>no</p>";</script>
</article><footer><p>Subscribe to our newsletter</p></footer></body></html>"#;

fn input(bytes: &[u8]) -> DocumentInput<'_> {
    DocumentInput {
        bytes,
        format: DocumentFormat::Html,
        outlet: String::new(),
        published: None,
        theatre: None,
        title: None,
        url: None,
        origin: "page.html".to_owned(),
        text_policy: TextPolicy::OffsetsOnly,
    }
}

fn read(page: &[u8]) -> Document {
    read_document(&input(page), &Limits::default()).unwrap()
}

fn raw_words<'a>(document: &Document, page: &'a [u8], words: &str) -> Option<&'a [u8]> {
    let start = document
        .text
        .find(words)
        .expect("the words are in the text");
    let span = ByteSpan::new(start, start + words.len()).unwrap();
    let (start, end) = document.offset_map.raw_range(span)?;
    Some(&page[start..end])
}

#[test]
fn a_news_page_gives_its_article_and_its_metadata() {
    let document = read(PAGE.as_bytes());
    insta::assert_snapshot!(document.text, @r#"
    RIDGE, April 2, 2031 — The army’s spokesman said on Tuesday that it had taken "all of Ridge" & the road north, a claim that the rebels denied.

    Residents told the Courier, however, that fighting went on
    until noon, and that twelve people had been killed.

    “We left in good order,” a commander said, adding that the town would be retaken within weeks, come what may.

    Two bridges are down, engineers say.
    The mill still works, its owner says.
    "#);
    assert_eq!(document.title.as_deref(), Some("Ridge falls silent"));
    assert_eq!(document.outlet, "Vale Courier");
    assert_eq!(document.url.as_deref(), Some("https://vale.example/ridge"));
    assert_eq!(document.published, Some(Date::constant(2031, 4, 2)));
    assert_eq!(document.raw_hash, Sha256::of(PAGE.as_bytes()));
    assert!(
        document.diagnostics.is_empty(),
        "{:?}",
        document.diagnostics
    );
    let second = document.sentences[1].span;
    assert_eq!(
        document.words(second),
        "Residents told the Courier, however, that fighting went on\nuntil noon, and that twelve people had been killed."
    );
}

#[test]
fn words_of_a_page_lead_back_to_its_bytes() {
    let document = read(PAGE.as_bytes());
    for (words, raw) in [
        ("The army’s spokesman", "The army&#8217;s spokesman"),
        ("Tuesday", "Tues</b>day"),
        (
            "\"all of Ridge\" & the",
            "&quot;all of Ridge&quot; &amp; the",
        ),
        ("went on\nuntil", "went on<br>until"),
        ("twelve people", "twelve people"),
        ("Two bridges", "Two bridges"),
    ] {
        let found = raw_words(&document, PAGE.as_bytes(), words).unwrap();
        assert_eq!(std::str::from_utf8(found).unwrap(), raw);
    }
}

#[test]
fn a_single_br_is_a_line_break_inside_the_sentence_and_two_end_it() {
    let tail = "Nobody has taken its place since then, the mayor of the town said on Tuesday.";
    let page = format!(
        "<article><p>The army said on Monday that it had taken<br>Ridge Town, the <b>mill</b><br />\nVale Bridge &amp; the road.</p>\
         <p>By Dorian Wexley<br>Residents fled at once.<br>The mayor stayed.</p>\
         <p>Norland lost the Mill<br><br>Sudland lost the bridge, said the mayor.</p>\
         <ul><li>The Mill is down</li><li>The Bridge stands</li></ul><p>{tail}</p></article>"
    );
    let document = read(page.as_bytes());
    let sentences: Vec<&str> = document
        .sentences
        .iter()
        .map(|sentence| document.words(sentence.span))
        .collect();
    assert_eq!(
        sentences,
        [
            "The army said on Monday that it had taken\nRidge Town, the mill\nVale Bridge & the road.",
            "By Dorian Wexley",
            "Residents fled at once.",
            "The mayor stayed.",
            "Norland lost the Mill",
            "Sudland lost the bridge, said the mayor.",
            "The Mill is down",
            "The Bridge stands",
            tail,
        ]
    );
    assert_eq!(
        raw_words(&document, page.as_bytes(), "taken\nRidge"),
        Some(b"taken<br>Ridge".as_slice())
    );
}

#[test]
fn a_page_in_windows_1251_is_read_by_its_declaration() {
    let words = "Військо повідомило у вівторок, що воно залишило Ридж і дорогу на північ, а мер це заперечив.";
    let page = format!(
        "<html><head><meta charset=windows-1251><title>Ридж</title></head><body><article><p>{words}</p><p>{words}</p></article></body></html>"
    );
    let (raw, _, had_errors) = encoding_rs::WINDOWS_1251.encode(&page);
    assert!(!had_errors);
    let document = read(&raw);
    assert!(document.text.starts_with(words), "{}", document.text);
    assert_eq!(document.diagnostics[0].code.0, "D001");
    let expected = encoding_rs::WINDOWS_1251.encode("залишило Ридж").0;
    assert_eq!(
        raw_words(&document, &raw, "залишило Ридж"),
        Some(&*expected)
    );
}

#[test]
fn the_date_of_publication_is_found_where_pages_put_it() {
    let body =
        "The army left Ridge on Tuesday, and nobody has taken its place since, the mayor said. "
            .repeat(4);
    for head in [
        r#"<meta name="pubdate" content="20310402">"#,
        r#"<meta itemprop="datePublished" content="2031-04-02">"#,
        r#"<meta name="DC.date.issued" content="2 April 2031">"#,
        r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"x","datePublished":"2031-04-02T08:00:00Z","dateModified":"2031-05-01"}</script>"#,
        r#"<meta property="article:modified_time" content="2031-05-01"><meta name="date" content="2031-04-02">"#,
    ] {
        let page = format!(
            "<html><head>{head}</head><body><article><p>{body}</p></article></body></html>"
        );
        let document = read(page.as_bytes());
        assert_eq!(
            document.published,
            Some(Date::constant(2031, 4, 2)),
            "{head}"
        );
    }
    let page = format!("<article><time datetime='2031-04-02'>today</time><p>{body}</p></article>");
    assert_eq!(
        read(page.as_bytes()).published,
        Some(Date::constant(2031, 4, 2))
    );
    let page = format!("<article><p>{body}</p></article>");
    assert_eq!(read(page.as_bytes()).published, None);
}

#[test]
fn a_given_date_wins_over_the_page_and_is_remarked() {
    let mut given = input(PAGE.as_bytes());
    given.published = Some(Date::constant(2031, 4, 3));
    let document = read_document(&given, &Limits::default()).unwrap();
    assert_eq!(document.published, Some(Date::constant(2031, 4, 3)));
    assert_eq!(document.diagnostics[0].code.0, "D005");
}

#[test]
fn pages_without_content_are_refused_or_marked_thin() {
    let refused = |page: &str| {
        read_document(&input(page.as_bytes()), &Limits::default())
            .expect_err("the page is empty")
            .to_string()
    };
    assert_eq!(
        refused(
            "<html><head><title>App</title><script src=a.js></script></head><body><div id=root></div></body></html>"
        ),
        "page.html: 102 bytes of HTML have no main content (0 visible words, 1 scripts); expected an article"
    );
    assert_eq!(
        refused("<html></html>"),
        "page.html: 13 bytes of HTML have no main content (0 visible words, 0 scripts); expected an article"
    );
    let login = read(b"<html><body><div><p>Please log in to read on</p></div></body></html>");
    assert_eq!(login.diagnostics[0].code.0, "D004");
    assert_eq!(
        login.diagnostics[0].message,
        "the main content has no sentence"
    );
}

#[test]
fn a_brief_of_ours_is_refused_and_a_page_by_another_generator_is_read() {
    let page = |generator: &str| {
        PAGE.replace(
            "<style>",
            &format!(r#"<meta name="generator" content="{generator}"><style>"#),
        )
    };
    assert_eq!(
        read_document(&input(page("Salient").as_bytes()), &Limits::default()),
        Err(DocumentError::OwnBrief {
            origin: "page.html".to_owned()
        })
    );
    assert_eq!(
        read(page("WordPress 6.5").as_bytes()).text,
        read(PAGE.as_bytes()).text
    );
}

#[test]
fn pages_made_to_cost_time_are_refused() {
    let deep = "<div>".repeat(5_000);
    assert_eq!(
        read_document(&input(deep.as_bytes()), &Limits::default()),
        Err(DocumentError::TooDeep {
            origin: "page.html".to_owned(),
            position: 3_000,
            limit: 600,
        })
    );
    let many = format!("<body>{}</body>", "<p>One, two.</p>".repeat(50));
    let few = Limits {
        max_html_elements: 20,
        ..Limits::default()
    };
    assert!(matches!(
        read_document(&input(many.as_bytes()), &few),
        Err(DocumentError::TooManyElements { limit: 20, .. })
    ));
}
