//! Swap the sides' names, and the structure of the output stays the same.

use salient_testkit::invented::{REPORT, SWAPS};
use salient_testkit::mirror::swapped;

use crate::support::Desk;

/// The structure of claims: everything but names, with spans left out, since names differ in length.
fn structure(desk: &Desk, file: &str, theatre: &str, swap: impl Fn(&str) -> String) -> Vec<String> {
    let ran = desk.fine(&[
        "read",
        file,
        "--published",
        "2022-07-03",
        "--outlet",
        "Ridge Wire",
        "--theatre",
        theatre,
        "--format",
        "jsonl",
    ]);
    ran.stdout
        .lines()
        .map(|line| {
            let claim: serde_json::Value = serde_json::from_str(line).unwrap();
            let field = |name: &str| claim[name].to_string();
            let side = swap(claim["source"]["side"].as_str().unwrap());
            let holder = claim["subject"]["side"]
                .as_str()
                .map(&swap)
                .unwrap_or_default();
            let relations: Vec<String> = claim["relations"]
                .as_array()
                .unwrap()
                .iter()
                .map(|relation| format!("{}{}", relation["type"], relation["to"]))
                .collect();
            let numbers: Vec<String> = claim["quantities"]
                .as_array()
                .unwrap()
                .iter()
                .map(|quantity| format!("{}{}", quantity["comparator"], quantity["value"]))
                .collect();
            format!(
                "{side} {holder} {} {} {} {} {} {} {} {} {:?} {:?}",
                field("force"),
                field("type"),
                field("polarity"),
                field("certainty"),
                field("modality"),
                claim["source"]["kind"],
                claim["time"]["relation"],
                field("tier"),
                numbers,
                relations
            )
        })
        .collect()
}

#[test]
fn swapping_two_invented_sides_leaves_the_structure_as_it_is() {
    let desk = Desk::new();
    desk.write("one.txt", REPORT);
    desk.write("other.txt", swapped(REPORT, SWAPS));
    let same = |side: &str| side.to_owned();
    assert_eq!(
        structure(&desk, "one.txt", "generic", same),
        structure(&desk, "other.txt", "generic", same)
    );
}

#[test]
fn swapping_russia_and_ukraine_leaves_the_structure_as_it_is() {
    let desk = Desk::new();
    let report = "Russia's Defense Ministry said on Sunday that Russian troops had captured Lysychansk. Ukraine's General Staff denied it.\n\n\
        “Lysychansk is not surrounded,” a Ukrainian army spokesman said. Russian officials put Ukraine's losses at 400 killed. Ukraine admitted that 30 of its soldiers had died.\n\n\
        According to Russian commanders, Ukrainian forces had withdrawn 3 kilometers (2 miles). A Ukrainian commander estimated that Russia held about 40% of the city.\n";
    let pairs = [("Russian", "Ukrainian"), ("Russia", "Ukraine")];
    desk.write("one.txt", report);
    desk.write("other.txt", swapped(report, &pairs));
    let mirror = |side: &str| match side {
        "RU" => "UA".to_owned(),
        "UA" => "RU".to_owned(),
        other => other.to_owned(),
    };
    let straight = structure(&desk, "one.txt", "ukraine", |side: &str| side.to_owned());
    let mirrored = structure(&desk, "other.txt", "ukraine", mirror);
    assert!(straight.len() >= 7, "{straight:#?}");
    assert_eq!(straight, mirrored);
}
