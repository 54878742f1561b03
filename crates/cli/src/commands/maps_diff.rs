//! `salient maps diff`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use salient_checks::{MapReference, compare_maps};
use salient_ledger::Case;
use salient_model::Date;
use salient_views::difference::{difference_geojson, difference_picture, difference_table};

use crate::asked::{maps_of, side_is_drawn};
use crate::failure::{Ended, Failure, say};
use crate::output::{self, Format, write_file};
use crate::wiring::{Places, limit_of, open_case};

/// Arguments of `maps diff`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient maps diff pokrovsk deepstate@2025-11-01 deepstate@2025-11-08 --actor RU --place Pokrovsk --picture week.svg\n         salient maps diff pokrovsk isw@2025-11-08 deepstate@2025-11-08 --actor RU --geojson outlets.geojson\n\nA day asks for the last map drawn on it or before."
)]
pub(crate) struct MapsDiff {
    /// The case
    case: PathBuf,
    /// The first map: OUTLET@DATE, or DATE where the case has one outlet
    one: Asked,
    /// The second map
    other: Asked,
    /// Key of the side whose ground is compared
    #[arg(long)]
    actor: String,
    /// Only inside the limit of this place
    #[arg(long)]
    place: Option<String>,
    /// File for the pieces, as GeoJSON
    #[arg(long, value_name = "FILE.geojson")]
    geojson: Option<PathBuf>,
    /// File for a picture, as SVG
    #[arg(long, value_name = "FILE.svg")]
    picture: Option<PathBuf>,
    /// How to print the areas
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// A map as a user names it.
#[derive(Debug, Clone)]
struct Asked {
    outlet: Option<String>,
    day: Date,
}

impl FromStr for Asked {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let (outlet, day) = match words.rsplit_once('@') {
            Some((outlet, day)) => (Some(outlet.to_owned()), day),
            None => (None, words),
        };
        let day = day.parse().map_err(|_error| {
            format!("found {day:?}, expected a date such as 2025-11-08, or OUTLET@2025-11-08")
        })?;
        Ok(Self { outlet, day })
    }
}

impl MapsDiff {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let mut case = open_case(&self.case)?;
        let mut places = Places::of_case(&case)?;
        let place = places.adopt_given(&mut case, self.place.as_deref())?;
        let limit = place.as_ref().map(limit_of).transpose()?;
        let one = reference(&case, &self.one)?;
        let other = reference(&case, &self.other)?;
        let maps = maps_of(&case, &[one.outlet.clone(), other.outlet.clone()])?;
        side_is_drawn(&case, &maps, &self.actor)?;
        let Some(comparison) =
            compare_maps(&maps, (&one, &other), &self.actor, limit).map_err(Failure::data)?
        else {
            return Err(Failure::data_words(format!(
                "no map by {} on {} or before, or none by {} on {}",
                one.outlet, one.day, other.outlet, other.day
            ))
            .hint("See what there is with: salient maps list CASE --days"));
        };
        if let Some(path) = &self.geojson {
            write_file(path, &difference_geojson(&comparison, &self.actor))?;
        }
        if let Some(path) = &self.picture {
            let what = self.place.as_deref().unwrap_or_default();
            let title = format!(
                "{what}{}{}-held ground, {} and {}",
                if what.is_empty() { "" } else { ": " },
                self.actor,
                named(&comparison.one),
                named(&comparison.other)
            );
            match difference_picture(&comparison, &title, limit) {
                Some(svg) => write_file(path, &svg)?,
                None => say("nothing but slivers differs: no picture"),
            }
        }
        output::write_table(&difference_table(&comparison), self.format)?;
        Ok(Ended::Fine)
    }
}

fn named(map: &salient_checks::ComparedMap) -> String {
    format!("{} {}", map.outlet.name, map.drawn)
}

/// The outlet that was named, or the only one of the case.
fn reference(case: &Case, asked: &Asked) -> Result<MapReference, Failure> {
    let day = asked.day;
    if let Some(outlet) = asked.outlet.clone() {
        return Ok(MapReference { outlet, day });
    }
    let mut outlets = case.outlets().map_err(Failure::data)?;
    match (outlets.pop(), outlets.is_empty()) {
        (Some(only), true) => Ok(MapReference {
            outlet: only.outlet,
            day,
        }),
        (None, _) => Err(Failure::data_words("this case has no maps")
            .hint("Add maps with: salient maps add CASE FILE --outlet KEY")),
        (Some(_), false) => Err(
            Failure::usage(format!("{day} may be a map of several outlets"))
                .hint("Name the outlet: OUTLET@DATE"),
        ),
    }
}
