//! A visitor: an HTTP/1.1 client for this machine. It keeps cookies, and follows a redirect only when asked.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use iron_session::testing::Jar;

/// How long to wait for an answer. Every real answer is faster.
const PATIENCE: Duration = Duration::from_secs(20);

/// The content type of a form.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) struct Visitor {
    port: u16,
    /// The name of this machine in the address of the page.
    pub(crate) host: &'static str,
    pub(crate) jar: Jar,
}

/// The answer to a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Visitor {
    pub(crate) fn new(port: u16) -> Self {
        Self { port, host: "127.0.0.1", jar: Jar::new() }
    }

    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, FORM, "")
    }

    /// Sends a form with one field. Follows the redirect, as a browser does.
    pub(crate) fn submit(&mut self, path: &str, field: &str, value: &str) -> Answer {
        let answer = self.post(path, field, value);
        self.follow(&answer)
    }

    pub(crate) fn follow(&mut self, answer: &Answer) -> Answer {
        assert_eq!(answer.status, 303, "{answer:?}");
        let location = answer.header("location").expect("a redirect has a location").to_owned();
        self.get(&location)
    }

    pub(crate) fn post(&mut self, path: &str, field: &str, value: &str) -> Answer {
        self.send("POST", path, FORM, &format!("{field}={}", percent_encoded(value)))
    }

    /// Sends a request with the cookies in the jar, and keeps those of the answer. A browser must accept all
    /// of them.
    pub(crate) fn send(&mut self, method: &str, path: &str, content_type: &str, body: &str) -> Answer {
        let mut headers = format!("Content-Type: {content_type}\r\nAccept: text/html, */*;q=0.8\r\n");
        if let Some(cookies) = self.cookies(path) {
            write!(headers, "Cookie: {cookies}\r\n").expect("writing to a String cannot fail");
        }
        let host = format!("{}:{}", self.host, self.port);
        let line = format!("{method} {path} HTTP/1.1");
        let answer =
            exchange_as(&host, self.port, &line, headers.as_bytes(), body).expect("the server answers");
        let cookies: Vec<_> = answer.all("set-cookie").collect();
        let kept = self.jar.try_receive(&self.url(path), &cookies);
        kept.expect("a browser keeps what the library writes");
        answer
    }

    /// The `Cookie` header for a request to `path`.
    pub(crate) fn cookies(&self, path: &str) -> Option<String> {
        self.jar.header(&self.url(path))
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Reads an answer that ends where the connection ends.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Some(Self { status, headers, body: body.to_owned() })
    }
}

/// One request on a new connection. `headers` are sent byte for byte. None if the server closes the
/// connection without an answer.
pub(crate) fn exchange(port: u16, line: &str, headers: &[u8], body: &str) -> Option<Answer> {
    exchange_as(&format!("127.0.0.1:{port}"), port, line, headers, body)
}

/// Like [`exchange`], with the name `host` for this machine.
pub(crate) fn exchange_as(host: &str, port: u16, line: &str, headers: &[u8], body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let mut request = format!("{line}\r\nHost: {host}\r\nConnection: close\r\n").into_bytes();
    request.extend_from_slice(headers);
    request.extend_from_slice(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    // A server may answer before it has read everything. Then writing fails, and only the answer counts.
    let _ = stream.write_all(&request);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    Answer::parse(&bytes)
}

fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("writing to a String cannot fail");
        }
        encoded
    })
}
