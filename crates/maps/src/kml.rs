//! KML, and KMZ, which is KML in a ZIP archive.
//!
//! **Shape.** Every `Placemark` is a feature. What a map maker says of it becomes properties for the legend: `name`, `folder` (the folders around it, outermost first, joined by
//! `/`), `document`, `style` (the id in its `styleUrl`), `fill` (the colour of its area as `#rrggbb`, from its own style or the one it names), `description`, `visibility`, `when`,
//! `begin`, `end`, and everything in `ExtendedData`. An archive's map is the first `.kml` in it.
//!
//! **Units and frame.** Longitude, latitude, height; WGS 84 by the standard. Heights are dropped and counted.
//!
//! **Errors and doubt.** Links to other files are noted (M014) and not followed: what stands behind them tomorrow is another map. Images draped over ground are no polygons. Elements may
//! nest at will, since nothing here recurses; folders and collections of geometry have limits. Entities that a document defines for itself are not expanded.
//!
//! **Sources.** OGC 12-007r2 (KML 2.3); the `gx` extensions of Google's KML reference.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::MapsError;
use crate::archive::Archive;
use crate::progress::Progress;
use crate::raw::{Properties, RawFeature, RawMap, RawPolygon, RawRing};

pub(crate) fn read(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    read_document(bytes, progress)
}

/// The map in a KMZ.
pub(crate) fn read_archive(
    archive: &mut Archive<'_, '_, '_>,
    progress: &Progress<'_>,
) -> Result<RawMap, MapsError> {
    let name = archive.first_with_ending("kml").map(ToOwned::to_owned);
    let bytes = match name {
        Some(name) => archive.read(&name)?,
        None => None,
    };
    match bytes {
        Some(bytes) => read_document(&bytes, progress),
        None => Err(progress.shape("an archive without a .kml", "a KMZ")),
    }
}

fn read_document(bytes: &[u8], progress: &Progress<'_>) -> Result<RawMap, MapsError> {
    progress.check_size(bytes)?;
    let text = decode(bytes, progress);
    let broken = |at: u64, message: String| {
        let end = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
        let lines = text.as_bytes()[..end].split(|&byte| byte == b'\n');
        MapsError::Broken {
            origin: progress.origin.to_owned(),
            at: format!("line {}", lines.count()),
            format: "XML",
            message,
        }
    };
    let mut reader = Reader::from_str(&text);
    reader.config_mut().allow_dangling_amp = true;
    let mut walk = Walk::new(progress);
    loop {
        let event = reader
            .read_event()
            .map_err(|error| broken(reader.error_position(), error.to_string()))?;
        match event {
            Event::Start(start) => walk.start(&start)?,
            Event::Empty(start) => {
                walk.start(&start)?;
                walk.end()?;
            }
            Event::End(_) => walk.end()?,
            Event::Text(text) => walk.text.push_str(&text.into_inner()),
            Event::CData(text) => walk.text.push_str(&text.into_inner()),
            Event::GeneralRef(reference) => walk.text.push_str(&resolve(&reference)),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if !walk.path.is_empty() {
        return Err(broken(
            text.len() as u64,
            "the file ends inside an element".to_owned(),
        ));
    }
    Ok(walk.finish())
}

/// Text by its byte order mark, else by what its first line says, else as UTF-8.
fn decode<'a>(bytes: &'a [u8], progress: &Progress<'_>) -> Cow<'a, str> {
    /// The declaration of an XML file stands within these.
    const DECLARATION_BYTES: usize = 256;
    let declared = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]);
        let declaration = head.split("?>").next().unwrap_or_default();
        let (_, label) = declaration.split_once("encoding=")?;
        let label = label.split(['"', '\'']).nth(1)?;
        encoding_rs::Encoding::for_label(label.as_bytes())
    };
    let encoding = encoding_rs::Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(declared)
        .unwrap_or(encoding_rs::UTF_8);
    let (text, _, is_malformed) = encoding.decode(bytes);
    if is_malformed {
        progress.note("M017", || format!("the whole file, {}", encoding.name()));
    }
    text
}

/// The five entities of XML and character numbers; others stay as written.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)
        .map_or_else(|| format!("&{name};"), ToOwned::to_owned)
}

/// The elements that mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Begin,
    CascadingStyle,
    Color,
    Coordinates,
    Data,
    Description,
    Document,
    End,
    Folder,
    GroundOverlay,
    Href,
    InnerBoundary,
    Key,
    LinearRing,
    MultiGeometry,
    Name,
    NetworkLink,
    /// Geometry that encloses no ground, by its name.
    NotPolygon(&'static str),
    OuterBoundary,
    Pair,
    Placemark,
    PolyStyle,
    Polygon,
    SimpleData,
    Style,
    StyleMap,
    StyleUrl,
    Value,
    Visibility,
    When,
    Other,
}

impl Tag {
    /// By the local name: writers choose their own prefixes.
    fn of(name: &str) -> Self {
        match name {
            "begin" => Self::Begin,
            "CascadingStyle" => Self::CascadingStyle,
            "color" => Self::Color,
            "coordinates" => Self::Coordinates,
            "Data" => Self::Data,
            "description" => Self::Description,
            "Document" => Self::Document,
            "end" => Self::End,
            "Folder" => Self::Folder,
            "GroundOverlay" => Self::GroundOverlay,
            "href" => Self::Href,
            "innerBoundaryIs" => Self::InnerBoundary,
            "key" => Self::Key,
            "LinearRing" => Self::LinearRing,
            "LineString" => Self::NotPolygon("LineString"),
            "Model" => Self::NotPolygon("Model"),
            "MultiGeometry" => Self::MultiGeometry,
            "MultiTrack" => Self::NotPolygon("MultiTrack"),
            "name" => Self::Name,
            "NetworkLink" => Self::NetworkLink,
            "outerBoundaryIs" => Self::OuterBoundary,
            "Pair" => Self::Pair,
            "Placemark" => Self::Placemark,
            "Point" => Self::NotPolygon("Point"),
            "PolyStyle" => Self::PolyStyle,
            "Polygon" => Self::Polygon,
            "SimpleData" => Self::SimpleData,
            "Style" => Self::Style,
            "StyleMap" => Self::StyleMap,
            "styleUrl" => Self::StyleUrl,
            "Track" => Self::NotPolygon("Track"),
            "value" => Self::Value,
            "visibility" => Self::Visibility,
            "when" => Self::When,
            _ => Self::Other,
        }
    }
}

/// A placemark while it is read.
#[derive(Debug, Default)]
struct Placemark {
    feature: RawFeature,
    /// Properties that have a place of their own in the order: by name.
    own: BTreeMap<&'static str, String>,
    extended: Properties,
    style_url: Option<String>,
    /// Colour from a style inside the placemark.
    fill: Option<String>,
    /// Depth of geometry collections now open.
    collections: usize,
}

/// A polygon while it is read.
#[derive(Debug, Default)]
struct OpenPolygon {
    outer: Option<RawRing>,
    inner: Vec<RawRing>,
}

/// A style while it is read.
#[derive(Debug, Default)]
struct OpenStyle {
    id: Option<String>,
    fill: Option<String>,
}

struct Walk<'p, 'a> {
    progress: &'p Progress<'a>,
    /// Elements now open, outermost first.
    path: Vec<Tag>,
    /// Text of the innermost element since it began.
    text: String,
    document: Option<String>,
    folders: Vec<Option<String>>,
    placemark: Option<Placemark>,
    polygon: Option<OpenPolygon>,
    style: Option<OpenStyle>,
    /// `id` of the style map or cascading style now open.
    outer_style_id: Option<String>,
    /// `key` of the pair now open.
    key: String,
    /// `name` of the data now open.
    data: Option<String>,
    href: String,
    /// Colours of areas by style.
    fills: BTreeMap<String, String>,
    /// Styles by the style maps that stand for them.
    aliases: BTreeMap<String, String>,
    placemarks: Vec<Placemark>,
}

impl<'p, 'a> Walk<'p, 'a> {
    fn new(progress: &'p Progress<'a>) -> Self {
        Self {
            progress,
            path: Vec::new(),
            text: String::new(),
            document: None,
            folders: Vec::new(),
            placemark: None,
            polygon: None,
            style: None,
            outer_style_id: None,
            key: String::new(),
            data: None,
            href: String::new(),
            fills: BTreeMap::new(),
            aliases: BTreeMap::new(),
            placemarks: Vec::new(),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), MapsError> {
        let progress = self.progress;
        let tag = Tag::of(start.local_name().into_inner());
        match tag {
            Tag::Folder => {
                self.folders.push(None);
                if self.folders.len() > progress.limits.folder_depth {
                    return Err(progress.too_large(
                        "folders inside each other",
                        progress.limits.folder_depth as u64,
                    ));
                }
            }
            Tag::Placemark | Tag::GroundOverlay => {
                let number = progress.next_feature()?;
                let mut placemark = Placemark::default();
                placemark.feature.number = number;
                if tag == Tag::GroundOverlay {
                    placemark
                        .feature
                        .not_polygons
                        .push("GroundOverlay".to_owned());
                }
                self.placemark = Some(placemark);
            }
            Tag::NetworkLink => self.href.clear(),
            Tag::Style => {
                self.style = Some(OpenStyle {
                    id: attribute(start, "id").or_else(|| self.outer_style_id.clone()),
                    fill: None,
                });
            }
            Tag::StyleMap | Tag::CascadingStyle => self.outer_style_id = attribute(start, "id"),
            Tag::Pair => self.key.clear(),
            Tag::Data | Tag::SimpleData => self.data = attribute(start, "name"),
            Tag::MultiGeometry => {
                if let Some(placemark) = &mut self.placemark {
                    placemark.collections += 1;
                    if placemark.collections > progress.limits.collection_depth {
                        return Err(progress.too_large(
                            "geometry collections inside each other",
                            progress.limits.collection_depth as u64,
                        ));
                    }
                }
            }
            Tag::Polygon => self.polygon = Some(OpenPolygon::default()),
            Tag::NotPolygon(kind) => self.note_not_polygon(kind),
            // A ring by itself is a line.
            Tag::LinearRing if self.polygon.is_none() => self.note_not_polygon("LinearRing"),
            _ => {}
        }
        self.path.push(tag);
        self.text.clear();
        Ok(())
    }

    fn end(&mut self) -> Result<(), MapsError> {
        // The XML reader refuses an end without its start.
        let Some(tag) = self.path.pop() else {
            return Ok(());
        };
        let parent = self.path.last().copied().unwrap_or(Tag::Other);
        let text = std::mem::take(&mut self.text);
        let words = || text.trim().to_owned();
        match tag {
            Tag::Folder => {
                self.folders.pop();
            }
            Tag::Placemark | Tag::GroundOverlay => self.end_placemark(),
            Tag::NetworkLink => {
                let progress = self.progress;
                let href = std::mem::take(&mut self.href);
                progress.note("M014", || format!("{:?}", shortened(&href)));
            }
            Tag::Name => match parent {
                Tag::Folder => {
                    if let Some(folder) = self.folders.last_mut() {
                        *folder = Some(words());
                    }
                }
                Tag::Document => self.document = Some(words()),
                Tag::Placemark | Tag::GroundOverlay => self.set_own("name", words()),
                _ => {}
            },
            Tag::Description if parent == Tag::Placemark => self.set_own("description", words()),
            Tag::Visibility if parent == Tag::Placemark => self.set_own("visibility", words()),
            Tag::When => self.set_own("when", words()),
            Tag::Begin => self.set_own("begin", words()),
            Tag::End => self.set_own("end", words()),
            Tag::Href if self.path.contains(&Tag::NetworkLink) => self.href = words(),
            Tag::Key => self.key = words(),
            Tag::StyleUrl => self.end_style_url(parent, words()),
            Tag::Color if parent == Tag::PolyStyle => {
                if let Some(style) = &mut self.style {
                    style.fill = css_colour(text.trim());
                }
            }
            Tag::Style => self.end_style(),
            Tag::StyleMap | Tag::CascadingStyle => self.outer_style_id = None,
            Tag::Value if parent == Tag::Data => self.end_data(words()),
            Tag::SimpleData => self.end_data(words()),
            Tag::MultiGeometry => {
                if let Some(placemark) = &mut self.placemark {
                    placemark.collections = placemark.collections.saturating_sub(1);
                }
            }
            Tag::Coordinates if parent == Tag::LinearRing && self.polygon.is_some() => {
                self.end_ring(&text)?;
            }
            Tag::Coordinates
                if parent == Tag::NotPolygon("LineString") && self.progress.wants_lines =>
            {
                let line = ring(&text, self.progress)?;
                if let Some(placemark) = &mut self.placemark {
                    placemark.feature.lines.push(line);
                }
            }
            Tag::Polygon => self.end_polygon()?,
            _ => {}
        }
        Ok(())
    }

    fn set_own(&mut self, name: &'static str, value: String) {
        if let Some(placemark) = &mut self.placemark
            && !value.is_empty()
        {
            placemark.own.entry(name).or_insert(value);
        }
    }

    fn note_not_polygon(&mut self, kind: &str) {
        if let Some(placemark) = &mut self.placemark {
            placemark.feature.not_polygons.push(kind.to_owned());
        }
    }

    fn end_style_url(&mut self, parent: Tag, url: String) {
        if parent == Tag::Pair {
            if let (Some(id), "normal") = (&self.outer_style_id, self.key.as_str()) {
                self.aliases.insert(id.clone(), style_id(&url).to_owned());
            }
        } else if let Some(placemark) = &mut self.placemark {
            placemark.style_url = Some(url);
        }
    }

    fn end_style(&mut self) {
        let Some(OpenStyle {
            id,
            fill: Some(fill),
        }) = self.style.take()
        else {
            return;
        };
        let is_other_key = self.path.contains(&Tag::Pair) && self.key != "normal";
        if is_other_key {
            return;
        }
        if let Some(placemark) = &mut self.placemark {
            placemark.fill = Some(fill);
        } else if let Some(id) = id {
            self.fills.insert(id, fill);
        }
    }

    fn end_data(&mut self, value: String) {
        if let (Some(placemark), Some(name)) = (&mut self.placemark, self.data.take()) {
            placemark.extended.0.push((name, value));
        }
    }

    fn end_ring(&mut self, text: &str) -> Result<(), MapsError> {
        let progress = self.progress;
        let is_outer = self.path.iter().rev().find_map(|tag| match tag {
            Tag::OuterBoundary => Some(true),
            Tag::InnerBoundary => Some(false),
            _ => None,
        });
        progress.next_ring();
        let ring = ring(text, progress)?;
        let (Some(polygon), Some(is_outer)) = (&mut self.polygon, is_outer) else {
            return Err(progress.shape(
                "a ring outside the boundaries of its Polygon",
                "outerBoundaryIs or innerBoundaryIs",
            ));
        };
        if !is_outer {
            polygon.inner.push(ring);
        } else if polygon.outer.replace(ring).is_some() {
            return Err(progress.shape("a second outer ring in a Polygon", "one outer ring"));
        }
        Ok(())
    }

    fn end_polygon(&mut self) -> Result<(), MapsError> {
        let polygon = self.polygon.take().unwrap_or_default();
        // A polygon outside a placemark is drawn by nobody.
        if let (Some(placemark), Some(outer)) = (&mut self.placemark, polygon.outer) {
            self.progress.add_polygon()?;
            let mut rings: RawPolygon = vec![outer];
            rings.extend(polygon.inner);
            placemark.feature.polygons.push(rings);
        }
        Ok(())
    }

    fn end_placemark(&mut self) {
        let Some(mut placemark) = self.placemark.take() else {
            return;
        };
        let folders: Vec<&str> = self.folders.iter().flatten().map(String::as_str).collect();
        if !folders.is_empty() {
            placemark.own.insert("folder", folders.join("/"));
        }
        if let Some(document) = &self.document {
            placemark.own.insert("document", document.clone());
        }
        self.placemarks.push(placemark);
    }

    /// Styles may follow the placemarks that name them, so colours come last.
    fn finish(self) -> RawMap {
        let features = self
            .placemarks
            .into_iter()
            .map(|placemark| {
                let mut feature = placemark.feature;
                let mut own = placemark.own;
                let style = placemark.style_url.as_deref().map(style_id);
                let by_style = style.and_then(|id| {
                    let id = self.aliases.get(id).map_or(id, String::as_str);
                    self.fills.get(id).cloned()
                });
                let optional = [
                    ("style", style.map(ToOwned::to_owned)),
                    ("fill", placemark.fill.or(by_style)),
                ];
                for (name, value) in optional {
                    own.extend(value.map(|value| (name, value)));
                }
                let order = [
                    "name",
                    "folder",
                    "style",
                    "fill",
                    "document",
                    "description",
                    "visibility",
                    "when",
                    "begin",
                    "end",
                ];
                let own = order
                    .into_iter()
                    .filter_map(|name| Some((name.to_owned(), own.remove(name)?)));
                feature.properties = Properties(own.collect());
                feature.properties.0.extend(placemark.extended.0);
                feature.is_empty = feature.polygons.is_empty() && feature.not_polygons.is_empty();
                feature
            })
            .collect();
        RawMap {
            properties: Properties::default(),
            features,
            remarks: self.progress.remarks(),
        }
    }
}

/// Tuples of `longitude,latitude[,height]` with white space between them.
fn ring(text: &str, progress: &Progress<'_>) -> Result<RawRing, MapsError> {
    let mut ring = RawRing::new();
    for tuple in text.split_whitespace() {
        let mut numbers = tuple.split(',');
        let mut next = || numbers.next().and_then(|number| number.parse().ok());
        let (Some(lon), Some(lat)) = (next(), next()) else {
            return Err(progress.shape(
                format!("{:?}", shortened(tuple)),
                "longitude,latitude in degrees, with no space between them",
            ));
        };
        progress.drop_ordinates(numbers.filter(|number| !number.is_empty()).count());
        ring.push(progress.position(lon, lat)?);
    }
    Ok(ring)
}

/// The id in a `styleUrl`: `#id`, or `file.kml#id`.
fn style_id(url: &str) -> &str {
    url.rsplit('#').next().unwrap_or(url)
}

/// `aabbggrr` to `#rrggbb`.
fn css_colour(kml: &str) -> Option<String> {
    let is_colour = kml.len() == 8 && kml.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_colour.then(|| format!("#{}{}{}", &kml[6..8], &kml[4..6], &kml[2..4]).to_lowercase())
}

/// The value of an attribute, by its local name.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    // The check for doubles takes the square of their number.
    let attribute = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = attribute.value.trim();
    Some(quick_xml::escape::unescape(value).map_or_else(|_odd| value.to_owned(), Cow::into_owned))
}

/// For messages.
fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}
