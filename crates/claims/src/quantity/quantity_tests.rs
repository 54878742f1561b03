//! Quantities of invented sentences, one construction family per test.

use salient_model::{ByteSpan, ClaimType, Quantity};

use super::{Context, read_quantities};

fn read(text: &str, claim_type: ClaimType) -> Vec<Quantity> {
    let span = ByteSpan::new(0, text.len()).unwrap();
    read_quantities(text, span, &Context::new(span).with_type(claim_type))
}

fn dump(text: &str, claim_type: ClaimType) -> String {
    let one = |quantity: &Quantity| {
        let value = quantity
            .value
            .map_or("-".to_owned(), |value| value.to_string());
        let high = quantity
            .high
            .map_or(String::new(), |high| format!("..{high}"));
        format!("{} {value}{high} {}", quantity.comparator, quantity.unit)
    };
    read(text, claim_type)
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join("; ")
}

fn check(claim_type: ClaimType, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(dump(text, claim_type), *expected, "{text}");
    }
}

#[test]
fn a_bound_comes_from_words_and_never_from_round_numbers() {
    check(
        ClaimType::Displacement,
        &[
            ("12,000 people fled Lower Varn", "= 12000 persons"),
            ("about 12,000 people fled", "≈ 12000 persons"),
            ("more than 350,000 people fled", "> 350000 persons"),
            ("not fewer than 300 people fled", ">= 300 persons"),
            ("up to 90 families fled", "<= 90 families"),
            ("seventy people or so fled", "≈ 70 persons"),
            ("half a million people fled", "= 500000 persons"),
            ("some two dozen families fled", "≈ 24 families"),
        ],
    );
}

#[test]
fn a_vague_word_has_no_value() {
    check(
        ClaimType::LossesPersonnel,
        &[
            ("dozens of soldiers were killed", "vague - killed_soldiers"),
            (
                "a handful of fighters were wounded",
                "vague - wounded_fighters",
            ),
            (
                "several dozen soldiers were killed",
                "vague - killed_soldiers",
            ),
        ],
    );
}

#[test]
fn two_ends_are_one_quantity() {
    check(
        ClaimType::ForceSize,
        &[
            (
                "12,000 to 15,000 soldiers hold the ridge",
                "range 12000..15000 soldiers",
            ),
            (
                "between 3,000 and 4,000 soldiers hold it",
                "range 3000..4000 soldiers",
            ),
            ("two or three brigades hold it", "range 2..3 brigades"),
        ],
    );
}

#[test]
fn shares_are_percent_with_one_decimal() {
    check(
        ClaimType::ControlShare,
        &[
            ("it holds two-thirds of the town", "= 66.7 percent_of_town"),
            (
                "it holds nearly 90 per cent of the town",
                "<≈ 90 percent_of_town",
            ),
            ("all of Oster is in its hands", "= 100 percent"),
            ("the town is not under their full control", "< 100 percent"),
            ("seven in ten houses are gone", "= 70 percent_of_houses"),
        ],
    );
}

#[test]
fn two_units_of_one_quantity_are_linked() {
    let quantities = read(
        "Oster lies some 16 kilometers (10 miles) from Varn",
        ClaimType::FrontlineLocation,
    );
    assert_eq!(quantities.len(), 2);
    assert_eq!(quantities[1].same_quantity_as, Some(0));
    assert_eq!(quantities[1].comparator, quantities[0].comparator);
}

#[test]
fn rates_and_factors_say_what_they_are() {
    check(
        ClaimType::Logistics,
        &[
            ("it needs 200 drones a week", "= 200 drones_per_week"),
            ("1,200 tonnes per day arrive", "= 1200 tonnes_per_day"),
            ("supplies fell tenfold", "= 10 factor"),
            ("trucks were turned back three times", "= 3 times"),
            ("their guns outnumber ours ten to one", "= 10 ratio"),
        ],
    );
}

#[test]
fn none_is_zero_where_something_is_counted() {
    check(
        ClaimType::LossesEquipment,
        &[
            ("no tank was damaged", "= 0 tanks"),
            ("not a single vehicle was lost", "= 0 vehicles"),
            ("a tug was sunk", "= 1 ships"),
        ],
    );
    check(ClaimType::Political, &[("no talks are planned", "")]);
    check(
        ClaimType::CasualtiesCivilian,
        &[("nobody was hurt", "= 0 persons")],
    );
}

#[test]
fn names_dates_and_marks_are_no_quantities() {
    for text in [
        "the 5th Corps took the ridge on 3 July 2022",
        "the T-55 stood at post MOC-21 on the H-32",
        "the talks of 2021 ended at 10:30 on Monday [3]",
        "the 53 and 58 Divisions attacked between 17 and 19 March",
        "one of them left, and nobody knows the other one",
        "Report No. 6 speaks of Task Force 1",
        "they came back three days ago, in the past two weeks",
    ] {
        assert_eq!(dump(text, ClaimType::Operation), "", "{text}");
    }
}

#[test]
fn the_words_are_covered_by_the_span() {
    let text = "The union said at least 30 soldiers fell.";
    let quantities = read(text, ClaimType::LossesPersonnel);
    assert_eq!(
        quantities[0].span.unwrap().slice(text),
        Some("at least 30 soldiers")
    );
    assert_eq!(quantities[0].of.as_deref(), Some("soldiers"));
}

#[test]
fn a_number_outside_the_span_is_not_its_quantity() {
    let text = "The union counts 40 tanks, and the ridge has been lost.";
    let sentence = ByteSpan::new(0, text.len()).unwrap();
    let span = ByteSpan::new(28, text.len() - 1).unwrap();
    assert_eq!(read_quantities(text, span, &Context::new(sentence)), []);
}
