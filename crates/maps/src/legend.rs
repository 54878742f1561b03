//! From what an outlet writes on a feature to control state and actor.
//!
//! **Shape.** Entries are tried in order and the first that fits wins. All conditions of an entry must fit; each lists one or more patterns for one property,
//! of which one must fit. An entry without conditions fits everything.
//!
//! **Errors and doubt.** A feature that no entry fits is reported (M011); one that an `ignore` entry fits is left out without a remark.

use std::collections::BTreeMap;

use serde::Deserialize;

use salient_model::ControlState;

use crate::raw::Properties;

/// What one legend entry says about the features that it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// Property name to patterns. `*` stands for any characters; case and runs of white space do not matter.
    pub when: BTreeMap<String, Vec<String>>,
    /// What the features are.
    pub meaning: Meaning,
}

/// What a feature is, according to a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Ground of this state and actor.
    Zone {
        /// The state.
        state: ControlState,
        /// Key of the side or actor, where the state has one.
        actor: Option<String>,
    },
    /// Drawn by the outlet, but no ground of this war or no ground at all.
    Ignored,
}

/// The entry as TOML has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LegendEntryToml {
    #[serde(default)]
    when: BTreeMap<String, Patterns>,
    state: Option<String>,
    actor: Option<String>,
    #[serde(default)]
    ignore: bool,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Patterns {
    One(String),
    Several(Vec<String>),
}

impl LegendEntryToml {
    /// The entry, or what is wrong with it.
    pub(crate) fn check(self) -> Result<LegendEntry, String> {
        let when = self
            .when
            .into_iter()
            .map(|(property, patterns)| {
                let patterns = match patterns {
                    Patterns::One(pattern) => vec![pattern],
                    Patterns::Several(patterns) => patterns,
                };
                (property, patterns.iter().map(|p| fold(p)).collect())
            })
            .collect();
        let meaning = match (self.state, self.ignore) {
            (None, true) => {
                if let Some(actor) = self.actor {
                    return Err(format!("an ignored entry has no actor, found {actor:?}"));
                }
                Meaning::Ignored
            }
            (Some(word), false) => Meaning::Zone {
                state: ControlState::from_word(&word).ok_or_else(|| {
                    format!(
                        "expected state held, advance, contested, claimed, unknown, or liberated, found {word:?}"
                    )
                })?,
                actor: self.actor,
            },
            (Some(word), true) => {
                return Err(format!("expected state or ignore, found both ({word:?})"));
            }
            (None, false) => return Err("expected state or ignore, found neither".to_owned()),
        };
        Ok(LegendEntry { when, meaning })
    }
}

impl LegendEntry {
    /// Whether all conditions fit.
    pub(crate) fn fits(&self, properties: &Properties) -> bool {
        self.when.iter().all(|(property, patterns)| {
            properties.get(property).is_some_and(|value| {
                let value = fold(value);
                patterns.iter().any(|pattern| glob_fits(pattern, &value))
            })
        })
    }
}

/// Lower case, with every run of white space (no-break spaces and line feeds too) as one space and none at the ends.
fn fold(words: &str) -> String {
    words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Whether the whole value fits a pattern in which `*` stands for any characters.
fn glob_fits(pattern: &str, value: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| value.strip_prefix(start)) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(end) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters_and_the_rest_is_literal() {
        for (pattern, value, fits) in [
            ("held", "held", true),
            ("held", "held by", false),
            ("held*", "held by", true),
            ("*held", "not held", true),
            ("*held*", "un held by", true),
            ("a*b*c", "a__b__c", true),
            ("a*b*c", "a__c__b", false),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(glob_fits(pattern, value), fits, "{pattern} {value}");
        }
    }

    #[test]
    fn case_no_break_spaces_and_line_feeds_do_not_matter() {
        assert_eq!(fold(" Held \u{a0}\nBy  "), "held by");
    }
}
