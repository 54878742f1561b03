//! SHA-256 of bytes as received, of texts, and of ledger entries.

use std::fmt;
use std::str::FromStr;

use sha2::Digest as _;
use thiserror::Error;

/// A SHA-256 digest. Prints as 64 lower-case hexadecimal digits.
///
/// ```
/// use salient_model::Sha256;
/// assert_eq!(Sha256::of(b"").short(12), "e3b0c44298fc");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256([u8; 32]);

/// A string that is no SHA-256 digest.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("expected 64 hexadecimal digits, found {0:?}")]
pub struct InvalidSha256(String);

impl Sha256 {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The digest of several parts, each preceded by its length, so that moving a boundary changes the digest.
    #[must_use]
    pub fn of_parts(parts: &[&[u8]]) -> Self {
        let mut digest = sha2::Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Self(digest.finalize().into())
    }

    /// From raw digest bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The raw digest bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first `n` hexadecimal digits (at most 64).
    #[must_use]
    pub fn short(&self, n: usize) -> String {
        let mut digits = self.to_string();
        digits.truncate(n);
        digits
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Sha256({self})")
    }
}

impl FromStr for Sha256 {
    type Err = InvalidSha256;

    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidSha256(digits.to_owned());
        if digits.len() != 64 || !digits.is_ascii() {
            return Err(invalid());
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(0..32) {
            *byte = u8::from_str_radix(&digits[2 * pair..2 * pair + 2], 16)
                .map_err(|_error| invalid())?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_survives_print_and_parse_and_refuses_the_rest() {
        let digest = Sha256::of(b"Ridge");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("abc".parse::<Sha256>().is_err());
        assert!("zz".repeat(32).parse::<Sha256>().is_err());
    }

    #[test]
    fn moving_a_boundary_between_parts_changes_the_digest() {
        assert_ne!(
            Sha256::of_parts(&[b"ab", b"c"]),
            Sha256::of_parts(&[b"a", b"bc"])
        );
    }
}
