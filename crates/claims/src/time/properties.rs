//! Properties of the time readers on arbitrary text.

use proptest::prelude::*;
use salient_model::{ByteSpan, Date};

use super::{Anchor, Direction, read_times};

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[0-9]{1,4}",
        prop::sample::select(vec![
            "July",
            "May",
            "mid-March",
            "Sunday",
            "last",
            "next",
            "the",
            "4th",
            "of",
            "this",
            "month",
            "week",
            "ago",
            "within",
            "days",
            "two",
            "since",
            "by",
            "until",
            "before",
            "at",
            "noon",
            ":",
            "-",
            ",",
            ".",
            "a",
            "m",
            "yesterday",
            "overnight",
            "year's",
            "end",
            "spring",
            "Easter",
            "New",
            "Year",
            "every",
            "second",
            "night",
            "later",
            "day",
            "in",
            "“",
            "\n",
            "рік",
            "2022",
            "30",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

fn date() -> impl Strategy<Value = Date> {
    (1850_i16..2150, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Date::constant(year, month, day))
}

proptest! {
    #[test]
    fn any_text_gives_ordered_times_with_sliceable_spans(text in text(), published in date(), ahead in any::<bool>()) {
        let Ok(span) = ByteSpan::new(0, text.len()) else { return Ok(()) };
        let direction = if ahead { Direction::Future } else { Direction::Past };
        let read = read_times(&text, span, &Anchor::published(published).toward(direction));
        let mut last_end = 0;
        for expression in &read.expressions {
            prop_assert!(expression.span.slice(&text).is_some_and(|words| !words.is_empty()));
            prop_assert!(expression.span.end() >= last_end);
            last_end = expression.span.end();
        }
        prop_assert_eq!(read_times(&text, span, &Anchor::published(published).toward(direction)), read);
    }

    #[test]
    fn past_weekdays_lie_in_the_week_before_the_publication(published in date(), weekday in 0_usize..7) {
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let text = format!("The bridge fell on {}.", names[weekday]);
        let read = read_times(&text, ByteSpan::new(0, text.len()).unwrap(), &Anchor::published(published));
        let start = read.expressions[0].start.unwrap();
        prop_assert!(start <= published && (published - start).get_days() < 7);
        prop_assert_eq!(usize::try_from(start.weekday().to_monday_zero_offset()).unwrap(), weekday);
    }
}
