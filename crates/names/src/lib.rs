//! Actors, places, and theatres; candidate look-up across languages and scripts.
