//! Names that the encoder must not tell apart by who bears them.

use std::collections::HashMap;

/// Kinds of names, each with some names of that kind.
///
/// In a text the first name of a kind is read as the kind's first one, the second as its second, and so on. A text in which two names of a kind are exchanged is
/// then the same to the encoder, and what it says of one side it says of the other.
#[derive(Debug, Clone, Default)]
pub struct Names {
    kinds: Vec<Vec<String>>,
    /// The kind of every name.
    kind_of: HashMap<String, usize>,
}

/// The names of one text, in the order in which they have come.
#[derive(Debug)]
pub(crate) struct Order<'a> {
    names: &'a Names,
    /// For every kind, how many names have come.
    n_seen: Vec<usize>,
    place_of: HashMap<String, usize>,
}

impl Names {
    /// Reads a line per kind, its names in small letters and apart by spaces.
    #[must_use]
    pub fn read(lines: &str) -> Self {
        let kinds: Vec<Vec<String>> = lines
            .lines()
            .map(|line| line.split_whitespace().map(str::to_owned).collect())
            .collect();
        let kind_of = kinds
            .iter()
            .enumerate()
            .flat_map(|(kind, names)| names.iter().map(move |name| (name.clone(), kind)))
            .collect();
        Self { kinds, kind_of }
    }

    pub(crate) fn order(&self) -> Order<'_> {
        Order {
            names: self,
            n_seen: vec![0; self.kinds.len()],
            place_of: HashMap::new(),
        }
    }
}

impl<'a> Order<'a> {
    /// What a word is read as; `None` for itself.
    pub(crate) fn read_as(&mut self, word: &str) -> Option<&'a str> {
        let word = word.to_lowercase();
        let kind = *self.names.kind_of.get(&word)?;
        let place = *self.place_of.entry(word).or_insert_with(|| {
            let place = self.n_seen[kind];
            self.n_seen[kind] += 1;
            place
        });
        // A text has no more names of a kind than the kind has.
        self.names.kinds[kind].get(place).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_the_order_in_which_they_come() {
        let names = Names::read("arland borland celand\narlish borlish");
        let read = |text: &str| -> Vec<String> {
            let mut order = names.order();
            text.split(' ')
                .map(|word| order.read_as(word).unwrap_or(word).to_owned())
                .collect()
        };
        let one = read("Celand denied what Borland said of Borlish troops and Celand");
        assert_eq!(
            one.join(" "),
            "arland denied what borland said of arlish troops and arland"
        );
        assert_eq!(
            one,
            read("Borland denied what Celand said of Arlish troops and Borland")
        );
    }
}
