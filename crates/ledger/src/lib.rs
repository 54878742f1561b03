//! The case: an append-only GeoPackage with a hash chain.
