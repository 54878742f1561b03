//! Which day a map was drawn.
//!
//! **Units and frame.** Civil dates, Gregorian. The date is the one that the outlet put on the file; which day's end the map shows is the manifest's as-of rule.
//!
//! **Errors and doubt.** A date that does not exist (2025-02-30), or two different dates in one file name, is an error with what was found.

use salient_model::Date;

use crate::MapsError;

/// Where the date of a map is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateRule {
    /// In the file name, as `YYYY-MM-DD`, `YYYY_MM_DD`, `YYYY.MM.DD`, or `YYYYMMDD`.
    FromName,
    /// Given by the user.
    Given(Date),
    /// In this property of the features, or of the map itself.
    Property(String),
}

/// The one date in a file name.
pub(crate) fn date_from_name(origin: &str) -> Result<Date, MapsError> {
    let name = origin.rsplit(['/', '\\']).next().unwrap_or(origin);
    let error = |found: &str| MapsError::Date {
        origin: origin.to_owned(),
        found: found.to_owned(),
        expected: "one date in the file name, as YYYY-MM-DD or YYYYMMDD".to_owned(),
    };
    let candidates = date_candidates(name);
    let mut dates: Vec<Date> = candidates
        .iter()
        .filter_map(|candidate| candidate.date)
        .collect();
    dates.dedup();
    match (dates.as_slice(), candidates.first()) {
        (&[date], _) => Ok(date),
        ([], Some(candidate)) => Err(error(candidate.words)),
        ([_, _, ..], _) | ([], None) => Err(error(name)),
    }
}

/// The date at the start of a property's value: `2025-11-08`, `2025-11-08T03:00:00Z`, `20251108`.
pub(crate) fn date_from_words(words: &str) -> Option<Date> {
    let words = words.trim();
    let candidate = date_candidates(words).into_iter().next()?;
    // Further words (a clock time) may follow, but nothing may stand before.
    words
        .starts_with(candidate.words)
        .then_some(candidate.date)
        .flatten()
}

struct DateCandidate<'a> {
    words: &'a str,
    /// Absent when no such day exists.
    date: Option<Date>,
}

/// Every run of characters that is written like a date.
fn date_candidates(words: &str) -> Vec<DateCandidate<'_>> {
    let bytes = words.as_bytes();
    let is_digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let starts_run = is_digit_at(at) && (at == 0 || !is_digit_at(at - 1));
        if !starts_run {
            at += 1;
            continue;
        }
        let length = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let separator = bytes.get(at + 4).copied().unwrap_or(0);
        let (month_at, day_at, end) = if length == 8 {
            (at + 4, at + 6, at + 8)
        } else if length == 4
            && b"-_.".contains(&separator)
            && bytes.get(at + 7) == Some(&separator)
            && [5, 6, 8, 9].iter().all(|step| is_digit_at(at + step))
            && !is_digit_at(at + 10)
        {
            (at + 5, at + 8, at + 10)
        } else {
            at += length;
            continue;
        };
        let number = |from: usize, to: usize| {
            bytes[from..to]
                .iter()
                .fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0'))
        };
        let (year, month, day) = (
            number(at, at + 4),
            number(month_at, month_at + 2),
            number(day_at, day_at + 2),
        );
        let date = i8::try_from(month)
            .ok()
            .zip(i8::try_from(day).ok())
            .and_then(|(month, day)| Date::new(year, month, day).ok());
        candidates.push(DateCandidate {
            words: &words[at..end],
            date,
        });
        at = end;
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_file_name_gives_its_one_date() {
        for name in [
            "maps/ridge_20251108.geojson",
            "ridge-2025-11-08.json",
            "2025_11_08",
            "v2.2025.11.08.geojson",
            "20251108_2025-11-08.geojson",
        ] {
            assert_eq!(date_from_name(name), Ok(date(2025, 11, 8)), "{name}");
        }
    }

    #[test]
    fn a_date_that_does_not_exist_is_named_with_its_file() {
        let error = date_from_name("maps/ridge_20250230.geojson").unwrap_err();
        assert_eq!(
            error.to_string(),
            "maps/ridge_20250230.geojson: expected one date in the file name, as YYYY-MM-DD or YYYYMMDD, found \"20250230\""
        );
        assert!(date_from_name("2025-01-01/ridge.geojson").is_err());
        assert!(date_from_name("2025-01-01_2025-01-02.geojson").is_err());
        assert!(date_from_name("ridge_123456789.geojson").is_err());
    }

    #[test]
    fn a_property_may_carry_a_clock_time_after_its_date() {
        assert_eq!(
            date_from_words("2025-11-08T03:00:00Z"),
            Some(date(2025, 11, 8))
        );
        assert_eq!(date_from_words(" 20251108"), Some(date(2025, 11, 8)));
        assert_eq!(date_from_words("2025-02-30"), None);
        assert_eq!(date_from_words("on 2025-02-03"), None);
        assert_eq!(date_from_words("soon"), None);
    }
}
