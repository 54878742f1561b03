//! The brief as text: for the terminal and as Markdown.

mod common;

use salient_model::{Force, ForceBasis};
use salient_views::brief::{render_markdown, render_terminal};

#[test]
fn the_terminal_brief_of_the_full_dossier() {
    insta::assert_snapshot!(render_terminal(&common::dossier(), 96));
}

#[test]
fn the_markdown_brief_of_the_full_dossier() {
    insta::assert_snapshot!(render_markdown(&common::dossier()));
}

#[test]
fn the_terminal_brief_without_maps() {
    insta::assert_snapshot!(render_terminal(&common::without_maps(), 96));
}

#[test]
fn the_markdown_brief_without_claims() {
    insta::assert_snapshot!(render_markdown(&common::without_claims()));
}

#[test]
fn lines_for_the_terminal_keep_to_the_width_in_prose() {
    let brief = render_terminal(&common::dossier(), 60);
    let prose = brief
        .split("WHAT THE MAPS MEASURE")
        .next()
        .unwrap_or_default();
    for line in prose
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with("Sample case"))
    {
        assert!(line.chars().count() <= 60, "{line}");
    }
}

/// The brief with the first claim about enclosure put so.
fn with_claim(
    force: Force,
    force_from: ForceBasis,
    quote: &str,
    in_context: Option<&str>,
) -> String {
    let mut dossier = common::dossier();
    let said = &mut dossier.topics[1].claims[0];
    said.claim.force = force;
    said.claim.force_from = force_from;
    quote.clone_into(&mut said.quote);
    said.in_context = in_context.map(str::to_owned);
    render_markdown(&dossier)
}

#[test]
fn words_that_deny_are_said_and_not_denied_again() {
    let brief = with_claim(
        Force::Denies,
        ForceBasis::Words,
        "Ridge Town is not surrounded",
        None,
    );
    assert!(
        brief.contains("says “Ridge Town is not surrounded”"),
        "{brief}"
    );
    let brief = with_claim(
        Force::Denies,
        ForceBasis::Cue,
        "Ridge Town is surrounded on all sides",
        Some("denied that Ridge Town is surrounded on all sides"),
    );
    assert!(
        brief.contains("denies “Ridge Town is surrounded on all sides”"),
        "{brief}"
    );
}

#[test]
fn a_piece_that_means_nothing_alone_is_reported_with_its_cue() {
    let brief = with_claim(
        Force::Denies,
        ForceBasis::Cue,
        "it in the morning",
        Some("Norland denied it in the morning"),
    );
    assert!(
        brief.contains("reports “Norland denied it in the morning”"),
        "{brief}"
    );
    assert!(!brief.contains("denies “it in the morning”"), "{brief}");
}
