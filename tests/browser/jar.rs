//! The jar of the test kit beside Chromium: both get the same Set-Cookie headers, and send the same cookies.

mod chromium;
mod pairs;
mod row;
mod scope;
mod times;

use std::fmt::Debug;
use std::mem;
use std::sync::{Arc, Mutex};

use fantoccini::error::CmdError;
use http::{HeaderValue, Request, Response, StatusCode};
use iron_session::testing::Jar;

use self::chromium::Kept;
use self::row::{Differs, Row};
use super::chromium::DESKTOP;
use super::serving::{SetCookieLines, serve};
use super::visit::{Outcome, Visit};

/// A page on the way of one row, and the Set-Cookie values of its response.
#[derive(Clone)]
struct Hop {
    url: String,
    set: Vec<String>,
}

/// The way of one row, and the `Cookie` header that came to each of its pages.
#[derive(Default)]
struct Way {
    hops: Vec<Hop>,
    came: Vec<String>,
}

/// Answers each page with its cookies and a redirect to the next. So the browser walks through a row by
/// itself.
fn page(way: &Mutex<Way>, request: &Request<()>) -> Response<String> {
    let mut response = Response::new("<p>done</p>".to_owned());
    let Some(at) = request.uri().query().and_then(|query| query.parse::<usize>().ok()) else {
        return response; // a browser may ask for an icon
    };
    let mut way = way.lock().expect("no page panics");
    let came = request.headers().get("cookie").map(HeaderValue::as_bytes).unwrap_or_default();
    way.came.push(String::from_utf8_lossy(came).into_owned());
    response.extensions_mut().insert(SetCookieLines(way.hops[at].set.clone()));
    if let Some(next) = way.hops.get(at + 1) {
        *response.status_mut() = StatusCode::SEE_OTHER;
        response.headers_mut().insert("location", next.url.parse().expect("a sound address"));
    }
    response
}

/// A browser with a server for all hosts, beside a jar.
struct Both {
    visit: Visit,
    port: u16,
    way: Arc<Mutex<Way>>,
}

impl Both {
    async fn begin() -> Self {
        let way = Arc::<Mutex<Way>>::default();
        let pages = Arc::clone(&way);
        let visit = Visit::without_an_example(DESKTOP).await;
        Self { visit, port: serve(move |request| page(&pages, request)), way }
    }

    /// Sends the browser through a row. Returns what it sent to each of the pages that are asked.
    async fn sent_by_chromium(&self, row: &Row) -> Result<Vec<String>, CmdError> {
        let pages = row.set.iter().map(|(page, set)| (*page, set.clone()));
        let pages = pages.chain(row.sent.iter().map(|(page, _)| (*page, Vec::new())));
        let hop = |(at, (page, set)): (usize, (&str, Vec<String>))| {
            let (host, path) = page.split_once('/').expect("a host and a path");
            Hop { url: format!("http://{host}:{}/{path}?{at}", self.port), set }
        };
        let hops: Vec<Hop> = pages.enumerate().map(hop).collect();
        let first = hops[0].url.clone();
        *self.way.lock().expect("no page panics") = Way { hops, came: Vec::new() };
        self.visit.client.goto(&first).await?;
        let came = mem::take(&mut self.way.lock().expect("no page panics").came);
        assert_eq!(came.len(), row.set.len() + row.sent.len(), "{}: each page is asked once", row.about);
        Ok(came[row.set.len()..].to_vec())
    }

    /// Sends both through a row, and tells where they differ from it or from each other.
    async fn compare(&self, row: &Row) -> Result<Vec<String>, CmdError> {
        self.visit.forget_all_cookies().await?;
        if let Some(cookie) = row.from_https {
            self.visit.keep_from_https(cookie).await?;
        }
        let jar = jar_after(row);
        let by_jar: Vec<_> =
            row.sent.iter().map(|(page, _)| jar.header(&url(page)).unwrap_or_default()).collect();
        let expected: Vec<_> = row.sent.iter().map(|(_, cookies)| cookies.clone()).collect();
        let by_chromium = self.sent_by_chromium(row).await?;
        let mut all = Differences { about: row.about, told: Vec::new() };
        all.compare("the jar sends", &by_jar, &expected);
        if let Some((Differs::Sent(sent), why)) = &row.differs {
            all.compare("Chromium sends", &by_chromium, sent);
            assert_ne!(*sent, expected, "{}: it is no difference: {why}", row.about);
        } else {
            all.compare("Chromium sends", &by_chromium, &expected);
            self.compare_kept(row, &jar, &mut all).await?;
        }
        Ok(all.told)
    }

    /// Compares what both keep after a row.
    async fn compare_kept(&self, row: &Row, jar: &Jar, all: &mut Differences) -> Outcome {
        let kept = self.visit.all_cookies().await?;
        for cookie in kept.iter().filter(|cookie| cookie.is_only_one_of_its_name(&kept)) {
            let mut of_jar = Kept::by(jar, &cookie.name);
            if let Some((Differs::End(after), why)) = row.differs {
                assert_ne!(of_jar.as_ref(), Some(cookie), "{}: it is no difference: {why}", row.about);
                of_jar = of_jar.map(|of_jar| of_jar.ending(after));
            }
            all.compare("Chromium keeps", &Some(cookie), &of_jar.as_ref());
        }
        for name in row.names() {
            let is_kept = kept.iter().any(|cookie| cookie.name == name);
            all.compare("Chromium has it", &is_kept, &jar.get(&name).is_some());
        }
        Ok(())
    }
}

/// The jar of a visitor who has walked through a row.
fn jar_after(row: &Row) -> Jar {
    let mut jar = Jar::new();
    if let Some(cookie) = row.from_https {
        jar.receive(cookie.page, &[cookie.set_cookie()]);
    }
    for (page, set) in &row.set {
        let _dropped = jar.try_receive(&url(page), set);
    }
    jar
}

/// The address of a page for the jar, which goes by no port.
fn url(page: &str) -> String {
    format!("http://{page}")
}

/// What is not as it was to be.
struct Differences {
    about: &'static str,
    told: Vec<String>,
}

impl Differences {
    fn compare<V: PartialEq + Debug>(&mut self, what: &str, is: &V, expected: &V) {
        if is != expected {
            self.told.push(format!("{}: {what} {is:.300?} and not {expected:.300?}", self.about));
        }
    }
}

#[tokio::test]
async fn the_jar_keeps_and_sends_what_chromium_keeps_and_sends() -> Outcome {
    let both = Both::begin().await;
    let rows = [pairs::rows(), scope::rows(), times::rows()].concat();
    let headers: usize = rows.iter().flat_map(|row| &row.set).map(|(_, set)| set.len()).sum();
    let by_design = rows.iter().filter(|row| row.differs.is_some()).count();
    println!("{} rows with {headers} Set-Cookie headers; {by_design} differ by design", rows.len());
    assert!(rows.len() >= 60);
    let mut told = Vec::new();
    for row in &rows {
        told.extend(both.compare(row).await?);
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    Ok(())
}
