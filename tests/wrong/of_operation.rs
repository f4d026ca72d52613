//! The lines of a log that are on the page because no error belongs to them: what operators see after a
//! deploy, without https, and with two programs on one host.

use std::convert::Infallible;
use std::future::ready;

use http::{Request, Response};
use iron_session::testing::{BadCookie, SetCookieValues};
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{IronSession, Keyring, SessionManager};
use tower::{Layer, ServiceExt, service_fn};

use crate::attacks::keys::{STRONG, keyring_in};
use crate::common::{K2, Log, NOW, sessions_at, sessions_under};

#[derive(IronSession)]
#[iron(cookie = "__Host-app")]
struct SessionData {
    username: Option<String>,
}

/// The session of another program on the same host.
#[derive(IronSession)]
#[iron(cookie = "__Host-app")]
struct OfTheNeighbour {
    username: u32,
}

/// A cookie for a host that the request does not ask.
#[derive(IronSession)]
#[iron(cookie = "app", domain = "shop.example")]
struct OnADomain {
    username: Option<String>,
}

fn hearing<T: IronSession>(sessions: SessionManager<T>) -> (SessionManager<T>, Log) {
    let log = Log::default();
    (
        sessions.on_event({
            let log = log.clone();
            move |report| log.write(report)
        }),
        log,
    )
}

/// What the operator hears of a login, and the cookie that it writes.
fn login<T: IronSession>(sessions: SessionManager<T>, change: fn(&mut T)) -> (Vec<String>, String) {
    let (sessions, log) = hearing(sessions);
    let service = service_fn(move |request: Request<()>| {
        change(&mut *request.session::<T>().expect("below the layer"));
        ready(Ok::<_, Infallible>(Response::new(())))
    });
    let request = Request::post("/login").header("host", "localhost:3000").body(()).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let response = runtime.block_on(SessionLayer::from(sessions).layer(service).oneshot(request));
    let cookie = response.expect("it never fails").set_cookie_values().pop().expect("a cookie");
    (log.lines(), cookie.split(';').next().unwrap_or_default().to_owned())
}

fn ada(data: &mut SessionData) {
    data.username = Some("ada".to_owned());
}

/// What the operator hears of a request with this header.
fn refused<T: IronSession>(sessions: SessionManager<T>, cookie: &str) -> String {
    let (sessions, log) = hearing(sessions);
    let request = Request::get("/").header("cookie", cookie).body(()).expect("a request");
    assert!(sessions.load(&request).meta().rejection().is_some());
    log.lines().pop().expect("the operator hears of it")
}

fn under_another_key() -> String {
    let other = sessions_under(Keyring::from_key(&K2).expect("a key"), NOW);
    refused(sessions_at::<SessionData>(NOW), &login(other, ada).1)
}

fn of_the_neighbour() -> String {
    let neighbour = sessions_at::<OfTheNeighbour>(NOW);
    refused(sessions_at::<SessionData>(NOW), &login(neighbour, |data| data.username = 7).1)
}

fn from_a_clock_ahead() -> String {
    refused(sessions_at::<SessionData>(NOW), &login(sessions_at(NOW + 600), ada).1)
}

fn changed_on_the_way() -> String {
    let sessions = sessions_at::<SessionData>(NOW);
    let cookie = BadCookie::Forged.header(&sessions, |session| ada(session));
    refused(sessions, cookie.to_str().expect("ASCII"))
}

/// Under a name without a prefix, which other hosts of the domain can set too.
fn planted_beside() -> String {
    let sessions = sessions_at::<OnADomain>(NOW);
    let cookie = BadCookie::Duplicate.header(&sessions, |session| session.set_username("ada"));
    refused(sessions, cookie.to_str().expect("ASCII"))
}

fn for_another_domain() -> String {
    let (mut told, _) = login(sessions_at::<OnADomain>(NOW), |data| data.username = Some("ada".to_owned()));
    told.pop().expect("the operator hears of it")
}

fn without_https() -> String {
    let (sessions, log) = hearing(sessions_at::<SessionData>(NOW));
    drop(sessions.insecure_plain_http());
    log.lines().pop().expect("the operator hears of it")
}

fn in_quotes() -> String {
    let told = keyring_in(&[("APP_SECRET", &format!("\"{STRONG}\""))]);
    told.trim_start_matches("error: ").replace("APP_SECRET", "IRON_SESSION_PASSWORD")
}

pub(super) fn messages() -> Vec<String> {
    let login = login(sessions_at(NOW), ada).0.join(" ");
    vec![
        login,
        under_another_key(),
        of_the_neighbour(),
        from_a_clock_ahead(),
        changed_on_the_way(),
        planted_beside(),
        for_another_domain(),
        without_https(),
        in_quotes(),
    ]
}
