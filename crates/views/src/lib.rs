//! Read models: brief, tables, map layers, exports.
