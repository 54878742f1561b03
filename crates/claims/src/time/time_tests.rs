//! Times of invented sentences, counted from Sunday 3 July 2022, and the event times of claims.

use salient_model::{ByteSpan, ClaimTime, ClaimType, Date, Force, Modality, TimeRelation};

use super::{Anchor, ClaimWords, Direction, TimesRead, claim_time, interview_day, read_times};

const PUBLISHED: Date = Date::constant(2022, 7, 3);

fn read(text: &str, direction: Direction) -> TimesRead {
    let span = ByteSpan::new(0, text.len()).unwrap();
    read_times(text, span, &Anchor::published(PUBLISHED).toward(direction))
}

fn dump(text: &str, direction: Direction) -> String {
    let word = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
    read(text, direction)
        .expressions
        .iter()
        .map(|expression| format!("{}..{}", word(expression.start), word(expression.end)))
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn named_dates_take_the_most_recent_year() {
    for (text, expected) in [
        ("It fell on July 3, 2021.", "2021-07-03..2021-07-03"),
        ("It fell on 3 July.", "2022-07-03..2022-07-03"),
        ("It fell on 25 December.", "2021-12-25..2021-12-25"),
        ("It fell on the 4th.", "2022-06-04..2022-06-04"),
        ("It fell on 2022-01-05.", "2022-01-05..2022-01-05"),
        ("It fell between 17 and 19 March.", "2022-03-17..2022-03-19"),
        ("It fell on June 25 and 26.", "2022-06-25..2022-06-26"),
        ("It fell in October.", "2021-10-01..2021-10-31"),
        ("It fell last October.", "2021-10-01..2021-10-31"),
        (
            "It has been shut since mid-March.",
            "2022-03-11..2022-07-03",
        ),
        ("It fell in early June.", "2022-06-01..2022-06-10"),
        ("It fell in 2016.", "2016-01-01..2016-12-31"),
        ("Fri 25 Nov 1994, Varn", "1994-11-25..1994-11-25"),
    ] {
        assert_eq!(dump(text, Direction::Past), expected, "{text}");
    }
}

#[test]
fn relative_days_are_counted_from_the_publication() {
    for (text, expected) in [
        ("It fell on Sunday.", "2022-07-03..2022-07-03"),
        ("It fell on Saturday evening.", "2022-07-02..2022-07-02"),
        ("It fell yesterday.", "2022-07-02..2022-07-02"),
        ("It fell overnight.", "2022-07-02..2022-07-03"),
        ("It fell three days ago.", "2022-06-30..2022-06-30"),
        ("It fell last week.", "2022-06-20..2022-06-26"),
        ("It fell this month.", "2022-07-01..2022-07-03"),
        ("It fell last year.", "2021-01-01..2021-12-31"),
        ("It shrank in the past week.", "2022-06-26..2022-07-03"),
        ("It held for ten days.", "2022-06-23..2022-07-03"),
        (
            "It fell on 25 June; two days later it was retaken.",
            "2022-06-25..2022-06-25; 2022-06-27..2022-06-27",
        ),
        (
            "It was shelled at about 07:00 on Friday.",
            "2022-07-01..2022-07-01",
        ),
        ("It has been shut since Tuesday.", "2022-06-28..2022-07-03"),
    ] {
        assert_eq!(dump(text, Direction::Past), expected, "{text}");
    }
}

#[test]
fn horizons_reach_to_their_far_end() {
    for (text, expected) in [
        ("It will fall within two weeks.", "2022-07-03..2022-07-17"),
        ("It will fall within days.", "2022-07-03..2022-07-10"),
        ("It will fall in a month.", "2022-07-03..2022-08-03"),
        (
            "It will fall by the end of the month.",
            "2022-07-03..2022-07-31",
        ),
        ("It will fall by year's end.", "2022-07-03..2022-12-31"),
        ("It will fall before August.", "2022-07-03..2022-07-31"),
        ("It will fall on Friday.", "2022-07-08..2022-07-08"),
        ("It will fall by mid-August.", "2022-07-03..2022-08-20"),
        ("It will not fall this year.", "2022-07-03..2022-12-31"),
    ] {
        assert_eq!(dump(text, Direction::Future), expected, "{text}");
    }
}

#[test]
fn a_date_that_does_not_exist_is_reported_and_has_no_value() {
    let read = read("The convoy left on February 30.", Direction::Past);
    assert_eq!(read.diagnostics[0].code.0, "C002");
    assert_eq!(
        (read.expressions[0].start, read.expressions[0].end),
        (None, None)
    );
}

#[test]
fn without_a_publication_nothing_is_dated_but_named_years() {
    let text = "It fell on Friday, like the post in 2016.";
    let read = read_times(
        text,
        ByteSpan::new(0, text.len()).unwrap(),
        &Anchor::default(),
    );
    assert_eq!(read.expressions[0].start, None);
    assert_eq!(read.expressions[1].start, Some(Date::constant(2016, 1, 1)));
}

fn event_time(sentence: &str, span: &str, claim_type: ClaimType, modality: Modality) -> ClaimTime {
    let start = sentence.find(span).unwrap();
    claim_time(&ClaimWords {
        text: sentence,
        span: ByteSpan::new(start, start + span.len()).unwrap(),
        sentence: ByteSpan::new(0, sentence.len()).unwrap(),
        claim_type,
        force: Force::Asserts,
        modality,
        anchor: Anchor::published(PUBLISHED),
        previous: None,
    })
}

#[test]
fn an_undated_event_is_open_at_its_start_and_a_state_holds_today() {
    let event = event_time(
        "The garrison fled Oster.",
        "The garrison fled Oster",
        ClaimType::Withdrawal,
        Modality::Actual,
    );
    assert_eq!(
        (event.start, event.end, event.relation),
        (None, Some(PUBLISHED), TimeRelation::Before)
    );
    let state = event_time(
        "The union holds Oster.",
        "The union holds Oster",
        ClaimType::ControlStatus,
        Modality::Actual,
    );
    assert_eq!(state, ClaimTime::as_of(PUBLISHED));
}

#[test]
fn a_state_takes_the_day_of_its_statement_and_an_event_is_bounded_by_it() {
    let friday = Some(Date::constant(2022, 7, 1));
    let sentence = "The union said on Friday it had full control of Oster.";
    let state = event_time(
        sentence,
        "it had full control of Oster",
        ClaimType::ControlStatus,
        Modality::Actual,
    );
    assert_eq!((state.start, state.end), (friday, friday));
    let sentence = "The union said on Friday its units had repelled two attacks.";
    let event = event_time(
        sentence,
        "its units had repelled two attacks",
        ClaimType::OperationOutcome,
        Modality::Actual,
    );
    assert_eq!((event.start, event.end), (None, friday));
}

#[test]
fn a_forecast_starts_with_the_publication() {
    let open = event_time(
        "Oster will fall.",
        "Oster will fall",
        ClaimType::Forecast,
        Modality::Future,
    );
    assert_eq!((open.start, open.end), (Some(PUBLISHED), None));
    let near = event_time(
        "Oster will fall within weeks.",
        "Oster will fall within weeks",
        ClaimType::Forecast,
        Modality::Future,
    );
    assert_eq!(near.end, Some(Date::constant(2022, 8, 14)));
}

#[test]
fn an_interview_dates_the_words_spoken_in_it() {
    let text = "She commands the bank. The conversation was recorded on Thursday in Varn.";
    assert_eq!(
        interview_day(text, &Anchor::published(PUBLISHED)),
        Some(Date::constant(2022, 6, 30))
    );
    assert_eq!(
        interview_day("The post fell on Thursday.", &Anchor::published(PUBLISHED)),
        None
    );
}
