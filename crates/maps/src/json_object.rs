//! One JSON object of a map file, of whatever kind: collection, feature, geometry, or a day of a series.
//!
//! **What.** Members may come in any order, so an object is read whole before its `type` says what it is. Coordinates go straight into rings;
//! scalar members are kept as text; everything else is skipped without building a tree.
//!
//! **Errors and doubt.** JSON errors carry line and column; structured refusals of [`Progress`] win over serde's words for them.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::MapsError;
use crate::coordinates::{AnyDepth, Coordinates};
use crate::progress::Progress;
use crate::raw::Properties;

/// An object as read; absent members are `None`.
#[derive(Debug, Default)]
pub(crate) struct JsonObject {
    /// The member `type`.
    pub(crate) kind: Option<String>,
    pub(crate) coordinates: Option<Coordinates>,
    pub(crate) geometry: GeometryMember,
    pub(crate) geometries: Option<Vec<JsonObject>>,
    pub(crate) features: Option<Vec<JsonObject>>,
    /// A whole GeoJSON object inside one line of a series.
    pub(crate) geojson: Option<Box<JsonObject>>,
    pub(crate) areas: Option<Coordinates>,
    pub(crate) counter_areas: Option<Coordinates>,
    /// Scalars of the member `properties`.
    pub(crate) properties: Properties,
    /// Scalars that stand directly in the object.
    pub(crate) members: Properties,
    /// Name of the coordinate reference system, from `crs`.
    pub(crate) crs: Option<String>,
    /// Position of the feature in the file, from 1.
    pub(crate) number: usize,
}

/// The member `geometry` of a feature.
#[derive(Debug, Default)]
pub(crate) enum GeometryMember {
    /// There is no such member.
    #[default]
    Absent,
    Null,
    Object(Box<JsonObject>),
}

/// Reads the one object that the bytes hold.
pub(crate) fn read_object(bytes: &[u8], progress: &Progress<'_>) -> Result<JsonObject, MapsError> {
    progress.check_size(bytes)?;
    // RFC 8259 lets a reader ignore a byte order mark.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    ObjectSeed::top(progress)
        .deserialize(&mut deserializer)
        .and_then(|object| deserializer.end().map(|()| object))
        .map_err(|error| refusal_or(&error, bytes, progress))
}

/// Objects one after the other, with any white space between them.
pub(crate) struct JsonTexts<'a> {
    bytes: &'a [u8],
    deserializer: serde_json::Deserializer<serde_json::de::SliceRead<'a>>,
    is_first: bool,
    /// Whether the text before was one feature, so that the next probably is too.
    is_by_feature: bool,
}

impl<'a> JsonTexts<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            deserializer: serde_json::Deserializer::from_slice(bytes),
            is_first: true,
            is_by_feature: false,
        }
    }

    /// The next object; `None` at the end. Bytes without any are broken.
    pub(crate) fn next_object(
        &mut self,
        progress: &Progress<'_>,
    ) -> Result<Option<JsonObject>, MapsError> {
        if !std::mem::take(&mut self.is_first) && self.deserializer.end().is_ok() {
            return Ok(None);
        }
        if self.is_by_feature {
            progress.next_feature()?;
        }
        let mut object = ObjectSeed::top(progress)
            .deserialize(&mut self.deserializer)
            .map_err(|error| refusal_or(&error, self.bytes, progress))?;
        if object.features.is_none() {
            if !self.is_by_feature {
                progress.next_feature()?;
            }
            self.is_by_feature = true;
            object.number = progress.feature.get();
        }
        Ok(Some(object))
    }
}

/// The text with the record separators of RFC 8142 as spaces; inside a JSON text they cannot stand. A byte order mark goes, as RFC 8259 allows.
pub(crate) fn plain_texts(bytes: &[u8]) -> Cow<'_, [u8]> {
    const RECORD_SEPARATOR: u8 = b'\x1e';
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !bytes.contains(&RECORD_SEPARATOR) {
        return Cow::Borrowed(bytes);
    }
    let spaced = bytes.iter().map(|&byte| match byte {
        RECORD_SEPARATOR => b' ',
        byte => byte,
    });
    Cow::Owned(spaced.collect())
}

fn refusal_or(error: &serde_json::Error, bytes: &[u8], progress: &Progress<'_>) -> MapsError {
    let refusal = progress.refusal.borrow_mut().take();
    refusal.unwrap_or_else(|| json_error(bytes, error, progress))
}

pub(crate) fn json_error(
    bytes: &[u8],
    error: &serde_json::Error,
    progress: &Progress<'_>,
) -> MapsError {
    let words = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let mut message = words.strip_suffix(&position).unwrap_or(&words).to_owned();
    if let Some(word) = not_finite_word(bytes, error.line(), error.column()) {
        message = format!("{word} is no JSON number, and no coordinate");
    }
    if progress.feature.get() > 0 {
        message = format!("{message} ({})", progress.at());
    }
    MapsError::Json {
        origin: progress.origin.to_owned(),
        line: error.line(),
        column: error.column(),
        message,
    }
}

/// Some writers print `NaN` and `Infinity` as if they were JSON; the reader's own message would only say "expected value".
fn not_finite_word(bytes: &[u8], line: usize, column: usize) -> Option<&'static str> {
    let start: usize = bytes
        .split_inclusive(|&byte| byte == b'\n')
        .take(line.checked_sub(1)?)
        .map(<[u8]>::len)
        .sum();
    let at = (start + column).saturating_sub(2).min(bytes.len());
    let near = &bytes[at..bytes.len().min(at + 10)];
    ["-Infinity", "Infinity", "NaN", "nan"]
        .into_iter()
        .find(|word| {
            let word = word.as_bytes();
            near.windows(word.len()).take(2).any(|found| found == word)
        })
}

/// What the object is expected to be, as far as its place says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Top,
    Feature,
    Geometry,
}

#[derive(Clone, Copy)]
struct ObjectSeed<'p, 'a> {
    progress: &'p Progress<'a>,
    role: Role,
    depth: usize,
}

impl<'p, 'a> ObjectSeed<'p, 'a> {
    fn top(progress: &'p Progress<'a>) -> Self {
        Self {
            progress,
            role: Role::Top,
            depth: 0,
        }
    }

    fn inside(self, role: Role) -> Self {
        Self {
            role,
            depth: self.depth + 1,
            ..self
        }
    }
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_, '_> {
    type Value = JsonObject;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<JsonObject, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_, '_> {
    type Value = JsonObject;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.role {
            Role::Top => "a JSON object that is a map",
            Role::Feature => "a feature",
            Role::Geometry => "a geometry",
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<JsonObject, A::Error> {
        let progress = self.progress;
        // Two levels are a collection and its feature; the rest are geometry collections.
        if self.depth > progress.limits.collection_depth + 3 {
            return Err(progress.refuse(progress.too_large(
                "geometry collections inside each other",
                progress.limits.collection_depth as u64,
            )));
        }
        if self.role == Role::Feature {
            progress
                .next_feature()
                .map_err(|error| progress.refuse(error))?;
        }
        let mut object = JsonObject {
            number: progress.feature.get(),
            ..JsonObject::default()
        };
        while let Some(name) = entries.next_key::<String>()? {
            match name.as_str() {
                "type" => object.kind = entries.next_value_seed(Scalar)?,
                "coordinates" => {
                    object.coordinates = Some(entries.next_value_seed(AnyDepth(progress))?);
                }
                "areas_latlon" => {
                    object.areas = Some(entries.next_value_seed(AnyDepth(progress))?);
                }
                "areas_ua_latlon" => {
                    object.counter_areas = Some(entries.next_value_seed(AnyDepth(progress))?);
                }
                "geometry" => {
                    let seed = Nullable(self.inside(Role::Geometry));
                    object.geometry = entries
                        .next_value_seed(seed)?
                        .map_or(GeometryMember::Null, |geometry| {
                            GeometryMember::Object(Box::new(geometry))
                        });
                }
                "geojson" => {
                    let seed = Nullable(self.inside(Role::Top));
                    object.geojson = entries.next_value_seed(seed)?.map(Box::new);
                }
                "features" => {
                    let seed = Objects(self.inside(Role::Feature));
                    object.features = Some(entries.next_value_seed(seed)?);
                }
                "geometries" => {
                    let seed = Objects(self.inside(Role::Geometry));
                    object.geometries = Some(entries.next_value_seed(seed)?);
                }
                "properties" => object.properties = entries.next_value_seed(PropertiesSeed)?,
                "crs" => object.crs = crs_name(&entries.next_value::<serde_json::Value>()?),
                _ => {
                    if let Some(value) = entries.next_value_seed(Scalar)? {
                        object.members.0.push((name, value));
                    }
                }
            }
        }
        Ok(object)
    }
}

/// The name in a `crs` member of the GeoJSON of 2008; null means the default.
pub(crate) fn crs_name(crs: &serde_json::Value) -> Option<String> {
    if crs.is_null() {
        return None;
    }
    let name = crs
        .pointer("/properties/name")
        .or_else(|| crs.pointer("/properties/href"))
        .or_else(|| crs.pointer("/properties/code"))
        .unwrap_or(crs);
    Some(
        name.as_str()
            .map_or_else(|| name.to_string(), ToOwned::to_owned),
    )
}

/// An object or null.
struct Nullable<'p, 'a>(ObjectSeed<'p, 'a>);

impl<'de> DeserializeSeed<'de> for Nullable<'_, '_> {
    type Value = Option<JsonObject>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Nullable<'_, '_> {
    type Value = Option<JsonObject>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(deserializer).map(Some)
    }
}

/// An array of objects; nulls count as empty ones.
struct Objects<'p, 'a>(ObjectSeed<'p, 'a>);

impl<'de> DeserializeSeed<'de> for Objects<'_, '_> {
    type Value = Vec<JsonObject>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Objects<'_, '_> {
    type Value = Vec<JsonObject>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut objects = Vec::new();
        while let Some(object) = elements.next_element_seed(Nullable(self.0))? {
            objects.extend(object);
        }
        Ok(objects)
    }
}

/// The scalars of a `properties` object or null.
pub(crate) struct PropertiesSeed;

impl<'de> DeserializeSeed<'de> for PropertiesSeed {
    type Value = Properties;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Properties, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for PropertiesSeed {
    type Value = Properties;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of properties or null")
    }

    fn visit_unit<E: Error>(self) -> Result<Properties, E> {
        Ok(Properties::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Properties, A::Error> {
        let mut properties = Properties::default();
        while let Some(name) = entries.next_key::<String>()? {
            if let Some(value) = entries.next_value_seed(Scalar)? {
                properties.0.push((name, value));
            }
        }
        Ok(properties)
    }
}

/// A string, number, or boolean as text; null, arrays, and objects as nothing.
struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
