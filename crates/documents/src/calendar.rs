//! Reads dates as headers, datelines, and metadata write them.
//!
//! **Shape.** [`read_date_at_start`] reads a date from the start of some words and says how many bytes it took. A date without a year has
//! `year: None`. A day that does not exist ("30 February 2031") gives nothing.
//!
//! **Units and frame.** Civil dates. Of an ISO time stamp the day as written counts, whatever its zone: that is the day the outlet printed.

use std::sync::LazyLock;

use regex::Regex;
use salient_model::Date;

/// A date as written; the year may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    pub(crate) year: Option<i16>,
    pub(crate) month: i8,
    pub(crate) day: i8,
}

impl WrittenDate {
    /// The date, when it has a year and exists.
    pub(crate) fn full(self) -> Option<Date> {
        self.in_year(self.year?)
    }

    /// The date in `year`, when it exists.
    pub(crate) fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }
}

/// Month names, each with the prefixes that stand for it: English, Ukrainian, and Russian (genitive, as in a date).
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "січня", "января"],
    &["february", "feb", "лютого", "февраля"],
    &["march", "mar", "березня", "марта"],
    &["april", "apr", "квітня", "апреля"],
    &["may", "травня", "мая"],
    &["june", "jun", "червня", "июня"],
    &["july", "jul", "липня", "июля"],
    &["august", "aug", "серпня", "августа"],
    &["september", "sept", "sep", "вересня", "сентября"],
    &["october", "oct", "жовтня", "октября"],
    &["november", "nov", "листопада", "ноября"],
    &["december", "dec", "грудня", "декабря"],
];

const WEEKDAYS: &str = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?";

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    let names: Vec<&str> = MONTHS
        .iter()
        .flat_map(|names| names.iter().copied())
        .collect();
    let month = names.join("|");
    Regex::new(&format!(
        r"(?ix)^{WEEKDAYS}(?:
            (?P<iso_year>\d{{4}})-(?P<iso_month>\d{{2}})-(?P<iso_day>\d{{2}})
          | (?P<dot_day>\d{{1,2}})\.(?P<dot_month>\d{{1,2}})\.(?P<dot_year>\d{{4}})
          | (?P<month_first>{month})\.?\s+(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year_after>\d{{4}}))?
          | (?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month_after>{month})\.?(?:,?\s+(?P<year_last>\d{{4}}))?
        )(?P<end>\W|$)"
    ))
    .expect("the date pattern is fixed and valid")
});

/// The date at the start of `words`, and how many bytes it takes.
pub(crate) fn read_date_at_start(words: &str) -> Option<(WrittenDate, usize)> {
    let found = WRITTEN.captures(words)?;
    let number = |name: &str| found.name(name).map(|part| part.as_str());
    let month_named = |name: &str| {
        let name = found.name(name)?.as_str().to_lowercase();
        let n = MONTHS.iter().position(|names| names.contains(&&*name))?;
        i8::try_from(n + 1).ok()
    };
    let year = ["iso_year", "dot_year", "year_after", "year_last"]
        .into_iter()
        .find_map(number);
    let day = ["iso_day", "dot_day", "day_after", "day_first"]
        .into_iter()
        .find_map(number)?;
    let month = match ["iso_month", "dot_month"].into_iter().find_map(number) {
        Some(digits) => digits.parse().ok()?,
        None => month_named("month_first").or_else(|| month_named("month_after"))?,
    };
    let date = WrittenDate {
        year: year.and_then(|digits| digits.parse().ok()),
        month,
        day: day.parse().ok()?,
    };
    // A leap year shows whether the day exists in any year.
    date.in_year(date.year.unwrap_or(2000))?;
    Some((date, found.name("end")?.start()))
}

/// The first full date within `words`.
pub(crate) fn find_full_date(words: &str) -> Option<Date> {
    word_starts(words).find_map(|start| read_date_at_start(&words[start..])?.0.full())
}

/// The date of a line that says when a text was published: "Published: 2 April 2031, 14:05", "Posted on April 2, 2031".
pub(crate) fn read_publication_line(line: &str) -> Option<Date> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:published|posted)(?:\s+on|\s*:)?\s+")
            .expect("the pattern is fixed and valid")
    });
    let head = LINE.find(line)?;
    read_date_at_start(&line[head.end()..])?.0.full()
}

/// Byte offsets at which a word or number begins.
fn word_starts(words: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    words.char_indices().filter_map(move |(at, character)| {
        let starts = character.is_alphanumeric() && !before.is_alphanumeric();
        before = character;
        starts.then_some(at)
    })
}

/// The date of a metadata field: an ISO date or time stamp, compact digits ("20310402"), or any full written date.
pub(crate) fn read_metadata_date(words: &str) -> Option<Date> {
    let words = words.trim();
    let digits = words.get(..8)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit())
        && words
            .as_bytes()
            .get(8)
            .is_none_or(|byte| !byte.is_ascii_digit())
    {
        return Date::new(
            digits[..4].parse().ok()?,
            digits[4..6].parse().ok()?,
            digits[6..].parse().ok()?,
        )
        .ok();
    }
    // "2031-04-02T10:00": the letter T is no word border.
    if let Some(date) = words
        .get(..10)
        .and_then(|day| read_date_at_start(day)?.0.full())
    {
        return Some(date);
    }
    find_full_date(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_each_way_of_writing_them() {
        for words in [
            "April 2, 2031",
            "Apr. 2, 2031 —",
            "2 April 2031",
            "2nd April, 2031",
            "Wednesday, April 2, 2031",
            "2031-04-02",
            "02.04.2031",
            "2 квітня 2031",
            "2 апреля 2031 г.",
        ] {
            let date = read_date_at_start(words).and_then(|(date, _)| date.full());
            assert_eq!(date, Some(Date::constant(2031, 4, 2)), "{words}");
        }
    }

    #[test]
    fn a_date_without_a_year_stays_without_one_and_a_false_day_is_none() {
        let (date, n_bytes) = read_date_at_start("Sept. 17 (Agency)").unwrap();
        assert_eq!((date.year, date.month, date.day, n_bytes), (None, 9, 17, 8));
        assert_eq!(date.full(), None);
        assert_eq!(read_date_at_start("30 February 2031"), None);
        assert_eq!(read_date_at_start("Marching 4 days"), None);
        assert_eq!(read_date_at_start("May I, 2031"), None);
    }

    #[test]
    fn metadata_dates_keep_the_day_as_written() {
        for words in [
            "2031-04-02T23:59:00-05:00",
            "2031-04-02",
            "20310402",
            "20310402T1000Z",
            "Wed, 02 Apr 2031 10:00:00 GMT",
            "Published: 2 April 2031",
        ] {
            assert_eq!(
                read_metadata_date(words),
                Some(Date::constant(2031, 4, 2)),
                "{words}"
            );
        }
        assert_eq!(read_metadata_date("yesterday"), None);
        assert_eq!(read_metadata_date("1900123456"), None);
    }
}
