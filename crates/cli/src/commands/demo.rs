//! `salient demo`: a complete small case from texts and maps inside the binary.
//!
//! The dispatches are invented and the maps are drawn by hand; the brief says so on its face. The clock is fixed, so that everyone gets the
//! same edition.

use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use salient_intake::{ItemFields, RawItem, RawKind};
use salient_ledger::{Case, CaseInfo};
use salient_maps::{Limits, read_file, read_manifest};
use salient_model::{Date, Sha256};
use salient_names::import::read_place_features_geojson;
use salient_views::brief::{render_html, render_markdown, render_terminal};
use serde::Deserialize;

use super::maps::outlet_of;
use crate::failure::{Ended, Failure, chain, say};
use crate::output::{self, write_file};
use crate::wiring::{BriefFlags, DocumentFlags, Places, Policy, Reader, case_dossier, read_item};

static SAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../samples");

const TITLE: &str = "Sample case";
const THEATRE: &str = "ukraine";

/// Arguments.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: salient demo\n\nThe dispatches are invented and the maps are drawn by hand: do not quote them."
)]
pub(crate) struct Demo {
    /// Folder to write to
    #[arg(long, default_value = "salient-demo")]
    out: PathBuf,
}

/// `samples/sample.toml`: what the demo shows, and its texts.
#[derive(Debug, Deserialize)]
struct Index {
    place: String,
    on: String,
    recorded: String,
    text: Vec<TextEntry>,
}

#[derive(Debug, Deserialize)]
struct TextEntry {
    file: String,
    outlet: String,
    published: String,
}

impl Demo {
    pub(crate) fn run(self) -> Result<Ended, Failure> {
        let index: Index = toml::from_str(sample_text("sample.toml")?).map_err(Failure::data)?;
        let recorded: Timestamp = index.recorded.parse().map_err(Failure::data)?;
        let on: Date = index.on.parse().map_err(Failure::data)?;
        let path = self.fresh_case()?;
        let info = CaseInfo {
            theatre: THEATRE.to_owned(),
            title: TITLE.to_owned(),
            created: recorded,
        };
        let mut case = Case::create(&path, &info).map_err(Failure::data)?;
        add_places(&mut case, recorded)?;
        add_maps(&mut case, recorded)?;
        add_texts(&mut case, &index.text, recorded)?;

        let mut places = Places::of_case(&case)?;
        let flags = BriefFlags {
            place: Some(index.place),
            on,
            actor: None,
            outlets: Vec::new(),
            synthetic: true,
        };
        let dossier = case_dossier(&mut case, &mut places, &flags)?;
        output::write(&render_terminal(
            &dossier,
            usize::from(output::terminal_width()),
        ))?;
        self.write("brief.md", &render_markdown(&dossier))?;
        let brief = self.write("brief.html", &render_html(&dossier).map_err(Failure::data)?)?;
        let counts = case.counts().map_err(Failure::data)?;
        say(&format!(
            "\nSample case: {} ({} texts, {} claims, {} maps). Brief: {}",
            path.display(),
            counts.documents,
            counts.claims,
            counts.snapshots,
            brief.display()
        ));
        let case = path.display();
        say(&format!(
            "Next:\n  salient check {case} --explain --on {on}\n  salient verify {case}\n  salient read YOUR-TEXT --published DATE"
        ));
        Ok(Ended::Fine)
    }

    /// The path of a new case. An earlier sample is replaced; any other file of that name stays, and the command stops.
    fn fresh_case(&self) -> Result<PathBuf, Failure> {
        std::fs::create_dir_all(&self.out).map_err(|error| {
            Failure::data_words(format!(
                "{}: could not be created: {error}",
                self.out.display()
            ))
        })?;
        let path = self.out.join("demo.gpkg");
        if !path.exists() {
            return Ok(path);
        }
        let is_sample = Case::open_read_only(&path)
            .and_then(|case| case.info())
            .is_ok_and(|info| info.title == TITLE);
        if !is_sample {
            return Err(Failure::data_words(format!(
                "{}: exists and is no sample case; it stays as it is",
                path.display()
            ))
            .hint("Choose another folder with --out."));
        }
        std::fs::remove_file(&path).map_err(Failure::data)?;
        Ok(path)
    }

    fn write(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let path = self.out.join(name);
        write_file(&path, text)?;
        Ok(path)
    }
}

fn sample_bytes(path: &str) -> Result<&'static [u8], Failure> {
    SAMPLES
        .get_file(path)
        .map(include_dir::File::contents)
        .ok_or_else(|| Failure::data_words(format!("samples/{path} is missing in this binary")))
}

fn sample_text(path: &str) -> Result<&'static str, Failure> {
    std::str::from_utf8(sample_bytes(path)?).map_err(Failure::data)
}

fn add_places(case: &mut Case, recorded: Timestamp) -> Result<(), Failure> {
    let (places, _) = read_place_features_geojson(sample_bytes("places.ndjson")?);
    case.append_places(&places, recorded)
        .map_err(Failure::data)?;
    Ok(())
}

/// Every manifest in `outlets/`, with the files in `maps/` whose names begin with its key.
fn add_maps(case: &mut Case, recorded: Timestamp) -> Result<(), Failure> {
    let files = |folder: &str| {
        SAMPLES
            .get_dir(folder)
            .into_iter()
            .flat_map(Dir::files)
            .collect::<Vec<_>>()
    };
    let name_of = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    for file in files("outlets") {
        let manifest = read_manifest(std::str::from_utf8(file.contents()).map_err(Failure::data)?)
            .map_err(Failure::data)?;
        let mut snapshots = Vec::new();
        for map in files("maps")
            .into_iter()
            .filter(|map| name_of(map.path()).starts_with(&manifest.key))
        {
            let series = read_file(
                map.contents(),
                &name_of(map.path()),
                &manifest,
                &manifest.date,
                &Limits::default(),
            );
            if let Some(error) = series.errors.first() {
                return Err(Failure::data_words(chain(error)));
            }
            snapshots.extend(series.snapshots);
        }
        case.append_snapshots(&snapshots, &outlet_of(&manifest).to_json(), recorded)
            .map_err(Failure::data)?;
    }
    Ok(())
}

fn add_texts(case: &mut Case, entries: &[TextEntry], recorded: Timestamp) -> Result<(), Failure> {
    let mut reader = Reader::default();
    for entry in entries {
        let bytes = sample_bytes(&format!("texts/{}", entry.file))?;
        let item = RawItem {
            origin: format!("samples/texts/{}", entry.file),
            bytes: bytes.to_vec(),
            hash: Sha256::of(bytes),
            kind: RawKind::Text,
            fields: ItemFields {
                outlet: Some(entry.outlet.clone()),
                published: Some(entry.published.clone()),
                ..ItemFields::default()
            },
        };
        let flags = DocumentFlags {
            theatre: Some(THEATRE.to_owned()),
            text_policy: Policy::Store,
            ..DocumentFlags::default()
        };
        let document = read_item(&item, &flags)?;
        let extraction = reader.extract(&document)?;
        case.append_document(
            &document,
            bytes,
            &extraction.claims,
            &extraction.attributions,
            recorded,
        )
        .map_err(Failure::data)?;
    }
    Ok(())
}
