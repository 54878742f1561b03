//! Unit families: which units of the record mean the same when two annotators write them differently.

use crate::quantity::{UnitGroup, unit_group};

/// The family of a unit: lengths, areas, and times stay apart by unit, for conversions are not made; people, equipment, shares, and all
/// other things counted are one family each, because what a number counts is written freely.
pub(super) fn unit_family(unit: &str) -> String {
    let unit = unit.to_lowercase().replace([' ', '-'], "_");
    let measure = match unit.as_str() {
        "km" | "kilometers" | "kilometres" => "km",
        "mi" | "mile" | "miles" => "mi",
        "m" | "meters" | "metres" => "m",
        "km2" | "km²" | "square_kilometres" | "square_kilometers" => "km2",
        "mi2" | "mi²" | "square_miles" => "mi2",
        _ => "",
    };
    if !measure.is_empty() {
        return measure.to_owned();
    }
    if unit.starts_with("percent") {
        return "percent".to_owned();
    }
    match unit_group(&unit) {
        UnitGroup::People => "people".to_owned(),
        UnitGroup::Equipment => "equipment".to_owned(),
        UnitGroup::Percent => "percent".to_owned(),
        UnitGroup::Length | UnitGroup::Area | UnitGroup::Time => unit,
        UnitGroup::Other => "other".to_owned(),
    }
}
