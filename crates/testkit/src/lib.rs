//! Generators and the invented theatre, for tests only.
