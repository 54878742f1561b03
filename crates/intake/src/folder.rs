//! The files of a folder, in an order that is the same on every machine.
//!
//! **Shape.** Sorted by the bytes of the names, subfolders in their place among the files. Hidden entries are left out in silence, as `ls` does;
//! unknown endings, links that lead out of the folder, linked folders, and pipes and devices are left out with a remark.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::IntakeError;
use crate::limits::Limits;

/// Files to read, and what was left out or failed. `why_not` gives the reason to leave a file out, by its name.
pub(crate) fn list_files(
    folder: &Path,
    limits: &Limits,
    why_not: impl Fn(&Path) -> Option<&'static str>,
) -> (Vec<PathBuf>, Vec<IntakeError>) {
    let mut listing = Listing {
        why_not,
        root: fs::canonicalize(folder).unwrap_or_else(|_unreadable| folder.to_path_buf()),
        files: Vec::new(),
        errors: Vec::new(),
        limits: *limits,
        is_full: false,
    };
    listing.visit(folder, 0);
    if listing.is_full {
        listing.errors.push(IntakeError::TooManyFiles {
            path: folder.to_path_buf(),
            limit: limits.max_files,
        });
    }
    (listing.files, listing.errors)
}

struct Listing<W> {
    why_not: W,
    root: PathBuf,
    files: Vec<PathBuf>,
    errors: Vec<IntakeError>,
    limits: Limits,
    is_full: bool,
}

impl<W: Fn(&Path) -> Option<&'static str>> Listing<W> {
    fn visit(&mut self, folder: &Path, depth: usize) {
        if depth > self.limits.max_depth {
            self.errors.push(IntakeError::TooDeep {
                path: folder.to_path_buf(),
                limit: self.limits.max_depth,
            });
            return;
        }
        let names = match entry_names(folder) {
            Ok(names) => names,
            Err(error) => {
                self.errors.push(IntakeError::opening(folder, error));
                return;
            }
        };
        for name in names {
            if self.is_full {
                return;
            }
            self.visit_entry(&folder.join(name), depth);
        }
    }

    fn visit_entry(&mut self, path: &Path, depth: usize) {
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => {
                self.errors.push(IntakeError::opening(path, error));
                return;
            }
        };
        if metadata.is_dir() {
            self.visit(path, depth + 1);
            return;
        }
        let reason = if metadata.is_symlink() {
            self.why_not_follow(path)
        } else if metadata.is_file() {
            None
        } else {
            Some("neither file nor folder")
        };
        let reason = reason.or_else(|| (self.why_not)(path));
        if let Some(reason) = reason {
            self.errors.push(IntakeError::Skipped {
                path: path.to_path_buf(),
                reason,
            });
        } else if self.files.len() == self.limits.max_files {
            self.is_full = true;
        } else {
            self.files.push(path.to_path_buf());
        }
    }

    fn why_not_follow(&self, link: &Path) -> Option<&'static str> {
        let Ok(target) = fs::canonicalize(link) else {
            return Some("link that leads nowhere");
        };
        if !target.starts_with(&self.root) {
            Some("link that leads out of the folder")
        } else if target.is_file() {
            None
        } else {
            Some("link to a folder")
        }
    }
}

/// Names that are not hidden, sorted by their bytes.
pub(crate) fn entry_names(folder: &Path) -> std::io::Result<Vec<std::ffi::OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            names.push(name);
        }
    }
    names.sort_by(|a, b| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
    Ok(names)
}
