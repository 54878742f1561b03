//! Claims against claims and claims against maps; findings with evidence.
