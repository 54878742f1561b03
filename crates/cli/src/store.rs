//! The user's own gazetteer, beside all cases.

use std::path::PathBuf;

use salient_ledger::PlaceStore;
use salient_model::{LonLat, Place, PlaceId};
use salient_names::keys;

use crate::failure::Failure;
use crate::period::now;

/// Where the store lies: `SALIENT_HOME`, else the platform's folder for data.
pub(crate) fn path() -> Result<PathBuf, Failure> {
    let folder = std::env::var_os("SALIENT_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let data = std::env::var_os("XDG_DATA_HOME")
                .or_else(|| std::env::var_os("LOCALAPPDATA"))
                .map(PathBuf::from);
            let home = std::env::var_os("HOME")
                .map(|home| PathBuf::from(home).join(".local").join("share"));
            data.or(home).map(|folder| folder.join("salient"))
        });
    let folder = folder.ok_or_else(|| {
        Failure::usage("no folder for the gazetteer: neither SALIENT_HOME nor HOME is set")
            .hint("Set SALIENT_HOME to a folder that may be written to.")
    })?;
    Ok(folder.join("places.sqlite"))
}

/// Opens the store to write, and creates it when it is not there.
pub(crate) fn open_or_create() -> Result<PlaceStore, Failure> {
    let path = path()?;
    if path.exists() {
        return PlaceStore::open(&path).map_err(Failure::data);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(Failure::data)?;
    }
    PlaceStore::create(&path, now()).map_err(Failure::data)
}

/// Places of any of the spellings of `name` in the store, or the one with this identifier; none when there is no store.
pub(crate) fn find(name: &str) -> Result<Vec<Place>, Failure> {
    let path = path()?;
    if !path.exists() {
        return Ok(Vec::new());
    }
    let store = PlaceStore::open_read_only(&path).map_err(Failure::data)?;
    if let Some(place) = store
        .place(&PlaceId(name.to_owned()))
        .map_err(Failure::data)?
    {
        return Ok(vec![place]);
    }
    let keys = keys(name);
    store
        .find(&keys.iter().map(String::as_str).collect::<Vec<_>>())
        .map_err(Failure::data)
}

/// Places of the store within `radius_km` of a point; none when there is no store.
pub(crate) fn around(center: LonLat, radius_km: f64) -> Result<Vec<Place>, Failure> {
    let path = path()?;
    if !path.exists() {
        return Ok(Vec::new());
    }
    PlaceStore::open_read_only(&path)
        .and_then(|store| store.around(center, radius_km))
        .map_err(Failure::data)
}
