//! [`Site`]: the application with a clock that is moved by hand, and the browsers that visit it.

use std::error::Error;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use iron_session::testing::{Clock, Jar};
use iron_session::{Keyring, Revocations, SessionManager, TokenManager};

use crate::database::Database;
use crate::ending;
use crate::passwords::Passwords;
use crate::session::SessionData;
use crate::{App, router};

pub(super) const PASSWORD: &str = "correct horse battery";

pub(super) struct Site {
    app: Router,
    shared: App,
    pub(super) keys: Keyring,
    pub(super) clock: Clock,
}

impl Site {
    pub(super) fn open() -> Result<Self, Box<dyn Error>> {
        let clock = Clock::new();
        let revocations = ending::in_memory().clock(clock.reader()).devices();
        Self::with(revocations, clock)
    }

    pub(super) fn with(revocations: Revocations<SessionData>, clock: Clock) -> Result<Self, Box<dyn Error>> {
        let keys = Keyring::for_tests();
        let shared = App {
            database: Database::open(None)?,
            passwords: Passwords::new()?,
            links: TokenManager::new(keys.clone()).clock(clock.reader()),
            revocations,
        };
        Self::of(shared, keys, clock)
    }

    /// Another process with the same secret and the same database.
    pub(super) fn instance(&self, revocations: Revocations<SessionData>) -> Result<Self, Box<dyn Error>> {
        let shared = App { revocations, ..self.shared.clone() };
        Self::of(shared, self.keys.clone(), self.clock.clone())
    }

    fn of(shared: App, keys: Keyring, clock: Clock) -> Result<Self, Box<dyn Error>> {
        let sessions = SessionManager::new(keys.clone())
            .revocations(&shared.revocations)?
            .clock(clock.reader())
            .on_event(|_| {});
        Ok(Self { app: router(shared.clone(), sessions), shared, keys, clock })
    }

    /// A browser that was never here.
    pub(super) fn browser(&self) -> Browser {
        Browser { app: self.app.clone(), jar: Jar::new().clock(self.clock.reader()) }
    }

    /// A browser in which somebody has just registered.
    pub(super) async fn registered(&self, name: &str) -> Result<Browser, Box<dyn Error>> {
        let mut browser = self.browser();
        let form = [("name", name), ("email", &email(name)), ("password", PASSWORD)];
        let answer = browser.post("/register", &form).await?;
        assert_eq!(answer.location(), Some("/"), "{}", answer.page);
        Ok(browser)
    }

    /// A browser in which somebody who is registered has just signed in.
    pub(super) async fn signed_in(&self, name: &str) -> Result<Browser, Box<dyn Error>> {
        let mut browser = self.browser();
        let answer = browser.post("/sign-in", &[("email", &email(name)), ("password", PASSWORD)]).await?;
        assert_eq!(answer.location(), Some("/"), "{}", answer.page);
        Ok(browser)
    }
}

/// The fields of a form.
pub(super) type Fields<'a> = [(&'a str, &'a str)];

fn email(name: &str) -> String {
    format!("{name}@shop.example")
}

pub(super) struct Browser {
    app: Router,
    pub(super) jar: Jar,
}

impl Browser {
    /// Opens a page in a tab.
    pub(super) async fn get(&mut self, path: &str) -> Result<Answer, Box<dyn Error>> {
        self.send(Request::get(path).header("accept", "text/html").body(Body::empty())?).await
    }

    /// Sends a form of this site.
    pub(super) async fn post(&mut self, path: &str, fields: &Fields<'_>) -> Result<Answer, Box<dyn Error>> {
        self.send(form(path, fields, "same-origin")?).await
    }

    pub(super) async fn send(&mut self, request: Request<Body>) -> Result<Answer, Box<dyn Error>> {
        let (head, body) = self.jar.call(&mut self.app, request).await?.into_parts();
        let page = String::from_utf8(to_bytes(body, 1 << 20).await?.into())?;
        Ok(Answer { status: head.status, headers: head.headers, page })
    }

    /// The same with a cookie of another browser.
    pub(super) async fn is_signed_in_by(&mut self, cookie: &str) -> Result<bool, Box<dyn Error>> {
        let request = Request::get("/password").header("cookie", cookie).body(Body::empty())?;
        Ok(self.send(request).await?.status == StatusCode::OK)
    }

    /// Whether the next page is one of somebody who is signed in.
    pub(super) async fn is_signed_in(&mut self) -> Result<bool, Box<dyn Error>> {
        Ok(self.get("/password").await?.status == StatusCode::OK)
    }
}

/// A form as a browser sends it.
pub(super) fn form(path: &str, fields: &Fields<'_>, from: &str) -> Result<Request<Body>, Box<dyn Error>> {
    Ok(Request::post(path)
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", from)
        .header("sec-fetch-mode", "navigate")
        .body(Body::from(serde_urlencoded::to_string(fields)?))?)
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) page: String,
}

impl Answer {
    /// Where the answer leads.
    pub(super) fn location(&self) -> Option<&str> {
        self.headers.get("location")?.to_str().ok()
    }

    /// The text between two others on the page.
    pub(super) fn between(&self, start: &str, end: &str) -> Option<&str> {
        Some(self.page.split_once(start)?.1.split_once(end)?.0)
    }
}
