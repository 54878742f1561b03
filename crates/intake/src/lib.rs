//! Bytes as received: files, folders, compressed series, with hashes.
//!
//! **What.** [`read_inputs`] turns paths into [`RawItem`]s, one per document; [`open_lines`] streams the lines of a map series; [`read_all`]
//! gives one file's bytes. [`list_map_files`] finds the maps of a folder, [`read_shapefile_parts`] the files of a loose Shapefile.
//! With the feature `fetch`, a module of that name brings public series in over HTTP. Gzip, zstd (window up to 2²⁷ bytes), and xz are told by their first bytes, never by their names.
//!
//! **Shape.** Folders are read recursively in byte order of the names, hidden entries left out. Lines are counted from 1 and come without
//! their ends.
//!
//! **Errors and doubt.** [`IntakeError`] names the file, and line and column where there are any. One bad file or line is reported and the rest
//! goes on. [`Limits`] bound size, expansion, number, and depth. Links that lead out of a folder are not followed.
//!
//! **Never.** Nothing is interpreted, dropped, or repaired: what an item holds is what was received, except that the text of a JSON line is
//! taken out of its quotation.

mod decompress;
mod error;
#[cfg(feature = "fetch")]
pub mod fetch;
mod folder;
mod item;
mod json_line;
mod kind;
mod limits;
mod lines;
mod map_file;
mod read;

pub use error::IntakeError;
pub use item::{ItemFields, RawItem, RawKind};
pub use limits::Limits;
pub use lines::{Lines, open_lines};
pub use map_file::{is_part_of_shapefile, list_map_files, read_beginning, read_shapefile_parts};
pub use read::{read_all, read_inputs};
