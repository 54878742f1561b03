//! The folder that a series is fetched into: its files, and the notes on how they came.
//!
//! **Shape.** Notes lie in `.salient-fetch.json`, sorted by file name. A file that is coming in is `.NAME.part` and gets its name when it is whole. One run at a time holds
//! `.salient-fetch.lock`.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use salient_model::Sha256;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::fetch::FetchError;

const NOTES: &str = ".salient-fetch.json";
const LOCK: &str = ".salient-fetch.lock";

/// Version of the notes' shape.
const VERSION: u32 = 1;

/// A folder, open for one run.
#[derive(Debug)]
pub(crate) struct Store {
    folder: PathBuf,
    notes: Notes,
    now: Timestamp,
    /// Released when the run ends.
    _lock: File,
}

#[derive(Debug, Serialize, Deserialize)]
struct Notes {
    version: u32,
    /// By file name.
    files: BTreeMap<String, Retrieval>,
    /// Files that are not whole yet and may be continued, by file name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<String, Part>,
}

/// How a file came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Retrieval {
    pub(crate) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified: Option<String>,
    n_bytes: u64,
    sha256: String,
    retrieved: String,
}

/// A file that is not whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) url: String,
    /// What `If-Range` is to say.
    pub(crate) validator: String,
}

/// The two fields by which a server knows whether a file changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

impl Store {
    /// Opens a folder, and creates it when it is not there.
    pub(crate) fn open(folder: &Path, now: Timestamp) -> Result<Self, FetchError> {
        fs::create_dir_all(folder).map_err(FetchError::disk(folder, "creating it"))?;
        let lock_path = folder.join(LOCK);
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(FetchError::disk(&lock_path, "creating it"))?;
        match lock.try_lock() {
            // Some network drives know no locks; there the user has to take care.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(FetchError::Occupied {
                    path: folder.to_path_buf(),
                });
            }
        }
        Ok(Self {
            notes: read_notes(&folder.join(NOTES))?,
            folder: folder.to_path_buf(),
            now,
            _lock: lock,
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn part_path(&self, name: &str) -> PathBuf {
        self.folder.join(format!(".{name}.part"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).is_file()
    }

    /// How a file came, if it still is the one that came from this address.
    pub(crate) fn retrieval(&self, name: &str, url: &str) -> Option<&Retrieval> {
        let n_bytes = fs::metadata(self.path(name)).ok()?.len();
        self.notes
            .files
            .get(name)
            .filter(|retrieval| retrieval.url == url && retrieval.n_bytes == n_bytes)
    }

    /// What is there of a file that can be continued from this address, and how many bytes.
    pub(crate) fn part(&self, name: &str, url: &str) -> Option<(Part, u64)> {
        let part = self.notes.parts.get(name).filter(|part| part.url == url)?;
        let n_bytes = fs::metadata(self.part_path(name)).ok()?.len();
        (n_bytes > 0).then(|| (part.clone(), n_bytes))
    }

    /// An empty file under a temporary name.
    pub(crate) fn begin(&mut self, name: &str) -> Result<File, FetchError> {
        self.forget_part(name)?;
        let path = self.part_path(name);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(FetchError::disk(&path, "creating it"))
    }

    /// The file that is not whole, to go on writing at its end.
    pub(crate) fn go_on(&self, name: &str) -> Result<File, FetchError> {
        let path = self.part_path(name);
        OpenOptions::new()
            .append(true)
            .open(&path)
            .map_err(FetchError::disk(&path, "opening it"))
    }

    /// Notes that a file may be continued should it be cut off.
    pub(crate) fn note_part(&mut self, name: &str, part: Part) -> Result<(), FetchError> {
        self.notes.parts.insert(name.to_owned(), part);
        self.write_notes()
    }

    /// Removes what there is of a file that is not whole.
    pub(crate) fn forget_part(&mut self, name: &str) -> Result<(), FetchError> {
        let path = self.part_path(name);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(FetchError::disk(&path, "removing it")(error)),
        }
        if self.notes.parts.remove(name).is_some() {
            self.write_notes()?;
        }
        Ok(())
    }

    /// Gives a whole file its name, and notes how it came.
    pub(crate) fn finish(
        &mut self,
        name: &str,
        file: &File,
        url: &str,
        validators: Validators,
    ) -> Result<(), FetchError> {
        let part = self.part_path(name);
        let path = self.path(name);
        file.sync_all()
            .map_err(FetchError::disk(&part, "writing it to the disk"))?;
        let (sha256, n_bytes) = hash(&part).map_err(FetchError::disk(&part, "reading it"))?;
        fs::rename(&part, &path).map_err(FetchError::disk(&path, "giving a file this name"))?;
        self.notes.parts.remove(name);
        self.notes.files.insert(
            name.to_owned(),
            Retrieval {
                url: url.to_owned(),
                etag: validators.etag,
                last_modified: validators.last_modified,
                n_bytes,
                sha256: sha256.to_string(),
                retrieved: self.now.to_string(),
            },
        );
        self.write_notes()
    }

    fn write_notes(&self) -> Result<(), FetchError> {
        let path = self.folder.join(NOTES);
        let temporary = self.folder.join(format!("{NOTES}.part"));
        let mut text =
            serde_json::to_string_pretty(&self.notes).expect("maps of strings are valid JSON");
        text.push('\n');
        let written = File::create(&temporary).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(FetchError::disk(&temporary, "writing it"))?;
        fs::rename(&temporary, &path).map_err(FetchError::disk(&path, "giving a file this name"))
    }
}

fn read_notes(path: &Path) -> Result<Notes, FetchError> {
    let wrong = |found: String| FetchError::Notes {
        path: path.to_path_buf(),
        found,
    };
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Notes {
                version: VERSION,
                files: BTreeMap::new(),
                parts: BTreeMap::new(),
            });
        }
        Err(error) => return Err(FetchError::disk(path, "reading it")(error)),
    };
    let notes: Notes = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
    if notes.version != VERSION {
        return Err(wrong(format!("version {}", notes.version)));
    }
    Ok(notes)
}

fn hash(path: &Path) -> io::Result<(Sha256, u64)> {
    let mut file = File::open(path)?;
    let mut digest = sha2::Sha256::new();
    let mut buffer = vec![0; 65_536];
    let mut n_bytes = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((Sha256::from_bytes(digest.finalize().into()), n_bytes)),
            n_read => {
                digest.update(&buffer[..n_read]);
                n_bytes += n_read as u64;
            }
        }
    }
}
