//! Fetching from a server on this machine: series by day, by list, and by page; what goes wrong on the way, and what lies in the folder afterwards.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand")]

use std::cell::RefCell;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use salient_intake::fetch::{
    FetchEvent, FetchJob, FetchLimits, FetchReport, FetchSettings, Hosts, Outcome, Present,
    fetch_series, planned_addresses,
};
use salient_model::{
    Date, DatedAddress, DatedFileName, FetchRule, SeriesAddress, Sha256, WebAddress,
};
use salient_testkit::server::{Asked, Reply, Server};
use tempfile::TempDir;

const MAP: &str = r#"{"type": "FeatureCollection", "features": []}"#;

fn rule(series: SeriesAddress) -> FetchRule {
    FetchRule {
        series,
        file: DatedFileName::new("ridge-{yyyy}-{mm}-{dd}.json").unwrap(),
        first: None,
        remark: "Ridge Map".to_owned(),
        delay: Duration::ZERO,
    }
}

fn dated(server: &Server) -> FetchRule {
    rule(SeriesAddress::Dated {
        url: DatedAddress::new(&server.url("/{yyyy}/{mm}-{dd}.json")).unwrap(),
    })
}

fn folder(server: &Server) -> FetchRule {
    rule(SeriesAddress::Folder {
        index: WebAddress::new(&server.url("/contents")).unwrap(),
        url: DatedAddress::new(&server.url("/raw/{yyyy}{mm}{dd}.json")).unwrap(),
    })
}

fn layer(server: &Server) -> FetchRule {
    rule(SeriesAddress::FeatureLayer {
        url: WebAddress::new(&server.url("/ridge/FeatureServer/0")).unwrap(),
    })
}

fn day(words: &str) -> Date {
    words.parse().unwrap()
}

fn settings() -> FetchSettings {
    FetchSettings {
        hosts: Hosts::AlsoLocal,
        sleep: |_| {},
        ..FetchSettings::default()
    }
}

fn job<'a>(rule: &'a FetchRule, folder: &'a Path, n_days: i8) -> FetchJob<'a> {
    FetchJob {
        rule,
        period: (may(1), may(n_days)),
        folder,
        now: "2031-05-09T12:00:00Z".parse().unwrap(),
    }
}

fn may(number: i8) -> Date {
    Date::new(2031, 5, number).unwrap()
}

fn fetch(rule: &FetchRule, folder: &Path, n_days: i8, settings: &FetchSettings) -> FetchReport {
    fetch_series(&job(rule, folder, n_days), settings, &mut |_| {}).unwrap()
}

/// Names in a folder, hidden ones too, without notes and lock.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with(".salient-fetch"))
        .collect();
    names.sort();
    names
}

fn outcomes(report: &FetchReport) -> Vec<(String, Outcome)> {
    let files = report.files.iter();
    files
        .map(|file| (file.day.to_string(), file.outcome))
        .collect()
}

fn errors(report: &FetchReport, server: &Server) -> Vec<String> {
    let host = server.url("");
    report
        .errors
        .iter()
        .map(|error| {
            let mut words = error.to_string();
            let mut cause = std::error::Error::source(error);
            while let Some(error) = cause {
                words = format!("{words}: {error}");
                cause = error.source();
            }
            words.replace(&host, "http://ridge")
        })
        .collect()
}

fn map_of(asked: &Asked) -> String {
    format!(
        r#"{{"type": "FeatureCollection", "name": "{}", "features": []}}"#,
        asked.target
    )
}

#[test]
fn a_series_by_day_comes_into_the_folder_and_is_not_asked_for_again() {
    let server = Server::start(|asked, _| match asked.target.as_str() {
        "/2031/05-02.json" => Reply::new(404, "no map today"),
        _ => Reply::new(200, map_of(asked))
            .with("Content-Type", "text/plain")
            .with("ETag", "\"one\""),
    });
    let folder = TempDir::new().unwrap();
    let rule = dated(&server);
    let report = fetch(&rule, folder.path(), 3, &settings());
    assert_eq!(
        outcomes(&report),
        [
            ("2031-05-01".to_owned(), Outcome::New),
            ("2031-05-03".to_owned(), Outcome::New)
        ]
    );
    assert_eq!(report.gaps, [day("2031-05-02")]);
    assert_eq!((report.errors.len(), report.n_requests), (0, 3));
    assert_eq!(
        names(folder.path()),
        ["ridge-2031-05-01.json", "ridge-2031-05-03.json"]
    );
    let text = fs::read_to_string(&report.files[0].path).unwrap();
    assert!(text.contains("\"/2031/05-01.json\""));
    let notes = fs::read_to_string(folder.path().join(".salient-fetch.json")).unwrap();
    let notes: serde_json::Value = serde_json::from_str(&notes).unwrap();
    let note = &notes["files"]["ridge-2031-05-01.json"];
    assert_eq!(note["sha256"], Sha256::of(text.as_bytes()).to_string());
    assert_eq!(note["retrieved"], "2031-05-09T12:00:00Z");
    assert_eq!(note["etag"], "\"one\"");
    let asked = &server.asked()[0];
    assert_eq!(
        asked.field("user-agent"),
        Some("Salient/0.1.0 (+https://github.com/salient-record/salient)")
    );
    assert_eq!(asked.field("accept-encoding"), Some("gzip"));

    let again = fetch(&rule, folder.path(), 3, &settings());
    assert_eq!(
        outcomes(&again)[0],
        ("2031-05-01".to_owned(), Outcome::Present)
    );
    assert_eq!(again.n_requests, 1, "only the gap is asked for again");
}

#[test]
fn a_server_that_is_asked_again_may_say_that_nothing_changed() {
    let server = Server::start(|asked, n_before| {
        let is_known = asked.field("if-none-match") == Some("\"one\"")
            && asked.field("if-modified-since") == Some("Sun, 04 May 2031 03:00:00 GMT");
        match asked.target.as_str() {
            _ if n_before < 2 => Reply::new(200, map_of(asked)),
            "/2031/05-01.json" if is_known => return Reply::new(304, ""),
            _ => Reply::new(200, MAP),
        }
        .with("ETag", "\"one\"")
        .with("Last-Modified", "Sun, 04 May 2031 03:00:00 GMT")
    });
    let folder = TempDir::new().unwrap();
    let rule = dated(&server);
    fetch(&rule, folder.path(), 2, &settings());
    let first = fs::read_to_string(folder.path().join("ridge-2031-05-01.json")).unwrap();
    let again = FetchSettings {
        present: Present::AskAgain,
        ..settings()
    };
    let report = fetch(&rule, folder.path(), 2, &again);
    assert_eq!(
        outcomes(&report),
        [
            ("2031-05-01".to_owned(), Outcome::Unchanged),
            ("2031-05-02".to_owned(), Outcome::Replaced)
        ]
    );
    let kept = fs::read_to_string(folder.path().join("ridge-2031-05-01.json")).unwrap();
    assert_eq!(kept, first);
    let replaced = fs::read_to_string(folder.path().join("ridge-2031-05-02.json")).unwrap();
    assert_eq!(replaced, MAP);
    // A file that was changed by hand is not the one that the tag speaks of.
    fs::write(folder.path().join("ridge-2031-05-01.json"), "{}").unwrap();
    let report = fetch(&rule, folder.path(), 1, &again);
    assert_eq!(report.n_files(Outcome::Replaced), 1);
    assert_eq!(server.asked().last().unwrap().field("if-none-match"), None);
}

#[test]
fn a_folder_is_asked_for_the_files_on_its_list() {
    for is_api in [true, false] {
        let server = Server::start(move |asked, _| match asked.target.as_str() {
            "/contents" if is_api => {
                let host = asked.field("host").unwrap();
                Reply::new(
                    200,
                    format!(
                        r#"[{{"name": "20310501.json", "type": "file", "size": 5, "download_url": "http://{host}/main/20310501.json"}},
                            {{"name": "20310503.json", "type": "file", "size": 5, "download_url": null}},
                            {{"name": "20310502.json", "type": "dir", "download_url": null}},
                            {{"name": "../../etc/passwd", "type": "file", "download_url": null}}]"#
                    ),
                )
            }
            "/contents" => Reply::new(200, "README.md\n20310501.json\n20310503.json\n"),
            _ => Reply::new(200, map_of(asked)),
        });
        let folder_ = TempDir::new().unwrap();
        let rule = folder(&server);
        let report = fetch(&rule, folder_.path(), 4, &settings());
        assert_eq!(report.gaps, [day("2031-05-02"), day("2031-05-04")]);
        assert_eq!(
            names(folder_.path()),
            ["ridge-2031-05-01.json", "ridge-2031-05-03.json"]
        );
        let first = if is_api {
            "/main/20310501.json"
        } else {
            "/raw/20310501.json"
        };
        assert_eq!(server.targets(), ["/contents", first, "/raw/20310503.json"]);
        // Nothing is missing of the first day: the list is not asked for.
        let report = fetch(&rule, folder_.path(), 1, &settings());
        assert_eq!(report.n_requests, 0);
    }
}

#[test]
fn days_behind_the_end_of_a_cut_list_are_asked_for_all_the_same() {
    let server = Server::start(|asked, _| match asked.target.as_str() {
        "/contents" => {
            let names: Vec<String> = (0..1_000)
                .map(|number| format!("{{\"name\": \"old-{number}.json\"}}"))
                .collect();
            Reply::new(200, format!("[{}]", names.join(",")))
        }
        _ => Reply::new(200, MAP),
    });
    let folder_ = TempDir::new().unwrap();
    let report = fetch(&folder(&server), folder_.path(), 2, &settings());
    assert!(report.index_may_be_cut);
    assert_eq!(report.n_files(Outcome::New), 2);
}

#[test]
fn a_layer_comes_page_by_page_into_one_file() {
    let server = Server::start(|asked, _| {
        let page = |x: u32, exceeded: &str| {
            format!(
                "{{\n\"features\": [{{\"attributes\": {{\"n\": {x}}}}}, {{}}]{exceeded},\r\n\"geometryType\": \"esriGeometryPolygon\"}}"
            )
        };
        match asked.target.as_str() {
            "/ridge/FeatureServer/0?f=json" => Reply::new(
                200,
                r#"{"name": "ridge", "maxRecordCount": 2, "objectIdField": "FID",
                    "advancedQueryCapabilities": {"supportsPagination": true}}"#,
            ),
            target if target.contains("resultOffset=0&") => {
                Reply::new(200, page(0, ",\"exceededTransferLimit\": true"))
            }
            target if target.contains("resultOffset=2&") => {
                Reply::new(200, page(2, ",\"exceededTransferLimit\":true"))
            }
            target if target.contains("resultOffset=4&") => Reply::new(200, page(4, "")),
            _ => Reply::new(400, ""),
        }
    });
    let folder = TempDir::new().unwrap();
    let rule = layer(&server);
    let report = fetch(&rule, folder.path(), 9, &settings());
    assert_eq!(errors(&report, &server), Vec::<String>::new());
    assert_eq!(names(folder.path()), ["ridge-2031-05-09.json"]);
    let text = fs::read_to_string(folder.path().join("ridge-2031-05-09.json")).unwrap();
    let pages: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(pages.len(), 3);
    assert_eq!(pages[2]["features"][0]["attributes"]["n"], 4);
    assert_eq!(
        server.targets()[1],
        "/ridge/FeatureServer/0/query?where=1%3D1&outFields=*&outSR=4326&f=json&orderByFields=FID&resultOffset=0&resultRecordCount=2"
    );
    let again = fetch(&rule, folder.path(), 9, &settings());
    assert_eq!((again.n_requests, again.n_files(Outcome::Present)), (0, 1));
}

#[test]
fn a_layer_that_fails_leaves_nothing_and_says_why() {
    for (page, reason) in [
        (
            r#"{"error": {"code": 400, "message": "Unable to complete operation."}}"#,
            "found error 400 (Unable to complete operation.); expected features",
        ),
        (
            r#"{"features": [], "exceededTransferLimit": true}"#,
            "found no features, and a note that there are more; expected features, or the end",
        ),
        (
            r#"{"objectIds": []}"#,
            "found an answer that begins \"{\\\"objectIds\\\": []}\"; expected an object with features",
        ),
        (
            "<html>Sign in",
            "found no answer of a feature service (expected value at line 1 column 1), beginning \"<html>Sign in\"; expected JSON",
        ),
        (
            r#"{"error": {"code": 503, "message": "busy"}}"#,
            "gave up after 4 tries: http://ridge/ridge/FeatureServer/0/query?where=1%3D1&outFields=*&outSR=4326&f=json&resultOffset=0&resultRecordCount=1000: answered 503",
        ),
    ] {
        let server = Server::start(move |asked, _| {
            if asked.target.ends_with("?f=json") {
                Reply::new(200, "{}")
            } else {
                Reply::new(200, page)
            }
        });
        let folder = TempDir::new().unwrap();
        let report = fetch(&layer(&server), folder.path(), 9, &settings());
        let told = errors(&report, &server);
        assert!(told[0].contains(reason), "{told:?}");
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }
    let server = Server::start(|asked, _| {
        if asked.target.ends_with("?f=json") {
            Reply::new(
                200,
                r#"{"advancedQueryCapabilities": {"supportsPagination": false}}"#,
            )
        } else {
            Reply::new(200, r#"{"features": [{}], "exceededTransferLimit": true}"#)
        }
    });
    let folder = TempDir::new().unwrap();
    let report = fetch(&layer(&server), folder.path(), 9, &settings());
    let told = errors(&report, &server);
    assert!(told[0].contains("a layer that gives no pages"), "{told:?}");
}

thread_local! {
    static SLEPT: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

/// Settings that keep what would have been slept.
fn watched() -> FetchSettings {
    SLEPT.with_borrow_mut(Vec::clear);
    FetchSettings {
        sleep: |pause| SLEPT.with_borrow_mut(|slept| slept.push(pause)),
        ..settings()
    }
}

fn slept_s() -> Vec<u64> {
    SLEPT.with_borrow(|slept| slept.iter().map(Duration::as_secs).collect())
}

#[test]
fn a_busy_server_is_asked_again_after_the_pause_that_it_asks_for() {
    let server = Server::start(|asked, n_before| match n_before {
        0 => Reply::new(429, "").with("Retry-After", "7"),
        1 => Reply::new(503, ""),
        2 => Reply::new(503, "")
            .with("Date", "Sun, 04 May 2031 03:00:00 GMT")
            .with("Retry-After", "Sun, 04 May 2031 03:00:30 GMT"),
        _ => Reply::new(200, map_of(asked)),
    });
    let folder = TempDir::new().unwrap();
    let rule = dated(&server);
    let mut waits = Vec::new();
    let report = fetch_series(&job(&rule, folder.path(), 1), &watched(), &mut |event| {
        if let FetchEvent::Waiting { why, .. } = event {
            waits.push(why.replace(&server.url(""), "http://ridge"));
        }
    })
    .unwrap();
    assert_eq!(slept_s(), [7, 4, 30]);
    assert_eq!(
        waits,
        [
            "http://ridge/2031/05-01.json: answered 429; expected 200 (it asks to wait 7 s)",
            "http://ridge/2031/05-01.json: answered 503; expected 200",
            "http://ridge/2031/05-01.json: answered 503; expected 200 (it asks to wait 30 s)"
        ]
    );
    assert_eq!((report.n_files(Outcome::New), report.n_requests), (1, 4));
}

#[test]
fn a_server_that_stays_busy_is_left_in_peace() {
    let server = Server::start(|_, _| Reply::new(503, ""));
    let folder = TempDir::new().unwrap();
    let report = fetch(&dated(&server), folder.path(), 5, &watched());
    assert_eq!(
        errors(&report, &server),
        ["gave up after 4 tries: http://ridge/2031/05-01.json: answered 503; expected 200"]
    );
    assert_eq!(slept_s(), [2, 4, 8]);
    assert_eq!((report.n_requests, report.n_not_asked), (4, 4));

    let server = Server::start(|_, _| Reply::new(429, "").with("Retry-After", "86400"));
    let report = fetch(&dated(&server), folder.path(), 5, &watched());
    assert_eq!(
        errors(&report, &server),
        [
            "http://ridge/2031/05-01.json: answered 429 and asks to wait 86400 s, more than the limit of 300 s"
        ]
    );
    assert_eq!((report.n_requests, slept_s().len()), (1, 0));
}

#[test]
fn three_failures_in_a_row_end_the_run_and_a_success_between_does_not() {
    let server = Server::start(|asked, _| match asked.target.as_str() {
        "/2031/05-03.json" => Reply::new(200, MAP),
        _ => Reply::new(400, "bad request"),
    });
    let folder = TempDir::new().unwrap();
    let report = fetch(&dated(&server), folder.path(), 9, &settings());
    assert_eq!((report.errors.len(), report.n_not_asked), (5, 3));
    assert_eq!(
        errors(&report, &server)[0],
        "http://ridge/2031/05-01.json: answered 400, beginning \"bad request\"; expected 200"
    );
    // A server that forbids is not tried out.
    let server = Server::start(|_, _| Reply::new(403, "no"));
    let report = fetch(&dated(&server), folder.path(), 9, &settings());
    assert_eq!((report.errors.len(), report.n_requests), (1, 1));
}

/// Large enough to be continued.
fn large() -> Vec<u8> {
    let mut text = br#"{"type": "FeatureCollection", "features": ["#.to_vec();
    while text.len() < 3_000_000 {
        text.extend(format!("{},", text.len()).bytes());
    }
    text.extend(b"0]}");
    text
}

fn ranges(asked: &Asked, etag: &str, cut_after: Option<usize>) -> Reply {
    let whole = large();
    let start: Option<usize> = asked
        .field("range")
        .filter(|_| asked.field("if-range") == Some(etag))
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        });
    let mut reply = match start {
        Some(start) => Reply::new(206, &whole[start..]).with(
            "Content-Range",
            &format!("bytes {start}-{}/{}", whole.len() - 1, whole.len()),
        ),
        None => Reply::new(200, whole).with("Accept-Ranges", "bytes"),
    };
    reply.cut_after = cut_after;
    reply.with("ETag", etag)
}

#[test]
fn a_large_file_that_is_cut_off_is_continued() {
    let server = Server::start(|asked, n_before| {
        ranges(asked, "\"one\"", (n_before < 2).then_some(1_200_000))
    });
    let folder = TempDir::new().unwrap();
    let report = fetch(&dated(&server), folder.path(), 1, &settings());
    assert_eq!(errors(&report, &server), Vec::<String>::new());
    assert_eq!(fs::read(&report.files[0].path).unwrap(), large());
    assert_eq!(names(folder.path()), ["ridge-2031-05-01.json"]);
    let asked = server.asked();
    assert_eq!(asked[1].field("range"), Some("bytes=1200000-"));
    assert_eq!(asked[1].field("accept-encoding"), Some("identity"));
    assert_eq!(asked[2].field("range"), Some("bytes=2400000-"));
    assert_eq!(report.n_bytes, large().len() as u64, "no byte came twice");
}

#[test]
fn a_large_file_is_continued_in_a_later_run_if_it_is_still_the_same() {
    for (etag_later, n_bytes) in [
        ("\"one\"", large().len() - 1_200_000),
        ("\"two\"", large().len()),
    ] {
        let server = Server::start(move |asked, n_before| {
            if n_before == 0 {
                ranges(asked, "\"one\"", Some(1_200_000))
            } else {
                ranges(asked, etag_later, None)
            }
        });
        let folder = TempDir::new().unwrap();
        let rule = dated(&server);
        let once = FetchSettings {
            limits: FetchLimits {
                max_tries: 1,
                ..FetchLimits::default()
            },
            ..settings()
        };
        let report = fetch(&rule, folder.path(), 1, &once);
        assert_eq!(
            errors(&report, &server),
            [
                "gave up after 1 try: http://ridge/2031/05-01.json: cut off after 1200000 bytes: Peer disconnected"
            ]
        );
        assert_eq!(names(folder.path()), [".ridge-2031-05-01.json.part"]);
        let report = fetch(&rule, folder.path(), 1, &once);
        assert_eq!(errors(&report, &server), Vec::<String>::new());
        assert_eq!(fs::read(&report.files[0].path).unwrap(), large());
        assert_eq!(report.n_bytes, n_bytes as u64);
        assert_eq!(names(folder.path()), ["ridge-2031-05-01.json"]);
    }
}

#[test]
fn what_cannot_be_continued_leaves_nothing_half_written() {
    // Small; large without ranges; large with a weak tag; without a length.
    let replies: [fn() -> Reply; 4] = [
        || {
            Reply::new(200, MAP)
                .with("Accept-Ranges", "bytes")
                .with("ETag", "\"one\"")
                .cut_after(20)
        },
        || {
            Reply::new(200, large())
                .with("ETag", "\"one\"")
                .cut_after(2_000_000)
        },
        || {
            Reply::new(200, large())
                .with("Accept-Ranges", "bytes")
                .with("ETag", "W/\"one\"")
                .cut_after(2_000_000)
        },
        || Reply::new(200, MAP).untold().cut_after(20),
    ];
    for reply in replies {
        let server = Server::start(move |_, _| reply());
        let folder = TempDir::new().unwrap();
        let report = fetch(&dated(&server), folder.path(), 1, &settings());
        let told = errors(&report, &server);
        assert!(told[0].contains("cut off after"), "{told:?}");
        assert_eq!(names(folder.path()), Vec::<String>::new());
        let asked = server.asked();
        assert_eq!(asked.len(), 4);
        assert!(asked.iter().all(|asked| asked.field("range").is_none()));
    }
}

#[test]
fn a_compressed_answer_is_stored_as_what_it_holds() {
    let server = Server::start(|_, _| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&large()).unwrap();
        Reply::new(200, packed.finish().unwrap()).with("Content-Encoding", "gzip")
    });
    let folder = TempDir::new().unwrap();
    let rule = dated(&server);
    let report = fetch(&rule, folder.path(), 1, &settings());
    assert_eq!(errors(&report, &server), Vec::<String>::new());
    assert_eq!(fs::read(&report.files[0].path).unwrap(), large());
    let narrow = FetchSettings {
        limits: FetchLimits {
            max_file_bytes: 1_000_000,
            ..FetchLimits::default()
        },
        ..settings()
    };
    let folder = TempDir::new().unwrap();
    let report = fetch(&rule, folder.path(), 1, &narrow);
    assert_eq!(
        errors(&report, &server),
        ["http://ridge/2031/05-01.json: more than the limit of 1000000 bytes for one file"]
    );
}

#[test]
fn limits_are_kept_and_named() {
    let server = Server::start(|_, _| Reply::new(200, MAP));
    let rule = dated(&server);
    let told = |limits: FetchLimits| {
        let folder = TempDir::new().unwrap();
        let limited = FetchSettings {
            limits,
            ..settings()
        };
        let report = fetch(&rule, folder.path(), 3, &limited);
        let n_names = names(folder.path()).len();
        (errors(&report, &server), n_names, report.n_not_asked)
    };
    let default = FetchLimits::default();
    assert_eq!(
        told(FetchLimits {
            max_file_bytes: 20,
            max_failures_in_row: 1,
            ..default
        }),
        (
            vec![
                "http://ridge/2031/05-01.json: 45 bytes are more than the limit of 20 bytes for one file"
                    .to_owned()
            ],
            0,
            2
        )
    );
    assert_eq!(
        told(FetchLimits {
            max_total_bytes: 60,
            ..default
        }),
        (
            vec![
                "http://ridge/2031/05-02.json: with it, more than the limit of 60 bytes would have come in this run"
                    .to_owned()
            ],
            1,
            1
        )
    );
    assert_eq!(
        told(FetchLimits {
            max_requests: 1,
            ..default
        }),
        (
            vec![
                "http://ridge/2031/05-02.json: not asked for: this run has made 1 requests, which is the limit"
                    .to_owned()
            ],
            1,
            1
        )
    );
}

#[test]
fn a_server_that_never_answers_runs_out_of_time() {
    let server = Server::start(|_, _| {
        std::thread::sleep(Duration::from_millis(600));
        Reply::new(200, MAP)
    });
    let folder = TempDir::new().unwrap();
    let hurried = FetchSettings {
        limits: FetchLimits {
            request_time: Duration::from_millis(100),
            max_tries: 1,
            ..FetchLimits::default()
        },
        ..settings()
    };
    let report = fetch(&dated(&server), folder.path(), 1, &hurried);
    let told = errors(&report, &server);
    assert!(told[0].contains("no answer: timeout"), "{told:?}");
}

#[test]
fn a_redirect_is_followed_and_a_loop_is_not() {
    let server = Server::start(|asked, _| match asked.target.as_str() {
        "/2031/05-01.json" => Reply::new(302, "").with("Location", "../new/a.json?x=1"),
        "/2031/05-02.json" => Reply::new(301, "").with("Location", "/2031/05-02.json"),
        "/2031/../new/a.json?x=1" => Reply::new(200, MAP),
        _ => Reply::new(404, ""),
    });
    let folder = TempDir::new().unwrap();
    let report = fetch(&dated(&server), folder.path(), 2, &settings());
    assert_eq!(names(folder.path()), ["ridge-2031-05-01.json"]);
    assert_eq!(
        errors(&report, &server),
        [
            "http://ridge/2031/05-02.json: redirected more than 5 times, last to http://ridge/2031/05-02.json"
        ]
    );
    assert_eq!(report.n_requests, 2 + 6);
}

#[test]
fn no_address_of_this_machine_is_connected_to() {
    let server = Server::start(|_, _| Reply::new(200, MAP));
    let port = server.url("").rsplit(':').next().unwrap().to_owned();
    let public = FetchSettings {
        hosts: Hosts::Public,
        ..settings()
    };
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
    ] {
        let folder = TempDir::new().unwrap();
        let rule = rule(SeriesAddress::Dated {
            url: DatedAddress::new(&format!("http://{host}:{port}/{{yyyy}}{{mm}}{{dd}}.json"))
                .unwrap(),
        });
        let report = fetch(&rule, folder.path(), 1, &public);
        let told = errors(&report, &server);
        assert!(
            told[0].contains("a host with the local address")
                && told[0].ends_with("expected a host on the public network"),
            "{host}: {told:?}"
        );
    }
    assert_eq!(server.targets(), Vec::<String>::new());
}

#[test]
fn another_content_than_a_map_is_refused_with_its_first_bytes() {
    let server = Server::start(|asked, _| match asked.target.as_str() {
        "/2031/05-01.json" => Reply::new(200, "<html>\n<h1>Please sign in</h1>")
            .with("Content-Type", "text/html; charset=utf-8"),
        "/2031/05-02.json" => Reply::new(200, "<!DOCTYPE html><p>Not found"),
        "/2031/05-03.json" => Reply::new(200, MAP),
        "/2031/05-04.json" => Reply::new(200, "version https://git-lfs.github.com/spec/v1"),
        _ => Reply::new(200, ""),
    });
    let folder = TempDir::new().unwrap();
    let report = fetch(&dated(&server), folder.path(), 5, &settings());
    assert_eq!(
        errors(&report, &server),
        [
            "http://ridge/2031/05-01.json: found a web page, beginning \"<html> <h1>Please sign in</h1>\"; expected JSON",
            "http://ridge/2031/05-02.json: found a web page, beginning \"<!DOCTYPE html><p>Not found\"; expected JSON",
            "http://ridge/2031/05-04.json: found other content, beginning \"version https://git-lfs.github.com/spec/v1\"; expected JSON",
            "http://ridge/2031/05-05.json: found nothing, beginning \"\"; expected JSON",
        ]
    );
    assert_eq!(names(folder.path()), ["ridge-2031-05-03.json"]);
}

#[test]
fn between_two_requests_there_is_a_pause() {
    let mut slow = rule(SeriesAddress::Dated {
        // A local address: nothing leaves this machine, and each request still waits its turn.
        url: DatedAddress::new("http://127.0.0.1:9/{yyyy}{mm}{dd}.json").unwrap(),
    });
    slow.delay = Duration::from_mins(1);
    let folder = TempDir::new().unwrap();
    let public = FetchSettings {
        hosts: Hosts::Public,
        ..watched()
    };
    fetch(&slow, folder.path(), 3, &public);
    assert_eq!(slept_s(), [59, 59]);
}

#[test]
fn one_run_at_a_time_writes_into_a_folder() {
    let folder = TempDir::new().unwrap();
    let lock = fs::File::create(folder.path().join(".salient-fetch.lock")).unwrap();
    lock.lock().unwrap();
    let server = Server::start(|_, _| Reply::new(200, MAP));
    let rule = dated(&server);
    let error = fetch_series(&job(&rule, folder.path(), 1), &settings(), &mut |_| {}).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("another fetch writes into this folder; expected to be alone")
    );
    drop(lock);
    assert_eq!(fetch(&rule, folder.path(), 1, &settings()).errors.len(), 0);
    fs::write(
        folder.path().join(".salient-fetch.json"),
        "{\"version\": 7, \"files\": {}}",
    )
    .unwrap();
    let error = fetch_series(&job(&rule, folder.path(), 1), &settings(), &mut |_| {}).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with(".salient-fetch.json: version 7; expected the notes of an earlier fetch, or no such file"),
        "{error}"
    );
}

#[test]
fn what_is_planned_is_what_is_not_there() {
    let server = Server::start(|_, _| Reply::new(200, MAP));
    let folder_ = TempDir::new().unwrap();
    fs::write(folder_.path().join("ridge-2031-05-01.json"), MAP).unwrap();
    let planned = |rule: &FetchRule, present| {
        let settings = FetchSettings {
            present,
            ..settings()
        };
        planned_addresses(&job(rule, folder_.path(), 2), &settings)
            .iter()
            .map(|url| url.as_str().replace(&server.url(""), ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        planned(&dated(&server), Present::Keep),
        ["/2031/05-02.json"]
    );
    assert_eq!(
        planned(&folder(&server), Present::AskAgain),
        ["/contents", "/raw/20310501.json", "/raw/20310502.json"]
    );
    assert_eq!(
        planned(&layer(&server), Present::Keep),
        ["/ridge/FeatureServer/0?f=json"]
    );
    assert_eq!(server.targets(), Vec::<String>::new());
}
