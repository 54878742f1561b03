//! Numbers, dates, and lists as a reader sees them.
//!
//! No function here rounds finer or coarser than it is told: the number of decimals comes from the measure's error bound.

use salient_model::{Date, Force, Outcome};

/// "8 November 2025".
#[must_use]
pub fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "8 Nov", for places where the year is given elsewhere.
#[must_use]
pub fn short_date(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// "3–9 Nov", "28 Oct – 3 Nov", "since 3 Nov", "until 9 Nov".
#[must_use]
pub fn date_range(start: Option<Date>, end: Option<Date>) -> String {
    match (start, end) {
        (Some(start), Some(end)) if start == end => short_date(start),
        (Some(start), Some(end)) if (start.year(), start.month()) == (end.year(), end.month()) => {
            format!("{}–{}", start.day(), short_date(end))
        }
        (Some(start), Some(end)) if start.year() == end.year() => {
            format!("{} – {}", short_date(start), short_date(end))
        }
        (Some(start), Some(end)) => format!("{} – {}", long_date(start), long_date(end)),
        (Some(start), None) => format!("since {}", short_date(start)),
        (None, Some(end)) => format!("until {}", short_date(end)),
        (None, None) => "no date".to_owned(),
    }
}

/// A number with fixed decimals, a true minus sign, and thin groups of thousands; never "-0".
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    let digits = format!("{value:.decimals$}");
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest)
            if rest
                .chars()
                .any(|digit| digit.is_ascii_digit() && digit != '0') =>
        {
            ("−", rest)
        }
        Some(rest) => ("", rest),
        None => ("", digits.as_str()),
    };
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) && whole.len() > 3 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or_else(
        || format!("{sign}{grouped}"),
        |fraction| format!("{sign}{grouped}.{fraction}"),
    )
}

/// "19–23", or "19" when both ends print the same.
#[must_use]
pub fn range(low: f64, high: f64, decimals: usize) -> String {
    let (low, high) = (number(low, decimals), number(high, decimals));
    if low == high {
        low
    } else {
        format!("{low}–{high}")
    }
}

/// "One map", "Three maps", "12 maps".
#[must_use]
pub fn counted(n: usize, one: &str, many: &str) -> String {
    const WORDS: [&str; 10] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
    ];
    let what = if n == 1 { one } else { many };
    WORDS
        .get(n)
        .map_or_else(|| format!("{n} {what}"), |word| format!("{word} {what}"))
}

/// The same words with a capital.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The verb for a speech act, third person singular.
#[must_use]
pub fn verb(force: Force) -> &'static str {
    verbs(force).0
}

/// The verb for a speech act of `source`: "the general staff denies", "residents say". Names of many end in a small-letter plural.
#[must_use]
pub fn verb_of(source: &str, force: Force) -> &'static str {
    let last = source.split_whitespace().last().unwrap_or_default();
    if last.starts_with(char::is_lowercase)
        && last.ends_with('s')
        && !["ss", "'s", "’s"].iter().any(|end| last.ends_with(end))
        && !source.contains(" of ")
    {
        verbs(force).1
    } else {
        verbs(force).0
    }
}

/// Third person singular and plural.
fn verbs(force: Force) -> (&'static str, &'static str) {
    match force {
        Force::Asserts => ("says", "say"),
        Force::Denies => ("denies", "deny"),
        Force::Estimates => ("estimates", "estimate"),
        Force::Calculates => ("calculates", "calculate"),
        Force::Admits => ("admits", "admit"),
        Force::Warns => ("warns", "warn"),
        Force::Predicts => ("predicts", "predict"),
        Force::Demands => ("demands", "demand"),
        Force::Opines => ("judges", "judge"),
        Force::Describes => ("describes", "describe"),
        Force::Confirms => ("confirms", "confirm"),
        Force::Accuses => ("accuses", "accuse"),
        Force::Doubts => ("doubts", "doubt"),
        Force::Clarifies => ("clarifies", "clarifie"),
        Force::Retracts => ("takes back", "take back"),
        Force::ReporterVoice => ("reports", "report"),
    }
}

/// The outcome in words.
#[must_use]
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Consistent => "consistent",
        Outcome::Inconsistent => "inconsistent",
        Outcome::MapsDisagree => "maps disagree",
        Outcome::NotComputable => "not computable",
        Outcome::Pending => "pending",
    }
}

/// The first `n_characters` or fewer, cut at a word, with an ellipsis when something was cut.
#[must_use]
pub fn shortened(words: &str, n_characters: usize) -> String {
    if words.chars().count() <= n_characters {
        return words.to_owned();
    }
    let mut short = String::new();
    // Each word counts with one more character: the space before it, or, for the first, the ellipsis at the end.
    let mut length = 0;
    for word in words.split_whitespace() {
        let width = word.chars().count() + 1;
        if length + width > n_characters {
            break;
        }
        if length > 0 {
            short.push(' ');
        }
        short.push_str(word);
        length += width;
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_group_thousands_and_never_print_a_negative_zero() {
        assert_eq!(number(109_360.94, 1), "109,360.9");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-12.5, 1), "−12.5");
        assert_eq!(range(18.6, 19.4, 0), "19");
        assert_eq!(range(18.6, 23.0, 0), "19–23");
    }

    #[test]
    fn dates_share_what_they_have_in_common() {
        let date = |text: &str| Some(text.parse::<Date>().unwrap());
        assert_eq!(
            date_range(date("2025-11-03"), date("2025-11-09")),
            "3–9 Nov"
        );
        assert_eq!(
            date_range(date("2025-10-28"), date("2025-11-03")),
            "28 Oct – 3 Nov"
        );
        assert_eq!(date_range(None, date("2025-11-03")), "until 3 Nov");
    }

    #[test]
    fn many_speak_in_the_plural_and_a_body_in_the_singular() {
        assert_eq!(verb_of("Outside experts", Force::Predicts), "predict");
        assert_eq!(verb_of("residents", Force::Asserts), "say");
        assert_eq!(verb_of("The general staff", Force::Denies), "denies");
        assert_eq!(verb_of("The Sel Times", Force::ReporterVoice), "reports");
        assert_eq!(verb_of("The enemy's", Force::Asserts), "says");
        assert_eq!(verb_of("Ministry of many rivers", Force::Asserts), "says");
    }

    #[test]
    fn a_long_quotation_is_cut_at_a_word() {
        assert_eq!(shortened("the whole of the ridge", 12), "the whole…");
        assert_eq!(shortened("the ridge", 12), "the ridge");
    }
}
