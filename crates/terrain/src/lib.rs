//! Areas, shares, distances, advances, and enclosure from snapshots.
