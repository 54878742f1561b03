//! The table `[fetch]` of an outlet manifest.
//!
//! **Shape.** `docs/outlets.md` describes every key. Only what the table says is checked here; nothing goes to the network.

use std::time::Duration;

use serde::Deserialize;

use salient_model::{Date, DatedAddress, DatedFileName, FetchRule, SeriesAddress, WebAddress};

use crate::date_rule::date_from_name;

/// Seconds between two requests where the manifest names none.
const DELAY_S: f64 = 1.0;

/// Least and most seconds that a manifest may ask for: none at all is for tests only, and more than an hour would never end.
const DELAYS_S: std::ops::RangeInclusive<f64> = 0.1..=3_600.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FetchTable {
    kind: Kind,
    url: String,
    index: Option<String>,
    file: Option<String>,
    first: Option<String>,
    remark: String,
    delay_s: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Dated,
    Folder,
    FeatureLayer,
}

impl FetchTable {
    /// The rule, or what is wrong with the table in words.
    pub(crate) fn check(self) -> Result<FetchRule, String> {
        let Self {
            kind,
            url,
            index,
            file,
            first,
            remark,
            delay_s,
        } = self;
        let (series, default_name) = match (kind, index) {
            (Kind::Dated, None) => {
                let url = DatedAddress::new(&url).map_err(|error| format!("url: {error}"))?;
                let name = url.last_segment().to_owned();
                (SeriesAddress::Dated { url }, Some(name))
            }
            (Kind::Folder, Some(index)) => {
                let url = DatedAddress::new(&url).map_err(|error| format!("url: {error}"))?;
                let index = WebAddress::new(&index).map_err(|error| format!("index: {error}"))?;
                let name = url.last_segment().to_owned();
                (SeriesAddress::Folder { index, url }, Some(name))
            }
            (Kind::Folder, None) => {
                return Err("expected an index for a folder, found none".to_owned());
            }
            (Kind::FeatureLayer, None) => {
                let layer = url.trim_end_matches('/');
                let layer = WebAddress::new(layer).map_err(|error| format!("url: {error}"))?;
                let is_layer = !layer.has_query()
                    && !layer.last_segment().is_empty()
                    && layer
                        .last_segment()
                        .bytes()
                        .all(|byte| byte.is_ascii_digit());
                if !is_layer {
                    return Err(format!(
                        "url: expected a layer's address that ends in its number (…/FeatureServer/0), found {url:?}"
                    ));
                }
                (SeriesAddress::FeatureLayer { url: layer }, None)
            }
            (Kind::Dated | Kind::FeatureLayer, Some(index)) => {
                return Err(format!(
                    "expected an index for a folder only, found {index:?}"
                ));
            }
        };
        if remark.trim().is_empty() {
            return Err("expected a remark on terms and credit, found none".to_owned());
        }
        let delay_s = delay_s.unwrap_or(DELAY_S);
        if !DELAYS_S.contains(&delay_s) {
            return Err(format!(
                "expected delay_s from {} to {} seconds, found {delay_s}",
                DELAYS_S.start(),
                DELAYS_S.end()
            ));
        }
        Ok(FetchRule {
            series,
            file: file_name(file, default_name)?,
            first: first.as_deref().map(day).transpose()?,
            remark,
            delay: Duration::from_secs_f64(delay_s),
        })
    }
}

fn file_name(given: Option<String>, default: Option<String>) -> Result<DatedFileName, String> {
    let is_given = given.is_some();
    let name = given
        .or(default)
        .ok_or("expected file, the name of the files on disk, found none")?;
    let checked = DatedFileName::new(&name)
        .map_err(|error| error.to_string())
        .and_then(name_gives_its_day_back);
    checked.map_err(|error| {
        if is_given {
            format!("file: {error}")
        } else {
            format!("the end of the url cannot name the files on disk, give file: {error}")
        }
    })
}

/// A file is later added by the day in its name.
fn name_gives_its_day_back(name: DatedFileName) -> Result<DatedFileName, String> {
    let day = jiff::civil::date(2031, 5, 4);
    match date_from_name(&name.on(day)) {
        Ok(found) if found == day => Ok(name),
        _ => Err(format!(
            "expected one day in the name, with nothing or the same sign of -, _, . between its parts, found {:?}",
            name.as_str()
        )),
    }
}

fn day(words: &str) -> Result<Date, String> {
    words
        .parse()
        .map_err(|_error| format!("first: expected a day such as 2031-05-04, found {words:?}"))
}
