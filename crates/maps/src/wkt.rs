//! The text form of a coordinate reference system, as far as it is needed to tell which one it is.
//!
//! **Shape.** `KEYWORD["name", 1.5, WORD, NESTED[...]]`, with brackets or parentheses. Keywords in upper case.
//!
//! **Errors and doubt.** Text of another shape is `None`. Deep nesting is too.
//!
//! **Sources.** OGC 01-009, section 7 (WKT 1) and ISO 19162:2019 (WKT 2).

/// Nodes inside nodes; real definitions reach six.
const DEPTH: usize = 16;

/// One `KEYWORD[...]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WktNode {
    /// In upper case.
    pub(crate) keyword: String,
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq)]
enum Item {
    Text(String),
    Number(f64),
    /// A bare word, such as an axis direction; nobody asks which.
    Word,
    Node(WktNode),
}

impl WktNode {
    /// The first quoted text, which is the name.
    pub(crate) fn name(&self) -> &str {
        self.items
            .iter()
            .find_map(|item| match item {
                Item::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The first number that stands directly in the node.
    pub(crate) fn number(&self) -> Option<f64> {
        self.items.iter().find_map(|item| match item {
            Item::Number(number) => Some(*number),
            _ => None,
        })
    }

    /// The first child with one of these keywords.
    pub(crate) fn child(&self, keywords: &[&str]) -> Option<&WktNode> {
        self.children()
            .find(|node| keywords.contains(&node.keyword.as_str()))
    }

    /// The code that an authority gave to this node itself, such as `EPSG`.
    pub(crate) fn code_of(&self, authority: &str) -> Option<u32> {
        let node = self
            .children()
            .filter(|node| ["AUTHORITY", "ID"].contains(&node.keyword.as_str()))
            .find(|node| node.name().eq_ignore_ascii_case(authority))?;
        node.items.iter().skip(1).find_map(|item| match item {
            Item::Text(text) => text.parse().ok(),
            Item::Number(number) => number.to_string().parse().ok(),
            _ => None,
        })
    }

    fn children(&self) -> impl Iterator<Item = &WktNode> {
        self.items.iter().filter_map(|item| match item {
            Item::Node(node) => Some(node),
            _ => None,
        })
    }
}

/// The one node that the text holds.
pub(crate) fn read_wkt(text: &str) -> Option<WktNode> {
    let (node, rest) = node(text.trim(), DEPTH)?;
    rest.trim().is_empty().then_some(node)
}

fn node(text: &str, depth: usize) -> Option<(WktNode, &str)> {
    let depth = depth.checked_sub(1)?;
    let (keyword, rest) = word(text)?;
    let mut rest = rest.trim_start().strip_prefix(['[', '('])?;
    let mut items = Vec::new();
    loop {
        let (found, after) = item(rest.trim_start(), depth)?;
        items.push(found);
        rest = after.trim_start();
        if let Some(after) = rest.strip_prefix(',') {
            rest = after;
        } else {
            let node = WktNode {
                keyword: keyword.to_ascii_uppercase(),
                items,
            };
            return Some((node, rest.strip_prefix([']', ')'])?));
        }
    }
}

fn item(text: &str, depth: usize) -> Option<(Item, &str)> {
    if let Some(rest) = text.strip_prefix('"') {
        let mut value = String::new();
        let mut rest = rest;
        loop {
            let (part, after) = rest.split_once('"')?;
            value.push_str(part);
            // Two quotes are one.
            match after.strip_prefix('"') {
                Some(after) => {
                    value.push('"');
                    rest = after;
                }
                None => return Some((Item::Text(value), after)),
            }
        }
    }
    let end = text.find([',', ']', ')', '[', '('])?;
    if text[end..].starts_with(['[', '(']) {
        let (node, rest) = node(text, depth)?;
        return Some((Item::Node(node), rest));
    }
    let bare = text[..end].trim();
    let item = bare.parse().map_or(Item::Word, Item::Number);
    Some((item, &text[end..]))
}

fn word(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .filter(|&end| end > 0)?;
    Some(text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_gives_its_names_numbers_and_codes() {
        let wkt = read_wkt(
            r#"GEOGCS["GCS ""old""", DATUM["D", SPHEROID["S", 6378137, 298.25]], PRIMEM["Greenwich", 0],
               UNIT("Degree", 0.0174532925199433), AXIS["Lat", NORTH], AUTHORITY["EPSG", "4326"]]"#,
        )
        .expect("a definition");
        assert_eq!(
            (wkt.keyword.as_str(), wkt.name()),
            ("GEOGCS", "GCS \"old\"")
        );
        assert_eq!(wkt.code_of("epsg"), Some(4326));
        let unit = wkt.child(&["UNIT"]).and_then(WktNode::number);
        assert_eq!(unit, Some(0.017_453_292_519_943_3));
        let id = read_wkt(r#"PROJCRS["x", ID["EPSG", 32637]]"#).expect("a definition");
        assert_eq!(id.code_of("EPSG"), Some(32637));
    }

    #[test]
    fn what_is_no_definition_is_none() {
        for text in [
            "",
            "WGS84",
            "GEOGCS[",
            "GEOGCS[\"x",
            "GEOGCS[\"x\"]]",
            "[]",
            "A[1",
        ] {
            assert_eq!(read_wkt(text), None, "{text}");
        }
        let deep = format!("{}1{}", "A[".repeat(1_000), "]".repeat(1_000));
        assert_eq!(read_wkt(&deep), None);
    }
}
