//! What some bytes are, told by the bytes and never by a file's name.
//!
//! **Sources.** Magic numbers: PKWARE APPNOTE 4.3.7 (ZIP), SQLite "Database File Format" 1.3, the FlatGeobuf specification ("Magic bytes"), ESRI Shapefile Technical Description,
//! table 1, Apache Parquet "File Format", RFC 1952 (gzip), RFC 8878 (zstd), the XZ file format 2.1.1.

use crate::json_scan::{member, members};
use crate::manifest::MapFormat;

/// What some bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Geojson,
    EsriJson,
    Kml,
    /// XML with another root element.
    Xml(String),
    /// KMZ and zipped Shapefiles; the names inside say which.
    Zip,
    /// A `.shp` without the files beside it.
    Shp,
    Sqlite,
    Flatgeobuf,
    Parquet,
    /// Compressed with this.
    Compressed(&'static str),
    Empty,
    /// Anything else: text in no known shape, or other bytes.
    Other,
}

/// Members that only the JSON of ArcGIS has at its top. `exceededTransferLimit` is not among them: its GeoJSON has that too.
const ESRI_MEMBERS: [&[u8]; 9] = [
    b"attributes",
    b"displayFieldName",
    b"error",
    b"fieldAliases",
    b"geometryType",
    b"objectIdFieldName",
    b"rings",
    b"spatialReference",
    b"uniqueIdField",
];

impl Content {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let magic: [(&[u8], Self); 11] = [
            (b"PK\x03\x04", Self::Zip),
            (b"PK\x05\x06", Self::Zip),
            (b"SQLite format 3\0", Self::Sqlite),
            (b"fgb\x03fgb", Self::Flatgeobuf),
            (b"\x00\x00\x27\x0a", Self::Shp),
            (b"PAR1", Self::Parquet),
            (b"\x1f\x8b", Self::Compressed("gzip")),
            (b"\xfd7zXZ\0", Self::Compressed("xz")),
            (b"\x28\xb5\x2f\xfd", Self::Compressed("zstd")),
            // Text in UTF-16 is XML here; JSON is UTF-8 by its standard.
            (b"\xff\xfe<\0", xml_of(bytes)),
            (b"\xfe\xff\0<", xml_of(bytes)),
        ];
        if let Some((_, content)) = magic
            .into_iter()
            .find(|(magic, _)| bytes.starts_with(magic))
        {
            return content;
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match text.trim_ascii_start().first() {
            None => Self::Empty,
            Some(b'<') => xml_of(bytes),
            Some(b'{' | b'[' | b'\x1e') => json_of(text),
            Some(_) => Self::Other,
        }
    }

    /// The format, where the content settles it. ZIP archives are settled by what they hold.
    pub(crate) fn format(&self) -> Option<MapFormat> {
        match self {
            Self::Geojson => Some(MapFormat::Geojson),
            Self::EsriJson => Some(MapFormat::EsriJson),
            Self::Kml => Some(MapFormat::Kml),
            Self::Shp => Some(MapFormat::Shapefile),
            Self::Sqlite => Some(MapFormat::Geopackage),
            Self::Flatgeobuf => Some(MapFormat::Flatgeobuf),
            _ => None,
        }
    }

    /// For messages.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Geojson => "GeoJSON".to_owned(),
            Self::EsriJson => "the JSON of an ArcGIS server".to_owned(),
            Self::Kml => "KML".to_owned(),
            Self::Xml(root) => format!("XML or HTML with the root element {root:?}"),
            Self::Zip => "a ZIP archive".to_owned(),
            Self::Shp => "a .shp".to_owned(),
            Self::Sqlite => "an SQLite database".to_owned(),
            Self::Flatgeobuf => "FlatGeobuf".to_owned(),
            Self::Parquet => {
                "Parquet; convert GeoParquet first: ogr2ogr map.gpkg map.parquet -t_srs EPSG:4326"
                    .to_owned()
            }
            Self::Compressed(with) => {
                format!("data compressed with {with} once more; unpack it first")
            }
            Self::Empty => "no content".to_owned(),
            Self::Other => "bytes of no format that is known here".to_owned(),
        }
    }
}

/// Whether the text is a page of a server's answer that says there are more: GeoJSON has it beside the features or in `properties`.
pub(crate) fn says_more_pages(json: &[u8]) -> bool {
    let in_properties = member(json, "properties")
        .and_then(|properties| member(properties, "exceededTransferLimit"));
    member(json, "exceededTransferLimit")
        .or(in_properties)
        .is_some_and(|value| value == b"true")
}

fn json_of(text: &[u8]) -> Content {
    for (name, value) in members(text) {
        if name == b"type" {
            return Content::Geojson;
        }
        if ESRI_MEMBERS.contains(&name) {
            return Content::EsriJson;
        }
        // An answer without its head, as some tools save it.
        if name == b"features" && member(value, "attributes").is_some() {
            return Content::EsriJson;
        }
    }
    Content::Geojson
}

/// XML by its root element, whatever stands before that.
fn xml_of(bytes: &[u8]) -> Content {
    /// Comments and a document type before the root are shorter than this.
    const HEAD_BYTES: usize = 64 * 1024;
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let (encoding, _) = encoding_rs::Encoding::for_bom(head).unwrap_or((encoding_rs::UTF_8, 0));
    let (head, _) = encoding.decode_with_bom_removal(head);
    let mut rest: &str = &head;
    let root = loop {
        let Some((_, after)) = rest.split_once('<') else {
            break "";
        };
        rest = if let Some(comment) = after.strip_prefix("!--") {
            comment.split_once("-->").map_or("", |(_, rest)| rest)
        } else if after.starts_with(['?', '!']) {
            after
        } else {
            break after;
        };
    };
    let name = root
        .split(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/')
        .next()
        .unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    if local == "kml" {
        Content::Kml
    } else {
        Content::Xml(local.chars().take(40).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_by_its_beginning() {
        let utf16: Vec<u8> = "<kml/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16 = [b"\xff\xfe", utf16.as_slice()].concat();
        for (bytes, content) in [
            (&b"{\"type\": \"Feature\"}"[..], Content::Geojson),
            (b"\x1e{\"type\": \"Feature\"}", Content::Geojson),
            (
                b"{\"exceededTransferLimit\": true, \"type\"",
                Content::Geojson,
            ),
            (
                b"{\"geometryType\": \"esriGeometryPolygon\"",
                Content::EsriJson,
            ),
            (b"[ {\"features\": [{\"attributes\": {}", Content::EsriJson),
            (
                b"\xef\xbb\xbf<?xml version='1.0'?><!-- <a> --><kml xmlns='x'>",
                Content::Kml,
            ),
            (b"<k:kml>", Content::Kml),
            (&utf16, Content::Kml),
            (b"<!DOCTYPE html>\n<html>", Content::Xml("html".to_owned())),
            (b"PK\x03\x04....", Content::Zip),
            (b"PAR1", Content::Parquet),
            (b" \n", Content::Empty),
            (b"zone,wkt", Content::Other),
        ] {
            assert_eq!(
                Content::of(bytes),
                content,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn a_page_says_that_there_are_more_in_one_of_two_places() {
        assert!(says_more_pages(
            b"{\"exceededTransferLimit\": true, \"features\": []}"
        ));
        assert!(says_more_pages(
            b"{\"features\": [], \"properties\": {\"exceededTransferLimit\":true}}"
        ));
        assert!(!says_more_pages(b"{\"exceededTransferLimit\": false}"));
        assert!(!says_more_pages(
            b"{\"features\": [{\"exceededTransferLimit\": true}]}"
        ));
    }
}
