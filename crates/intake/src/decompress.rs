//! Opens a file and takes off gzip, zstd, or xz, under limits.
//!
//! **Sources.** First bytes: RFC 1952 section 2.3.1, RFC 8878 section 3.1.1, and the .xz file format section 2.1.1.1.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

use crate::error::IntakeError;
use crate::limits::Limits;

/// zstd's long-range window: files that are packed with `--long=27` need it.
const ZSTD_WINDOW_LOG: u32 = 27;

/// Most memory for one xz stream, in KiB: its dictionary goes up to 64 MiB at the highest usual setting.
const XZ_MEMORY_KIB: u32 = 256 * 1024;

/// A stream of decompressed bytes that stops at the limits.
pub(crate) struct Opened {
    reader: Box<dyn Read>,
    /// Bytes that were looked at and not yet handed out.
    ahead: Vec<u8>,
    n_in: Rc<Cell<u64>>,
    n_out: u64,
    is_compressed: bool,
    limits: Limits,
    origin: String,
}

/// Opens `path`, which must be a file or a pipe.
pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Opened, IntakeError> {
    let file = File::open(path).map_err(|error| IntakeError::opening(path, error))?;
    let metadata = file
        .metadata()
        .map_err(|error| IntakeError::opening(path, error))?;
    if metadata.is_dir() {
        return Err(IntakeError::IsFolder {
            path: path.to_path_buf(),
        });
    }
    let origin = path.display().to_string();
    if metadata.len() > limits.max_file_bytes {
        return Err(IntakeError::TooLarge {
            origin,
            n_bytes: metadata.len(),
            limit: limits.max_file_bytes,
        });
    }
    from_reader(Box::new(file), origin, limits)
}

/// Takes compression off any stream.
pub(crate) fn from_reader(
    reader: Box<dyn Read>,
    origin: String,
    limits: &Limits,
) -> Result<Opened, IntakeError> {
    let n_in = Rc::new(Cell::new(0));
    let mut counted = Counted {
        reader: BufReader::new(reader),
        n_bytes: Rc::clone(&n_in),
    };
    let failed = |source| IntakeError::Read {
        origin: origin.clone(),
        source,
    };
    let head = read_head(&mut counted).map_err(failed)?;
    let whole = io::Cursor::new(head.clone()).chain(counted);
    let (reader, is_compressed): (Box<dyn Read>, bool) = if head.starts_with(b"\x1f\x8b") {
        (Box::new(flate2::read::MultiGzDecoder::new(whole)), true)
    } else if is_zstd(&head) {
        let mut decoder = zstd::Decoder::new(whole).map_err(failed)?;
        decoder.window_log_max(ZSTD_WINDOW_LOG).map_err(failed)?;
        (Box::new(decoder), true)
    } else if head.starts_with(b"\xfd7zXZ\x00") {
        let decoder = lzma_rust2::XzReader::new_mem_limit(whole, true, XZ_MEMORY_KIB);
        (Box::new(decoder), true)
    } else {
        (Box::new(whole), false)
    };
    Ok(Opened {
        reader,
        ahead: Vec::new(),
        n_in,
        n_out: 0,
        is_compressed,
        limits: *limits,
        origin,
    })
}

/// A zstd frame or a skippable frame before one.
fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(b"\x28\xb5\x2f\xfd")
        || (head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == *b"\x2a\x4d\x18")
}

/// Up to six bytes, for the signature.
fn read_head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(6);
    reader.by_ref().take(6).read_to_end(&mut head)?;
    Ok(head)
}

impl Opened {
    /// Fills `buffer` from the stream; 0 at its end.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, IntakeError> {
        if self.ahead.is_empty() {
            return self.read_stream(buffer);
        }
        let n_read = buffer.len().min(self.ahead.len());
        buffer[..n_read].copy_from_slice(&self.ahead[..n_read]);
        self.ahead.drain(..n_read);
        Ok(n_read)
    }

    /// The first bytes of a stream of which nothing has been read, without taking them from it.
    pub(crate) fn look_ahead(&mut self, n_bytes: usize) -> Result<&[u8], IntakeError> {
        let mut buffer = vec![0; n_bytes];
        while self.ahead.len() < n_bytes {
            let n_read = self.read_stream(&mut buffer)?;
            if n_read == 0 {
                break;
            }
            self.ahead.extend_from_slice(&buffer[..n_read]);
        }
        Ok(&self.ahead)
    }

    fn read_stream(&mut self, buffer: &mut [u8]) -> Result<usize, IntakeError> {
        let n_read = loop {
            match self.reader.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        }
        .map_err(|source| IntakeError::Read {
            origin: self.origin.clone(),
            source,
        })?;
        self.n_out += n_read as u64;
        self.check_limits()?;
        Ok(n_read)
    }

    /// Everything, up to `max_bytes`.
    pub(crate) fn read_to_end(mut self, max_bytes: u64) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = Vec::new();
        let mut buffer = vec![0; 65_536];
        loop {
            let n_read = self.read(&mut buffer)?;
            if n_read == 0 {
                return Ok(bytes);
            }
            bytes.extend_from_slice(&buffer[..n_read]);
            if bytes.len() as u64 > max_bytes {
                let n_bytes = self.count_rest(bytes.len() as u64, max_bytes)?;
                return Err(IntakeError::TooLarge {
                    origin: self.origin,
                    n_bytes,
                    limit: max_bytes,
                });
            }
        }
    }

    /// Counts on, so that a message can name the size; gives up on what seems to have no end.
    fn count_rest(&mut self, mut n_bytes: u64, max_bytes: u64) -> Result<u64, IntakeError> {
        const MAX_TIMES: u64 = 64;
        let mut buffer = vec![0; 65_536];
        while n_bytes < max_bytes.saturating_mul(MAX_TIMES) {
            match self.read(&mut buffer)? {
                0 => break,
                n_read => n_bytes += n_read as u64,
            }
        }
        Ok(n_bytes)
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    fn check_limits(&self) -> Result<(), IntakeError> {
        if self.n_out > self.limits.max_decompressed_bytes {
            return Err(IntakeError::ExpandsTooFar {
                origin: self.origin.clone(),
                limit: self.limits.max_decompressed_bytes,
            });
        }
        let n_in = self.n_in.get();
        let is_bomb = self.is_compressed
            && self.n_out > self.limits.ratio_from_bytes
            && self.n_out > n_in.saturating_mul(self.limits.max_ratio);
        if is_bomb {
            return Err(IntakeError::RatioTooHigh {
                origin: self.origin.clone(),
                n_in,
                n_out: self.n_out,
                limit: self.limits.max_ratio,
            });
        }
        Ok(())
    }
}

/// Counts the bytes that leave the disk.
struct Counted<R> {
    reader: R,
    n_bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.reader.read(buffer)?;
        self.n_bytes.set(self.n_bytes.get() + n_read as u64);
        Ok(n_read)
    }
}
