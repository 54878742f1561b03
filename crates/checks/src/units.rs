//! Numbers made comparable: units brought to one, comparators turned into bounds.

use salient_model::{Comparator, Polarity, Quantity};

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

impl Bounds {
    /// Whether the two share a value.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Whether every value of these bounds is one of `other`.
    #[must_use]
    pub fn lies_within(self, other: Self) -> bool {
        other.low <= self.low && self.high <= other.high
    }

    /// From the lower of the two low ends to the higher of the high ones.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Moved outward by `slack` at both ends; inward when it is negative.
    #[must_use]
    pub fn widened(self, slack: f64) -> Self {
        Self {
            low: self.low - slack,
            high: self.high + slack,
        }
    }

    /// In another unit, of which one of this unit has `factor`.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            high: self.high * factor,
        }
    }
}

/// What a source commits to by a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated {
    /// The number.
    pub bounds: Bounds,
    /// Whether the source says that it is *not* this number.
    pub is_denied: bool,
}

impl Stated {
    /// A quantity read with the polarity of its claim; `None` for vague amounts.
    ///
    /// Two denials carry their own negation in the number, and are read the same under either polarity: "not a single one" is 0, and "not
    /// all of it" is less than 100 per cent.
    #[must_use]
    pub fn of(quantity: &Quantity, polarity: Polarity) -> Option<Self> {
        let bounds = bounds(quantity)?;
        let exactly = |value: f64| Bounds {
            low: value,
            high: value,
        };
        let less_than_all = quantity.comparator == Comparator::Less
            && quantity.value == Some(100.0)
            && quantity.unit.starts_with("percent");
        Some(if less_than_all {
            Self {
                bounds: exactly(100.0),
                is_denied: true,
            }
        } else {
            Self {
                bounds,
                is_denied: polarity == Polarity::Negative && bounds != exactly(0.0),
            }
        })
    }

    /// Whether the two cannot both hold. Two denied numbers always can.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        match (self.is_denied, other.is_denied) {
            (false, false) => !self.bounds.meets(other.bounds),
            (false, true) => self.bounds.lies_within(other.bounds),
            (true, false) => other.bounds.lies_within(self.bounds),
            (true, true) => false,
        }
    }

    /// Whether a map that gives any value of `given` allows the number. The map may miss it by `slack`.
    ///
    /// A denied number is refuted only by a map that gives nothing else: an exact one stands for what rounds to it, and of a wider one the
    /// edges are left to the source.
    #[must_use]
    pub fn is_allowed_by(self, given: Bounds, slack: f64) -> bool {
        if !self.is_denied {
            return given.widened(slack).meets(self.bounds);
        }
        let is_exact = self.bounds.high - self.bounds.low <= 2.0 * slack;
        let refuting = self.bounds.widened(if is_exact { slack } else { -slack });
        !given.lies_within(refuting)
    }

    /// In another unit, of which one of this unit has `factor`.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self {
            bounds: self.bounds.scaled(factor),
            ..self
        }
    }
}

/// The bounds of a quantity in its own unit; `None` for vague amounts. What is counted or measured is never below zero.
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
        Comparator::Less => (0.0, value.next_down()),
        Comparator::Greater => (value.next_up(), f64::INFINITY),
        Comparator::AtMost => (0.0, value),
        Comparator::AtLeast => (value, f64::INFINITY),
        Comparator::JustUnder => (value * (1.0 - ABOUT), value.next_down()),
        Comparator::Range => (value, quantity.high.unwrap_or(value)),
        Comparator::Vague => return None,
    };
    Some(Bounds {
        low: low.min(high),
        high,
    })
}

/// What two claims say by their numbers, in a common unit; `None` when they count different things.
#[must_use]
pub fn comparable(
    (one, of_one): (&Quantity, Polarity),
    (other, of_other): (&Quantity, Polarity),
) -> Option<(Stated, Stated)> {
    let (first, second) = (common_unit(&one.unit), common_unit(&other.unit));
    if first.0 != second.0 {
        return None;
    }
    Some((
        Stated::of(one, of_one)?.scaled(first.1),
        Stated::of(other, of_other)?.scaled(second.1),
    ))
}

/// What a share is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOf {
    /// Of ground: "half of the town".
    Ground,
    /// Not said, or of something with a name of its own: "half of Ridge Town", "half of the Guards".
    Unsaid,
    /// Of soldiers, houses, sides: of nothing that a map draws.
    Other,
}

/// Nouns for ground of which a share can be held, in the singular.
const GROUND: [&str; 33] = [
    "area",
    "base",
    "built-up_area",
    "built_up_area",
    "camp",
    "capital",
    "city",
    "country",
    "county",
    "district",
    "enclave",
    "governorate",
    "ground",
    "island",
    "land",
    "municipality",
    "neighborhood",
    "neighbourhood",
    "oblast",
    "peninsula",
    "place",
    "province",
    "quarter",
    "raion",
    "region",
    "ridge",
    "settlement",
    "site",
    "state",
    "suburb",
    "territory",
    "town",
    "village",
];

/// Nouns that stand for the place that a claim names, so that their shares compare with a share of nothing said.
const OF_A_PLACE: [&str; 6] = ["capital", "city", "place", "settlement", "town", "village"];

/// What a unit is a share of; `None` when it is no share.
#[must_use]
pub fn share_of(unit: &str) -> Option<ShareOf> {
    let base = unit.strip_prefix("percent")?;
    Some(match base.strip_prefix("_of_") {
        None if base.is_empty() => ShareOf::Unsaid,
        Some(base) if GROUND.contains(&base) => ShareOf::Ground,
        _ => ShareOf::Other,
    })
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
        other => match other.strip_prefix("percent_of_") {
            Some(base) if OF_A_PLACE.contains(&base) => ("percent", 1.0),
            _ => (other, 1.0),
        },
    }
}
