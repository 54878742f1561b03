//! The brief as text: for the terminal and as Markdown.

mod common;

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
