//! Unit families: which units of the record mean the same when two annotators write them differently.

/// The family of a unit. Shares fall together whatever they are a share of; persons do, whatever befell them; conversions are not made.
///
/// Killed and wounded stay apart from persons as such, because a count of the dead is not a count of people.
pub(super) fn unit_family(unit: &str) -> String {
    let unit = unit.to_lowercase().replace([' ', '-'], "_");
    let length = match unit.as_str() {
        "km" | "kilometers" | "kilometres" => Some("km"),
        "mi" | "mile" | "miles" => Some("mi"),
        "m" | "meters" | "metres" => Some("m"),
        "km2" | "km²" | "square_kilometres" | "square_kilometers" => Some("km2"),
        "mi2" | "square_miles" => Some("mi2"),
        "factor" | "times" | "ratio" | "divisor" => Some("factor"),
        "tonnes" | "tons" => Some("tonnes"),
        _ => None,
    };
    if let Some(length) = length {
        return length.to_owned();
    }
    for (prefix, family) in [
        ("percent", "percent"),
        ("ratio_", "factor"),
        ("killed", "killed"),
        ("wounded", "wounded"),
        ("injured", "wounded"),
        ("captured", "persons"),
        ("surrendered", "persons"),
    ] {
        if unit.starts_with(prefix) {
            return family.to_owned();
        }
    }
    match unit.as_str() {
        "dead" | "bodies" => "killed".to_owned(),
        "soldiers" | "fighters" | "men" | "people" | "residents" | "civilians" | "inhabitants"
        | "children" | "personnel" | "losses" | "casualties" | "recruits" | "troops" => {
            "persons".to_owned()
        }
        "prisoners" => "persons".to_owned(),
        "trucks" | "lorries" | "armored_vehicles" | "armoured_vehicles" => "vehicles".to_owned(),
        "boats" | "vessels" | "craft" => "ships".to_owned(),
        "strikes" | "air_strikes" | "assaults" | "sorties" => "attacks".to_owned(),
        _ => unit,
    }
}
