//! The attributes beside a Shapefile: a dBASE table.
//!
//! **Shape.** One record per shape, in order. Values become text: numbers as they are written, dates as `YYYYMMDD`, truth as `true` and `false`. Empty values are absent.
//!
//! **Errors and doubt.** Deleted records keep their place, or every later shape would get its neighbour's attributes (the crate for this format passes over them, which is why
//! there is a reader here). Text is decoded by the `.cpg` file, else by the table's language byte, else as UTF-8, else as windows-1252; the last is noted.
//!
//! **Sources.** dBASE III+ and IV table files, as in ESRI's "dBASE file format"; the language bytes of the FoxPro documentation, "Code Pages Supported by Visual FoxPro".

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::MapsError;
use crate::byte_reader::Bytes;
use crate::progress::Progress;
use crate::raw::Properties;

/// Bytes of the header before the fields, and of each field.
const BLOCK_BYTES: usize = 32;

/// A table, its records not yet looked at.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    fields: Vec<FieldPlace>,
    records: &'a [u8],
    record_bytes: usize,
    encoding: Option<&'static Encoding>,
}

#[derive(Debug)]
struct FieldPlace {
    name: String,
    kind: u8,
    at: usize,
    n_bytes: usize,
}

/// One record.
#[derive(Debug, PartialEq)]
pub(crate) enum Record {
    Deleted,
    Live(Properties),
}

/// The table in these bytes. `cpg` is the content of the file that names its encoding.
pub(crate) fn read_table<'a>(
    bytes: &'a [u8],
    cpg: Option<&[u8]>,
    progress: &Progress<'_>,
) -> Result<Table<'a>, MapsError> {
    let broken = |message: String| MapsError::Broken {
        origin: progress.origin.to_owned(),
        at: ".dbf".to_owned(),
        format: "dBASE table",
        message,
    };
    let short = || broken("it breaks off in its header".to_owned());
    let mut header = Bytes::little(bytes);
    header.take(4).ok_or_else(short)?;
    let n_records = header.u32().ok_or_else(short)? as usize;
    let header_bytes = usize::from(header.u16().ok_or_else(short)?);
    let record_bytes = usize::from(header.u16().ok_or_else(short)?);
    let language = bytes.get(29).copied().ok_or_else(short)?;
    let blocks = bytes.get(BLOCK_BYTES..header_bytes).ok_or_else(short)?;
    let stated = cpg
        .map(String::from_utf8_lossy)
        .and_then(|label| encoding_of_label(&label))
        .or_else(|| encoding_of_language(language));
    let mut fields = Vec::new();
    // Behind the mark that its record is live or deleted.
    let mut at = 1;
    for block in blocks.chunks_exact(BLOCK_BYTES) {
        if block[0] == b'\r' {
            break;
        }
        let name = block[..11]
            .split(|&byte| byte == 0)
            .next()
            .unwrap_or_default();
        let n_bytes = usize::from(block[16]);
        fields.push(FieldPlace {
            name: decode(name, stated).0.trim().to_owned(),
            kind: block[11],
            at,
            n_bytes,
        });
        at += n_bytes;
    }
    if at > record_bytes {
        return Err(broken(format!(
            "its fields take {at} bytes, its records {record_bytes}"
        )));
    }
    let records = &bytes[header_bytes..];
    let n_there = records.len() / record_bytes;
    if n_there < n_records {
        return Err(broken(format!(
            "it has {n_there} records where its header says {n_records}"
        )));
    }
    Ok(Table {
        fields,
        records: &records[..n_records * record_bytes],
        record_bytes,
        encoding: stated,
    })
}

impl Table<'_> {
    pub(crate) fn len(&self) -> usize {
        self.records.len() / self.record_bytes
    }

    /// The record at this place, from 0; `None` behind the last.
    pub(crate) fn record(&self, index: usize, progress: &Progress<'_>) -> Option<Record> {
        let start = index.checked_mul(self.record_bytes)?;
        let record = self
            .records
            .get(start..start.checked_add(self.record_bytes)?)?;
        if record[0] == b'*' {
            return Some(Record::Deleted);
        }
        let mut properties = Properties::default();
        for field in &self.fields {
            let value = &record[field.at..field.at + field.n_bytes];
            if let Some(text) = self.value(field, value, progress) {
                properties.0.push((field.name.clone(), text));
            }
        }
        Some(Record::Live(properties))
    }

    fn value(&self, field: &FieldPlace, value: &[u8], progress: &Progress<'_>) -> Option<String> {
        let number = |bytes: &[u8]| -> Option<String> {
            match field.kind {
                b'I' => Bytes::little(bytes).i32().map(|number| number.to_string()),
                _ => Bytes::little(bytes).f64().map(|number| number.to_string()),
            }
        };
        match field.kind {
            b'I' | b'B' | b'O' => number(value),
            b'L' => match value.first()? {
                b'T' | b't' | b'Y' | b'y' => Some("true".to_owned()),
                b'F' | b'f' | b'N' | b'n' => Some("false".to_owned()),
                _ => None,
            },
            // Text that lies in another file, and binary values.
            b'M' | b'G' | b'P' | b'@' | b'T' | b'+' | b'0' => None,
            _ => {
                let (text, is_guessed) = decode(value, self.encoding);
                if is_guessed {
                    progress.note("M017", || {
                        format!("{}, field {}", progress.at(), field.name)
                    });
                }
                let text = text.trim_matches(['\0', ' ']);
                // Writers fill a number that they do not know, or that does not fit, with stars.
                let is_unknown = matches!(field.kind, b'N' | b'F') && text.starts_with('*');
                (!text.is_empty() && !is_unknown).then(|| text.to_owned())
            }
        }
    }
}

/// The text, and whether its encoding had to be guessed or did not fit.
fn decode<'a>(bytes: &'a [u8], stated: Option<&'static Encoding>) -> (Cow<'a, str>, bool) {
    match stated {
        Some(encoding) => {
            let (text, is_malformed) = encoding.decode_without_bom_handling(bytes);
            (text, is_malformed)
        }
        None => match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => (text, false),
            None => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
        },
    }
}

/// `UTF-8`, `cp1251`, `ANSI 1251`, `OEM 866`, `65001`, `88595`, …
fn encoding_of_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim_matches(['\u{feff}', '\0', ' ', '\r', '\n', '\t']);
    if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
        return Some(encoding);
    }
    let number: String = label.chars().filter(char::is_ascii_digit).collect();
    let name = match number.as_str() {
        "65001" => "utf-8".to_owned(),
        // ISO 8859, written without its hyphens.
        _ if number.starts_with("8859") && number.len() > 4 => {
            format!("iso-8859-{}", &number[4..])
        }
        "866" => "ibm866".to_owned(),
        "932" => "shift_jis".to_owned(),
        "936" => "gbk".to_owned(),
        "949" => "euc-kr".to_owned(),
        "950" => "big5".to_owned(),
        _ => format!("windows-{number}"),
    };
    Encoding::for_label(name.as_bytes())
}

/// By the table's language byte, as far as its code page can be decoded here; the DOS pages of western and central Europe cannot.
fn encoding_of_language(byte: u8) -> Option<&'static Encoding> {
    let name = match byte {
        0x03 | 0x57 | 0x58 | 0x59 => "windows-1252",
        0x26 | 0x65 => "ibm866",
        0x13 | 0x7b => "shift_jis",
        0x4d | 0x7a => "gbk",
        0x4e | 0x79 => "euc-kr",
        0x4f | 0x78 => "big5",
        0x7d => "windows-1255",
        0x7e => "windows-1256",
        0xc8 => "windows-1250",
        0xc9 => "windows-1251",
        0xca => "windows-1254",
        0xcb => "windows-1253",
        0xcc => "windows-1257",
        _ => return None,
    };
    Encoding::for_label(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_go_by_many_labels() {
        for (label, name) in [
            ("UTF-8", Some("UTF-8")),
            ("\u{feff}utf8\r\n", Some("UTF-8")),
            ("65001", Some("UTF-8")),
            ("1251", Some("windows-1251")),
            ("ANSI 1251", Some("windows-1251")),
            ("CP866", Some("IBM866")),
            ("OEM 866", Some("IBM866")),
            ("88595", Some("ISO-8859-5")),
            ("System", None),
            ("", None),
        ] {
            assert_eq!(
                encoding_of_label(label).map(Encoding::name),
                name,
                "{label}"
            );
        }
    }
}
