//! Checks over an invented valley: two sides, three outlets, one town.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand")]

mod against_maps;
mod case_places;
mod dated;
mod forecasts;
mod histories;
mod measures;
mod relate;
mod several;
mod shares;
mod valley;
