//! Rows of the layer `places`, in a case and in the place store.

use rusqlite::{Connection, Params};
use salient_model::{LonLat, Place, PlaceId, PlaceKind, Toponym};
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::geometry_blob::{self, Shape};
use crate::geopackage::GEOMETRY_COLUMN;
use crate::row_reader::{RowReader, json};
use crate::snapshots::wrong_shape;
use crate::writer::Cell;

const TABLE: &str = "places";

/// The rows that hold: the last one of each place.
const LATEST: &str = "fid IN (SELECT MAX(fid) FROM places GROUP BY place_id)";

#[derive(Serialize, Deserialize)]
struct ToponymRecord {
    name: String,
    language: Option<String>,
    former: bool,
}

/// The cells of a place.
pub(crate) fn cells(place: &Place) -> Result<Vec<Cell>, Fault> {
    let toponyms: Vec<_> = place
        .toponyms
        .iter()
        .map(|toponym| ToponymRecord {
            name: toponym.name.clone(),
            language: toponym.language.clone(),
            former: toponym.former,
        })
        .collect();
    let population = place
        .population
        .map(|n| {
            i64::try_from(n).map_err(|_error| {
                Fault::not_storable(
                    format!("place {}", place.id),
                    format!("population {n}"),
                    "at most 2^63 - 1 people",
                )
            })
        })
        .transpose()?;
    let geometry = match &place.boundary {
        Some(boundary) => geometry_blob::multi_polygon(boundary),
        None => geometry_blob::point(place.center),
    };
    Ok(vec![
        (GEOMETRY_COLUMN, geometry.into()),
        ("place_id", place.id.to_string().into()),
        ("name", place.name.clone().into()),
        ("kind", place.kind.as_str().to_owned().into()),
        ("country", place.country.clone().into()),
        ("within", json(&place.within).into()),
        ("lon", place.center.lon().into()),
        ("lat", place.center.lat().into()),
        ("population", population.into()),
        ("dataset", place.dataset.clone().into()),
        ("toponyms", json(&toponyms).into()),
    ])
}

/// The place with `id`, as last stored.
pub(crate) fn by_id(connection: &Connection, id: &PlaceId) -> Result<Option<Place>, Fault> {
    let found = select(
        connection,
        "SELECT * FROM places WHERE place_id = ?1 ORDER BY fid DESC LIMIT 1",
        [&id.0],
    )?;
    Ok(found.into_iter().next())
}

/// Every place, by identifier.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Place>, Fault> {
    select(
        connection,
        &format!("SELECT * FROM places WHERE {LATEST} ORDER BY place_id"),
        [],
    )
}

/// Places that have `name` among their names; ASCII case does not count. The most populous come first.
pub(crate) fn named(connection: &Connection, name: &str) -> Result<Vec<Place>, Fault> {
    select(
        connection,
        &format!(
            "SELECT * FROM places WHERE {LATEST} AND (name = ?1 COLLATE NOCASE OR EXISTS (
               SELECT 1 FROM json_each(toponyms) AS item WHERE json_extract(item.value, '$.name') = ?1 COLLATE NOCASE))
             ORDER BY population IS NULL, population DESC, place_id"
        ),
        [name],
    )
}

/// The places of a query over the columns of `places`.
pub(crate) fn select(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<Place>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(&RowReader::new(TABLE, row)?)?);
    }
    Ok(found)
}

fn read(row: &RowReader<'_>) -> Result<Place, Fault> {
    let center = LonLat::new(row.real("lon")?, row.real("lat")?)
        .map_err(|error| row.bad("lon", error.to_string(), "coordinates in degrees"))?;
    let boundary = match geometry_blob::read(row.blob(GEOMETRY_COLUMN)?) {
        Ok(Shape::MultiPolygon(boundary)) => Some(boundary),
        Ok(Shape::Point(_)) => None,
        other => return Err(wrong_shape(row, &other, "areas or a point")),
    };
    Ok(Place {
        id: PlaceId(row.text("place_id")?),
        name: row.text("name")?,
        toponyms: row
            .json::<Vec<ToponymRecord>>("toponyms")?
            .into_iter()
            .map(|record| Toponym {
                name: record.name,
                language: record.language,
                former: record.former,
            })
            .collect(),
        kind: row.read("kind", "a kind of place", PlaceKind::from_word)?,
        country: row.optional_text("country")?,
        within: row.json("within")?,
        center,
        boundary,
        population: row
            .optional_integer("population")?
            .and_then(|n| u64::try_from(n).ok()),
        dataset: row.text("dataset")?,
    })
}
