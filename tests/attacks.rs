//! What attackers send and what mistakes make. Each file is one group of the page `attacks`. The numbers
//! beside the tests are those of that page.

mod binding;
mod duplicates;
mod encoding;
mod fe26;
mod forged;
mod integrity;
pub(crate) mod keys;
mod life_cycle;
mod parsing;
pub(crate) mod payload;
mod response;
mod size;
mod time;
mod two_keys;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::get;
use http::{HeaderMap, Request, Response};
use iron_session::tower::SessionLayer;
use iron_session::{IronSession, Rejection, Session, SessionManager};
use tower::ServiceExt;

use crate::common::{NOW, TestResult, Visit, cookies, sessions_at};

/// A request that has no session, with its number on the page `attacks`.
struct Failing {
    case: &'static str,
    /// What the operator hears, or nothing if no cookie came that could be refused.
    reason: &'static str,
    request: HeaderMap,
    server: Box<dyn Server>,
}

impl Failing {
    /// Headers that come to the server of most tests.
    fn request(case: &'static str, reason: &'static str, request: HeaderMap) -> Self {
        Self { case, reason, request, server: Box::new(sessions_at::<Visit>(NOW)) }
    }

    /// One `Cookie` header that comes to the server of most tests.
    fn line(case: &'static str, reason: &'static str, line: impl AsRef<[u8]>) -> Self {
        Self::request(case, reason, cookies([line]))
    }

    /// The value of that server's cookie.
    fn value(case: &'static str, reason: &'static str, value: impl AsRef<[u8]>) -> Self {
        Self::line(case, reason, [b"__Host-s=", value.as_ref()].concat())
    }

    /// The same request to another server.
    fn on<T: IronSession>(mut self, server: SessionManager<T>) -> Self {
        self.server = Box::new(server);
        self
    }
}

/// The inputs of all groups. A group adds its own.
fn failing() -> Vec<Failing> {
    let groups = [
        binding::failing,
        duplicates::failing,
        encoding::failing,
        fe26::failing,
        integrity::failing,
        keys::failing,
        life_cycle::failing,
        parsing::failing,
        payload::failing,
        size::failing,
        time::failing,
    ];
    groups.into_iter().flat_map(|group| group()).collect()
}

/// The numbers of these inputs, of which a case may have several.
pub(crate) fn failing_cases() -> Vec<&'static str> {
    failing().iter().map(|failing| failing.case).collect()
}

/// A server of any type of sessions, with a page that says whether somebody came back.
trait Server {
    fn below_a_layer(&self) -> Router;

    /// The response, and why a cookie was refused.
    fn by_hand(&self, request: &HeaderMap) -> TestResult<(Response<&'static str>, &'static str)>;
}

impl<T: IronSession> Server for SessionManager<T> {
    fn below_a_layer(&self) -> Router {
        async fn page<T: IronSession>(session: Session<T>) -> &'static str {
            who(&session)
        }
        Router::new().route("/", get(page::<T>)).layer(SessionLayer::new(self.clone()))
    }

    fn by_hand(&self, request: &HeaderMap) -> TestResult<(Response<&'static str>, &'static str)> {
        let mut session = self.load(request);
        let mut response = Response::new(who(&session));
        session.save(&mut response)?;
        Ok((response, session.meta().rejection().map_or("", Rejection::word)))
    }
}

fn who<T: IronSession>(session: &Session<T>) -> &'static str {
    if session.meta().is_new() { "a stranger" } else { "a visitor who came back" }
}

/// All of a response: its status, its headers in their order, and its body.
fn whole<B: AsRef<[u8]>>(response: &Response<B>) -> String {
    let body = String::from_utf8_lossy(response.body().as_ref());
    format!("{} {:?} {body}", response.status(), response.headers())
}

async fn whole_below_a_layer(failing: &Failing) -> TestResult<String> {
    let mut request = Request::new(Body::empty());
    failing.request.clone_into(request.headers_mut());
    let (head, body) = failing.server.below_a_layer().oneshot(request).await?.into_parts();
    Ok(whole(&Response::from_parts(head, to_bytes(body, 10_000).await?)))
}

/// L10
#[tokio::test]
async fn all_failing_inputs_are_answered_with_the_same_bytes_as_a_request_without_a_cookie() -> TestResult {
    let stranger = Failing::request("P01", "", HeaderMap::new());
    let by_layer = whole_below_a_layer(&stranger).await?;
    let by_hand = whole(&stranger.server.by_hand(&stranger.request)?.0);
    assert!(by_layer.starts_with("200 OK ") && by_layer.ends_with("a stranger"), "{by_layer}");
    for failing in failing() {
        let (response, reason) = failing.server.by_hand(&failing.request)?;
        assert_eq!(reason, failing.reason, "{}", failing.case);
        assert_eq!(whole(&response), by_hand, "{} by hand", failing.case);
        assert_eq!(whole_below_a_layer(&failing).await?, by_layer, "{} below a layer", failing.case);
    }
    Ok(())
}
