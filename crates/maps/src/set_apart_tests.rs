use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::MapsError;
use crate::manifest::MapFormat;
use crate::progress::Progress;
use crate::raw::RawMap;
use crate::read::{read_text, read_with};

fn apart(text: &str) -> Option<SetApart> {
    set_apart(
        text.as_bytes(),
        AxisOrder::LonLat,
        false,
        &Limits::default(),
    )
}

#[test]
fn arrays_are_taken_out_and_their_numbers_stand_in_their_place() {
    let text = r#"{"a": "coordinates", "coordinates" : [ [ [1, 2.50], [-0.25,4e1 ,7], [1,2.5] ] ], "b": {"coordinates": []}, "c": {"coordinates": [3, 4]}}"#;
    let found = apart(text).expect("plain arrays");
    let left = r#"{"a": "coordinates", "coordinates" : [0], "b": {"coordinates": []}, "c": {"coordinates": [1]}}"#;
    assert_eq!(String::from_utf8_lossy(&found.text), left);
    let corner = |x, y| Coord { x, y };
    let ring = vec![corner(1.0, 2.5), corner(-0.25, 40.0), corner(1.0, 2.5)];
    let expected = [
        Coordinates::Polygon(vec![ring]),
        Coordinates::Position(corner(3.0, 4.0)),
    ];
    assert_eq!(found.arrays, expected);
    assert_eq!(found.dropped_ordinates, 1);
}

#[test]
fn what_is_not_plain_is_left_to_the_usual_way() {
    for array in [
        "[1]",
        "[1,2",
        "[1,]",
        "[01,2]",
        "[1.,2]",
        "[.5,2]",
        "[+1,2]",
        "[1e,2]",
        "[1,-]",
        "[1,null]",
        "[[1,2],[]]",
        "[[[[[1,2]]]]]",
        "[181,2]",
        "[1,91]",
        "[1,1e999]",
        "[[1,2],3]",
        "[NaN,1]",
        "[1,\"2\"]",
    ] {
        let text = format!(r#"{{"coordinates":{array}}}"#);
        assert!(apart(&text).is_none(), "{array}");
    }
    assert!(apart(r#"{"coordinates":[1,2],"areas_latlon":[7]}"#).is_none());
    assert!(apart(r#"{"coordinates":[1,2],"coordin\u0061tes":[0]}"#).is_none());
    assert!(apart(r#"{"type":"Point"}"#).is_none());
}

#[test]
fn numbers_are_the_same_bits_as_elsewhere() {
    for word in [
        "0",
        "-0",
        "-0.0",
        "7",
        "30.20006",
        "48.6594130000001",
        "0.1",
        "123.456789012345678901234567890",
        "0.000000000000001",
        "1e-7",
        "12.5E+0",
        "5e-324",
        "89.99999999999999",
        "9007199254740993e-15",
    ] {
        let found = apart(&format!(r#"{{"coordinates":[{word},0]}}"#)).expect(word);
        let expected: f64 = serde_json::from_str(word).expect("a number");
        let Coordinates::Position(coord) = &found.arrays[0] else {
            unreachable!("two numbers are a position");
        };
        assert_eq!(coord.x.to_bits(), expected.to_bits(), "{word}");
    }
}

/// What a reading gave, with every bit of its numbers.
fn reading(
    text: &[u8],
    format: MapFormat,
    read: fn(&[u8], MapFormat, &Progress<'_>) -> Result<RawMap, MapsError>,
) -> String {
    let axis_order = match format {
        MapFormat::Owlmaps => AxisOrder::LatLon,
        _ => AxisOrder::LonLat,
    };
    let limits = Limits::default();
    let progress = Progress::new("ridge.json", &limits, axis_order).with_lines();
    format!("{:?}", read(text, format, &progress))
}

const FORMATS: [MapFormat; 6] = [
    MapFormat::ByContent,
    MapFormat::Geojson,
    MapFormat::Nzz,
    MapFormat::DeepstateHistory,
    MapFormat::Owlmaps,
    MapFormat::DayLayers,
];

fn is_read_alike(text: &[u8]) -> Result<(), TestCaseError> {
    for format in FORMATS {
        let (apart, whole) = (
            reading(text, format, read_with),
            reading(text, format, read_text),
        );
        prop_assert_eq!(
            apart,
            whole,
            "{:?}: {}",
            format,
            String::from_utf8_lossy(text)
        );
    }
    Ok(())
}

#[test]
fn arrays_that_the_readers_leave_or_mistake_change_nothing() {
    let ring = "[[[1,2],[3,2],[3,4],[1,2]]]";
    for text in [
        // A property of that name, with a height that no reader counts.
        format!(
            r#"{{"type":"Feature","properties":{{"coordinates":[1,2,3]}},"geometry":{{"type":"Polygon","coordinates":{ring}}}}}"#
        ),
        // A property that is set apart, and a number where positions belong.
        format!(
            r#"{{"type":"Feature","properties":{{"coordinates":{ring}}},"geometry":{{"type":"Polygon","coordin\u0061tes":[0]}}}}"#
        ),
        format!(r#"{{"type":"Polygon","coordinates":{ring},"coordinates":{ring}}}"#),
        format!(r#"{{"type":"Polygon","coordinates":{ring},"areas_latlon":[0]}}"#),
        format!(
            r#"{{"type":"Polygon","coordinates":{ring},"crs":{{"properties":{{"name":"EPSG:3857"}}}}}}"#
        ),
    ] {
        is_read_alike(text.as_bytes()).unwrap_or_else(|failure| panic!("{failure}"));
    }
}

/// Numbers as writers spell them, and some that no writer should.
fn number() -> impl Strategy<Value = String> {
    let odd = vec![
        "0", "-0", "-0.0", "1e1", "2.5E-3", "-4e+0", "5e-324", "1e-400", "0.1e1", "1e9", "01",
        "1.", "-", "1e", "null", "\"1\"",
    ];
    prop_oneof![
        20 => (-85.0..85.0_f64).prop_map(|number| number.to_string()),
        10 => (-85_000_000..85_000_000_i64).prop_map(|grains| format!("{:.6}", grains as f64 / 1e6)),
        5 => (-80..80_i64, 0..u64::MAX).prop_map(|(whole, decimals)| format!("{whole}.{decimals}")),
        5 => (-900_000_i64..900_000, -9..0).prop_map(|(number, exponent)| format!("{number}e{exponent}")),
        1 => prop::sample::select(odd).prop_map(str::to_owned),
    ]
}

fn space() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "", "", "", " ", "\t", "\n", "\r\n  "])
}

fn array_of(element: BoxedStrategy<String>, least: usize) -> BoxedStrategy<String> {
    (prop::collection::vec(element, least..5), space())
        .prop_map(|(elements, space)| {
            format!("[{space}{}{space}]", elements.join(&format!(",{space}")))
        })
        .boxed()
}

/// A ring, closed more often than not.
fn ring() -> BoxedStrategy<String> {
    let position = prop_oneof![
        30 => prop::collection::vec(number(), 2).prop_map(|numbers| format!("[{}]", numbers.join(","))),
        2 => prop::collection::vec(number(), 0..5).prop_map(|numbers| format!("[{}]", numbers.join(", "))),
    ];
    array_of(position.boxed(), 3)
}

/// Arrays of every depth, empty ones among them.
fn array() -> BoxedStrategy<String> {
    let polygon = array_of(ring(), 1);
    let polygons = array_of(polygon.clone(), 1);
    prop_oneof![
        10 => polygon,
        10 => polygons.clone(),
        3 => ring(),
        1 => array_of(number().boxed(), 0),
        1 => array_of(polygons, 0),
        1 => prop::sample::select(vec!["[]", "[[]]", "null", "[[],[[1,2]]]", "7"]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn member() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        r#""ridge""#,
        r#""a \"coordinates\": [1,2]""#,
        r#""\\""#,
        r#""\u0441\u0435\u043b\u043e""#,
        r#""coordinates""#,
        "3",
    ]);
    let name = prop::sample::select(vec!["name", "coordinates", "center_coordinates", "date"]);
    prop_oneof![
        8 => (name.clone(), word).prop_map(|(name, word)| format!(r#""{name}":{word}"#)),
        1 => (name, array()).prop_map(|(name, array)| format!(r#""{name}":{array}"#)),
    ]
}

fn geometry() -> impl Strategy<Value = String> {
    let kind = prop::sample::select(vec!["Polygon", "MultiPolygon", "Point", "LineString"]);
    (kind, array(), any::<bool>(), space()).prop_map(|(kind, array, is_late, space)| {
        if is_late {
            format!(r#"{{"coordinates"{space}:{space}{array},"type":"{kind}"}}"#)
        } else {
            format!(r#"{{"type":"{kind}",{space}"coordinates":{array}}}"#)
        }
    })
}

/// Texts in the shapes of the known series.
fn map_text() -> impl Strategy<Value = String> {
    let feature =
        (geometry(), prop::collection::vec(member(), 0..3)).prop_map(|(geometry, members)| {
            let members = members.join(",");
            format!(r#"{{"type":"Feature","properties":{{{members}}},"geometry":{geometry}}}"#)
        });
    let features = prop::collection::vec(feature, 1..4).boxed();
    let layers = prop::collection::vec(geometry(), 1..4);
    prop_oneof![
        3 => geometry(),
        5 => features.clone().prop_map(|features| format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))),
        1 => features.prop_map(|features| features.join("\n")),
        1 => layers.prop_map(|layers| {
            let mut text = String::new();
            for layer in layers {
                writeln!(text, r#"{{"date":"2031-05-04","layer":"ridge","geometries":[{layer}]}}"#).expect("a string takes any text");
            }
            text
        }),
        2 => (array(), array()).prop_map(|(ours, theirs)| format!(r#"{{"date":"2031-05-04","areas_latlon":{ours},"areas_ua_latlon":{theirs}}}"#)),
    ]
}

proptest! {
    #[test]
    fn a_text_is_read_as_if_nothing_had_been_set_apart(text in map_text()) {
        is_read_alike(text.as_bytes())?;
    }

    #[test]
    fn a_damaged_text_is_refused_in_the_same_words(text in map_text(), end in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in prop::sample::select(&b"[]{},:\"\\-.e0 \n"[..])) {
        let mut bytes = text.into_bytes();
        is_read_alike(&bytes[..end.index(bytes.len())])?;
        let at = at.index(bytes.len());
        bytes[at] = byte;
        is_read_alike(&bytes)?;
    }
}
