//! Numbers made comparable: units brought to one, comparators turned into bounds.

use salient_model::{Comparator, Quantity};

/// What a number allows, both ends inclusive, in a common unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Lowest value allowed.
    pub low: f64,
    /// Highest value allowed.
    pub high: f64,
}

/// How far "about" reaches, as a share of the number. Newsrooms round to one leading digit or to fives; 15 % covers that and leaves
/// "about 30" and "about 40" apart.
pub const ABOUT: f64 = 0.15;

/// The bounds of a quantity in its own unit; `None` for vague amounts.
///
/// ```
/// use salient_checks::units::bounds;
/// use salient_model::{Comparator, Quantity};
/// let quantity = Quantity { value: Some(70.0), high: None, unit: "percent".into(), comparator: Comparator::Greater,
///     of: None, span: None, same_quantity_as: None, derived: false };
/// assert!(bounds(&quantity).unwrap().low > 70.0);
/// ```
#[must_use]
pub fn bounds(quantity: &Quantity) -> Option<Bounds> {
    let value = quantity.value?;
    let (low, high) = match quantity.comparator {
        Comparator::Equal => (value, value),
        Comparator::Approximately => (value * (1.0 - ABOUT), value * (1.0 + ABOUT)),
        Comparator::Less => (f64::NEG_INFINITY, value.next_down()),
        Comparator::Greater => (value.next_up(), f64::INFINITY),
        Comparator::AtMost => (f64::NEG_INFINITY, value),
        Comparator::AtLeast => (value, f64::INFINITY),
        Comparator::JustUnder => (value * (1.0 - ABOUT), value.next_down()),
        Comparator::Range => (value, quantity.high.unwrap_or(value)),
        Comparator::Vague => return None,
    };
    Some(Bounds { low, high })
}

/// The bounds of two quantities in a common unit; `None` when they count different things.
#[must_use]
pub fn comparable_bounds(one: &Quantity, other: &Quantity) -> Option<(Bounds, Bounds)> {
    let (first, second) = (common_unit(&one.unit), common_unit(&other.unit));
    if first.0 != second.0 {
        return None;
    }
    Some((
        scaled(bounds(one)?, first.1),
        scaled(bounds(other)?, second.1),
    ))
}

/// A length unit in metres.
#[must_use]
pub fn metres_per(unit: &str) -> Option<f64> {
    match common_unit(unit) {
        ("m", factor) => Some(factor),
        _ => None,
    }
}

/// An area unit in square kilometres.
#[must_use]
pub fn km2_per(unit: &str) -> Option<f64> {
    match common_unit(unit) {
        ("km2", factor) => Some(factor),
        _ => None,
    }
}

/// The common unit that a unit belongs to, and the factor to it.
fn common_unit(unit: &str) -> (&str, f64) {
    match unit {
        "m" | "metres" | "meters" | "metre" | "meter" => ("m", 1.0),
        "km" | "kilometres" | "kilometers" | "kilometre" | "kilometer" => ("m", 1000.0),
        "mi" | "miles" | "mile" => ("m", 1609.344),
        "km2" => ("km2", 1.0),
        "mi2" | "square_miles" => ("km2", 2.589_988_110_336),
        "hectares" | "ha" => ("km2", 0.01),
        "soldiers" | "fighters" | "troops" | "persons" | "people" => ("persons", 1.0),
        "killed" | "killed_soldiers" | "killed_fighters" | "dead" => ("killed", 1.0),
        other if other.starts_with("percent") => ("percent", 1.0),
        other => (other, 1.0),
    }
}

fn scaled(bounds: Bounds, factor: f64) -> Bounds {
    Bounds {
        low: bounds.low * factor,
        high: bounds.high * factor,
    }
}
