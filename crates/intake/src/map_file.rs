//! The files of maps: which of a folder's files are maps, how one begins, and which belong together.
//!
//! **Shape.** A Shapefile is a `.shp` and the files of the same name beside it; the `.shp` stands for all of them.
//!
//! **Never.** Endings choose what is taken out of a folder, and nothing else: what a file is, its content says.

use std::fs;
use std::path::{Path, PathBuf};

use crate::decompress::open;
use crate::error::IntakeError;
use crate::folder::{entry_names, list_files};
use crate::kind::ending;
use crate::limits::Limits;
use crate::read::read_all;

/// Endings of map files, perhaps behind one of a compressed file.
const MAPS: &[&str] = &[
    "fgb", "geojson", "geojsonl", "geojsons", "gpkg", "json", "jsonl", "kml", "kmz", "ndjson",
    "shp", "zip",
];
/// Endings of the files beside a `.shp` that are read with it.
const PARTS: &[&str] = &["cpg", "dbf", "prj"];
/// Endings of further files that programs put beside a `.shp`.
const OTHER_PARTS: &[&str] = &[
    "ain", "aih", "atx", "ixs", "mxs", "qix", "qpj", "sbn", "sbx", "shx",
];

/// The map files of a folder and its subfolders, in byte order of the names, and what was left out or failed. Files that belong to a `.shp` are left out without a remark.
#[must_use]
pub fn list_map_files(folder: &Path, limits: &Limits) -> (Vec<PathBuf>, Vec<IntakeError>) {
    let (files, mut errors) = list_files(folder, limits, |path| {
        let is_map = ending(path).is_some_and(|ending| MAPS.contains(&ending.as_str()));
        (!is_map && !is_part_of_shapefile(path)).then_some(
            "unknown ending; expected geojson, json, jsonl, ndjson, kml, kmz, zip, shp, gpkg, or fgb, perhaps with gz, zst, or xz",
        )
    });
    let files: Vec<PathBuf> = files
        .into_iter()
        .filter(|path| !is_part_of_shapefile(path))
        .collect();
    if files.is_empty() {
        errors.push(IntakeError::NoMaps {
            path: folder.to_path_buf(),
        });
    }
    (files, errors)
}

/// The first bytes of a file, decompressed; fewer where the file is shorter.
pub fn read_beginning(
    path: &Path,
    n_bytes: usize,
    limits: &Limits,
) -> Result<Vec<u8>, IntakeError> {
    let mut opened = open(path, limits)?;
    let beginning = opened.look_ahead(n_bytes)?;
    Ok(beginning[..beginning.len().min(n_bytes)].to_vec())
}

/// A `.shp` and the files beside it that are read with it, by name without folders.
pub fn read_shapefile_parts(
    shp: &Path,
    limits: &Limits,
) -> Result<Vec<(String, Vec<u8>)>, IntakeError> {
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    let mut parts = vec![(name(shp), read_all(shp, limits)?)];
    for path in beside(shp)? {
        let is_part = ending(&path).is_some_and(|ending| PARTS.contains(&ending.as_str()));
        if is_part {
            parts.push((name(&path), read_all(&path, limits)?));
        }
    }
    Ok(parts)
}

/// Whether the file belongs to a `.shp` that lies beside it, so that it is no map by itself.
#[must_use]
pub fn is_part_of_shapefile(path: &Path) -> bool {
    let is_part = ending(path).is_some_and(|ending| {
        PARTS.contains(&ending.as_str()) || OTHER_PARTS.contains(&ending.as_str())
    });
    is_part
        && beside(path).is_ok_and(|files| {
            files
                .iter()
                .any(|file| ending(file).is_some_and(|ending| ending == "shp"))
        })
}

/// The other files of the same folder whose names differ only in the ending, in byte order of the names.
fn beside(path: &Path) -> Result<Vec<PathBuf>, IntakeError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let names = entry_names(folder).map_err(|error| IntakeError::opening(folder, error))?;
    Ok(names
        .into_iter()
        .map(|name| folder.join(name))
        .filter(|file| file.file_stem() == path.file_stem() && file.file_name() != path.file_name())
        .filter(|file| fs::metadata(file).is_ok_and(|metadata| metadata.is_file()))
        .collect())
}
