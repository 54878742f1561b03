//! An address on the web that Salient may be asked to read from.
//!
//! **Shape.** `http` or `https`, a host, and what follows. Kept as given: nothing is decoded, encoded, or put in another order.
//!
//! **Errors and doubt.** [`InvalidAddress`] carries the refused words. That an address is well formed says nothing about where its host leads; who connects checks that.
//!
//! **Example.**
//!
//! ```
//! use salient_model::WebAddress;
//!
//! let address = WebAddress::new("https://maps.example/ridge/2031-05-04.geojson")?;
//! assert_eq!(address.host(), "maps.example");
//! assert_eq!(address.last_segment(), "2031-05-04.geojson");
//! assert!(WebAddress::new("file:///etc/passwd").is_err());
//! # Ok::<(), salient_model::InvalidAddress>(())
//! ```

use std::fmt;

use thiserror::Error;

/// Longest address, in bytes: what servers and proxies take without complaint.
const MAX_BYTES: usize = 8_000;

/// An `http` or `https` address without user name, password, or fragment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebAddress(String);

/// Words that are no address to read from.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("expected {expected}, found the address {found:?}")]
pub struct InvalidAddress {
    /// The refused words.
    pub found: String,
    /// What was asked for.
    pub expected: &'static str,
}

impl WebAddress {
    /// Checks the form of an address.
    pub fn new(words: &str) -> Result<Self, InvalidAddress> {
        let wrong = |expected| InvalidAddress {
            found: words.to_owned(),
            expected,
        };
        if words.len() > MAX_BYTES {
            return Err(wrong("at most 8000 bytes"));
        }
        // Other letters than these have to be percent-encoded (RFC 3986, section 2), and so have braces and the like.
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
        if !words.bytes().all(is_plain) {
            return Err(wrong("letters that an address may hold"));
        }
        if words.contains('#') {
            return Err(wrong("an address without fragment (#)"));
        }
        let address = Self(words.to_owned());
        if address.scheme().is_empty() {
            return Err(wrong(
                "http:// or https:// in small letters at its beginning",
            ));
        }
        if address.authority().contains('@') {
            return Err(wrong("an address without user name and password"));
        }
        if address.host().is_empty() {
            return Err(wrong("a host"));
        }
        Ok(address)
    }

    /// The address as given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether what is sent and received is encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.scheme() == "https"
    }

    /// The host, without port; an IPv6 address with its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        let authority = self.authority();
        if authority.starts_with('[') {
            return authority.find(']').map_or("", |end| &authority[..=end]);
        }
        authority.split(':').next().unwrap_or_default()
    }

    /// Whether it asks something of the server, behind a question mark.
    #[must_use]
    pub fn has_query(&self) -> bool {
        self.0.contains('?')
    }

    /// What stands behind the last slash of its path, without query.
    #[must_use]
    pub fn last_segment(&self) -> &str {
        let path = self.path_and_query();
        let path = path.split('?').next().unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default()
    }

    /// Where a server sends us from here: the value of a `Location` field (RFC 9110, section 10.2.2), which may leave out what stays the same. A fragment is dropped.
    pub fn join(&self, location: &str) -> Result<Self, InvalidAddress> {
        let location = location.split('#').next().unwrap_or_default().trim();
        let scheme = self.scheme();
        let authority = self.authority();
        let has_scheme = location
            .split(['/', '?'])
            .next()
            .is_some_and(|before| before.contains(':'));
        let words = if has_scheme {
            location.to_owned()
        } else if let Some(rest) = location.strip_prefix("//") {
            format!("{scheme}://{rest}")
        } else if location.starts_with('/') {
            format!("{scheme}://{authority}{location}")
        } else {
            let path = self.path_and_query().split('?').next().unwrap_or_default();
            let folder = if location.starts_with('?') || location.is_empty() {
                path
            } else {
                path.rfind('/').map_or("/", |end| &path[..=end])
            };
            format!("{scheme}://{authority}{folder}{location}")
        };
        Self::new(&words)
    }

    fn scheme(&self) -> &str {
        match self.0.split_once("://") {
            Some((scheme @ ("http" | "https"), _)) => scheme,
            _ => "",
        }
    }

    fn authority(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or_default()
    }

    fn path_and_query(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.find(['/', '?']).map_or("", |start| &rest[start..])
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_refused_with_its_reason() {
        for (words, expected) in [
            ("ftp://ridge.example/a", "http:// or https://"),
            ("HTTPS://ridge.example/a", "http:// or https://"),
            ("ridge.example/a", "http:// or https://"),
            ("https:///a", "a host"),
            ("https://:80/a", "a host"),
            ("https://me:word@ridge.example/", "without user name"),
            ("https://ridge.example/a b", "letters"),
            ("https://ridge.example/ä", "letters"),
            ("https://ridge.example/\n", "letters"),
            ("https://ridge.example/{yyyy}", "letters"),
            ("https://ridge.example/#a", "fragment"),
        ] {
            let error = WebAddress::new(words).expect_err(words);
            assert!(error.expected.contains(expected), "{words}: {error}");
        }
        let v6 = WebAddress::new("http://[::1]:8080/a?b=/c").expect("valid");
        assert_eq!((v6.host(), v6.last_segment()), ("[::1]", "a"));
        let bare = WebAddress::new("http://ridge.example?b=1/2").expect("valid");
        assert_eq!((bare.host(), bare.last_segment()), ("ridge.example", ""));
    }

    #[test]
    fn a_location_may_leave_out_what_stays_the_same() {
        let here = WebAddress::new("https://ridge.example:444/maps/a.json?x=1").expect("valid");
        for (location, there) in [
            ("http://vale.example/", "http://vale.example/"),
            ("//vale.example/b", "https://vale.example/b"),
            ("/b?y=http://c", "https://ridge.example:444/b?y=http://c"),
            ("b.json#part", "https://ridge.example:444/maps/b.json"),
            ("?x=2", "https://ridge.example:444/maps/a.json?x=2"),
        ] {
            assert_eq!(here.join(location).expect(location).as_str(), there);
        }
        assert!(here.join("file:///etc/passwd").is_err());
        assert!(here.join("javascript:alert(1)").is_err());
        assert!(here.join("//me@vale.example/").is_err());
    }
}
