//! Title, outlet, address, publication date, and generator as the page states them.
//!
//! **Rule.** First what Open Graph and JSON-LD say (read by the library), then other usual meta names, then a `<time>` marked as the date of
//! publication, then the first `<time>` with a date. A date of modification never counts.

use dom_smoothie::Readability;

use crate::calendar::read_metadata_date;
use crate::read::Metadata;

/// Where a date of publication stands, the best first: selector and attribute.
const DATES: &[(&str, &str)] = &[
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("meta[name='article:published_time']", "content"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='publication_date']", "content"),
    ("meta[name='publish-date']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='dc.date.issued']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='dcterms.created']", "content"),
    ("meta[name='DC.date']", "content"),
    ("meta[name='date']", "content"),
    ("time[itemprop='datePublished']", "datetime"),
    ("time[pubdate]", "datetime"),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

const ADDRESSES: &[(&str, &str)] = &[
    ("link[rel='canonical']", "href"),
    ("meta[property='og:url']", "content"),
];

const OUTLETS: &[(&str, &str)] = &[
    ("meta[property='og:site_name']", "content"),
    ("meta[name='application-name']", "content"),
];

const GENERATORS: &[(&str, &str)] = &[("meta[name='generator']", "content")];

/// Reads the metadata; must come before the library extracts, because that changes the tree.
pub(super) fn read_metadata(readability: &Readability) -> Metadata {
    let found = readability.get_article_metadata(readability.parse_json_ld());
    let values = |places: &'static [(&str, &str)]| {
        places.iter().flat_map(|(selector, attribute)| {
            readability
                .doc
                .select(selector)
                .iter()
                .filter_map(|element| element.attr(attribute))
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
                .collect::<Vec<String>>()
        })
    };
    let address = values(ADDRESSES).find(|url| url.starts_with("http"));
    Metadata {
        title: Some(found.title.trim().to_owned()).filter(|title| !title.is_empty()),
        outlet: values(OUTLETS).next().or(found.site_name),
        url: address.or(found.url),
        generator: values(GENERATORS).next(),
        published: found
            .published_time
            .as_deref()
            .and_then(read_metadata_date)
            .or_else(|| values(DATES).find_map(|value| read_metadata_date(&value))),
    }
}
