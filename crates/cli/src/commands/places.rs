//! `salient places`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use salient_checks::CasePlaces;
use salient_intake::{Limits, read_all};
use salient_ledger::KeyedPlace;
use salient_model::{Diagnostic, Place, PlaceId};
use salient_names::{import, keys};
use salient_views::table::{Table, Value};

use crate::failure::{Ended, Failure, say};
use crate::output::{self, Format};
use crate::period::now;
use crate::store;

/// Subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Places {
    /// Imports gazetteer files: settlement tables, polygons as GeoJSON lines, GeoNames dumps
    Import(PlacesImport),
    /// Finds a place by any of its names
    Find(PlacesFind),
}

/// What a gazetteer file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Tab-separated settlement table with a header (Who's On First extract).
    Table,
    /// GeoJSON features, one per line or as a collection.
    Polygons,
    /// GeoNames dump.
    Geonames,
}

/// Arguments of `places import`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient places import localities.tsv.gz settlements.ndjson.gz UA.txt\n\nThe gazetteer is yours and lies beside all cases: $SALIENT_HOME, else the platform's data folder. What a case uses is copied into it."
)]
pub(crate) struct PlacesImport {
    /// Gazetteer files; plain, gzip, zstd, or xz
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What the files are; told by their content when not given
    #[arg(long, value_enum)]
    kind: Option<Kind>,
}

/// Arguments of `places find`.
#[derive(Debug, Args)]
#[command(after_help = "Example: salient places find Покровськ")]
pub(crate) struct PlacesFind {
    /// Name in any language or script
    name: String,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

impl Places {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        match self {
            Self::Import(command) => command.run(),
            Self::Find(command) => command.run(),
        }
    }
}

impl PlacesImport {
    fn run(self) -> Result<Ended, Failure> {
        let mut store = store::open_or_create()?;
        for file in &self.files {
            let bytes = read_all(file, &Limits::default()).map_err(Failure::data)?;
            let name = file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            let (places, diagnostics) = self.places(&bytes);
            report(&name, &diagnostics);
            if places.is_empty() {
                return Err(Failure::data_words(format!("{}: no place found; expected a settlement table, GeoJSON features, or a GeoNames dump", file.display()))
                    .hint("If the file is one of these, say which with --kind."));
            }
            let keyed: Vec<KeyedPlace> = places
                .into_iter()
                .map(|place| {
                    let mut all: Vec<String> = std::iter::once(&place.name)
                        .chain(place.toponyms.iter().map(|toponym| &toponym.name))
                        .flat_map(|name| keys(name))
                        .collect();
                    all.sort();
                    all.dedup();
                    KeyedPlace { place, keys: all }
                })
                .collect();
            let n_imported = store.import(keyed, now()).map_err(Failure::data)?;
            say(&format!("{name}: {n_imported} places imported"));
        }
        Ok(Ended::Fine)
    }

    fn places(&self, bytes: &[u8]) -> (Vec<Place>, Vec<Diagnostic>) {
        match self.kind.unwrap_or_else(|| kind_of(bytes)) {
            Kind::Table => import::read_wof_localities_tsv(bytes),
            Kind::Polygons => import::read_place_features_geojson(bytes),
            Kind::Geonames => import::read_geonames_dump(bytes),
        }
    }
}

/// Tells the kind by the first line: an object, a header, or nineteen columns.
fn kind_of(bytes: &[u8]) -> Kind {
    let first = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    if first.trim_ascii_start().starts_with(b"{") {
        Kind::Polygons
    } else if first.split(|byte| *byte == b'\t').count() == 19
        && first.first().is_some_and(u8::is_ascii_digit)
    {
        Kind::Geonames
    } else {
        Kind::Table
    }
}

/// The first few remarks, and the number of the rest.
fn report(file: &str, diagnostics: &[Diagnostic]) {
    const SHOWN: usize = 5;
    for diagnostic in diagnostics.iter().take(SHOWN) {
        say(&format!(
            "{file}, {}: {} {}",
            diagnostic.at.as_deref().unwrap_or("somewhere"),
            diagnostic.code.0,
            diagnostic.message
        ));
    }
    if diagnostics.len() > SHOWN {
        say(&format!(
            "{file}: and {} more remarks",
            diagnostics.len() - SHOWN
        ));
    }
}

impl PlacesFind {
    fn run(self) -> Result<Ended, Failure> {
        let found = store::find(&self.name)?;
        let gazetteer = CasePlaces::new(found.clone());
        let place = |id: &PlaceId| found.iter().find(|place| place.id == *id);
        let mut table = Table::new(&[
            ("place", "place"),
            ("name", "name"),
            ("kind", "kind"),
            ("within", "within"),
            ("lon", "lon"),
            ("lat", "lat"),
            ("population", "population"),
            ("limit", "limit"),
            ("reasons", "why"),
        ]);
        for candidate in gazetteer.candidates(&self.name) {
            let known = place(&candidate.place);
            table.push(vec![
                candidate.place.to_string().into(),
                candidate.name.into(),
                Value::text(known.map(|place| place.kind.as_str())),
                Value::text(known.map(|place| place.within.join(", "))),
                Value::Number(candidate.center.lon(), 4),
                Value::Number(candidate.center.lat(), 4),
                known
                    .and_then(|place| place.population)
                    .and_then(|people| usize::try_from(people).ok())
                    .map_or(Value::Absent, Value::Count),
                Value::text(known.map(|place| {
                    if place.boundary.is_some() {
                        "yes"
                    } else {
                        "no"
                    }
                })),
                candidate.reasons.join("; ").into(),
            ]);
        }
        if table.is_empty() {
            return Err(Failure::data_words(format!(
                "no place named {:?} in your gazetteer",
                self.name
            ))
            .hint("Fill it with: salient places import FILE"));
        }
        output::write_table(&table, self.format)?;
        Ok(Ended::Fine)
    }
}
