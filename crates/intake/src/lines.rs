//! The lines of a file, one at a time.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::decompress::{Opened, from_reader, open};
use crate::error::IntakeError;
use crate::limits::Limits;

/// The lines of a file: number from 1, and bytes without the line end. Empty lines count and come as empty bytes.
///
/// After an error about the stream there are no more lines; after a line that is too long the next one follows.
pub struct Lines {
    opened: Opened,
    path: PathBuf,
    max_line_bytes: usize,
    line: usize,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    is_over: bool,
}

impl fmt::Debug for Lines {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lines")
            .field("path", &self.path)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// Opens a plain, gzip, zstd, or xz file as lines; "-" is the standard input.
///
/// ```no_run
/// # fn main() -> Result<(), salient_intake::IntakeError> {
/// use salient_intake::{Limits, open_lines};
/// for line in open_lines("maps.ndjson.zst".as_ref(), &Limits::default())? {
///     let (number, bytes) = line?;
///     assert!(number >= 1 && !bytes.ends_with(b"\n"));
/// }
/// # Ok(()) }
/// ```
pub fn open_lines(path: &Path, limits: &Limits) -> Result<Lines, IntakeError> {
    let opened = if path.as_os_str() == "-" {
        from_reader(Box::new(std::io::stdin()), "-".to_owned(), limits)?
    } else {
        open(path, limits)?
    };
    Ok(Lines::new(opened, path, limits))
}

impl Lines {
    pub(crate) fn new(opened: Opened, path: &Path, limits: &Limits) -> Self {
        Self {
            opened,
            path: path.to_path_buf(),
            max_line_bytes: limits.max_line_bytes,
            line: 0,
            buffer: vec![0; 65_536],
            start: 0,
            end: 0,
            is_over: false,
        }
    }

    /// Appends to `line` up to the next line feed; `None` at the end of the file. Bytes over the limit are counted, not kept.
    fn fill(&mut self, line: &mut Vec<u8>) -> Result<Option<usize>, IntakeError> {
        let mut n_bytes = 0;
        loop {
            if self.start == self.end {
                self.start = 0;
                self.end = self.opened.read(&mut self.buffer)?;
                if self.end == 0 {
                    self.is_over = true;
                    return Ok((n_bytes > 0).then_some(n_bytes));
                }
            }
            let rest = &self.buffer[self.start..self.end];
            let feed = rest.iter().position(|byte| *byte == b'\n');
            let part = &rest[..feed.unwrap_or(rest.len())];
            n_bytes += part.len();
            if n_bytes <= self.max_line_bytes {
                line.extend_from_slice(part);
            }
            self.start += part.len() + usize::from(feed.is_some());
            if feed.is_some() {
                return Ok(Some(n_bytes));
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Result<(usize, Vec<u8>), IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let mut line = Vec::new();
        let n_bytes = match self.fill(&mut line) {
            Ok(n_bytes) => n_bytes?,
            Err(error) => {
                self.is_over = true;
                return Some(Err(at_line(error, self.line + 1)));
            }
        };
        self.line += 1;
        if n_bytes > self.max_line_bytes {
            return Some(Err(IntakeError::LineTooLong {
                path: self.path.clone(),
                line: self.line,
                limit: self.max_line_bytes,
            }));
        }
        if line.ends_with(b"\r") {
            line.pop();
        }
        Some(Ok((self.line, line)))
    }
}

/// Adds the line to an error about the stream.
fn at_line(error: IntakeError, line: usize) -> IntakeError {
    match error {
        IntakeError::Read { origin, source } => IntakeError::Read {
            origin: format!("{origin}:{line}"),
            source,
        },
        other => other,
    }
}
