//! The promised JSON of claims and attributions, read and written.
