//! `salient maps fetch` against a server on this machine.

use salient_testkit::server::{Asked, Reply, Server};

use crate::support::{Desk, square};

const LEGEND: &str = r#"
    [[legend]]
    state = "held"
    actor = "RU"
"#;

fn manifest(fetch: &str) -> String {
    format!(
        r#"
        key = "ridge"
        name = "Ridge Map"
        format = "geojson"
        date = {{ property = "date" }}
        as_of = "same_day"
        draws = "one_side"
        licence = "CC BY 4.0"
        attribution = "the mappers of Ridge"
        precision = "100 m"
        {LEGEND}
        [fetch]
        remark = "For tests only."
        {fetch}
        "#
    )
}

fn a_map_but_on_the_second(asked: &Asked, _: usize) -> Reply {
    if asked.target.contains("05-02") {
        Reply::new(404, "")
    } else {
        // Another date inside than the file's, as in a mirror that writes the day of the download.
        Reply::new(200, square("2029-01-01", [37.0, 48.0, 37.1, 48.1]))
    }
}

fn dated(server: &Server) -> String {
    manifest(&format!(
        "kind = \"dated\"\nurl = \"{}\"",
        server.url("/ridge-{yyyy}-{mm}-{dd}.geojson")
    ))
}

#[test]
fn fetched_maps_go_into_the_case_in_one_go_with_the_days_of_their_names() {
    let server = Server::start(a_map_but_on_the_second);
    let desk = Desk::new();
    desk.write("ridge.toml", dated(&server));
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    let arguments = [
        "maps",
        "fetch",
        "ridge",
        "--manifest",
        "ridge.toml",
        "--from",
        "2030-05-01",
        "--to",
        "2030-05-03",
        "--into",
        "c",
        "--allow-local",
    ];
    let ran = desk.fine(&arguments);
    assert_eq!(ran.stdout, "");
    let (told, _edition) = ran.stderr.rsplit_once(';').unwrap();
    insta::assert_snapshot!(told, @r"
    Ridge Map: the mappers of Ridge; CC BY 4.0
    For tests only.
    the server has no map of 1 day: 2030-05-02
    ridge: 2 maps by Ridge Map fetched; 3 requests, 298 bytes
    c.gpkg: 2 maps by Ridge Map added
    ");
    let days = desk
        .fine(&["maps", "list", "c", "--days", "--format", "csv"])
        .stdout;
    assert!(
        days.contains("2030-05-01") && days.contains("2030-05-03"),
        "{days}"
    );
    let again = desk.fine(&arguments).stderr;
    assert!(
        again.contains("0 maps by Ridge Map fetched, 2 already there; 1 request, 0 bytes"),
        "{again}"
    );
    assert!(again.contains("0 maps by Ridge Map added, 2 already there"));
}

#[test]
fn what_fails_is_named_and_what_came_is_kept() {
    let server = Server::start(|asked, n_before| match n_before {
        0 => Reply::new(200, "<html><p>Please sign in").with("Content-Type", "text/html"),
        _ => a_map_but_on_the_second(asked, n_before),
    });
    let desk = Desk::new();
    desk.write("ridge.toml", dated(&server));
    let ran = desk.run(&[
        "maps",
        "fetch",
        "ridge",
        "--manifest",
        "ridge.toml",
        "--from",
        "2030-05-01",
        "--to",
        "2030-05-03",
        "--dir",
        "maps/ridge",
        "--allow-local",
    ]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    let told = ran.stderr.replace(&server.url(""), "http://ridge");
    assert!(
        told.contains(
            "error: http://ridge/ridge-2030-05-01.geojson: found a web page, beginning \"<html><p>Please sign in\"; expected JSON\n"
        ),
        "{told}"
    );
    assert!(desk.path("maps/ridge/ridge-2030-05-03.geojson").exists());
    assert!(!desk.path("maps/ridge/ridge-2030-05-01.geojson").exists());
}

#[test]
fn without_leave_nothing_on_this_machine_is_asked() {
    let server = Server::start(a_map_but_on_the_second);
    let desk = Desk::new();
    desk.write("ridge.toml", dated(&server));
    let ran = desk.run(&[
        "maps",
        "fetch",
        "ridge",
        "--manifest",
        "ridge.toml",
        "--from",
        "2030-05-01",
        "--to",
        "2030-05-01",
    ]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(
        ran.stderr
            .contains("found a host with the local address 127.0.0.1"),
        "{}",
        ran.stderr
    );
    assert_eq!(server.targets(), Vec::<String>::new());
}

#[test]
fn a_dry_run_prints_addresses_and_asks_for_nothing() {
    let desk = Desk::new();
    let ran = desk.fine(&[
        "maps",
        "fetch",
        "deepstate",
        "--from",
        "2025-11-08",
        "--to",
        "2025-11-09",
        "--dry-run",
    ]);
    insta::assert_snapshot!(ran.stdout, @r"
    https://api.github.com/repos/cyterat/deepstate-map-data/contents/data
    https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/deepstatemap_data_20251108.geojson
    https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/deepstatemap_data_20251109.geojson
    ");
    assert!(!desk.path("deepstate").exists());
}

#[test]
fn a_layer_becomes_one_map_of_today() {
    fn page(west: f64, exceeded: &str) -> String {
        let east = west + 0.5;
        format!(
            r#"{{"geometryType": "esriGeometryPolygon", "spatialReference": {{"wkid": 4326}}{exceeded},
                "features": [{{"attributes": {{"FID": 1}}, "geometry": {{"rings":
                [[[{west}, 48], [{west}, 49], [{east}, 49], [{east}, 48], [{west}, 48]]]}}}}]}}"#
        )
    }
    let server = Server::start(|asked, _| {
        if asked.target.ends_with("?f=json") {
            Reply::new(200, r#"{"maxRecordCount": 1}"#)
        } else if asked.target.contains("resultOffset=0&") {
            Reply::new(200, page(37.0, r#", "exceededTransferLimit": true"#))
        } else {
            Reply::new(200, page(38.0, ""))
        }
    });
    let desk = Desk::new();
    let layer = manifest(&format!(
        "kind = \"feature_layer\"\nfile = \"ridge_{{yyyy}}-{{mm}}-{{dd}}.jsonl\"\nurl = \"{}\"",
        server.url("/FeatureServer/3")
    ));
    desk.write("ridge.toml", layer.replace("geojson", "esri_json"));
    desk.fine(&["new", "c", "--theatre", "ukraine"]);
    let arguments = ["maps", "fetch", "ridge", "--manifest", "ridge.toml"];
    let ran = desk.fine(&[&arguments[..], &["--allow-local", "--into", "c"]].concat());
    let text = std::fs::read_to_string(desk.path("ridge/ridge_2030-05-10.jsonl")).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(
        ran.stderr.contains("c.gpkg: 1 map by Ridge Map added"),
        "{}",
        ran.stderr
    );
    let days = desk
        .fine(&["maps", "list", "c", "--days", "--format", "csv"])
        .stdout;
    assert!(days.contains("2030-05-10"), "{days}");
    let ran = desk.run(&[&arguments[..], &["--from", "2030-05-01"]].concat());
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("neither --from nor --to"));
}

#[test]
fn what_cannot_be_fetched_is_a_matter_of_usage() {
    let server = Server::start(a_map_but_on_the_second);
    let desk = Desk::new();
    desk.write("ridge.toml", dated(&server));
    for (arguments, reason) in [
        (
            &["owlmaps"][..],
            "no public address is known for the maps of \"owlmaps\"",
        ),
        (&["ridge"], "no manifest for outlet \"ridge\""),
        (
            &["vale", "--manifest", "ridge.toml"],
            "the manifest ridge.toml is of the outlet \"ridge\", not of \"vale\"",
        ),
        (
            &["ridge", "--manifest", "ridge.toml"],
            "expected --from, the first day to fetch",
        ),
        (
            &["deepstate", "--from", "2025-11-08", "--to", "2025-11-01"],
            "the period ends on 2025-11-01, before it begins",
        ),
    ] {
        let ran = desk.run(&[&["maps", "fetch"], arguments].concat());
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{}", ran.stderr);
    }
    let ran = desk.run(&["maps", "fetch", "deepstate", "--into", "nowhere"]);
    assert_ne!(ran.code, 0);
    assert!(
        !desk.path("deepstate").exists(),
        "the case is looked for first"
    );
}
