//! ZIP archives, as KMZ and zipped Shapefiles come.
//!
//! **Shape.** Names in the order of the archive's directory; the copies of file attributes that one system adds are left out. A file is unpacked when it is asked for.
//!
//! **Errors and doubt.** The number of files, the bytes unpacked from all of them, and the expansion of each are bounded. What a header says of a size is not believed.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::MapsError;
use crate::progress::Progress;

/// Bytes unpacked at a time.
const CHUNK_BYTES: u64 = 64 * 1024;

/// An opened archive.
pub(crate) struct Archive<'a, 'p, 'b> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    progress: &'p Progress<'b>,
    /// Files by their place in the archive.
    names: Vec<(usize, String)>,
    unpacked_bytes: u64,
}

impl<'a, 'p, 'b> Archive<'a, 'p, 'b> {
    pub(crate) fn open(bytes: &'a [u8], progress: &'p Progress<'b>) -> Result<Self, MapsError> {
        progress.check_size(bytes)?;
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| broken(progress, "top level", &error))?;
        if zip.len() > progress.limits.archive_entries {
            return Err(progress.too_large(
                "files in the archive",
                progress.limits.archive_entries as u64,
            ));
        }
        let names = (0..zip.len())
            .filter_map(|index| {
                let name = zip.name_for_index(index)?.ok()?.replace('\\', "/");
                let file = name.rsplit('/').next().unwrap_or_default();
                let is_map =
                    !file.is_empty() && !file.starts_with("._") && !name.starts_with("__MACOSX/");
                is_map.then_some((index, name))
            })
            .collect();
        Ok(Self {
            zip,
            progress,
            names,
            unpacked_bytes: 0,
        })
    }

    /// Names of the files, folders before them, as they are written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(_, name)| name.as_str())
    }

    /// The first file with this ending, in any case.
    pub(crate) fn first_with_ending(&self, ending: &str) -> Option<&str> {
        self.names().find(|name| has_ending(name, ending))
    }

    /// The file of this name, in any case; `None` where there is none.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, MapsError> {
        let found = self
            .names
            .iter()
            .find(|(_, known)| known.to_lowercase() == name.to_lowercase());
        let Some(&(index, _)) = found else {
            return Ok(None);
        };
        let progress = self.progress;
        let limits = progress.limits;
        let mut file = self
            .zip
            .by_index(index)
            .map_err(|error| broken(progress, name, &error))?;
        let packed_bytes = file.compressed_size().max(1);
        let mut bytes = Vec::new();
        loop {
            let n_read = file
                .by_ref()
                .take(CHUNK_BYTES)
                .read_to_end(&mut bytes)
                .map_err(|error| broken(progress, name, &error))?;
            if n_read == 0 {
                return Ok(Some(bytes));
            }
            self.unpacked_bytes += n_read as u64;
            if self.unpacked_bytes > limits.archive_bytes {
                return Err(too_large(
                    progress,
                    name,
                    "bytes unpacked from the archive",
                    limits.archive_bytes,
                ));
            }
            let n_bytes = bytes.len() as u64;
            if n_bytes > limits.archive_ratio_from_bytes
                && n_bytes / packed_bytes > limits.archive_ratio
            {
                return Err(too_large(
                    progress,
                    name,
                    "bytes unpacked per byte packed",
                    limits.archive_ratio,
                ));
            }
        }
    }
}

/// Whether the name ends in a dot and these letters, in any case.
pub(crate) fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

fn broken(progress: &Progress<'_>, at: &str, error: &dyn std::fmt::Display) -> MapsError {
    MapsError::Broken {
        origin: progress.origin.to_owned(),
        at: at.to_owned(),
        format: "ZIP archive",
        message: error.to_string(),
    }
}

fn too_large(progress: &Progress<'_>, at: &str, what: &'static str, limit: u64) -> MapsError {
    MapsError::TooLarge {
        origin: progress.origin.to_owned(),
        at: at.to_owned(),
        what,
        limit,
    }
}
