//! The mirror: a text with its sides' names swapped.

/// `text` with each left name replaced by its right one and the other way round, longest names first.
///
/// ```
/// use salient_testkit::mirror::swapped;
/// assert_eq!(swapped("A hit B; B hit A", &[("A", "B")]), "B hit A; A hit B");
/// ```
#[must_use]
pub fn swapped(text: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let found = pairs.iter().find_map(|(left, right)| {
            if rest.starts_with(left) {
                Some((*left, *right))
            } else {
                rest.starts_with(right).then_some((*right, *left))
            }
        });
        if let Some((from, to)) = found {
            out.push_str(to);
            rest = &rest[from.len()..];
        } else {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..step]);
            rest = &rest[step..];
        }
    }
    out
}
