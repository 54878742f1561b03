//! `salient maps`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use salient_checks::{CaseMaps, MapAccess as _, MapOutlet, drawn_days, map_gaps};
use salient_intake::{
    Limits as FileLimits, is_part_of_shapefile, list_map_files, open_lines, read_all,
    read_beginning, read_shapefile_parts,
};
use salient_ledger::Case;
use salient_maps::{
    DateRule, Layout, Limits, MapFormat, MapInput, MapReader, OutletManifest, begins_like_json,
    builtin, builtin_keys, bundle, day_blocks, layout_of, read_manifest,
};
use salient_model::{Date, Snapshot};
use salient_views::table::{Table, Value};

use super::maps_diff::MapsDiff;
use crate::asked::side_is_registered;
use crate::commands::maps_fetch::MapsFetch;
use crate::failure::{Ended, Failure, also, chain, counted, say};
use crate::output::{self, Format};
use crate::period::{date, now};
use crate::progress;
use crate::wiring::{keep_histories, open_case};

/// Subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Maps {
    /// Adds maps to a case: GeoJSON, ArcGIS JSON, KML, KMZ, Shapefile, GeoPackage, or FlatGeobuf; a file per day, or JSON with a line per day; plain, gzip, zstd, or xz
    Add(MapsAdd),
    /// Fetches an outlet's public maps over the network, and adds them to a case if asked to
    Fetch(MapsFetch),
    /// Lists the maps of a case
    List(MapsList),
    /// What two maps draw differently: areas, GeoJSON, and a picture
    Diff(MapsDiff),
}

/// Arguments of `maps add`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient maps add pokrovsk deepstate_daily.ndjson.gz --outlet deepstate\n         salient maps add pokrovsk 2025-11-08.kmz --outlet mymap --actor RU --date-from-name\n         salient maps add pokrovsk maps/ --outlet mymap --manifest mymap.toml"
)]
pub(crate) struct MapsAdd {
    /// The case
    case: PathBuf,
    /// Map files and folders of them; a .shp stands for the files beside it
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Outlet: a built-in manifest's key, or your own name together with --actor
    #[arg(long)]
    outlet: String,
    /// A manifest of your own (TOML; see docs/outlets.md)
    #[arg(long)]
    manifest: Option<PathBuf>,
    /// For an outlet without manifest: side that holds the drawn ground
    #[arg(long)]
    actor: Option<String>,
    /// The date stands in the file's name
    #[arg(long, group = "dating")]
    date_from_name: bool,
    /// The date
    #[arg(long, value_parser = date, group = "dating")]
    date: Option<Date>,
    /// The date stands in this property
    #[arg(long, group = "dating")]
    date_property: Option<String>,
}

/// Arguments of `maps list`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient maps list pokrovsk\n         salient maps list pokrovsk --gaps"
)]
pub(crate) struct MapsList {
    /// The case
    case: PathBuf,
    /// One row per snapshot instead of one per outlet, with days drawn as the map before and days of several files
    #[arg(long)]
    days: bool,
    /// The days without a map between an outlet's first and last, as ranges
    #[arg(long, conflicts_with = "days")]
    gaps: bool,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

impl Maps {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        match self {
            Self::Add(command) => command.run(),
            Self::Fetch(command) => command.run(),
            Self::List(command) => command.run(),
            Self::Diff(command) => command.run(),
        }
    }
}

/// How many snapshots go into one transaction.
const BATCH: usize = 64;

impl MapsAdd {
    /// Adds files that were fetched: their days are in their names.
    #[cfg(feature = "fetch")]
    pub(super) fn of_fetched(
        case: PathBuf,
        files: Vec<PathBuf>,
        outlet: String,
        manifest: Option<PathBuf>,
    ) -> Self {
        Self {
            case,
            files,
            outlet,
            manifest,
            actor: None,
            date_from_name: true,
            date: None,
            date_property: None,
        }
    }

    pub(super) fn run(self) -> Result<Ended, Failure> {
        let manifest = self.manifest()?;
        let rule = if self.date_from_name {
            DateRule::FromName
        } else if let Some(date) = self.date {
            DateRule::Given(date)
        } else if let Some(property) = self.date_property {
            DateRule::Property(property)
        } else {
            manifest.date.clone()
        };
        let mut case = open_case(&self.case)?;
        if let (None, Some(side)) = (&self.manifest, &self.actor) {
            side_is_registered(&case, side)?;
        }
        let limits = Limits::default();
        let mut intake = MapIntake {
            case: &mut case,
            manifest: &manifest,
            rule: &rule,
            reader: MapReader::new(&manifest, &rule, &limits),
            pending: Vec::new(),
            n_added: 0,
            n_present: 0,
            n_bad: 0,
            n_repaired: 0,
        };
        for path in &self.files {
            intake.path(path)?;
        }
        intake.flush()?;
        let (n_added, n_present, n_bad, n_repaired) = (
            intake.n_added,
            intake.n_present,
            intake.n_bad,
            intake.n_repaired,
        );
        if n_added > 0 {
            make_histories(&mut case, &manifest.key);
        }
        say(&format!(
            "{}: {} by {} added{}{}{}; edition {}",
            case.path().display(),
            counted(n_added, "map"),
            manifest.name,
            also(n_present, "already there"),
            also(n_repaired, "with repaired or turned rings"),
            also(n_bad, "not readable"),
            case.edition().map_err(Failure::data)?
        ));
        Ok(if n_bad > 0 {
            Ended::WithBadData
        } else {
            Ended::Fine
        })
    }

    fn manifest(&self) -> Result<OutletManifest, Failure> {
        if let Some(path) = &self.manifest {
            let bytes = read_all(path, &FileLimits::default()).map_err(Failure::data)?;
            return read_manifest(&String::from_utf8_lossy(&bytes)).map_err(Failure::data);
        }
        if let Some(actor) = &self.actor {
            return Ok(OutletManifest::generic(&self.outlet, actor));
        }
        builtin(&self.outlet).map_err(|_error| {
            Failure::usage(format!("no manifest for outlet {:?}; built in are {}", self.outlet, builtin_keys().collect::<Vec<_>>().join(", ")))
                .hint("For a map that draws what one side holds, add --actor SIDE; else write a manifest and give --manifest FILE.")
        })
    }
}

/// Stores the histories of an outlet for all sides that its maps draw. Without them the maps are there all the same, and the next question makes them.
fn make_histories(case: &mut Case, outlet: &str) {
    let made = CaseMaps::new(case, &[outlet.to_owned()]).and_then(|maps| {
        maps.make_histories(outlet)?;
        Ok(maps.into_made())
    });
    match made {
        Ok(made) => keep_histories(case, &made),
        Err(error) => say(&format!(
            "histories of the maps not made: {}",
            chain(&error)
        )),
    }
}

/// Reads files into a case.
struct MapIntake<'a> {
    case: &'a mut Case,
    manifest: &'a OutletManifest,
    rule: &'a DateRule,
    reader: MapReader<'a>,
    pending: Vec<Snapshot>,
    n_added: usize,
    n_present: usize,
    n_bad: usize,
    n_repaired: usize,
}

impl MapIntake<'_> {
    fn path(&mut self, path: &Path) -> Result<(), Failure> {
        if path.is_dir() {
            let (files, errors) = list_map_files(path, &FileLimits::default());
            for error in errors {
                let mark = if error.is_skip() { "" } else { "error: " };
                say(&format!("{mark}{}", chain(&error)));
                self.n_bad += usize::from(!error.is_skip());
            }
            for file in files {
                self.file(&file)?;
            }
            return Ok(());
        }
        // As a shell's `ridge.*` gives them.
        if is_part_of_shapefile(path) {
            return Ok(());
        }
        self.file(path)
    }

    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        /// Enough to see past a byte order mark and blank lines.
        const BEGINNING_BYTES: usize = 1024;
        let name = path.to_string_lossy().into_owned();
        let limits = FileLimits::default();
        let is_shp = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
        if is_shp {
            let parts = read_shapefile_parts(path, &limits).map_err(Failure::data)?;
            let parts: Vec<(&str, &[u8])> = parts
                .iter()
                .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
                .collect();
            return self.map(MapInput {
                bytes: &bundle(&parts),
                file: &name,
                line: None,
            });
        }
        let beginning = read_beginning(path, BEGINNING_BYTES, &limits).map_err(Failure::data)?;
        if !begins_like_json(&beginning) {
            let bytes = read_all(path, &limits).map_err(Failure::data)?;
            return self.map(MapInput {
                bytes: &bytes,
                file: &name,
                line: None,
            });
        }
        // Its beginning tells a series from a single map; a series is then read line by line.
        let mut beginning = Vec::new();
        for line in open_lines(path, &limits).map_err(Failure::data)?.take(2) {
            let (_, bytes) = line.map_err(Failure::data)?;
            beginning.extend(bytes);
            beginning.push(b'\n');
        }
        if layout_of(&beginning, self.rule) == Layout::File {
            let bytes = read_all(path, &limits).map_err(Failure::data)?;
            return self.map(MapInput {
                bytes: &bytes,
                file: &name,
                line: None,
            });
        }
        let bar = progress::bar(0, "maps");
        let mut layers = Vec::new();
        for line in open_lines(path, &limits).map_err(Failure::data)? {
            bar.inc(1);
            match line {
                Ok((_, bytes)) if bytes.trim_ascii().is_empty() => {}
                // A line is a layer of its day, and the day is the map.
                Ok(line) if self.manifest.format == MapFormat::DayLayers => layers.push(line),
                Ok((number, bytes)) => self.line(&name, number, &bytes)?,
                Err(error) => {
                    say(&format!("error: {}", chain(&error)));
                    self.n_bad += 1;
                }
            }
        }
        for (number, block) in day_blocks(layers) {
            self.line(&name, number, &block)?;
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn line(&mut self, file: &str, number: usize, bytes: &[u8]) -> Result<(), Failure> {
        self.map(MapInput {
            bytes,
            file,
            line: Some(number),
        })
    }

    fn map(&mut self, input: MapInput<'_>) -> Result<(), Failure> {
        match self.reader.read(input) {
            Ok(snapshots) => {
                for snapshot in snapshots
                    .iter()
                    .filter(|snapshot| snapshot.zones.is_empty())
                {
                    say(&format!(
                        "{}: M006 the map of {} draws nothing; it is kept as such, and does not say that nobody holds anything",
                        snapshot.origin, snapshot.drawn
                    ));
                }
                self.n_repaired += snapshots
                    .iter()
                    .filter(|snapshot| snapshot.repairs != salient_model::Repairs::default())
                    .count();
                self.pending.extend(snapshots);
            }
            Err(error) => {
                say(&format!("error: {}", chain(&error)));
                self.n_bad += 1;
            }
        }
        if self.pending.len() >= BATCH {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn flush(&mut self) -> Result<(), Failure> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let info = outlet_of(self.manifest).to_json();
        let appended = self
            .case
            .append_snapshots(&self.pending, &info, now())
            .map_err(Failure::data)?;
        self.n_added += appended.added;
        self.n_present += appended.already_present;
        self.pending.clear();
        Ok(())
    }
}

/// What the case keeps of a manifest.
pub(super) fn outlet_of(manifest: &OutletManifest) -> MapOutlet {
    MapOutlet {
        key: manifest.key.clone(),
        name: manifest.name.clone(),
        draws_all_sides: manifest.draws == salient_maps::Draws::AllSides,
        draws_contested: manifest.draws_contested(),
        credit: format!("{}; {}", manifest.attribution, manifest.licence),
    }
}

impl MapsList {
    fn run(self) -> Result<Ended, Failure> {
        let case = open_case(&self.case)?;
        let maps = CaseMaps::new(&case, &[]).map_err(Failure::data)?;
        let table = if self.days {
            days_table(&maps)?
        } else if self.gaps {
            gaps_table(&maps)
        } else {
            outlets_table(&maps)
        };
        output::write_table(&table, self.format)?;
        Ok(Ended::Fine)
    }
}

/// A row per outlet.
fn outlets_table(maps: &CaseMaps<'_>) -> Table {
    let mut table = Table::new(&[
        ("outlet", "outlet"),
        ("name", "name"),
        ("n_maps", "maps"),
        ("first", "first file"),
        ("last", "last file"),
        ("n_gaps", "days without"),
        ("n_replaced", "replaced"),
        ("credit", "credit and terms"),
    ]);
    for outlet in maps.outlets() {
        let days = maps.days(&outlet.key);
        let gaps = map_gaps(days);
        table.push(vec![
            outlet.key.clone().into(),
            outlet.name.clone().into(),
            days.len().into(),
            Value::text(days.first().map(|day| day.drawn.to_string())),
            Value::text(days.last().map(|day| day.drawn.to_string())),
            gaps.iter().map(|gap| gap.n_days()).sum::<usize>().into(),
            maps.replaced(&outlet.key).len().into(),
            outlet.credit.clone().into(),
        ]);
    }
    table
}

/// A row per snapshot.
fn days_table(maps: &CaseMaps<'_>) -> Result<Table, Failure> {
    let mut table = Table::new(&[
        ("outlet", "outlet"),
        ("drawn", "file of"),
        ("as_of", "shows end of"),
        ("replaced", "replaced"),
        ("n_files", "files of the day"),
        ("same_as", "drawn as on"),
        ("snapshot", "snapshot"),
        ("sha256", "SHA-256"),
    ]);
    for outlet in maps.outlets() {
        let drawn = drawn_days(maps, &outlet.key).map_err(Failure::data)?;
        let current = maps.days(&outlet.key).iter().map(|day| (day, ""));
        let replaced = maps.replaced(&outlet.key).iter().map(|day| (day, "yes"));
        let mut days: Vec<_> = replaced.chain(current).collect();
        days.sort_by_key(|(day, _)| day.drawn);
        for (day, replaced) in days {
            let known = drawn.get(&day.drawn).copied().unwrap_or_default();
            let same_as = known.same_as.filter(|_| replaced.is_empty());
            table.push(vec![
                outlet.key.clone().into(),
                day.drawn.to_string().into(),
                day.as_of.to_string().into(),
                replaced.into(),
                known.n_files.into(),
                Value::text(same_as.map(|date| date.to_string())),
                day.id.to_string().into(),
                day.raw_hash.clone().into(),
            ]);
        }
    }
    Ok(table)
}

/// A row per range of days without a map.
fn gaps_table(maps: &CaseMaps<'_>) -> Table {
    let mut table = Table::new(&[
        ("outlet", "outlet"),
        ("first", "first day without"),
        ("last", "last day without"),
        ("n_days", "days"),
    ]);
    for outlet in maps.outlets() {
        for gap in map_gaps(maps.days(&outlet.key)) {
            table.push(vec![
                outlet.key.clone().into(),
                gap.first.to_string().into(),
                gap.last.to_string().into(),
                gap.n_days().into(),
            ]);
        }
    }
    table
}
