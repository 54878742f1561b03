//! Numbers as a source gives them.

use crate::{ByteSpan, Comparator};

/// A number, range, or vague amount with what it counts.
///
/// `value` is absent exactly when the comparator is `Vague`: "dozens" is no 24.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number, or the low end of a range.
    pub value: Option<f64>,
    /// The high end of a range.
    pub high: Option<f64>,
    /// Unit or kind of thing counted, as the record writes it: `km`, `percent_of_city`, `killed_soldiers`.
    pub unit: String,
    /// How the number is bounded.
    pub comparator: Comparator,
    /// What is counted or measured, in words.
    pub of: Option<String>,
    /// The words.
    pub span: Option<ByteSpan>,
    /// Index, in the same claim, of the quantity that this one repeats in another unit.
    pub same_quantity_as: Option<usize>,
    /// Whether we derived it instead of reading it.
    pub derived: bool,
}
