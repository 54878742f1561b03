//! Numbers out of bytes, without ever reaching past their end.

/// What is left of some bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bytes<'a> {
    rest: &'a [u8],
    is_big: bool,
}

impl<'a> Bytes<'a> {
    /// Least significant byte first.
    pub(crate) fn little(rest: &'a [u8]) -> Self {
        Self {
            rest,
            is_big: false,
        }
    }

    /// Sets the order of the bytes in all numbers that follow.
    pub(crate) fn set_big(&mut self, is_big: bool) {
        self.is_big = is_big;
    }

    pub(crate) fn len(&self) -> usize {
        self.rest.len()
    }

    pub(crate) fn take(&mut self, n_bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n_bytes)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let mut bytes: [u8; N] = self.take(N)?.try_into().ok()?;
        if self.is_big {
            bytes.reverse();
        }
        Some(bytes)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub(crate) fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    pub(crate) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A count of things of which each takes at least this many bytes: one that the rest cannot hold is no count.
    pub(crate) fn count(&mut self, least_bytes: usize) -> Option<usize> {
        let count = usize::try_from(self.u32()?).ok()?;
        (count.checked_mul(least_bytes)? <= self.rest.len()).then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_either_order_and_end_with_the_bytes() {
        let mut bytes = Bytes::little(&[1, 0, 0, 1, 7]);
        assert_eq!(bytes.u16(), Some(1));
        bytes.set_big(true);
        assert_eq!(bytes.u16(), Some(1));
        assert_eq!(bytes.u16(), None);
        assert_eq!((bytes.u8(), bytes.len()), (Some(7), 0));
        assert_eq!(Bytes::little(&[9, 0, 0, 0, 1]).count(1), None);
    }
}
