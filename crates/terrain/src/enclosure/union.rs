//! Joined sets of squares that remember which marks their members carry.

/// Disjoint sets with a set of marks on each.
#[derive(Debug, Clone, Default)]
pub(super) struct MarkedSets {
    parents: Vec<usize>,
    marks: Vec<u8>,
}

impl MarkedSets {
    /// A new set with one member.
    pub(super) fn add(&mut self, marks: u8) -> usize {
        self.parents.push(self.parents.len());
        self.marks.push(marks);
        self.parents.len() - 1
    }

    /// Joins the sets of two members.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The older root wins: the order of joins, and nothing else, decides.
        let (older, newer) = (one.min(other), one.max(other));
        self.parents[newer] = older;
        self.marks[older] |= self.marks[newer];
    }

    /// All marks in the set of a member.
    pub(super) fn marks(&mut self, member: usize) -> u8 {
        let root = self.root(member);
        self.marks[root]
    }

    fn root(&mut self, mut member: usize) -> usize {
        while self.parents[member] != member {
            // Halving the path keeps later look-ups short.
            self.parents[member] = self.parents[self.parents[member]];
            member = self.parents[member];
        }
        member
    }
}
