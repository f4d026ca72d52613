//! One visitor on one connection. It logs in again and again, and reads in between. One request in ten is
//! hostile.

use std::net::Ipv4Addr;
use std::time::Instant;

use http::header::{COOKIE, SET_COOKIE};
use http::{Request, Response};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::site::expired_cookie;
use crate::Outcome;

/// Requests between two logins.
const READS: u64 = 19;

/// Visits until `end`. Returns the number of requests, and how many of them were hostile.
pub(crate) async fn visit(port: u16, below: &'static str, number: u32, end: Instant) -> Outcome<(u64, u64)> {
    let mut visitor = Visitor::connect(port, below).await?;
    let (mut requests, mut hostile) = (0, 0);
    let mut user = u64::from(number) << 32;
    while Instant::now() < end {
        user += 1;
        let cookie = visitor.login(user).await?;
        let mine = if below.is_empty() { user.to_string() } else { "nobody".to_owned() };
        for read in 0..READS {
            // Of the twenty requests of a round, two are hostile.
            let turn = (read % 10 == 9).then_some(user % 4).or((read == 4).then_some((user + 2) % 4));
            let (cookies, expected) = match turn {
                Some(kind) => hostile_cookies(kind, &cookie, user, &mine)?,
                None => (cookie.clone(), mine.clone()),
            };
            hostile += u64::from(turn.is_some());
            visitor.read(&cookies, &expected).await?;
        }
        requests += READS + 1;
    }
    Ok((requests, hostile))
}

/// The cookies of a hostile or broken browser, and the answer that the site must give.
fn hostile_cookies(kind: u64, cookie: &str, user: u64, mine: &str) -> Outcome<(String, String)> {
    let nobody = "nobody".to_owned();
    Ok(match kind {
        0 => {
            let last_but_nine = cookie.len().saturating_sub(9);
            let other = if cookie[last_but_nine..].starts_with('A') { "B" } else { "A" };
            let mut forged = cookie.to_owned();
            forged.replace_range(last_but_nine..=last_but_nine, other);
            (forged, nobody)
        }
        1 => (expired_cookie(user)?, nobody),
        2 => (format!("__Host-load={}; {cookie}", "A".repeat(120)), mine.to_owned()),
        _ => (format!("__Host-load={}", "A".repeat(8192)), nobody),
    })
}

struct Visitor {
    connection: SendRequest<Empty<Bytes>>,
    below: &'static str,
}

impl Visitor {
    async fn connect(port: u16, below: &'static str) -> Outcome<Self> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
        let (connection, driver) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(driver);
        Ok(Self { connection, below })
    }

    async fn get(&mut self, path: &str, cookies: &str) -> Outcome<Response<Incoming>> {
        let request = Request::builder()
            .uri(format!("{}{path}", self.below))
            .header("host", "127.0.0.1")
            .header(COOKIE, cookies)
            .body(Empty::new())?;
        self.connection.ready().await?;
        Ok(self.connection.send_request(request).await?)
    }

    /// Logs in, and returns the cookie.
    async fn login(&mut self, user: u64) -> Outcome<String> {
        let response = self.get(&format!("/login/{user}"), "other=1").await?;
        if response.status() != 303 {
            return Err(format!("login answered {}", response.status()).into());
        }
        let cookie = response.headers().get(SET_COOKIE).map_or(Ok(""), |value| value.to_str())?;
        let pair = cookie.split(';').next().unwrap_or_default().to_owned();
        response.into_body().collect().await?;
        if self.below.is_empty() && !pair.starts_with("__Host-load=") {
            return Err("login wrote no cookie".into());
        }
        // Without the layer there is no cookie. A text of the same length is sent in its place.
        Ok(if self.below.is_empty() { pair } else { format!("__Host-load={}", "A".repeat(118)) })
    }

    /// Reads the page, and compares the answer with the expected one.
    async fn read(&mut self, cookies: &str, expected: &str) -> Outcome {
        let response = self.get("/read", cookies).await?;
        let (status, written) = (response.status(), response.headers().contains_key(SET_COOKIE));
        let body = response.into_body().collect().await?.to_bytes();
        if status != 200 || written || body != expected {
            let seen = String::from_utf8_lossy(&body);
            return Err(format!("{status} {seen:?}, written: {written}, in place of {expected:?}").into());
        }
        Ok(())
    }
}
