//! A layer of a feature service (`ArcGIS`), page by page, into one file.
//!
//! **Shape.** First the layer's description, for the size of its pages and the field to sort by; then pages until one does not say that there are more. Each page becomes one
//! line. Line ends inside a page become spaces (JSON has them only between its tokens); nothing else is changed.
//!
//! **Units and frame.** Coordinates are asked for in WGS 84 degrees (`outSR=4326`).
//!
//! **Errors and doubt.** A service answers 200 also when it fails, with an `error` inside. A file that was cut off begins anew: the layer may have changed in between.
//!
//! **Sources.** Esri, `ArcGIS` REST API, "Query (Feature Service/Layer)" and "Layer (Feature Service)".

use std::io::Write as _;

use salient_model::WebAddress;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::fetch::FetchError;
use crate::fetch::client::Client;
use crate::fetch::expected::words_of_beginning;
use crate::fetch::retry::with_tries;
use crate::fetch::store::{Store, Validators};

/// Features of a page where the layer does not say how many it gives.
const RECORDS: u64 = 1_000;

/// What a layer says about itself.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Layer {
    max_record_count: Option<u64>,
    object_id_field: Option<String>,
    fields: Option<Vec<Field>>,
    advanced_query_capabilities: Option<Capabilities>,
    error: Option<ServerError>,
}

#[derive(Debug, Deserialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Capabilities {
    supports_pagination: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Page {
    features: Option<Vec<IgnoredAny>>,
    exceeded_transfer_limit: bool,
    error: Option<ServerError>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ServerError {
    code: i64,
    message: String,
}

/// The address of the layer's description.
pub(crate) fn description_address(layer: &WebAddress) -> WebAddress {
    WebAddress::new(&format!("{layer}?f=json")).expect("the layer's address has no query")
}

/// The address of a page.
pub(crate) fn page_address(
    layer: &WebAddress,
    order: Option<&str>,
    n_before: u64,
    n_records: u64,
) -> WebAddress {
    let order = order.map_or_else(String::new, |field| format!("&orderByFields={field}"));
    WebAddress::new(&format!(
        "{layer}/query?where=1%3D1&outFields=*&outSR=4326&f=json{order}&resultOffset={n_before}&resultRecordCount={n_records}"
    ))
    .expect("the layer's address has no query, and the field's name is plain")
}

/// Brings the whole layer into the file `name`.
pub(crate) fn download_layer(
    client: &mut Client<'_>,
    store: &mut Store,
    layer: &WebAddress,
    name: &str,
) -> Result<(), FetchError> {
    let done = pages_to_file(client, store, layer, name);
    if done.is_err() {
        store.forget_part(name)?;
    }
    done
}

fn pages_to_file(
    client: &mut Client<'_>,
    store: &mut Store,
    layer: &WebAddress,
    name: &str,
) -> Result<(), FetchError> {
    let described = description_address(layer);
    let description: Layer = ask(client, &described, |layer: &Layer| layer.error.as_ref())?.1;
    let n_records = description
        .max_record_count
        .filter(|n_records| *n_records > 0)
        .unwrap_or(RECORDS);
    let order = description.order();
    let has_pages = description
        .advanced_query_capabilities
        .and_then(|capabilities| capabilities.supports_pagination)
        .unwrap_or(true);
    let limit = client.limits().max_file_bytes;
    let mut file = store.begin(name)?;
    let path = store.part_path(name);
    let mut n_bytes = 0;
    let mut n_features = 0;
    loop {
        let url = page_address(layer, order.as_deref(), n_features, n_records);
        let shape = |found: &str, expected| FetchError::Shape {
            url: url.clone(),
            found: found.to_owned(),
            expected,
        };
        let (bytes, page): (_, Page) = ask(client, &url, |page: &Page| page.error.as_ref())?;
        let Some(features) = page.features else {
            return Err(shape(
                &format!(
                    "an answer that begins {:?}",
                    words_of_beginning(&bytes[..bytes.len().min(512)])
                ),
                "an object with features",
            ));
        };
        n_bytes += bytes.len() as u64 + 1;
        if n_bytes > limit {
            return Err(FetchError::TooLarge {
                url,
                n_bytes: None,
                limit,
            });
        }
        file.write_all(&one_line(bytes))
            .map_err(FetchError::disk(&path, "writing it"))?;
        n_features += features.len() as u64;
        if !page.exceeded_transfer_limit {
            break;
        }
        if !has_pages {
            return Err(shape(
                "more features than one answer holds, and a layer that gives no pages",
                "a layer that supports pagination",
            ));
        }
        if features.is_empty() {
            return Err(shape(
                "no features, and a note that there are more",
                "features, or the end",
            ));
        }
    }
    store.finish(name, &file, layer.as_str(), Validators::default())
}

impl Layer {
    /// The field that keeps features in one order over all pages.
    fn order(&self) -> Option<String> {
        let from_fields = || {
            self.fields
                .as_ref()?
                .iter()
                .find(|field| field.kind == "esriFieldTypeOID")
                .map(|field| field.name.clone())
        };
        self.object_id_field
            .clone()
            .or_else(from_fields)
            .filter(|field| {
                let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
                !field.is_empty() && field.bytes().all(is_plain)
            })
    }
}

/// An answer of the service, as bytes and read.
fn ask<T: for<'a> Deserialize<'a>>(
    client: &mut Client<'_>,
    url: &WebAddress,
    error_in: impl Fn(&T) -> Option<&ServerError>,
) -> Result<(Vec<u8>, T), FetchError> {
    with_tries(client, |client| {
        let mut answer = client.get(url, &[])?;
        if answer.status() != 200 {
            return Err(answer.refusal());
        }
        let bytes = answer.read_all(client)?;
        let value: T = serde_json::from_slice(&bytes).map_err(|error| FetchError::Content {
            url: url.clone(),
            found: format!("no answer of a feature service ({error})"),
            beginning: words_of_beginning(&bytes[..bytes.len().min(512)]),
            expected: "JSON",
        })?;
        match error_in(&value) {
            None => Ok((bytes, value)),
            Some(error) => Err(service_error(url, error)),
        }
    })
}

fn service_error(url: &WebAddress, error: &ServerError) -> FetchError {
    match u16::try_from(error.code) {
        Ok(status @ (429 | 503 | 504)) => FetchError::Busy {
            url: url.clone(),
            status,
            retry_after: None,
        },
        _ => FetchError::Shape {
            url: url.clone(),
            found: format!("error {} ({})", error.code, error.message),
            expected: "features",
        },
    }
}

fn one_line(mut page: Vec<u8>) -> Vec<u8> {
    for byte in &mut page {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
    page.push(b'\n');
    page
}
