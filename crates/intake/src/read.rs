//! Paths to items, and one path to its bytes.

use std::path::{Path, PathBuf};

use salient_model::Sha256;

use crate::decompress::{Opened, from_reader, open};
use crate::error::IntakeError;
use crate::folder::list_files;
use crate::item::{ItemFields, RawItem};
use crate::json_line::read_json_line;
use crate::kind::{FileKind, kind_by_look, kind_by_name};
use crate::limits::Limits;
use crate::lines::Lines;

/// Reads files, folders, and the standard input ("-") in the order given.
///
/// A file that cannot be read, a bad line, and what was left out of a folder are in the second list, in the order in which they were met; the
/// rest is in the first.
#[must_use]
pub fn read_inputs(paths: &[PathBuf], limits: &Limits) -> (Vec<RawItem>, Vec<IntakeError>) {
    let mut items = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let stdin = from_reader(Box::new(std::io::stdin()), "-".to_owned(), limits);
            match stdin {
                Ok(opened) => read_opened(opened, path, None, limits, &mut items, &mut errors),
                Err(error) => errors.push(error),
            }
        } else if path.is_dir() {
            let (files, skipped) = list_files(path, limits, |file| {
                kind_by_name(file).is_none().then_some(
                    "unknown ending; expected txt, md, html, or jsonl, perhaps with gz, zst, or xz",
                )
            });
            if files.is_empty() {
                errors.push(IntakeError::NothingInside {
                    origin: path.display().to_string(),
                });
            }
            errors.extend(skipped);
            for file in files {
                read_file(&file, limits, &mut items, &mut errors);
            }
        } else {
            read_file(path, limits, &mut items, &mut errors);
        }
    }
    (items, errors)
}

/// The bytes of one file, decompressed; "-" is the standard input.
pub fn read_all(path: &Path, limits: &Limits) -> Result<Vec<u8>, IntakeError> {
    let opened = if path.as_os_str() == "-" {
        from_reader(Box::new(std::io::stdin()), "-".to_owned(), limits)?
    } else {
        open(path, limits)?
    };
    opened.read_to_end(limits.max_decompressed_bytes)
}

fn read_file(
    path: &Path,
    limits: &Limits,
    items: &mut Vec<RawItem>,
    errors: &mut Vec<IntakeError>,
) {
    match open(path, limits) {
        Ok(opened) => read_opened(opened, path, kind_by_name(path), limits, items, errors),
        Err(error) => errors.push(error),
    }
}

fn read_opened(
    mut opened: Opened,
    path: &Path,
    kind: Option<FileKind>,
    limits: &Limits,
    items: &mut Vec<RawItem>,
    errors: &mut Vec<IntakeError>,
) {
    let origin = opened.origin().to_owned();
    let kind = match kind.map_or_else(|| look_at(&mut opened), Ok) {
        Ok(FileKind::One(kind)) => kind,
        Ok(FileKind::JsonLines) => {
            let lines = Lines::new(opened, path, limits);
            read_json_lines(lines, &origin, limits, items, errors);
            return;
        }
        Err(error) => {
            errors.push(error);
            return;
        }
    };
    match opened.read_to_end(limits.max_document_bytes) {
        Ok(bytes) => items.push(RawItem {
            origin,
            hash: Sha256::of(&bytes),
            bytes,
            kind,
            fields: ItemFields::default(),
        }),
        Err(error) => errors.push(error),
    }
}

fn look_at(opened: &mut Opened) -> Result<FileKind, IntakeError> {
    const LOOK_BYTES: usize = 1024;
    opened.look_ahead(LOOK_BYTES).map(kind_by_look)
}

fn read_json_lines(
    lines: Lines,
    origin: &str,
    limits: &Limits,
    items: &mut Vec<RawItem>,
    errors: &mut Vec<IntakeError>,
) {
    let mut bad = BadLines::default();
    let mut n_items = 0;
    for line in lines {
        let number = line.as_ref().map_or(0, |(number, _)| *number);
        let item = line
            .and_then(|(number, bytes)| read_json_line(origin, number, &bytes))
            .and_then(|item| refuse_large(item, limits));
        match item {
            Ok(None) => {}
            Ok(Some(item)) => {
                n_items += 1;
                items.push(item);
            }
            Err(error) => bad.push(error, number, limits.max_line_errors, errors),
        }
    }
    if n_items == 0 && bad.n_lines == 0 {
        errors.push(IntakeError::NothingInside {
            origin: origin.to_owned(),
        });
    }
    errors.extend(bad.rest(origin, limits.max_line_errors));
}

fn refuse_large(item: Option<RawItem>, limits: &Limits) -> Result<Option<RawItem>, IntakeError> {
    let Some(item) = item else {
        return Ok(None);
    };
    let n_bytes = item.bytes.len() as u64;
    if n_bytes > limits.max_document_bytes {
        return Err(IntakeError::TooLarge {
            origin: item.origin,
            n_bytes,
            limit: limits.max_document_bytes,
        });
    }
    Ok(Some(item))
}

/// Reports bad lines singly up to a limit, then only counts them.
#[derive(Default)]
struct BadLines {
    n_lines: usize,
    first_counted: usize,
}

impl BadLines {
    fn push(
        &mut self,
        error: IntakeError,
        line: usize,
        limit: usize,
        errors: &mut Vec<IntakeError>,
    ) {
        self.n_lines += 1;
        if self.n_lines <= limit {
            errors.push(error);
        } else if self.n_lines == limit + 1 {
            self.first_counted = line;
        }
    }

    fn rest(&self, origin: &str, limit: usize) -> Option<IntakeError> {
        (self.n_lines > limit).then(|| IntakeError::MoreBadLines {
            origin: origin.to_owned(),
            n_lines: self.n_lines - limit,
            line: self.first_counted,
        })
    }
}
