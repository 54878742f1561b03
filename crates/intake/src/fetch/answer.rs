//! An answer: its status, the fields that matter here, and its body.

use std::io::{self, Read as _};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use salient_model::WebAddress;
use ureq::http::{HeaderMap, Response};

use crate::fetch::FetchError;
use crate::fetch::client::Client;
use crate::fetch::expected::words_of_beginning;

pub(crate) struct Answer {
    url: WebAddress,
    status: u16,
    fields: HeaderMap,
    /// Kept from the first byte to the last: a new reader would not know how far the decompression is.
    body: ureq::BodyReader<'static>,
}

/// How many bytes are read at a time.
const CHUNK_BYTES: usize = 65_536;

impl Answer {
    pub(crate) fn new(url: WebAddress, response: Response<ureq::Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            url,
            status: parts.status.as_u16(),
            fields: parts.headers,
            body: body.into_reader(),
        }
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    /// Where it came from, after redirects.
    pub(crate) fn url(&self) -> &WebAddress {
        &self.url
    }

    /// A field's value, if it is plain text.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name)?.to_str().ok().map(str::trim)
    }

    /// Where the server sends us instead.
    pub(crate) fn location(&self) -> Option<&str> {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
            .then(|| self.field("location"))
            .flatten()
    }

    /// How many bytes the body has, when the server says so and they come as they are.
    pub(crate) fn n_bytes_promised(&self) -> Option<u64> {
        self.field("content-length")?.parse().ok()
    }

    pub(crate) fn is_html(&self) -> bool {
        self.field("content-type")
            .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html"))
    }

    /// How long the server asks to wait (RFC 9110, section 10.2.3): seconds, or a moment by its own clock.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let words = self.field("retry-after")?;
        if let Ok(seconds) = words.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let moment = |words| DateTimeParser::new().parse_timestamp(words).ok();
        let then = moment(words)?;
        let now = self
            .field("date")
            .and_then(moment)
            .unwrap_or_else(Timestamp::now);
        Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
    }

    /// The next bytes of the body; none at its end. Counted for the run.
    pub(crate) fn read_chunk(&mut self, client: &mut Client<'_>) -> Result<Vec<u8>, ReadChunk> {
        let mut chunk = vec![0; CHUNK_BYTES];
        let n_read = loop {
            match self.body.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other.map_err(ReadChunk::Cut)?,
            }
        };
        chunk.truncate(n_read);
        client
            .count_bytes(n_read as u64, &self.url)
            .map_err(ReadChunk::Limit)?;
        Ok(chunk)
    }

    /// The whole body, up to the limit of one file.
    pub(crate) fn read_all(mut self, client: &mut Client<'_>) -> Result<Vec<u8>, FetchError> {
        let limit = client.limits().max_file_bytes;
        let mut bytes = Vec::new();
        loop {
            let chunk = self.read_chunk(client).map_err(|stop| match stop {
                ReadChunk::Cut(source) => self.cut(bytes.len() as u64, source),
                ReadChunk::Limit(error) => error,
            })?;
            if chunk.is_empty() {
                return Ok(bytes);
            }
            bytes.extend(chunk);
            if bytes.len() as u64 > limit {
                return Err(self.too_large(None, limit));
            }
        }
    }

    /// What is wrong with an answer that was to have status 200.
    pub(crate) fn refusal(&mut self) -> FetchError {
        let retry_after = self.retry_after();
        let is_busy = matches!(self.status, 429 | 500 | 502 | 503 | 504)
            || self.status == 403 && retry_after.is_some();
        if is_busy {
            return FetchError::Busy {
                url: self.url.clone(),
                status: self.status,
                retry_after,
            };
        }
        FetchError::Status {
            url: self.url.clone(),
            status: self.status,
            beginning: self.beginning(),
        }
    }

    /// The first words of the body, for messages.
    pub(crate) fn beginning(&mut self) -> String {
        const BEGINNING_BYTES: u64 = 512;
        let mut bytes = Vec::new();
        // An answer that cannot be read has an empty beginning; its status is what matters.
        let _ = self
            .body
            .by_ref()
            .take(BEGINNING_BYTES)
            .read_to_end(&mut bytes);
        words_of_beginning(&bytes)
    }

    pub(crate) fn cut(&self, n_bytes: u64, source: io::Error) -> FetchError {
        FetchError::Cut {
            url: self.url.clone(),
            n_bytes,
            source,
        }
    }

    pub(crate) fn too_large(&self, n_bytes: Option<u64>, limit: u64) -> FetchError {
        FetchError::TooLarge {
            url: self.url.clone(),
            n_bytes,
            limit,
        }
    }
}

/// Why no more bytes came.
pub(crate) enum ReadChunk {
    /// The connection failed.
    Cut(io::Error),
    /// A limit of the run.
    Limit(FetchError),
}
