//! Where the rooms meet: bytes to documents to claims, and a case with its places and maps.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use salient_checks::dossier::{Dossier, DossierRequest, build_dossier, load_claims};
use salient_checks::{
    CaseMaps, CasePlaces, KnownPlace, MadeHistories, MapAccess as _, PlaceAccess,
};
use salient_claims::attribution::{AttributionTagger, JointTagger, LearnedTagger, RuleTagger};
use salient_claims::{Extraction, Settings, extract_claims};
use salient_documents::{DocumentInput, Limits as DocumentLimits, read_document};
use salient_intake::{
    Limits as FileLimits, RawItem, RawKind, read_all, read_inputs, read_shapefile_parts,
};
use salient_ledger::{Case, ClaimFilter};
use salient_maps::{Limits as MapLimits, bundle, read_lines};
use salient_model::geometry::{MultiLineString, MultiPolygon};
use salient_model::{
    Attribution, Claim, CodePointIndex, Date, Diagnostic, Document, DocumentFormat, Place,
    TextPolicy, Theatre,
};
use salient_names::{GENERIC, Lexicon, exact_key, guess_theatre, theatre};

use crate::asked::{maps_of, side_is_drawn};
use crate::failure::{Failure, chain, say};
use crate::period::now;
use crate::store;

/// What the command line says about documents; what an item carries itself comes first.
#[derive(Debug, Default)]
pub(crate) struct DocumentFlags {
    pub(crate) published: Option<Date>,
    pub(crate) outlet: Option<String>,
    pub(crate) theatre: Option<String>,
    pub(crate) text_policy: Policy,
    pub(crate) max_bytes: Option<usize>,
}

/// Text policy; offsets only unless said otherwise.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Policy {
    /// At most 25 words per claim.
    #[default]
    OffsetsOnly,
    /// All may be shown.
    Store,
}

/// What finds attributions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Tagger {
    /// Lexicons and constructions, written for reports on conflicts
    #[default]
    Rules,
    /// A learned model of English; finds more, with fewer wrong ones, and takes ten times as long
    Learned,
    /// What the model finds, with the rules where it is in doubt
    Joint,
}

/// Reads documents and extracts claims; keeps the name lists that it has built.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    lexicons: BTreeMap<String, Lexicon>,
    tagger: Tagger,
    settings: Settings,
}

impl Reader {
    /// A reader with this tagger.
    pub(crate) fn with(tagger: Tagger) -> Self {
        Self {
            tagger,
            ..Self::default()
        }
    }

    fn tagger(&self) -> &'static dyn AttributionTagger {
        match self.tagger {
            Tagger::Rules => &RuleTagger,
            Tagger::Learned => LearnedTagger::embedded(),
            Tagger::Joint => &JointTagger,
        }
    }

    /// Its claims and attributions.
    pub(crate) fn extract(&mut self, document: &Document) -> Result<Extraction, Failure> {
        let key = match &document.theatre {
            Some(key) => theatre(key)
                .map_err(|error| Failure::usage(error.to_string()))?
                .key
                .clone(),
            None => guess_theatre(&document.text)
                .map_or(GENERIC.to_owned(), |guess| guess.theatre.key.clone()),
        };
        if !self.lexicons.contains_key(&key) {
            let pack = theatre(&key).map_err(Failure::data)?;
            self.lexicons
                .insert(key.clone(), Lexicon::new(pack).map_err(Failure::data)?);
        }
        let Some(lexicon) = self.lexicons.get(&key) else {
            return Err(Failure::data_words(format!("theatre {key} has no names")));
        };
        Ok(extract_claims(
            document,
            lexicon,
            self.tagger(),
            &self.settings,
        ))
    }

    /// Its attributions alone.
    pub(crate) fn attributions(&self, document: &Document) -> Vec<Attribution> {
        self.tagger().tag(document)
    }
}

/// The document of an item.
pub(crate) fn read_item(item: &RawItem, flags: &DocumentFlags) -> Result<Document, Failure> {
    let own_date = item.fields.published.as_deref().map(|words| {
        words.get(..10).unwrap_or(words).parse::<Date>().map_err(|_error| {
            Failure::data_words(format!("{}: published: {words:?} is no date; expected one that exists, such as 2025-11-08", item.origin))
        })
    });
    let format = match item.kind {
        RawKind::Text => DocumentFormat::PlainText,
        RawKind::Markdown => DocumentFormat::Markdown,
        RawKind::Html => DocumentFormat::Html,
        RawKind::Jsonl => DocumentFormat::JsonLine,
    };
    let own_theatre = item
        .fields
        .theatre
        .clone()
        .filter(|key| theatre(key).is_ok());
    let mut limits = DocumentLimits::default();
    if let Some(max_bytes) = flags.max_bytes {
        limits.max_bytes = max_bytes;
    }
    let input = DocumentInput {
        bytes: &item.bytes,
        format,
        outlet: item
            .fields
            .outlet
            .clone()
            .or_else(|| flags.outlet.clone())
            .unwrap_or_default(),
        published: own_date.transpose()?.or(flags.published),
        theatre: flags.theatre.clone().or(own_theatre),
        title: item.fields.title.clone(),
        url: item.fields.url.clone(),
        origin: item.origin.clone(),
        text_policy: match flags.text_policy {
            Policy::OffsetsOnly => TextPolicy::OffsetsOnly,
            Policy::Store => TextPolicy::Store,
        },
    };
    read_document(&input, &limits).map_err(Failure::data)
}

/// Remarks about a document, to people.
pub(crate) fn report(document: &Document, more: &[Diagnostic]) {
    let index = CodePointIndex::new(&document.text);
    for diagnostic in document.diagnostics.iter().chain(more) {
        let at = diagnostic
            .span
            .and_then(|span| index.code_points(span))
            .map(|(start, end)| format!(", {start}–{end}"))
            .or_else(|| diagnostic.at.as_ref().map(|at| format!(", {at}")))
            .unwrap_or_default();
        say(&format!(
            "{}{at}: {} {}",
            document.origin, diagnostic.code.0, diagnostic.message
        ));
    }
}

/// The one item of a command that reads one text.
pub(crate) fn one_input(path: &Path) -> Result<RawItem, Failure> {
    if path.is_dir() {
        return Err(Failure::usage(format!(
            "{}: is a folder; expected one text",
            path.display()
        ))
        .hint("A folder goes into a case: salient add CASE FOLDER"));
    }
    let limits = FileLimits {
        max_document_bytes: 20_000_000,
        ..FileLimits::default()
    };
    let (items, errors) = read_inputs(&[path.to_owned()], &limits);
    if let Some(error) = errors.into_iter().next() {
        return Err(Failure::data(error));
    }
    let n_items = items.len();
    match <[RawItem; 1]>::try_from(items) {
        Ok([item]) => Ok(item),
        Err(_items) => Err(Failure::usage(format!(
            "{}: holds {n_items} texts; expected one",
            path.display()
        ))
        .hint("Many texts go into a case: salient add CASE FILE")),
    }
}

/// The path of a case, with `.gpkg` where it is missing.
pub(crate) fn case_path(path: &Path) -> PathBuf {
    if path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("gpkg"))
    {
        path.to_owned()
    } else {
        let mut name = path.as_os_str().to_owned();
        name.push(".gpkg");
        PathBuf::from(name)
    }
}

/// Opens a case to read and add.
pub(crate) fn open_case(path: &Path) -> Result<Case, Failure> {
    let path = case_path(path);
    Case::open(&path).map_err(|error| no_case(&path, error))
}

/// Opens a case to read.
pub(crate) fn open_case_to_read(path: &Path) -> Result<Case, Failure> {
    let path = case_path(path);
    Case::open_read_only(&path).map_err(|error| no_case(&path, error))
}

/// Stores histories that were made from the maps of a case, so that the next question finds them. They can be made again: when the case cannot take them, the
/// answer stands all the same.
pub(crate) fn keep_histories(case: &mut Case, made: &MadeHistories) {
    for remark in &made.remarks {
        say(&format!("{}: {remark}", case.path().display()));
    }
    if made.rows.is_empty() {
        return;
    }
    if let Err(error) = case.replace_histories(&made.rows, now()) {
        say(&format!(
            "histories of the maps not stored: {}",
            chain(&error)
        ));
    }
}

fn no_case(path: &Path, error: salient_ledger::LedgerError) -> Failure {
    let failure = Failure::data(error);
    if path.exists() {
        failure
    } else {
        failure.hint("Create a case with: salient new CASE --theatre T")
    }
}

/// A word of a closed vocabulary on the command line.
pub(crate) fn vocabulary<T: FromStr<Err = salient_model::UnknownWord>>(
    words: &str,
) -> Result<T, String> {
    words
        .parse()
        .map_err(|error: salient_model::UnknownWord| error.to_string())
}

/// The lines of a file by feature, in any format that maps are read from.
pub(crate) fn line_file(path: &Path) -> Result<Vec<(String, MultiLineString<f64>)>, Failure> {
    let limits = FileLimits::default();
    let is_shp = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
    let bytes = if is_shp {
        let parts = read_shapefile_parts(path, &limits).map_err(Failure::data)?;
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        bundle(&parts)
    } else {
        read_all(path, &limits).map_err(Failure::data)?
    };
    let lines = read_lines(&bytes, &path.to_string_lossy(), &MapLimits::default())
        .map_err(Failure::data)?;
    for remark in &lines.diagnostics {
        say(&format!(
            "{}: {} {}",
            path.display(),
            remark.code.0,
            remark.message
        ));
    }
    Ok(lines.features)
}

/// The places of a case: its own, and those of its theatre.
#[derive(Debug)]
pub(crate) struct Places {
    theatre: &'static Theatre,
    known: CasePlaces,
}

impl Places {
    pub(crate) fn of_case(case: &Case) -> Result<Self, Failure> {
        let key = case.info().map_err(Failure::data)?.theatre;
        let theatre = theatre(&key).map_err(Failure::data)?;
        let own = case.places().map_err(Failure::data)?;
        Ok(Self {
            theatre,
            known: CasePlaces::new(all_places(own, theatre)),
        })
    }

    pub(crate) fn access(&self) -> &dyn PlaceAccess {
        &self.known
    }

    /// As [`Self::adopt`], for a name that may not have been given.
    pub(crate) fn adopt_given(
        &mut self,
        case: &mut Case,
        name: Option<&str>,
    ) -> Result<Option<KnownPlace>, Failure> {
        name.map(|name| self.adopt(case, name)).transpose()
    }

    /// The place of this name. One that only the user's gazetteer knows with a limit is copied into the case, with what lies around it, so that
    /// the case gives the same answer on a machine without that gazetteer.
    pub(crate) fn adopt(&mut self, case: &mut Case, name: &str) -> Result<KnownPlace, Failure> {
        let mut found = self.known.by_name(name);
        if found.len() > 1 {
            return Err(several_places(name, &found));
        }
        let found = found.pop();
        if let Some(found) = &found
            && !found.boundaries.is_empty()
        {
            return Ok(found.clone());
        }
        let stored = store::find(name)?;
        if !stored.is_empty() {
            let mut adopted = near(stored, found.as_ref());
            if let Some(first) = adopted.first() {
                adopted.extend(store::around(first.center, 40.0)?);
            }
            adopted.sort_by(|one, other| one.id.cmp(&other.id));
            adopted.dedup_by(|one, other| one.id == other.id);
            case.append_places(&adopted, now()).map_err(Failure::data)?;
            *self = Self::of_case(case)?;
        }
        let mut found = self.known.by_name(name);
        if found.len() > 1 {
            return Err(several_places(name, &found));
        }
        found.pop().ok_or_else(|| {
            Failure::data_words(format!(
                "no place named {name:?} in this case, its theatre, or your gazetteer"
            ))
            .hint("Import a gazetteer with: salient places import FILE")
        })
    }
}

/// A name that several places bear, of which none stands out.
fn several_places(name: &str, found: &[KnownPlace]) -> Failure {
    let ids: Vec<&str> = found
        .iter()
        .map(|known| known.place.id.0.as_str())
        .collect();
    Failure::data_words(format!(
        "{name:?} may be any of {} places: {}",
        found.len(),
        ids.join(", ")
    ))
    .hint("Give the identifier of the one that is meant")
}

/// Places of the name that can be the one the theatre knows: within 10 km of it, when it knows one.
fn near(stored: Vec<Place>, known: Option<&KnownPlace>) -> Vec<Place> {
    const SAME_PLACE_DEGREES: f64 = 0.1;
    let Some(known) = known else { return stored };
    let center = known.place.center;
    stored
        .into_iter()
        .filter(|place| {
            (place.center.lon() - center.lon()).abs() < 1.5 * SAME_PLACE_DEGREES
                && (place.center.lat() - center.lat()).abs() < SAME_PLACE_DEGREES
        })
        .collect()
}

fn all_places(mut own: Vec<Place>, theatre: &Theatre) -> Vec<Place> {
    own.extend(theatre.places.iter().cloned());
    own
}

/// What a brief is asked for.
#[derive(Debug)]
pub(crate) struct BriefFlags {
    pub(crate) place: Option<String>,
    pub(crate) on: Date,
    pub(crate) actor: Option<String>,
    pub(crate) outlets: Vec<String>,
    pub(crate) synthetic: bool,
}

/// The dossier of a place of a case.
pub(crate) fn case_dossier(
    case: &mut Case,
    places: &mut Places,
    flags: &BriefFlags,
) -> Result<Dossier, Failure> {
    let filter = ClaimFilter {
        published_to: Some(flags.on),
        ..ClaimFilter::default()
    };
    let claims = load_claims(case, &filter).map_err(Failure::data)?;
    let name = match &flags.place {
        Some(name) => name.clone(),
        None => busiest_place(claims.iter().map(|loaded| &loaded.claim)).ok_or_else(|| {
            Failure::usage("no claim of this case names a place")
                .hint("Name one: salient brief CASE PLACE")
        })?,
    };
    let known = places.adopt(case, &name)?;
    let claims = claims
        .into_iter()
        .filter(|loaded| is_about(&loaded.claim, &known))
        .collect();
    let maps = maps_of(case, &flags.outlets)?;
    let holder = match &flags.actor {
        Some(actor) => {
            side_is_drawn(case, &maps, actor)?;
            actor.clone()
        }
        None => most_drawn_side(case, &maps, places.theatre, flags.on)?,
    };
    let request = DossierRequest {
        place: &known,
        on: flags.on,
        theatre: places.theatre,
        holder: &holder,
        claims,
        edition: case.edition().map_err(Failure::data)?,
        synthetic: flags.synthetic,
    };
    build_dossier(request, &maps, places.access())
        .map_err(|error| Failure::data_words(chain(&error)))
}

/// Whether a claim names the place, by identity or by any of its names.
fn is_about(claim: &Claim, known: &KnownPlace) -> bool {
    let names: Vec<String> = std::iter::once(&known.place.name)
        .chain(known.place.toponyms.iter().map(|toponym| &toponym.name))
        .map(|name| exact_key(name))
        .collect();
    claim.places.iter().any(|mention| {
        let whole = mention.name.split(',').next().unwrap_or_default();
        mention
            .candidates
            .first()
            .is_some_and(|best| best.place == known.place.id)
            || names.contains(&exact_key(whole))
    })
}

fn busiest_place<'a>(claims: impl Iterator<Item = &'a Claim>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in claims
        .flat_map(|claim| &claim.places)
        .filter(|mention| !mention.candidates.is_empty())
    {
        *counts.entry(mention.name.as_str()).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(one.0)))
        .map(|(name, _)| name.to_owned())
}

/// The side whose ground most outlets draw; of two, the one registered first.
fn most_drawn_side(
    case: &Case,
    maps: &CaseMaps<'_>,
    theatre: &Theatre,
    on: Date,
) -> Result<String, Failure> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for outlet in maps.outlets() {
        let Some(day) = maps.drawn_by(&outlet.key, on) else {
            continue;
        };
        let Some(snapshot) = case.snapshot(&day.id).map_err(Failure::data)? else {
            continue;
        };
        let mut sides: Vec<String> = snapshot
            .zones
            .into_iter()
            .filter_map(|zone| zone.actor)
            .collect();
        sides.sort();
        sides.dedup();
        for side in sides {
            *counts.entry(side).or_default() += 1;
        }
    }
    let rank = |key: &str| {
        theatre
            .sides
            .iter()
            .position(|side| side.key == key)
            .unwrap_or(theatre.sides.len())
    };
    let most = counts.iter().max_by(|one, other| {
        one.1
            .cmp(other.1)
            .then_with(|| rank(other.0).cmp(&rank(one.0)))
    });
    Ok(most
        .map(|(side, _)| side.clone())
        .or_else(|| theatre.sides.first().map(|side| side.key.clone()))
        .unwrap_or_default())
}

/// The limit of a place, for what needs one.
pub(crate) fn limit_of(place: &KnownPlace) -> Result<&MultiPolygon<f64>, Failure> {
    place
        .boundaries
        .first()
        .map(|(_, limit)| limit)
        .ok_or_else(|| {
            Failure::data_words(format!("no limit of {} is known", place.place.name))
                .hint("Import polygons with: salient places import FILE")
        })
}
