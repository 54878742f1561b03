//! Days, weeks, months, and seasons as intervals of civil dates.
//!
//! **Units and frame.** Proleptic Gregorian calendar, no time zone. Both ends are inclusive. A week runs from Monday to Sunday. Seasons are
//! the meteorological ones of the northern hemisphere.
//!
//! **Sources.** Thirds of a month: early is the 1st to 10th, mid the 11th to 20th, late the rest. Easter: the anonymous Gregorian algorithm
//! (Meeus, *Astronomical Algorithms*, chapter 8).

use jiff::ToSpan as _;
use salient_model::{Date, TimePrecision};

/// Days from `start` to `end`, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) start: Date,
    pub(crate) end: Date,
    pub(crate) precision: TimePrecision,
}

impl Interval {
    /// One day.
    pub(crate) fn day(date: Date) -> Self {
        Self {
            start: date,
            end: date,
            precision: TimePrecision::Day,
        }
    }

    /// From one day to another.
    pub(crate) fn new(start: Date, end: Date, precision: TimePrecision) -> Self {
        Self {
            start,
            end,
            precision,
        }
    }
}

/// `date` moved by a number of days; stays at the calendar's ends.
pub(crate) fn add_days(date: Date, n_days: i32) -> Date {
    date.saturating_add(i64::from(n_days.clamp(-200_000, 200_000)).days())
}

/// `date` moved by a number of months; the day is cut to the month's length.
pub(crate) fn add_months(date: Date, n_months: i32) -> Date {
    date.saturating_add(i64::from(n_months.clamp(-6_000, 6_000)).months())
}

/// A date that exists.
pub(crate) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The month that holds `date`.
pub(crate) fn month_of(date: Date) -> Interval {
    Interval::new(
        date.first_of_month(),
        date.last_of_month(),
        TimePrecision::Month,
    )
}

/// The year that holds `date`.
pub(crate) fn year_of(date: Date) -> Interval {
    Interval::new(
        date.first_of_year(),
        date.last_of_year(),
        TimePrecision::Year,
    )
}

/// Days since the Monday of the week: 0 to 6.
pub(crate) fn days_since_monday(date: Date) -> i32 {
    i32::from(date.weekday().to_monday_zero_offset())
}

/// The week from Monday to Sunday that holds `date`.
pub(crate) fn week_of(date: Date) -> Interval {
    let monday = add_days(date, -days_since_monday(date));
    Interval::new(monday, add_days(monday, 6), TimePrecision::Week)
}

/// The most recent such weekday (Monday is 1) on or before `date`.
pub(crate) fn weekday_on_or_before(date: Date, weekday: i8) -> Date {
    let back = (days_since_monday(date) - (i32::from(weekday) - 1)).rem_euclid(7);
    add_days(date, -back)
}

/// The first such weekday after `date`.
pub(crate) fn weekday_after(date: Date, weekday: i8) -> Date {
    add_days(weekday_on_or_before(date, weekday), 7)
}

/// Part of a month: 1 early, 2 mid, 3 late.
pub(crate) fn third_of_month(month: Interval, third: i8) -> Interval {
    let day = |day: i8| add_days(month.start, i32::from(day) - 1);
    let (start, end) = match third {
        1 => (day(1), day(10)),
        2 => (day(11), day(20)),
        _ => (day(21), month.end),
    };
    Interval::new(start, end, TimePrecision::Week)
}

/// The season that starts in `first_month` of `year`.
pub(crate) fn season(year: i16, first_month: i8) -> Option<Interval> {
    let start = date(year, first_month, 1)?;
    let end = add_months(start, 2).last_of_month();
    Some(Interval::new(start, end, TimePrecision::Season))
}

/// Easter Sunday of a year.
pub(crate) fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let golden = year_number.rem_euclid(19);
    let century = year_number.div_euclid(100);
    let of_century = year_number.rem_euclid(100);
    let leap_centuries = century / 4;
    let century_rest = century % 4;
    let correction = (century + 8) / 25;
    let moon = (century - correction + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - moon + 15).rem_euclid(30);
    let leap_years = of_century / 4;
    let year_rest = of_century % 4;
    let weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest).rem_euclid(7);
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let month_and_day = epact + weekday - 7 * shift + 114;
    date(
        year,
        i8::try_from(month_and_day / 31).ok()?,
        i8::try_from(month_and_day % 31 + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(words: &str) -> Date {
        words.parse().unwrap()
    }

    #[test]
    fn easter_falls_on_the_published_sundays() {
        for words in [
            "1994-04-03",
            "2000-04-23",
            "2022-04-17",
            "2025-04-20",
            "2026-04-05",
        ] {
            assert_eq!(easter(on(words).year()), Some(on(words)));
        }
    }

    #[test]
    fn weekdays_look_back_to_the_same_day_and_ahead_past_it() {
        let sunday = on("2022-07-03");
        assert_eq!(weekday_on_or_before(sunday, 7), sunday);
        assert_eq!(weekday_on_or_before(sunday, 1), on("2022-06-27"));
        assert_eq!(weekday_after(sunday, 7), on("2022-07-10"));
        assert_eq!(week_of(sunday).start, on("2022-06-27"));
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        assert_eq!(month_of(on("2024-02-10")).end, on("2024-02-29"));
        assert_eq!(
            third_of_month(month_of(on("2023-02-10")), 3).end,
            on("2023-02-28")
        );
        assert_eq!(season(2025, 12).unwrap().end, on("2026-02-28"));
        assert_eq!(add_months(on("2024-01-31"), 1), on("2024-02-29"));
        assert_eq!(date(2023, 2, 30), None);
    }
}
