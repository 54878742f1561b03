//! Shapefiles as they come, one oddity per test.

use salient_model::ControlState;

use crate::common::{
    codes, everything_held, fixture, place, read, refusal, ridge, ridge_with, unzip, zip,
};

type Files = Vec<(String, Vec<u8>)>;

fn ridge_files() -> Files {
    unzip(&fixture("ridge.shp.zip"))
}

fn file<'a>(files: &'a mut Files, ending: &str) -> &'a mut Vec<u8> {
    let found = files.iter_mut().find(|(name, _)| name.ends_with(ending));
    found.map(|(_, content)| content).expect("there is one")
}

fn without(files: &mut Files, ending: &str) {
    files.retain(|(name, _)| !name.ends_with(ending));
}

/// Where the records of a table begin, and how long they are.
fn record_places(dbf: &[u8]) -> (usize, usize) {
    let number = |at: usize| usize::from(u16::from_le_bytes([dbf[at], dbf[at + 1]]));
    (number(8), number(10))
}

#[test]
fn a_deleted_record_takes_its_shape_with_it_and_leaves_the_others_their_attributes() {
    let mut files = ridge_files();
    let dbf = file(&mut files, ".dbf");
    let (start, _) = record_places(dbf);
    dbf[start] = b'*';
    let snapshot = read(&zip(&files), &ridge());
    let whole = read(&fixture("ridge.geojson"), &ridge());
    assert_eq!(snapshot.zones, whole.zones[..1]);
    assert_eq!(snapshot.zones[0].state, ControlState::Contested);
    assert_eq!(codes(&snapshot), ["M015"]);
    assert_eq!(place(&snapshot, "M015"), "layer \"ridge\", record 1");
}

#[test]
fn attributes_are_decoded_by_the_cpg_by_the_language_byte_or_by_a_rule_that_is_noted() {
    let manifest = ridge_with(
        "[[legend]]\nwhen.label = \"північний хребет\"\nstate = \"unknown\"\n[[legend]]\nignore = true\n",
    );
    let mut files = unzip(&fixture("ridge_cp1251.shp.zip"));
    assert_eq!(codes(&read(&zip(&files), &manifest)), Vec::<&str>::new());
    // Without the file, the language byte.
    without(&mut files, ".cpg");
    file(&mut files, ".dbf")[29] = 0xc9;
    assert_eq!(codes(&read(&zip(&files), &manifest)), Vec::<&str>::new());
    // Without both, a rule, and the legend no longer fits.
    file(&mut files, ".dbf")[29] = 0;
    let snapshot = read(&zip(&files), &ridge());
    assert_eq!(codes(&snapshot), ["M017"]);
    assert!(snapshot.diagnostics[0].message.starts_with("3 texts"));
    // UTF-8 needs no word.
    let mut files = ridge_files();
    without(&mut files, ".cpg");
    assert_eq!(codes(&read(&zip(&files), &manifest)), Vec::<&str>::new());
}

#[test]
fn without_a_prj_degrees_are_assumed_and_said() {
    let mut files = ridge_files();
    without(&mut files, ".prj");
    let snapshot = read(&zip(&files), &ridge());
    assert_eq!(codes(&snapshot), ["M016"]);
    assert_eq!(place(&snapshot, "M016"), "layer \"ridge\"");
    let mut files = unzip(&fixture("ridge_3857.shp.zip"));
    without(&mut files, ".prj");
    assert!(refusal(&zip(&files), &ridge()).contains("looks like projected metres"));
}

#[test]
fn a_bare_shp_is_ground_without_attributes() {
    let mut files = ridge_files();
    let shp = file(&mut files, ".shp").clone();
    let snapshot = read(&shp, &everything_held());
    assert_eq!(codes(&snapshot), ["M016"]);
    without(&mut files, ".dbf");
    assert_eq!(read(&zip(&files), &everything_held()).zones, snapshot.zones);
    assert!(refusal(&shp, &ridge()).contains("property \"day\""));
}

#[test]
fn several_shapefiles_in_one_archive_are_told_apart_by_their_layer() {
    let mut files: Files = Vec::new();
    for layer in ["north", "SOUTH"] {
        for (name, content) in ridge_files() {
            files.push((name.replace("ridge", layer), content));
        }
    }
    let manifest = ridge_with(
        "[[legend]]\nwhen = { layer = \"north\", status = \"held\" }\nstate = \"held\"\nactor = \"NORTH\"\n
         [[legend]]\nwhen = { layer = \"south\", status = \"held\" }\nstate = \"held\"\nactor = \"SOUTH\"\n
         [[legend]]\nignore = true\n",
    );
    let snapshot = read(&zip(&files), &manifest);
    let actors: Vec<_> = snapshot
        .zones
        .iter()
        .map(|zone| zone.actor.as_deref())
        .collect();
    assert_eq!(actors, [Some("NORTH"), Some("SOUTH")]);
    assert_eq!(snapshot.zones[0].geometry, snapshot.zones[1].geometry);
}

#[test]
fn rings_that_all_run_the_wrong_way_are_read_as_they_are_meant() {
    let mut files = ridge_files();
    reverse_rings(file(&mut files, ".shp"));
    let snapshot = read(&zip(&files), &ridge());
    assert_eq!(
        snapshot.zones,
        read(&fixture("ridge.geojson"), &ridge()).zones
    );
    assert_eq!(codes(&snapshot), ["M018"]);
    assert!(snapshot.diagnostics[0].message.starts_with("3 features"));
}

/// Turns every ring of every polygon.
fn reverse_rings(shp: &mut [u8]) {
    let number = |bytes: &[u8], at: usize| {
        u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
    };
    let mut at = 100;
    while at < shp.len() {
        let words = u32::from_be_bytes(shp[at + 4..at + 8].try_into().expect("four bytes"));
        let (n_parts, n_points) = (number(shp, at + 44), number(shp, at + 48));
        let mut starts: Vec<usize> = (0..n_parts)
            .map(|part| number(shp, at + 52 + 4 * part))
            .collect();
        starts.push(n_points);
        let points_at = at + 52 + 4 * n_parts;
        for ring in starts.windows(2) {
            let bytes = &mut shp[points_at + 16 * ring[0]..points_at + 16 * ring[1]];
            let mut points: Vec<Vec<u8>> = bytes.chunks(16).map(<[u8]>::to_vec).collect();
            points.reverse();
            bytes.copy_from_slice(&points.concat());
        }
        at += 8 + 2 * words as usize;
    }
}

#[test]
fn files_that_do_not_fit_together_or_break_off_are_refused() {
    let mut files = ridge_files();
    let dbf = file(&mut files, ".dbf");
    dbf[4] = 2;
    assert_eq!(
        refusal(&zip(&files), &ridge()),
        "maps/ridge, ridge.shp: broken Shapefile: it has 3 shapes, and its .dbf 2 records"
    );
    let dbf = file(&mut files, ".dbf");
    dbf[4] = 200;
    assert_eq!(
        refusal(&zip(&files), &ridge()),
        "maps/ridge, .dbf: broken dBASE table: it has 3 records where its header says 200"
    );
    let mut files = ridge_files();
    let shp = file(&mut files, ".shp");
    let n_bytes = shp.len();
    shp.truncate(n_bytes - 10);
    assert_eq!(
        refusal(&zip(&files), &ridge()),
        format!(
            "maps/ridge, ridge.shp: broken Shapefile: it has {} bytes where its header says {n_bytes}",
            n_bytes - 10
        )
    );
}
