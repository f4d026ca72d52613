//! A small site in axum whose sessions end on all of its nodes, and its visitors.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::testing::{Clock, Jar};
use iron_session::{IronSession, Keyring, Outage, Revocations, Session, SessionManager};
use tower::ServiceExt;

pub(crate) type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

pub(crate) const DAY: Duration = Duration::from_secs(86_400);

#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "__Host-s", id, subject = user, max_age = "1h", absolute_timeout = "1d", refresh_after = "10m")]
pub(crate) struct SessionData {
    user: Option<u64>,
    note: String,
}

/// One process of the site: its own connection, its own clock.
pub(crate) struct Node {
    router: Router,
    pub(crate) sessions: SessionManager<SessionData>,
    pub(crate) revocations: Revocations<SessionData>,
    pub(crate) clock: Clock,
    events: Arc<Mutex<Vec<String>>>,
}

impl Node {
    /// A node that refuses sessions while the server does not answer.
    pub(crate) async fn start(url: &str) -> TestResult<Self> {
        Self::start_with(url, Outage::Refuse, |revocations| revocations).await
    }

    pub(crate) async fn start_with(
        url: &str,
        outage: Outage,
        set: impl FnOnce(Revocations<SessionData>) -> Revocations<SessionData>,
    ) -> TestResult<Self> {
        let clock = Clock::new();
        let revocations = Revocations::redis(url, outage, DAY).await?;
        let revocations = set(revocations).clock(clock.reader());
        let events = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&events);
        let sessions = SessionManager::new(Keyring::for_tests())
            .clock(clock.reader())
            .revocations(&revocations)?
            .on_event(move |report| {
                seen.lock().expect("no observer panics").push(report.event.word().to_owned());
            });
        let router = router(revocations.clone()).layer(SessionLayer::new(sessions.clone()));
        Ok(Self { router, sessions, revocations, clock, events })
    }

    /// How often an event was told.
    pub(crate) fn told(&self, name: &str) -> usize {
        self.events.lock().expect("no observer panics").iter().filter(|event| *event == name).count()
    }

    /// Sends a request, such as `GET /me`, without keeping the cookies of its response.
    pub(crate) async fn send(&self, request: &str, cookies: Option<String>) -> TestResult<Answer> {
        let (method, path) = request.split_once(' ').ok_or("a method and a path")?;
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookies) = cookies {
            request = request.header("cookie", cookies);
        }
        let response = self.router.clone().oneshot(request.body(Body::empty())?).await?;
        let (head, body) = response.into_parts();
        let text = String::from_utf8(to_bytes(body, 10_000).await?.to_vec())?;
        Ok(Answer { status: head.status, text, response: http::Response::from_parts(head, ()) })
    }

    /// The same for a browser, which keeps the cookies.
    pub(crate) async fn visit(&self, browser: &mut Jar, request: &str) -> TestResult<Answer> {
        let answer = self.send(request, browser.header("/")).await?;
        browser.receive("/", &answer.response);
        Ok(answer)
    }

    /// What the site calls the visitor: `7`, or `nobody`.
    pub(crate) async fn who(&self, browser: &mut Jar) -> TestResult<String> {
        let answer = self.visit(browser, "GET /me").await?;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        Ok(answer.text)
    }

    /// A browser in which user 7 has just signed in.
    pub(crate) async fn signed_in(&self) -> TestResult<Jar> {
        let mut browser = Jar::new();
        let answer = self.visit(&mut browser, "POST /login/7").await?;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text);
        Ok(browser)
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
    pub(crate) response: http::Response<()>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }
}

fn router(revocations: Revocations<SessionData>) -> Router {
    Router::new()
        .route("/static", get("a picture"))
        .route("/login", get(|_: Session<SessionData>| async { "please sign in" }))
        .route("/me", get(me))
        .route("/note/{note}", post(note))
        .route("/login/{user}", post(login))
        .route("/login-without-renew/{user}", post(login_without_renew))
        .route("/logout", post(logout))
        .route("/end-all", post(end_all))
        .route("/end-others", post(end_others))
        .route("/renew-and-end-others", post(renew_and_end_others))
        .with_state(revocations)
}

async fn me(session: Session<SessionData>) -> String {
    session.user().map_or_else(|| "nobody".to_owned(), |user| user.to_string())
}

async fn note(mut session: Session<SessionData>, Path(note): Path<String>) -> StatusCode {
    session.set_note(note);
    StatusCode::NO_CONTENT
}

async fn login(mut session: Session<SessionData>, Path(user): Path<u64>) -> StatusCode {
    session.renew().label("Firefox");
    session.set_user(user);
    StatusCode::NO_CONTENT
}

async fn login_without_renew(mut session: Session<SessionData>, Path(user): Path<u64>) -> StatusCode {
    session.set_user(user);
    StatusCode::NO_CONTENT
}

async fn logout(session: Session<SessionData>) -> StatusCode {
    session.destroy();
    StatusCode::NO_CONTENT
}

type Ends = State<Revocations<SessionData>>;

/// What a handler answers after it has asked for an end.
fn answer<E: std::error::Error>(ended: Result<(), E>) -> (StatusCode, String) {
    match ended {
        Ok(()) => (StatusCode::OK, "ended".to_owned()),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
    }
}

async fn end_all(State(ends): Ends, session: Session<SessionData>) -> (StatusCode, String) {
    match session.user() {
        Some(user) => answer(ends.end_all(&user).await),
        None => (StatusCode::UNAUTHORIZED, String::new()),
    }
}

async fn end_others(State(ends): Ends, mut session: Session<SessionData>) -> (StatusCode, String) {
    answer(ends.end_others(&mut session).await)
}

async fn renew_and_end_others(State(ends): Ends, mut session: Session<SessionData>) -> (StatusCode, String) {
    session.renew();
    answer(ends.end_others(&mut session).await)
}
