//! How much is read before intake refuses.

/// Bounds on what is read. The defaults let ten years of daily maps pass and stop a file made to fill the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest document file, in bytes after decompression; also for one document in a JSON line.
    pub max_document_bytes: u64,
    /// Largest file that is read in lines or as a whole map, in bytes on disk.
    pub max_file_bytes: u64,
    /// Most bytes that one file may expand to.
    pub max_decompressed_bytes: u64,
    /// Largest expansion, in bytes out per byte in; checked once `ratio_from_bytes` have come out. Daily maps repeat themselves: real series
    /// reach 400.
    pub max_ratio: u64,
    /// From how many decompressed bytes on the expansion is checked.
    pub ratio_from_bytes: u64,
    /// Longest line, in bytes. A day's map of a large front has some 20 MB.
    pub max_line_bytes: usize,
    /// Most files in one folder with all its subfolders.
    pub max_files: usize,
    /// How deep folders may nest.
    pub max_depth: usize,
    /// How many bad lines of one file are reported singly; the rest are counted.
    pub max_line_errors: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_document_bytes: 20_000_000,
            max_file_bytes: 4_000_000_000,
            max_decompressed_bytes: 16_000_000_000,
            max_ratio: 2_000,
            ratio_from_bytes: 64_000_000,
            max_line_bytes: 256_000_000,
            max_files: 100_000,
            max_depth: 32,
            max_line_errors: 100,
        }
    }
}
