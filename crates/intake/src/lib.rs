//! Bytes as received: files, folders, compressed series, with hashes.
