//! Addresses and file names with a day in them.
//!
//! **Shape.** Fields stand in braces: `{yyyy}` 2031, `{yy}` 31, `{mm}` 05, `{m}` 5, `{dd}` 04, `{d}` 4, `{jjj}` day of the year (124), `{month}` may, `{Month}` May,
//! `{mon}` may, `{Mon}` May (three letters). Braces that mean anything else are refused; in an address they have to be percent-encoded anyway.
//!
//! **Units and frame.** Civil dates, Gregorian; names of months are English, whatever the locale.
//!
//! **Errors and doubt.** [`InvalidTemplate`] carries the refused words.
//!
//! **Example.**
//!
//! ```
//! use salient_model::{Date, DatedAddress, DatedFileName};
//!
//! let day: Date = "2031-05-04".parse().expect("a date");
//! let address = DatedAddress::new("https://maps.example/{yyyy}/{Month}-{d}.json")?;
//! assert_eq!(address.on(day).as_str(), "https://maps.example/2031/May-4.json");
//! let name = DatedFileName::new("ridge_{yyyy}{mm}{dd}.json")?;
//! assert_eq!(name.on(day), "ridge_20310504.json");
//! assert!(DatedFileName::new("../{yyyy}{mm}{dd}").is_err());
//! # Ok::<(), salient_model::InvalidTemplate>(())
//! ```

use std::fmt::Write as _;

use thiserror::Error;

use crate::{Date, WebAddress};

/// An address with a day in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedAddress(Template);

/// The name of a file with a day in it, year first, so that names sort by day. It has no folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedFileName(Template);

/// Words that are no template.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("expected {expected}, found {found:?}")]
pub struct InvalidTemplate {
    /// The refused words.
    pub found: String,
    /// What was asked for.
    pub expected: String,
}

/// Longest file name, in bytes: some file systems take 255, and a temporary name is longer than the final one.
const MAX_NAME_BYTES: usize = 200;

/// A day that has every field: two digits for month and day, and a leap day's place.
const SAMPLE: Date = jiff::civil::date(2024, 10, 31);

impl DatedAddress {
    /// Checks the fields, that they name a day, and the address that they give.
    pub fn new(words: &str) -> Result<Self, InvalidTemplate> {
        let template = Template::new(words)?;
        if !template.names_a_day() {
            return Err(template.wrong("fields for year, month, and day"));
        }
        WebAddress::new(&template.on(SAMPLE)).map_err(|error| template.wrong(error.expected))?;
        Ok(Self(template))
    }

    /// The address of a day.
    #[must_use]
    #[expect(
        clippy::missing_panics_doc,
        reason = "a day only puts digits and letters where it put them before"
    )]
    pub fn on(&self, day: Date) -> WebAddress {
        WebAddress::new(&self.0.on(day)).expect("the template was checked with another day")
    }

    /// The template as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.words
    }

    /// What stands behind the last slash of its path, as a template.
    #[must_use]
    pub fn last_segment(&self) -> &str {
        let path = self.0.words.split('?').next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default()
    }
}

impl DatedFileName {
    /// Checks the fields and that the name is one on every system.
    pub fn new(words: &str) -> Result<Self, InvalidTemplate> {
        let template = Template::new(words)?;
        let positions =
            [Field::Year, Field::Month, Field::Day].map(|field| template.positions(field));
        let is_sorted = match &positions {
            [year, month, day] => match (year.as_slice(), month.as_slice(), day.as_slice()) {
                ([year], [month], [day]) => year < month && month < day,
                _ => false,
            },
        };
        if !is_sorted || template.n_fields() != 3 {
            return Err(template.wrong("{yyyy}, {mm}, and {dd}, each once and in this order"));
        }
        let name = template.on(SAMPLE);
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.+".contains(&byte);
        if !name.bytes().all(is_plain) || name.len() > MAX_NAME_BYTES {
            return Err(template.wrong(
                "at most 200 letters, digits, points, and signs of -, _, +, with no folder",
            ));
        }
        if name.starts_with('.') || name.ends_with('.') {
            return Err(template.wrong("no point at either end"));
        }
        Ok(Self(template))
    }

    /// The name of a day's file.
    #[must_use]
    pub fn on(&self, day: Date) -> String {
        self.0.on(day)
    }

    /// The template as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.words
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Template {
    words: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Field(Field),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Year,
    YearShort,
    Month,
    MonthBare,
    MonthName { is_capital: bool, is_short: bool },
    Day,
    DayBare,
    DayOfYear,
}

const FIELDS: &[(&str, Field)] = &[
    ("yyyy", Field::Year),
    ("yy", Field::YearShort),
    ("mm", Field::Month),
    ("m", Field::MonthBare),
    ("month", month_name(false, false)),
    ("Month", month_name(true, false)),
    ("mon", month_name(false, true)),
    ("Mon", month_name(true, true)),
    ("dd", Field::Day),
    ("d", Field::DayBare),
    ("jjj", Field::DayOfYear),
];

const fn month_name(is_capital: bool, is_short: bool) -> Field {
    Field::MonthName {
        is_capital,
        is_short,
    }
}

/// English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Template {
    fn new(words: &str) -> Result<Self, InvalidTemplate> {
        let wrong = || InvalidTemplate {
            found: words.to_owned(),
            expected: format!(
                "fields out of {}",
                FIELDS
                    .iter()
                    .map(|(name, _)| format!("{{{name}}}"))
                    .collect::<Vec<_>>()
                    .join(" ")
            ),
        };
        let mut parts = Vec::new();
        let mut rest = words;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').ok_or_else(wrong)?;
            let (_, field) = FIELDS
                .iter()
                .find(|(known, _)| *known == name)
                .ok_or_else(wrong)?;
            if before.contains('}') {
                return Err(wrong());
            }
            parts.push(Part::Words(before.to_owned()));
            parts.push(Part::Field(*field));
            rest = behind;
        }
        if rest.contains('}') {
            return Err(wrong());
        }
        parts.push(Part::Words(rest.to_owned()));
        Ok(Self {
            words: words.to_owned(),
            parts,
        })
    }

    fn on(&self, day: Date) -> String {
        let mut text = String::new();
        for part in &self.parts {
            let written = match part {
                Part::Words(words) => {
                    text.push_str(words);
                    Ok(())
                }
                Part::Field(field) => field.write(day, &mut text),
            };
            written.expect("a string takes whatever is written");
        }
        text
    }

    fn names_a_day(&self) -> bool {
        let has = |fits: fn(Field) -> bool| {
            self.parts
                .iter()
                .any(|part| matches!(part, Part::Field(field) if fits(*field)))
        };
        let has_year = has(|field| matches!(field, Field::Year | Field::YearShort));
        let has_month = has(|field| {
            matches!(
                field,
                Field::Month | Field::MonthBare | Field::MonthName { .. }
            )
        });
        let has_day = has(|field| matches!(field, Field::Day | Field::DayBare));
        has_year && (has_month && has_day || has(|field| field == Field::DayOfYear))
    }

    fn positions(&self, wanted: Field) -> Vec<usize> {
        let fields = self.parts.iter().enumerate();
        fields
            .filter(|(_, part)| **part == Part::Field(wanted))
            .map(|(position, _)| position)
            .collect()
    }

    fn n_fields(&self) -> usize {
        let fields = self.parts.iter();
        fields.filter(|part| matches!(part, Part::Field(_))).count()
    }

    fn wrong(&self, expected: &str) -> InvalidTemplate {
        InvalidTemplate {
            found: self.words.clone(),
            expected: expected.to_owned(),
        }
    }
}

impl Field {
    fn write(self, day: Date, text: &mut String) -> std::fmt::Result {
        match self {
            Self::Year => write!(text, "{:04}", day.year()),
            Self::YearShort => write!(text, "{:02}", day.year().rem_euclid(100)),
            Self::Month => write!(text, "{:02}", day.month()),
            Self::MonthBare => write!(text, "{}", day.month()),
            Self::Day => write!(text, "{:02}", day.day()),
            Self::DayBare => write!(text, "{}", day.day()),
            Self::DayOfYear => write!(text, "{:03}", day.day_of_year()),
            Self::MonthName {
                is_capital,
                is_short,
            } => {
                let name = usize::try_from(day.month() - 1)
                    .ok()
                    .and_then(|month_idx| MONTHS.get(month_idx))
                    .expect("a month is one of twelve");
                let name = if is_short { &name[..3] } else { name };
                if is_capital {
                    text.write_str(name)
                } else {
                    text.write_str(&name.to_lowercase())
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_field_is_written() {
        let template =
            Template::new("{yyyy} {yy} {mm} {m} {month} {Month} {mon} {Mon} {dd} {d} {jjj}")
                .expect("valid");
        assert_eq!(
            template.on(date(2031, 5, 4)),
            "2031 31 05 5 may May may May 04 4 124"
        );
        assert_eq!(
            template.on(date(2028, 12, 31)),
            "2028 28 12 12 december December dec Dec 31 31 366"
        );
    }

    #[test]
    fn an_address_must_name_a_day() {
        for words in [
            "https://ridge.example/{yyyy}-{mm}.json",
            "https://ridge.example/latest.json",
            "https://ridge.example/{yyyy-mm-dd}.json",
            "https://ridge.example/{yyyy}{mm}{dd",
            "https://ridge.example/}{yyyy}{mm}{dd}",
            "ridge.example/{yyyy}{mm}{dd}",
        ] {
            assert!(DatedAddress::new(words).is_err(), "{words}");
        }
        let by_day_of_year = DatedAddress::new("https://ridge.example/{yyyy}/{jjj}?d={d}");
        assert_eq!(by_day_of_year.expect("valid").last_segment(), "{jjj}");
    }

    #[test]
    fn a_file_name_is_one_on_every_system() {
        for words in [
            "{yyyy}/{mm}/{dd}.json",
            "a\\{yyyy}{mm}{dd}.json",
            "..{yyyy}{mm}{dd}",
            "{yyyy}{mm}{dd}.",
            "{dd}{mm}{yyyy}.json",
            "{yyyy}{mm}{mm}{dd}.json",
            "{yyyy}{mm}{dd}_{d}.json",
            "{yyyy}{mm}.json",
            "a b{yyyy}{mm}{dd}",
            "C:{yyyy}{mm}{dd}",
        ] {
            assert!(DatedFileName::new(words).is_err(), "{words}");
        }
    }
}
