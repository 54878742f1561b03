//! Properties of the quantity reader on arbitrary text.

use proptest::prelude::*;
use salient_model::{ByteSpan, ClaimType, Comparator};

use super::{Context, read_quantities};

/// Words that the rules look at, glued in any order, and odd characters between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[0-9]{1,5}(,[0-9]{3})?(\\.[0-9])?",
        prop::sample::select(vec![
            "two", "a", "half", "third", "dozen", "of", "the", "hundred", "and", "million", "more",
            "than", "about", "km", "miles", "percent", "%", "(", ")", "–", "-", "to", "or",
            "between", "not", "single", "no", "tank", "soldiers", "all", "most", "in", "ten",
            "Friday", "July", "the 4th", "T-55", "“", "”", "several", "times", "twice", "за", "’s",
            "\n", "1800 hrs",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ];
    prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_gives_quantities_with_sliceable_spans(text in text(), type_index in 0..ClaimType::ALL.len()) {
        let Ok(span) = ByteSpan::new(0, text.len()) else { return Ok(()) };
        let context = Context::new(span).with_type(ClaimType::ALL[type_index]);
        for quantity in read_quantities(&text, span, &context) {
            let words = quantity.span.and_then(|span| span.slice(&text));
            prop_assert!(words.is_some_and(|words| !words.is_empty()));
            prop_assert_eq!(quantity.value.is_none(), quantity.comparator == Comparator::Vague);
            prop_assert_eq!(quantity.high.is_some(), quantity.comparator == Comparator::Range);
            prop_assert!(!quantity.derived);
        }
    }

    #[test]
    fn digits_of_a_value_stand_in_the_source(number in 2_001_u32..900_000, before in "[a-z ]{0,12}", after in "[a-z ]{0,12}") {
        let text = format!("{before} {number} {after} tanks");
        let span = ByteSpan::new(0, text.len()).unwrap();
        for quantity in read_quantities(&text, span, &Context::new(span)) {
            if let Some(value) = quantity.value.filter(|value| *value > 100.0 && quantity.high.is_none()) {
                prop_assert!((value % f64::from(number)).abs() < 1e-6, "{} in {}", value, text);
            }
        }
    }

    #[test]
    fn a_part_of_the_text_gives_no_number_from_outside(text in text(), start in 0_usize..40, len in 1_usize..40) {
        let end = (start + len).min(text.len());
        let (Ok(whole), Ok(part)) = (ByteSpan::new(0, text.len()), ByteSpan::new(start, end)) else { return Ok(()) };
        for quantity in read_quantities(&text, part, &Context::new(whole)) {
            prop_assert!(quantity.span.is_some_and(|span| span.overlap(part) > 0));
        }
    }
}
