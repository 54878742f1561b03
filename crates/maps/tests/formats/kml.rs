//! KML as it comes, one oddity per test.

use salient_maps::Limits;
use salient_model::ControlState;

use crate::common::{
    area, codes, everything_held, fixture, place, read, refusal, refusal_within, ridge_with,
};

const RING: &str =
    "<LinearRing><coordinates>10,50 11,50 11,51 10,51 10,50</coordinates></LinearRing>";

fn square() -> String {
    format!("<Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon>")
}

fn kml(content: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Ridge &amp; Vale</name>{content}</Document></kml>"#
    )
}

/// A manifest whose only entry is this condition; the date is given.
fn only(when: &str) -> salient_maps::OutletManifest {
    let mut manifest = ridge_with(&format!(
        "[[legend]]\n{when}\nstate = \"held\"\nactor = \"NORTH\"\n"
    ));
    manifest.date = salient_maps::DateRule::Given(jiff::civil::date(2031, 5, 4));
    manifest
}

#[test]
fn folders_styles_colours_and_data_reach_the_legend() {
    let map = fixture("ridge.kml");
    for when in [
        "when.folder = \"control/4 may\"",
        "when.style = \"6\"",
        "when.fill = \"#a52714\"",
        "when.name = \"Північний хребет\"",
        "when.document = \"Ridge\"",
        "when = { status = \"held\", code = \"7\" }",
    ] {
        let snapshot = read(&map, &only(when));
        assert!(!snapshot.zones.is_empty(), "{when}");
    }
}

#[test]
fn a_style_is_found_wherever_it_stands() {
    for (placemark, styles) in [
        // Behind the placemarks, through a map, with the pair for highlighting first.
        (
            "<styleUrl>#m</styleUrl>",
            r#"<StyleMap id="m"><Pair><key>highlight</key><styleUrl>#h</styleUrl></Pair><Pair><key>normal</key><styleUrl>#n</styleUrl></Pair></StyleMap>
                <Style id="n"><LineStyle><color>ffffffff</color></LineStyle><PolyStyle><color>FF0a0B0c</color></PolyStyle></Style><Style id="h"><PolyStyle><color>ff000000</color></PolyStyle></Style>"#,
        ),
        // In the placemark itself.
        (
            "<Style><PolyStyle><color>800a0b0c</color></PolyStyle></Style><styleUrl>#n</styleUrl>",
            r#"<Style id="n"><PolyStyle><color>ff000000</color></PolyStyle></Style>"#,
        ),
        // As a web application writes it.
        (
            "<styleUrl>#c</styleUrl>",
            r#"<gx:CascadingStyle kml:id="c"><Style><PolyStyle><color>ff0a0b0c</color></PolyStyle></Style></gx:CascadingStyle>"#,
        ),
        (
            "<styleUrl>styles.kml#n</styleUrl>",
            r#"<Style id="n"><PolyStyle><color>ff0a0b0c</color></PolyStyle></Style>"#,
        ),
    ] {
        let text = kml(&format!(
            "<Placemark>{placemark}{}</Placemark>{styles}",
            square()
        ));
        let snapshot = read(text.as_bytes(), &only("when.fill = \"#0c0b0a\""));
        assert!((area(&snapshot) - 1.0).abs() < 1e-12, "{styles}");
    }
}

#[test]
fn collections_holes_heights_and_lines_are_told_apart() {
    let text = kml(&format!(
        "<Placemark><MultiGeometry><MultiGeometry>{}</MultiGeometry><Point><coordinates>1,2</coordinates></Point>{RING}
         <Polygon><outerBoundaryIs><LinearRing><coordinates>
            20,50,100
            21,50,100 21,51,7 20,51,100 20,50,100
         </coordinates></LinearRing></outerBoundaryIs>
         <innerBoundaryIs><LinearRing><coordinates>20.2,50.2 20.2,50.4 20.4,50.4 20.2,50.2</coordinates></LinearRing></innerBoundaryIs>
         <innerBoundaryIs><LinearRing><coordinates>20.6,50.6 20.6,50.8 20.8,50.8 20.6,50.6</coordinates></LinearRing></innerBoundaryIs></Polygon>
         </MultiGeometry></Placemark><Placemark><name>nothing</name></Placemark>",
        square()
    ));
    let snapshot = read(text.as_bytes(), &everything_held());
    assert!((area(&snapshot) - 1.96).abs() < 1e-12);
    assert_eq!(codes(&snapshot), ["M006", "M007", "M012"]);
    assert_eq!(place(&snapshot, "M006"), "feature 2");
    assert_eq!(place(&snapshot, "M007"), "feature 1, Point");
    assert!(snapshot.diagnostics[1].message.starts_with("2 geometries"));
    assert!(snapshot.diagnostics[2].message.starts_with("5 height"));
}

#[test]
fn a_link_to_another_file_is_reported_and_not_followed() {
    let text = kml(&format!(
        "<NetworkLink><name>live</name><Link><href>https://maps.invalid/live.kml</href></Link></NetworkLink><Placemark>{}</Placemark>",
        square()
    ));
    let snapshot = read(text.as_bytes(), &everything_held());
    assert_eq!(codes(&snapshot), ["M014"]);
    assert_eq!(
        place(&snapshot, "M014"),
        "\"https://maps.invalid/live.kml\""
    );
    // With nothing else in it, the map is no empty front but no map.
    let alone = kml("<NetworkLink><Link><href>a.kml</href></Link></NetworkLink>");
    assert_eq!(
        codes(&read(alone.as_bytes(), &everything_held())),
        ["M006", "M014"]
    );
}

#[test]
fn dates_of_placemarks_can_date_a_map() {
    let text = kml(&format!(
        "<Placemark><TimeSpan><begin>2031-05-04T00:00:00Z</begin><end>2031-05-05</end></TimeSpan>{0}</Placemark>
         <Placemark><TimeSpan><begin>2031-05-06</begin></TimeSpan>{0}</Placemark>",
        square()
    ));
    let mut manifest = everything_held();
    manifest.date = salient_maps::DateRule::Property("begin".to_owned());
    let snapshots =
        crate::common::try_read(text.as_bytes(), &manifest, &Limits::default()).expect("readable");
    let drawn: Vec<String> = snapshots.iter().map(|it| it.drawn.to_string()).collect();
    assert_eq!(drawn, ["2031-05-04", "2031-05-06"]);
}

#[test]
fn text_comes_in_any_encoding_with_any_prefix_and_entities() {
    let content = format!(
        "<Placemark><name>Міст &#1110; &quot;A&quot; &own;</name>{}</Placemark>",
        square()
    );
    let manifest = only("when.name = \"міст і \\\"a\\\" &own;\"");
    let utf8 = kml(&content);
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(utf8.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    let declared = utf8.replace("version=\"1.0\"", "version='1.0' encoding='windows-1251'");
    let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode(&declared);
    let prefixed = utf8
        .replace("<kml xmlns=", "<k:kml xmlns:k=")
        .replace("</kml>", "</k:kml>")
        .replace("<Placemark>", "<k:Placemark>")
        .replace("</Placemark>", "</k:Placemark>");
    for bytes in [utf8.as_bytes(), &utf16, &cp1251, prefixed.as_bytes()] {
        let snapshot = read(bytes, &manifest);
        assert_eq!(snapshot.zones[0].state, ControlState::Held);
        assert_eq!(codes(&snapshot), Vec::<&str>::new());
    }
    let broken = [utf8.as_bytes(), b"<!-- \xff -->"].concat();
    assert_eq!(codes(&read(&broken, &manifest)), ["M017"]);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    let placemark = |ring: &str| {
        kml(&format!(
            "<Placemark/><Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        ))
    };
    for (text, words) in [
        (
            placemark("10,50 11, 50"),
            "feature 2, ring 1: expected longitude,latitude in degrees, with no space between them, found \"11,\"",
        ),
        (placemark("10,50 x,50"), "found \"x,50\""),
        (placemark("10,50 10,NaN"), "it is not finite"),
        (
            placemark("50,137 51,138"),
            "looks like latitude before longitude",
        ),
        (
            kml("<Placemark><Polygon><outerBoundaryIs>").replace("</Document>", ""),
            "line 1: broken XML",
        ),
        (
            "<kml>\n<Placemark>\n</Folder></kml>".to_owned(),
            "line 3: broken XML",
        ),
        (
            "<kml>\n<Placemark>\n".to_owned(),
            "line 3: broken XML: the file ends inside an element",
        ),
        (
            kml(&format!(
                "<Placemark><Polygon><outerBoundaryIs>{RING}{RING}</outerBoundaryIs></Polygon></Placemark>"
            )),
            "a second outer ring",
        ),
        (
            kml(&format!("<Placemark><Polygon>{RING}</Polygon></Placemark>")),
            "a ring outside the boundaries",
        ),
    ] {
        let error = refusal(text.as_bytes(), &everything_held());
        assert!(
            error.starts_with("maps/ridge, ") && error.contains(words),
            "{error}"
        );
    }
}

#[test]
fn nesting_is_bounded_where_it_means_something_and_harmless_elsewhere() {
    let folders = kml(&format!(
        "{}{}",
        "<Folder>".repeat(40),
        "</Folder>".repeat(40)
    ));
    assert!(
        refusal(folders.as_bytes(), &everything_held())
            .contains("more than 32 folders inside each other")
    );
    let collections = kml(&format!(
        "<Placemark>{}{}</Placemark>",
        "<MultiGeometry>".repeat(9),
        "</MultiGeometry>".repeat(9)
    ));
    assert!(
        refusal(collections.as_bytes(), &everything_held())
            .contains("more than 8 geometry collections")
    );
    let deep = kml(&format!(
        "{}{}<Placemark>{}</Placemark>",
        "<x>".repeat(100_000),
        "</x>".repeat(100_000),
        square()
    ));
    read(deep.as_bytes(), &everything_held());
    let many = kml(&"<Placemark/>".repeat(5));
    let limits = Limits {
        features: 4,
        ..Limits::default()
    };
    assert_eq!(
        refusal_within(many.as_bytes(), &everything_held(), &limits),
        "maps/ridge, feature 5: more than 4 features"
    );
}
