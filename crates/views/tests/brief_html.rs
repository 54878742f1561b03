//! The HTML brief: it stands alone, leads back to every claim, prints what it was given, and treats the sides alike.

mod common;

use salient_checks::dossier::Dossier;
use salient_views::brief::{brief_view, render_html};

fn page(dossier: &Dossier) -> String {
    render_html(dossier).expect("the template fills")
}

/// The page without its styles and embedded fonts: what a reader sees.
fn body(dossier: &Dossier) -> String {
    let page = page(dossier);
    let start = page.find("<body>").expect("a page has a body");
    page[start..].to_owned()
}

/// Every state that a dossier can be in.
fn states() -> Vec<(&'static str, Dossier)> {
    vec![
        ("full", common::dossier()),
        ("no claims", common::without_claims()),
        ("no maps", common::without_maps()),
        ("one map", common::with_maps(1)),
        ("two maps", common::with_maps(2)),
        ("stale", common::with_a_stale_map()),
        ("no limit", common::without_a_limit()),
    ]
}

/// Inner text of the cells of one class in the table of claims, row by row.
fn cells(page: &str, class: &str) -> Vec<String> {
    page.split(&format!(r#"<td class="{class}" data-side="#))
        .skip(1)
        .filter_map(|rest| rest.split("</td>").next())
        .filter_map(|cell| cell.split_once('>'))
        .map(|(_, inner)| inner.to_owned())
        .collect()
}

#[test]
fn every_state_stands_alone_without_scripts_or_outside_references() {
    for (name, dossier) in states() {
        let page = page(&dossier);
        for forbidden in ["http", "src=", "<script", "<link", "@import", "onload"] {
            assert!(!page.contains(forbidden), "{name}: {forbidden}");
        }
        assert!(page.len() < 300_000, "{name}: {} bytes", page.len());
    }
}

#[test]
fn every_reference_inside_the_page_has_its_target() {
    for (name, dossier) in states() {
        let body = body(&dossier);
        for reference in body.split("url(#").skip(1) {
            let target = reference.split(')').next().unwrap_or_default();
            assert!(
                body.contains(&format!(r#"id="{target}""#)),
                "{name}: {target}"
            );
        }
    }
}

#[test]
fn every_note_number_of_a_claim_is_explained_in_the_notes() {
    for (name, dossier) in states() {
        let body = body(&dossier);
        let (above, notes) = body.split_once("<h2>Notes</h2>").expect("notes stand last");
        for claim in dossier.topics.iter().flat_map(|topic| &topic.claims) {
            let mark = format!("<sup>{}</sup>", claim.note);
            let note = format!(
                "<b>{}</b> {}–{}",
                claim.note, claim.code_points.0, claim.code_points.1
            );
            assert_eq!(
                above.contains(&mark),
                notes.contains(&note),
                "{name}: note {}",
                claim.note
            );
        }
    }
}

#[test]
fn quoted_words_are_escaped() {
    let body = body(&common::dossier());
    assert!(!body.contains("<south"));
    assert!(
        body.contains("&#60;south &#38; west&#62;"),
        "the quotation stands in the page"
    );
}

#[test]
fn a_withheld_claim_shows_a_bar_and_a_date_but_no_words() {
    let body = body(&common::dossier());
    assert!(!body.contains("sits in the mill"));
    assert!(body.contains("withheld until 11 May 2030"));
}

#[test]
fn the_state_sentence_keeps_to_its_length_in_every_state() {
    for (name, dossier) in states() {
        let sentence = brief_view(&dossier).sentence.plain();
        assert!(sentence.chars().count() <= 190, "{name}: {sentence}");
    }
}

#[test]
fn very_long_names_leave_both_sides_out_of_the_sentence_and_not_one() {
    let mut dossier = common::dossier();
    dossier.place.name = "Upper Ridge Town by the Old Crossing of the River Sel".to_owned();
    let view = brief_view(&dossier);
    assert!(view.sentence.plain().chars().count() <= 190);
    assert_eq!(view.sentence.claims, []);
}

#[test]
fn who_denies_stands_second_whatever_the_order_of_registration() {
    let view = brief_view(&common::said_by_the_other_side());
    let who: Vec<&str> = view
        .sentence
        .claims
        .iter()
        .map(|claim| claim.who.as_str())
        .collect();
    assert_eq!(who, ["Sudland says", "Norland denies"]);
}

#[test]
fn an_old_map_leaves_the_range_and_says_so() {
    let view = brief_view(&common::with_a_stale_map());
    assert_eq!(view.sentence.maps[1], "47 to 56 %");
    assert_eq!(
        view.cards[0].stale.as_deref(),
        Some("5 days old: outline only, not in the range")
    );
    assert_eq!(view.age_squares, 3);
    assert!(!body(&common::with_a_stale_map()).contains("<path fill=\"url(#h0)\""));
}

#[test]
fn numbers_are_the_dossiers_rounded_and_nothing_else() {
    let dossier = common::dossier();
    let view = brief_view(&dossier);
    for (row, printed) in dossier.measures.iter().zip(&view.measures) {
        for (cell, printed) in row.cells.iter().zip(&printed.cells) {
            let expected = cell.map(|cell| format!("{:.*}", row.decimals, cell.value));
            assert_eq!(printed.value, expected, "{}", row.label);
        }
    }
    let body = body(&dossier);
    for (map, card) in dossier.maps.iter().zip(&view.cards) {
        let share = map.share.map(|share| format!("{:.0}", share.value));
        assert_eq!(card.share, share);
        assert!(body.contains(&format!(
            r#"<span class="big">{}<small>"#,
            share.unwrap_or_default()
        )));
    }
}

#[test]
fn no_verdict_and_no_word_that_takes_sides_is_in_our_own_text() {
    for (name, dossier) in states() {
        let words = body(&dossier);
        for forbidden in ["false", "confirmed", "liberated", "regime"] {
            assert!(
                !words.to_lowercase().contains(forbidden),
                "{name}: {forbidden}"
            );
        }
        // Attributes hide pictures from screen readers with this word; a reader never sees it.
        let seen = words.replace(r#"aria-hidden="true""#, "");
        assert!(!seen.contains("true"), "{name}: true");
    }
}

#[test]
fn swapping_who_says_what_swaps_the_columns_and_nothing_else() {
    let (ours, mirrored) = (
        body(&common::dossier()),
        body(&common::said_by_the_other_side()),
    );
    // The words for an absence name the side of their column.
    let renamed = |cells: Vec<String>| -> Vec<String> {
        cells
            .into_iter()
            .map(|cell| cell.replace("No claim from Norland", "No claim from Sudland"))
            .collect()
    };
    assert_eq!(renamed(cells(&ours, "a")), renamed(cells(&mirrored, "b")));
    assert_eq!(renamed(cells(&ours, "b")), renamed(cells(&mirrored, "a")));
    let n_tags = |page: &str| page.matches('<').count();
    assert_eq!(n_tags(&ours), n_tags(&mirrored));
}

#[test]
fn sides_under_each_others_names_give_the_same_page_under_each_others_names() {
    let [one, other] = common::SIDES;
    let swapped = body(&common::dossier_of([other, one]));
    let back = swapped
        .replace(one, "\u{1}")
        .replace(other, one)
        .replace('\u{1}', other);
    assert_eq!(back, body(&common::dossier()));
}

#[test]
fn every_picture_has_words_or_is_hidden_from_readers_of_words() {
    for (name, dossier) in states() {
        for picture in body(&dossier).split("<svg").skip(1) {
            let tag = picture.split('>').next().unwrap_or_default();
            let has_words = tag.contains("aria-label") || tag.contains("aria-hidden");
            assert!(has_words, "{name}: {tag}");
        }
    }
}

#[test]
fn contested_ground_is_dotted_and_in_the_key_only_where_a_map_draws_it() {
    let mut dossier = common::dossier();
    assert!(!body(&dossier).contains("contested, as drawn"));
    dossier.maps[0].contested = dossier.maps[1].held.clone();
    let body = body(&dossier);
    assert!(body.contains("contested, as drawn"));
    assert!(body.contains(r#"<path fill="url(#dot)""#));
}

#[test]
fn one_map_alone_is_a_flat_tint_without_a_hatch_in_its_key() {
    let body = body(&common::with_maps(1));
    assert!(!body.contains(r#"fill="url(#h0)""#));
    assert!(body.contains(">not drawn</li>"));
    assert!(!body.contains("all maps</li>"));
}

#[test]
fn without_a_limit_the_place_is_a_point_and_has_no_share() {
    let body = body(&common::without_a_limit());
    assert!(!body.contains(r#"class="city""#));
    assert!(!body.contains(r#"class="big""#));
    assert!(body.contains("no limit known, no share"));
}

#[test]
fn a_label_that_would_be_cut_or_would_meet_another_is_left_out() {
    let mut dossier = common::dossier();
    dossier.neighbours[1].center = salient_model::LonLat::new(37.25, 48.2).unwrap();
    dossier.neighbours[2].center = dossier.place.center;
    let body = body(&dossier);
    assert!(!body.contains("Ferny Hill"));
    assert!(!body.contains("Stonebridge"));
    assert!(body.contains("Lower Sel"));
}
