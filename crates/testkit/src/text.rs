//! Texts for property tests.

use proptest::prelude::*;

/// Pieces of reports, and pieces that break readers.
const PIECES: &[&str] = &[
    "The army said ",
    "denied ",
    "“",
    "”",
    "«",
    "»",
    "\"",
    "'s ",
    " — ",
    ", ",
    ". ",
    "\n\n",
    "\n",
    ": ",
    "; ",
    "(",
    ")",
    "12,000 to 15,000 ",
    "60% ",
    "16 kilometers (10 miles) ",
    "two-thirds of ",
    "on Sunday ",
    "February 30 ",
    "since mid-March ",
    "10 a.m. ",
    "Ridge Town ",
    "the governor ",
    "he ",
    "was quoted as saying ",
    "according to ",
    "reportedly ",
    "no ",
    "not ",
    "could ",
    "will ",
    "[1]",
    "T-72 ",
    "5th Corps ",
    "• ",
    "14:20 ",
    "Покровськ ",
    "القاهرة ",
    "ရန်ကုန် ",
    "🙂",
    "\u{301}",
    "\u{200b}",
    "\u{feff}",
    "killed ",
    "surrounded ",
    "withdrew ",
    "half a million ",
    "9999999999999999999999 ",
    "1/2 ",
    "…",
    "\t",
    "\r\n",
];

/// Report-like text out of pieces, up to some hundred of them.
pub fn report_like() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![9 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)], 0..120)
        .prop_map(|pieces| pieces.concat())
}
