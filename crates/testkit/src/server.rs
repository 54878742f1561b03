//! A web server on this machine that answers as a test tells it to.
//!
//! **Shape.** One request per connection, one connection at a time, no TLS. What was asked is kept in order. It ends when it is dropped.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// A running server.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Log>>,
    thread: Option<JoinHandle<()>>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Path and query.
    pub target: String,
    /// Fields with their names in small letters.
    pub fields: Vec<(String, String)>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Fields beside the length.
    pub fields: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
    /// Whether the length is told.
    pub length: Length,
    /// After how many bytes of the body the connection breaks off.
    pub cut_after: Option<usize>,
}

/// Whether an answer tells how long its body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// In `Content-Length`.
    Told,
    /// Not at all: the body ends with the connection.
    Untold,
}

#[derive(Debug, Default)]
struct Log {
    asked: Vec<Asked>,
    is_over: bool,
}

impl Server {
    /// Starts a server on a free port. `answer` sees the request and how many came before it.
    ///
    /// # Panics
    ///
    /// When the machine gives no port.
    #[must_use]
    pub fn start(mut answer: impl FnMut(&Asked, usize) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        let asked = Arc::new(Mutex::new(Log::default()));
        let log = Arc::clone(&asked);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                let lock = || log.lock().unwrap_or_else(PoisonError::into_inner);
                if lock().is_over {
                    return;
                }
                let Some((stream, request)) = stream.ok().and_then(read_request) else {
                    continue;
                };
                let n_before = lock().asked.len();
                let reply = answer(&request, n_before);
                lock().asked.push(request);
                // A client that hangs up early has seen enough.
                let _ = write_reply(stream, &reply);
            }
        });
        Self {
            address,
            asked,
            thread: Some(thread),
        }
    }

    /// The address of a path that begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Everything that was asked so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        let log = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        log.asked.clone()
    }

    /// Paths and queries of everything that was asked so far.
    #[must_use]
    pub fn targets(&self) -> Vec<String> {
        let asked = self.asked().into_iter();
        asked.map(|asked| asked.target).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_over = true;
        // Wakes the thread, which then sees that it is over.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Asked {
    /// A field's value.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let (_, value) = self.fields.iter().find(|(known, _)| known == name)?;
        Some(value)
    }
}

impl Reply {
    /// An answer with a status and a body.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            fields: Vec::new(),
            body: body.into(),
            length: Length::Told,
            cut_after: None,
        }
    }

    /// With one field more.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Breaks off after so many bytes of the body.
    #[must_use]
    pub fn cut_after(mut self, n_bytes: usize) -> Self {
        self.cut_after = Some(n_bytes);
        self
    }

    /// Does not tell its length.
    #[must_use]
    pub fn untold(mut self) -> Self {
        self.length = Length::Untold;
        self
    }
}

fn read_request(stream: TcpStream) -> Option<(TcpStream, Asked)> {
    let mut lines = BufReader::new(stream);
    let mut line = String::new();
    lines.read_line(&mut line).ok()?;
    let target = line.split(' ').nth(1)?.to_owned();
    let mut fields = Vec::new();
    loop {
        line.clear();
        lines.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Some((lines.into_inner(), Asked { target, fields }))
}

fn write_reply(mut stream: TcpStream, reply: &Reply) -> std::io::Result<()> {
    let status = reply.status;
    write!(stream, "HTTP/1.1 {status} -\r\nConnection: close\r\n")?;
    if reply.length == Length::Told && status != 304 {
        write!(stream, "Content-Length: {}\r\n", reply.body.len())?;
    }
    for (name, value) in &reply.fields {
        write!(stream, "{name}: {value}\r\n")?;
    }
    stream.write_all(b"\r\n")?;
    let end = reply.cut_after.unwrap_or(reply.body.len());
    stream.write_all(&reply.body[..end.min(reply.body.len())])?;
    stream.flush()
}
